from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler, retrievability
from alliance_tutor.memory.standing import Memory, Stage
from alliance_tutor.memory.worth import worth

DAY = 739_943

memories = st.builds(
    lambda stability, difficulty: Memory(Stage.REVIEW, 0, stability, difficulty, DAY, DAY + 1, 0, 1, 3, 0),
    st.floats(0.1, 3000),
    st.floats(1, 10),
)


@given(memories, st.integers(0, 1000))
def test_worth_is_a_gain_in_chance(memory: Memory, gap: int) -> None:
    assert -1 < worth(memory, DAY + gap) < 1


def test_worth_grows_with_the_days_that_a_review_waits() -> None:
    memory = Memory(Stage.REVIEW, 0, 10.0, 5.0, DAY, DAY + 10, 0, 10, 3, 0)
    waits = [worth(memory, DAY + gap) for gap in (1, 10, 20, 40)]
    assert waits == sorted(waits)


def test_worth_is_small_for_what_was_just_answered_and_for_what_is_well_known() -> None:
    memory = Memory(Stage.REVIEW, 0, 10.0, 5.0, DAY, DAY + 10, 0, 10, 3, 0)
    usual = worth(memory, DAY + 10)
    assert worth(memory, DAY) < usual
    assert worth(replace(memory, stability=2000.0), DAY + 10) < usual


@pytest.mark.parametrize("gap", [1, 10, 200])
def test_worth_is_the_gain_a_month_on_for_each_answer_expected(gap: int) -> None:
    memory = Memory(Stage.REVIEW, 0, 10.0, 5.0, DAY, DAY + 10, 0, 10, 3, 0)
    recall = retrievability(memory, DAY + gap)
    after = Scheduler().preview(memory, "h/a", DAY + gap, 0)
    kept, relearnt = (retrievability(after[rating], DAY + gap + 30) for rating in (Rating.GOOD, Rating.AGAIN))
    gain = recall * kept + (1 - recall) * relearnt - retrievability(memory, DAY + gap + 30)
    assert worth(memory, DAY + gap) == pytest.approx(gain / (recall + 2 * (1 - recall)))
