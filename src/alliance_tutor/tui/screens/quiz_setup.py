"""Before a quiz: what it asks and how it is held, one list of choices."""

from random import randrange
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.study.quiz_setup import Setup
from alliance_tutor.study.wish import SEEDS, QuizWish
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.by_rows import Leaping, Wheel, leaps
from alliance_tutor.tui.widgets.quiz_setup import Line, draw, lines_of
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class QuizSetupScreen(Leaping, Wheel, Screen[None]):
    """Enter begins from anywhere, Space takes what is in hand."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", id="setup.begin", tooltip="Begin the quiz as it stands here"),
        Binding(
            "space",
            "take",
            "Change",
            id="setup.take",
            tooltip="Open or close the list of a row, tick what is in hand, or choose the next value",
            system=True,
        ),
        Binding(
            "right",
            "turn(1)",
            "Next value",
            id="setup.next",
            tooltip="The next value, or open the list",
            system=True,
        ),
        Binding(
            "left",
            "turn(-1)",
            "Value before",
            id="setup.before",
            tooltip="The value before, or close the list",
            system=True,
        ),
        Binding("up,k", "move(-1)", "Up", id="setup.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="setup.down", tooltip="The row below", system=True),
        *leaps("setup"),
        Binding("q,escape", "home", "Home", id="setup.home", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, wish: QuizWish) -> None:
        super().__init__()
        self._setup = Setup(wish, desk.shelf.library.decks, desk.quiz_stock)
        self._opened = ""
        self._place = 0

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_begin(self) -> None:
        """Begin, where there is anything to ask; the questions are drawn afresh."""
        if self._setup.ready:
            self.app.begin_quiz(self._setup.wish.seeded(randrange(SEEDS)))

    def action_take(self, place: int | None = None) -> None:
        """Do with the row in hand, or with one that was clicked, what Space does."""
        self._place = self._place if place is None else place
        line = self._line
        if line.every:
            self._setup.choose_all(line.field)
        elif line.choice:
            self._setup.choose(line.field, line.choice.value)
            # What was ticked though it gives no question leaves the list when it is unticked.
            self._place -= self._line.field is not line.field
        elif line.field.several:
            self._open("" if self._opened == line.field.key else line.field.key)
        else:
            self._setup.step(line.field, 1)
        self._draw()

    def action_pick(self, place: int, choice: int) -> None:
        """Choose a value that was clicked."""
        self._place = place
        field = self._line.field
        self._setup.choose(field, self._setup.choices(field)[choice].value)
        self._draw()

    def action_turn(self, step: int) -> None:
        """The next value or the one before; a list is opened or closed."""
        field = self._line.field
        if field.several:
            self._open(field.key if step > 0 else "")
        else:
            self._setup.step(field, step)
        self._draw()

    def action_move(self, step: int) -> None:
        """Take the row above or below in hand."""
        self._place = max(0, min(len(self._lines) - 1, self._place + step))
        self._draw()

    def action_home(self) -> None:
        """Back to the first screen."""
        self.app.show_home()

    @property
    def _lines(self) -> list[Line]:
        return lines_of(self._setup, self._opened)

    @property
    def _line(self) -> Line:
        return self._lines[self._place]

    def _open(self, key: str) -> None:
        """Open the list of a field and close all others; the field in hand stays in hand, as its row."""
        field = self._line.field
        self._opened = key
        self._place = self._lines.index(Line(field))

    def _draw(self) -> None:
        width, height = self.size
        if width:
            rows = draw(self._setup, self._lines, self._place, self._keys(), width, height)
            self.query_one(Sheet).show(rows)

    def _keys(self) -> list[Key]:
        line = self._line
        begin: list[Key] = [("Enter", "begin", "screen.begin")] if self._setup.ready else []
        if line.every or line.choice:
            change: list[Key] = [("Space", "tick", "screen.take"), ("←", "close", "screen.turn(-1)")]
        elif line.field.several:
            change = [("Space", "close" if self._opened == line.field.key else "open", "screen.take")]
        else:
            change = [("←→", "change", "screen.turn(1)")]
        rest: list[Key] = [("q", "back", "screen.home"), ("?", "help", "app.help")]
        return [*begin, ("↑↓", "row", "screen.move(1)"), *change, *rest]
