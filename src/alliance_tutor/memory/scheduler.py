"""FSRS-6, wrapped where a learner's days differ from its timestamps.

Elapsed time is in whole study days; fuzz is our own, the same on every machine; in days the buttons always
stand apart. What buttons show is py-fsrs's; what an answer does, once and at every replay, is `fsrs6`'s,
which tests hold equal. `fsrs` is imported here and nowhere else, and only for the first preview (25 ms).
"""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import (
    DEFAULT_PARAMETERS,
    MAX_INTERVAL,
    MIN_STABILITY,
    Parameters,
    running_step,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage

if TYPE_CHECKING:
    import hashlib

    import fsrs

DEFAULT_RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.70, 0.99
MAX_STABILITY = 36_500.0
LEECH_LAPSES = 8

# The days at which fuzz grows, and by how much of each day beyond: Anki's ranges, as py-fsrs's FUZZ_RANGES.
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
_RATINGS = tuple(Rating)
_PASSES = _RATINGS[1:]
# Looking a member up in its Enum takes Python 3.11 0.1 µs.
_AGAIN, _HARD, _EASY = Rating.AGAIN, Rating.HARD, Rating.EASY
_LEARNING, _REVIEW, _RELEARNING = Stage
_E = math.e

State = tuple[Stage, int, float, float, int]
"""Of a memory what decides how it goes on: stage, step, stability, difficulty and interval."""

# Noon of a study day. Only the difference of two noons enters FSRS, so any day serves as the last one;
# a fixed one keeps study days near the end of the calendar within datetime's range.
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Scheduler:
    """What each rating makes of a memory, for one desired retention and one set of FSRS-6 parameters.

    `retention` is 0.70–0.99; `parameters` are 21 numbers, or None for FSRS-6's defaults. Raises ValueError
    for what is out of range.
    """

    def __init__(
        self, retention: float = DEFAULT_RETENTION, parameters: tuple[float, ...] | None = None
    ) -> None:
        if not LEAST_RETENTION <= retention <= MOST_RETENTION:
            raise ValueError(f"desired retention is 0.70–0.99, not {retention}")
        self.retention = retention
        self.parameters = w = DEFAULT_PARAMETERS if parameters is None else tuple(parameters)
        if not fsrs6.within_bounds(w):
            raise ValueError("FSRS-6 has 21 parameters, each within its bounds")
        self._fsrs: fsrs.Scheduler | None = None
        # The parts of fsrs6's formulas that are the same at each answer; ratings count from 1.
        self._decay, self._factor = -w[20], fsrs6.factor(w)
        self._spread = float(retention ** (1 / self._decay)) - 1
        self._first = [(fsrs6.first_stability(w, each), fsrs6.first_difficulty(w, each)) for each in _RATINGS]
        self._changes = [0.0, *(-(w[6] * (each - 3)) for each in _RATINGS)]
        self._drawn, self._damped = w[7] * fsrs6.unclamped_first_difficulty(w, _EASY), 1 - w[7]
        self._same_day = [0.0, *(math.e ** (w[17] * (each - 3 + w[18])) for each in _RATINGS)]
        self._same_day_slowed = -w[19]
        self._recalled = math.e ** w[8], -w[9], w[10], w[15], w[16]
        self._missed = w[11], -w[12], w[13], w[14], math.e ** (w[17] * w[18])

    def chance(self, stability: float, elapsed: int) -> float:
        """The chance of recall, 0–1, `elapsed` days (at least 0) after an answer that left `stability`."""
        chance: float = (1 + self._factor * elapsed / stability) ** self._decay
        return chance

    def review(self, memory: Memory | None, question: str, rating: Rating, day: int, at: int) -> Memory:
        """The memory after an answer; `memory` is None for a first one.

        `day` is the study day (an ordinal) and `at` the instant (UTC milliseconds) of the answer. A day
        before the last one counts as the same day. While a learning step runs, `due_day` is `day` and
        `due_at` the end of the step; later `due_at` is 0 and `due_day` is `day` plus the interval.
        """
        if memory is None:
            after, wait = self.after(None, 0, question, rating, 0, 1.0)
            return _memory(None, after, wait, day, at)
        elapsed = _elapsed(memory, day)
        before = memory.stage, memory.step, memory.stability, memory.difficulty, memory.interval
        recall = self.chance(memory.stability, elapsed)
        after, wait = self.after(before, memory.reps, question, rating, elapsed, recall)
        return _memory(memory, after, wait, day, at)

    def after(  # noqa: C901, PLR0915 — one piece: a call for each formula doubles its time
        self, before: State | None, reps: int, question: str, rating: int, elapsed: int, recall: float
    ) -> tuple[State, int]:
        """What an answer makes of a memory, and the milliseconds of the step that follows, 0 past learning.

        For replays, which do it a million times: `review` on plain values. `reps` counts the answers before;
        `recall` is the `chance` that the answer had, `elapsed` (0–36,500) days after the one before.
        """
        if before is None:
            stability, difficulty = self._first[rating - 1]
            if running := running_step(_LEARNING, 0, rating):
                return (running[0], running[1], stability, difficulty, 0), running[2]
            days = self._days(stability)
            return (_REVIEW, 0, stability, difficulty, _interval(0, reps, question, (days,), rating)), 0
        stage, step, stability, difficulty, interval = before
        running = None if stage is _REVIEW and rating > 1 else running_step(stage, step, rating)
        hard = good = 0  # the days of the buttons below that give days too, which the interval has to exceed
        if elapsed < 1:
            growths, slow = self._same_day, stability**self._same_day_slowed
            growth = growths[rating] * slow
            if rating > 1 and growth < 1.0:
                growth = 1.0
            if running is None:
                lowest = 2 if stage is _REVIEW else _lowest_past(stage, step)
                if lowest < 3 <= rating:
                    hard = self._days(stability * max(growths[2] * slow, 1.0))
                if lowest < 4 <= rating:
                    good = self._days(stability * max(growths[3] * slow, 1.0))
            stability *= growth
        elif rating == 1:
            scale, hardness, power, hindered, same_day = self._missed
            later = (
                scale
                * (difficulty**hardness)
                * (((stability + 1) ** power) - 1)
                * (_E ** ((1 - recall) * hindered))
            )
            stability /= same_day
            if later < stability:
                stability = later
        else:
            scale, slowed, helped, hindrance, bonus = self._recalled
            growth = scale * (11 - difficulty) * (stability**slowed) * ((_E ** ((1 - recall) * helped)) - 1)
            if running is None:
                lowest = 2 if stage is _REVIEW else _lowest_past(stage, step)
                if lowest < 3 <= rating:
                    hard = self._days(stability * (1 + growth * hindrance))
                if lowest < 4 <= rating:
                    good = self._days(stability * (1 + growth))
            if rating == 2:
                growth *= hindrance
            elif rating == 4:
                growth *= bonus
            stability *= 1 + growth
        if stability < MIN_STABILITY:
            stability = MIN_STABILITY
        damped = difficulty + (10.0 - difficulty) * self._changes[rating] / 9.0
        difficulty = self._drawn + self._damped * damped
        if difficulty < 1.0:
            difficulty = 1.0
        elif difficulty > 10.0:
            difficulty = 10.0
        if running is None:
            stage, step, wait = _REVIEW, 0, 0
            days = round((stability / self._factor) * self._spread)
            days = 1 if days < 1 else MAX_INTERVAL if days > MAX_INTERVAL else days
            given = (hard, good, days) if hard and good else (hard or good, days) if hard or good else (days,)
            interval = _interval(interval, reps, question, given, rating)
        else:
            stage, step, wait = running
            interval = 0
        if stability > MAX_STABILITY:
            stability = MAX_STABILITY
        return (stage, step, stability, difficulty, interval), wait

    def _days(self, stability: float) -> int:
        """Whole days until the chance of recall has come down to the desired one."""
        stability = stability if stability > MIN_STABILITY else MIN_STABILITY
        days = round((stability / self._factor) * self._spread)
        return 1 if days < 1 else MAX_INTERVAL if days > MAX_INTERVAL else days

    def preview(self, memory: Memory | None, question: str, day: int, at: int) -> dict[Rating, Memory]:
        """What `review` would give for each of the four ratings."""
        engine, card, now = self._engine(), _card(memory), _NOON + timedelta(days=_elapsed(memory, day))
        outcomes = [_outcome(engine, card, now, rating) for rating in _RATINGS]
        before, reps = (memory.interval, memory.reps) if memory else (0, 0)
        days: list[int] = []
        previews: dict[Rating, Memory] = {}
        for rating, (state, wait) in zip(_RATINGS, outcomes, strict=True):
            if not wait:
                days.append(state[4])
                state = *state[:4], _interval(before, reps, question, days, rating)
            previews[rating] = _memory(memory, state, wait, day, at)
        return previews

    def _engine(self) -> "fsrs.Scheduler":
        if self._fsrs is None:
            import fsrs  # 25 ms: not on the start path

            self._fsrs = fsrs.Scheduler(
                parameters=self.parameters,
                desired_retention=self.retention,
                learning_steps=[step * _MILLISECOND for step in fsrs6.LEARNING_STEPS],
                relearning_steps=[step * _MILLISECOND for step in fsrs6.RELEARNING_STEPS],
                maximum_interval=MAX_INTERVAL,
                enable_fuzzing=False,
            )
        return self._fsrs


def retrievability(memory: Memory, day: int, w: Parameters = DEFAULT_PARAMETERS) -> float:
    """The chance, 0–1, that the answer is recalled on study day `day`; `w` are the parameters in force."""
    return fsrs6.retrievability(w, memory.stability, max(day - memory.last_day, 0))


def held(retention: float, w: Parameters = DEFAULT_PARAMETERS) -> float:
    """For how many times its stability in days a question is recalled with the chance `retention` or more."""
    return fsrs6.held(w, retention)


@lru_cache(maxsize=4096)
def fuzz_range(interval: int) -> tuple[int, int]:
    """The least and the most days that fuzz makes of an interval in days; none below 2.5 days."""
    if interval < _FUZZ[0][0]:
        return interval, interval
    delta = 1.0
    for start, end, factor in _FUZZ:
        delta += factor * max(min(interval, end) - start, 0.0)
    return max(2, round(interval - delta)), min(round(interval + delta), MAX_INTERVAL)


def draw(question: str, number: int) -> float:
    """A number in [0, 1) drawn for a question and a count or a day: the same on every machine."""
    seed = f"{question}\0{number}".encode("utf-8", "surrogatepass")
    digest = _blake2b()(seed, digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)  # 53 bits: below 1 as a float too


@lru_cache(maxsize=1)
def _blake2b() -> "type[hashlib.blake2b]":
    try:
        from _blake2 import blake2b  # hashlib's own; hashlib loads OpenSSL too: 3 ms and 3 MB of a start
    except ImportError:
        from hashlib import blake2b
    return blake2b


def _elapsed(memory: Memory | None, day: int) -> int:
    return min(max(day - memory.last_day, 0), MAX_INTERVAL) if memory else 0


@lru_cache(maxsize=8)
def _lowest_past(stage: Stage, step: int) -> int:
    """The lowest rating that ends learning at a step."""
    return next(each for each in _RATINGS if running_step(stage, step, each) is None)


def _interval(before: int, reps: int, question: str, days: Sequence[int], rating: int) -> int:
    """The interval in days that a rating gives after one of `before` days, with fuzz.

    `days` are, without fuzz, those of the ascending ratings up to this one that give days: each button lies
    above those below it. Fuzz makes none shorter than the interval before; all buttons of one showing take
    the same draw, as Anki's do, so that it does not change their order.
    """
    fraction = draw(question, reps) if days[-1] > 2 else 0.0
    interval, most = 0, MAX_INTERVAL - (4 - rating) - len(days)
    for unfuzzed in days:
        least, longest = fuzz_range(unfuzzed)
        floor = before if before < unfuzzed else unfuzzed
        if least < floor:
            least = floor
        fuzzed = least + int(fraction * (1 + longest - least))
        interval = fuzzed if fuzzed > interval else interval + 1
        most += 1
        if interval > most:
            interval = most
    return interval


def _card(memory: Memory | None) -> "fsrs.Card":
    import fsrs

    if memory is None:
        # Without an id Card() sleeps 1 ms, without `due` it asks the clock.
        return fsrs.Card(card_id=1, due=_NOON)
    return fsrs.Card(
        card_id=1,
        state=fsrs.State[memory.stage.name.capitalize()],
        step=memory.step if memory.learning else None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_NOON,
        last_review=_NOON,
    )


def _outcome(engine: "fsrs.Scheduler", card: "fsrs.Card", now: datetime, rating: Rating) -> tuple[State, int]:
    import fsrs

    after, _ = engine.review_card(card, fsrs.Rating(rating), now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    stage, wait = Stage(after.state.name.lower()), after.due - now
    stability = min(after.stability, MAX_STABILITY)
    if after.step is None:
        return (stage, 0, stability, after.difficulty, wait.days), 0
    return (stage, after.step, stability, after.difficulty, 0), wait // _MILLISECOND


def _memory(before: Memory | None, after: State, wait: int, day: int, at: int) -> Memory:
    """The memory of a state reached on a study day; `wait` are the milliseconds of its step."""
    stage, step, stability, difficulty, interval = after
    reps, lapses = (before.reps, before.lapses) if before else (0, 0)
    lapsed = before is not None and before.stage is _REVIEW and stage is _RELEARNING
    due_at = at + wait if wait else 0
    return Memory(
        stage, step, stability, difficulty, day, day + interval, due_at, interval, reps + 1, lapses + lapsed
    )
