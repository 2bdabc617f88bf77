"""Which screen shows an exam as it stands."""

from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.insight.examining import heading
from alliance_tutor.study.attempt import Attempt, Stage


def where(desk: Desk, attempt: Attempt) -> str:
    """What an exam is called in a screen's first row: its title, its decks, the seed of its paper."""
    paper = attempt.progress.paper
    decks = desk.exams.titles().decks(paper.blueprint.decks) if paper.blueprint.decks else ""
    return f"{heading(paper.blueprint.title, decks)} · seed {paper.seed}"


def screen_of(desk: Desk, attempt: Attempt) -> Screen[None]:
    """The sitting, the prediction, the marking, or the result."""
    match attempt.stage:
        case Stage.PREDICTING:
            from alliance_tutor.tui.screens.exam_predict import PredictScreen

            return PredictScreen(desk, attempt)
        case Stage.MARKING:
            from alliance_tutor.tui.screens.exam_marking import MarkingScreen

            return MarkingScreen(desk, attempt)
        case Stage.DONE:
            from alliance_tutor.tui.screens.exam_result import ExamResultScreen

            return ExamResultScreen(desk, attempt)
    from alliance_tutor.tui.screens.exam import ExamScreen

    return ExamScreen(desk, attempt)
