"""What the tests of tables share: decks and files in few words."""

from typing import Any

from alliance_tutor.deck.cards import CARD_TYPES, AnyCard, Deck
from alliance_tutor.exchange.report import Imported, Item


def deck(*cards: dict[str, Any], **head: Any) -> Deck:
    """A deck of cards by their keys; each is `c`, if it has no other id."""
    made = [CARD_TYPES[card["type"]].model_validate({"id": "c", **card}) for card in cards]
    return Deck(**{"id": "deck", "title": "Deck", "cards": tuple(made), **head})


def card(type: str, **keys: Any) -> Deck:
    """A deck of one card, which asks Q? where nothing else is said."""
    return deck({"type": type, **({} if type == "cloze" else {"prompt": "Q?"}), **keys})


def only(imported: Imported) -> tuple[AnyCard, Item]:
    """The one card of a file, and what is said of it."""
    (found,) = imported.deck.cards
    (item,) = (item for item in imported.report.items if item.card)
    return found, item


def keys(found: AnyCard) -> dict[str, Any]:
    """What a card says, but for its id."""
    return found.model_dump(exclude_defaults=True, exclude={"id"})


def told(imported: Imported) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """The report, item by item."""
    return [(item.line, item.outcome.value, item.name, item.notes) for item in imported.report.items]
