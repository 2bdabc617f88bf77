"""Plans in the journal: set, changed and ended, on one device or several."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import fold, in_order, live
from alliance_tutor.journal.plans import (
    EndedExam,
    Plan,
    PlannedExam,
    Predicted,
    end_body,
    fresh_id,
    plan_of,
    set_body,
)
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text

DAY = 739_943  # Monday 23 November 2026
EXAM = PlannedExam("2026-12-12", DAY + 19, "Finals", ("h",), 2.0)
PLAN = Plan((EXAM,), 25, frozenset({5, 6}), frozenset({DAY + 3}))


def event(seq: int, kind: str, body: dict[str, Any], at: int | None = None, device: str = "aaaa") -> Event:
    return Event(device, seq, seq * 1000 if at is None else at, 0, kind, body)


def put(seq: int, plan: Plan, at: int | None = None, device: str = "aaaa") -> Event:
    return event(seq, Kind.PLAN_SET, set_body(plan), at, device)


def end(seq: int, exam: PlannedExam = EXAM, mark: float | None = None, **more: Any) -> Event:
    return event(seq, Kind.PLAN_ENDED, end_body(exam, mark, None), **more)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "history.db") as journal:
        yield journal


def test_what_was_set_is_the_plan() -> None:
    assert plan_of([put(1, PLAN)]) == PLAN
    assert plan_of([]) == Plan()


def test_latest_plan_holds_whole() -> None:
    later = Plan((EXAM._replace(day=DAY + 30),), 40)
    assert plan_of([put(1, PLAN), put(2, later)]) == later


def test_exams_are_in_order_of_their_days() -> None:
    sooner = PlannedExam("b", DAY + 5)
    assert plan_of([put(1, PLAN._replace(exams=(EXAM, sooner)))]).exams == (sooner, EXAM)


def test_ended_exam_stays_ended_with_its_mark_and_what_was_predicted() -> None:
    predicted = Predicted(0.71, 0.8, 0.84)
    body = end_body(EXAM, 0.8, predicted)
    for events in (
        [put(1, PLAN), event(2, Kind.PLAN_ENDED, body)],
        [event(1, Kind.PLAN_ENDED, body), put(2, PLAN)],
    ):
        plan = plan_of(events)
        assert plan.exams == ()
        assert plan.ended == (EndedExam(EXAM, 0.8, predicted),)


def test_mark_that_was_given_on_one_device_is_not_lost_to_a_skip_on_another() -> None:
    both = [put(1, PLAN), end(2, mark=0.8), end(1, device="bbbb", at=9000)]
    assert plan_of(in_order(both)).ended == plan_of(in_order([*both[:1], both[2], both[1]])).ended
    assert plan_of(in_order(both)).ended[0].mark == 0.8


def test_ended_exam_of_no_plan_decides_nothing() -> None:
    assert plan_of([end(1)]) == Plan()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"exams": 5, "minutes": 25},
        {"exams": [], "minutes": 0},
        {"exams": [], "minutes": True},
        {"exams": [], "minutes": "25"},
        {"exams": [], "minutes": float("nan")},
        {"exams": [], "minutes": 10**9},
        {"minutes": 25},
    ],
)
def test_malformed_plan_decides_nothing(body: dict[str, Any]) -> None:
    assert plan_of([put(1, PLAN), event(2, Kind.PLAN_SET, body)]) == PLAN


def test_malformed_parts_of_a_plan_are_left_out() -> None:
    rows: list[Any] = [
        *(5, None, {}, {"id": "x"}, {"id": 5, "date": "2026-12-12"}, {"id": "", "date": "2026-12-12"}),
        *({"id": "x", "date": "soon"}, {"id": "x", "date": 5}),
        {"id": "a", "date": day_text(DAY + 1), "title": 5, "weight": -1, "decks": [5, "h", "h"]},
        {"id": "b", "date": day_text(DAY + 2), "weight": float("inf"), "decks": "h"},
    ]
    body = {
        "exams": rows,
        "minutes": 25.9,
        "weekdays_off": [0, 9, "x", True],
        "days_off": ["x", 5, "2026-11-24"],
    }
    assert plan_of([event(1, Kind.PLAN_SET, body)]) == Plan(
        (PlannedExam("a", DAY + 1, "", ("h",)), PlannedExam("b", DAY + 2)),
        25,
        frozenset({0}),
        frozenset({DAY + 1}),
    )


@pytest.mark.parametrize(
    "body",
    [{}, {"ended": 5}, {"ended": ""}, {"ended": "other", "mark": 1}, {"ended": None}],
)
def test_malformed_end_decides_nothing(body: dict[str, Any]) -> None:
    assert plan_of([put(1, PLAN), event(2, Kind.PLAN_ENDED, body)]) == PLAN


@pytest.mark.parametrize("mark", [-0.1, 1.5, "1", True, None, float("nan")])
@pytest.mark.parametrize("predicted", [None, 5, [0.5], [0.9, 0.5, 0.95], [0.1, 0.2, 3], ["a", "b", "c"]])
def test_end_keeps_only_shares(mark: object, predicted: object) -> None:
    body = {"ended": EXAM.id, "mark": mark, "predicted": predicted}
    assert plan_of([put(1, PLAN), event(2, Kind.PLAN_ENDED, body)]).ended == (EndedExam(EXAM),)


def test_days_off_are_weekdays_and_days() -> None:
    assert [PLAN.is_off(DAY + days) for days in range(8)] == [
        False,
        False,
        False,
        True,
        False,
        True,
        True,
        False,
    ]


def test_exam_is_ahead_through_its_own_day_and_over_afterwards() -> None:
    assert PLAN.ahead(EXAM.day) == (EXAM,)
    assert PLAN.over(EXAM.day) == ()
    assert PLAN.ahead(EXAM.day + 1) == ()
    assert PLAN.over(EXAM.day + 1) == (EXAM,)


def test_new_exam_gets_an_id_that_was_never_used() -> None:
    assert fresh_id(DAY, []) == "2026-11-23"
    assert fresh_id(DAY, ["2026-11-23", "2026-11-23-2", "x"]) == "2026-11-23-3"


exams = st.builds(
    PlannedExam,
    st.sampled_from(["a", "b", "c"]),
    st.integers(DAY, DAY + 60),
    st.text(max_size=5),
    st.sampled_from([(), ("h",), ("h", "c")]),
    st.sampled_from([0.5, 1.0, 3.0]),
)
plans = st.builds(
    lambda exams, minutes, weekdays: Plan(
        tuple({each.id: each for each in exams}.values()), minutes, weekdays
    ),
    st.lists(exams, max_size=3),
    st.integers(1, 90),
    st.frozensets(st.integers(0, 6), max_size=6),
)
bodies = st.one_of(
    st.tuples(st.just(Kind.PLAN_SET), plans.map(set_body)),
    st.tuples(st.just(Kind.PLAN_ENDED), st.builds(end_body, exams, st.sampled_from([None, 0.5]), st.none())),
    st.tuples(st.just(Kind.PLAN_SET), st.dictionaries(st.sampled_from(["exams", "minutes"]), st.integers())),
)
histories = st.lists(st.tuples(st.sampled_from(["aaaa", "bbbb"]), st.integers(0, 9), bodies), max_size=12)


@given(histories, st.randoms(use_true_random=False))
def test_devices_that_have_the_same_events_have_the_same_plan(
    history: list[tuple[str, int, tuple[str, dict[str, Any]]]], random: Any
) -> None:
    events = [event(seq, kind, body, at, device) for seq, (device, at, (kind, body)) in enumerate(history)]
    plan = plan_of(in_order(live(events)))
    random.shuffle(events)
    assert plan_of(in_order(live(events))) == plan
    ended = {body["ended"] for _, _, (kind, body) in history if kind == Kind.PLAN_ENDED}
    assert not ended & {exam.id for exam in plan.exams}
    assert plan.minutes == 0 or 1 <= plan.minutes <= 90


def test_journal_holds_the_plan_and_takes_it_back(journal: Journal, tmp_path: Path) -> None:
    assert journal.plan() == Plan()
    journal.append(Kind.PLAN_SET, set_body(PLAN), Moment(1, 0))
    change = journal.append(Kind.PLAN_SET, set_body(PLAN._replace(minutes=40)), Moment(2, 0))
    assert journal.plan().minutes == 40
    journal.append(Kind.RETRACTED, {"event": change.id}, Moment(3, 0))
    assert journal.plan() == PLAN
    ended = journal.append(Kind.PLAN_ENDED, end_body(EXAM, 0.5, None), Moment(4, 0))
    assert journal.plan().ended == (EndedExam(EXAM, 0.5),)
    journal.append(Kind.RETRACTED, {"event": ended.id}, Moment(5, 0))
    with Journal.open(tmp_path / "history.db", write=False) as reader:
        assert reader.plan() == PLAN


def test_plan_does_not_look_like_an_exam(journal: Journal) -> None:
    journal.append(Kind.PLAN_SET, set_body(PLAN), Moment(1, 0))
    journal.append(Kind.PLAN_ENDED, end_body(EXAM, None, None), Moment(2, 0))
    assert journal.exams() == journal.exam(EXAM.id) == []


# What plans judge the learner by


def review(seq: int, rating: int, day: int, kind: str = Kind.REVIEWED, **more: Any) -> Event:
    body = {"question": "h/a", "rating": rating, "study_day": day_text(day), "ms": 4000, **more}
    return event(seq, kind, body)


def test_answers_on_a_later_day_are_evidence_and_others_are_not() -> None:
    result = fold([review(1, 4, DAY), review(2, 1, DAY + 2), review(3, 3, DAY + 2), review(4, 3, DAY + 5)])
    assert sorted((days, counts) for (_, days), counts in result.evidence.items()) == [
        (2, (1, 0)),
        (3, (0, 1)),
    ]


def test_quiz_answer_that_does_not_count_is_evidence_all_the_same() -> None:
    quiz: dict[str, Any] = {"kind": Kind.ANSWERED, "counts": False}
    learnt = [review(1, 4, DAY)]
    assert list(fold([*learnt, review(2, 3, DAY + 2, **quiz)]).evidence.values()) == [(0, 1)]
    assert fold([*learnt, review(2, 3, DAY + 2, **quiz, mode="retry")]).evidence == {}


def test_time_of_a_day_is_told_for_all_decks_or_some(journal: Journal) -> None:
    for seq, question in enumerate(["h/a", "h/a", "h-2/a", "c/a"]):
        body = {"question": question, "rating": 3, "study_day": day_text(DAY), "ms": 1000}
        journal.append(Kind.REVIEWED, body, Moment(seq, 0))
    assert [journal.spent(DAY, decks) for decks in ([], ["h"], ["h", "c", "h"], ["x"])] == [
        4000,
        2000,
        3000,
        0,
    ]
    assert journal.spent(DAY + 1) == 0
    last = journal.last_answer()
    assert last is not None
    journal.append(Kind.RETRACTED, {"event": last.id}, Moment(9, 0))
    assert journal.spent(DAY) == 3000


def test_state_is_another_one_after_each_event_and_the_same_for_every_window(
    journal: Journal, tmp_path: Path
) -> None:
    assert journal.state() == {}
    journal.append(Kind.FLAGGED, {"question": "h/a"}, Moment(1, 0))
    assert journal.state() == {journal.device: 1}
    with Journal.open(tmp_path / "history.db", write=False) as other:
        journal.append(Kind.FLAGGED, {"question": "h/b"}, Moment(2, 0))
        assert journal.state() == other.state() == {journal.device: 2}
