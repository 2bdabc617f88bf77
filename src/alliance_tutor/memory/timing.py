"""How long a question's answers took: what planning ahead needs to know of a learner's pace. Pure."""

from typing import NamedTuple


class Timing(NamedTuple):
    """Milliseconds of a question's answers, 0 where there is none.

    `first` is the first one ever, `known` whether it was recalled; `recalled`, `missed` and `step` are the
    latest on a later day that was, or was not, and the latest on the same day as one before. `spent` is the
    time of all answers of study day `day`, the latest with any. An answer that does not count for the
    schedule only adds to the day; one without a time tells nothing of the pace.
    """

    first: int = 0
    known: bool = False
    recalled: int = 0
    missed: int = 0
    step: int = 0
    day: int = 0
    spent: int = 0


UNTIMED = Timing()
