"""The decks that the program brings: whole, sourced, and with no question that gives itself away."""

from collections import Counter
from functools import cache

import pytest

from alliance_tutor.deck.cards import ChoiceCard, Deck
from alliance_tutor.deck.deckfile import Reading, read
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.text import plain

TYPES = {"basic", "cloze", "choice", "true-false", "short-answer"}
OWED_A_NAME = {"reported", "claimed", "assessment"}


@cache
def reading(id: str) -> Reading:
    return read(packaged_decks() / f"{id}.toml")


def shipped(id: str) -> Deck:
    deck = reading(id).deck
    assert deck, reading(id).findings
    return deck


each_deck = pytest.mark.parametrize("id", SHIPPED)


def test_the_shipped_decks_are_the_files_that_are_there() -> None:
    assert sorted(each.stem for each in packaged_decks().iterdir()) == sorted(SHIPPED)


@each_deck
def test_deck_loads_without_a_finding(id: str) -> None:
    assert [str(finding) for finding in reading(id).findings] == []
    deck = shipped(id)
    assert deck.id == id
    assert deck.sourced
    assert deck.as_of
    assert all((deck.title, deck.description, deck.version, deck.authors, deck.license, deck.language))


@each_deck
def test_deck_asks_enough_in_every_way(id: str) -> None:
    deck = shipped(id)
    assert len(deck.cards) >= 25
    assert {card.type for card in deck.cards} == TYPES
    assert {card.level for card in deck.cards} >= {"recall", "understanding"}


@each_deck
def test_every_card_says_why_whence_and_how_sure(id: str) -> None:
    deck = shipped(id)
    sources = {source.id for source in deck.sources}
    topics = {topic.id for topic in deck.topics}
    for card in deck.cards:
        assert card.id, card
        assert card.explanation.strip(), card.id
        assert card.sources, card.id
        assert set(card.sources) <= sources, card.id
        assert card.status, card.id
        assert card.level, card.id
        assert card.topic in topics, card.id
        assert card.attributed_to or card.status not in OWED_A_NAME, card.id


@each_deck
def test_every_topic_is_introduced_and_asked(id: str) -> None:
    deck = shipped(id)
    asked = Counter(card.topic for card in deck.cards)
    for topic in deck.topics:
        assert 80 <= len(plain(topic.summary).split()) <= 200, topic.id
        assert asked[topic.id] >= 2, topic.id
    places = [next(n for n, topic in enumerate(deck.topics) if topic.id == card.topic) for card in deck.cards]
    assert places == sorted(places), "new cards come topic by topic, in the order of the file"


@each_deck
def test_every_source_has_a_publisher_and_is_used(id: str) -> None:
    deck = shipped(id)
    used = {source for card in deck.cards for source in card.sources}
    for source in deck.sources:
        assert source.publisher, source.id
        assert source.id in used, source.id


@each_deck
def test_choice_does_not_give_itself_away_by_its_length(id: str) -> None:
    choices = [card for card in shipped(id).cards if isinstance(card, ChoiceCard)]
    longest = [
        card for card in choices if len(card.answer) > max(len(each.text) for each in card.distractors)
    ]
    assert len(longest) <= 0.45 * len(choices), [card.id for card in longest]
    assert all(len(card.distractors) >= 2 for card in choices)


@each_deck
def test_statements_are_not_mostly_true_or_mostly_false(id: str) -> None:
    answers = [card.answer for card in shipped(id).cards if card.type == "true-false"]
    assert 0.25 <= sum(answers) / len(answers) <= 0.75


@each_deck
def test_no_question_is_asked_twice(id: str) -> None:
    prompts = Counter(card.text if card.type == "cloze" else card.prompt for card in shipped(id).cards)
    assert [prompt for prompt, times in prompts.items() if times > 1] == []
