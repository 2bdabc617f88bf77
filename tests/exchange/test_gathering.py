"""What every reader's deck goes through: ids, topics, characters, lengths, faults."""

from typing import Any

import pytest

from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import gathering, limits
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.naming import file_slug, numbered, slug
from alliance_tutor.exchange.report import Outcome


def basic(prompt: str, **keys: Any) -> dict[str, Any]:
    return {"type": "basic", "prompt": prompt, "answer": "An answer", **keys}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Kanji Origins", "kanji-origins"),
        ("Jesus' hometown (1)", "jesus-hometown-1"),
        ("06- création", "06-creation"),
        ("a.b_c-d", "a.b_c-d"),
        ("Öl.", "ol"),
        ("Москва", ""),
        ("Q8 北京", ""),
        ("?!", ""),
        ("A" * 61, ""),
    ],
)
def test_slug_when_letters_would_be_lost_is_empty(name: str, id: str) -> None:
    assert slug(name) == id


@pytest.mark.parametrize(
    ("name", "id"),
    [("My Bank (2)", "my-bank-2"), ("Банк", "deck"), ("..", "deck"), ("a" * 99, "a" * 60), ("Банк 1", "1")],
)
def test_file_slug_when_made_is_always_an_id(name: str, id: str) -> None:
    assert file_slug(name) == id


def test_numbered_when_ids_are_taken_is_the_first_that_is_free() -> None:
    assert numbered("a", {"a", "a-2"}) == "a-3"


def test_ids_when_they_meet_are_kept_apart_and_told_of() -> None:
    made = Gathering("bank")
    made.add(basic("One?"), id="a", line=1)
    made.add(basic("Two?"), id="a", line=2)
    made.add(basic("Three?"), name="a", line=3)
    made.add(basic("Four?"), line=4)
    made.add(basic("Four?", answer="another"), line=5)
    deck, report, *_ = made.deck()
    four = provisional_id("basic", "Four?")
    assert [card.id for card in deck.cards] == [
        "a",
        provisional_id("basic", "Two?"),
        provisional_id("basic", "Three?"),
        four,
        f"{four}-2",
    ]
    assert [item.notes for item in report.items] == [
        (),
        ("the id a is taken already, on line 1",),
        ("its name “a” is not kept",),
        (),
        (),
    ]


def test_card_when_it_is_there_already_is_refused() -> None:
    made = Gathering("bank")
    made.add(basic("One?"), line=1)
    made.add(basic("One?"), name="Another name", line=9)
    report = made.deck().report
    assert (report.items[1].outcome, report.items[1].notes) == (
        Outcome.REFUSED,
        ("the same stands there before, on line 1",),
    )


def test_card_when_it_has_an_id_of_its_own_is_another_though_it_says_the_same() -> None:
    made = Gathering("bank")
    made.add(basic("One?"), id="a")
    made.add(basic("One?"), id="b")
    assert [card.id for card in made.deck().deck.cards] == ["a", "b"]


def test_card_when_it_breaks_a_rule_is_refused_in_words() -> None:
    made = Gathering("bank")
    made.add({"type": "choice", "prompt": "Q?", "answer": "a", "distractors": ()}, line=1)
    made.add(basic("Q?", points=-1), line=2)
    report = made.deck().report
    assert [item.notes for item in report.items] == [("`distractors` is missing",), ("`points` is -1",)]


def test_text_when_it_has_control_characters_is_without_them_and_says_so() -> None:
    made = Gathering("bank")
    made.add({**basic("O\x1bne\u202e?"), "tags": ("a\x07",)})
    deck, report, *_ = made.deck()
    assert getattr(deck.cards[0], "prompt", "") == "One?"
    assert deck.cards[0].tags == ("a",)
    assert report.items[0].notes == ("without 3 characters that are not shown or turn the direction of text",)


def test_text_when_it_is_very_long_is_refused() -> None:
    made = Gathering("bank")
    made.add(basic("a" * (limits.LONGEST_TEXT + 1)))
    report = made.deck().report
    assert report.items[0].notes == (f"a text of it has more than {limits.LONGEST_TEXT} characters",)


def test_items_when_there_are_too_many_end_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_ITEMS", 2)
    made = Gathering("bank")
    made.refuse("a", "why")
    made.refuse("b", "why")
    with pytest.raises(UsageError, match="more than 2 items"):
        made.refuse("c", "why")


def test_file_when_it_has_nothing_is_a_usage_fault() -> None:
    with pytest.raises(UsageError, match="nothing to import"):
        Gathering("bank").deck()


@pytest.mark.parametrize(
    ("paths", "title", "topics"),
    [
        ([()], "bank", []),
        ([("A",)], "A", []),
        ([("A",), ("A", "B")], "A", ["B"]),
        ([("A", "B"), ("A", "C")], "A", ["B", "C"]),
        ([("A",), ("B",)], "bank", ["A", "B"]),
        ([(), ("A",)], "bank", ["A"]),
        ([("A", "B"), ("A", "B", "C", "D")], "B", ["C / D"]),
    ],
)
def test_categories_when_all_share_one_it_is_the_deck_and_the_others_topics(
    paths: list[tuple[str, ...]], title: str, topics: list[str]
) -> None:
    made = Gathering("bank")
    for number, path in enumerate(paths):
        made.add(basic(f"Question {number}?"), path=path)
    deck = made.deck().deck
    assert (deck.title, [topic.title for topic in deck.topics]) == (title, topics)
    assert {card.topic for card in deck.cards} - {""} == {topic.id for topic in deck.topics}


def test_passages_when_a_category_has_two_are_one_summary() -> None:
    made = Gathering("bank")
    made.category(("A",))
    made.passage(("A", "B"), "One.", id="own")
    made.passage(("A", "B"), "Two.")
    made.passage(("A",), "The deck.")
    made.passage((), "Nowhere.")
    made.add(basic("Q?"), path=("A", "B"))
    deck, report, *_ = made.deck()
    (topic,) = deck.topics
    assert (topic.id, topic.summary, deck.description) == ("own", "One.\n\nTwo.", "The deck.")
    assert report.count(Outcome.REFUSED) == 1


def test_decoded_when_a_byte_is_wrong_has_its_place() -> None:
    with pytest.raises(UsageError) as fault:
        limits.decoded(b"one\ntw\xff")
    assert (fault.value.line, fault.value.column, fault.value.message) == (2, 3, "byte 0xff is not UTF-8")
