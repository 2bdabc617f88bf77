"""The exams that were taken, over time; each result can be opened again."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.by_rows import Leaping, Wheel, leaps
from alliance_tutor.tui.widgets.exam_history import draw
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class ExamHistoryScreen(Leaping, Wheel, Screen[None]):
    """A plot of the scores, and below it the list, the latest first."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Open the result", id="history.open", tooltip="The result of the exam in hand"
        ),
        Binding("e", "exam", "Exam", id="history.exam", tooltip="Set up an exam, or go on with one"),
        Binding("up,k,right", "move(-1)", "Later", id="history.up", tooltip="The exam after", system=True),
        Binding(
            "down,j,left", "move(1)", "Earlier", id="history.down", tooltip="The one before", system=True
        ),
        *leaps("history"),
        Binding("q,escape", "home", "Home", id="history.home", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taken = desk.exams.taken()
        self._place = 0
        self._fault = ""

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_open(self, place: int | None = None) -> None:
        """Open the result of the exam in hand, or of one that was clicked."""
        self._place = self._place if place is None else place
        if not self._taken:
            return
        try:
            attempt = self._desk.exams.resume(self._taken[-1 - self._place].id)
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
            self._draw()
            return
        self.app.show_exam(attempt)

    def action_go(self, number: int) -> None:
        """Take in hand what was clicked in the plot, counted from the earliest."""
        self._place = len(self._taken) - 1 - number
        self._draw()

    def action_move(self, step: int) -> None:
        """Take another exam in hand."""
        self._place = max(0, min(len(self._taken) - 1, self._place + step))
        self._draw()

    def action_exam(self) -> None:
        """Set one up, or go on with one."""
        self.app.exam()

    def action_home(self) -> None:
        """Back to the first screen."""
        self.app.show_home()

    def _draw(self) -> None:
        if self.size.width:
            rows = draw(self._taken, self._place, self._fault, self._keys(), *self.size)
            self.query_one(Sheet).show(rows)

    def _keys(self) -> list[Key]:
        listed: list[Key] = [("Enter", "open", "screen.open"), ("↑↓", "exam", "screen.move(1)")]
        rest: list[Key] = [("e", "another exam", "screen.exam"), ("q", "back", "screen.home")]
        return [*(listed if self._taken else []), *rest, ("?", "help", "app.help")]
