"""Decks, topics and parts of an exam by their titles, as harmless lines. Pure."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from alliance_tutor.study.blueprint import Cell
from alliance_tutor.text import harmless

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckEntry

NO_TOPIC = "no topic"
ANY = "any question"


class Titles:
    """What decks and topics are called today; one that has gone is called by its id."""

    def __init__(self, decks: "Iterable[DeckEntry]" = ()) -> None:
        self._decks: dict[str, str] = {}
        self._topics: dict[tuple[str, str], str] = {}
        for deck in decks:
            self._decks[deck.id] = _line(deck.title)
            self._topics |= {(deck.id, topic.id): _line(topic.title) for topic in deck.topics}

    def deck(self, id: str) -> str:
        """A deck's title."""
        return self._decks.get(id) or _line(id)

    def decks(self, ids: Sequence[str]) -> str:
        """Some decks' titles, such as `History, Cooperation and Implications`; `all decks` for none."""
        *first, last = map(self.deck, ids) if ids else ["all decks"]
        return " and ".join([", ".join(first), last] if first else [last])

    def topic(self, deck: str, id: str) -> str:
        """A topic's title; of any deck where `deck` is empty."""
        if not id:
            return NO_TOPIC
        if deck:
            return self._topics.get((deck, id)) or _line(id)
        found = dict.fromkeys(title for (_, topic), title in self._topics.items() if topic == id)
        return " / ".join(found) or _line(id)

    def place(self, deck: str, topic: str) -> str:
        """`History: The treaty of 1961`, or the deck's title alone."""
        return f"{self.deck(deck)}: {self.topic(deck, topic)}" if topic else self.deck(deck)

    def cell(self, cell: Cell) -> str:
        """A part of an exam: `History: The treaty of 1961, recall, choice`."""
        if cell.deck:
            where = self.place(cell.deck, cell.topic)
        else:
            where = self.topic("", cell.topic) if cell.topic else ""
        return ", ".join(part for part in (where, _line(cell.level), _line(cell.type)) if part) or ANY


def _line(text: str) -> str:
    return " ".join(harmless(text).split())
