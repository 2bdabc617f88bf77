"""How well parameters of FSRS-6 foresee a learner's answers, and what other ones would change. Pure.

What is foreseen is the chance of recall of each answer on a later day than the one before; answers of the
same day only shape the memory. As the FSRS benchmark does it: https://github.com/open-spaced-repetition/srs-benchmark
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.trace import Trace

FEWEST = 400
"""Answers on a later day below which nothing is fitted."""
HELD_BACK = 0.2
"""The share of those answers, the latest, that a fit is judged by and does not see."""
_BINS = 20
_Z = 1.645  # of the normal distribution, for a tail of a twentieth
_LEAST = 0.0001  # no chance is foreseen as none or as certain: one answer would decide all

History = Sequence[tuple[int, Rating]]
"""One question's answers in order, each its study day and its rating."""


class Foreseen(NamedTuple):
    """One answer on a later day: the chance of recall, 0–1, that was foreseen; whether it was recalled."""

    chance: float
    recalled: bool


class Score(NamedTuple):
    """How well answers were foreseen: mean log loss (natural) and RMSE of the calibration; less is better.

    Guessing the true share of 90 % each time gives a log loss of 0.325.
    """

    answers: int
    log_loss: float
    rmse: float


class Change(NamedTuple):
    """What is due of all questions: by today, and within thirty days; and their median interval in days."""

    due: int
    due_30: int
    interval: float


def later_answers(histories: Iterable[History]) -> list[int]:
    """The study days of all answers on a later day than the one before, in order."""
    return sorted(day for history in histories for (before, _), (day, _) in pairwise(history) if day > before)


def split_day(histories: Iterable[History]) -> int:
    """The first study day of what is held back: the latest fifth of the answers, in whole days."""
    days = later_answers(histories)
    return days[min(len(days) - 1, int(len(days) * (1 - HELD_BACK)))] if days else 0


def before_day(histories: Iterable[History], day: int) -> list[History]:
    """The histories as they stood before a study day."""
    return [early for history in histories if (early := [each for each in history if each[0] < day])]


def foreseen(w: Parameters, histories: Iterable[History], since: int) -> Iterator[Foreseen]:
    """What `w` foresees of each answer on a later day, from study day `since` on."""
    for history in histories:
        trace: Trace | None = None
        for day, rating in history:
            if trace is not None and day > trace.day and day >= since:
                chance = fsrs6.retrievability(w, trace.stability, day - trace.day)
                yield Foreseen(chance, rating > Rating.AGAIN)
            trace = answered(w, trace, day, rating)


def answered(w: Parameters, trace: Trace | None, day: int, rating: Rating) -> Trace:
    """The trace after an answer; a day before the last one counts as the same day."""
    if trace is None:
        return Trace(fsrs6.first_stability(w, rating), fsrs6.first_difficulty(w, rating), day)
    stability, difficulty, last = trace
    after = fsrs6.next_difficulty(w, difficulty, rating)
    if day <= last:
        return Trace(fsrs6.stability_same_day(w, stability, rating), after, last)
    chance = fsrs6.retrievability(w, stability, day - last)
    if rating is Rating.AGAIN:
        return Trace(fsrs6.stability_forgotten(w, stability, difficulty, chance), after, day)
    return Trace(fsrs6.stability_recalled(w, stability, difficulty, chance, rating), after, day)


def score(answers: Sequence[Foreseen]) -> Score:
    """How well answers were foreseen, of which there is at least one.

    RMSE = sqrt(Σ n·(mean foreseen − share recalled)² / Σ n) over 20 bins of the chance that was foreseen.
    """
    bins: dict[int, list[Foreseen]] = {}
    for each in answers:
        bins.setdefault(min(int(each.chance * _BINS), _BINS - 1), []).append(each)
    square = sum(
        sum(each.chance - each.recalled for each in group) ** 2 / len(group) for group in bins.values()
    )
    return Score(len(answers), sum(map(_loss, answers)) / len(answers), math.sqrt(square / len(answers)))


def is_better(before: Sequence[Foreseen], after: Sequence[Foreseen]) -> bool:
    """Whether `after` foresees the same answers better, beyond what chance would show once in twenty times.

    A one-sided test of the mean difference of log losses, by its standard error.
    """
    gains = [_loss(old) - _loss(new) for old, new in zip(before, after, strict=True)]
    mean = sum(gains) / len(gains)
    spread = sum((gain - mean) ** 2 for gain in gains) / max(1, len(gains) - 1)
    return mean > _Z * math.sqrt(spread / len(gains))


def change(w: Parameters, histories: Iterable[tuple[History, float]], day: int) -> Change:
    """What would be due, on study day `day`, of questions each with its desired retention (0.70–0.99)."""
    intervals: list[int] = []
    dues: list[int] = []
    for history, retention in histories:
        trace: Trace | None = None
        for at, rating in history:
            trace = answered(w, trace, at, rating)
        if trace is not None:
            intervals.append(fsrs6.interval(w, retention, trace.stability))
            dues.append(trace.day + intervals[-1])
    now, soon = (sum(due <= day + ahead for due in dues) for ahead in (0, 30))
    return Change(now, soon, median(intervals) if intervals else 0.0)


def _loss(each: Foreseen) -> float:
    chance = min(max(each.chance, _LEAST), 1 - _LEAST)
    return -math.log(chance if each.recalled else 1 - chance)
