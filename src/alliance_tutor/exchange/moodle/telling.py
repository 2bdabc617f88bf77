"""What becomes of a deck, of its topics and of its cards in a format of Moodle."""

from collections.abc import Iterable

from alliance_tutor.deck.cards import AnyCard, Deck, Topic
from alliance_tutor.deck.identity import card_id
from alliance_tutor.exchange.moodle.asking import Written
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.report import Item, Outcome, outcome_of

_LEFT_OUT = ("version", "as_of", "sourced", "authors", "license", "exam", "ignore")


def of_deck(deck: Deck, notes: Iterable[str] = ()) -> Item:
    """The deck's own table, and the sources that no card cites."""
    lost = [key for key in _LEFT_OUT if getattr(deck, key)]
    lost += ["language"] if deck.language != "en" else []
    cited = {id for card in deck.cards for id in card.sources}
    lost += [f"source {source.id}" for source in deck.sources if source.id not in cited]
    return _item(f"deck {deck.id}", [*([f"without {', '.join(lost)}"] if lost else []), *notes])


def of_topic(topic: Topic, title: str, notes: Iterable[str] = ()) -> Item:
    """A topic whose category has a title."""
    renamed = [f"it is called {title}"] if title != single(topic.title) else []
    return _item(f"topic {topic.id}", [*notes, *renamed])


def of_card(card: AnyCard, made: Written, notes: Iterable[str] = ()) -> Item:
    """A card and what was made of it."""
    id = card_id(card)
    name = f"{card.type} {id}"
    if made.refusal:
        return Item(Outcome.REFUSED, name, (made.refusal,), card=id)
    return _item(name, [*made.notes, *notes], id)


def _item(name: str, notes: Iterable[str], card: str = "") -> Item:
    told = tuple(notes)
    return Item(outcome_of(told), name, told, card=card)
