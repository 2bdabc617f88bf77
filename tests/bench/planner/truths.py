"""Learners to plan for, whose memories the planner does not know: five truths, and three kept aside.

The planner's constants were chosen by the five; the three were drawn on for nothing but to see how far its
forecasts hold for learners of another kind.

Each truth tells a question's chance of recall on a day; the questions of one differ (σ = 0.4, of stability,
half-life or activation). Of the five all but the two with stability halved and doubled recall 0.85–0.91 of
their questions on the day after these were first asked: what differs is the long run.
"""

import math
from collections.abc import Callable
from random import Random
from typing import Protocol

from alliance_tutor.memory import fsrs6, trace

SPREAD = 0.4


class Truth(Protocol):
    """A learner's memory of questions numbered from 0, on days numbered from 0."""

    def chance(self, question: int, day: int) -> float:
        """The chance, 0–1, that a question asked before is recalled on a later day."""

    def answered(self, question: int, day: int, recalled: bool) -> None:
        """A sitting: the answer, and the steps that follow until it is known."""


class Fsrs:
    """FSRS-6 whose stabilities are a question's own factor times what the formulas say."""

    def __init__(self, questions: int, random: Random, scale: float, spread: float = SPREAD) -> None:
        self._factors = [scale * math.exp(random.gauss(0, spread)) for _ in range(questions)]
        self._states: dict[int, tuple[float, float, int]] = {}

    def chance(self, question: int, day: int) -> float:
        stability, _, last = self._states[question]
        return fsrs6.retrievability(fsrs6.DEFAULT_PARAMETERS, stability * self._factors[question], day - last)

    def answered(self, question: int, day: int, recalled: bool) -> None:
        if question not in self._states:
            after = trace.first_sitting(recalled)
        else:
            stability, difficulty, _ = self._states[question]
            update = trace.after_recall if recalled else trace.after_miss
            after = update(stability, difficulty, self.chance(question, day))
        self._states[question] = (*after, day)


class Moody:
    """FSRS-6 at a scale of the learner's own, with questions that differ more, and with good and bad days.

    A day's mood moves the logits of all its chances; that of the exam day is no exception.
    """

    SCALES, SPREAD, MOODS = 0.5, 0.7, 0.4

    def __init__(self, questions: int, random: Random) -> None:
        self._memory = Fsrs(questions, random, math.exp(random.gauss(0, self.SCALES)), self.SPREAD)
        self._moods = [random.gauss(0, self.MOODS) for _ in range(2 * 366)]

    def chance(self, question: int, day: int) -> float:
        chance = self._memory.chance(question, day)
        return 1 / (1 + (1 - chance) / chance * math.exp(-self._moods[day]))

    def answered(self, question: int, day: int, recalled: bool) -> None:
        self._memory.answered(question, day, recalled)


class Sm2:
    """SuperMemo 2's intervals, taken at their word: R = 0.9^(t/I), so that 0.9 is left when one is over.

    I is 1 day, then 6, then 2.5 times the last one; a missed answer begins anew, that factor kept
    (Wozniak 1990, https://www.supermemo.com/archives1990-2015/english/ol/sm2). A good answer is graded 4.
    """

    EASE = 2.5

    def __init__(self, questions: int, random: Random) -> None:
        self._factors = [math.exp(random.gauss(0, SPREAD)) for _ in range(questions)]
        self._intervals, self._last = [0.0] * questions, [0] * questions

    def chance(self, question: int, day: int) -> float:
        interval = self._intervals[question] * self._factors[question]
        chance: float = 0.9 ** ((day - self._last[question]) / interval)
        return chance

    def answered(self, question: int, day: int, recalled: bool) -> None:
        before = self._intervals[question]
        self._intervals[question], self._last[question] = 1.0, day
        if before and recalled:
            self._intervals[question] = 6.0 if before == 1.0 else before * self.EASE


class HalfLife:
    """p = 2^(−t/h), h = 2^(θ·x) over counts of right and wrong answers, ¼ to 274 days.

    The form and its bounds are Settles & Meeder's half-life regression (2016, doi 10.18653/v1/P16-1174); a
    right answer doubles the half-life, whenever it is given: there is no spacing effect.
    """

    def __init__(self, questions: int, random: Random) -> None:
        self._factors = [math.exp(random.gauss(0, SPREAD)) for _ in range(questions)]
        self._right, self._wrong, self._last = [0] * questions, [0] * questions, [0] * questions

    def chance(self, question: int, day: int) -> float:
        power = 2.2 + self._right[question] - 0.5 * self._wrong[question]
        half_life = min(max(self._factors[question] * 2**power, 0.25), 274)
        chance: float = 2 ** (-(day - self._last[question]) / half_life)
        return chance

    def answered(self, question: int, day: int, recalled: bool) -> None:
        counts = self._right if recalled else self._wrong
        counts[question] += 1
        self._last[question] = day


class ActR:
    """ACT-R's activation with decays that grow with the activation at each showing.

    m = ln Σ t^(−d), d = c·e^m + a, p = 1/(1 + e^((τ − m − β)/s)); constants of Pavlik & Anderson (2005, doi
    10.1207/s15516709cog0000_14), days between sittings counting as h = 0.025 of their seconds. β is the
    question's own, around 0.9.
    """

    C, A, TAU, H = 0.217, 0.177, -0.704, 0.025

    def __init__(
        self, questions: int, random: Random, ease: float = 0.9, spread: float = SPREAD, noise: float = 0.255
    ) -> None:
        self._ease, self._noise = [random.gauss(ease, spread) for _ in range(questions)], noise
        self._shown: list[list[tuple[float, float]]] = [[] for _ in range(questions)]

    def chance(self, question: int, day: int) -> float:
        activation = math.log(self._strength(question, self._time(day)))
        return 1 / (1 + math.exp((self.TAU - activation - self._ease[question]) / self._noise))

    def answered(self, question: int, day: int, recalled: bool) -> None:
        first = not self._shown[question]
        steps = (600,) if recalled and first else () if recalled else (60, 660) if first else (600,)
        for offset in (0, *steps):
            now = self._time(day) + offset
            decay = self.C * self._strength(question, now) + self.A
            self._shown[question].append((now, decay))

    def _strength(self, question: int, now: float) -> float:
        return math.fsum((now - then) ** -decay for then, decay in self._shown[question])

    def _time(self, day: int) -> float:
        return day * 86_400 * self.H


TRUTHS: dict[str, Callable[[int, Random], Truth]] = {
    "FSRS-6": lambda questions, random: Fsrs(questions, random, 1.0),
    "stability halved": lambda questions, random: Fsrs(questions, random, 0.5),
    "stability doubled": lambda questions, random: Fsrs(questions, random, 2.0),
    "half-life": HalfLife,
    "ACT-R": ActR,
}
ASIDE: dict[str, Callable[[int, Random], Truth]] = {
    "FSRS-6 with moods": Moody,
    "SM-2": Sm2,
    "ACT-R, noisier": lambda questions, random: ActR(questions, random, ease=1.2, spread=0.6, noise=0.4),
}
