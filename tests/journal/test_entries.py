"""What a row says is the same whether it is read in one go or as JSON, and entries sort as events do."""

from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.journal import entries
from alliance_tutor.journal.entries import Places, day_or_none, loaded, read, told
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import in_order
from alliance_tutor.journal.schema import body_text

odd = st.one_of(st.none(), st.booleans(), st.integers(-5, 10**12), st.floats(-1, 5), st.text(max_size=6))
texts = st.one_of(
    st.text(max_size=8), st.sampled_from(["h/a", "h/a#c1", 'say "no"', "back\\slash", "}", "Ω"])
)
answers = st.fixed_dictionaries(
    {
        "question": st.one_of(st.just("h/a"), texts),
        "rating": st.one_of(st.integers(0, 5), odd),
        "study_day": st.one_of(st.just("2026-11-23"), st.just("2026-02-30"), odd),
        "ms": st.one_of(st.integers(0, 400_000), odd),
        "hash": st.just("k3f9a2qd"),
        "credit": st.sampled_from([None, 0.0, 0.5, 1.0, 1]),
    },
    optional={
        "response": texts,
        "mode": st.sampled_from(["quiz", "retry", "pretest", None]),
        "certainty": st.sampled_from([None, 1, 2]),
        "counts": st.one_of(st.booleans(), odd),
    },
)


@given(st.sampled_from(sorted(entries.SHAPING)), answers)
def test_row_says_what_its_body_says(kind: Kind, body: dict[str, Any]) -> None:
    assert read(kind, body_text(body)) == told(kind, body)


@pytest.mark.parametrize(("kind", "counts"), [(Kind.REVIEWED, None), (Kind.ANSWERED, True)])
def test_answer_as_it_is_written_is_read_without_json(
    kind: Kind, counts: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    body: dict[str, Any] = {
        "question": "h/a",
        "rating": 1,
        "study_day": "2026-11-23",
        "ms": 400_000,
        "hash": "k3f9a2qd",
        "credit": 0.5,
        "response": "1948, or so",
    }
    if counts:
        body |= {"mode": "retry", "certainty": None, "counts": counts}
    expected = told(kind, body)
    monkeypatch.setattr(entries, "loaded", lambda text: {})
    found = read(kind, body_text(body))
    assert found == expected
    assert found is not None
    question, what = found
    assert (question, what & entries.CODE, what >> entries.DAY_SHIFT) == ("h/a", 1, day_or_none("2026-11-23"))
    assert what >> entries.MS_SHIFT & entries.MS_MASK == entries.LONGEST_MS
    assert what & entries.COUNTS
    assert bool(what & entries.RETRY) == bool(counts)


def full(**asked: Any) -> dict[str, Any]:
    """An answer's body with all keys that it always has, and `asked` after them."""
    values = ("h/a", 3, "2026-11-23", 4144, "k3f9a2qd", None)
    return {**dict(zip(entries.ANSWERED, values, strict=True)), **asked}


QUIZ = {"mode": "quiz", "certainty": None, "counts": True}


@pytest.mark.parametrize("asked", [{}, {"response": "1948"}, QUIZ, {"response": "quiz", **QUIZ}])
@pytest.mark.parametrize("kind", sorted(entries.ANSWERS))
def test_answer_takes_half_the_room_and_reads_as_before(kind: Kind, asked: dict[str, Any]) -> None:
    body = full(**asked)
    text = body_text(entries.packed(body))
    assert text.startswith('["h/a",3,')
    assert list(loaded(text).items()) == list(body.items())
    assert read(kind, text) == read(kind, body_text(body)) == told(kind, body)


@given(st.one_of(answers, st.dictionaries(texts, odd)))
def test_any_body_reads_as_it_was_packed(body: dict[str, Any]) -> None:
    assert list(loaded(body_text(entries.packed(body))).items()) == list(body.items())


@given(st.sampled_from(sorted(entries.SHAPING)), answers, st.permutations(["response", *QUIZ]))
def test_packed_row_says_what_its_body_says(kind: Kind, body: dict[str, Any], order: list[str]) -> None:
    ordered = {key: body[key] for key in (*entries.ANSWERED, *order) if key in body}
    assert read(kind, body_text(entries.packed(ordered))) == told(kind, ordered)


@pytest.mark.parametrize("text", ["[]", "[1,2]", '["h/a",3,"2026-11-23",1,"",null,1,2]', "null", "[[", '"h"'])
def test_row_that_holds_no_body_reads_as_an_empty_one(text: str) -> None:
    assert loaded(text) == {}


events = st.lists(
    st.tuples(st.sampled_from(["aaaa", "bbbb", "c"]), st.integers(1, 9), st.integers(0, 9)),
    unique_by=lambda made: made[:2],
).map(lambda made: [Event(device, seq, at, 0, Kind.FLAGGED) for device, seq, at in made])


@pytest.mark.parametrize("largest", [9, 1 << 62])
@given(events=events)
def test_entries_follow_each_other_as_events_do(largest: int, events: list[Event]) -> None:
    places = Places({event.device for event in events}, largest)
    made = [(event.at, places.before(event.device) + event.seq, 0) for event in events]
    assert [places.id(place) for _, place, _ in places.in_sequence(made)] == [
        event.id for event in in_order(events)
    ]


def test_numbers_that_fit_take_24_bytes_an_event_and_others_are_kept_whole() -> None:
    assert isinstance(Places(["aaaa"], 10**6).group(), array)
    beyond = Places(["aaaa", "bbbb"], 1 << 62)
    place = beyond.before("bbbb") + (1 << 62)
    beyond.group().extend((0, place, 0))
    assert beyond.id(place) == f"bbbb-{1 << 62}"
