"""What a sitting leaves of a question: as much of its memory as planning ahead needs.

A sitting is one study day's answer and the learning steps that follow it: a question rated Again is repeated
until it is rated Good. Only Again and Good are foreseen, the ratings that marking suggests. `w` are the
parameters in force.
"""

from functools import lru_cache
from typing import NamedTuple

from alliance_tutor.memory.fsrs6 import (
    DEFAULT_PARAMETERS,
    Parameters,
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


@lru_cache(maxsize=4)
def first_sitting(recalled: bool, w: Parameters = DEFAULT_PARAMETERS) -> tuple[float, float]:
    """Stability and difficulty after the sitting at which a question is first asked."""
    rating = _GOOD if recalled else _AGAIN
    stability, difficulty = first_stability(w, rating), first_difficulty(w, rating)
    for _ in range(FIRST_STEPS[recalled]):
        stability = stability_same_day(w, stability, _GOOD)
        difficulty = next_difficulty(w, difficulty, _GOOD)
    return stability, difficulty


def after_recall(
    stability: float, difficulty: float, chance: float, w: Parameters = DEFAULT_PARAMETERS
) -> tuple[float, float]:
    """Stability and difficulty after an answer on a later day, recalled against a chance of 0–1."""
    return (
        stability_recalled(w, stability, difficulty, chance, _GOOD),
        next_difficulty(w, difficulty, _GOOD),
    )


def after_miss(
    stability: float, difficulty: float, chance: float, w: Parameters = DEFAULT_PARAMETERS
) -> tuple[float, float]:
    """Stability and difficulty after an answer on a later day that was missed, and its step."""
    forgotten = stability_forgotten(w, stability, difficulty, chance)
    harder = next_difficulty(w, difficulty, _AGAIN)
    return stability_same_day(w, forgotten, _GOOD), next_difficulty(w, harder, _GOOD)


def sat(trace: Trace | None, day: int, recalled: bool, w: Parameters = DEFAULT_PARAMETERS) -> Trace:
    """The trace after a sitting on study day `day`, later than the last one; None: it was never asked."""
    if trace is None:
        return Trace(*first_sitting(recalled, w), day)
    chance = retrievability(w, trace.stability, day - trace.day)
    after = after_recall if recalled else after_miss
    return Trace(*after(trace.stability, trace.difficulty, chance, w), day)
