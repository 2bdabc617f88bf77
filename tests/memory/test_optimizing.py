import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory import optimizing
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS as W
from alliance_tutor.memory.optimizing import (
    Foreseen,
    answered,
    before_day,
    foreseen,
    is_better,
    score,
    split_day,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.standing import Memory

GOOD, AGAIN = Rating.GOOD, Rating.AGAIN
History = list[tuple[int, Rating]]

histories = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(Rating)), min_size=1, max_size=12).map(
    lambda steps: [(sum(gap for gap, _ in steps[: n + 1]), rating) for n, (_, rating) in enumerate(steps)]
)


@given(histories)
def test_memory_is_the_scheduler_s(history: History) -> None:
    scheduler, memory = Scheduler(), None
    trace = None
    for day, rating in history:
        memory = scheduler.review(memory, "q", rating, day, 0)
        trace = answered(W, trace, day, rating)
    assert isinstance(memory, Memory)
    assert trace
    assert (min(trace.stability, 36_500.0), trace.difficulty, trace.day) == (
        memory.stability,
        memory.difficulty,
        memory.last_day,
    )


def test_only_answers_on_a_later_day_are_foreseen() -> None:
    history = [(10, AGAIN), (10, GOOD), (11, GOOD), (11, AGAIN), (20, AGAIN), (19, GOOD)]
    found = list(foreseen(W, [history], 0))
    assert [each.recalled for each in found] == [True, False]
    assert all(0 < each.chance < 1 for each in found)
    assert len(list(foreseen(W, [history], 12))) == 1
    assert optimizing.later_answers([history]) == [11, 20]


def test_latest_fifth_is_held_back() -> None:
    one: History = [(day, GOOD) for day in range(101)]
    assert split_day([one]) == 81
    assert before_day([one, [(90, GOOD)]], 81) == [one[:81]]
    assert split_day([[(1, GOOD)]]) == 0


def test_score_is_log_loss_and_calibration_error() -> None:
    found = score([Foreseen(0.8, True), Foreseen(0.8, False), Foreseen(0.5, True)])
    assert found.answers == 3
    assert found.log_loss == pytest.approx(-(math.log(0.8) + math.log(0.2) + math.log(0.5)) / 3)
    assert found.rmse == pytest.approx(math.sqrt((2 * 0.3**2 + 0.5**2) / 3))


def test_score_is_finite_when_what_was_certain_did_not_come() -> None:
    assert score([Foreseen(1.0, False), Foreseen(0.0, True)]).log_loss < 10


def test_fit_is_better_only_beyond_chance() -> None:
    old = [Foreseen(0.7, True)] * 50 + [Foreseen(0.7, False)] * 5
    assert is_better(old, [each._replace(chance=0.9) for each in old])
    assert not is_better(old, old)
    assert not is_better(old, [each._replace(chance=0.5) for each in old])
    assert not is_better(old, [each._replace(chance=0.8) for each in old[:1]] + old[1:])


def test_change_counts_what_is_due() -> None:
    soon, late = [(100, AGAIN)], [(100, Rating.EASY)]
    found = optimizing.change(W, [(soon, 0.9), (late, 0.9)], 102)
    assert (found.due, found.due_30, found.interval) == (1, 2, 4.5)
    assert optimizing.change(W, [], 1).due == 0
