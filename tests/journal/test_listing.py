"""An export is complete: whatever an event holds comes back as it was."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.errors import UsageError
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.listing import event_of, line_of, listed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["question", "rating", "id", "device", "seq", "at", "offset", "kind", "body", "response", "event"]
)
BODIES = st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=5)
RATINGS = st.sampled_from([1, 2, 3, 4, 0, 5, True, False, 1.0, "good", "Good", None, [1]])


def event(body: dict[str, Any]) -> Event:
    return Event("k3f9a2qd", 7, 1_795_600_800_000, 60, "reviewed", body)


def there_and_back(body: dict[str, Any]) -> Event:
    return line_of(json.dumps(listed(event(body))))


@given(BODIES)
def test_any_body_when_listed_and_read_is_the_same(body: dict[str, Any]) -> None:
    assert json.dumps(there_and_back(body).body, sort_keys=True) == json.dumps(body, sort_keys=True)
    assert listed(there_and_back(body)) == listed(event(body))


@given(RATINGS, st.none() | st.text(max_size=3) | st.integers())
def test_any_rating_and_question_when_listed_and_read_are_the_same(rating: object, question: object) -> None:
    body = {"question": question, "rating": rating}
    assert repr(there_and_back(body).body) == repr(body)


def test_answer_when_listed_has_its_keys_side_by_side() -> None:
    body = {"question": "h/1", "rating": 3, "study_day": "2026-11-25"}
    assert listed(event(body)) == {
        "id": "k3f9a2qd-7",
        "device": "k3f9a2qd",
        "seq": 7,
        "at": 1_795_600_800_000,
        "offset": 60,
        "kind": "reviewed",
        "question": "h/1",
        "rating": "good",
        "study_day": "2026-11-25",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"device": ""}, "device"),
        ({"device": "a\nb"}, "device"),
        ({"seq": 0}, "number"),
        ({"seq": True}, "number"),
        ({"seq": 2**63}, "number"),
        ({"at": "today"}, "time"),
        ({"at": 10**30}, "time"),
        ({"offset": 5000}, "offset"),
        ({"kind": "Reviewed!"}, "kind"),
        ({"kind": 3}, "kind"),
    ],
)
def test_object_that_is_no_event_is_told(change: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        event_of({**listed(event({})), **change})


@pytest.mark.parametrize("line", ["", "[]", "3", "{", "[" * 100_000, '{"device": "a"}', "\x00"])
def test_line_that_is_no_event_is_told(line: str) -> None:
    with pytest.raises(UsageError):
        line_of(line)
