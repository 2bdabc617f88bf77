from statistics import fmean as mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory import fsrs6
from alliance_tutor.memory.exam_plan import Exam, Learner, Routine
from alliance_tutor.memory.forecast import ENOUGH_ANSWERS, Forecast, forecasts
from alliance_tutor.memory.forgetting import Evidence
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.scheduler import draw, retrievability
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.memory.trace import first_sitting

DAY = 739_943
FRESH = Learner(Evidence())


def deck(number: int, topics: int = 4) -> list[QuestionRef]:
    return [
        QuestionRef(f"h/{n}", "h", str(n), f"topic-{n * topics // number}", "basic") for n in range(number)
    ]


def seen(ago: int, stability: float, reps: int = 3) -> Standing:
    memory = Memory(Stage.REVIEW, 0, stability, 5.0, DAY - ago, DAY, 0, ago, reps, 0)
    return Standing(memory=memory, first_day=DAY - 50, last_rating=3, event="d-1")


def one(
    number: int = 60,
    days: int = 14,
    minutes: float = 10,
    standings: dict[str, Standing] | None = None,
    learner: Learner = FRESH,
) -> Forecast:
    (found,) = forecasts(deck(number), standings or {}, [Exam(DAY + days)], Routine(minutes), learner, DAY)
    return found


def test_forecast_is_by_the_parameters_in_force() -> None:
    w = (*DEFAULT_PARAMETERS[:20], 0.6)
    standings = {ref.id: seen(0, 0.1 + number / 10) for number, ref in enumerate(deck(60))}
    chances = [retrievability(each.memory, DAY + 9, w) for each in standings.values() if each.memory]
    # What was answered today is not asked again before the morrow, and no minute is left then.
    found, usual = (
        one(days=9, minutes=0, standings=standings, learner=each) for each in (FRESH._replace(w=w), FRESH)
    )
    assert found.overall.known.middle == pytest.approx(mean(chances))
    assert found.overall.known.middle < usual.overall.known.middle - 0.05


def test_answers_to_come_leave_what_the_parameters_in_force_say() -> None:
    w = (*(each / 8 for each in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:])
    found = one(days=1, minutes=60, learner=FRESH._replace(w=w))
    # All are asked today; the lots that are drawn decide which are recalled.
    recalled = [draw(each.id, DAY) < Pace().known for each in deck(60)]
    expected = mean(fsrs6.retrievability(w, first_sitting(each, w)[0], 1) for each in recalled)
    assert found.overall.known.middle == pytest.approx(expected)
    assert found.overall.known.middle < one(days=1, minutes=60).overall.known.middle - 0.05


def learner(answers: int, share: float) -> Learner:
    evidence = Evidence()
    for n in range(answers):
        evidence.add(3.0, 1 + n % 7, n / answers < share)
    return Learner(evidence)


@given(
    st.integers(1, 60),
    st.integers(1, 90),
    st.floats(0.5, 60),
    st.lists(st.one_of(st.none(), st.builds(seen, st.integers(0, 90), st.floats(0.1, 900))), max_size=60),
)
@settings(max_examples=25, deadline=None)
def test_ranges_are_ranges(number: int, days: int, minutes: float, history: list[Standing | None]) -> None:
    refs = deck(number)
    standings = {ref.id: each for ref, each in zip(refs, history, strict=False) if each}
    (found,) = forecasts(refs, standings, [Exam(DAY + days)], Routine(minutes), FRESH, DAY)
    outcomes = [found.overall, *found.topics.values()]
    for each in outcomes:
        for share in (each.known, each.later):
            assert 0 <= share.low <= share.middle <= share.high <= 1
        assert each.later.middle <= each.known.middle
        assert 0 <= each.cut <= each.unseen <= each.questions
    assert sum(each.questions for each in found.topics.values()) == found.overall.questions == number
    assert 0 <= found.more <= 1


def test_it_is_the_same_every_time() -> None:
    assert one() == one()


def test_more_minutes_a_day_and_more_days_bring_more() -> None:
    shares = [one(minutes=minutes).overall.known.middle for minutes in (1, 3, 10)]
    assert shares == sorted(shares)
    assert one(days=3, minutes=3).overall.known.middle < one(days=14, minutes=3).overall.known.middle
    assert one(minutes=1).more > one(minutes=20).more


def test_what_there_is_no_time_for_is_cut_from_the_end_of_the_deck() -> None:
    found = one(number=100, days=5, minutes=4)
    assert found.overall.cut == pytest.approx(100 - 5 * 240 / 32, abs=3)
    cuts = [outcome.cut for _, outcome in sorted(found.topics.items())]
    assert cuts == sorted(cuts)
    assert one(minutes=60).overall.cut == 0


def test_a_topic_that_sits_is_known() -> None:
    standings = {f"h/{n}": seen(5, 900.0) for n in range(15)}
    topics = one(number=60, days=5, minutes=0.5, standings=standings).topics
    assert topics["h", "topic-0"].known.middle > 0.98
    assert topics["h", "topic-3"].known.middle == 0


def test_ranges_draw_in_as_answers_come() -> None:
    standings = {f"h/{n}": seen(5, 3.0) for n in range(60)}
    widths = []
    for answers in (0, 300):
        known = one(minutes=2, standings=standings, learner=learner(answers, 0.85)).overall.known
        widths.append(known.high - known.low)
    assert widths[0] > widths[1]


def test_a_range_is_no_point_and_the_wider_the_fewer_the_questions() -> None:
    standings = {f"h/{n}": seen(5, 6.0) for n in range(60)}
    few, many = (
        one(
            number=number, minutes=number / 60, standings=standings, learner=learner(5000, 0.85)
        ).overall.known
        for number in (4, 60)
    )
    assert 0.1 < many.high - many.low < few.high - few.low - 0.1


def test_a_learner_who_forgot_much_is_told_so() -> None:
    weak, strong = (one(minutes=2, learner=learner(200, share)).overall for share in (0.4, 0.95))
    assert weak.known.middle < strong.known.middle
    assert weak.later.middle < strong.later.middle


def test_few_answers_are_said_to_be_few() -> None:
    assert one(learner=learner(ENOUGH_ANSWERS - 1, 0.9)).thin
    assert not one(learner=learner(ENOUGH_ANSWERS, 0.9)).thin


def test_it_says_what_it_rests_on() -> None:
    standings = {"h/0": seen(5, 3.0, reps=4), "h/1": seen(5, 3.0, reps=2), "h/59": Standing(suspended=True)}
    overall = one(standings=standings).overall
    assert (overall.questions, overall.unseen, overall.answers) == (59, 57, 6)


def test_exams_are_told_by_date_and_those_that_are_over_not_at_all() -> None:
    exams = [Exam(DAY + 20), Exam(DAY + 5, frozenset({"h"})), Exam(DAY), Exam(DAY + 9, frozenset({"x"}))]
    found = forecasts(deck(30), {}, exams, Routine(5), FRESH, DAY)
    assert [each.exam.day - DAY for each in found] == [5, 20]
    assert forecasts(deck(30), {}, [Exam(DAY)], Routine(5), FRESH, DAY) == []
    assert forecasts([], {}, [Exam(DAY + 5)], Routine(5), FRESH, DAY) == []


def test_a_big_deck_is_judged_by_a_sample() -> None:
    found = one(number=2_000, days=20, minutes=60)
    assert found.overall.questions == 2_000
    assert {outcome.questions for outcome in found.topics.values()} == {500}
    assert found.overall.known.middle > 0.5


def test_minutes_already_used_are_not_used_twice() -> None:
    refs, exams = deck(60), [Exam(DAY + 1)]
    fresh, late = (
        forecasts(refs, {}, exams, Routine(10), FRESH, DAY, spent)[0].overall for spent in (0.0, 500.0)
    )
    assert late.cut > fresh.cut
