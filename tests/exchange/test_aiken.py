"""Aiken: Moodle's simplest format, read with its lines and written with what is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from tests.deck.strategies import decks

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import CARD_TYPES, Deck
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import aiken
from alliance_tutor.exchange.report import Imported, Outcome

BANK = """\
Which river parts Russia and North Korea?
A) Amur
B) Tumen
C) Yalu
ANSWER: B

Which is the capital?
A. Seoul
B. Pyongyang
ANSWER: B
"""


def read(text: str) -> Imported:
    return aiken.read(text.encode(), "bank")


def told(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """What is refused of a text: line, item and reason."""
    items = read(text).report.items
    return [(item.line, item.name, item.notes) for item in items if item.outcome is Outcome.REFUSED]


def card(type: str, **keys: object) -> Deck:
    made = CARD_TYPES[type].model_validate({"id": "c", "type": type, "prompt": "Which is it?", **keys})
    return Deck(id="deck", title="Deck", cards=(made,))


def test_bank_when_read_has_its_keys_and_lines() -> None:
    deck, report, *_ = read(BANK)
    first, second = deck.cards
    assert first.model_dump(exclude_defaults=True, exclude={"id"}) == {
        "type": "choice",
        "prompt": "Which river parts Russia and North Korea?",
        "answer": "Tumen",
        "distractors": ({"text": "Amur"}, {"text": "Yalu"}),
    }
    assert getattr(second, "answer", "") == "Pyongyang"
    assert [(item.line, item.outcome) for item in report.items] == [(1, Outcome.KEPT), (7, Outcome.KEPT)]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_bank_when_its_lines_end_otherwise_is_the_same(ends: str) -> None:
    assert read(BANK.replace("\n", ends)) == read(BANK)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("A. One\nTwo?\nA. a\nB. b\nANSWER: A", "line “A. One”", "there is no question before it"),
        ("ANSWER: A", "line “ANSWER: A”", "there is no question before it"),
        (
            "One?\nA. a\nANSWER: A",
            "question “One?”",
            "it has fewer than two options before its answer on line 3",
        ),
        ("One?\nA. a\nB. b\nTwo?", "question “One?”", "it has no ANSWER: line before the next one on line 4"),
        ("One?\nA. a\nB. b", "question “One?”", "it has no ANSWER: line before the file ends"),
        ("One?\nA. a\nB. b\nANSWER: C", "question “One?”", "“C” on line 4 is none of its options"),
        ("One?\nA. a\nB. b\nANSWER:", "question “One?”", "“” on line 4 is none of its options"),
        ("One?\nA. a\nanswer: A", "question “One?”", "it has no ANSWER: line before the next one on line 3"),
    ],
)
def test_question_when_it_is_not_whole_is_refused_with_its_line(text: str, name: str, why: str) -> None:
    assert told(text)[0] == (1, name, (why,))


def test_question_when_its_letters_are_out_of_order_is_read_as_moodle_does() -> None:
    deck, report, *_ = read("One?\nA. a\nC. b\nANSWER: B")
    (item,) = report.items
    assert getattr(deck.cards[0], "answer", "") == "b"
    assert item.notes == ("its options are lettered anew, in their order, as Moodle does",)


def test_texts_when_they_look_like_markup_show_themselves() -> None:
    deck = read("Is *this* <b>it</b>?\nA. [x](http://a.b)\nB. b\nANSWER: A").deck
    assert aiken.write(deck).data.decode().splitlines()[0] == "Is *this* <b>it</b>?"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfeA\x00", b"\xe9?\nA. a"])
def test_file_when_nothing_of_it_can_be_read_is_a_usage_fault(data: bytes) -> None:
    with pytest.raises(UsageError):
        aiken.read(data, "bank")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (card("choice", answer="a", distractors=["b"]), "Which is it?\nA. b\nB. a\nANSWER: B\n"),
        (card("true-false", answer=False), "Which is it?\nA. True\nB. False\nANSWER: B\n"),
        (
            card("choice", prompt="U.S. *or* other?", answer="a", distractors=["b"]),
            "Question: U.S. or other?\nA. b\nB. a\nANSWER: B\n",
        ),
        (
            card("choice", prompt="One\n\ntwo", answer="a", distractors=["b"]),
            "One two\nA. b\nB. a\nANSWER: B\n",
        ),
    ],
)
def test_card_when_written_is_a_question_with_one_key(found: Deck, text: str) -> None:
    made = aiken.write(found).data
    assert made.decode() == text
    assert aiken.write(aiken.read(made, "deck").deck).data == made


def test_card_when_it_loses_something_says_what() -> None:
    distractors = [{"text": "*b*", "why": "no"}]
    found = card("choice", prompt="A. or B.?", answer="a", distractors=distractors, level="recall", points=2)
    (_, item) = aiken.write(found).report.items
    assert item.notes == (
        "emphasis and code are plain words",
        "“Question:” stands before its prompt, which would be read as an option",
        "without id, level, points, why",
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (card("basic", answer="a"), "Aiken has only questions with one right option, and this is basic"),
        (
            card("choice", answer="a", distractors=[f"b{n}" for n in range(26)]),
            "Aiken has letters for 26 options",
        ),
        (card("choice", answer="*a*", distractors=["a"]), "two options of it look the same"),
        (card("choice", prompt="?", answer="a", distractors=["b"]), "a text of it is too short for Aiken"),
    ],
)
def test_card_when_aiken_cannot_hold_it_is_refused_by_name(found: Deck, why: str) -> None:
    made = aiken.write(found)
    assert made.data == b""
    assert [(item.outcome, item.notes) for item in made.report.items if item.card] == [
        (Outcome.REFUSED, (why,))
    ]


@given(decks())
def test_deck_when_written_read_and_written_again_has_the_same_bytes(found: Deck) -> None:
    made = aiken.write(found)
    assert [item.card for item in made.report.items if item.card] == [card.id for card in found.cards]
    if made.data:
        assert aiken.write(aiken.read(made.data, found.id).deck).data == made.data


@pytest.mark.parametrize("id", SHIPPED)
def test_shipped_deck_when_written_read_and_written_again_has_the_same_bytes(id: str) -> None:
    found = deckfile.read(Path(packaged_decks() / f"{id}.toml")).deck
    assert found is not None
    first = aiken.write(found).data
    assert first
    assert aiken.write(aiken.read(first, id).deck).data == first
