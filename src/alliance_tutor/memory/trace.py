"""What a sitting leaves of a question: as much of its memory as planning ahead needs.

A sitting is one study day's answer and the learning steps that follow it: a question rated Again is repeated
until it is rated Good. Only Again and Good are foreseen, the ratings that marking suggests.
"""

from functools import lru_cache
from typing import NamedTuple

from alliance_tutor.memory.fsrs6 import (
    DEFAULT_PARAMETERS,
    first_difficulty,
    first_stability,
    next_difficulty,
    retrievability,
    stability_forgotten,
    stability_recalled,
    stability_same_day,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory

_W = DEFAULT_PARAMETERS
_AGAIN, _GOOD = Rating.AGAIN, Rating.GOOD
FIRST_STEPS = {True: 1, False: 2}
"""The steps that follow a first answer, recalled or missed; a later answer has one if it was missed."""


class Trace(NamedTuple):
    """A memory's stability in days, its difficulty 1–10, and the study day of the last sitting."""

    stability: float
    difficulty: float
    day: int


def trace_of(memory: Memory) -> Trace:
    """The trace of a memory, as if the steps that still run were done."""
    return Trace(memory.stability, memory.difficulty, memory.last_day)


@lru_cache(maxsize=2)
def first_sitting(recalled: bool) -> tuple[float, float]:
    """Stability and difficulty after the sitting at which a question is first asked."""
    rating = _GOOD if recalled else _AGAIN
    stability, difficulty = first_stability(_W, rating), first_difficulty(_W, rating)
    for _ in range(FIRST_STEPS[recalled]):
        stability = stability_same_day(_W, stability, _GOOD)
        difficulty = next_difficulty(_W, difficulty, _GOOD)
    return stability, difficulty


def after_recall(stability: float, difficulty: float, chance: float) -> tuple[float, float]:
    """Stability and difficulty after an answer on a later day, recalled against a chance of 0–1."""
    return (
        stability_recalled(_W, stability, difficulty, chance, _GOOD),
        next_difficulty(_W, difficulty, _GOOD),
    )


def after_miss(stability: float, difficulty: float, chance: float) -> tuple[float, float]:
    """Stability and difficulty after an answer on a later day that was missed, and its step."""
    forgotten = stability_forgotten(_W, stability, difficulty, chance)
    harder = next_difficulty(_W, difficulty, _AGAIN)
    return stability_same_day(_W, forgotten, _GOOD), next_difficulty(_W, harder, _GOOD)


def sat(trace: Trace | None, day: int, recalled: bool) -> Trace:
    """The trace after a sitting on study day `day`, later than the last one; None: it was never asked."""
    if trace is None:
        return Trace(*first_sitting(recalled), day)
    chance = retrievability(_W, trace.stability, day - trace.day)
    after = after_recall if recalled else after_miss
    return Trace(*after(trace.stability, trace.difficulty, chance), day)
