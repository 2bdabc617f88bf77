"""How sure the learner is: marks by certainty, and how certainty and right answers go together. Pure.

Moodle's certainty-based marking: `question_cbm` in moodle/moodle question/behaviour/behaviourbase.php gives
the marks and the limits, question/behaviour/deferredcbm/behaviourtype.php the judgement of a level. (Up to
Moodle 2.5 other marks held: 1/3, 4/3 and 3 with offsets.)
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Certainty(IntEnum):
    """How sure a learner says to be of an answer; the numbers are the keys, and Moodle's C=1 to C=3."""

    GUESS = 1
    FAIRLY = 2
    SURE = 3


class Judgement(StrEnum):
    """How a certainty fits what was right of the answers given with it."""

    FITS = "fits"
    SLIGHTLY_OVER = "slightly over"
    OVER = "over"
    SLIGHTLY_UNDER = "slightly under"
    UNDER = "under"


class Level(NamedTuple):
    """The answers given with one certainty: how many, how many of them right, and their credit, Σ of 0..1."""

    certainty: Certainty
    n: int
    right: int
    credit: float

    @property
    def share(self) -> float:
        """The mean credit, 0..1; 0 where there is no answer."""
        return self.credit / self.n if self.n else 0.0

    @property
    def judgement(self) -> Judgement:
        """Whether the learner was too sure, or not sure enough; `FITS` where there is no answer.

        Beside the limits it is slight, unless (share − limit)² · n > 0.5.
        """
        low, high = WINDOWS[self.certainty]
        beside = _beside(self.share, low, high) if self.n else 0.0
        if abs(beside) < _ROUNDING:
            return Judgement.FITS
        clear = beside * beside * self.n > _CLEAR
        if beside < 0:
            return Judgement.OVER if clear else Judgement.SLIGHTLY_OVER
        return Judgement.UNDER if clear else Judgement.SLIGHTLY_UNDER


WINDOWS = {Certainty.GUESS: (0.0, 2 / 3), Certainty.FAIRLY: (2 / 3, 0.8), Certainty.SURE: (0.8, 1.0)}
"""Between which chances of being right each certainty earns most."""

_LOST = {Certainty.GUESS: 0, Certainty.FAIRLY: -2, Certainty.SURE: -6}
_CLEAR = 0.5
_ROUNDING = 5e-7


def marks(credit: float, certainty: Certainty) -> float:
    """What an answer of `credit` 0..1 earns: +1, +2, +3 × credit, and 0, −2, −6 for a wrong one.

    What was not answered earns nothing: it is a wrong answer of the lowest certainty.
    """
    return certainty * credit if credit > 0 else _LOST[certainty]


def calibration(answers: Iterable[tuple[Certainty, float]]) -> tuple[Level, ...]:
    """Each certainty, the lowest first, with what came of it; `answers` are (certainty, credit)."""
    credits: dict[Certainty, list[float]] = {certainty: [] for certainty in Certainty}
    for certainty, credit in answers:
        credits[certainty].append(credit)
    return tuple(
        Level(certainty, len(found), sum(credit == 1 for credit in found), sum(found))
        for certainty, found in credits.items()
    )


def _beside(share: float, low: float, high: float) -> float:
    """How far a share lies below (negative) or above its window."""
    return share - low if share < low else max(0.0, share - high)
