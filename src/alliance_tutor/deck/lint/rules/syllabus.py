"""Topics and sources: what is announced should be there, and what is there should be used."""

import re
from collections import Counter
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@rule(
    "Q180",
    Severity.INFO,
    "A topic has no cards.",
    "It is listed, and nothing of it is ever asked.",
    sourced=True,
)
def topic_without_cards(deck: CheckedDeck) -> Iterator[Note]:
    """A topic that no card names."""
    asked = Counter(card.topic for card in deck.deck.cards)
    for topic in deck.deck.topics:
        if not asked[topic.id]:
            hint = f'write topic = "{topic.id}" on the cards that belong to it, or delete it'
            yield Note("the topic has no cards", hint, ("id",), place=deck.place("topic", topic.id))


@rule(
    "Q181",
    Severity.WARNING,
    "A topic has no summary.",
    "Newcomers have nothing to read before they are asked.",
    sourced=True,
)
def topic_without_summary(deck: CheckedDeck) -> Iterator[Note]:
    """A topic that can be asked and not read."""
    for topic in deck.deck.topics:
        if not topic.summary.strip():
            hint = 'write summary = """…""": 80 to 200 words to read before the first question'
            yield Note("the topic has no summary", hint, place=deck.place("topic", topic.id))


@rule(
    "Q182",
    Severity.INFO,
    "A source is named by no card.",
    "It makes the deck look better founded than it is.",
    sourced=True,
)
def unused_source(deck: CheckedDeck) -> Iterator[Note]:
    """A source that no card cites."""
    used = {source for card in deck.deck.cards for source in card.sources}
    for source in deck.deck.sources:
        if source.id not in used:
            hint = "name it in the sources of a card, or delete it"
            yield Note("no card names this source", hint, ("id",), place=deck.place("source", source.id))


@rule(
    "Q184",
    Severity.WARNING,
    "The title of a source is its address.",
    "When the page moves nobody knows any more what it was.",
)
def untitled_source(deck: CheckedDeck) -> Iterator[Note]:
    """A source that is known by nothing but where it lay."""
    for source in deck.deck.sources:
        if _ADDRESS.fullmatch(source.title.strip()):
            hint = "write what the page is called, and the address as url"
            yield Note("the title is an address", hint, ("title",), place=deck.place("source", source.id))
