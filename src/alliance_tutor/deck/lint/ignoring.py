"""Findings that an author does not want: by `ignore` in `[deck]` or on a card."""

from collections.abc import Iterator
from typing import NamedTuple

from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.context import CheckedDeck, Place
from alliance_tutor.deck.lint.rules import RULES
from alliance_tutor.deck.values import did_you_mean, shown

UNKNOWN, OF_NO_USE = "W104", "I102"

_UNWANTED = frozenset(code for code in CODES if code[0] in "WI") - {UNKNOWN, OF_NO_USE} | RULES.keys()
"""The codes that can be ignored: an error of structure keeps the deck from loading."""
_CHANGING = frozenset(CODES) | {rule.code for rule in RULES.values() if rule.changing}
"""Codes that are found on some days or beside some decks only."""


class Remark(NamedTuple):
    """What is wrong with an `ignore`: element `number` of the table's."""

    code: str
    place: Place
    number: int
    message: str
    hint: str


class Ignored:
    """The codes that a deck and its cards ignore, and which of them took a finding away so far."""

    def __init__(self, deck: CheckedDeck) -> None:
        self._lists = {"": (deck.place("deck"), deck.deck.ignore)}
        self._lists |= {card.id: (card.place, card.card.ignore) for card in deck.cards if card.card.ignore}
        self._used: set[tuple[str, str]] = set()

    def takes(self, code: str, card: str = "") -> bool:
        """Whether a finding with this code is not wanted: on this card, or in the whole deck."""
        takers = [id for id in {card, ""} if id in self._lists and code in self._lists[id][1]]
        self._used |= {(id, code) for id in takers}
        return bool(takers)

    def remarks(self) -> Iterator[Remark]:
        """Codes that there are not, and codes that took nothing away; to be asked when all is checked."""
        for id, (place, codes) in self._lists.items():
            for index, code in enumerate(codes):
                if code in CODES and code not in _UNWANTED:
                    message = f"{code} cannot be ignored"
                    yield Remark(UNKNOWN, place, index, message, "take it out, and mend what it finds")
                elif code not in _UNWANTED:
                    near = did_you_mean(code.strip().upper(), _UNWANTED)
                    hint = near or "alliance-tutor guide rules lists all codes"
                    yield Remark(UNKNOWN, place, index, f"there is no code “{shown(code)}”", hint)
                elif code not in _CHANGING and (id, code) not in self._used:
                    where = "on this card" if id else "in this deck"
                    yield Remark(OF_NO_USE, place, index, f"{code} finds nothing {where}", "take it out")
