"""Studying: one screen whose lines are updated in place; the session holds all the logic."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.study.session import Asked, Phase, Session
from alliance_tutor.tui.widgets import card
from alliance_tutor.tui.widgets.sheet import Sheet
from alliance_tutor.tui.widgets.sitting import SPOKEN, View, draw

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

HELD = 0.3  # seconds: a key that repeats faster is held down, and never rates
MOST_OPTIONS = 9
WHEEL = 3  # rows

_SHOWN = {"rate", "count", "open"}


def _picks() -> list[Binding]:
    """A letter and a digit an option; the first tells the help of all."""
    shown, why = "a b c, 1 2 3", "Pick an option"
    return [
        Binding(
            f"{letter},{place + 1}",
            f"pick({place})",
            "Pick",
            show=False,
            key_display=shown,
            tooltip="" if place else why,
            system=True,
        )
        for place, letter in enumerate(card.LETTERS[:MOST_OPTIONS])
    ]


def _ratings() -> list[Binding]:
    """A digit a rating; the first tells the help of all."""
    shown, why = "1 2 3 4", "Rate Again, Hard, Good or Easy, once the answer is shown"
    return [
        Binding(
            str(int(each)),
            f"rate({int(each)})",
            "Rate",
            show=False,
            key_display=shown,
            tooltip=why if each is Rating.AGAIN else "",
            system=True,
        )
        for each in Rating
    ]


class StudyScreen(Screen[None]):
    """A sitting: the question, then its answer and the four ratings."""

    app: "TutorApp"

    # A letter may stand twice: `check_action` lets an option through while there is one to pick.
    BINDINGS: ClassVar[list[BindingType]] = [
        *_picks(),
        *_ratings(),
        Binding(
            "enter,space,ctrl+j",
            "accept",
            "Reveal or accept",
            id="study.accept",
            tooltip="Show the answer; then take the suggested rating",
        ),
        Binding("up", "point(-1)", "Up", id="study.up", tooltip="The option above", system=True),
        Binding(
            "down",
            "point(1)",
            "Down",
            id="study.down",
            tooltip="The option below; Enter picks it",
            system=True,
        ),
        Binding("y", "count", "Count it", id="study.count", tooltip="Let a near miss count as right"),
        Binding("tab,h", "hint", "Hint", id="study.hint", tooltip="The card's hint, where it has one"),
        Binding("u", "undo", "Undo", id="study.undo", tooltip="Take the latest answer back and ask it again"),
        Binding("n", "skip", "Skip", id="study.skip", tooltip="Ask this question at the end of the sitting"),
        Binding("x", "bury", "Bury", id="study.bury", tooltip="Not today: ask it tomorrow"),
        Binding("z", "suspend", "Suspend", id="study.suspend", tooltip="Do not ask it any more"),
        Binding("f", "flag", "Flag", id="study.flag", tooltip="Mark the question, to come back to it"),
        Binding(
            "e",
            "edit",
            "Edit",
            id="study.edit",
            tooltip="Open the card in your editor and go on with its new text",
        ),
        Binding("r", "read", "Read the topic", id="study.read", tooltip="The passage of this topic"),
        Binding(
            "o",
            "open",
            "Sources",
            id="study.open",
            tooltip="Show the sources' addresses; again opens them, one by one",
        ),
        Binding("q", "quit", "Stop here", id="study.quit", tooltip="To the summary; every answer is safe"),
        Binding(
            "pagedown",
            "scroll(1)",
            "Page down",
            id="study.next",
            tooltip="Further down in a long text",
            system=True,
        ),
        Binding("pageup", "scroll(-1)", "Page up", id="study.previous", tooltip="Back up", system=True),
    ]

    def __init__(self, desk: Desk, session: Session, decks: tuple[str, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._session = session
        self._decks = decks
        self._asked: Asked | None = None
        self._cursor = -1
        self._chosen = -1
        self._hint = False
        self._addresses = 0
        self._fault = ""
        self._top = self._last_top = 0
        self._pressed = ("", 0.0)
        self._repeated = False

    def compose(self) -> ComposeResult:
        """One sheet for all rows, and the field for typing over it."""
        yield Sheet(id="sheet")
        yield Input(id="entry", compact=True, max_length=500, select_on_focus=False)

    def on_mount(self) -> None:
        """Look them up once."""
        self._sheet, self._entry = self.query_one(Sheet), self.query_one(Input)

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys mean something now: an option's letter only while there is one to pick."""
        session = self._session
        if action == "pick":
            place = parameters[0] if parameters else 0
            return session.phase is Phase.ASKING and isinstance(place, int) and place < self._options
        if action == "point":
            return session.phase is Phase.ASKING and self._options > 0
        if action in _SHOWN:
            return session.phase is Phase.SHOWN
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Mark what was typed; empty only reveals; `:undo` and the like are commands."""
        typed = event.value.strip()
        if typed.startswith(":") and typed[1:] in SPOKEN:
            event.input.clear()
            getattr(self, f"action_{typed[1:]}")()
            return
        self._do(lambda: self._session.respond(Typed(event.value) if typed else None))

    def action_accept(self) -> None:
        """Reveal, or pick the option under the cursor; then take the suggested rating."""
        held = self._held()
        session = self._session
        if session.phase is Phase.SHOWN:
            if not held and session.suggested is not None:
                self._rate(session.suggested)
        elif self._cursor >= 0:
            self._pick(self._cursor)
        else:
            self._do(lambda: session.respond(None))

    def action_pick(self, place: int) -> None:
        """Pick an option by its place on the screen."""
        self._pick(place)

    def action_rate(self, rating: int) -> None:
        """Rate, unless the key is only held down."""
        if not self._held():
            self._rate(Rating(rating))

    def action_point(self, step: int) -> None:
        """Move the cursor over the options."""
        self._cursor = (self._cursor + step) % self._options if self._cursor >= 0 else (0 if step > 0 else -1)
        self._cursor %= self._options
        self._show()

    def action_count(self) -> None:
        """Let a near miss count."""
        self._do(self._session.count)

    def action_hint(self) -> None:
        """Show the hint."""
        self._hint = True
        self._show()

    def action_undo(self) -> None:
        """Take the latest answer back."""
        self._do(self._session.undo)

    def action_skip(self) -> None:
        """Leave the question for later."""
        self._do(self._session.skip)

    def action_bury(self) -> None:
        """Not today."""
        self._do(self._session.bury)

    def action_suspend(self) -> None:
        """Not any more."""
        self._do(self._session.suspend)

    def action_flag(self) -> None:
        """Flag, or take the flag off."""
        self._do(self._session.flag)

    def action_edit(self) -> None:
        """Edit the card, then go on with its new text."""
        from alliance_tutor.tui.editor import edit

        if self._session.current:
            question = self._session.current.question.id
            self._do(lambda: edit(self.app, self._desk, self._session, question))

    def action_read(self) -> None:
        """Read the topic's passage."""
        from alliance_tutor.tui.screens.reader import PageScreen, topic_page

        if self._session.current:
            ref = self._session.current.question.ref
            for topic in self._desk.index.topics(ref.deck):
                if topic.id == ref.topic:
                    self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    def action_open(self) -> None:
        """Show the sources' addresses; pressed again, open them one after the other."""
        links = (
            [each.url for each in self._session.current.question.citations if each.url]
            if self._session.current
            else []
        )
        if self._addresses and links:
            self.app.open_url(links[(self._addresses - 1) % len(links)])
        self._addresses += 1
        self._fault = "" if links else "No source of this card has an address."
        self._show()

    def action_scroll(self, step: int) -> None:
        """Scroll a long text."""
        self._scroll(step * max(1, self.size.height // 2))

    def on_mouse_scroll_down(self) -> None:
        """Scroll by the wheel."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll by the wheel."""
        self._scroll(-WHEEL)

    def action_quit(self) -> None:
        """To the summary."""
        self.app.show_summary(self._session, self._decks)

    @property
    def _options(self) -> int:
        return len(self._session.current.order) if self._session.current else 0

    def _pick(self, place: int) -> None:
        current = self._session.current
        if current:
            self._chosen = current.order[place]
            self._do(lambda: self._session.respond(Picked(current.order[place])))

    def _rate(self, rating: Rating) -> None:
        self._do(lambda: self._session.rate(rating))

    def on_key(self, event: Key) -> None:
        """Notice a key that comes again within 300 ms: it is held down, or the terminal repeats it."""
        now = monotonic()
        key, at = self._pressed
        self._repeated = event.key == key and now - at < HELD
        self._pressed = event.key, now

    def on_mouse_down(self) -> None:
        """What is clicked was not held down."""
        self._repeated = False

    def _held(self) -> bool:
        """Whether the action at hand came by a held key; what is clicked never does."""
        held, self._repeated = self._repeated, False
        return held

    def _do(self, act: Callable[[], object]) -> None:
        """Act, and show what came of it; a fault leaves all as it was, and is told."""
        self._fault = ""
        try:
            act()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        if self._session.phase is Phase.DONE:
            self.app.show_summary(self._session, self._decks)
        else:
            self._show()

    def _show(self) -> None:
        current = self._session.current
        if current is None or not self.size.width:
            return
        if current is not self._asked:
            self._begin(current)
        drawing = draw(self._view(current), *self.size)
        self._top, self._last_top = min(self._top, drawing.last_top), drawing.last_top
        self._show_field(current.question.typed and self._session.phase is Phase.ASKING, drawing.field)
        self._sheet.show(drawing.rows)

    def _view(self, current: Asked) -> View:
        session, ref = self._session, current.question.ref
        return View(
            asked=current,
            verdict=session.verdict,
            previews=session.previews,
            suggested=session.suggested,
            where=" › ".join(filter(None, (self._desk.deck_title(ref.deck), self._desk.topic_title(ref)))),
            checked=self._desk.checked(ref.deck),
            position=session.position,
            total=session.total,
            finished=session.finished,
            returned=session.returned,
            day=self._desk.study_day(session.shown),
            now=session.shown.at,
            notice=session.notice,
            fault=self._fault,
            cursor=self._cursor,
            chosen=self._chosen,
            hint=self._hint,
            addresses=self._addresses > 0,
            top=self._top,
        )

    def _begin(self, current: Asked) -> None:
        """A question is new on the screen: nothing of the one before stays."""
        if (
            self._asked is None
            or self._asked.question.id != current.question.id
            or self._asked.since != current.since
        ):
            self._cursor = self._chosen = -1
            self._hint, self._addresses = False, 0
            self._entry.value = ""
            self._top = 0
        self._asked = current

    def _scroll(self, rows: int) -> None:
        self._top = max(0, min(self._top + rows, self._last_top))
        self._show()

    def _show_field(self, typing: bool, field: tuple[int, int, int]) -> None:
        """Open or close the field for typing, under the prompt."""
        column, row, width = field
        if self._entry.display != typing:
            self._entry.display = typing
        if typing:
            self._entry.styles.offset = (column, row)
            self._entry.styles.width = width
        if typing and self.focused is not self._entry:
            self.set_focus(self._entry)
        elif not typing and self.focused is not None:
            self.set_focus(None)
