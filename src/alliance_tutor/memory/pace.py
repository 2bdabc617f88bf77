"""How long answers take a learner: medians of what was measured, type by type."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from alliance_tutor.memory.trace import FIRST_STEPS

_ENOUGH = 5
_DOUBT = 10  # a learner's own first answers weigh as much as the assumed share after this many


class Occasion(StrEnum):
    """When an answer was given."""

    FIRST = "first"
    RECALLED = "recalled"
    MISSED = "missed"
    STEP = "step"


class Timed(NamedTuple):
    """One answer's time. `recalled` is read of first answers only."""

    type: str
    occasion: Occasion
    seconds: float
    recalled: bool = True


class Pace(NamedTuple):
    """Seconds that answers take: a question's first, a later one recalled or missed, one in a learning step.

    `known` is the share, 0–1, of questions answered right when first asked.
    """

    first: float = 20.0
    recalled: float = 8.0
    missed: float = 12.0
    step: float = 8.0
    known: float = 0.5

    def sitting(self, chance: float | None) -> float:
        """The seconds expected of a sitting with its steps; `chance` of recall is None for a first one."""
        if chance is None:
            steps = self.known * FIRST_STEPS[True] + (1 - self.known) * FIRST_STEPS[False]
            return self.first + steps * self.step
        return chance * self.recalled + (1 - chance) * (self.missed + self.step)


class Paces(NamedTuple):
    """The learner's pace over all, and by question type where enough was measured."""

    overall: Pace = Pace()
    by_type: Mapping[str, Pace] = {}

    def of(self, type: str) -> Pace:
        """The pace of a question type."""
        return self.by_type.get(type, self.overall)


def paces(answers: Iterable[Timed]) -> Paces:
    """The paces that measured answers show; where fewer than five were measured, the wider figure stands."""
    by_type: dict[str, list[Timed]] = {}
    for answer in answers:
        by_type.setdefault(answer.type, []).append(answer)
    overall = _pace([answer for group in by_type.values() for answer in group], Pace())
    return Paces(overall, {type: _pace(group, overall) for type, group in by_type.items()})


def _pace(answers: list[Timed], otherwise: Pace) -> Pace:
    def seconds(occasion: Occasion, wider: float) -> float:
        found = [answer.seconds for answer in answers if answer.occasion is occasion]
        return max(median(found), 0.1) if len(found) >= _ENOUGH else wider

    firsts = [answer.recalled for answer in answers if answer.occasion is Occasion.FIRST]
    return Pace(
        first=seconds(Occasion.FIRST, otherwise.first),
        recalled=seconds(Occasion.RECALLED, otherwise.recalled),
        missed=seconds(Occasion.MISSED, otherwise.missed),
        step=seconds(Occasion.STEP, otherwise.step),
        known=(sum(firsts) + _DOUBT * otherwise.known) / (len(firsts) + _DOUBT),
    )
