"""After a planned exam: the true mark, kept beside what was foreseen."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import planning
from alliance_tutor.journal.plans import PlannedExam
from alliance_tutor.study.plan_setup import read_mark
from alliance_tutor.tui import planner
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, keys, lines, words
from alliance_tutor.tui.widgets.page import Page

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class MarkScreen(Screen[None]):
    """After an exam: the true mark is asked, and kept beside what was foreseen."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "back", "Home", id="mark.home", tooltip="Back to the first screen, once it is kept"),
        Binding("escape", "back", "Back", id="mark.back", tooltip="Back; you are asked again later"),
    ]

    def __init__(self, desk: Desk, exam: PlannedExam) -> None:
        super().__init__()
        self._desk = desk
        self._exam = exam
        self._kept = ""
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The question, the field, what is foreseen once it is kept, the keys."""
        yield Static(words("After the exam", STRONG), classes="title")
        with Page():
            yield Static(id="page")
        yield Input(id="typed", classes="typed", placeholder="84, or 17/20")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """What was foreseen is worked out while the mark is typed."""
        self.query_one(Input).focus()
        if not self._desk.plans.settled:
            self.run_worker(planner.settle(self._desk, self._draw))

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_back(self) -> None:
        """Back to the first screen."""
        self.dismiss()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the mark; nothing typed goes on without one."""
        event.stop()
        try:
            mark = read_mark(event.value) if event.value.strip() else None
            self._kept = planning.settled_words(mark, self._desk.plans.end(self._exam, mark))
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint.capitalize()}." if fault.hint else str(fault)
        else:
            self.query_one(Input).display = False
            self.set_focus(None)
        self._draw()

    def _draw(self) -> None:
        width = max(20, min(76, self.size.width - 3))
        rows = hanging(BLANK, words(planning.over_words(self._exam, self._desk.day), STRONG), width)
        if self._kept:
            told = words(self._kept)
        else:
            told = words(
                self._fault or "Your mark, as 84 (per cent) or 17/20. It stays beside what was foreseen.",
                "$warning" if self._fault else QUIET,
            )
        self.query_one("#page", Static).update(lines([*rows, BLANK, *hanging(BLANK, told, width)]))
        shown: list[Key] = [("Enter", "home", "screen.back")]
        if not self._kept:
            shown = [("Enter", "keep it; empty skips", "screen.focus"), ("Esc", "later", "screen.back")]
        self.query_one("#keys", Static).update(
            keys([*shown, ("F1", "help", "app.help")], self.size.width - 2)
        )
