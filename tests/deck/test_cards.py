from typing import get_args

import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from tests.deck.strategies import decks

from alliance_tutor.deck.cards import CARD_TYPES, AnyCard, BasicCard, ChoiceCard, Deck, Distractor


def test_every_class_of_card_is_found_by_its_type() -> None:
    assert sorted(CARD_TYPES) == ["basic", "choice", "cloze", "short-answer", "true-false"]
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


@settings(max_examples=50)
@given(decks())
def test_a_deck_is_equal_to_what_its_json_gives(deck: Deck) -> None:
    assert Deck.model_validate_json(deck.model_dump_json()) == deck
