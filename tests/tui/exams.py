"""An exam on the screen: begun on chosen questions, and a clock that is set by hand."""

from typing import cast

from tests.study.exams import paper
from textual.pilot import Pilot

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.responses import Response
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.screens.exam import ExamScreen

MINUTE = 60_000
HALF_AN_HOUR = Terms(minutes=30)


class Clock:
    """A desk's clock; it stands still until it is set on."""

    def __init__(self, desk: Desk) -> None:
        self.now = desk.now()
        desk.clock = lambda: self.now

    def on(self, minutes: float) -> None:
        self.now = Moment(self.now.at + round(minutes * MINUTE), self.now.offset)


def app_of(pilot: Pilot[int]) -> TutorApp:
    return cast(TutorApp, pilot.app)


async def settle(pilot: Pilot[int]) -> None:
    """A screen that was put on top is drawn."""
    await pilot.pause()
    await pilot.pause()


async def sit(
    pilot: Pilot[int], desk: Desk, *questions: str | Question, terms: Terms = HALF_AN_HOUR
) -> Attempt:
    """Begin an exam of these questions, in this order, with the small deck's by their cards' names."""
    asked = [
        each if isinstance(each, Question) else desk.shelf.question(f"small/{each}") for each in questions
    ]
    attempt = desk.exams.begin(paper(*filter(None, asked)), terms)
    app_of(pilot).show_exam(attempt)
    await settle(pilot)
    return attempt


async def done(
    pilot: Pilot[int], attempt: Attempt, *responses: Response | None, share: float | None = None
) -> None:
    """Give these answers to the first questions, hand in, predict and show what follows."""
    for number, response in enumerate(responses, 1):
        attempt.go_to(number)
        attempt.answer(response)
    attempt.hand_in()
    attempt.predict(share)
    app_of(pilot).show_exam(attempt)
    await settle(pilot)


async def look(pilot: Pilot[int]) -> None:
    """The sitting looks at the clock and the journal, as it does twice a second."""
    [screen] = [each for each in pilot.app.screen_stack if isinstance(each, ExamScreen)]
    screen._look()
    await settle(pilot)


def reopened(desk: Desk, attempt: Attempt) -> Attempt:
    """The exam as another start of the program takes it up."""
    return desk.exams.resume(attempt.progress.exam)
