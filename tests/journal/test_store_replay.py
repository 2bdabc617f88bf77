"""The caches are what the events add up to, whatever happened in which order in which window."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journal.caches import folded

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import Fold, fold
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.studyday import Moment, day_text

DAY = 739_943

questions = st.sampled_from(["h/a", "h/a#reverse", "c/b", "c/new"])
days = st.integers(DAY, DAY + 30).map(day_text)
reviews = st.tuples(
    st.just(Kind.REVIEWED),
    st.fixed_dictionaries(
        {"question": questions, "rating": st.integers(0, 5), "study_day": days, "ms": st.integers(-1, 10**6)}
    ),
)
answers = st.tuples(
    st.just(Kind.ANSWERED),
    st.fixed_dictionaries(
        {"question": questions, "rating": st.integers(1, 4), "study_day": days, "counts": st.booleans()}
    ),
)
rulings = st.tuples(
    st.just(Kind.OVERRULED),
    st.fixed_dictionaries(
        {"event": st.integers(1, 30), "credit": st.sampled_from([0.0, 0.5, 1.0, 2.0])},
        optional={"rating": st.integers(0, 4), "counts": st.booleans(), "question": questions},
    ),
)
# Which event each names, by its number; of exams there are few, so that some are finished twice.
exams = st.tuples(
    st.just(Kind.EXAM_FINISHED),
    st.fixed_dictionaries(
        {
            "exam": st.integers(1, 3),
            "study_day": days,
            "answers": st.lists(
                st.fixed_dictionaries(
                    {"question": questions, "rating": st.integers(1, 4), "counts": st.booleans()}
                ),
                max_size=3,
            ),
        }
    ),
)
retractions = st.tuples(st.just(Kind.RETRACTED), st.integers(1, 30))
others = st.tuples(
    st.sampled_from(
        [
            *(Kind.SUSPENDED, Kind.RESUMED, Kind.BURIED, Kind.UNBURIED, Kind.FLAGGED, Kind.UNFLAGGED),
            *(Kind.RESET, Kind.RESET, Kind.EXAM_STARTED, "later"),
        ]
    ),
    st.fixed_dictionaries({"question": questions, "study_day": days}),
)
settings_of_retention = st.tuples(
    st.just(Kind.RETENTION_SET),
    st.fixed_dictionaries(
        {"retention": st.sampled_from([None, 0.5, 0.7, 0.8, 0.95])},
        optional={"deck": st.sampled_from(["h", "c", ""])},
    ),
)
settings_of_parameters = st.tuples(
    st.just(Kind.PARAMETERS_SET),
    st.fixed_dictionaries(
        {"parameters": st.sampled_from([list(DEFAULT_PARAMETERS), [*DEFAULT_PARAMETERS[:20], 0.3], [1.0]])}
    ),
)
cards = st.sampled_from(["h/a", "c/b", "c/new", "h/a#reverse"])
relinks = st.tuples(st.just(Kind.RELINKED), st.fixed_dictionaries({"from": cards, "to": cards}))
# Mostly a clock that runs on, sometimes one that jumps.
steps = st.lists(
    st.tuples(
        st.one_of(
            *(reviews, reviews, reviews, answers, answers, rulings, rulings),
            *(exams, exams, retractions, others, others, settings_of_retention, settings_of_parameters),
            relinks,
        ),
        st.one_of(st.just(None), st.integers(0, 40)),
        st.integers(0, 1),
    ),
    max_size=30,
)


Steps = list[tuple[tuple[str, Any], int | None, int]]


@settings(deadline=None, max_examples=60)
@given(steps)
def test_caches_are_the_fold_of_the_events(steps: Steps) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with Journal.open(path) as one, Journal.open(path) as two:
            for number, ((kind, body), jump, window) in enumerate(steps):
                journal = (one, two)[window]
                body = named(kind, body, journal.device)
                journal.append(kind, body, Moment(number if jump is None else jump, 0))
                assert folded(journal) == fold(journal.events())
            assert folded(one) == folded(two)
            for event in list(one.events()):
                one.append(Kind.RETRACTED, {"event": event.id}, Moment(99, 0))
            assert folded(two) == Fold()


@settings(deadline=None, max_examples=60)
@given(steps, st.data())
def test_merged_events_make_the_caches_of_all_of_them(steps: Steps, data: st.DataObject) -> None:
    """Two devices' events, which name each other's too, arrive in any order and in any pieces."""
    devices = ("aaaa", "bbbb")
    events = [
        Event(devices[own], number, number if jump is None else jump, 0, kind, named(kind, body, devices[of]))
        for number, ((kind, body), jump, own) in enumerate(steps, 1)
        for of in [data.draw(st.integers(0, 1))]
    ]
    forgotten = [
        replace(event, kind=Kind.FORGOTTEN, body={}) for event in events if data.draw(st.integers(0, 9)) == 0
    ]
    arriving = data.draw(st.permutations([*events, *forgotten]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(arriving)), max_size=3)))
    gone = {event.id for event in forgotten}
    left = [event for event in events if event.id not in gone]
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "history.db") as journal:
        for begin, end in pairwise([0, *cuts, len(arriving)]):
            journal.merge(arriving[begin:end])
            assert folded(journal) == fold(journal.events())
        assert folded(journal) == fold(left)
        journal.rebuild()
        assert folded(journal) == fold(left)


def named(kind: str, body: Any, device: str) -> Any:
    """A body drawn above, with a number of a device's event made that event's id."""
    match kind:
        case Kind.RETRACTED:
            return {"event": f"{device}-{body}"}
        case Kind.OVERRULED:
            return {**body, "event": f"{device}-{body['event']}"}
        case Kind.EXAM_FINISHED:
            return {**body, "exam": f"{device}-{body['exam']}"}
    return body
