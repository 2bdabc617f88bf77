from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import (
    CARD_TYPES,
    AnyCard,
    BasicCard,
    ChoiceCard,
    DateCard,
    Deck,
    Distractor,
    MatchingCard,
)


def test_every_class_of_card_is_found_by_its_type() -> None:
    assert list(CARD_TYPES) == [
        *("basic", "cloze", "choice", "multiple-response", "true-false"),
        *("short-answer", "numeric", "date", "ordering", "matching", "open"),
    ]
    assert set(CARD_TYPES.values()) == set(get_args(AnyCard))


def test_every_key_is_described() -> None:
    schema = Deck.model_json_schema()
    tables = [schema, *schema["$defs"].values()]
    for table in tables:
        for key, rules in table["properties"].items():
            assert rules.get("description"), (table["title"], key)


def test_nothing_can_be_changed() -> None:
    card = BasicCard(prompt="a", answer="b")
    with pytest.raises(ValidationError, match="frozen"):
        card.prompt = "c"  # type: ignore[misc]


def test_a_distractor_is_a_text_or_a_table() -> None:
    card = ChoiceCard.model_validate(
        {"type": "choice", "prompt": "p", "answer": "a", "distractors": ["b", {"text": "c", "why": "w"}]}
    )
    assert card.distractors == (Distractor(text="b"), Distractor(text="c", why="w"))


def test_no_text_of_a_card_may_hide_characters() -> None:
    with pytest.raises(ValidationError, match="control character"):
        BasicCard(prompt="a\x1b[31m", answer="b")


@pytest.mark.parametrize(
    "card",
    [
        {"type": "choice", "answer": "a", "distractors": ["b", "a"]},
        {"type": "multiple-response", "answers": ["a", "b"], "distractors": ["b"]},
        {"type": "ordering", "items": ["a", " a "]},
        {"type": "matching", "pairs": [["a", "1"], ["a", "2"]]},
        {"type": "matching", "pairs": [["a", "1"], ["b", "2"]], "distractors": ["1"]},
    ],
)
def test_no_card_holds_a_part_twice(card: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="stands there twice"):
        CARD_TYPES[card["type"]].model_validate({"prompt": "p", **card})


def test_two_items_may_share_a_partner() -> None:
    card = MatchingCard(type="matching", prompt="p", pairs=(("a", "1"), ("b", "1")))
    assert card.pairs == (("a", "1"), ("b", "1"))


def test_a_day_of_toml_is_kept_as_text() -> None:
    card = DateCard.model_validate({"type": "date", "prompt": "p", "answer": date(476, 9, 4)})
    assert card.answer == "0476-09-04"


@settings(max_examples=50)
@given(decks())
def test_a_deck_is_equal_to_what_its_json_gives(deck: Deck) -> None:
    assert Deck.model_validate_json(deck.model_dump_json()) == deck
