"""Studying: one screen whose lines are updated in place; the session holds all the logic."""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.grading import Picked, Typed, Verdict
from alliance_tutor.study.session import Asked, Phase, Session
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import QUIET, keys, lines, spread, words
from alliance_tutor.tui.widgets import bars, card

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

CARD = 76  # cells of text in a line, at most
HELD = 0.3  # seconds: a key that repeats faster is held down, and never rates
MOST_OPTIONS = 9
WHEEL = 3  # rows
SPOKEN = ("undo", "skip", "bury", "suspend", "flag", "edit", "hint", "read", "quit")

_ASKING = {"pick", "point"}
_SHOWN = {"rate", "count", "open"}
_ALWAYS = {"undo", "quit", "scroll"}


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
            "enter,space",
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
        self._rows: dict[str, int] = {}
        self._pressed: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        """All lines, once; they are only updated afterwards."""
        yield Static(id="title", classes="title")
        with Container(id="stage"):
            yield Static(id="card")
            with Horizontal(id="typing"):
                yield Static("  › ", id="arrow")
                yield Input(id="entry", compact=True, max_length=500, select_on_focus=False)
        yield Static(id="ratings")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Look the lines up once."""
        self._lines = {each.id: each for each in self.query(Static)}
        self._entry, self._typing = self.query_one("#entry", Input), self.query_one("#typing")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < 18, "-short")
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
        self._held("enter")
        self._do(lambda: self._session.respond(Typed(event.value) if typed else None))

    def action_accept(self) -> None:
        """Reveal, or pick the option under the cursor; then take the suggested rating."""
        held = self._held("accept")
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
        self._held(str(place + 1))
        self._pick(place)

    def action_rate(self, rating: int) -> None:
        """Rate, unless the key is only held down."""
        if not self._held(str(rating)):
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
        self._scroll(step * max(1, self._height - 2))

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

    def _held(self, key: str) -> bool:
        """Whether the key came again within 300 ms: it is held down, or the terminal repeats it."""
        now = monotonic()
        held = now - self._pressed.get(key, 0.0) < HELD
        self._pressed[key] = now
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
        width = max(20, min(CARD, self.size.width - 4))
        shown = self._session.phase is Phase.SHOWN
        rows = self._card(current, width).split("\n", allow_blank=True)
        self._last_top = max(0, len(rows) - self._height)
        self._top = min(self._top, self._last_top)
        self._put("title", self._title(current))
        self._put("card", lines(rows[self._top : self._top + self._height]), fixed=True)
        self._show_typing(current.question.typed and not shown, len(rows) + 1)
        self._put("ratings", self._ratings() if shown else Content(""), fixed=True)
        self._put("notice", self._notice())
        self._put("keys", keys(self._keys(current, shown), self.size.width - 2))

    def _put(self, line: str, content: Content, *, fixed: bool = False) -> None:
        """Update a line; the screen is laid out anew (2 ms) only where it takes more or fewer rows."""
        room = self.size.width - 2
        rows = sum(-(-row.cell_length // room) or 1 for row in content.split("\n", allow_blank=True))
        self._lines[line].update(content, layout=not fixed and self._rows.get(line, 1) != rows)
        self._rows[line] = rows

    def _notice(self) -> Content:
        """A fault, else what just happened, else that the text goes on below."""
        if self._fault:
            return words(self._fault, "$error")
        more = "PgDn: more below ↓" if self._top < self._last_top else ""
        return words(self._session.notice, "$warning") if self._session.notice else words(more, QUIET)

    @property
    def _height(self) -> int:
        """The rows that the card has on the screen."""
        return max(1, self._lines["card"].size.height)

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

    def _title(self, current: Asked) -> Content:
        session, ref = self._session, current.question.ref
        topics = {topic.id: topic.title for topic in self._desk.index.topics(ref.deck)}
        where = " › ".join(
            each for each in (self._desk.deck_title(ref.deck), topics.get(ref.topic, "")) if each
        )
        flag = "  ⚑ flagged" if current.standing.flagged else ""
        again = " again" if session.returned else ""
        far = words(f"{session.position} of {session.total}{again}  ") + bars.progress(
            session.finished, session.total, 7
        )
        return spread(words(where) + words(flag, "$warning"), far, self.size.width - 2)

    def _card(self, current: Asked, width: int) -> Content:
        question, verdict = current.question, self._session.verdict
        parts = [card.prompt(question, width)]
        if self._hint:
            parts += [
                words(""),
                words(
                    f"hint: {one_line(question.hint)}" if question.hint else "This card has no hint.", QUIET
                ),
            ]
        if question.options:
            asked = card.options(question, current.order, self._cursor, width)
            marked = card.marked_options(question, current.order, self._chosen, width) if verdict else asked
            parts += [words(""), marked]
        return lines([*parts, *(self._answer(question, verdict, width) if verdict else ())])

    def _answer(self, question: Question, verdict: Verdict, width: int) -> list[Content]:
        checked = self._desk.checked(question.ref.deck)
        background = card.background(question, checked, width, addresses=self._addresses > 0)
        apart = [] if question.options else [words("")]
        return [words(""), card.answer(question, verdict, width), *apart, background]

    def _scroll(self, rows: int) -> None:
        self._top = max(0, min(self._top + rows, self._last_top))
        self._show()

    def _show_typing(self, typing: bool, row: int) -> None:
        """Open or close the field for typing, under the prompt."""
        if self._typing.display != typing:
            self._typing.display = typing
        if typing:
            self._typing.styles.offset = (0, min(row, self._height - 1))
        if typing and self.focused is not self._entry:
            self.set_focus(self._entry)
        elif not typing and self.focused is not None:
            self.set_focus(None)

    def _ratings(self) -> Content:
        now, session = self._desk.now(), self._session
        day = self._desk.study_day(now)
        return card.ratings(session.previews, session.suggested, day, now.at, self.size.width)

    def _keys(self, current: Asked, shown: bool) -> list[tuple[str, str, str]]:
        question = current.question
        if shown:
            suggested = self._session.suggested
            verdict = self._session.verdict
            near = [("y", "count it", "screen.count")] if verdict and verdict.near else []
            accept = ("Enter", f"rates {suggested.word.capitalize()}" if suggested else "", "screen.accept")
            return [accept, *near, *_COMMON, *_LAST]
        hint = [("Tab", "hint", "screen.hint")] if question.hint else []
        if question.typed:
            first = [("Enter", "check", "screen.accept"), ("empty Enter", "reveals", "screen.accept"), *hint]
            spoken = [(f":{each}", "", f"screen.{each}") for each in ("undo", "skip", "flag", "quit")]
            return [*first, *spoken, ("F1", "help", "app.help")]
        pick = (
            [(f"a–{card.LETTERS[len(current.order) - 1]}", "pick", "screen.accept")] if current.order else []
        )
        aside = [each for each in _COMMON if each[1] in ("undo", "bury", "suspend")]
        return [
            *pick,
            ("Enter", "reveal", "screen.accept"),
            *hint,
            ("n", "skip", "screen.skip"),
            *aside,
            *_LAST,
        ]


_COMMON = [
    ("u", "undo", "screen.undo"),
    ("f", "flag", "screen.flag"),
    ("x", "bury", "screen.bury"),
    ("z", "suspend", "screen.suspend"),
    ("e", "edit", "screen.edit"),
]
_LAST = [("q", "stop", "screen.quit"), ("?", "help", "app.help")]
