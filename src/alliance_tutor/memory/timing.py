"""How long a question's answers took: what planning ahead needs to know of a learner's pace. Pure."""

from typing import NamedTuple

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory


class Timing(NamedTuple):
    """Milliseconds of a question's answers, 0 where there is none.

    `first` is the first one ever, `known` whether it was recalled; `recalled`, `missed` and `step` are the
    latest on a later day that was, or was not, and the latest on the same day as one before. `spent` is the
    time of all answers of study day `day`, the latest with any.
    """

    first: int = 0
    known: bool = False
    recalled: int = 0
    missed: int = 0
    step: int = 0
    day: int = 0
    spent: int = 0


UNTIMED = Timing()


def timed(timing: Timing, memory: Memory | None, rating: Rating, day: int, ms: int, counts: bool) -> Timing:
    """The timing after an answer on study day `day`; `memory` is the one before it.

    An answer that does not count for the schedule only adds to the day.
    """
    if day >= timing.day:
        timing = timing._replace(day=day, spent=ms + (timing.spent if day == timing.day else 0))
    if not ms or not counts:
        return timing
    known = rating > Rating.AGAIN
    if memory is None:
        return timing._replace(first=ms, known=known)
    if day <= memory.last_day:
        return timing._replace(step=ms)
    return timing._replace(recalled=ms) if known else timing._replace(missed=ms)
