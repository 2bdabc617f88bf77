"""Before an exam is handed in: what is unanswered or flagged, each a key away."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.insight.examining import left_words
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.tui.text import Key
from alliance_tutor.tui.widgets.by_rows import Wheel
from alliance_tutor.tui.widgets.exam_hand_in import draw, open_numbers
from alliance_tutor.tui.widgets.sheet import Sheet

LOOK = 0.5  # seconds between looks at the clock


class HandInScreen(Wheel, Screen[int | None]):
    """It ends with the number of a question to go to, 0 to hand in, None to go back.

    The sitting below it goes on looking at the clock, and leaves it when the time is over.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Go to it", id="hand-in.open", tooltip="Back to the question in hand"),
        Binding(
            "y", "hand_in", "Hand in", id="hand-in.yes", tooltip="Hand the exam in; there is no way back"
        ),
        Binding("up,k", "move(-1)", "Up", id="hand-in.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="hand-in.down", tooltip="The row below", system=True),
        Binding("q,escape,n", "back", "Back", id="hand-in.back", tooltip="Back to the exam"),
    ]

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt
        self._place = 0

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """The clock runs on."""
        self.set_interval(LOOK, self._draw)

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_open(self, number: int | None = None) -> None:
        """To the question in hand, or to one that was clicked."""
        listed = open_numbers(self._attempt)
        self.dismiss(number or (listed[self._place] if listed else None))

    def action_hand_in(self) -> None:
        """Hand in."""
        self.dismiss(0)

    def action_move(self, step: int) -> None:
        """Take another row in hand."""
        self._place = max(0, min(len(open_numbers(self._attempt)) - 1, self._place + step))
        self._draw()

    def action_back(self) -> None:
        """Back to the exam."""
        self.dismiss(None)

    def _draw(self) -> None:
        attempt = self._attempt
        if self.size.width:
            clock = "clock hidden" if attempt.clock_hidden else left_words(attempt)
            self.query_one(Sheet).show(draw(attempt, self._place, clock, self._keys(), *self.size))

    def _keys(self) -> list[Key]:
        listed = open_numbers(self._attempt)
        rows: list[Key] = [("↑↓", "row", "screen.move(1)"), ("Enter", "go to it", "screen.open")]
        last: list[Key] = [("q", "back to the exam", "screen.back"), ("?", "help", "app.help")]
        return [("y", "hand in", "screen.hand_in"), *(rows if listed else []), *last]
