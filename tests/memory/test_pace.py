import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.memory.pace import Occasion, Pace, Paces, Timed, paces


def timed(type: str, occasion: Occasion, *seconds: float, recalled: bool = True) -> list[Timed]:
    return [Timed(type, occasion, each, recalled) for each in seconds]


def test_nothing_measured_is_the_usual_pace() -> None:
    assert paces([]) == Paces()
    assert Paces().of("choice") == Pace()


def test_a_pace_is_the_median_of_five_or_more() -> None:
    found = paces(timed("choice", Occasion.RECALLED, 3, 4, 5, 6, 900)).of("choice")
    assert found.recalled == 5
    assert found.missed == Pace().missed


def test_a_type_with_few_answers_takes_the_pace_of_all() -> None:
    answers = timed("choice", Occasion.STEP, 2, 2, 2, 2, 2) + timed("numeric", Occasion.STEP, 30)
    found = paces(answers)
    assert found.overall.step == found.of("numeric").step == found.of("date").step == 2


def test_types_differ_where_enough_was_measured() -> None:
    answers = timed("choice", Occasion.FIRST, *[10] * 5) + timed("ordering", Occasion.FIRST, *[40] * 5)
    assert (paces(answers).of("choice").first, paces(answers).of("ordering").first) == (10, 40)


def test_what_is_known_at_first_grows_with_first_answers_that_were_right() -> None:
    right, wrong = (
        paces(timed("choice", Occasion.FIRST, *[10] * 30, recalled=recalled)).overall.known
        for recalled in (True, False)
    )
    assert wrong < Pace().known < right


def test_steps_count_as_time() -> None:
    pace = Pace(first=20, recalled=8, missed=12, step=5, known=0.5)
    assert pace.sitting(None) == 20 + 0.5 * 5 + 0.5 * 2 * 5
    assert pace.sitting(1.0) == 8
    assert pace.sitting(0.0) == 12 + 5


@given(
    st.lists(
        st.builds(
            Timed,
            st.sampled_from(["choice", "date"]),
            st.sampled_from(Occasion),
            st.floats(0, 1e6),
            st.booleans(),
        )
    )
)
def test_paces_are_positive_and_shares_are_shares(answers: list[Timed]) -> None:
    found = paces(answers)
    for pace in (found.overall, *found.by_type.values()):
        assert min(pace[:4]) > 0
        assert 0 < pace.known < 1


def test_a_pace_of_nothing_still_takes_time() -> None:
    assert paces(timed("choice", Occasion.RECALLED, *[0.0] * 9)).overall.recalled == pytest.approx(0.1)
