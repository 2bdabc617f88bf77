"""What a question is worth on the exam day, when its later answers cost minutes that others want too.

Study minutes have a price: recalled questions (0–1 each) per second. Against a price, each question has a
best course of its own, to be had by dynamic programming over stability, difficulty and days left; the price
at which all courses together take the minutes there are makes them one plan (a Lagrangian relaxation of it).
The nearer the exam the more a minute buys, so the price falls off as 1/(days left + 1): a plan that could
move its minutes would move them to the end.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from alliance_tutor.memory.forgetting import Curve
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import Trace, after_miss, after_recall, first_sitting

# Days until the next answer that courses consider: the loss against all days is far below a point.
_GAPS = (1, 2, 3, 5, 8, 13, 21, 34)
# Longer plans are reckoned in steps of several days.
_LONGEST = 60
_STABILITIES = tuple(0.12 * 1.75**step for step in range(17))
_LOG_LEAST, _LOG_STEP = math.log(_STABILITIES[0]), math.log(1.75)
_DIFFICULTIES = (2.0, 6.0, 8.5, 10.0)
_PRICES = tuple(1e-4 * 1.35**step for step in range(-4, 34))
_SAMPLE = 24
_MANY = 2_000

_Class = tuple[int, int, int]
_Part = tuple[int, float]
"""A grid point, and how far towards the next one a value lies, 0–1."""
_Point = tuple[_Part, _Part]
_Plane = list[list[float]]


class Course(NamedTuple):
    """The chance of recall on the exam day less the price of later seconds; and those seconds."""

    worth: float
    seconds: float


class _Next(NamedTuple):
    """What an answer makes of one grid point: where its two outcomes lie between others."""

    chance: float
    seconds: float
    recalled: _Part
    missed: _Point


class _Prospect(NamedTuple):
    """A sitting `days` before the exam: its chance and seconds, and where its outcomes lie on the grid."""

    days: int
    chance: float
    seconds: float
    recalled: _Point
    missed: _Point


class Table:
    """The best course from just after a sitting, by stability, difficulty and steps of days left.

    `unit` is a step's length in days, `price` that of a second on the exam day; `w` are the parameters in
    force. Rows are worked out when they are first asked for.
    """

    def __init__(
        self, curve: Curve, pace: Pace, price: float, unit: int, w: Parameters = DEFAULT_PARAMETERS
    ) -> None:
        self._curve, self._price, self._unit = curve, price, unit
        self._gaps = [(gap, _transitions(curve, pace, gap * unit, w)) for gap in _GAPS]
        flat = [[1.0] * len(_STABILITIES) for _ in _DIFFICULTIES]
        self._worth: list[_Plane] = [flat]
        self._seconds: list[_Plane] = [[[0.0] * len(_STABILITIES) for _ in _DIFFICULTIES]]

    def price(self, days: int) -> float:
        """The price of a second, `days` before the exam."""
        return self._price / (days + 1)

    def course(self, prospect: _Prospect) -> Course:
        """The best course from a sitting on; its own seconds count as time, and not as a price."""
        days, chance, cost, recalled, missed = prospect
        steps = days // self._unit
        while len(self._worth) <= steps:
            self._add_row()
        worth, seconds = self._worth[steps], self._seconds[steps]
        return Course(
            chance * _between(worth, *recalled) + (1 - chance) * _between(worth, *missed),
            cost + chance * _between(seconds, *recalled) + (1 - chance) * _between(seconds, *missed),
        )

    def best(self, never: float, prospects: Iterable[_Prospect]) -> Course:
        """The best of several next sittings, at the price of their days, or of none, worth `never`."""
        best = Course(never, 0.0)
        for prospect in prospects:
            worth, seconds = self.course(prospect)
            worth -= self.price(prospect.days) * prospect.seconds
            if worth > best.worth:
                best = Course(worth, seconds)
        return best

    def _add_row(self) -> None:
        steps = len(self._worth)
        never = [self._curve.chance(stability, steps * self._unit) for stability in _STABILITIES]
        worth = [never[:] for _ in _DIFFICULTIES]
        seconds = [[0.0] * len(_STABILITIES) for _ in _DIFFICULTIES]
        for gap, transitions in self._gaps:
            if gap >= steps:
                break
            self._consider(steps - gap, transitions, worth, seconds)
        self._worth.append(worth)
        self._seconds.append(seconds)

    def _consider(self, left: int, transitions: list[list[_Next]], worth: _Plane, seconds: _Plane) -> None:
        """Take the course whose next answer comes with `left` steps to go, where it is better."""
        price, before, spent = self.price(left * self._unit), self._worth[left], self._seconds[left]
        for level, nexts in enumerate(transitions):
            kept, kept_seconds, best, used = before[level], spent[level], worth[level], seconds[level]
            for index, (chance, cost, (place, part), missed) in enumerate(nexts):
                value = (
                    chance * (kept[place] + part * (kept[place + 1] - kept[place]))
                    + (1 - chance) * _between(before, *missed)
                    - price * cost
                )
                if value > best[index]:
                    best[index] = value
                    later = kept_seconds[place] + part * (kept_seconds[place + 1] - kept_seconds[place])
                    used[index] = cost + chance * later + (1 - chance) * _between(spent, *missed)


@lru_cache(maxsize=32)
def table(curve: Curve, pace: Pace, price: float, unit: int, w: Parameters) -> Table:
    """A table, kept: the days of a plan and the search for its price ask for the same ones."""
    return Table(curve, pace, price, unit, w)


class _View(NamedTuple):
    """How a learner's questions look to an exam, whatever the price of minutes."""

    curve: Curve
    pace: Pace
    exam_day: int
    unit: int
    w: Parameters

    def never(self, trace: Trace | None) -> float:
        """The chance of recall at the exam if the question is not asked again."""
        return self.curve.chance(trace.stability, self.exam_day - trace.day) if trace else 0.0

    def prospects(self, trace: Trace | None, day: int) -> list[_Prospect]:
        """A sitting on study day `day`, and on the later days that are considered."""
        days = [day + gap * self.unit for gap in (0, *_GAPS)]
        return [self._prospect(trace, asked) for asked in days if asked < self.exam_day]

    def _prospect(self, trace: Trace | None, asked: int) -> _Prospect:
        if trace is None:
            chance, cost = self.pace.known, self.pace.sitting(None)
            recalled, missed = first_sitting(True, self.w), first_sitting(False, self.w)
        else:
            chance = self.curve.chance(trace.stability, asked - trace.day)
            cost = self.pace.sitting(chance)
            recalled = after_recall(trace.stability, trace.difficulty, chance, self.w)
            missed = after_miss(trace.stability, trace.difficulty, chance, self.w)
        return _Prospect(self.exam_day - asked, chance, cost, _point(*recalled), _point(*missed))


class Outlook:
    """What asking a question is worth on the way to an exam on study day `exam_day`.

    Questions of one class gain the same: their stabilities differ by a quarter at most, their difficulties
    by one, their days since the last sitting by a fifth; by the square of it where `coarse`.
    """

    def __init__(self, view: _View, price: float, coarse: bool) -> None:
        self._view, self._grain = view, 2 if coarse else 1
        self._table = table(view.curve, view.pace, price, view.unit, view.w)
        self._gains: dict[tuple[_Class | None, int], float] = {}

    def gain(self, trace: Trace | None, day: int) -> float:
        """How much more recall a sitting on `day` brings than the best course that begins later or never.

        `trace` is None for a question not yet asked. Later seconds count at their price, today's do not.
        """
        key = self._class(trace, day) if trace else None
        known = self._gains.get((key, day))
        if known is None:
            middle = self._middle(key, day) if key else None
            asked, *later = self._view.prospects(middle, day)
            wait = self._table.best(self._view.never(middle), later)
            known = self._gains[key, day] = self._table.course(asked).worth - wait.worth
        return known

    def _class(self, trace: Trace, day: int) -> _Class:
        size, level = 3 * math.log2(trace.stability) / self._grain, trace.difficulty / self._grain
        return round(size), round(level), _days_class(day - trace.day, self._grain)

    def _middle(self, key: _Class, day: int) -> Trace:
        size, level, elapsed = key
        return Trace(2 ** (size * self._grain / 3), max(1, min(level * self._grain, 10)), day - elapsed)

    def chance(self, trace: Trace, day: int) -> float:
        """The chance of recall on a study day if the question is not asked before."""
        return self._view.curve.chance(trace.stability, day - trace.day)


def outlook(
    traces: Sequence[Trace | None],
    day: int,
    exam_day: int,
    seconds: float,
    curve: Curve,
    pace: Pace,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Outlook:
    """The outlook from study day `day`, at the price at which the best courses take `seconds` in all.

    `exam_day` lies after `day`. The lowest price holds at which they take no more. `w` are the parameters in
    force.
    """
    unit = -(-(exam_day - day) // _LONGEST)
    view = _View(curve, pace, exam_day, unit, w)
    sample = [(view.never(trace), view.prospects(trace, day), count) for trace, count in _sample(traces)]

    def fits(index: int) -> bool:
        at = table(curve, pace, _PRICES[index], unit, w)
        return sum(count * at.best(never, prospects).seconds for never, prospects, count in sample) <= seconds

    return Outlook(view, _PRICES[_first(fits, len(_PRICES))], coarse=len(traces) > _MANY)


def _sample(traces: Sequence[Trace | None]) -> list[tuple[Trace | None, float]]:
    """Some of the seen, spread over stabilities, and the unseen as one; each with how many it stands for."""
    seen = sorted(trace for trace in traces if trace)
    step = max(1, len(seen) // _SAMPLE)
    chosen = seen[step // 2 :: step]
    sample: list[tuple[Trace | None, float]] = [(trace, len(seen) / len(chosen)) for trace in chosen]
    return [*sample, (None, len(traces) - len(seen))]


def _first(holds: Callable[[int], bool], length: int) -> int:
    """The first index at which `holds`, which then holds for all later ones; the last if none."""
    low, high = 0, length - 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


@lru_cache(maxsize=1024)
def _days_class(days: int, grain: int) -> int:
    """Days since the last sitting: each its own class to 5, then classes of a fifth, or of its square."""
    return days if days <= 5 else round(5 * 1.2 ** (grain * round(math.log(days / 5, 1.2) / grain)))


@lru_cache(maxsize=64)
def _transitions(curve: Curve, pace: Pace, days: int, w: Parameters) -> list[list[_Next]]:
    """By difficulty and stability, what an answer after `days` makes of each grid point."""
    return [[_next(curve, pace, days, s, d, w) for s in _STABILITIES] for d in _DIFFICULTIES]


def _next(curve: Curve, pace: Pace, days: int, stability: float, difficulty: float, w: Parameters) -> _Next:
    chance = curve.chance(stability, days)
    kept, _ = after_recall(stability, difficulty, chance, w)
    missed = _point(*after_miss(stability, difficulty, chance, w))
    return _Next(chance, pace.sitting(chance), _place(kept), missed)


def _point(stability: float, difficulty: float) -> _Point:
    return _place(stability), _level(difficulty)


def _place(stability: float) -> _Part:
    where = (math.log(stability) - _LOG_LEAST) / _LOG_STEP
    if where <= 0:
        return 0, 0.0
    last = len(_STABILITIES) - 2
    place = int(where)
    return (place, where - place) if place <= last else (last, 1.0)


def _level(difficulty: float) -> _Part:
    if difficulty <= _DIFFICULTIES[0]:
        return 0, 0.0
    for level in range(len(_DIFFICULTIES) - 1):
        low, high = _DIFFICULTIES[level], _DIFFICULTIES[level + 1]
        if difficulty <= high:
            return level, (difficulty - low) / (high - low)
    return len(_DIFFICULTIES) - 2, 1.0


def _between(plane: _Plane, where: _Part, level: _Part) -> float:
    """A value between four grid points, linear in each direction."""
    (place, part), (lower, share) = where, level
    easy, hard = plane[lower], plane[lower + 1]
    low = easy[place] + part * (easy[place + 1] - easy[place])
    high = hard[place] + part * (hard[place + 1] - hard[place])
    return low + share * (high - low)
