from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import Fold, answers_in, apart, fold, in_order, live
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Stage
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.memory.timing import Timing

DAY = 739_943
EMPTY = Fold()


def event(seq: int, kind: str, body: dict[str, Any], at: int | None = None, device: str = "aaaa") -> Event:
    return Event(device, seq, seq * 1000 if at is None else at, 60, kind, body)


def review(
    seq: int,
    rating: int = 3,
    *,
    question: str = "h/a",
    day: int = DAY,
    at: int | None = None,
    device: str = "aaaa",
    ms: object = 4000,
) -> Event:
    body = {"question": question, "rating": rating, "study_day": day_text(day), "ms": ms}
    return event(seq, Kind.REVIEWED, body, at, device)


def about(seq: int, kind: str, question: str = "h/a", **more: object) -> Event:
    return event(seq, kind, {"question": question, **more})


def quiz(seq: int, rating: int = 3, *, counts: object = True, at: int | None = None, day: int = DAY) -> Event:
    body = {"question": "h/a", "rating": rating, "study_day": day_text(day), "ms": 4000, "counts": counts}
    return event(seq, Kind.ANSWERED, body, at)


def overrule(seq: int, named: str, credit: object = 1.0, at: int | None = None, **more: object) -> Event:
    return event(seq, Kind.OVERRULED, {"event": named, "credit": credit, **more}, at)


def retract(seq: int, named: str) -> Event:
    return event(seq, Kind.RETRACTED, {"event": named})


def row(rating: int = 3, *, question: object = "h/a", counts: object = True) -> dict[str, Any]:
    return {"question": question, "rating": rating, "ms": 4000, "counts": counts}


def finished(
    seq: int, *rows: object, exam: object = "aaaa-1", at: int | None = None, device: str = "aaaa"
) -> Event:
    body = {"exam": exam, "study_day": day_text(DAY), "answers": list(rows)}
    return event(seq, Kind.EXAM_FINISHED, body, at, device)


def test_review_makes_a_memory_and_a_count() -> None:
    result = fold([review(1, 3), review(2, 3), review(3, 1, day=DAY + 3)])
    standing = result.standings["h/a"]
    assert standing.memory is not None
    assert (standing.memory.stage, standing.memory.reps, standing.memory.lapses) == (Stage.RELEARNING, 3, 1)
    assert (standing.first_day, standing.last_rating, standing.again_day) == (DAY, 1, DAY + 3)
    assert standing.event == "aaaa-3"
    assert result.days == {
        DAY: DayCount(DAY, answers=2, new=1, reviews=0, again=0, ms=8000),
        DAY + 3: DayCount(DAY + 3, answers=1, new=0, reviews=1, again=1, ms=4000),
    }


def test_again_day_stays_when_a_better_rating_follows() -> None:
    standing = fold([review(1, 1), review(2, 3)]).standings["h/a"]
    assert (standing.last_rating, standing.again_day) == (3, DAY)


def test_events_are_folded_by_their_instant_not_by_arrival() -> None:
    late, early = review(1, 1, at=9000), review(2, 4, at=1000, device="bbbb")
    assert fold([late, early]).standings["h/a"].last_rating == 1


def test_a_devices_own_events_are_folded_by_their_numbers() -> None:
    first, then = review(1, 1, at=9000), review(2, 4, at=1000)
    other = review(1, 2, at=9500, device="bbbb")
    assert fold([then, other, first]).standings["h/a"].last_rating == 2
    assert [event.id for event in in_order([then, other, first])] == ["aaaa-1", "aaaa-2", "bbbb-1"]


@pytest.mark.parametrize(
    ("ms", "counts"), [(10**9, 300_000), (-5, 0), (None, 0), ("4", 0), (True, 0), (2.5, 0)]
)
def test_time_of_an_answer_counts_up_to_five_minutes(ms: object, counts: int) -> None:
    assert fold([review(1, ms=ms)]).days[DAY].ms == counts


@pytest.mark.parametrize("at", [1500, 500, 99_000])
def test_retraction_holds_wherever_it_sorts(at: int) -> None:
    events = [review(1, 3), review(2, 1), event(3, Kind.RETRACTED, {"event": "aaaa-2"}, at)]
    assert fold(events) == fold([review(1, 3)])


def test_retraction_of_everything_leaves_nothing() -> None:
    assert fold([review(1), about(2, Kind.FLAGGED), retract(3, "aaaa-1"), retract(4, "aaaa-2")]) == EMPTY


def test_retraction_of_a_retraction_changes_nothing() -> None:
    assert fold([review(1), retract(2, "aaaa-1"), retract(3, "aaaa-2")]) == EMPTY


def test_retraction_of_an_earlier_answer_replays_the_later_ones() -> None:
    assert fold([review(1, 1), review(2, 3), retract(3, "aaaa-1")]) == fold([review(2, 3)])


def test_setting_aside_and_back_leaves_no_standing() -> None:
    assert fold([about(1, Kind.SUSPENDED)]).standings["h/a"].suspended
    assert fold([about(1, Kind.FLAGGED)]).standings["h/a"].flagged
    assert fold([about(1, Kind.BURIED, study_day=day_text(DAY))]).standings["h/a"].buried_day == DAY
    back = [
        *(about(1, Kind.SUSPENDED), about(2, Kind.RESUMED), about(3, Kind.FLAGGED), about(4, Kind.UNFLAGGED)),
        about(5, Kind.BURIED, study_day=day_text(DAY)),
        about(6, Kind.UNBURIED, study_day=day_text(DAY)),
    ]
    assert fold(back) == EMPTY


def test_setting_aside_does_not_look_like_an_answer() -> None:
    assert fold([review(1), about(2, Kind.SUSPENDED)]).standings["h/a"].event == "aaaa-1"


def test_retention_decides_later_reviews_only() -> None:
    learn = [review(1), review(2)]
    setting = event(3, Kind.RETENTION_SET, {"retention": 0.8})
    before = fold([*learn, setting])
    assert before.standings == fold(learn).standings
    assert before.retentions == {"": 0.8}
    longer = fold([*learn, setting, review(4, day=DAY + 3)]).standings["h/a"].memory
    usual = fold([*learn, review(4, day=DAY + 3)]).standings["h/a"].memory
    assert longer is not None
    assert usual is not None
    assert longer.interval > usual.interval
    assert longer.stability == usual.stability


def test_retention_set_can_be_taken_back() -> None:
    assert fold([event(1, Kind.RETENTION_SET, {"retention": 0.8}), retract(2, "aaaa-1")]) == EMPTY


def test_clock_that_jumped_back_loses_and_doubles_nothing() -> None:
    result = fold([review(1), review(2, day=DAY - 1), review(3, day=DAY)])
    assert result.days[DAY].answers == 2
    assert result.days[DAY - 1].answers == 1
    memory = result.standings["h/a"].memory
    assert memory is not None
    assert memory.reps == 3


# Answers of quizzes


def test_answer_of_a_quiz_that_counts_is_folded_like_a_review() -> None:
    asked, studied = [quiz(1, 1), quiz(2, 3, day=DAY + 3)], [review(1, 1), review(2, 3, day=DAY + 3)]
    assert fold(asked) == fold(studied)


@pytest.mark.parametrize("counts", [False, None, "yes", 1])
def test_answer_that_does_not_count_is_an_answer_of_its_day_and_nothing_else(counts: object) -> None:
    only = fold([quiz(1, 1, counts=counts)])
    assert only.days == {DAY: DayCount(DAY, answers=1, ms=4000)}
    assert only.timings == {"h/a": Timing(day=DAY, spent=4000)}
    assert (only.standings, only.evidence) == ({}, {})
    both = fold([review(1), quiz(2, 1, counts=counts)])
    assert both.standings == fold([review(1)]).standings


def test_overruled_answer_is_folded_with_its_new_rating() -> None:
    events = [quiz(1, 1), overrule(2, "aaaa-1", rating=3), review(3)]
    assert fold(events) == fold([quiz(1, 3), review(3)])


def test_effect_is_taken_back_when_overruled_not_to_count() -> None:
    assert fold([quiz(1, 1), overrule(2, "aaaa-1", counts=False, rating=2)]) == fold([quiz(1, counts=False)])


def test_effect_is_brought_when_overruled_to_count() -> None:
    missed = overrule(3, "aaaa-1", 0.0, counts=True, rating=1)
    assert fold([quiz(1, counts=False), review(2), missed]) == fold([quiz(1, 1), review(2)])


@pytest.mark.parametrize("at", [500, 99_000])
def test_overruling_holds_wherever_it_sorts(at: int) -> None:
    assert fold([quiz(1, 1), review(2), overrule(3, "aaaa-1", rating=4, at=at)]) == fold(
        [quiz(1, 4), review(2)]
    )


def test_latest_overruling_wins_whole() -> None:
    first, second = overrule(2, "aaaa-1", rating=4, at=9000), overrule(3, "aaaa-1", counts=False, at=5)
    assert fold([quiz(1, 1), second, first]) == fold([quiz(1, 1, counts=False)])
    other = Event("bbbb", 1, 8000, 0, Kind.OVERRULED, {"event": "aaaa-1", "credit": 1, "rating": 2})
    assert fold([quiz(1, 1), first, other]) == fold([quiz(1, 4)])


def test_overruling_that_was_taken_back_does_not_hold() -> None:
    first, second = overrule(2, "aaaa-1", rating=2), overrule(3, "aaaa-1", rating=4)
    assert fold([quiz(1, 1), first, second, retract(4, "aaaa-3")]) == fold([quiz(1, 2)])
    assert fold([quiz(1, 1), first, retract(4, "aaaa-2")]) == fold([quiz(1, 1)])


def test_overruling_of_what_was_taken_back_brings_nothing() -> None:
    assert fold([quiz(1), overrule(2, "aaaa-1", rating=1), retract(3, "aaaa-1")]) == EMPTY


def test_review_that_was_overruled_keeps_its_rating_and_counts() -> None:
    assert fold([review(1, 2), overrule(2, "aaaa-1", 0.0, counts=False)]) == fold([review(1, 2)])


def test_only_answers_can_be_overruled() -> None:
    events = [about(1, Kind.FLAGGED), overrule(2, "aaaa-1"), overrule(3, "aaaa-2", 0.0)]
    assert live(events) == events


def test_live_answers_are_as_they_were_overruled() -> None:
    [answer, _] = live([quiz(1, 1), overrule(2, "aaaa-1", 0.5, rating=3, unknown=7)])
    assert answer.body == {**quiz(1, 3).body, "credit": 0.5}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event": "aaaa-1"},
        {"event": 1, "credit": 1.0},
        {"event": "aaaa-1", "credit": 1.5},
        {"event": "aaaa-1", "credit": -0.1},
        {"event": "aaaa-1", "credit": float("nan")},
        {"event": "aaaa-1", "credit": "1"},
        {"event": "aaaa-1", "credit": True},
        {"event": "aaaa-1", "credit": 1, "rating": 0},
        {"event": "aaaa-1", "credit": 1, "rating": "good"},
        {"event": "aaaa-1", "credit": 1, "rating": 3, "counts": 0},
    ],
)
def test_malformed_overruling_decides_nothing(body: dict[str, Any]) -> None:
    events = [quiz(1, 1), overrule(2, "aaaa-1", rating=4), event(3, Kind.OVERRULED, body)]
    assert fold(events) == fold([quiz(1, 4)])


# Exams


def test_finished_exam_is_folded_like_answers_of_a_quiz() -> None:
    other = {**quiz(2, 1).body, "question": "h/b"}
    answers = [quiz(2, 3), event(2, Kind.ANSWERED, other, device="bbbb")]
    found = fold([finished(2, row(3), row(1, question="h/b"))])
    assert found.days == fold(answers).days
    assert {id: standing.memory for id, standing in found.standings.items()} == {
        id: standing.memory for id, standing in fold(answers).standings.items()
    }
    assert {standing.event for standing in found.standings.values()} == {"aaaa-2"}


def test_exam_counts_when_it_is_finished_and_not_before() -> None:
    sitting = [
        event(1, Kind.EXAM_STARTED, {"items": [row()], "question": "h/a"}),
        event(2, Kind.EXAM_ANSWERED, {"exam": "aaaa-1", "item": 0, **row()}),
        event(3, Kind.EXAM_HANDED_IN, {"exam": "aaaa-1"}),
        event(4, Kind.EXAM_MARKED, {"exam": "aaaa-1", **row()}),
    ]
    assert fold(sitting) == EMPTY
    assert fold([*sitting, finished(5, row())]) == fold([finished(5, row())])


@pytest.mark.parametrize("at", [900, 9000])
def test_exam_that_is_finished_twice_counts_once(at: int) -> None:
    first, second = (
        finished(2, row(3), at=2000),
        finished(1, row(1), row(question="h/b"), at=at, device="bbbb"),
    )
    assert fold([first, second]) == fold([first if at > 2000 else second])
    assert fold([first, second, retract(3, "bbbb-1")]) == fold([first])
    elsewhere = finished(1, row(1, question="h/b"), exam="aaaa-7", device="bbbb")
    assert set(fold([first, elsewhere]).standings) == {"h/a", "h/b"}


@pytest.mark.parametrize("named", ["aaaa-1", "aaaa-2"])
def test_exam_that_was_taken_back_counts_for_nothing(named: str) -> None:
    started = event(1, Kind.EXAM_STARTED, {})
    assert fold([started, finished(2, row()), retract(3, named)]) == EMPTY
    assert fold([retract(3, named), finished(2, row())]) == EMPTY


def test_answer_of_an_exam_is_overruled_by_its_question() -> None:
    answers = finished(2, row(1), row(1, question="h/b"))
    ruled = overrule(3, "aaaa-2", rating=3, question="h/b")
    assert fold([answers, ruled]) == fold([finished(2, row(1), row(3, question="h/b"))])
    assert fold([answers, overrule(3, "aaaa-2", rating=3)]) == fold([answers])
    assert fold([answers, ruled, retract(4, "aaaa-3")]) == fold([answers])
    assert fold([quiz(2, 1), overrule(3, "aaaa-2", rating=4, question="h/a")]) == fold([quiz(2, 1)])


def test_first_answer_to_a_question_holds_within_an_exam() -> None:
    assert fold([finished(2, row(3), row(1))]) == fold([finished(2, row(3))])


@pytest.mark.parametrize(
    "rows",
    [
        None,
        5,
        "x",
        {"question": "h/a"},
        [5, None, [], {}],
        [row(question=["h/a"])],
        [row(question="h/\0")],
        [row(0)],
        [{"question": "h/a", "rating": "3"}],
    ],
)
def test_malformed_answers_of_an_exam_decide_nothing(rows: object) -> None:
    body = {"exam": "aaaa-1", "study_day": day_text(DAY), "answers": rows}
    assert fold([event(2, Kind.EXAM_FINISHED, body)]) == EMPTY
    assert fold([event(2, Kind.EXAM_FINISHED, body), overrule(3, "aaaa-2", question="h/a")]) == EMPTY
    assert all(found.kind == Kind.ANSWERED for found in answers_in(event(2, Kind.EXAM_FINISHED, body)))


@pytest.mark.parametrize("exam", [None, 5, ["aaaa-1"], {}])
def test_finished_exam_without_a_name_decides_nothing(exam: object) -> None:
    assert fold([finished(2, row(), exam=exam), retract(3, "bbbb-1")]) == EMPTY


def test_only_the_questions_asked_for_are_folded() -> None:
    events = [finished(2, row(), row(question="h/b")), review(3, question="h/c")]
    assert fold(events, {"h/b"}) == fold([finished(2, row(question="h/b"))])


malformed = [
    ("reviewed", {}),
    ("reviewed", {"question": "h/a", "rating": 3}),
    ("reviewed", {"question": "h/a", "rating": 3, "study_day": "20261123"}),
    ("reviewed", {"question": "h/a", "rating": 3, "study_day": 739_943}),
    ("reviewed", {"question": "h/a", "rating": 5, "study_day": "2026-11-23"}),
    ("reviewed", {"question": "h/a", "rating": 0, "study_day": "2026-11-23"}),
    ("reviewed", {"question": "h/a", "rating": True, "study_day": "2026-11-23"}),
    ("reviewed", {"question": "h/a", "rating": "good", "study_day": "2026-11-23"}),
    ("reviewed", {"question": ["h/a"], "rating": 3, "study_day": "2026-11-23"}),
    ("reviewed", {"question": "h/\ud800", "rating": 3, "study_day": "2026-11-23"}),
    ("reviewed", {"question": "h/\0", "rating": 3, "study_day": "2026-11-23"}),
    ("buried", {"question": "h/a"}),
    ("buried", {"question": "h/a", "study_day": "soon"}),
    ("suspended", {"question": None}),
    ("answered", {"question": "h/a", "counts": True, "study_day": "2026-11-23"}),
    ("answered", {"question": "h/a", "counts": True, "rating": 5, "study_day": "2026-11-23"}),
    ("answered", {"question": "h/a", "counts": False, "rating": 3, "study_day": "today"}),
    ("overruled", {"event": "aaaa-7", "credit": 1.0}),
    ("retracted", {"event": ["x"]}),
    ("retracted", {}),
    ("retention-set", {}),
    ("retention-set", {"retention": 1.5}),
    ("retention-set", {"retention": 1}),
    ("retention-set", {"retention": "0.8"}),
    ("retention-set", {"retention": float("nan")}),
    ("forgotten", {}),
    ("forgotten", {"question": "h/a", "rating": 3, "study_day": "2026-11-23"}),
    ("invented-later", {"question": "h/a"}),
]


@pytest.mark.parametrize(("kind", "body"), malformed)
def test_unknown_and_malformed_events_decide_nothing(kind: str, body: dict[str, Any]) -> None:
    assert fold([event(1, kind, body)]) == EMPTY
    assert fold([review(1), event(2, kind, body)]) == fold([review(1)])


def test_instant_beyond_the_calendar_keeps_due_at_a_64_bit_number() -> None:
    memory = fold([review(1, 1, at=2**63 - 1)]).standings["h/a"].memory
    assert memory is not None
    assert memory.due_at < 2**63


questions = st.sampled_from(["h/a", "h/a#reverse", "c/b"])
days = st.integers(DAY, DAY + 40).map(day_text)
names = st.builds("{}-{}".format, st.sampled_from(["aaaa", "bbbb"]), st.integers(1, 12))
bodies = st.one_of(
    *[
        st.fixed_dictionaries(
            {"question": questions, "rating": st.sampled_from(list(map(int, Rating))), "study_day": days}
        )
        for _ in range(4)
    ],
    *[
        st.fixed_dictionaries(
            {
                "question": questions,
                "rating": st.sampled_from(list(map(int, Rating))),
                "study_day": days,
                "counts": st.booleans(),
            }
        )
        for _ in range(2)
    ],
    st.fixed_dictionaries(
        {"event": names, "credit": st.sampled_from([0.0, 0.5, 1])},
        optional={"rating": st.integers(1, 5), "counts": st.booleans(), "question": questions},
    ),
    st.fixed_dictionaries({"question": questions, "study_day": days}),
    st.fixed_dictionaries({"event": names}),
    *[
        st.fixed_dictionaries(
            {
                "exam": st.sampled_from(["aaaa-1", "bbbb-1", "bbbb-2"]),
                "study_day": days,
                "answers": st.lists(
                    st.fixed_dictionaries(
                        {
                            "question": questions,
                            "rating": st.sampled_from(list(map(int, Rating))),
                            "counts": st.booleans(),
                        }
                    ),
                    max_size=3,
                ),
            }
        )
        for _ in range(2)
    ],
    st.fixed_dictionaries({"retention": st.floats(0.6, 1.0)}),
)


def kind_for(body: dict[str, Any], choice: int) -> str:
    if "credit" in body:
        return Kind.OVERRULED
    if "exam" in body:
        return Kind.EXAM_FINISHED
    if "rating" in body:
        return Kind.ANSWERED if "counts" in body else Kind.REVIEWED
    if "event" in body:
        return Kind.RETRACTED
    if "retention" in body:
        return Kind.RETENTION_SET
    others = [
        Kind.SUSPENDED,
        Kind.RESUMED,
        Kind.BURIED,
        Kind.UNBURIED,
        Kind.FLAGGED,
        Kind.UNFLAGGED,
        Kind.FORGOTTEN,
        Kind.EXAM_STARTED,
    ]
    return others[choice % len(others)]


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Two devices' events, with equal instants and clocks that jump."""
    events = []
    for device in ("aaaa", "bbbb"):
        for seq, body in enumerate(draw(st.lists(bodies, max_size=12)), 1):
            kind = kind_for(body, draw(st.integers(0, 7)))
            events.append(Event(device, seq, draw(st.integers(0, 50)), 0, kind, body))
    return events


@settings(deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_order_of_merge_makes_no_difference(events: list[Event], random: Any) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(events)
    assert fold(iter(shuffled)) == fold(events)


@settings(deadline=None)
@given(histories())
def test_taking_everything_back_leaves_nothing(events: list[Event]) -> None:
    undo = [retract(100 + number, made.id) for number, made in enumerate(events)]
    assert fold([*undo, *events]) == EMPTY


@settings(deadline=None)
@given(histories())
def test_counts_are_those_of_the_answers_that_hold(events: list[Event]) -> None:
    result = fold(events)
    answers = [made for made in apart(live(events)) if made.kind in (Kind.REVIEWED, Kind.ANSWERED)]
    counting = [made for made in answers if made.kind == Kind.REVIEWED or made.body["counts"]]
    assert sum(count.answers for count in result.days.values()) == len(answers)
    assert sum(count.again for count in result.days.values()) == sum(
        made.body["rating"] == 1 for made in counting
    )
    assert sum(count.new for count in result.days.values()) == len({made.question for made in counting})
    assert all(result.standings[made.question].memory for made in counting if made.question)
    assert all(count.answers for count in result.days.values())
