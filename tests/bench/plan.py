"""What a plan costs: `python -m tests.bench.plan [QUESTIONS] [DAYS] [ANSWERS]`, else 10,000, 56 and 100,000.

A deck of so many questions, a journal of so many answers, an exam in so many days. What the first screen
shows at once may not cost more than without a plan; what is worked out is worked out by another process.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from alliance_tutor.desk import Desk, apart, planner
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.plans import Plan, PlannedExam
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import DAY_MS, Moment, day_text

TOPICS = 40
A_DAY = 300  # answers
ID = "large"


def main(questions: int, days: int, answers: int) -> None:
    """Print the table."""
    with TemporaryDirectory() as home:
        os.environ["ALLIANCE_TUTOR_HOME"] = home
        write_deck(Path(home) / "decks" / f"{ID}.toml", questions)
        with Desk.open() as desk:
            write_answers(desk, questions, answers)
            print(f"{questions} questions, {answers} answers, an exam in {days} days\n")
            row("replayed once, after an upgrade", "", *measured(desk.journal.rebuild))
            row("first screen's figures without a plan", "", *measured(lambda: desk.overview(at_once=True)))
            desk.plans.set(Plan((PlannedExam("exam", desk.day + days, "", (ID,)),), 25))
            row(
                "first screen's figures, nothing known yet",
                "",
                *measured(lambda: desk.overview(at_once=True)),
            )
            row("the other process: all of it", "aside", *measured(lambda: work_out(desk)))
            row("first screen's figures, all known", "", *measured(lambda: desk.overview(at_once=True)))
        with Desk.open() as desk:
            forget(desk)
            row("today's questions, worked out in place", "300 ms", *measured(desk.queue))
            row("today's questions, again", "", *measured(desk.queue))
            row("the forecasts, worked out in place", "", *measured(desk.plans.forecasts))
            row("the forecasts, again", "", *measured(desk.plans.forecasts))


def write_deck(path: Path, questions: int) -> None:
    """A deck of plain cards."""
    head = f'[deck]\nid = "{ID}"\ntitle = "Large"\n'
    topics = "".join(f'[[topic]]\nid = "t{number}"\ntitle = "Topic {number}"\n' for number in range(TOPICS))
    card = '[[card]]\nid = "c{0}"\ntopic = "t{1}"\nprompt = "Question {0}?"\nanswer = "Answer {0}"\n'
    cards = (card.format(number, number * TOPICS // questions) for number in range(questions))
    path.parent.mkdir(parents=True)
    path.write_text(head + topics + "".join(cards))


def write_answers(desk: Desk, questions: int, answers: int) -> None:
    """Answers of the past, in the order of time, without waiting for the disk at each."""
    random, now = Random(1961), desk.now()
    first = desk.day - answers // A_DAY - 1
    desk.journal.close()
    desk.journal = journal = Journal.open(desk.places.history)
    with journal._transaction():
        for number in range(answers):
            days = number // A_DAY
            body = {
                "question": f"{ID}/c{random.randrange(questions * 3 // 4)}",
                "rating": random.choices((1, 2, 3, 4), (12, 8, 72, 8))[0],
                "study_day": day_text(first + days),
                "ms": random.randrange(2_000, 20_000),
                "hash": "k3f9a2qd",
                "credit": None,
                "response": "",
            }
            at = now.at + (first + days - desk.day) * DAY_MS + number % A_DAY * 10_000
            journal._appended(Kind.REVIEWED, body, Moment(at, now.offset), None)


def work_out(desk: Desk) -> None:
    """Have the planner's process do its work."""
    subprocess.run(planner.command(), input=apart.to_stdin(desk), check=True)


def forget(desk: Desk) -> None:
    """Drop what is kept of the plan."""
    for name in ("plan-today.json", "plan-forecast.json"):
        (desk.places.cache / name).unlink()


def measured(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and of this process's processor time."""
    began, busy = perf_counter(), process_time()
    act()
    return perf_counter() - began, process_time() - busy


def row(what: str, budget: str, passed: float, busy: float) -> None:
    """A line of the table."""
    print(f"{what:<46}{budget:>8}{passed * 1000:>10.1f} ms{busy * 1000:>10.1f} ms CPU", flush=True)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*[*given, *(10_000, 56, 100_000)[len(given) :]])
