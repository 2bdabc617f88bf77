"""Our schedules beside two other FSRS-6: py-fsrs's own formulas and the Rust one that Anki uses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import fsrs
import fsrs_rs_python
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS as FSRS_PARAMETERS
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, MAX_INTERVAL
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler, retrievability
from alliance_tutor.memory.standing import Stage

DAY = 739_943
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

gaps = st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 2000))
histories = st.lists(st.tuples(st.sampled_from(Rating), gaps), min_size=1, max_size=30)


def test_default_parameters_are_those_of_both_libraries() -> None:
    assert tuple(FSRS_PARAMETERS) == DEFAULT_PARAMETERS
    assert list(fsrs_rs_python.DEFAULT_PARAMETERS) == pytest.approx(list(DEFAULT_PARAMETERS))


@settings(deadline=None, max_examples=100)
@given(histories, st.floats(0.70, 0.99))
def test_memories_agree_with_fsrs_rs(history: list[tuple[Rating, int]], retention: float) -> None:
    ours, theirs = Scheduler(retention), fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS))
    memory, state, day = None, None, DAY
    for rating, gap in history:
        gap = gap if memory else 0
        day += gap
        memory = ours.review(memory, "history/a", rating, day, 0)
        states = theirs.next_states(state, retention, gap)
        item = (states.again, states.hard, states.good, states.easy)[rating - 1]
        state = item.memory
        assert memory.stability == pytest.approx(state.stability, rel=1e-4)
        assert memory.difficulty == pytest.approx(state.difficulty, rel=1e-4)


@settings(deadline=None, max_examples=100)
@given(histories, st.integers(0, 3000), st.floats(0.70, 0.99))
def test_unfuzzed_intervals_agree_with_fsrs_rs(
    history: list[tuple[Rating, int]], gap: int, retention: float
) -> None:
    ours, theirs = Scheduler(retention), fsrs_rs_python.FSRS(list(DEFAULT_PARAMETERS))
    memory, day = None, DAY
    for rating, days in history:
        day += days
        memory = ours.review(memory, "history/a", rating, day, 0)
    assert memory is not None
    # A long interval before and a draw of 0 leave what FSRS says as it is.
    memory = replace(memory, stage=Stage.REVIEW, interval=MAX_INTERVAL)
    state = fsrs_rs_python.MemoryState(memory.stability, memory.difficulty)
    states = theirs.next_states(state, retention, gap)
    wanted = [item.interval for item in (states.hard, states.good, states.easy)]
    assume(all(abs(length % 1 - 0.5) > 1e-5 * length for length in wanted))  # theirs has 24 bits
    with patch("alliance_tutor.memory.scheduler.draw", return_value=0.0):
        preview = ours.preview(memory, "history/a", day + gap, 0)
    least = 0
    for rating, length in zip(list(Rating)[1:], wanted, strict=True):
        cap = MAX_INTERVAL - (Rating.EASY - rating)
        least = min(max(round(length), 1, least + 1), cap)
        assert preview[rating].interval == least


@settings(deadline=None)
@given(histories, st.integers(0, 4000))
def test_retrievability_is_exactly_that_of_fsrs(history: list[tuple[Rating, int]], gap: int) -> None:
    ours, theirs = Scheduler(), fsrs.Scheduler(enable_fuzzing=False)
    memory, day = None, DAY
    for rating, days in history:
        day += days
        memory = ours.review(memory, "history/a", rating, day, 0)
    assert memory is not None
    card = fsrs.Card(
        card_id=1, state=fsrs.State.Review, stability=memory.stability, due=NOON, last_review=NOON
    )
    expected = theirs.get_card_retrievability(card, NOON + timedelta(days=gap))
    assert retrievability(memory, day + gap) == expected
