from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.forgetting import Curve, Evidence, fit, usual

USUAL = usual()

answers = st.lists(st.tuples(st.floats(0.01, 5000), st.integers(0, 3000), st.booleans()), max_size=60)


def evidence(curve: Curve, number: int, seed: int = 1) -> Evidence:
    """Answers of a learner who forgets as a curve says."""
    random, found = Random(seed), Evidence()
    for _ in range(number):
        stability, days = random.lognormvariate(1.0, 0.8), random.randrange(1, 25)
        found.add(stability, days, random.random() < curve.chance(stability, days))
    return found


@pytest.mark.parametrize(("stability", "days"), [(0.3, 1), (5.0, 5), (40.0, 200)])
def test_the_usual_curve_is_that_of_fsrs(stability: float, days: int) -> None:
    expected = fsrs6.retrievability(fsrs6.DEFAULT_PARAMETERS, stability, days)
    assert USUAL.chance(stability, days) == pytest.approx(expected)


def test_without_evidence_the_usual_curve_is_likeliest() -> None:
    assert fit(Evidence()).best == USUAL


def test_without_evidence_the_curve_of_the_parameters_in_force_is_likeliest() -> None:
    w = (*fsrs6.DEFAULT_PARAMETERS[:20], 0.6)
    best = fit(Evidence(), w).best
    assert best == usual(w) != USUAL
    assert best.chance(3.0, 40) == pytest.approx(fsrs6.retrievability(w, 3.0, 40))


@pytest.mark.parametrize("curve", [Curve(0.25, USUAL.decay, 1.0), Curve(1.0, 2.0, 1.0), Curve(2.0, 0.3, 1.0)])
def test_answers_show_how_a_learner_forgets(curve: Curve) -> None:
    best = fit(evidence(curve, 600)).best
    for stability, days in ((1.0, 3), (3.0, 10), (8.0, 20)):
        assert best.chance(stability, days) == pytest.approx(curve.chance(stability, days), abs=0.07)


def test_the_tails_draw_in_as_answers_come() -> None:
    spreads = []
    for number in (0, 50, 500):
        fitted = fit(evidence(USUAL, number))
        low, high = fitted.quantile(0.1, 3.0, 10), fitted.quantile(0.9, 3.0, 10)
        spreads.append(high.chance(3.0, 10) - low.chance(3.0, 10))
    assert spreads[0] > spreads[1] > spreads[2]


@pytest.mark.parametrize(("curve", "steep"), [(USUAL, False), (Curve(0.7, 2.0, 1.0), True)])
def test_answers_decide_which_way_a_learner_forgets(curve: Curve, steep: bool) -> None:
    early, late = (fit(evidence(curve, number)).ways(14) for number in (0, 400))
    assert [way.curve.decay >= 1 for way in early] == [False, True]
    assert [way.curve.decay >= 1 for way in late] == [steep]
    assert sum(way.weight for way in early) == pytest.approx(1)
    assert late[0].weight == 1


def test_the_steep_way_is_taken_cautiously() -> None:
    fitted = fit(evidence(Curve(0.7, 2.0, 1.0), 400))
    (way,) = fitted.ways(14)
    assert way.curve.chance(2.3, 14) <= fitted.best.chance(2.3, 14)


def test_answers_of_the_same_day_are_no_evidence() -> None:
    found = Evidence()
    found.add(2.0, 0, False)
    assert found.answers() == 0
    assert found.counts() == []


def test_answers_are_counted_by_days_since() -> None:
    found = Evidence()
    for days in (1, 3, 3, 30):
        found.add(2.0, days, True)
    assert [found.answers(least) for least in (0, 2, 3, 20)] == [4, 3, 3, 1]


@given(answers, st.floats(0, 1))
def test_weights_add_up_and_quantiles_are_on_the_grid(
    given: list[tuple[float, int, bool]], share: float
) -> None:
    found = Evidence()
    for answer in given:
        found.add(*answer)
    fitted = fit(found)
    assert sum(fitted.weights) == pytest.approx(1)
    assert fitted.quantile(share, 3.0, 10) in fitted.curves
    assert fitted.best in fitted.curves


@given(
    st.sampled_from(fit(Evidence()).curves),
    st.floats(0.01, 5000),
    st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(sorted),
)
def test_chances_fall_with_days(curve: Curve, stability: float, days: list[int]) -> None:
    soon, late = (curve.chance(stability, each) for each in days)
    assert 0 <= late <= soon <= 1
