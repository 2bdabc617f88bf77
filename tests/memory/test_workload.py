from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import Trace
from alliance_tutor.memory.workload import Cost, Learner, cost

DAY = 740_000


def of(learner: Learner, retention: float, seed: int = 1) -> Cost:
    return cost(learner, retention, DAY, Random(seed))


def begun(number: int) -> list[Trace]:
    return [Trace(1.0 + place % 60, 5.0, DAY - place % 40) for place in range(number)]


def test_more_retention_costs_more_and_leaves_more_known() -> None:
    for learner in (Learner([], 10_000, 10), Learner(begun(300), 0, 10)):
        costs = [of(learner, retention) for retention in (0.80, 0.85, 0.90, 0.95)]
        for field in ("reviews", "minutes", "known"):
            figures = [getattr(each, field) for each in costs]
            assert figures == sorted(figures)
            assert len(set(figures)) == 4
        assert all(each.retention < each.known < 1 for each in costs)


def test_same_chances_give_the_same_cost() -> None:
    assert of(Learner(begun(50), 100, 3), 0.9) == of(Learner(begun(50), 100, 3), 0.9)


def test_nothing_to_study_costs_nothing() -> None:
    assert of(Learner([], 0, 10), 0.9) == of(Learner([], 10, 0), 0.9) == Cost(0.9, 0.0, 0.0, 0.0)


def test_question_that_is_not_due_costs_nothing_and_is_forgotten_slowly() -> None:
    found = of(Learner([Trace(10_000.0, 5.0, DAY)], 0, 10), 0.9)
    assert (found.reviews, found.minutes) == (0.0, 0.0)
    assert 0.99 < found.known < 1


def test_new_question_costs_its_first_answer_and_its_steps() -> None:
    pace = Pace(first=30, recalled=0, missed=0, step=15, known=1.0)
    found = cost(Learner([], 1, 1, pace), 0.7, DAY, Random(1), days=1)
    assert found.minutes * 60 == pytest.approx(45)


def test_sample_stands_for_all() -> None:
    few, many = (of(Learner(begun(number), 0, 0), 0.9) for number in (400, 4000))
    assert many.reviews / few.reviews == pytest.approx(10, rel=0.1)
    assert many.known == pytest.approx(few.known, abs=0.01)


def test_who_forgets_faster_reviews_more() -> None:
    fast = (*(each / 4 for each in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])
    learner = Learner([], 10_000, 10)
    assert of(learner._replace(parameters=fast), 0.9).reviews > of(learner, 0.9).reviews


@given(
    st.lists(
        st.builds(Trace, st.floats(0.001, 36_500), st.floats(1, 10), st.integers(DAY - 5000, DAY + 5)),
        max_size=8,
    ),
    st.integers(0, 50),
    st.integers(0, 5),
    st.floats(0.7, 0.99),
)
def test_any_learner_has_a_cost(traces: list[Trace], unseen: int, new: int, retention: float) -> None:
    found = of(Learner(traces, unseen, new), retention)
    assert 0 <= found.reviews <= len(traces) + unseen
    assert found.minutes >= 0
    assert 0 <= found.known <= 1
