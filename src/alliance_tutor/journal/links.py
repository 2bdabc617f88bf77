"""Cards whose history was carried over to another card: `relinked` events, and what they add up to. Pure."""

from collections.abc import Iterable, Mapping
from typing import TypeGuard

from alliance_tutor.journal.events import Event, Kind

Links = Mapping[str, str]
"""By a card, the one that has its history now; cards are named as `deck/card`."""


def links_of(ordered: Iterable[Event]) -> dict[str, str]:
    """Where the histories of cards are by `relinked` events that hold, in the order of folding.

    Of one card the latest holds. Histories that were carried on are where they came at last; where cards name
    one another in a circle, the latest event opens it.
    """
    direct: dict[str, str] = {}
    for event in ordered:
        old, new = event.body.get("from"), event.body.get("to")
        if event.kind != Kind.RELINKED or not (_is_card(old) and _is_card(new)) or old == new:
            continue
        direct.pop(old, None)
        before, end = "", new
        while end in direct:
            before, end = end, direct[end]
        if end == old:
            del direct[before]
        direct[old] = new
    return {card: _end(card, direct) for card in direct}


def carried(question: str, links: Links) -> str:
    """The question that has the history of another one; itself where it was not carried over."""
    card, part, number = question.partition("#")
    return f"{links.get(card, card)}{part}{number}"


def aliases(question: str, links: Links) -> list[str]:
    """The questions whose histories another one has, itself first, where it was not carried over."""
    card, part, number = question.partition("#")
    cards = [card] if card not in links else []
    return [f"{each}{part}{number}" for each in [*cards, *(old for old, new in links.items() if new == card)]]


def _end(card: str, direct: Links) -> str:
    while card in direct:  # it ends: `links_of` leaves no circle
        card = direct[card]
    return card


def _is_card(name: object) -> TypeGuard[str]:
    return isinstance(name, str) and name.isascii() and name.isprintable() and "/" in name and "#" not in name
