"""After an exam: what it came to, and each answer to look at again."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.desk import Desk
from alliance_tutor.desk.exams import file_name
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import examining
from alliance_tutor.insight.wording import minutes_words, percent
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.score import Score, score
from alliance_tutor.tui.screens.exam_answer import ExamAnswerScreen, overrule
from alliance_tutor.tui.screens.exam_stages import where
from alliance_tutor.tui.screens.reader import PAGE, PAGING
from alliance_tutor.tui.text import BLANK, STRONG, Key, keys, spread, words
from alliance_tutor.tui.widgets.exam_result import Group, draw
from alliance_tutor.tui.widgets.page import Page
from alliance_tutor.tui.widgets.roomy import ROOMY

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

_SLOW = 3  # questions that are named because they took long


class ExamResultScreen(Screen[None]):
    """The score, its parts, and the answers; those listed stay listed, however they are ruled."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open the answer",
            id="exam-result.open",
            tooltip="The question with your answer, the explanation and the sources",
        ),
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="exam-result.overrule",
            tooltip="Turn the verdict in hand round; it is recorded as yours",
        ),
        Binding(
            "a", "all", "All answers", id="exam-result.all", tooltip="List the right ones too, or no more"
        ),
        Binding(
            "s", "study", "Study the missed", id="exam-result.study", tooltip="Study what was missed, now"
        ),
        Binding(
            "r",
            "again",
            "Another paper",
            id="exam-result.again",
            tooltip="The same exam with another seed: other questions, as far as there are any",
        ),
        Binding(
            "x",
            "export",
            "Export",
            id="exam-result.export",
            tooltip="Write the result as JSON and as a page to print into the folder you are in",
        ),
        Binding(
            "h",
            "history",
            "Earlier exams",
            id="exam-result.history",
            tooltip="The exams that you have taken, and their scores over time",
        ),
        Binding("up,k", "move(-1)", "Up", id="exam-result.up", tooltip="The answer above", system=True),
        Binding("down,j", "move(1)", "Down", id="exam-result.down", tooltip="The answer below", system=True),
        *PAGING,
        Binding("q,escape", "home", "Home", id="exam-result.home", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, attempt: Attempt) -> None:
        """`attempt` is done."""
        super().__init__()
        self._desk = desk
        self._attempt = attempt
        self._weighed: tuple[Progress, Score, tuple[str, ...]] | None = None
        self._listed = _listed(self._score)
        self._every = False
        self._place = 0
        self._notice = self._fault = ""

    def compose(self) -> ComposeResult:
        """The title, the page, a notice, the keys."""
        yield Static(id="title", classes="title")
        with Page():
            yield Static(id="page")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        self._draw()
        if self._place:
            self.call_after_refresh(self.query_one(Page).show_in_hand)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """An answer that was open may have been overruled, here or in another window."""
        if self._desk.journal.changed():
            self._desk.exams.catch_up(self._attempt)
            self._desk.recorded += 1  # the first screen's figures may have moved by that
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was missed can be studied."""
        return action != "study" or bool(self._missed)

    def action_open(self, place: int | None = None) -> None:
        """Open the answer in hand, or one that was clicked; home, where nothing is listed."""
        self._place = self._place if place is None else place
        answers = self._answers
        if not answers:
            self.action_home()
            return
        self._draw()
        numbers = [answer.number for answer in answers]
        screen = ExamAnswerScreen(self._desk, self._attempt, numbers, self._place, self._walked)
        self.app.push_screen(screen)

    def action_overrule(self) -> None:
        """Turn the verdict of the answer in hand; one that is not in sight is shown first."""
        if self._answers and self.query_one(Page).in_sight:
            self._notice, self._fault = "", overrule(self._attempt, self._answers[self._place].number)
            self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_all(self) -> None:
        """List the right answers too, or no more."""
        self._every = not self._every
        self._place = min(self._place, max(0, len(self._answers) - 1))
        self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_study(self) -> None:
        """A sitting over what was missed."""
        decks = self._attempt.progress.paper.blueprint.decks
        self.app.show_sitting(self._desk.session(self._missed), decks)

    def action_again(self) -> None:
        """The same exam, drawn afresh."""
        progress = self._attempt.progress
        self.app.begin_exam(ExamWish(progress.paper.blueprint, progress.terms))

    def action_export(self) -> None:
        """Write the result as JSON and as a page, beside where the program was started."""
        exams, progress = self._desk.exams, self._attempt.progress
        self._notice = self._fault = ""
        try:
            page, data = _free_names(progress, Path.cwd())
            exams.save_page(progress, page)
            exams.save_json(progress, data)
            self._notice = f"Written: {page} to print, and {data.name}."
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()
        self._draw()

    def action_history(self) -> None:
        """The exams that were taken."""
        self.app.show_exams_taken()

    def action_move(self, step: int) -> None:
        """Show the answer in hand if it is not in sight, else take another; above the first is the score."""
        place = self._place + step
        if place < 0 or not self._answers:
            self.query_one(Page).by_lines(step * PAGE)
            return
        if self.query_one(Page).in_sight:
            self._place = min(len(self._answers) - 1, place)
            self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)

    def action_home(self) -> None:
        """Back to the first screen."""
        self.app.show_home()

    def _walked(self, place: int) -> None:
        """Another answer was looked at: it is in hand."""
        self._place = place
        self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    @property
    def _score(self) -> Score:
        return self._weigh()[1]

    @property
    def _missed(self) -> tuple[str, ...]:
        return self._weigh()[2]

    def _weigh(self) -> tuple[Progress, Score, tuple[str, ...]]:
        """What the exam comes to as it is marked now: worked out once for each ruling, not with each key."""
        progress = self._attempt.progress
        if self._weighed is None or self._weighed[0] is not progress:
            self._weighed = progress, score(progress), self._desk.exams.missed(progress)
        return self._weighed

    @property
    def _groups(self) -> list[Group]:
        """What is listed, as it is marked now."""
        groups = self._listed if self._every else self._listed[:-1]
        answers = self._score.answers
        return [
            Group(heading, [answers[number - 1] for number in numbers])
            for heading, numbers in groups
            if numbers
        ]

    @property
    def _answers(self) -> list[Marked]:
        return [answer for group in self._groups for answer in group.answers]

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        found = self._score
        title = words(f"Result · {examining.score_line(found)}", STRONG)
        predicted = words("" if found.predicted is None else f"you predicted {percent(found.predicted)}")
        if title.cell_length + predicted.cell_length + 3 > width:
            predicted = BLANK  # it stands below too
        self.query_one("#title", Static).update(spread(title, predicted, width - 2))
        drawing = draw(
            found,
            self._desk.exams.titles(),
            self._said(found),
            self._groups,
            self._place,
            max(20, min(PAGE, width - 3)),
        )
        self.query_one("#page", Static).update(drawing.page)
        self.query_one(Page).take_in_hand(drawing.begins, drawing.ends)
        notice = self.query_one("#notice", Static)
        notice.display = bool(self._fault or self._notice)
        notice.update(words(self._fault, "$error") if self._fault else words(self._notice))
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))

    def _said(self, found: Score) -> list[str]:
        progress = self._attempt.progress
        told = [
            where(self._desk, self._attempt),
            examining.range_line(found),
            examining.passed_line(found, progress.terms),
            examining.prediction_line(found),
            examining.self_marked_line(found),
            examining.time_line(found) + _longest(found),
        ]
        return [line[:1].upper() + line[1:] for line in told if line]

    def _keys(self) -> list[Key]:
        shown: list[Key] = []
        if self._answers:
            shown = [
                ("Enter", "open", "screen.open"),
                ("↑↓", "answer", "screen.move(1)"),
                ("v", "overrule", "screen.overrule"),
            ]
        if self._missed:
            shown.append(("s", "study the missed", "screen.study"))
        if self._listed[-1][1]:
            shown.append(("a", "only missed" if self._every else "all", "screen.all"))
        shown += [("r", "another paper", "screen.again"), ("x", "export", "screen.export")]
        shown += [("h", "earlier exams", "screen.history"), ("q", "home", "screen.home")]
        return [*shown, ("?", "help", "app.help")]


def _free_names(progress: Progress, folder: Path) -> tuple[Path, Path]:
    """Where the page and the JSON can be written without taking the place of anything."""
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        page, data = (folder / file_name(progress, f"{again}{suffix}") for suffix in (".html", ".json"))
        if not (page.exists() or data.exists()):
            break
    return page, data


def _longest(found: Score) -> str:
    """The questions that took longest, where some took clearly longer than others."""
    usual = found.ms / max(1, len(found.answers))
    slow = sorted((each for each in found.answers if each.ms > 2 * usual), key=lambda each: -each.ms)
    told = [f"{each.number} ({minutes_words(each.ms)})" for each in slow[:_SLOW]]
    return f" · longest: {', '.join(told)}" if told else ""


def _listed(found: Score) -> list[tuple[str, list[int]]]:
    """The numbers of the questions: sure but wrong, the other missed ones, at last the right ones."""
    sure = [answer.number for answer in found.sure_but_wrong]
    missed = [answer.number for answer in found.review if not answer.right and answer.number not in sure]
    right = [answer.number for answer in found.review if answer.right]
    return [("Sure but wrong", sure), ("Missed", missed), ("Right", right)]
