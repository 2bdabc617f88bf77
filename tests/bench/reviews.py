"""Measuring what replaying a history costs, beside the same reviews by py-fsrs alone."""

from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from time import perf_counter

import fsrs
from tests.bench import figures
from tests.bench.figures import Compared

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler

QUESTIONS, ANSWERS = 100, 20
_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

History = list[tuple[Rating, int]]


def compare(rounds: int) -> Compared:
    """A review by `Scheduler.review`, which adds fuzz and order, and one by `review_card`: seconds each."""
    random = Random(1)
    histories = [_history(random) for _ in range(QUESTIONS)]
    return figures.compare(partial(_ours, histories), partial(_theirs, histories), rounds)


def _history(random: Random) -> History:
    """Ratings, each with the days since the one before."""
    ratings = random.choices(list(Rating), weights=(1, 1, 7, 1), k=ANSWERS)
    return [(rating, random.choice((0, 1, 3, 8, 20, 60))) for rating in ratings]


def _ours(histories: list[History]) -> float:
    scheduler = Scheduler()
    started = perf_counter()
    for number, history in enumerate(histories):
        memory, day, question = None, 740_000, f"history/card-{number}"
        for rating, gap in history:
            day += gap
            memory = scheduler.review(memory, question, rating, day, 0)
    return (perf_counter() - started) / (QUESTIONS * ANSWERS)


def _theirs(histories: list[History]) -> float:
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    started = perf_counter()
    for history in histories:
        card, now = fsrs.Card(card_id=1, due=_NOON), _NOON
        for rating, gap in history:
            now += timedelta(days=gap)
            card, _ = scheduler.review_card(card, fsrs.Rating(rating), now)
    return (perf_counter() - started) / (QUESTIONS * ANSWERS)
