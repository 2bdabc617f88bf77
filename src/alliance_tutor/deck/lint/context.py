"""What rules look at: a deck that loaded, its cards and what they ask, and where each table stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.asking import Asked, asked_of
from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.scanner import KeyPath

if TYPE_CHECKING:
    from alliance_tutor.deck.assembly import Part
    from alliance_tutor.deck.deckfile import Reading


class Place(NamedTuple):
    """A table of a deck's file; `card` is the card's id, empty where the table is none of a card."""

    part: "Part"
    path: KeyPath
    card: str = ""

    def at(self, loc: KeyPath = (), index: int | None = None) -> tuple[int, int]:
        """Line and column of the key at `loc`, of character `index` of its text, or of the table itself."""
        assert self.part.tables, "of a deck that loaded every file was read"
        positions, path = self.part.tables.positions, (*self.path, *loc)
        return positions.at(path, key=True) if index is None else positions.inside(path, index)


@dataclass(frozen=True)
class CheckedCard:
    """A card of the deck that is checked; `id` is its own or the provisional one."""

    deck: "CheckedDeck"
    card: AnyCard
    id: str

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What each of its questions asks."""
        return tuple(asked_of(self.card, self.deck.deck.language))

    @property
    def place(self) -> Place:
        """Where its table stands."""
        return self.deck.place("card", self.id)

    @property
    def asks_at(self) -> str:
        """The key that holds what it asks."""
        return "text" if self.card.type == "cloze" else "prompt"

    @property
    def asks(self) -> str:
        """What it asks, as it stands in the file."""
        return self.card.text if self.card.type == "cloze" else self.card.prompt


class CheckedDeck:
    """A deck that loaded, as rules see it; `today` is the learner's date."""

    def __init__(self, deck: Deck, reading: "Reading", today: date) -> None:
        self.deck = deck
        self.today = today
        self._reading = reading

    @cached_property
    def cards(self) -> tuple[CheckedCard, ...]:
        """Its cards in the order of the file."""
        return tuple(CheckedCard(self, card, card_id(card)) for card in self.deck.cards)

    @property
    def language(self) -> str:
        """The main part of its language tag, such as `en`."""
        return self.deck.language.split("-")[0].lower()

    def place(self, kind: str, id: str = "") -> Place:
        """Where a table stands: `[deck]`, or a topic, source or card by its id."""
        part, path = self._reading.table(kind, id)
        return Place(part, path, id if kind == "card" else "")

    def topics(self) -> Iterator[list[CheckedCard]]:
        """The cards of each topic in the order in which they are asked; those without a topic last."""
        groups: dict[str, list[CheckedCard]] = {topic.id: [] for topic in self.deck.topics}
        for card in self.cards:
            groups.setdefault(card.card.topic, []).append(card)
        return (group for group in groups.values() if group)
