"""A question that can be answered by keys, clicks or typing: what studying and quizzing have in common."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key as KeyEvent
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import to_type
from alliance_tutor.study.draft import Draft, begin
from alliance_tutor.study.grading import Verdict, ticking_rule
from alliance_tutor.study.responses import Response, Typed
from alliance_tutor.study.session import Asked
from alliance_tutor.tui.text import Key, words
from alliance_tutor.tui.widgets import bars, forms
from alliance_tutor.tui.widgets.sheet import Sheet
from alliance_tutor.tui.widgets.sitting import View, draw

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

HELD = 0.3  # seconds: a key that repeats faster is held down, and never rates
WHEEL = 3  # rows
BAR = 7
_DIGITS = "123456789"


def _places(keys: str, action: str, shown: str, why: str) -> list[Binding]:
    """A key a row; the first tells the help of all."""
    return [
        Binding(
            key,
            f"{action}({place})",
            "Answer",
            show=False,
            key_display=shown,
            tooltip="" if place else why,
            system=True,
        )
        for place, key in enumerate(keys)
    ]


# A letter may stand twice: `check_action` lets an option through while there is one to take. The screens
# put these first.
ANSWERING: list[BindingType] = [
    *_places(forms.LETTERS, "letter", "a b c", "Pick or tick an option, or make it the partner"),
    *_places(_DIGITS, "digit", "1 2 3", "The option or row with that number; two numbers move an item"),
    Binding(
        "up", "point(-1)", "Up", id="asking.up", tooltip="The row above; moves what is held", system=True
    ),
    Binding(
        "down", "point(1)", "Down", id="asking.down", tooltip="The row below; moves what is held", system=True
    ),
]
READING: list[BindingType] = [
    Binding("tab,h", "hint", "Hint", id="asking.hint", tooltip="The card's hint, where it has one"),
    Binding("f", "flag", "Flag", id="asking.flag", tooltip="Mark the question, to come back to it"),
    Binding("r", "read", "Read the topic", id="asking.read", tooltip="The passage of this topic"),
    Binding(
        "o",
        "open",
        "Sources",
        id="asking.open",
        tooltip="Show the sources' addresses; again opens them, one by one",
    ),
    Binding(
        "pagedown",
        "scroll(1)",
        "Page down",
        id="asking.next",
        tooltip="Further down in a long text",
        system=True,
    ),
    Binding("pageup", "scroll(-1)", "Page up", id="asking.previous", tooltip="Back up", system=True),
]


class AskingScreen(Screen[None]):
    """One question after the other, drawn in one sheet whose rows are updated in place.

    A screen of this kind says where its sitting stands, what its answer keys do, and what stands below.
    """

    app: "TutorApp"

    AUTO_FOCUS = ""  # back from a page, Textual would give the keys to the field, hidden as it may be
    SPOKEN: ClassVar[Sequence[str]] = ()
    """What can be typed after a colon in the field: names of actions."""
    ROOM_BELOW: ClassVar[int] = 2

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: Asked | None = None
        self._draft = Draft(Form.RECALL)
        self._hint = False
        self._addresses = 0
        self._fault = ""
        self._top = self._last_top = 0
        self._pressed = ("", 0.0)
        self._repeated = False

    # What a kind of sitting says of itself

    @property
    @abstractmethod
    def current(self) -> Asked | None:
        """The question in hand; None when the sitting is over."""

    @property
    @abstractmethod
    def asking(self) -> bool:
        """Whether an answer can be given."""

    @property
    @abstractmethod
    def outcome(self) -> tuple[Verdict, Response | None] | None:
        """The verdict and the response that it is on, once they are shown."""

    @abstractmethod
    def respond(self, response: Response | None) -> None:
        """Give the answer to the sitting."""

    @abstractmethod
    def far(self) -> Content:
        """How far the sitting has come."""

    @abstractmethod
    def below(self, width: int) -> list[Content]:
        """What is asked below the card."""

    @abstractmethod
    def notice(self) -> str:
        """What just happened."""

    @abstractmethod
    def keys(self) -> list[Key]:
        """The keys that apply."""

    @abstractmethod
    def over(self) -> None:
        """Go on to what follows the sitting."""

    # Drawing

    def compose(self) -> ComposeResult:
        """The sheet, and the field for typing that lies over it."""
        yield Sheet(id="sheet")
        yield Input(id="entry", compact=True, max_length=500, select_on_focus=False)

    def on_mount(self) -> None:
        """Find the two once: they are asked for with every key."""
        self._sheet, self._entry = self.query_one(Sheet), self.query_one(Input)

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.show()

    def show(self) -> None:
        """Draw the question in hand as it stands."""
        current = self.current
        if current is None or not self.size.width:
            return
        if current is not self._asked:
            self._begin(current)
        drawing = draw(self._view(current), *self.size)
        self._top, self._last_top = min(self._top, drawing.last_top), drawing.last_top
        self._show_field(current.question.typed and self.asking, drawing.field)
        self._sheet.show(drawing.rows)

    def do(self, act: Callable[[], object]) -> None:
        """Act, and show what came of it; a fault leaves all as it was, and is told."""
        self._fault = ""
        try:
            act()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        if self.current is None:
            self.over()
        else:
            self.show()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys mean something now: a letter only while there is an option that has it."""
        place = parameters[0] if parameters and isinstance(parameters[0], int) else 0
        if action == "letter":
            return self.asking and place < self._draft.letters
        if action == "digit":
            return self.asking and place < self._draft.rows
        if action == "point":
            return self.asking and self._draft.rows > 0
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Mark what was typed; empty only reveals; `:undo` and the like are commands."""
        typed = event.value.strip()
        if typed.startswith(":") and typed[1:] in self.SPOKEN:
            event.input.clear()
            getattr(self, f"action_{typed[1:]}")()
            return
        self.give(Typed(event.value) if typed else None)

    def action_letter(self, place: int) -> None:
        """Take the option in a row; picking one is the whole answer."""
        self._draft = self._draft.at_letter(place)
        self._drafted()

    def action_digit(self, place: int) -> None:
        """Take the row with a number, or put what is held there."""
        self._draft = self._draft.at_row(place)
        self._drafted()

    def action_point(self, step: int) -> None:
        """Move the cursor, or what is held."""
        self._draft = self._draft.moved(step)
        self.show()

    def action_grasp(self) -> None:
        """What Space does in the cursor's row."""
        self._draft = self._draft.grasped()
        self.show()

    def answer(self) -> None:
        """Give the answer as it stands; without one only reveal."""
        self.give(self._draft.response)

    def give(self, response: Response | None) -> None:
        """Give an answer, and show what came of it."""
        self.do(lambda: self.respond(response))

    def action_hint(self) -> None:
        """Show the hint."""
        self._hint = True
        self.show()

    @abstractmethod
    def action_flag(self) -> None:
        """Flag, or take the flag off."""

    def action_read(self) -> None:
        """Read the topic's passage."""
        from alliance_tutor.tui.screens.reader import PageScreen, topic_page

        if self.current:
            ref = self.current.question.ref
            for topic in self._desk.shelf.index.topics(ref.deck):
                if topic.id == ref.topic:
                    self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    def action_open(self) -> None:
        """Show the sources' addresses; pressed again, open them one after the other."""
        citations = self.current.question.citations if self.current else ()
        links = [each.url for each in citations if each.url]
        if self._addresses and links:
            self.app.open_url(links[(self._addresses - 1) % len(links)])
        self._addresses += 1
        self._fault = "" if links else "No source of this card has an address."
        self.show()
        self._scroll(self._last_top)  # the sources stand last

    def action_scroll(self, step: int) -> None:
        """Scroll a long text."""
        self._scroll(step * max(1, self.size.height // 2))

    def on_mouse_scroll_down(self) -> None:
        """Scroll by the wheel."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll by the wheel."""
        self._scroll(-WHEEL)

    def on_key(self, event: KeyEvent) -> None:
        """Notice a key that comes again within 300 ms: it is held down, or the terminal repeats it."""
        now = monotonic()
        key, at = self._pressed
        self._repeated = event.key == key and now - at < HELD
        self._pressed = event.key, now

    def on_mouse_down(self) -> None:
        """What is clicked was not held down."""
        self._repeated = False

    def held(self) -> bool:
        """Whether the action at hand came by a held key; what is clicked never does."""
        held, self._repeated = self._repeated, False
        return held

    def _drafted(self) -> None:
        if self._draft.form is Form.PICK:
            self.answer()
        else:
            self.show()

    def _view(self, current: Asked) -> View:
        question, outcome = current.question, self.outcome
        ref = question.ref
        where = " › ".join(
            filter(None, (self._desk.shelf.deck_title(ref.deck), self._desk.shelf.topic_title(ref)))
        )
        flag = "  ⚑ flagged" if current.standing.flagged else ""
        verdict, response = outcome or (None, None)
        return View(
            asked=current,
            where=words(where) + words(flag, "$warning"),
            far=self.far(),
            draft=self._draft,
            response=response,
            verdict=verdict,
            checked=self._desk.shelf.checked(ref.deck),
            rule=ticking_rule(question) if question.form is Form.TICK else "",
            below=self.below(self.size.width),
            room_below=self.ROOM_BELOW,
            notice=self.notice(),
            fault=self._fault,
            keys=self.keys(),
            hint=self._hint,
            addresses=self._addresses > 0,
            top=self._top,
        )

    def _begin(self, current: Asked) -> None:
        """A question is new on the screen: nothing of the one before stays."""
        before, self._asked = self._asked, current
        if before and before.question.id == current.question.id and before.since == current.since:
            return
        self._draft = begin(current.question, current.order)
        self._hint, self._addresses, self._top = False, 0, 0
        self._entry.value = ""
        self._entry.placeholder = to_type(current.question)

    def _scroll(self, rows: int) -> None:
        self._top = max(0, min(self._top + rows, self._last_top))
        self.show()

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


def progress(position: int, total: int, finished: int, *, again: bool) -> Content:
    """`7 of 28` with its bar."""
    return words(f"{position} of {total}{' again' if again else ''}  ") + bars.progress(finished, total, BAR)


def answer_keys(question_form: Form, draft: Draft, *, hint: bool, reveals: str) -> list[Key]:
    """The keys that answer, by form; `reveals` is what Enter does without an answer, empty for nothing."""
    last = forms.LETTERS[draft.letters - 1] if draft.letters else ""
    enter: Key = ("Enter", "check" if draft.response else reveals, "screen.accept")
    tab: list[Key] = [("Tab", "hint", "screen.hint")] if hint else []
    match question_form:
        case Form.TYPED:
            empty: list[Key] = [("empty Enter", reveals, "screen.accept")] if reveals else []
            return [("Enter", "check", "screen.accept"), *empty, *tab]
        case Form.PICK:
            return [(f"a–{last}", "pick", "screen.accept"), enter, *tab]
        case Form.TICK:
            return [(f"a–{last}", "tick", "screen.grasp"), enter, *tab]
        case Form.ARRANGE:
            held = "put down" if draft.held else "pick up"
            return [("↑↓", "move", "screen.point(1)"), ("Space", held, "screen.grasp"), enter, *tab]
        case Form.PAIR:
            return [(f"a–{last}", "pair", "screen.point(1)"), ("↑↓", "row", "screen.point(1)"), enter, *tab]
    return [enter, *tab]
