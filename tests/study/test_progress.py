"""What an exam's events add up to, whatever stands in them."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, paper

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.exam_result import exam_result
from alliance_tutor.study.kept import paper_body
from alliance_tutor.study.progress import End, Given, Progress, progress_of
from alliance_tutor.study.responses import Picked

PAPER = paper(*(ask(f"d/{each}") for each in "abc"))
TERMS = Terms(minutes=1, pause=True)


def event(seq: int, kind: str, body: dict[str, Any], device: str = "aaaa", at: int | None = None) -> Event:
    return Event(device, seq, seq * 1000 if at is None else at, 60, kind, body)


def of(seq: int, kind: str, device: str = "aaaa", at: int | None = None, **body: Any) -> Event:
    return event(seq, kind, {"exam": "aaaa-1", "elapsed": seq * 1000 - 1000, **body}, device, at)


START = event(1, Kind.EXAM_STARTED, paper_body(PAPER, TERMS))


def sat(*events: Event, terms: Terms = TERMS) -> Progress:
    progress = progress_of([event(1, Kind.EXAM_STARTED, paper_body(PAPER, terms)), *events])
    assert progress is not None
    return progress


BEGUN = sat()


def test_exam_begins_with_nothing_done() -> None:
    assert Progress("aaaa-1", PAPER, TERMS, Moment(1000, 60), 1000, (0, 0, 0)) == BEGUN
    assert (BEGUN.elapsed_at(5000), BEGUN.elapsed_at(500)) == (4000, 0)


def test_events_of_a_sitting_add_up() -> None:
    progress = sat(
        of(2, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}, certainty=3),
        of(4, Kind.EXAM_MOVED, item=2),
        of(5, Kind.EXAM_FLAGGED, item=2, flagged=True),
        of(6, Kind.EXAM_FLAGGED, item=1, flagged=True),
        of(7, Kind.EXAM_FLAGGED, item=2, flagged=False),
        of(9, Kind.EXAM_HANDED_IN, by="learner"),
        of(10, Kind.EXAM_PREDICTED, share=0.5),
    )
    assert progress.given == {0: Given(Picked(1), Certainty.SURE)}
    assert (progress.flagged, progress.item, progress.spent) == (frozenset({1}), 2, (3000, 0, 5000))
    assert (progress.end, progress.handed_in, progress.elapsed) == (End.LEARNER, Moment(9000, 60), 8000)
    assert (progress.asked_prediction, progress.predicted, progress.runs) == (True, 0.5, False)
    assert progress.elapsed_at(99_000) == 8000


def test_first_prediction_and_latest_mark_hold() -> None:
    progress = sat(
        of(2, Kind.EXAM_HANDED_IN, by="learner"),
        of(3, Kind.EXAM_PREDICTED, share=0.5),
        of(4, Kind.EXAM_PREDICTED, share=0.9),
        of(5, Kind.EXAM_MARKED, item=0, credit=1),
        of(6, Kind.EXAM_MARKED, item=0, credit=0.5),
        of(7, Kind.EXAM_MARKED, item=1, credit=0.3),
    )
    assert (progress.predicted, progress.marks) == (0.5, {0: 0.5})


def test_pause_takes_no_time() -> None:
    paused = sat(of(3, Kind.EXAM_PAUSED, paused=True))
    assert (paused.elapsed_at(500_000), paused.runs) == (2000, False)
    back = sat(
        of(3, Kind.EXAM_PAUSED, paused=True),
        of(4, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}),
        of(5, Kind.EXAM_PAUSED, at=500_000, elapsed=2000, paused=False),
    )
    assert (back.elapsed_at(507_000), back.given) == (9000, {})
    assert sat(of(3, Kind.EXAM_PAUSED, paused=True), terms=Terms(minutes=1)).runs


def test_of_two_windows_the_one_behind_loses_nothing() -> None:
    progress = sat(
        of(5, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}),
        of(1, Kind.EXAM_ANSWERED, "bbbb", 5500, item=1, response={"picked": 2}, elapsed=100),
        of(2, Kind.EXAM_FLAGGED, "bbbb", 5600, item=1, flagged=True, elapsed="soon"),
    )
    assert (set(progress.given), progress.flagged, progress.elapsed) == ({0, 1}, frozenset({1}), 4000)


@pytest.mark.parametrize("elapsed", [60_001, 10**30])
def test_what_comes_after_the_end_of_time_is_too_late(elapsed: int) -> None:
    late = (
        of(2, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}, elapsed=elapsed),
        of(3, Kind.EXAM_MOVED, item=1, elapsed=elapsed),
        of(4, Kind.EXAM_PAUSED, paused=True, elapsed=elapsed),
    )
    assert sat(*late) == BEGUN
    assert sat(*late, of(5, Kind.EXAM_HANDED_IN, by="time", elapsed=elapsed)).end is End.TIME


def test_answer_after_the_end_of_a_questions_time_is_too_late() -> None:
    terms = Terms(item_seconds=2)
    progress = sat(
        of(3, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}),
        of(4, Kind.EXAM_ANSWERED, item=0, response={"picked": 2}),
        terms=terms,
    )
    assert progress.given == {0: Given(Picked(1))}
    assert progress.closed(0)
    assert not progress.closed(1)


@pytest.mark.parametrize(
    "late",
    [
        of(9, Kind.EXAM_ANSWERED, item=0, response={"picked": 1}),
        of(9, Kind.EXAM_MOVED, item=1),
        of(9, Kind.EXAM_HANDED_IN, by="time"),
        of(9, Kind.EXAM_PAUSED, paused=True),
    ],
)
def test_nothing_of_the_sitting_counts_once_it_was_handed_in(late: Event) -> None:
    done = sat(of(8, Kind.EXAM_HANDED_IN, by="learner"))
    assert sat(of(8, Kind.EXAM_HANDED_IN, by="learner"), late) == done


@pytest.mark.parametrize(
    "early",
    [
        of(2, Kind.EXAM_PREDICTED, share=0.5),
        of(2, Kind.EXAM_MARKED, item=0, credit=1),
        of(2, Kind.EXAM_FINISHED),
    ],
)
def test_nothing_of_the_marking_counts_before_that(early: Event) -> None:
    assert sat(early) == BEGUN


@pytest.mark.parametrize(
    "strange",
    [
        of(2, Kind.EXAM_ANSWERED, item=3, response={"picked": 1}),
        of(2, Kind.EXAM_ANSWERED, item=-1, response={"picked": 1}),
        of(2, Kind.EXAM_ANSWERED, item="0", response={"picked": 1}),
        of(2, Kind.EXAM_ANSWERED, item=True, response={"picked": 1}),
        of(2, Kind.EXAM_MOVED),
        of(2, Kind.EXAM_FLAGGED, item=0, flagged="yes"),
        of(2, Kind.EXAM_PAUSED, paused=1),
        of(2, Kind.EXAM_HANDED_IN, by="teacher"),
        of(2, Kind.EXAM_HANDED_IN, by=["time"]),
        of(2, "exam-invented-later", item=0),
        of(2, Kind.EXAM_MOVED, item=1, exam="bbbb-1"),
        of(2, Kind.EXAM_MOVED, item=1, exam=None),
        event(2, Kind.EXAM_STARTED, {}),
        event(2, Kind.REVIEWED, {"exam": "aaaa-1", "item": 1}),
    ],
)
def test_strange_events_change_nothing(strange: Event) -> None:
    assert sat(strange) == BEGUN


def test_unsound_start_begins_nothing() -> None:
    assert progress_of([event(1, Kind.EXAM_STARTED, {**START.body, "seed": None})]) is None
    assert progress_of([of(2, Kind.EXAM_MOVED, item=1)]) is None


jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=3), each, max_size=3),
    max_leaves=4,
)
FORMS = paper(*ALL_FORMS)
credits = st.sampled_from([0.0, 0.5, 1.0, 0.3]) | jsons
rows = st.fixed_dictionaries(
    {},
    optional={
        "question": st.sampled_from([one.id for one in ALL_FORMS]) | jsons,
        "credit": credits,
        "due": jsons,
    },
)
responses = st.one_of(
    st.dictionaries(st.sampled_from(["typed", "picked", "ticked", "arranged", "paired"]), jsons, max_size=1),
    st.sampled_from([{"typed": "Pyongyang"}, {"picked": 0}, {"ticked": [0, 2]}, {"arranged": [1, 0, 2]}]),
)
bodies = st.fixed_dictionaries(
    {"exam": st.sampled_from(["aaaa-1"] * 9 + ["bbbb-1", None])},
    optional={
        "elapsed": st.integers(0, 70_000) | jsons,
        "item": st.integers(0, 9) | jsons,
        "response": responses | jsons,
        "certainty": st.integers(0, 4) | jsons,
        "flagged": st.booleans() | jsons,
        "paused": st.booleans() | jsons,
        "by": st.sampled_from(["learner", "time"]) | jsons,
        "share": st.floats() | jsons,
        "credit": credits,
        "answers": st.lists(rows, max_size=4) | jsons,
        "event": st.sampled_from([f"{device}-{seq}" for device in ("aaaa", "bbbb") for seq in range(2, 9)]),
        "question": st.sampled_from([one.id for one in ALL_FORMS]),
        "study_day": st.just("2026-11-23") | jsons,
    },
)
kinds = st.sampled_from(
    [kind for kind in Kind if kind.startswith("exam-")] + [Kind.OVERRULED, Kind.RETRACTED]
)


@st.composite
def sittings(draw: st.DrawFn) -> list[Event]:
    """An exam that began, and whatever two devices may have written about it, right or wrong."""
    certainty = draw(st.booleans())
    terms = Terms(
        draw(st.integers(0, 1)), draw(st.sampled_from([0, 5])), draw(st.booleans()), certainty, 0.25
    )
    events = [event(1, Kind.EXAM_STARTED, paper_body(FORMS, terms))]
    for device in ("aaaa", "bbbb"):
        written = draw(st.lists(st.tuples(kinds, bodies, st.integers(0, 90_000)), max_size=10))
        events += [event(seq, kind, body, device, at) for seq, (kind, body, at) in enumerate(written, 2)]
    return events


@settings(deadline=None, max_examples=100)
@given(sittings(), st.randoms(use_true_random=False))
def test_any_events_add_up_in_any_order(events: list[Event], random: Random) -> None:
    progress = progress_of(events)
    shuffled = list(events)
    random.shuffle(shuffled)
    assert progress_of(shuffled) == progress
    assert progress is not None
    limit = progress.terms.limit
    assert sum(progress.spent) == progress.elapsed
    assert not limit or progress.elapsed <= limit
    assert 0 <= progress.item < len(FORMS.items)
    assert progress.end or not (progress.finished or progress.marks or progress.asked_prediction)
    assert exam_result(progress)["score"]["most"] == len(ALL_FORMS)


@settings(deadline=None)
@given(sittings())
def test_events_that_were_all_taken_back_leave_the_beginning(events: list[Event]) -> None:
    undo = [event(100 + n, Kind.RETRACTED, {"event": each.id}) for n, each in enumerate(events[1:])]
    assert progress_of([*events, *undo]) == progress_of(events[:1])
