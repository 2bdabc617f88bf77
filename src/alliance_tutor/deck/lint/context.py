"""What rules look at: a deck that loaded, its cards and what they ask, and where each table stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.asking import Asked, asked_of
from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.lint.words import Words, bare, content, word_set, words
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.values import shown

if TYPE_CHECKING:
    from alliance_tutor.deck.assembly import Part
    from alliance_tutor.deck.deckfile import Reading


_COMMON = 0.2  # of a deck's prompts


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


def named(there: Place, here: Place) -> str:
    """A card at another place in words: its id, its line, and its file where that is not the same."""
    file = "" if here.part is there.part else f" of {shown(PurePath(there.part.path).name)}"
    return f"the card “{there.card}” on line {there.at()[0]}{file}"


class Choice(NamedTuple):
    """An option of a card and the key where it stands.

    `text` is what it shows on one line; `code` says whether there is code in it.
    """

    loc: KeyPath
    text: str
    words: Words
    right: bool
    code: bool = False


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

    @cached_property
    def stem(self) -> str:
        """What its first question asks, on one line and without Markdown's marks."""
        return bare(self.asked[0].prompt)

    @property
    def stem_words(self) -> frozenset[str]:
        """The different words of what its first question asks."""
        return word_set(self.asked[0].prompt)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options of a choice or multiple-response card, the right ones first; else empty."""
        match self.card.type:
            case "choice":
                right: list[tuple[KeyPath, str]] = [(("answer",), self.card.answer)]
            case "multiple-response":
                right = [(("answers", index), text) for index, text in enumerate(self.card.answers)]
            case _:
                return ()
        wrong = [(("distractors", index), each.text) for index, each in enumerate(self.card.distractors)]
        return (
            *(Choice(loc, bare(text), words(text), True, "`" in text) for loc, text in right),
            *(Choice(loc, bare(text), words(text), False, "`" in text) for loc, text in wrong),
        )

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

    @cached_property
    def subject(self) -> frozenset[str]:
        """The roots of English words that stand in so many prompts that they tell no two of them apart."""
        spread = Counter(word for card in self.cards for word in content(card.asks))
        return frozenset(word for word, count in spread.items() if count > max(2, _COMMON * len(self.cards)))

    def place(self, kind: str, id: str = "") -> Place:
        """Where a table stands: `[deck]`, `[exam]`, or a topic, source or card by its id."""
        part, path = self._reading.table(kind, id)
        return Place(part, path, id if kind == "card" else "")
