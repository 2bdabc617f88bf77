import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.insight import overview
from alliance_tutor.insight.overview import PACE_ANSWERS, WEEKS, Load, Mastery
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.plan import DayCount, Today
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.standing import Memory, Stage, Standing

DAY = 739_943


def ref(id: str) -> QuestionRef:
    return QuestionRef(f"d/{id}", "d", id, "t", "basic")


def known(
    *,
    stability: float = 10.0,
    ago: int = 0,
    due_in: int = 0,
    stage: Stage = Stage.REVIEW,
    suspended: bool = False,
) -> Standing:
    memory = Memory(stage, 0, stability, 5.0, DAY - ago, DAY + due_in, 0, 1, 1, 0)
    return Standing(memory, suspended=suspended)


def today(due: int = 0, new: int = 0, held: int = 0, paused: bool = False) -> Today:
    ids = [f"d/{number}" for number in range(due + new)]
    return Today(tuple(ids[:due]), tuple(ids[due:]), held, paused)


def test_question_is_known_while_recall_is_as_likely_as_wanted() -> None:
    standings = {
        "d/fresh": known(),
        "d/just": known(ago=10),  # stability is the days to a retrievability of 0.9
        "d/late": known(ago=11),
        "d/step": known(stage=Stage.LEARNING),
        "d/lapsed": known(stage=Stage.RELEARNING),
        "d/flagged": Standing(flagged=True),
        "d/elsewhere": known(),
    }
    refs = [ref(id) for id in ("fresh", "just", "late", "step", "lapsed", "flagged", "unseen")]
    found = overview.mastery(refs, standings, DAY, 0.9)
    assert found == Mastery(known=2, slipping=3, unseen=2)
    assert found.total == 7
    assert found.share == pytest.approx(2 / 7)
    assert overview.mastery(refs, standings, DAY, 0.89).known == 3


def test_question_is_known_as_long_as_the_parameters_in_force_say() -> None:
    w = (*DEFAULT_PARAMETERS[:20], 0.6)
    standings = {f"d/{ago}": known(ago=ago) for ago in range(60)}
    refs = [ref(str(ago)) for ago in range(60)]
    memories = [each.memory for each in standings.values() if each.memory]
    for retention in (0.75, 0.9):
        expected = sum(retrievability(memory, DAY, w) >= retention for memory in memories)
        assert overview.mastery(refs, standings, DAY, retention, w).known == expected
    row = overview.waiting("t", "T", refs, today(), standings, DAY, 0.75, w)
    assert row.mastery.known < overview.mastery(refs, standings, DAY, 0.75).known


def test_share_is_nothing_when_there_is_no_question() -> None:
    assert overview.mastery([], {}, DAY, 0.9).share == 0.0


def test_row_counts_only_its_own_questions() -> None:
    row = overview.waiting("d", "Deck", [ref("0"), ref("2"), ref("9")], today(due=2, new=3), {}, DAY, 0.9)
    assert (row.id, row.title, row.due, row.new) == ("d", "Deck", 1, 1)
    assert row.mastery == Mastery(0, 0, 3)


def test_minutes_follow_a_common_pace_when_the_learner_s_own_is_not_known() -> None:
    days = [DayCount(DAY, answers=PACE_ANSWERS - 1, new=3, reviews=5, ms=3_600_000)]
    assert overview.load(today(due=5, new=4, held=7, paused=True), days, DAY) == Load(
        due=5, new=4, done=8, minutes=3, held=7, paused=True
    )


def test_minutes_follow_the_learner_s_own_pace_when_it_is_known() -> None:
    days = [
        DayCount(DAY - 1, answers=PACE_ANSWERS - 1, new=9, ms=PACE_ANSWERS * 60_000 - 30_000),
        DayCount(DAY, answers=1, reviews=1, ms=30_000),
    ]
    load = overview.load(today(due=5, new=4), days, DAY)
    assert (load.minutes, load.done) == (9, 1)


def test_minutes_are_one_when_little_is_left_and_none_when_nothing_is() -> None:
    assert overview.load(today(due=1), [], DAY).minutes == 1
    assert overview.load(today(), [], DAY) == Load(0, 0, 0, 0, 0, False)


@given(st.dictionaries(st.integers(-3, WEEKS * 7 + 3), st.integers(1, 99)))
def test_recent_days_end_today(answers: dict[int, int]) -> None:
    days = [DayCount(DAY - ago, answers=count) for ago, count in answers.items()]
    recent = overview.recent(days, DAY)
    assert len(recent) == WEEKS * 7
    assert recent[::-1] == [answers.get(ago, 0) for ago in range(WEEKS * 7)]


def test_questions_were_begun_once_one_was_answered() -> None:
    answered = Standing(first_day=DAY)
    assert not overview.begun([ref("a"), ref("b")], {"d/a": Standing(flagged=True), "d/c": answered})
    assert overview.begun([ref("a"), ref("b")], {"d/b": answered})
