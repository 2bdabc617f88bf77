"""What a desired retention costs: reviews and minutes a day, by playing the next days forward.

As Anki's simulator does it (https://github.com/open-spaced-repetition/fsrs-rs, `src/simulator.rs`): each
question is asked when it is due, recalled by chance of its retrievability then, and scheduled again. It is
simpler: a sitting is one answer, Again or Good, with the steps that follow; there is no fuzz, and no limit on
reviews, so that what is overdue is asked on the first day.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple, TypeVar

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import FIRST_STEPS, Trace, after_miss, after_recall, sat

DAYS = 90
_SAMPLE = 400
_Group = TypeVar("_Group")


class Learner(NamedTuple):
    """Who is to study: the traces of what was begun, how many questions were not, how many begin a day."""

    traces: Sequence[Trace]
    unseen: int
    new_per_day: int
    pace: Pace = Pace()
    parameters: Parameters = DEFAULT_PARAMETERS


class Cost(NamedTuple):
    """What a retention costs over the next days: reviews, and minutes with those of new questions, a day.

    `known` is the share, 0–1, that would be recalled at the end, of all questions begun by then.
    """

    retention: float
    reviews: float
    minutes: float
    known: float


class _Played(NamedTuple):
    reviews: int
    seconds: float
    known: float


def cost(learner: Learner, retention: float, day: int, chance: Random, days: int = DAYS) -> Cost:
    """The cost of `retention` (0.70–0.99) over `days` from study day `day` on.

    At most some hundred questions are played, evenly spread, and stand for all.
    """
    begun = sorted(learner.traces, key=lambda trace: (trace.stability, trace.day))
    fresh = [day + number // learner.new_per_day for number in range(_begin(learner, days))]
    reviews = seconds = known = 0.0
    for group in (
        [(trace, day) for trace in begun],
        [(None, first) for first in fresh],
    ):
        sample = _spread(group)
        weight = len(group) / len(sample) if sample else 0.0
        for trace, first in sample:
            played = _played(learner, retention, trace, first, day + days, chance)
            reviews += weight * played.reviews
            seconds += weight * played.seconds
            known += weight * played.known
    number = len(begun) + len(fresh)
    return Cost(retention, reviews / days, seconds / 60 / days, known / number if number else 0.0)


def _begin(learner: Learner, days: int) -> int:
    """How many new questions are begun."""
    return min(learner.unseen, learner.new_per_day * days)


def _spread(group: Sequence[_Group]) -> Sequence[_Group]:
    if len(group) <= _SAMPLE:
        return group
    return [group[place * len(group) // _SAMPLE] for place in range(_SAMPLE)]


def _played(
    learner: Learner, retention: float, trace: Trace | None, day: int, end: int, chance: Random
) -> _Played:
    """One question until study day `end`; one that was never asked is begun on study day `day`."""
    w, pace = learner.parameters, learner.pace
    reviews, seconds = 0, 0.0
    if trace is None:
        recalled = chance.random() < pace.known
        trace = sat(None, day, recalled, w)
        seconds += pace.first + FIRST_STEPS[recalled] * pace.step
    while (due := _due(w, retention, trace, day)) < end:
        odds = fsrs6.retrievability(w, trace.stability, due - trace.day)
        recalled = chance.random() < odds
        after = after_recall if recalled else after_miss
        trace = Trace(*after(trace.stability, trace.difficulty, odds, w), due)
        reviews += 1
        seconds += pace.recalled if recalled else pace.missed + pace.step
    return _Played(reviews, seconds, fsrs6.retrievability(w, trace.stability, max(end - trace.day, 0)))


def _due(w: Parameters, retention: float, trace: Trace, day: int) -> int:
    return max(trace.day + fsrs6.interval(w, retention, trace.stability), day)
