"""Browsing: all questions in a list that a search filters while it is typed; what can be done with them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.desk.browsing import Row
from alliance_tutor.desk.finding import Found, Stopped
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.browsing import ORDERS, done_words
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.decisions import either
from alliance_tutor.study.search import EVERYTHING, TERMS, Order, Search
from alliance_tutor.study.search_reading import LONGEST, read
from alliance_tutor.tui.finder import FinderAside
from alliance_tutor.tui.screens.browse_keys import BINDINGS
from alliance_tutor.tui.text import Key, shown_key
from alliance_tutor.tui.widgets.browse import View, draw, frame
from alliance_tutor.tui.widgets.by_rows import Wheel
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

BREATH = 0.001  # seconds in which a key that waits is handled
_FIELD_ROW = 1
_HINT = "words, deck:history, is:due, prop:lapses>3 …"


class BrowseScreen(Wheel, Screen[None]):
    """The list, and the field above it; `search` is what it begins with."""

    app: "TutorApp"

    AUTO_FOCUS = ""
    NOTCH = 3
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS
    TYPED: ClassVar[Mapping[str, str]] = TERMS
    """What can be typed in the field, for the help."""

    def __init__(self, desk: Desk, search: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._browsing = desk.browsing
        self._finder = FinderAside(self._browsing.aside())
        self._text = search
        self._search: Search = EVERYTHING
        self._order = Order.DECK
        self._turned = False
        self._found = self._browsing.everything()
        self._rows: list[Row] = []
        self._place = self._top = 0
        self._sight = 1
        self._marked: dict[str, None] = {}
        self._note, self._fault = "", False
        self._busy = False
        self._looks = 0
        self._state = desk.shelf.index.state

    def compose(self) -> ComposeResult:
        """The list, and the field that lies over its second row."""
        yield Sheet(id="sheet")
        yield Input(
            self._text,
            placeholder=f"{_HINT} {shown_key('F1', 'app.help')} tells all",
            id="search",
            compact=True,
            max_length=LONGEST,
            select_on_focus=False,
        )

    def on_mount(self) -> None:
        """Show all; look for what is asked for already."""
        self._sheet, self._entry = self.query_one(Sheet), self.query_one(Input)
        if self._text:
            self._look()

    def on_unmount(self) -> None:
        """Let go of the files."""
        self._finder.close()

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Figures may have moved while another screen was open."""
        self._reread()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the field has the keys only those count that leave it."""
        return action in _TYPING or self.focused is not self._entry

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed; while it cannot be read the list stays as it was."""
        self._text = event.value
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        self.set_focus(None)
        self._draw()

    # Moving about

    def action_search(self) -> None:
        """Type what is looked for."""
        self.set_focus(self._entry)
        self._draw()

    def action_back(self) -> None:
        """From the field to the list; from the list to where the learner was."""
        if self.focused is self._entry:
            self.set_focus(None)
            self._draw()
        else:
            self.dismiss()

    def action_move(self, step: int) -> None:
        """Another row."""
        self.action_go(self._place + step)

    def action_page(self, step: int) -> None:
        """A page further or back."""
        self._top = max(0, min(self._top + step * self._sight, len(self._found.numbers) - self._sight))
        self.action_go(self._place + step * self._sight)

    def action_end(self, last: bool) -> None:
        """The first row, or the last."""
        self.action_go(len(self._found.numbers) if last else 0)

    def action_go(self, place: int) -> None:
        """Take the row in a place in hand; the keys go to the list."""
        self.set_focus(None)
        self._place = max(0, min(len(self._found.numbers) - 1, place))
        self._draw()

    # What is shown

    def action_order(self) -> None:
        """Sort by the next order."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._turned = False
        self._look()

    def action_turn(self) -> None:
        """Sort the other way round."""
        self._turned = not self._turned
        self._look()

    def action_open(self) -> None:
        """The page of the question in hand."""
        from alliance_tutor.tui.screens.browse_page import QuestionScreen

        if row := self._here:
            self.app.push_screen(QuestionScreen(self._desk, row))

    def action_edit(self) -> None:
        """Edit the card in hand."""
        from alliance_tutor.tui import editor

        row = self._here
        if row is None or row.question is None:
            self._tell("This card is in no deck any more.", fault=True)
            return
        try:
            editor.edit_file(self.app, self._desk, *self._desk.shelf.edit_target(row.id))
            came = self._desk.shelf.after_edit(row.id)
        except TutorError as fault:
            self._tell(f"{fault}. {fault.hint}".strip(), fault=True)
            return
        wrong = isinstance(came, list) and came[0]
        again = f"{shown_key('e', 'screen.edit')} opens it again"
        told = f"line {wrong.line}: {wrong.message}; {again}" if wrong else "The card was read again."
        self._reread()
        self._tell(told, fault=bool(wrong))

    # Several at once

    def action_mark(self) -> None:
        """Mark the row in hand, or take its mark off; then the next row."""
        if row := self._here:
            if row.id in self._marked:
                del self._marked[row.id]
            else:
                self._marked[row.id] = None
            self.action_move(1)

    def action_all(self) -> None:
        """Mark all that was found; where all are marked, none."""
        self.run_worker(self._mark_all())

    async def _mark_all(self) -> None:
        all_marked = len(self._marked) == len(self._found.numbers)
        self._marked = {} if all_marked else dict.fromkeys(await self._finder.ids(self._found))
        self._tell(
            f"{number(len(self._marked), 'question')} marked." if self._marked else "No question is marked."
        )

    def action_change(self, kind: str) -> None:
        """Let something happen to what is marked; the opposite where the one in hand is so already."""
        if row := self._here:
            self._begin(either(Kind(kind), row.standing, self._desk.day))

    def action_undo(self) -> None:
        """Take the latest batch back, whole."""
        latest = self._browsing.latest
        if latest is None:
            self._tell("There is nothing to undo here.")
        elif not self._busy:
            told = f"Undone: {done_words(latest.kind, len(latest.events))}"
            steps = self._bit_by_bit(self._browsing.undo(), len(latest.events), lambda: told)
            self.run_worker(steps)

    def action_study(self) -> None:
        """Study what is marked, else all that was found."""
        self.run_worker(self._study())

    def action_quiz(self) -> None:
        """A quiz on what is marked, else on all that was found."""
        self.run_worker(self._quiz())

    async def _study(self) -> None:
        if asked := await self._to_ask():
            self.app.show_sitting(self._desk.session(asked), ())

    async def _quiz(self) -> None:
        if asked := await self._to_ask():
            self.app.quiz_on(asked)

    async def _to_ask(self) -> list[str]:
        ids = list(self._marked) or await self._finder.ids(self._found)
        asked = self._browsing.to_ask(ids)
        if not asked:
            self._tell("None of them can be asked: all are set aside, or in no deck any more.")
        return asked

    def _begin(self, kind: Kind) -> None:
        ids = list(self._marked) or [row.id for row in (self._here,) if row]
        if not ids or self._busy:
            return
        before = self._browsing.latest

        def told() -> str:
            latest = self._browsing.latest
            if latest is None or latest is before:
                return "That changes nothing."
            back = shown_key("u", "screen.undo")
            return f"{done_words(latest.kind, len(latest.events))} {back} takes it back."

        self.run_worker(self._bit_by_bit(self._browsing.do(kind, ids), len(ids), told))

    async def _bit_by_bit(self, steps: Iterator[int], count: int, told: Callable[[], str]) -> None:
        """Do what takes many steps, and let keys come between them."""
        self._busy = True
        try:
            for done in steps:
                if done < count:
                    self._tell(f"{done} of {count} …")
                await asyncio.sleep(BREATH)
        except TutorError as fault:
            self._tell(f"{fault}. {fault.hint}".strip(), fault=True)
            return
        finally:
            self._busy = False
        self._look(keep=True)
        self._tell(told())

    # Looking and drawing

    @property
    def _here(self) -> Row | None:
        at = self._place - self._top
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _reread(self) -> None:
        """Look again if a deck changed; show figures as they are now."""
        if self._state != self._desk.shelf.index.state:
            self._state = self._desk.shelf.index.state
            self._finder.remake(self._browsing.aside())
        self._look(keep=True)

    def _look(self, *, keep: bool = False) -> None:
        """Look for what is asked for; with `keep` the place in the list stays."""
        try:
            self._search = read(self._text)
        except TutorError as fault:
            self._tell("; ".join(filter(None, (str(fault), fault.hint))))
            return
        if not keep:
            self._note, self._fault = "", False
        self._looks += 1
        if self._search == EVERYTHING and self._order is Order.DECK and not self._turned:
            self._finder.give_up()
            self._show(self._browsing.everything(), keep)
        else:
            # Not the coroutine itself: Python complains of one that is replaced before it ran.
            find: Callable[[], Awaitable[None]] = partial(self._find, keep)
            self.run_worker(find, group="find", exclusive=True)

    async def _find(self, keep: bool) -> None:
        mine = self._looks

        def show(found: Found) -> None:
            if mine == self._looks:  # what came in the meantime is not wanted any more
                self._show(found, keep)

        try:
            found = await self._finder.find(
                self._search, self._order, self._desk.day, turned=self._turned, first=show
            )
        except Stopped:
            return
        except TutorError as fault:
            self._tell(f"{fault}. {fault.hint}".strip(), fault=True)
            return
        show(found)

    def _show(self, found: Found, keep: bool) -> None:
        self._found = found
        if keep:
            self._place = max(0, min(self._place, len(found.numbers) - 1))
        elif not found.complete or self._place >= len(found.numbers):
            self._place = self._top = 0
        self._draw()

    def _tell(self, note: str, *, fault: bool = False) -> None:
        self._note, self._fault = note, fault
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if not width or not self.is_mounted:
            return
        keys, count = self._keys(), len(self._found.numbers)
        self._sight = frame(keys, width, height).sight
        self._top = max(0, min(self._top, count - self._sight, self._place), self._place - self._sight + 1)
        self._rows = self._browsing.rows(self._found, self._top, self._sight)
        self._entry.styles.offset = (1, _FIELD_ROW)
        self._entry.styles.width = width - 2
        view = View(
            far=self._far(count),
            note=self._note or (f"{number(len(self._marked), 'question')} marked." if self._marked else ""),
            fault=self._fault,
            rows=self._rows,
            top=self._top,
            place=self._place,
            count=count,
            marked=self._marked,
            order=self._order,
            day=self._desk.day,
            belongs=self._belongs,
            empty=self._empty(),
            keys=keys,
        )
        self._sheet.show(draw(view, width, height))

    def _far(self, count: int) -> str:
        place = f"{self._place + 1:,} of ".replace(",", "\N{NO-BREAK SPACE}") if count else ""
        more = "" if self._found.complete else " and more"
        turned = ", turned" if self._turned else ""
        return f"{place}{number(count, 'question')}{more} · {ORDERS[self._order]}{turned}"

    def _belongs(self, row: Row) -> str:
        if row.question is None:
            return row.id
        ref = row.question.ref
        return " › ".join(
            filter(None, (self._desk.shelf.deck_title(ref.deck), self._desk.shelf.topic_title(ref)))
        )

    def _empty(self) -> list[str]:
        if not self._browsing.shelving.total:
            return ["There is no question in any deck."]
        return ["No question is like that.", f"{shown_key('F1', 'app.help')} tells how a search is written."]

    def _keys(self) -> list[Key]:
        if self.focused is self._entry:
            return [("Enter", "to the list", "screen.back"), ("F1", "help", "app.help")]
        several = f" {len(self._marked)}" if self._marked else ""
        return [
            ("/", "search", "screen.search"),
            ("Enter", "open", "screen.open"),
            ("s", "sort", "screen.order"),
            ("Space", "mark", "screen.mark"),
            ("a", "all", "screen.all"),
            ("z", f"suspend{several}", "screen.change('suspended')"),
            ("S", "study", "screen.study"),
            ("q", "back", "screen.back"),
            ("?", "help", "app.help"),
            ("b", "bury", "screen.change('buried')"),
            ("f", "flag", "screen.change('flagged')"),
            ("R", "reset", "screen.change('reset')"),
            ("u", "undo", "screen.undo"),
            ("Q", "quiz", "screen.quiz"),
            ("e", "edit", "screen.edit"),
        ]


_TYPING = frozenset({"back", "move", "page", "help", "go"})
