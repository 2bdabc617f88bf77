"""FSRS-6, wrapped where a learner's days differ from its timestamps.

Elapsed time is in whole study days; fuzz is our own, the same on every machine; in days the buttons always
stand apart. What buttons show is py-fsrs's; what an answer does, once and at every replay, is `fsrs6`'s,
which tests hold equal. `fsrs` is imported here and nowhere else, and only for the first preview (25 ms).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, MAX_INTERVAL, Outcome
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage

if TYPE_CHECKING:
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
_HARD, _EASY = Rating.HARD, Rating.EASY
_REVIEW, _RELEARNING = Stage.REVIEW, Stage.RELEARNING

# Noon of a study day. Only the difference of two noons enters FSRS, so any day serves as the last one;
# a fixed one keeps study days near the end of the calendar within datetime's range.
_NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Scheduler:
    """What each rating makes of a memory, for one desired retention and one set of FSRS-6 parameters.

    `retention` is 0.70–0.99; `parameters` are 21 floats, or None for FSRS-6's defaults. Raises ValueError
    for a retention out of range; parameters out of range raise it at the first review.
    """

    def __init__(
        self, retention: float = DEFAULT_RETENTION, parameters: tuple[float, ...] | None = None
    ) -> None:
        if not LEAST_RETENTION <= retention <= MOST_RETENTION:
            raise ValueError(f"desired retention is 0.70–0.99, not {retention}")
        self.retention = retention
        self.parameters = DEFAULT_PARAMETERS if parameters is None else tuple(parameters)
        self._fsrs: fsrs.Scheduler | None = None

    def review(self, memory: Memory | None, question: str, rating: Rating, day: int, at: int) -> Memory:
        """The memory after an answer; `memory` is None for a first one.

        `day` is the study day (an ordinal) and `at` the instant (UTC milliseconds) of the answer. A day
        before the last one counts as the same day. While a learning step runs, `due_day` is `day` and
        `due_at` the end of the step; later `due_at` is 0 and `due_day` is `day` plus the interval.
        """
        if self.parameters is not DEFAULT_PARAMETERS:
            self._engine()  # raises ValueError for parameters out of range
        w, retention, elapsed = self.parameters, self.retention, _elapsed(memory, day)
        outcome = fsrs6.outcome(w, retention, memory, elapsed, rating)
        if not outcome.days:
            return _memory(memory, outcome, 0, day, at)
        below = [
            fsrs6.interval(w, retention, fsrs6.stability_after(w, memory, elapsed, lower))
            for lower in _PASSES[: rating - _HARD]
            if fsrs6.running_step(memory, lower) is None
        ]
        interval = _intervals(memory, question, [*below, outcome.days], rating)[-1]
        return _memory(memory, outcome, interval, day, at)

    def preview(self, memory: Memory | None, question: str, day: int, at: int) -> dict[Rating, Memory]:
        """What `review` would give for each of the four ratings."""
        engine, card, now = self._engine(), _card(memory), _NOON + timedelta(days=_elapsed(memory, day))
        outcomes = [_outcome(engine, card, now, rating) for rating in _RATINGS]
        steps = [0 for outcome in outcomes if not outcome.days]
        days = [outcome.days for outcome in outcomes if outcome.days]
        intervals = steps + _intervals(memory, question, days, _EASY)
        return {
            rating: _memory(memory, outcome, interval, day, at)
            for rating, outcome, interval in zip(_RATINGS, outcomes, intervals, strict=True)
        }

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


def retrievability(memory: Memory, day: int) -> float:
    """The chance, 0–1, that the answer is recalled on study day `day`."""
    return fsrs6.retrievability(DEFAULT_PARAMETERS, memory.stability, max(day - memory.last_day, 0))


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
    import hashlib  # 2 ms: not on the start path

    seed = f"{question}\0{number}".encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(seed, digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)  # 53 bits: below 1 as a float too


def _elapsed(memory: Memory | None, day: int) -> int:
    return min(max(day - memory.last_day, 0), MAX_INTERVAL) if memory else 0


def _intervals(memory: Memory | None, question: str, days: Sequence[int], last: Rating) -> list[int]:
    """The intervals in days of ascending ratings up to `last`; `days` are those without fuzz.

    A button in days lies above those below it.
    """
    before, reps = (memory.interval, memory.reps) if memory else (0, 0)
    fraction = draw(question, reps) if max(days) > _FUZZ[0][0] else 0.0
    intervals: list[int] = []
    least, most = 1, MAX_INTERVAL - (_EASY - last) - len(days) + 1
    for place, unfuzzed in enumerate(days):
        interval = min(max(_fuzzed(unfuzzed, before, fraction), least), most + place)
        intervals.append(interval)
        least = interval + 1
    return intervals


def _fuzzed(interval: int, before: int, fraction: float) -> int:
    """An interval in days with its fuzz, which never makes it shorter than the one before.

    All buttons of one showing take the same `fraction`, as Anki's do: fuzz does not change their order.
    """
    least, most = fuzz_range(interval)
    least = max(least, min(before, interval))
    return least + int(fraction * (1 + most - least))


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


def _outcome(engine: "fsrs.Scheduler", card: "fsrs.Card", now: datetime, rating: Rating) -> Outcome:
    import fsrs

    after, _ = engine.review_card(card, fsrs.Rating(rating), now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    stage, wait = Stage(after.state.name.lower()), after.due - now
    if after.step is None:
        return Outcome(stage, 0, after.stability, after.difficulty, wait.days, 0)
    return Outcome(stage, after.step, after.stability, after.difficulty, 0, wait // _MILLISECOND)


def _memory(before: Memory | None, outcome: Outcome, interval: int, day: int, at: int) -> Memory:
    reps, lapses = (before.reps, before.lapses) if before else (0, 0)
    stage, step, stability, difficulty, _, step_ms = outcome
    lapsed = before is not None and before.stage is _REVIEW and stage is _RELEARNING
    stability, due_at = min(stability, MAX_STABILITY), at + step_ms if step_ms else 0
    return Memory(
        stage, step, stability, difficulty, day, day + interval, due_at, interval, reps + 1, lapses + lapsed
    )
