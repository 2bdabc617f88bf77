"""The plan: where the learner stands, what is planned, and the true mark after the exam."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError, UsageError
from alliance_tutor.insight import planning
from alliance_tutor.journal.plans import PlannedExam
from alliance_tutor.study.plan_setup import Kind, Row, Setup, read_mark
from alliance_tutor.tui import planner
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, keys, lines, words
from alliance_tutor.tui.widgets.plan import Page, Place, draw, draw_setup, places, why

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


def screen_of(desk: Desk) -> Screen[Any]:
    """What the key of the plan opens: the question after an exam, else the plan, else one to be made."""
    plan, day = desk.plans.plan, desk.day
    if plan.over(day):
        return MarkScreen(desk, plan.over(day)[0])
    return PlanScreen(desk) if plan.ahead(day) else PlanSetupScreen(desk)


class PlanScreen(PageScreen, inherit_bindings=False):
    """The plan with its forecast, topic by topic."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "change",
            "Change the plan",
            id="plan.change",
            tooltip="Exams, their decks and weights, minutes a day, days off",
        ),
        Binding(
            "question_mark",
            "explain",
            "What this means",
            id="plan.explain",
            tooltip="What the ranges mean, and what they rest on",
        ),
        Binding("x", "end", "End the plan", id="plan.end", tooltip="End the plan; you are asked first"),
        Binding("y", "confirm", "Yes", id="plan.confirm", tooltip="Yes, end the plan", system=True),
        *SCROLLING,
        Binding("enter,q,escape", "back", "Back", id="plan.back", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__("Plan", self._page)
        self._desk = desk
        self._ending = False
        self._recorded = -1

    def on_mount(self) -> None:
        """Have worked out what is not known for what is answered by now."""
        self._settle()

    def on_screen_resume(self) -> None:
        """The plan may have been changed meanwhile."""
        if self._recorded != self._desk.recorded and self.is_mounted:
            self._settle()

    def shown_keys(self) -> list[Key]:
        """The keys that apply; the question that is open instead, if one is."""
        if self._ending:
            return [("y", "yes, end the plan", "screen.confirm"), ("x", "no, keep it", "screen.end")]
        return [
            ("Enter", "back", "screen.back"),
            ("c", "change", "screen.change"),
            ("x", "end", "screen.end"),
            ("↑↓", "scroll", "screen.scroll(1)"),
            ("?", "what this means", "screen.explain"),
            ("F1", "help", "app.help"),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes is said only to the open question."""
        return self._ending if action == "confirm" else True

    def action_change(self) -> None:
        """Change exams, minutes and days off."""
        self._ending = False
        self.app.push_screen(PlanSetupScreen(self._desk))

    def action_explain(self) -> None:
        """What the figures mean."""
        self.app.push_screen(PageScreen("What the plan's figures mean", _explanation))

    def action_end(self) -> None:
        """Ask whether the plan shall end, or keep it after all."""
        self._ending = not self._ending
        self.show()

    def action_confirm(self) -> None:
        """End the plan: normal scheduling goes on."""
        try:
            for exam in self._desk.plans.plan.ahead(self._desk.day):
                self._desk.plans.end(exam)
        except TutorError as fault:
            self.notify(str(fault), severity="warning", markup=False)
            return
        self.dismiss()

    def _settle(self) -> None:
        self._recorded = self._desk.recorded
        if not self._desk.plans.settled:
            self.run_worker(self._work_out(), exclusive=True)
        if self.size.width:
            self.show()

    async def _work_out(self) -> None:
        await planner.settle(self._desk, self.show)
        self.show()

    def _page(self, width: int) -> Content:
        desk = self._desk
        seen = desk.overview(at_once=True)
        if seen.plan is None or not seen.plan.ahead:
            return words("There is no plan. c makes one.")
        waiting = seen.load.due, seen.load.new, seen.load.minutes
        page = Page(desk.plans.plan, seen.plan, waiting, desk.plans.foreseen(), desk.plans.titles)
        return lines(draw(page, width))


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
            self._fault = "One exam has to stay; x on the plan itself ends it."
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
        with VerticalScroll(classes="reader body", can_focus=False):
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


def _explanation(width: int) -> Content:
    rows: list[Content] = []
    for paragraph in planning.EXPLANATION:
        rows += [*hanging(BLANK, words(paragraph), width), BLANK]
    return lines(rows)
