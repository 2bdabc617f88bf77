"""How well forecasts hold: single questions on the exam day, and the ranges of whole exams.

The learners here are drawn anew: no figure of the planner was chosen on them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alliance_tutor.memory.forgetting import Curve
from alliance_tutor.memory.trace import Trace

BINS = 20


@dataclass(slots=True)
class Tally:
    """Forecasts of single questions: the sum of their log losses; by bin their number, sum, and what came."""

    loss: float = 0.0
    bins: dict[int, tuple[int, float, int]] = field(default_factory=dict)

    def add(self, chance: float, recalled: bool) -> None:
        """Count a forecast of `chance`, 0–1."""
        held = min(max(chance, 0.001), 0.999)
        self.loss -= math.log(held if recalled else 1 - held)
        place = min(int(chance * BINS), BINS - 1)
        number, total, came = self.bins.get(place, (0, 0.0, 0))
        self.bins[place] = number + 1, total + chance, came + recalled

    def join(self, other: "Tally") -> None:
        """Count another's forecasts too."""
        self.loss += other.loss
        for place, (number, total, came) in other.bins.items():
            mine = self.bins.get(place, (0, 0.0, 0))
            self.bins[place] = mine[0] + number, mine[1] + total, mine[2] + came

    @property
    def number(self) -> int:
        """How many forecasts."""
        return sum(number for number, _, _ in self.bins.values())

    @property
    def log_loss(self) -> float:
        """The mean logarithmic loss."""
        return self.loss / self.number

    @property
    def rmse(self) -> float:
        """The root of the mean squared distance, over bins, of what was forecast from what came."""
        squares = sum((total - came) ** 2 / number for number, total, came in self.bins.values())
        return math.sqrt(squares / self.number)


def tallies(curves: Mapping[str, Curve], asked: Sequence[tuple[Trace, bool]], day: int) -> dict[str, Tally]:
    """By each curve, the forecasts for `day` of what was asked before; with whether it was recalled."""
    found = {}
    for name, curve in curves.items():
        found[name] = tally = Tally()
        for trace, recalled in asked:
            tally.add(curve.chance(trace.stability, day - trace.day), recalled)
    return found
