"""The first page of an exam: how it is held, before its clock runs or while it runs on."""

from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import examining
from alliance_tutor.insight.wording import single
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.study.paper import Paper
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, lines, words

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

LOOK = 0.5  # seconds between looks at a clock that runs


class FirstPageScreen(PageScreen, inherit_bindings=False):
    """An exam that was wished, drawn while the page is on the screen, or one that was begun before."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,ctrl+j",
            "begin",
            "Begin",
            id="exam-first.begin",
            tooltip="Begin the exam, or go on with it: from now on its clock runs",
        ),
        *SCROLLING,
        Binding(
            "c",
            "change",
            "Change",
            id="exam-first.change",
            tooltip="Back to the choices, where the exam has not begun",
        ),
        Binding(
            "h",
            "history",
            "Earlier exams",
            id="exam-first.history",
            tooltip="The exams that you have taken, and their scores over time",
        ),
        Binding("q,escape", "back", "Back", id="exam-first.back", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, exam: ExamWish | Attempt) -> None:
        """An `Attempt` is one that is sat or paused."""
        blueprint = exam.blueprint if isinstance(exam, ExamWish) else exam.progress.paper.blueprint
        super().__init__(single(blueprint.title), self._page)
        self._desk = desk
        self._wish = exam if isinstance(exam, ExamWish) else None
        self._attempt = exam if isinstance(exam, Attempt) else None
        self._paper: Paper | None = self._attempt.progress.paper if self._attempt else None
        self._changed = desk.exams.changed(self._attempt.progress) if self._attempt else ()
        self._fault = ""

    def on_mount(self) -> None:
        """Draw the paper aside: of many questions that takes a while."""
        if self._wish is not None:
            self.run_worker(self._draw(self._wish), exit_on_error=False)
        else:
            self.set_interval(LOOK, self._look)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An exam that was begun is not chosen any more."""
        return action != "change" or self._wish is not None

    def action_begin(self) -> None:
        """To the first question, or to the one in hand."""
        try:
            if self._attempt is None and self._paper and self._wish:
                self._attempt = self._desk.exams.begin(self._paper, self._wish.terms)
            elif self._attempt is not None:
                self._attempt.go_on()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
            self.show()
            return
        if self._attempt is not None:
            self.app.show_exam(self._attempt)

    def action_change(self) -> None:
        """Back to the choices."""
        self.app.set_up_exam(self._wish)

    def action_history(self) -> None:
        """The exams that were taken."""
        self.app.show_exams_taken()

    def action_back(self) -> None:
        """To the first screen."""
        self.app.show_home()

    def shown_keys(self) -> list[Key]:
        """Those that apply."""
        begin: Key = ("Enter", "go on" if self._attempt else "begin", "screen.begin")
        change: list[Key] = [("c", "change", "screen.change")] if self._wish else []
        rest: list[Key] = [("h", "earlier exams", "screen.history"), ("q", "back", "screen.back")]
        return [*([begin] if self._paper else []), *change, *rest, ("?", "help", "app.help")]

    async def _draw(self, wish: ExamWish) -> None:
        try:
            self._paper = await to_thread(self._desk.exams.drawing(wish))
        except TutorError as fault:
            self.app.set_up_exam(wish, f"{fault.message}. {fault.hint}".strip())
            return
        if self.is_mounted:
            self.show()

    def _look(self) -> None:
        """The clock of an exam that was begun runs, and may end here."""
        attempt = self._attempt
        if attempt is None or attempt.stage is Stage.PAUSED:
            return
        try:
            attempt.tick()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        if attempt.progress.end is not None:
            self.app.show_exam(attempt)
        else:
            self.show()

    def _page(self, width: int) -> Content:
        if self._paper is None:
            return words("Drawing the paper …", QUIET)
        terms = self._attempt.progress.terms if self._attempt else self._wish.terms if self._wish else None
        assert terms is not None, "an exam is wished or begun"
        told = examining.first_page(self._paper, terms, self._desk.exams.titles())
        rows: list[Content] = []
        for line in told:
            rows += [*hanging(BLANK, words(line), width), BLANK]
        if self._attempt:
            left = f"{self._standing(self._attempt)}."
            rows += [*hanging(BLANK, words(left, STRONG), width), BLANK]
        if self._changed:
            rows += [*hanging(BLANK, words(examining.changed_words(self._changed), "$warning"), width), BLANK]
        if self._fault:
            rows += hanging(BLANK, words(self._fault, "$error"), width)
        return lines(rows)

    def _standing(self, attempt: Attempt) -> str:
        """`7 of 20 answered, 18:42 left`, and whether the clock runs."""
        answered = attempt.total - len(attempt.unanswered)
        runs = "the clock is stopped" if attempt.stage is Stage.PAUSED else "the clock runs"
        return f"{answered} of {attempt.total} answered, {examining.left_words(attempt)}: {runs}"
