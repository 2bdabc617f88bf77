"""How this learner forgets, read off their own answers.

FSRS's stability says how well a question sits; what chance of recall follows from it differs between
learners. A `Curve` bends the one into the other, and `fit` weighs a grid of curves by how well each foresaw
the answers given so far. The grid reaches from the slow power law of the parameters in force to forgetting
that is all but exponential, under which a question seen once is gone in a month: which of the two a learner
is decides, more than anything else, how many questions a short plan should begin.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import log2
from typing import NamedTuple

from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.trace import first_sitting

_SCALES = tuple(2 ** (step / 2) for step in range(-6, 5))
_DECAYS = (0.3, 0.5, 1.0, 2.0)  # beside that of the parameters in force
_BENDS = (1.0, 0.7, 0.4)
# What is held likely before the first answer: FSRS-6 as fitted to many learners, with room for others.
_SCALE_SPREAD = 0.5
_DECAY_WEIGHTS = (0.6, 0.1, 0.05, 0.1, 0.15)
_BEND_WEIGHTS = (0.6, 0.3, 0.1)
# Nobody is ever quite sure: a slip or a lucky guess rules no curve out.
_LEAST, _MOST = 0.005, 0.995
_EXACT_DAYS = 8
# Curves of this decay or more lose nearly all in a few stabilities: they call for other plans than the rest.
_STEEP = 1.0
_DECIDED = 0.1  # a way to forget of less weight is not planned for
# After answers that came soon FSRS's stability grows more than a steep learner's memory does.
_CAUTION = 0.1


class Curve(NamedTuple):
    """The chance of recall: R = (1 + f·t/(k·S^b))^(−d) with f = 0.9^(−1/d) − 1, scale k, decay d, bend b.

    At k = 1, b = 1 and d = w20 it is FSRS-6's: `usual`.
    """

    scale: float
    decay: float
    bend: float

    def chance(self, stability: float, days: float) -> float:
        """The chance of recall, 0–1, `days` after a sitting that left `stability`."""
        chance: float = (1 + self.rate * days * stability**-self.bend) ** -self.decay
        return chance

    @property
    def rate(self) -> float:
        """f/k."""
        rate: float = (0.9 ** (-1 / self.decay) - 1) / self.scale
        return rate


def usual(w: Parameters = DEFAULT_PARAMETERS) -> Curve:
    """FSRS-6's own curve for its parameters."""
    return Curve(1.0, w[20], 1.0)


def sight(stability: float, days: int) -> tuple[int, int]:
    """The classes of stabilities and of days (at least 1) to which an answer belongs as evidence."""
    return round(2 * log2(stability)), _days_class(days)


def typical(stability: int) -> float:
    """The stability in days that stands for a class of them."""
    middle: float = 2 ** (stability / 2)
    return middle


@lru_cache(maxsize=4096)
def _days_class(days: int) -> int:
    return days if days <= _EXACT_DAYS else round(2 ** (round(4 * log2(days)) / 4))


class Evidence:
    """Counts of answers on a later day than the one before, by stability and by days since."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, int], list[int]] = {}

    def add(self, stability: float, days: int, recalled: bool, times: int = 1) -> None:
        """Count answers, `days` after a sitting that left `stability`; those of the same day say nothing."""
        if days < 1:
            return
        count = self._counts.setdefault(sight(stability, days), [0, 0])
        count[recalled] += times

    def answers(self, least_days: float = 0) -> int:
        """How many answers there are at `least_days` or more."""
        return sum(sum(count) for (_, days), count in self._counts.items() if days >= least_days)

    def counts(self) -> list[tuple[float, int, int, int]]:
        """Stability, days, missed, recalled."""
        return [
            (typical(stability), days, missed, recalled)
            for (stability, days), (missed, recalled) in self._counts.items()
        ]


class Way(NamedTuple):
    """A way to forget, and how likely it is the learner's, 0–1."""

    weight: float
    curve: Curve


@dataclass(frozen=True, slots=True)
class Fit:
    """Curves with their weights, for the stabilities that the parameters `w` make of answers."""

    curves: Sequence[Curve]
    weights: Sequence[float]
    w: Parameters = DEFAULT_PARAMETERS

    @property
    def best(self) -> Curve:
        """The likeliest curve."""
        return max(zip(self.weights, self.curves, strict=True))[1]

    def quantile(self, share: float, stability: float, days: float) -> Curve:
        """The curve below whose chance at `stability` and `days` lies `share` (0–1) of the weight."""
        ranked = sorted(
            (curve.chance(stability, days), weight, curve)
            for weight, curve in zip(self.weights, self.curves, strict=True)
        )
        total, enough = 0.0, share * sum(self.weights)
        for _, weight, curve in ranked:
            total += weight
            if total >= enough:
                return curve
        return ranked[-1][2]

    def ways(self, days: float) -> list[Way]:
        """The ways to forget that a plan has to reckon with: slow, steep, or both while that is undecided.

        The slow one is the likeliest of its curves; the steep one is cautious, by its chance `days` after a
        question was first asked and recalled.
        """
        slow, steep = self._part(steep=False), self._part(steep=True)
        weight = sum(steep.weights)
        if weight < _DECIDED:
            return [Way(1.0, slow.best)]
        cautious = steep.quantile(_CAUTION, first_sitting(True, self.w)[0], days)
        if weight > 1 - _DECIDED:
            return [Way(1.0, cautious)]
        return [Way(1 - weight, slow.best), Way(weight, cautious)]

    def _part(self, *, steep: bool) -> "Fit":
        pairs = zip(self.curves, self.weights, strict=True)
        chosen = [(curve, weight) for curve, weight in pairs if (curve.decay >= _STEEP) is steep]
        return Fit([curve for curve, _ in chosen], [weight for _, weight in chosen], self.w)


def fit(evidence: Evidence, w: Parameters = DEFAULT_PARAMETERS) -> Fit:
    """Weigh the curves by evidence (Bayes, on a grid), 1 in all; without any, by what is usual.

    `w` are the parameters in force, from which the stabilities of the evidence are.
    """
    curves, priors = _grid(w[20])
    counts = evidence.counts()
    logs = [prior + _likelihood(curve, counts) for curve, prior in zip(curves, priors, strict=True)]
    top = max(logs)
    weights = [math.exp(log - top) for log in logs]
    total = sum(weights)
    return Fit(curves, [weight / total for weight in weights], w)


@lru_cache(maxsize=2)
def _grid(own: float) -> tuple[tuple[Curve, ...], tuple[float, ...]]:
    curves, priors = [], []
    decays = zip((own, *_DECAYS), _DECAY_WEIGHTS, strict=True)
    bends = zip(_BENDS, _BEND_WEIGHTS, strict=True)
    for scale, (decay, likely), (bend, plausible) in product(_SCALES, decays, bends):
        curves.append(Curve(scale, decay, bend))
        priors.append(math.log(likely * plausible) - (math.log(scale) / _SCALE_SPREAD) ** 2 / 2)
    return tuple(curves), tuple(priors)


def _likelihood(curve: Curve, counts: Sequence[tuple[float, int, int, int]]) -> float:
    """The logarithm of the chance that the counted answers fell as they did."""
    rate, decay, bend, log, total = curve.rate, -curve.decay, -curve.bend, math.log, 0.0
    for stability, days, missed, recalled in counts:
        chance = min(max((1 + rate * days * stability**bend) ** decay, _LEAST), _MOST)
        if recalled:
            total += recalled * log(chance)
        if missed:
            total += missed * log(1 - chance)
    return total
