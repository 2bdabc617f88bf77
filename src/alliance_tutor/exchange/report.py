"""What an import or an export did: each item kept, changed or refused, with its place; nothing in silence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance_tutor.exchange.reviews import Reviews

if TYPE_CHECKING:
    from alliance_tutor.deck.cards import Deck


class Outcome(StrEnum):
    """What became of an item."""

    KEPT = "kept"
    CHANGED = "changed"
    REFUSED = "refused"


class Item(NamedTuple):
    """What became of one item of a file, or of one card of a deck.

    `name` says which one it is, in words; `notes` say what was lost or altered, exactly, or why it was
    refused. `line` counts from 1 and is 0 where the format has no lines. `card` is the card's id, empty where
    there is none. `hand` says what an author has still to mend, empty for nothing.
    """

    outcome: Outcome
    name: str
    notes: tuple[str, ...] = ()
    line: int = 0
    card: str = ""
    path: str = ""
    hand: str = ""

    def __str__(self) -> str:
        where = ":".join([self.path, str(self.line)] if self.line else [self.path])
        said = f"{self.outcome} {self.name}"
        return f"{where}: {said}: {'; '.join(self.notes)}" if self.notes else f"{where}: {said}"


class Report(NamedTuple):
    """All items, in the order of the file or deck that was read."""

    items: tuple[Item, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many items had this outcome."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def refused(self) -> bool:
        """Whether anything was refused."""
        return any(item.outcome is Outcome.REFUSED for item in self.items)

    @property
    def unfinished(self) -> bool:
        """Whether anything waits for an author's hand."""
        return any(item.hand for item in self.items)

    def at(self, path: str, places: Mapping[str, tuple[str, int]] | None = None) -> "Report":
        """The same with the file's path, and with file and line of the cards whose places are known."""
        known = places or {}
        placed = [(item, *known.get(item.card, (path, item.line))) for item in self.items]
        return Report(tuple(item._replace(path=path, line=line) for item, path, line in placed))

    def with_hands(self, hands: Mapping[str, str]) -> "Report":
        """The same with what is to be mended of some cards, by their ids."""
        return Report(tuple(item._replace(hand=hands.get(item.card, item.hand)) for item in self.items))

    def as_json(self) -> dict[str, Any]:
        """The report as a document for other programs."""
        counts = {outcome.value: self.count(outcome) for outcome in Outcome}
        return {"items": [item._asdict() for item in self.items], **counts}


def outcome_of(notes: tuple[str, ...]) -> Outcome:
    """What became of an item that was taken: changed if there is anything to say of it."""
    return Outcome.CHANGED if notes else Outcome.KEPT


class Imported(NamedTuple):
    """What a file held: a deck that can be written and read again, what became of each item, and reviews."""

    deck: "Deck"
    report: Report
    reviews: Reviews = Reviews()


class Exported(NamedTuple):
    """A deck in another format, and what became of each card."""

    data: bytes
    report: Report
