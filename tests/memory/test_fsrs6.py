"""Every formula beside py-fsrs's, for any parameters: not nearly the same, but the same bits."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, retrievability
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Stage

DAY = 739_943
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = 60_000

bounds = list(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
parameters = st.one_of(
    st.just(DEFAULT_PARAMETERS), st.tuples(*(st.floats(least, most) for least, most in bounds))
)
retentions = st.floats(0.70, 0.99)
elapsed_days = st.one_of(st.integers(0, 3), st.integers(0, 400), st.integers(0, 36_500))
steps = st.sampled_from(
    [(Stage.REVIEW, 0), *((stage, n) for stage in (Stage.LEARNING, Stage.RELEARNING) for n in range(4))]
)
memories = st.builds(
    lambda at, stability, difficulty: Memory(at[0], at[1], stability, difficulty, DAY, DAY + 1, 0, 1, 3, 0),
    steps,
    st.one_of(st.sampled_from([0.001, 36_500.0]), st.floats(0.001, 10), st.floats(0.001, 36_500)),
    st.floats(1, 10),
)


class Outcome(NamedTuple):
    """What FSRS makes of a rating.

    While a step runs, `step` counts the steps from 0, `step_ms` is its length in milliseconds, and `days` is
    0; past learning `step` and `step_ms` are 0 and `days` is the interval, without fuzz.
    """

    stage: Stage
    step: int
    stability: float
    difficulty: float
    days: int
    step_ms: int


def outcome(
    w: fsrs6.Parameters, retention: float, memory: Memory | None, elapsed: int, rating: Rating
) -> Outcome:
    """What py-fsrs's `Scheduler.review_card` does, at learning steps of 1 and 10 and 10 minutes.

    `memory` is None for a first review; `elapsed` is 0 on the day of the last one.
    """
    stability = stability_after(w, memory, elapsed, rating)
    difficulty = (
        fsrs6.next_difficulty(w, memory.difficulty, rating) if memory else fsrs6.first_difficulty(w, rating)
    )
    stage, step = (memory.stage, memory.step) if memory else (Stage.LEARNING, 0)
    running = fsrs6.running_step(stage, step, rating)
    if running is None:
        return Outcome(Stage.REVIEW, 0, stability, difficulty, fsrs6.interval(w, retention, stability), 0)
    stage, step, step_ms = running
    return Outcome(stage, step, stability, difficulty, 0, step_ms)


def stability_after(w: fsrs6.Parameters, memory: Memory | None, elapsed: int, rating: Rating) -> float:
    """The stability after a rating; otherwise as `outcome`."""
    if memory is None:
        return fsrs6.first_stability(w, rating)
    if elapsed < 1:
        return fsrs6.stability_same_day(w, memory.stability, rating)
    recall = retrievability(w, memory.stability, elapsed)
    if rating is Rating.AGAIN:
        return fsrs6.stability_forgotten(w, memory.stability, memory.difficulty, recall)
    return fsrs6.stability_recalled(w, memory.stability, memory.difficulty, recall, rating)


def card_of(memory: Memory | None) -> fsrs.Card:
    if memory is None:
        return fsrs.Card(card_id=1, due=NOON)
    return fsrs.Card(
        card_id=1,
        state=fsrs.State[memory.stage.name.capitalize()],
        step=memory.step if memory.learning else None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=NOON,
        last_review=NOON,
    )


@settings(deadline=None, max_examples=100)
@given(parameters, retentions, st.none() | memories, elapsed_days, st.sampled_from(Rating))
def test_outcome_is_exactly_that_of_fsrs(
    w: tuple[float, ...], retention: float, memory: Memory | None, elapsed: int, rating: Rating
) -> None:
    theirs = fsrs.Scheduler(w, retention, enable_fuzzing=False)
    now = NOON + timedelta(days=elapsed)
    after, _ = theirs.review_card(card_of(memory), fsrs.Rating(rating), now)
    wait, running = after.due - now, after.step is not None
    assert outcome(w, retention, memory, elapsed, rating) == (
        after.state.name.lower(),
        after.step or 0,
        after.stability,
        after.difficulty,
        0 if running else wait.days,
        wait // timedelta(milliseconds=1) if running else 0,
    )


@given(parameters, memories, elapsed_days)
def test_retrievability_is_exactly_that_of_fsrs(w: tuple[float, ...], memory: Memory, elapsed: int) -> None:
    theirs = fsrs.Scheduler(w).get_card_retrievability(card_of(memory), NOON + timedelta(days=elapsed))
    assert retrievability(w, memory.stability, elapsed) == theirs


@pytest.mark.parametrize(
    ("memory", "minutes"),
    [
        (None, [1, 5.5, 10, 0]),
        (Memory(Stage.LEARNING, 1, 2.3, 5.0, DAY, DAY, 0, 0, 1, 0), [1, 10, 0, 0]),
        (Memory(Stage.RELEARNING, 0, 2.3, 5.0, DAY, DAY, 0, 0, 5, 1), [10, 15, 0, 0]),
        (Memory(Stage.REVIEW, 0, 2.3, 5.0, DAY, DAY + 2, 0, 2, 5, 0), [10, 0, 0, 0]),
    ],
)
def test_steps_last_minutes_and_end_in_days(memory: Memory | None, minutes: list[float]) -> None:
    after = [outcome(DEFAULT_PARAMETERS, 0.9, memory, 1, rating) for rating in Rating]
    assert [each.step_ms for each in after] == [MINUTE * length for length in minutes]
    assert all((each.days > 0) == (each.stage is Stage.REVIEW) == (not each.step_ms) for each in after)


def test_first_good_then_good_the_next_day_is_as_published() -> None:
    first = outcome(DEFAULT_PARAMETERS, 0.9, None, 0, Rating.GOOD)
    assert first == Outcome(Stage.LEARNING, 1, 2.3065, first.difficulty, 0, 10 * MINUTE)
    memory = Memory(first.stage, first.step, first.stability, first.difficulty, DAY, DAY, 0, 0, 1, 0)
    second = outcome(DEFAULT_PARAMETERS, 0.9, memory, 1, Rating.GOOD)
    assert (second.stage, second.days) == (Stage.REVIEW, 7)
    assert second.stability == pytest.approx(7.315, abs=1e-3)
