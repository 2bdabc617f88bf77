"""Before an exam: what it asks and how it is held, one list of choices."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key as KeyEvent
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.by_rows import Leaping, Wheel, leaps
from alliance_tutor.tui.widgets.exam_setup import Line, draw, lines_of
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

_TYPABLE = "0123456789.,%"
_LONGEST = 9


class ExamSetupScreen(Leaping, Wheel, Screen[None]):
    """Enter begins from anywhere, Space takes what is in hand, digits are typed where a number is asked."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+j",
            "begin",
            "Begin",
            id="exam-setup.begin",
            tooltip="Draw the paper and read how the exam is held; its clock does not run yet",
        ),
        Binding(
            "space",
            "take",
            "Change",
            id="exam-setup.take",
            tooltip="Open or close the list of a row, tick what is in hand, or choose the next value",
            system=True,
        ),
        Binding(
            "right",
            "turn(1)",
            "Next value",
            id="exam-setup.next",
            tooltip="The next value, one more of a part, or open the list",
            system=True,
        ),
        Binding(
            "left",
            "turn(-1)",
            "Value before",
            id="exam-setup.before",
            tooltip="The value before, one less of a part, or close the list",
            system=True,
        ),
        Binding(
            "backspace",
            "erase",
            "Digits",
            id="exam-setup.digits",
            key_display="0–9",
            tooltip="Type a number where one is asked; Backspace takes a digit away",
            system=True,
        ),
        Binding("up,k", "move(-1)", "Up", id="exam-setup.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="exam-setup.down", tooltip="The row below", system=True),
        Binding(
            "h",
            "history",
            "Earlier exams",
            id="exam-setup.history",
            tooltip="The exams that you have taken, and their scores over time",
        ),
        *leaps("exam-setup"),
        Binding("q,escape", "home", "Home", id="exam-setup.home", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, wish: ExamWish | None, told: str = "") -> None:
        """`told` is why the exam that was wished could not be drawn."""
        super().__init__()
        self._setup = desk.exams.setup(wish)
        self._told = told
        self._opened = ""
        self._place = 0
        self._typed: str | None = None

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def on_key(self, event: KeyEvent) -> None:
        """A digit begins a number, or goes on with it."""
        if event.character and event.character in _TYPABLE and self._takes_number:
            event.stop()
            self._typed = f"{self._typed or ''}{event.character}"[:_LONGEST]
            self._told = ""
            self._draw()

    def action_begin(self) -> None:
        """Take the number that was typed; else draw the paper, where there are enough questions."""
        if self._typed is not None:
            self._enter()
        elif self._setup.ready:
            self.app.begin_exam(self._setup.wish)

    def action_take(self, place: int | None = None) -> None:
        """Do with the row in hand, or with one that was clicked, what Space does."""
        self._enter()
        self._place = self._place if place is None else place
        line = self._line
        if line.every:
            self._setup.choose_all(line.field)
        elif line.choice:
            self._setup.choose(line.field, line.choice.value)
        elif line.opens:
            self._open("" if self._opened == line.field.key else line.field.key)
        elif line.part < 0:
            self._setup.step(line.field, 1)
        self._changed()

    def action_pick(self, place: int, choice: int) -> None:
        """Choose a value that was clicked."""
        self._enter()
        self._place = place
        field = self._line.field
        self._setup.choose(field, self._setup.choices(field)[choice].value)
        self._changed()

    def action_turn(self, step: int) -> None:
        """The next value or the one before; a list is opened or closed, a part asks one more or less."""
        self._enter()
        line = self._line
        if line.part >= 0:
            self._setup.count(line.part, self._setup.parts[line.part].items + step)
        elif line.opens or line.field.several:
            self._open(line.field.key if step > 0 else "")
        else:
            self._setup.step(line.field, step)
        self._changed()

    def action_erase(self) -> None:
        """Take a digit away; of a number that was not being typed, all of it."""
        if self._takes_number:
            self._typed = (self._typed or "")[:-1]
            self._draw()

    def action_move(self, step: int) -> None:
        """Take the row above or below in hand."""
        self._enter()
        self._place = max(0, min(len(self._lines) - 1, self._place + step))
        self._draw()

    def action_history(self) -> None:
        """The exams that were taken."""
        self.app.show_exams_taken()

    def action_home(self) -> None:
        """Back to the first screen; first out of the number that is typed."""
        if self._typed is None:
            self.app.show_home()
        self._typed = None
        self._draw()

    @property
    def _lines(self) -> list[Line]:
        return lines_of(self._setup, self._opened)

    @property
    def _line(self) -> Line:
        return self._lines[self._place]

    @property
    def _takes_number(self) -> bool:
        return self._line.field.typed or self._line.part >= 0

    def _enter(self) -> None:
        """Take the number that was typed; one that is not allowed changes nothing, and is told."""
        typed, self._typed = self._typed, None
        line = self._line
        if typed is None:
            return
        if line.part < 0:
            sound = self._setup.type(line.field, typed)
        else:
            sound = typed.isdecimal()
            self._setup.count(line.part, int(typed) if sound else 0)
        self._changed()
        self._told = "" if sound else f"{typed or 'Nothing'} is not possible for “{line.field.label}”."
        self._draw()

    def _changed(self) -> None:
        """What was chosen may have changed which rows there are."""
        self._told = ""
        self._place = min(self._place, len(self._lines) - 1)
        self._draw()

    def _open(self, key: str) -> None:
        """Open the list of a field and close all others; the field in hand stays in hand, as its row."""
        field = self._line.field
        self._opened = key
        self._place = self._lines.index(Line(field))

    def _draw(self) -> None:
        if self.size.width:
            rows = draw(
                self._setup, self._lines, self._place, self._typed, self._told, self._keys(), *self.size
            )
            self.query_one(Sheet).show(rows)

    def _keys(self) -> list[Key]:
        line = self._line
        if self._typed is not None:
            return [("Enter", "take the number", "screen.begin"), ("Esc", "leave it", "screen.home")]
        begin: list[Key] = [("Enter", "begin", "screen.begin")] if self._setup.ready else []
        number: list[Key] = [("0–9", "number", "")] if self._takes_number else []
        if line.every or line.choice:
            change: list[Key] = [("Space", "tick", "screen.take"), ("←", "close", "screen.turn(-1)")]
        elif line.opens:
            change = [("Space", "close" if self._opened == line.field.key else "open", "screen.take")]
        elif line.part >= 0:
            change = [("←→", "less or more", "screen.turn(1)"), *number]
        else:
            change = [("←→", "change", "screen.turn(1)"), *number]
        rest: list[Key] = [("h", "earlier exams", "screen.history"), ("q", "back", "screen.home")]
        return [*begin, ("↑↓", "row", "screen.move(1)"), *change, *rest, ("?", "help", "app.help")]
