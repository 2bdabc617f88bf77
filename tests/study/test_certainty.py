import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.study.certainty import WINDOWS, Certainty, Judgement, Level, calibration, marks

GUESS, FAIRLY, SURE = Certainty


@pytest.mark.parametrize(
    ("certainty", "right", "half", "wrong"), [(GUESS, 1, 0.5, 0), (FAIRLY, 2, 1, -2), (SURE, 3, 1.5, -6)]
)
def test_marks_are_moodles(certainty: Certainty, right: float, half: float, wrong: float) -> None:
    assert (marks(1.0, certainty), marks(0.5, certainty), marks(0.0, certainty)) == (right, half, wrong)


@given(st.floats(0, 1))
def test_each_certainty_earns_most_within_its_window(chance: float) -> None:
    """The windows are where the lines p·right + (1 − p)·wrong cross."""
    expected = {each: chance * marks(1, each) + (1 - chance) * marks(0, each) for each in Certainty}
    best = max(expected.values())
    for certainty, (low, high) in WINDOWS.items():
        if low < chance < high:
            assert expected[certainty] == pytest.approx(best)


def level(certainty: Certainty, right: int, n: int) -> Level:
    return calibration([(certainty, 1.0)] * right + [(certainty, 0.0)] * (n - right))[certainty - 1]


@pytest.mark.parametrize(
    ("certainty", "right", "n", "judgement"),
    [
        (SURE, 4, 5, Judgement.FITS),
        (SURE, 5, 5, Judgement.FITS),
        (SURE, 3, 4, Judgement.SLIGHTLY_OVER),
        (SURE, 6, 12, Judgement.OVER),  # 0.3² · 12 = 1.08
        (SURE, 2, 5, Judgement.OVER),  # 0.4² · 5 = 0.8
        (SURE, 2, 4, Judgement.SLIGHTLY_OVER),  # 0.3² · 4 = 0.36
        (FAIRLY, 2, 3, Judgement.FITS),
        (FAIRLY, 1, 3, Judgement.SLIGHTLY_OVER),
        (FAIRLY, 0, 3, Judgement.OVER),
        (FAIRLY, 5, 5, Judgement.SLIGHTLY_UNDER),
        (FAIRLY, 13, 13, Judgement.UNDER),  # 0.2² · 13 = 0.52
        (GUESS, 0, 9, Judgement.FITS),
        (GUESS, 4, 4, Judgement.SLIGHTLY_UNDER),
        (GUESS, 5, 5, Judgement.UNDER),  # (1/3)² · 5 = 0.56
        (GUESS, 0, 0, Judgement.FITS),
        (SURE, 0, 0, Judgement.FITS),
    ],
)
def test_judgement_needs_a_clear_difference(
    certainty: Certainty, right: int, n: int, judgement: Judgement
) -> None:
    assert level(certainty, right, n).judgement is judgement


def test_levels_count_what_was_right_and_what_it_earned() -> None:
    answers = [(SURE, 1.0), (SURE, 0.5), (GUESS, 0.0)]
    guess, fairly, sure = calibration(answers)
    assert sure == Level(SURE, n=2, right=1, credit=1.5)
    assert sure.share == 0.75
    assert (guess.n, guess.right, guess.share) == (1, 0, 0)
    assert (fairly.n, fairly.share) == (0, 0)
