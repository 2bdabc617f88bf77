"""FSRS-6 through py-fsrs, wrapped where a learner's days differ from its timestamps.

Elapsed time is in whole study days; fuzz is our own, the same on every machine; in days the buttons always
stand apart. `fsrs` is imported here and nowhere else, and only when the first answer is scheduled (25 ms).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage

if TYPE_CHECKING:
    import fsrs

DEFAULT_RETENTION = 0.9
LEAST_RETENTION, MOST_RETENTION = 0.70, 0.99
MAX_INTERVAL = 36_500
MAX_STABILITY = 36_500.0
LEECH_LAPSES = 8

# FSRS-6's defaults, held here so that a later release of fsrs reinterprets nobody's past.
# https://github.com/open-spaced-repetition/py-fsrs/blob/v6.3.2/fsrs/scheduler.py
DEFAULT_PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)

# The days at which fuzz grows, and by how much of each day beyond: Anki's ranges, as py-fsrs's FUZZ_RANGES.
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
_LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
_RELEARNING_STEPS = (timedelta(minutes=10),)
_PASSES = (Rating.HARD, Rating.GOOD, Rating.EASY)

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
        needed = _PASSES[: rating - 1] or (Rating.AGAIN,)
        return self._memories(needed, memory, question, day, at)[rating]

    def preview(self, memory: Memory | None, question: str, day: int, at: int) -> dict[Rating, Memory]:
        """What `review` would give for each of the four ratings."""
        return self._memories(Rating, memory, question, day, at)

    def _memories(
        self, ratings: Iterable[Rating], memory: Memory | None, question: str, day: int, at: int
    ) -> dict[Rating, Memory]:
        """The memories after `ratings`, ascending: a button in days lies above those below it."""
        import fsrs

        before, reps = (memory.interval, memory.reps) if memory else (0, 0)
        elapsed = min(max(day - memory.last_day, 0), MAX_INTERVAL) if memory else 0
        now = _NOON + timedelta(days=elapsed)
        card, engine, fraction = _card(memory), self._engine(), draw(question, reps)
        memories: dict[Rating, Memory] = {}
        interval = 0
        for rating in ratings:
            after, _ = engine.review_card(card, fsrs.Rating(rating), now)
            if after.step is None:
                days = max(_fuzzed((after.due - now).days, before, fraction), interval + 1)
                interval = min(days, MAX_INTERVAL - (Rating.EASY - rating))
                memories[rating] = _memory(memory, after, rating, day, interval, 0)
            else:
                due_at = at + (after.due - now) // _MILLISECOND
                memories[rating] = _memory(memory, after, rating, day, 0, due_at)
        return memories

    def _engine(self) -> "fsrs.Scheduler":
        if self._fsrs is None:
            import fsrs  # 25 ms: not on the start path

            self._fsrs = fsrs.Scheduler(
                parameters=self.parameters,
                desired_retention=self.retention,
                learning_steps=_LEARNING_STEPS,
                relearning_steps=_RELEARNING_STEPS,
                maximum_interval=MAX_INTERVAL,
                enable_fuzzing=False,
            )
        return self._fsrs


def retrievability(memory: Memory, day: int, decay: float = DEFAULT_PARAMETERS[20]) -> float:
    """The chance, 0–1, that the answer is recalled on study day `day`.

    R = (1 + f·t/S)^(−w20) with f = 0.9^(−1/w20) − 1, so that R is 0.9 after S days: FSRS-6's forgetting curve
    (https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm).
    """
    elapsed = max(day - memory.last_day, 0)
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * elapsed / memory.stability) ** -decay)


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


def _memory(
    before: Memory | None, card: "fsrs.Card", rating: Rating, day: int, interval: int, due_at: int
) -> Memory:
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a reviewed card has a stability and a difficulty")
    lapsed = before is not None and before.stage is Stage.REVIEW and rating is Rating.AGAIN
    return Memory(
        stage=Stage(card.state.name.lower()),
        step=card.step or 0,
        stability=min(card.stability, MAX_STABILITY),
        difficulty=card.difficulty,
        last_day=day,
        due_day=day + interval,
        due_at=due_at,
        interval=interval,
        reps=(before.reps if before else 0) + 1,
        lapses=(before.lapses if before else 0) + lapsed,
    )
