"""How a copy and a shipped deck differ."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.compare import Card, Difference, Field, Kind, differences, mark

OLD: Card = {"id": "a", "prompt": "?", "answer": "old"}
NEW: Card = {"id": "a", "prompt": "?", "answer": "new"}
OWN: Card = {"id": "a", "prompt": "?", "answer": "own"}
SEEN = {"a": mark(OLD)}

ids = st.sampled_from("abcde")
texts = st.sampled_from([{"answer": "1"}, {"answer": "2"}, {"answer": "3"}])
decks = st.dictionaries(ids, texts)


@pytest.mark.parametrize(
    ("seen", "mine", "shipped", "kind", "edited"),
    [
        (SEEN, OLD, NEW, Kind.CHANGED, False),
        (SEEN, OWN, NEW, Kind.CHANGED, True),
        ({}, OLD, NEW, Kind.CHANGED, None),
        ({}, None, NEW, Kind.ADDED, None),
        (SEEN, None, NEW, Kind.ADDED, True),
        (SEEN, OLD, None, Kind.REMOVED, False),
        (SEEN, OWN, None, Kind.REMOVED, True),
    ],
)
def test_a_card_that_the_shipped_deck_changed_differs(
    seen: dict[str, str], mine: Card | None, shipped: Card | None, kind: Kind, edited: bool | None
) -> None:
    one, other = ({"a": card} if card else {} for card in (mine, shipped))
    (found,) = differences(seen, one, other)
    assert found == Difference("a", kind, mine, shipped, edited)
    assert found.story.endswith(".")
    assert found.choices[0] != found.choices[1]


@pytest.mark.parametrize(
    ("seen", "mine", "shipped"),
    [
        (SEEN, OWN, OLD),  # only the learner changed it
        (SEEN, None, OLD),  # only the learner took it out
        (SEEN, NEW, NEW),  # both made the same change
        ({}, OLD, OLD),
        ({}, OWN, None),  # the learner's own card
        (SEEN, None, None),
    ],
)
def test_a_card_that_the_shipped_deck_did_not_change_does_not_differ(
    seen: dict[str, str], mine: Card | None, shipped: Card | None
) -> None:
    one, other = ({"a": card} if card else {} for card in (mine, shipped))
    assert differences(seen, one, other) == []


def test_fields_are_those_that_differ_in_lines() -> None:
    mine: Card = {"id": "a", "prompt": "?", "answer": True, "hint": "h", "points": 2}
    shipped: Card = {
        "id": "a",
        "prompt": "?",
        "distractors": ["x", {"text": "y", "why": "z"}, {"text": "w"}],
        "explanation": "\none\n\ntwo\n",
        "answer": False,
        "as_of": date(2026, 3, 1),
        "points": 2,
    }
    (found,) = differences({}, {"a": mine}, {"a": shipped})
    assert found.fields == [
        Field("distractors", [], ["- x", "- y (z)", "- w"]),
        Field("explanation", [], ["one", "", "two"]),
        Field("answer", ["true"], ["false"]),
        Field("as_of", [], ["2026-03-01"]),
        Field("hint", ["h"], []),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo", ["one two"]),
        ("one \n  two\n", ["one two"]),
        ("one\n\ntwo\nthree", ["one", "", "two three"]),
        ("so:\n- one\n  more\n- two\n1. three", ["so:", "- one more", "- two", "1. three"]),
        ("1961\n-5 to 3", ["1961 -5 to 3"]),
        ("", [""]),
    ],
)
def test_where_the_lines_of_a_paragraph_break_is_no_difference(text: str, shown: list[str]) -> None:
    card, again = {"hint": text}, {"hint": "\n".join(shown)}
    assert mark(card) == mark(again)
    assert Difference("a", Kind.CHANGED, card, again, None).fields == []
    assert Difference("a", Kind.CHANGED, card, {}, None).fields == [Field("hint", shown, [])]


def test_a_value_of_another_type_is_a_difference() -> None:
    one, other = {"answer": True}, {"answer": "true"}
    assert mark(one) != mark(other)
    assert Difference("a", Kind.CHANGED, one, other, None).fields == [Field("answer", ["true"], ["true"])]


def test_the_order_of_keys_changes_no_mark() -> None:
    assert mark(OLD) == mark(dict(reversed(OLD.items()))) != mark(NEW)


@given(decks, decks, decks)
def test_what_both_have_alike_or_was_decided_on_never_differs(
    seen: dict[str, Card], mine: dict[str, Card], shipped: dict[str, Card]
) -> None:
    marks = {id: mark(card) for id, card in seen.items()}
    found = differences(marks, mine, shipped)
    assert len({each.card for each in found}) == len(found)
    for each in found:
        assert each.mine != each.shipped
        assert each.shipped != seen.get(each.card)
    assert differences(marks, shipped, shipped) == []
    assert differences({id: mark(card) for id, card in shipped.items()}, mine, shipped) == []
