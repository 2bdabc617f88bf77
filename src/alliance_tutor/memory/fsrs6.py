"""FSRS-6 in plain floats: bit for bit what py-fsrs 6 computes, in a quarter of its time.

Each formula keeps the order of py-fsrs's operations, its clamps and its rounding, so that equal inputs give
equal bits (`math.e ** x`, for one, is not `exp(x)`). Source, of formulas and constants alike:
https://github.com/open-spaced-repetition/py-fsrs/blob/v6.3.2/fsrs/scheduler.py

`w` are the 21 parameters, within py-fsrs's bounds: nothing here checks them. Stabilities and elapsed times
are in days, difficulties 1–10, retrievabilities and the desired retention 0–1.
"""

import math
from functools import lru_cache

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Stage

Parameters = tuple[float, ...]

# Held here so that a later release of fsrs reinterprets nobody's past.
DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
PARAMETER_BOUNDS = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75), (0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0), (0.0, 1.0), (1.0, 6.0)),
    *((0.0, 2.0), (0.0, 2.0), (0.0, 0.8), (0.1, 0.8)),
)
"""The least and the most of each parameter."""
MIN_STABILITY = 0.001
MIN_DIFFICULTY, MAX_DIFFICULTY = 1.0, 10.0
MAX_INTERVAL = 36_500

# In milliseconds.
LEARNING_STEPS = (60_000, 600_000)
RELEARNING_STEPS = (600_000,)

# Looking a member up in its Enum takes Python 3.11 as long as one of the formulas.
_AGAIN, _HARD, _GOOD, _EASY = Rating
_LEARNING, _REVIEW, _RELEARNING = Stage


def within_bounds(w: Parameters) -> bool:
    """Whether these are 21 parameters that the formulas are made for."""
    return len(w) == len(PARAMETER_BOUNDS) and all(
        least <= each <= most for each, (least, most) in zip(w, PARAMETER_BOUNDS, strict=True)
    )


@lru_cache(maxsize=64)
def running_step(stage: Stage, step: int, rating: int) -> tuple[Stage, int, int] | None:
    """The step that follows a rating, with its stage and its milliseconds; None past learning.

    A question that was never answered stands at the first learning step.
    """
    if stage is _REVIEW:
        if rating != _AGAIN:
            return None
        stage, step = _RELEARNING, 0
    steps = LEARNING_STEPS if stage is _LEARNING else RELEARNING_STEPS
    if rating == _AGAIN:
        return stage, 0, steps[0]
    if rating == _EASY or step >= len(steps) or (rating == _GOOD and step + 1 == len(steps)):
        return None
    if rating == _GOOD:
        return stage, step + 1, steps[step + 1]
    return stage, step, _after_hard(steps, step)


def interval(w: Parameters, retention: float, stability: float) -> int:
    """Whole days until the retrievability has come down to `retention`, 1 to `MAX_INTERVAL`."""
    decay = -w[20]
    days = round((stability / factor(w)) * (float(retention ** (1 / decay)) - 1))
    return 1 if days < 1 else MAX_INTERVAL if days > MAX_INTERVAL else days


def retrievability(w: Parameters, stability: float, elapsed: int) -> float:
    """The chance of recall after `elapsed` days: R = (1 + f·t/S)^(−w20) with f = 0.9^(−1/w20) − 1.

    R is 0.9 after S days.
    """
    decay = -w[20]
    chance: float = (1 + factor(w) * elapsed / stability) ** decay
    return chance


def held(w: Parameters, retention: float) -> float:
    """For how many times the stability in days the chance of recall stays at `retention` or above it."""
    times: float = (retention ** (1 / -w[20]) - 1) / factor(w)
    return times


def factor(w: Parameters) -> float:
    """The f of `retrievability`: for w20's own forgetting curve, such that R is 0.9 after S days."""
    of_curve: float = 0.9 ** (1 / -w[20]) - 1
    return of_curve


def first_stability(w: Parameters, rating: Rating) -> float:
    """The stability after a first review."""
    return max(w[rating - 1], MIN_STABILITY)


def first_difficulty(w: Parameters, rating: Rating) -> float:
    """The difficulty after a first review."""
    return _clamped(unclamped_first_difficulty(w, rating))


def unclamped_first_difficulty(w: Parameters, rating: Rating) -> float:
    """What `first_difficulty` brings within 1–10."""
    difficulty: float = w[4] - math.e ** (w[5] * (rating - 1)) + 1
    return difficulty


def next_difficulty(w: Parameters, difficulty: float, rating: Rating) -> float:
    """The difficulty after a later review: damped towards 10, drawn a little to the first one of Easy."""
    change = -(w[6] * (rating - 3))
    damped = difficulty + (10.0 - difficulty) * change / 9.0
    return _clamped(w[7] * unclamped_first_difficulty(w, _EASY) + (1 - w[7]) * damped)


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


def _clamped(difficulty: float) -> float:
    if difficulty < MIN_DIFFICULTY:
        return MIN_DIFFICULTY
    return MAX_DIFFICULTY if difficulty > MAX_DIFFICULTY else difficulty
