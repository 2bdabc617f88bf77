"""A generated history: three years of study on three devices, as the program would have recorded it.

Each question is begun on some day and answered when it is due or a few days late, recalled with the chance
that FSRS-6 gives. What is missing to the wanted number of events are quizzes that count for nothing.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from alliance_tutor.journal import schema
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler, retrievability
from alliance_tutor.memory.studyday import DAY_MS, day_of, day_text

TODAY = "2026-11-23"
NOW = f"{TODAY}T09:00:00+00:00"
"""The instant at which what was generated is to be looked at: ALLIANCE_TUTOR_NOW."""

DEVICES = ("laptop22", "phone333", "desktop4")
_YEARS = 3
_UNSEEN = 0.05
_EPOCH = day_of("1970-01-01")

Answer = tuple[int, str, str, int, int]
"""When (UTC ms), the kind, the question, the rating and the study day of an answer."""


def make(path: Path, questions: Sequence[str], events: int, seed: int = 7) -> None:
    """Write a journal with so many events about `questions`, its caches made."""
    random = Random(seed)
    answers = sorted(_answers(random, questions, events))
    Journal.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = -500000")
        db.execute("BEGIN")
        db.executemany(schema.ADD_EVENT, sorted(_rows(random, answers)))
        db.execute("DELETE FROM meta WHERE key = 'cache'")
        db.execute("COMMIT")
    with Journal.open(path):  # which makes the caches
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _answers(random: Random, questions: Sequence[str], events: int) -> list[Answer]:
    today, scheduler = day_of(TODAY), Scheduler()
    first = today - 365 * _YEARS
    answers: list[Answer] = []
    order = list(questions)
    random.shuffle(order)
    for question in order[: round(len(order) * (1 - _UNSEEN))]:
        if len(answers) >= events:
            break
        answers += _course(random, scheduler, question, random.randrange(first, today), today)
    del answers[events:]
    while len(answers) < events:
        day = random.randrange(first, today)
        answers.append((_at(random, day), "answered", random.choice(order), random.randint(1, 4), day))
    return answers


def _course(random: Random, scheduler: Scheduler, question: str, day: int, today: int) -> Iterator[Answer]:
    """A question's answers from its first day on."""
    memory, at = None, _at(random, day)
    ease = random.betavariate(6, 2)
    while day < today:
        recalled = random.random() < (ease if memory is None else retrievability(memory, day))
        rating = (
            random.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (2, 7, 1))[0] if recalled else Rating(1)
        )
        memory = scheduler.review(memory, question, rating, day, at)
        yield at, "reviewed", question, int(rating), day
        if memory.learning:
            at = max(at + 1, memory.due_at)
        else:
            day = memory.due_day + (0 if random.random() < 0.7 else random.randrange(8))
            at = _at(random, day)


def _at(random: Random, day: int) -> int:
    return (day - _EPOCH) * DAY_MS + random.randrange(7 * 3_600_000, 21 * 3_600_000)


def _rows(random: Random, answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    """The rows of `event`; what is answered in one hour is answered on one device."""
    seqs = dict.fromkeys(DEVICES, 0)
    for at, kind, question, rating, day in answers:
        device = DEVICES[hash((at // 3_600_000) % 97) % len(DEVICES)]
        seqs[device] += 1
        body: dict[str, object] = {
            "question": question,
            "rating": rating,
            "study_day": day_text(day),
            "ms": random.randrange(1_500, 20_000),
            "hash": "k3f9a2qd",
            "credit": None if rating > 1 else 0.0,
        }
        if kind == "answered":
            body |= {"mode": "quiz", "certainty": None, "counts": False, "credit": float(rating > 1)}
        yield schema.event_row(Event(device, seqs[device], at, 60, kind, body))
