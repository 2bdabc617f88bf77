"""FSRS-6 in plain floats: bit for bit what py-fsrs 6 computes, in a quarter of its time.

Each formula keeps the order of py-fsrs's operations, its clamps and its rounding, so that equal inputs give
equal bits (`math.e ** x`, for one, is not `exp(x)`). Source, of formulas and constants alike:
https://github.com/open-spaced-repetition/py-fsrs/blob/v6.3.2/fsrs/scheduler.py

`w` are the 21 parameters, within py-fsrs's bounds: nothing here checks them. Stabilities and elapsed times
are in days, difficulties 1–10, retrievabilities and the desired retention 0–1.
"""

import math
from typing import NamedTuple

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage

Parameters = tuple[float, ...]

# Held here so that a later release of fsrs reinterprets nobody's past.
DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
MIN_STABILITY = 0.001
MIN_DIFFICULTY, MAX_DIFFICULTY = 1.0, 10.0
MAX_INTERVAL = 36_500

# In milliseconds.
LEARNING_STEPS = (60_000, 600_000)
RELEARNING_STEPS = (600_000,)

# Looking a member up in its Enum takes Python 3.11 as long as one of the formulas.
_AGAIN, _HARD, _GOOD, _EASY = Rating
_LEARNING, _REVIEW, _RELEARNING = Stage


class Outcome(NamedTuple):
    """What FSRS makes of a rating.

    While a step runs, `step` counts the steps from 0, `step_ms` is its length in milliseconds, and `days` is
    0; past learning `step` and `step_ms` are 0 and `days` is the interval, without fuzz.
    """

    stage: Stage
    step: int
    stability: float
    difficulty: float
    days: int
    step_ms: int


def outcome(w: Parameters, retention: float, memory: Memory | None, elapsed: int, rating: Rating) -> Outcome:
    """What py-fsrs's `Scheduler.review_card` does, at learning steps of 1 and 10 and 10 minutes.

    `memory` is None for a first review; `elapsed` is 0 on the day of the last one.
    """
    stability = stability_after(w, memory, elapsed, rating)
    difficulty = next_difficulty(w, memory.difficulty, rating) if memory else first_difficulty(w, rating)
    running = running_step(memory, rating)
    if running is None:
        return Outcome(_REVIEW, 0, stability, difficulty, interval(w, retention, stability), 0)
    stage, step, step_ms = running
    return Outcome(stage, step, stability, difficulty, 0, step_ms)


def stability_after(w: Parameters, memory: Memory | None, elapsed: int, rating: Rating) -> float:
    """The stability after a rating; otherwise as `outcome`."""
    if memory is None:
        return first_stability(w, rating)
    if elapsed < 1:
        return stability_same_day(w, memory.stability, rating)
    recall = retrievability(w, memory.stability, elapsed)
    if rating is _AGAIN:
        return stability_forgotten(w, memory.stability, memory.difficulty, recall)
    return stability_recalled(w, memory.stability, memory.difficulty, recall, rating)


def running_step(memory: Memory | None, rating: Rating) -> tuple[Stage, int, int] | None:
    """The step that follows a rating, with its stage and its milliseconds; None past learning."""
    if memory is None:
        stage, step = _LEARNING, 0
    elif memory.stage is not _REVIEW:
        stage, step = memory.stage, memory.step
    elif rating is _AGAIN:
        stage, step = _RELEARNING, 0
    else:
        return None
    steps = LEARNING_STEPS if stage is _LEARNING else RELEARNING_STEPS
    if rating is _AGAIN:
        return stage, 0, steps[0]
    if rating is _EASY or step >= len(steps) or (rating is _GOOD and step + 1 == len(steps)):
        return None
    if rating is _GOOD:
        return stage, step + 1, steps[step + 1]
    return stage, step, _after_hard(steps, step)


def interval(w: Parameters, retention: float, stability: float) -> int:
    """Whole days until the retrievability has come down to `retention`, 1 to `MAX_INTERVAL`."""
    decay = -w[20]
    days = round((stability / _factor(decay)) * (float(retention ** (1 / decay)) - 1))
    return 1 if days < 1 else MAX_INTERVAL if days > MAX_INTERVAL else days


def retrievability(w: Parameters, stability: float, elapsed: int) -> float:
    """The chance of recall after `elapsed` days: R = (1 + f·t/S)^(−w20) with f = 0.9^(−1/w20) − 1.

    R is 0.9 after S days.
    """
    decay = -w[20]
    chance: float = (1 + _factor(decay) * elapsed / stability) ** decay
    return chance


def first_stability(w: Parameters, rating: Rating) -> float:
    """The stability after a first review."""
    return max(w[rating - 1], MIN_STABILITY)


def first_difficulty(w: Parameters, rating: Rating) -> float:
    """The difficulty after a first review."""
    return _clamped(_unclamped_first_difficulty(w, rating))


def next_difficulty(w: Parameters, difficulty: float, rating: Rating) -> float:
    """The difficulty after a later review: damped towards 10, drawn a little to the first one of Easy."""
    change = -(w[6] * (rating - 3))
    damped = difficulty + (10.0 - difficulty) * change / 9.0
    return _clamped(w[7] * _unclamped_first_difficulty(w, _EASY) + (1 - w[7]) * damped)


def stability_same_day(w: Parameters, stability: float, rating: Rating) -> float:
    """The stability after a further review on the same day; a pass does not lower it."""
    growth: float = (math.e ** (w[17] * (rating - 3 + w[18]))) * (stability ** -w[19])
    return max(stability * (growth if rating is _AGAIN else max(growth, 1.0)), MIN_STABILITY)


def stability_recalled(
    w: Parameters, stability: float, difficulty: float, recall: float, rating: Rating
) -> float:
    """The stability after Hard, Good or Easy on a later day; `recall` is the retrievability on that day."""
    growth: float = (
        (math.e ** w[8])
        * (11 - difficulty)
        * (stability ** -w[9])
        * ((math.e ** ((1 - recall) * w[10])) - 1)
        * (w[15] if rating is _HARD else 1)
        * (w[16] if rating is _EASY else 1)
    )
    return max(stability * (1 + growth), MIN_STABILITY)


def stability_forgotten(w: Parameters, stability: float, difficulty: float, recall: float) -> float:
    """The stability after Again on a later day; `recall` is the retrievability on that day."""
    later: float = (
        w[11] * (difficulty ** -w[12]) * (((stability + 1) ** w[13]) - 1) * (math.e ** ((1 - recall) * w[14]))
    )
    same_day: float = stability / (math.e ** (w[17] * w[18]))
    return max(min(later, same_day), MIN_STABILITY)


def _after_hard(steps: tuple[int, ...], step: int) -> int:
    """At the first step the middle of the first two, or one and a half times an only one."""
    if step:
        return steps[step]
    second = steps[1] if len(steps) > 1 else 2 * steps[0]
    return (steps[0] + second) // 2


def _factor(decay: float) -> float:
    factor: float = 0.9 ** (1 / decay) - 1
    return factor


def _unclamped_first_difficulty(w: Parameters, rating: Rating) -> float:
    difficulty: float = w[4] - math.e ** (w[5] * (rating - 1)) + 1
    return difficulty


def _clamped(difficulty: float) -> float:
    if difficulty < MIN_DIFFICULTY:
        return MIN_DIFFICULTY
    return MAX_DIFFICULTY if difficulty > MAX_DIFFICULTY else difficulty
