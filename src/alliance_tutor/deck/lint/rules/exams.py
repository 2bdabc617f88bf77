"""The exam that a deck proposes: what it asks for should be there."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from alliance_tutor.deck.cards import AnyCard
from alliance_tutor.deck.lint.context import CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.values import shown


class _Seats(NamedTuple):
    """What a part of the exam asks for; `loc` leads to its `items`."""

    items: int
    topic: str
    level: str
    type: str
    loc: KeyPath

    def fits(self, kind: "_Kind") -> bool:
        """Whether cards of that kind may be asked for it."""
        wanted = ((self.topic, kind.topic), (self.level, kind.level))
        named = self.type == kind.type if self.type else not kind.self_marked
        return named and all(not name or name == own for name, own in wanted)

    def __str__(self) -> str:
        names = (("topic", self.topic), ("level", self.level), ("type", self.type))
        named = ", ".join(f"{kind} “{shown(name)}”" for kind, name in names if name)
        return named or "any kind that the program can mark"


class _Kind(NamedTuple):
    topic: str
    level: str
    type: str
    self_marked: bool


@rule(
    "Q183",
    Severity.WARNING,
    "The exam asks for more questions than there are.",
    "It cannot be drawn, so that nobody can sit it.",
)
def more_than_there_is(deck: CheckedDeck) -> Iterator[Note]:
    """A part that the cards cannot fill beside the other parts: one question of a card at most."""
    seats = _seats(deck)
    if not seats:
        return
    kinds = Counter(_kind(card.card) for card in deck.cards)
    offers = [
        (count, [place for place, part in enumerate(seats) if part.fits(kind)])
        for kind, count in kinds.items()
    ]
    for place, (part, found) in enumerate(zip(seats, _Seating(seats, offers).taken, strict=True)):
        if found < part.items:
            there = sum(count for count, places in offers if place in places)
            message = f"the exam asks for {part.items} questions of {part}, and {found} can be drawn"
            hint = f"add cards, or ask for {part.items - found} fewer"
            if there > found:
                message += f": of the {there} cards that fit, other parts need the rest"
            yield Note(message, hint, part.loc, place=deck.place("exam"))


def _seats(deck: CheckedDeck) -> list[_Seats]:
    """The parts of the exam, and what they leave open; nothing where there is no exam."""
    exam = deck.deck.exam
    if exam is None:
        return []
    parts = [
        _Seats(part.items, part.topic, part.level or "", part.type, ("part", place, "items"))
        for place, part in enumerate(exam.parts)
    ]
    rest = (exam.items or 0) - sum(part.items for part in parts)
    return [*parts, *([_Seats(rest, "", "", "", ("items",))] if rest > 0 else [])]


def _kind(card: AnyCard) -> _Kind:
    self_marked = card.type in ("basic", EXAM_ONLY) or (card.type == "cloze" and not card.typed)
    return _Kind(card.topic, card.level or "", card.type, self_marked)


class _Move(NamedTuple):
    """Cards of an offer that leave a part (−1: nowhere yet) for another."""

    offer: int
    source: int
    place: int


class _Seating:
    """How many seats of each part can be `taken` at once: a largest flow (Edmonds and Karp 1972).

    An offer is a number of cards alike, and the places of the parts that they fit.
    """

    def __init__(self, seats: Sequence[_Seats], offers: Sequence[tuple[int, list[int]]]) -> None:
        self._free = [part.items for part in seats]
        self._offers = offers
        self._given: Counter[tuple[int, int]] = Counter()  # cards by offer and part
        for offer, (left, _) in enumerate(offers):
            while left and (moves := self._moves(offer)):
                left -= self._move(moves, left)
        self.taken = [part.items - free for part, free in zip(seats, self._free, strict=True)]

    def _moves(self, offer: int) -> list[_Move]:
        """The fewest moves that bring cards of an offer to a free seat, the last first; empty if none do."""
        came = {place: _Move(offer, -1, place) for place in self._offers[offer][1]}
        queue = deque(came)
        while queue:
            place = queue.popleft()
            if self._free[place]:
                moves = [came[place]]
                while moves[-1].source >= 0:
                    moves.append(came[moves[-1].source])
                return moves
            for other, (_, places) in enumerate(self._offers):
                fresh = [each for each in places if each not in came] if self._given[other, place] else []
                came |= {each: _Move(other, place, each) for each in fresh}
                queue.extend(fresh)
        return []

    def _move(self, moves: Sequence[_Move], most: int) -> int:
        """Make the moves with as many cards as can, `most` at most; how many these are."""
        held = [self._given[offer, source] for offer, source, _ in moves if source >= 0]
        cards = min([most, self._free[moves[0].place], *held])
        for offer, source, place in moves:
            self._given[offer, place] += cards
            if source >= 0:
                self._given[offer, source] -= cards
        self._free[moves[0].place] -= cards
        return cards
