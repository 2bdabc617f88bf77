from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.memory.forgetting import Curve, usual
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.lookahead import Outlook, Table, outlook
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import Trace, after_miss, after_recall, first_sitting

USUAL = usual()

DAY, PACE = 739_943, Pace()
FITTED = (
    *(each / 4 for each in DEFAULT_PARAMETERS[:4]),
    *DEFAULT_PARAMETERS[4:8],
    0.8,
    *DEFAULT_PARAMETERS[9:20],
    0.6,
)
traces = st.builds(
    lambda stability, difficulty, ago: Trace(stability, difficulty, DAY - ago),
    st.floats(0.05, 2000),
    st.floats(1, 10),
    st.integers(1, 400),
)


def view(minutes: float, days: int = 28, of: list[Trace | None] | None = None) -> Outlook:
    return outlook(of or [None] * 100, DAY, DAY + days, minutes * 60 * days, USUAL, PACE)


def chance_after(trace: Trace | None, day: int, exam: int, w: Parameters = DEFAULT_PARAMETERS) -> float:
    """The chance of recall on the exam day if the question is asked on a day and never again."""
    curve = usual(w)
    chance = curve.chance(trace.stability, day - trace.day) if trace else PACE.known
    if trace:
        outcomes = [
            after(trace.stability, trace.difficulty, chance, w) for after in (after_recall, after_miss)
        ]
    else:
        outcomes = [first_sitting(True, w), first_sitting(False, w)]
    right, wrong = (curve.chance(stability, exam - day) for stability, _ in outcomes)
    return chance * right + (1 - chance) * wrong


@pytest.mark.parametrize("trace", [None, Trace(2.0, 6.0, DAY - 4), Trace(16.0, 2.0, DAY - 3)])
def test_on_the_eve_the_gain_is_that_of_a_single_answer(trace: Trace | None) -> None:
    never = USUAL.chance(trace.stability, DAY + 1 - trace.day) if trace else 0.0
    expected = chance_after(trace, DAY, DAY + 1) - never
    assert view(10, days=1).gain(trace, DAY) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("trace", [None, Trace(2.0, 6.0, DAY - 4), Trace(8.0, 6.0, DAY - 4)])
def test_gain_is_by_the_parameters_in_force(trace: Trace | None) -> None:
    never = usual(FITTED).chance(trace.stability, DAY + 1 - trace.day) if trace else 0.0
    expected = chance_after(trace, DAY, DAY + 1, FITTED) - never
    gain = outlook([None] * 100, DAY, DAY + 1, 600, usual(FITTED), PACE, FITTED).gain(trace, DAY)
    assert gain == pytest.approx(expected, abs=0.04)
    assert abs(gain - expected) < abs(gain - view(10, days=1).gain(trace, DAY))


@given(traces, st.integers(1, 200), st.floats(0.5, 60))
@settings(max_examples=60, deadline=None)
def test_gains_are_gains_in_chance(trace: Trace, days: int, minutes: float) -> None:
    for each in (trace, None):
        assert -1 <= view(minutes, days).gain(each, DAY) <= 1


def test_what_fades_gains_more_than_what_sits() -> None:
    at = view(5)
    gains = [at.gain(Trace(stability, 5.0, DAY - 4), DAY) for stability in (2.0, 30.0, 900.0)]
    assert gains == sorted(gains, reverse=True)


def test_a_question_asked_yesterday_can_wait() -> None:
    at = view(10)
    assert at.gain(Trace(10.0, 4.0, DAY - 1), DAY) < at.gain(Trace(10.0, 4.0, DAY - 9), DAY)


def test_new_questions_can_wait_where_minutes_abound_and_not_where_they_are_short() -> None:
    assert view(0.5).gain(None, DAY) > view(60).gain(None, DAY)


def test_where_there_is_hardly_a_minute_later_answers_are_not_counted_on() -> None:
    once = chance_after(None, DAY, DAY + 28)
    assert view(0.05).gain(None, DAY) < once + 0.02
    assert view(60, of=[None] * 20).gain(None, DAY) < view(1, of=[None] * 20).gain(None, DAY)


def test_a_second_is_dearer_the_nearer_the_exam() -> None:
    table = Table(USUAL, PACE, price=0.01, unit=1)
    assert [table.price(days) for days in (0, 9)] == pytest.approx([0.01, 0.001])


@pytest.mark.parametrize("of", [lambda n: [None] * n, lambda n: [Trace(3.0, 5.0, DAY - 2)] * n])
def test_the_outlook_of_a_big_deck_is_near_that_of_a_small_one(
    of: Callable[[int], list[Trace | None]],
) -> None:
    small, big = (
        outlook(of(n), DAY, DAY + 28, n * 60.0, USUAL, PACE).gain(of(1)[0], DAY) for n in (200, 4_000)
    )
    assert small == pytest.approx(big, abs=0.05)


def test_a_learner_who_forgets_fast_gains_by_answers_before_new_questions() -> None:
    """Under forgetting that is all but exponential, a question once begun must be kept."""

    def begun_over_new(curve: Curve) -> float:
        at = outlook([None] * 300, DAY, DAY + 28, 5 * 60 * 28, curve, PACE)
        return at.gain(Trace(2.3, 3.0, DAY - 3), DAY) - at.gain(None, DAY)

    assert begun_over_new(Curve(0.7, 2.0, 1.0)) > begun_over_new(USUAL)


def test_the_easiest_questions_of_a_big_deck_have_a_gain() -> None:
    easiest = Trace(8.0, 1.0, DAY - 3)
    assert 0 <= view(20, of=[easiest] * 3000).gain(easiest, DAY) <= 1
