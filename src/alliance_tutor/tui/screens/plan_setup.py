"""Setting the plan: its exams, the minutes a day and the days off."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError, UsageError
from alliance_tutor.study.plan_setup import Kind, Row, Setup
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, keys, lines, words
from alliance_tutor.tui.widgets.plan import Place, draw_setup, places, why

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class PlanSetupScreen(Screen[None]):
    """Exams, minutes and days off: Enter sets the plan from anywhere, Space changes what is in hand."""

    app: "TutorApp"
    AUTO_FOCUS = ""  # the field takes keys only while something is typed

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "set", "Set the plan", id="plansetup.set", tooltip="Let the plan hold as it stands here"
        ),
        Binding(
            "space",
            "take",
            "Change",
            id="plansetup.take",
            tooltip="Type another value, open the list of decks, or tick what is in hand",
        ),
        Binding(
            "right", "turn(1)", "More", id="plansetup.more", tooltip="A day or five minutes more", system=True
        ),
        Binding(
            "left", "turn(-1)", "Less", id="plansetup.less", tooltip="A day or five minutes less", system=True
        ),
        Binding("up,k", "move(-1)", "Up", id="plansetup.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="plansetup.down", tooltip="The row below", system=True),
        Binding("a", "add", "Add an exam", id="plansetup.add", tooltip="Plan for a further exam"),
        Binding("x", "remove", "Leave out", id="plansetup.remove", tooltip="Leave the exam in hand out"),
        Binding("q,escape", "back", "Back", id="plansetup.back", tooltip="Back; the plan stays as it was"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._setup = Setup(desk.plans.plan, desk.shelf.library.decks, desk.day)
        self._opened: Row | None = None
        self._here = 0
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The title, the rows, what the one in hand is about, the field for typing, the keys."""
        yield Static(words("Plan the days to an exam", STRONG), classes="title")
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="rows")
        yield Static(id="why", classes="notice")
        yield Input(id="typed", classes="typed")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Nothing is typed yet."""
        self.query_one(Input).display = False

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_set(self) -> None:
        """Let the plan hold."""
        try:
            self._desk.plans.set(self._setup.plan)
        except TutorError as fault:
            self._tell(fault)
            return
        if len(self.app.screen_stack) > 2:
            self.dismiss()
        else:
            from alliance_tutor.tui.screens.plan import PlanScreen  # which opens this one

            self.app.switch_screen(PlanScreen(self._desk))

    def action_take(self, number: int | None = None) -> None:
        """Do with the row in hand, or with one that was clicked, what Space does."""
        self._here = self._here if number is None else number
        self._fault = ""
        place = self._place
        if place.every:
            self._setup.tick_all(place.row)
        elif place.deck:
            self._setup.tick(place.row, place.deck)
        elif place.row.kind is Kind.DECKS:
            self._open(None if self._opened == place.row else place.row)
        else:
            self._type(place.row)
        self._draw()

    def action_turn(self, step: int) -> None:
        """A day, five minutes or a weight more or less; a list is opened or closed."""
        self._fault = ""
        row = self._place.row
        if row.kind is Kind.DECKS:
            self._open(row if step > 0 else None)
        else:
            self._setup.step(row, step)
        self._draw()

    def action_move(self, step: int) -> None:
        """Take the row above or below in hand."""
        self._here = max(0, min(len(self._places) - 1, self._here + step))
        self._fault = ""
        self._draw()

    def action_add(self) -> None:
        """Add an exam and take it in hand."""
        if self._setup.add():
            self._open(None)
            self._here = self._places.index(Place(Row(Kind.DATE, len(self._setup.exams) - 1)))
        self._draw()

    def action_remove(self) -> None:
        """Leave the exam in hand out of the plan."""
        if self._setup.remove(self._place.row):
            self._opened, self._here = None, 0
        else:
            self._fault = "One exam has to stay; the plan is ended on its own page."
        self._draw()

    def action_back(self) -> None:
        """Close the field for typing, else leave without setting anything."""
        if self.query_one(Input).display:
            self._close()
        else:
            self.dismiss()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed, or say why it cannot be taken."""
        event.stop()
        try:
            self._setup.type(self._place.row, event.value)
        except UsageError as fault:
            self._tell(fault)
            return
        self._close()

    @property
    def _places(self) -> list[Place]:
        return places(self._setup, self._opened)

    @property
    def _place(self) -> Place:
        return self._places[self._here]

    def _open(self, row: Row | None) -> None:
        """Open the list of a row and close all others; the row in hand stays in hand."""
        held = self._place.row
        self._opened = row
        self._here = self._places.index(Place(held))

    def _type(self, row: Row) -> None:
        entry = self.query_one(Input)
        entry.display = True
        entry.value = self._setup.words(row)
        entry.focus()
        entry.action_select_all()

    def _close(self) -> None:
        self._fault = ""
        self.query_one(Input).display = False
        self.set_focus(None)
        self._draw()

    def _tell(self, fault: TutorError) -> None:
        self._fault = f"{fault.message}. {fault.hint.capitalize()}." if fault.hint else str(fault)
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        listed = self._places
        rows = draw_setup(self._setup, listed, self._here, width - 2)
        self.query_one("#rows", Static).update(lines([BLANK, *rows]))
        told = words(self._fault, "$warning") if self._fault else words(why(listed[self._here]), QUIET)
        self.query_one("#why", Static).update(told)
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        body = self.query_one(VerticalScroll)
        body.scroll_to(y=max(0, self._here + 3 - body.size.height // 2), animate=False)

    def _keys(self) -> list[Key]:
        if self.query_one(Input).display:
            return [("Enter", "take it", "screen.take"), ("Esc", "leave it", "screen.back")]
        place = self._place
        change = "tick" if place.deck or place.every else "open" if place.row.kind is Kind.DECKS else "type"
        shown: list[Key] = [
            ("Enter", "set the plan", "screen.set"),
            ("↑↓", "row", "screen.move(1)"),
            ("Space", change, "screen.take"),
        ]
        if place.row.kind in (Kind.DATE, Kind.WEIGHT, Kind.MINUTES):
            shown.append(("←→", "less, more", "screen.turn(1)"))
        shown.append(("a", "add an exam", "screen.add"))
        if len(self._setup.exams) > 1 and place.row.exam >= 0:
            shown.append(("x", "leave out", "screen.remove"))
        return [*shown, ("q", "back", "screen.back"), ("?", "help", "app.help")]
