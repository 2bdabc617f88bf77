"""Make the pictures of README.md: `python tests/pictures/make.py` writes the SVG files beside this script.

They are exported from the app itself, on the shipped decks and an invented learner's twelve days.
"""

import asyncio
import os
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.desk import Desk
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import DAY_MS, Moment
from alliance_tutor.study.exam_wish import own_exam
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed
from alliance_tutor.study.session import Phase
from alliance_tutor.tui.app import TutorApp

HERE = Path(__file__).parent
SIZE = (80, 24)
EVENING = 1_795_460_400_000  # 23 November 2026, 19:00 UTC
DAYS = 12
EXAM_SEED, EXAM_QUESTION = 4711, 7


def main() -> None:
    """Write the pictures, or into the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        os.environ["ALLIANCE_TUTOR_HOME"] = home
        os.environ["ALLIANCE_TUTOR_NOW"] = "2026-11-23T19:00:00+00:00"
        live_some_days()
        asyncio.run(take(folder))


def live_some_days() -> None:
    """Answer each day's queue as a learner would, nine out of ten right."""
    random = Random(1961)
    with Desk.open() as desk:
        for days in range(DAYS, 0, -1):
            if days in (7, 8):
                continue
            start = EVENING - days * DAY_MS
            ticks = iter(range(start, start + DAY_MS, 9_000))
            desk.clock = lambda ticks=ticks: Moment(next(ticks), 0)  # type: ignore[misc]
            session = desk.session(desk.queue())
            while session.phase is not Phase.DONE:
                session.respond(None)
                session.rate(random.choices(list(Rating), (10, 8, 74, 8))[0])


async def take(folder: Path) -> None:
    """Go through the screens and export each."""
    await take_exam(folder)
    with Desk.open() as desk:
        app = TutorApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            await shoot(pilot, folder / "home.svg")
            await pilot.press("enter")
            await pilot.pause()
            while kind(app) != "choice":
                entry = app.screen.query_one(Input)
                await pilot.press(*((*":skip", "enter") if entry.has_focus else ("n",)))
                await pilot.pause()
            await pilot.press("b")
            await shoot(pilot, folder / "question.svg")


async def take_exam(folder: Path) -> None:
    """An exam in its middle, on a desk of its own."""
    with TemporaryDirectory() as home, Desk.open(home) as desk:
        moment = desk.now()
        desk.clock = lambda: moment
        wish = own_exam(20, ("history", "cooperation")).seeded(EXAM_SEED)
        attempt = desk.exams.begin(desk.exams.draw(wish), wish.terms._replace(certainty=True))
        app = TutorApp(desk)
        async with app.run_test(size=SIZE) as pilot:
            for number in range(1, 7):
                attempt.go_to(number)
                attempt.answer(anything(attempt.current.question))
                if number == 3:
                    attempt.flag()
            moment = Moment(moment.at + 681_000, moment.offset)
            attempt.go_to(EXAM_QUESTION)
            app.show_exam(attempt)
            await pilot.pause()
            await pilot.press("b", "3")
            await shoot(pilot, folder / "exam.svg")


def anything(question: Question) -> Response:
    """Some answer to a question."""
    match question.form:
        case Form.PICK:
            return Picked(0)
        case Form.TICK:
            return Ticked(frozenset({0}))
        case Form.ARRANGE:
            return Arranged(tuple(range(len(question.items))))
        case Form.PAIR:
            return Paired(question.partners)
    return Typed("1961")


def kind(app: TutorApp) -> str:
    """The type of the question in hand."""
    current = app.screen._session.current  # type: ignore[attr-defined]
    return current.question.ref.type if current else ""


async def shoot(pilot: Pilot[int], path: Path) -> None:
    """Export the screen as it is."""
    await pilot.pause()
    path.write_text(pilot.app.export_screenshot(title="Alliance Tutor"), encoding="utf-8")


if __name__ == "__main__":
    main()
