"""Looking for questions: a search carried out on decks and journal, deck by deck."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate
from operator import eq, ge, gt, le, lt, ne
from pathlib import Path

from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckEntry, DeckFile, Library
from alliance_tutor.deck.said import APART, Pattern, folded
from alliance_tutor.journal import browsing
from alliance_tutor.journal.store import Journal
from alliance_tutor.study.search import (
    And,
    Compared,
    Field,
    Is,
    Not,
    Or,
    Order,
    Rated,
    Said,
    Search,
    State,
    names_gone,
)

FIRST = 60
"""So many questions, more than a screen shows, are told before the rest is looked through."""

KEPT = 64_000_000
"""Characters of decks' words that a finder keeps: reading them anew takes thrice as long as searching."""

_FALLING = frozenset({Order.DIFFICULTY, Order.LAPSES, Order.ANSWERED, Order.RETRIEVABILITY})
_COUNTED = ("topic", "type", "level", "status")  # the names of these are in a deck's entry


class Shelving:
    """Where each deck's questions stand in one row of all decks: a number for every question."""

    def __init__(self, library: Library) -> None:
        self.decks = [entry.id for entry in library.decks]
        counts = [entry.questions for entry in library.decks]
        self.starts = [0, *accumulate(counts)]
        self.total = self.starts[-1]

    def deck_of(self, number: int) -> int:
        """Which deck, from 0, the question with a number is of; decks without questions are passed over."""
        return bisect_right(self.starts, number) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by the numbers of a `Shelving`; from its `total` on they count `gone`.

    `complete` is false while the rest is still looked through.
    """

    numbers: Sequence[int]
    gone: tuple[str, ...] = ()
    complete: bool = True


class Stopped(Exception):
    """A search was given up because another one is wanted."""


def _never() -> bool:
    return False


class Finder:
    """Carries searches out. To be used in the thread that made it, as its index and its journal are."""

    def __init__(self, index: DeckIndex, library: Library, journal: Journal) -> None:
        self._index = index
        self._journal = journal
        self._state: object = None
        self._ranks: dict[Order, array[int]] = {}
        self._known: Callable[[], browsing.Elsewhere] = partial(browsing.elsewhere, journal)
        self._take(library)

    @classmethod
    def apart(cls, cache: Path | None, files: Sequence[DeckFile], history: Path) -> "Finder":
        """One with connections of its own, for another thread. Raises JournalError."""
        index = DeckIndex(cache)
        try:
            return cls(index, index.refresh(files), Journal.open(history, write=False))
        except BaseException:
            index.close()
            raise

    def close(self) -> None:
        """Close its connections."""
        self._index.close()
        self._journal.close()

    def refresh(self, files: Sequence[DeckFile]) -> None:
        """Look at the deck files again."""
        self._take(self._index.refresh(files))

    def find(
        self,
        search: Search,
        order: Order,
        day: int,
        *,
        turned: bool = False,
        stopped: Callable[[], bool] = _never,
        first: Callable[[Found], None] | None = None,
    ) -> Found:
        """What a search finds on a study day, sorted; `turned` sorts the other way round.

        `first` is told of the first questions while the rest is looked through, where the decks' order
        holds. Raises Stopped once `stopped` holds, and JournalError.
        """
        self._known = cache(partial(browsing.elsewhere, self._journal))
        found = array("I")
        for part, start in self._parts(search):
            if stopped():
                raise Stopped
            found.extend(start + place for place in sorted(self._places(search, part, day)))
            if first and order is Order.DECK and not turned and len(found) >= FIRST:
                first(Found(array("I", found), self._gone, complete=False))
                first = None
        return Found(self._sorted(found, order, day, turned, stopped), self._gone)

    def ids(self, found: Found) -> list[str]:
        """The ids of what was found, in its order."""
        shelving = self._shelving
        ids = [self._index.ids(deck) for deck in shelving.decks]
        named: list[str] = []
        for number in found.numbers:
            if number >= shelving.total:
                named.append(found.gone[number - shelving.total])
            else:
                deck = shelving.deck_of(number)
                named.append(ids[deck][number - shelving.starts[deck]])
        return named

    def _take(self, library: Library) -> None:
        self._shelving = Shelving(library)
        words = _Words(self._index)
        self._decks = [_DeckPart(self._index, entry, words) for entry in library.decks]
        self._ranks.clear()
        self._gone: tuple[str, ...] = ()

    def _parts(self, search: Search) -> "Iterable[tuple[_Part, int]]":
        yield from zip(self._decks, self._shelving.starts, strict=False)
        if names_gone(search):
            part = _GonePart(self._index, self._vanished())
            self._gone = tuple(part.ids)
            yield part, self._shelving.total

    def _vanished(self) -> list[str]:
        """The questions with a history that no deck in use has."""
        present = {part.deck: part for part in self._decks}
        return [
            id
            for deck in browsing.decks_with_history(self._journal)
            for id in browsing.with_history(self._journal, deck)
            if deck not in present or id not in present[deck].place_of
        ]

    def _places(self, search: Search, part: "_Part", day: int) -> set[int]:
        match search:
            case And(parts):
                left = set(range(part.count))
                for each in sorted(parts, key=_cost):
                    left &= self._places(each, part, day) if left else left
                return left
            case Or(parts):
                return set[int]().union(*(self._places(each, part, day) for each in parts))
            case Not(one):
                return set(range(part.count)) - self._places(one, part, day)
            case _:
                return self._of_one(search, part, day)

    def _of_one(self, search: Said | Field | Is | Rated | Compared, part: "_Part", day: int) -> set[int]:
        match search:
            case Said(pattern):
                return part.said(pattern)
            case Field(name, pattern):
                return part.belongs(name, pattern)
            case Is(State.GONE):
                return set(range(part.count)) if isinstance(part, _GonePart) else set()
            case Is(State.NEW):
                return self._not_seen(part, day)
            case Is(state):
                return part.placed(self._in_state(part, state, day))
            case Rated(days, rating):
                since, journal, known = day - days + 1, self._journal, self._known
                return part.placed(
                    id for deck in part.decks for id in browsing.rated(journal, deck, since, rating, known)
                )
            case Compared():
                return self._compared(search, part, day)

    def _not_seen(self, part: "_Part", day: int) -> set[int]:
        return set(range(part.count)) - part.placed(self._in_state(part, "seen", day))

    def _in_state(self, part: "_Part", state: str, day: int) -> Iterable[str]:
        return (id for deck in part.decks for id in browsing.in_state(self._journal, deck, state, day))

    def _compared(self, search: Compared, part: "_Part", day: int) -> set[int]:
        journal, figure = self._journal, search.figure.value
        found = part.placed(
            id
            for deck in part.decks
            for id in browsing.compared(journal, deck, figure, search.sign, search.number, day)
        )
        if figure in ("reps", "lapses") and _SIGNS[search.sign](0, search.number):
            found |= self._not_seen(part, day)
        return found

    def _sorted(
        self, found: "array[int]", order: Order, day: int, turned: bool, stopped: Callable[[], bool]
    ) -> "array[int]":
        """The numbers sorted; what was never answered has no figure and comes last."""
        if order is Order.DECK:
            return found[::-1] if turned else found
        ranked = self._ranked(order, day, stopped)
        wanted = set(found)
        known = [number for number in (reversed(ranked) if turned else ranked) if number in wanted]
        if len(known) < len(found):
            wanted.difference_update(known)
            known += [number for number in found if number in wanted]
        return array("I", known)

    def _ranked(self, order: Order, day: int, stopped: Callable[[], bool]) -> "array[int]":
        """The numbers of all that was answered, in an order; kept as long as nothing is recorded."""
        state = self._journal.state(), day
        if state != self._state:
            self._state = state
            self._ranks.clear()
        if order not in self._ranks:
            rows: list[tuple[float, int]] = []
            for part, start in zip(self._decks, self._shelving.starts, strict=False):
                if stopped():
                    raise Stopped
                known = browsing.figures(self._journal, part.deck, order.value, day)
                sign = -1 if order in _FALLING else 1
                rows += [
                    (sign * figure, start + part.place_of[id]) for id, figure in known if id in part.place_of
                ]
            rows.sort()
            self._ranks[order] = array("I", [number for _, number in rows])
        return self._ranks[order]


class _Words:
    """The words and tags of decks, kept as long as there is room for them."""

    def __init__(self, index: DeckIndex) -> None:
        self._index = index
        self._kept: dict[str, tuple[str, str]] = {}
        self._room = KEPT

    def of(self, deck: str) -> tuple[str, str]:
        """A deck's words and tags, a line a place."""
        found = self._kept.get(deck)
        if found is None:
            found = self._index.words(deck)
            size = len(found[0]) + len(found[1])
            if size <= self._room:
                self._room -= size
                self._kept[deck] = found
        return found


class _DeckPart:
    """The questions of a deck in use."""

    def __init__(self, index: DeckIndex, entry: DeckEntry, words: _Words) -> None:
        self._index = index
        self._entry = entry
        self._words = words
        self._place_of: dict[str, int] | None = None
        self.deck = entry.id
        self.decks = (entry.id,)
        self.count = entry.questions

    @property
    def place_of(self) -> dict[str, int]:
        """The place of each question by its id."""
        if self._place_of is None:
            self._place_of = {id: place for place, id in enumerate(self._index.ids(self.deck))}
        return self._place_of

    def placed(self, ids: Iterable[str]) -> set[int]:
        """The places of some questions, those left out that are not here."""
        chosen = list(ids)
        return {self.place_of[id] for id in chosen if id in self.place_of} if chosen else set()

    def said(self, pattern: Pattern) -> set[int]:
        """The questions whose words hold a pattern."""
        return set(pattern.lines(self._words.of(self.deck)[0])) if self.count else set()

    def belongs(self, field: str, pattern: Pattern) -> set[int]:
        """The questions that a pattern matches in a field."""
        if field == "deck":
            return set(range(self.count)) if pattern.among([self.deck]) else set()
        if field == "tag":
            return set(pattern.tagged(self._words.of(self.deck)[1])) if self.count else set()
        known = self._entry.by.get(field, {}) if field in _COUNTED else self._index.names(self.deck, field)
        names = pattern.among(known)
        return set(self._index.places(self.deck, field, names)) if names else set()


class _GonePart:
    """The questions with a history that no deck in use has."""

    def __init__(self, index: DeckIndex, ids: list[str]) -> None:
        self.ids = ids
        self.count = len(ids)
        self.decks = tuple(dict.fromkeys(id.partition("/")[0] for id in ids))
        self._place_of = {id: place for place, id in enumerate(ids)}
        texts = {f"{card.deck}/{card.card}": (card.prompt, card.answer) for card in index.gone()}
        lines = (texts.get(id.partition("#")[0], ()) for id in ids)
        self._words = "\n".join(APART.join(map(folded, parts)) for parts in lines)

    def placed(self, ids: Iterable[str]) -> set[int]:
        return {self._place_of[id] for id in ids if id in self._place_of}

    def said(self, pattern: Pattern) -> set[int]:
        return set(pattern.lines(self._words)) if self.count else set()

    def belongs(self, field: str, pattern: Pattern) -> set[int]:
        if field not in ("deck", "card"):
            return set()
        names = [id.partition("#")[0].partition("/")[0 if field == "deck" else 2] for id in self.ids]
        right = set(pattern.among(dict.fromkeys(names)))
        return {place for place, name in enumerate(names) if name in right}


_Part = _DeckPart | _GonePart


def _cost(search: Search) -> int:
    """What is quick and rules out much comes first."""
    match search:
        case Field("deck", _):
            return 0
        case Field():
            return 1
        case Said():
            return 2
        case _:
            return 3


_SIGNS = {"<": lt, "<=": le, "=": eq, "!=": ne, ">=": ge, ">": gt}
