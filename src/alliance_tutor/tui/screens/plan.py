"""The plan: where the learner stands and what is planned."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import planning
from alliance_tutor.tui import planner
from alliance_tutor.tui.screens.plan_mark import MarkScreen
from alliance_tutor.tui.screens.plan_setup import PlanSetupScreen
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, Key, hanging, lines, shown_key, words
from alliance_tutor.tui.widgets.plan import Page, draw

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
            return words(f"There is no plan. {shown_key('c', 'screen.change')} makes one.")
        waiting = seen.load.due, seen.load.new, seen.load.minutes
        page = Page(desk.plans.plan, seen.plan, waiting, desk.plans.foreseen(), desk.plans.titles)
        return lines(draw(page, width))


def _explanation(width: int) -> Content:
    rows: list[Content] = []
    for paragraph in planning.EXPLANATION:
        rows += [*hanging(BLANK, words(paragraph), width), BLANK]
    return lines(rows)
