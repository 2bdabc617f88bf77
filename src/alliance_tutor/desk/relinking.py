"""Cards that vanished while similar ones are new: their histories are offered to these, never moved unasked.

How alike two cards are is the share of words that they have in common, in the same order, in what is asked
and in the answer: twice the common words through all words of both (difflib's ratio, over words).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.refs import GoneCard
from alliance_tutor.errors import UsageError
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.text import one_line

if TYPE_CHECKING:
    from alliance_tutor.desk.desk import Desk

ALIKE = 0.5
"""From which likeness on a history is offered: half of the words."""
MOST_PAIRS = 20_000
"""So many pairs of a deck's cards are compared at most: a deck that was written anew has no card to offer."""


class Text(NamedTuple):
    """What a card says: Markdown."""

    prompt: str
    answer: str


class Offer(NamedTuple):
    """A history that may be carried over, from one card to another, each as `deck/card`; `likeness` is 0..1.

    `answers` counts what was answered of the old card.
    """

    old: str
    new: str
    old_text: Text
    new_text: Text
    likeness: float
    answers: int


class Relinking:
    """The histories of one learner's vanished cards."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def offers(self) -> list[Offer]:
        """The vanished cards with a history, each beside the new one most like it; the most alike first."""
        return _one_each(self._found())

    def plain_offers(self) -> list[Offer]:
        """The offers that leave nothing to choose: neither card is like any other that they could be for."""
        found = self._found()
        times = Counter(card for each in found for card in (each.old, each.new))
        return [each for each in found if times[each.old] == times[each.new] == 1]

    def _found(self) -> list[Offer]:
        """Every vanished card with a history beside every new one like it; the most alike first."""
        known = self._desk.shelf.index.gone()
        histories = self._histories() if known else {}
        gone = [each for each in known if f"{each.deck}/{each.card}" in histories]
        by_deck: dict[str, list[GoneCard]] = defaultdict(list)
        for each in gone:
            by_deck[each.deck].append(each)
        found = [offer for deck, cards in by_deck.items() for offer in self._in_deck(deck, cards, histories)]
        return sorted(found, key=lambda offer: (-offer.likeness, offer.old, offer.new))

    def carry(self, old: str, new: str) -> Event:
        """Let a card, as `deck/card`, have the history of another. Raises UsageError where that cannot be."""
        if old not in self._histories():
            raise UsageError(f"there is no history of {old}", hint="a card is named as deck/card")
        deck, _, card = new.partition("/")
        refs = self._desk.shelf.index.refs(deck, exam=True)
        if new == old or not any(ref.card == card for ref in refs):
            raise UsageError(f"there is no other card {new}", hint="a card is named as deck/card")
        event = self._desk.record(Kind.RELINKED, {"from": old, "to": new})
        assert event, "nothing is expected of a link"
        return event

    def leave(self, offer: Offer) -> None:
        """Do not offer that history again; it stays in the journal, and comes back with its card."""
        deck, _, card = offer.old.partition("/")
        self._desk.shelf.index.forget_gone(deck, card)

    def made(self) -> list[Event]:
        """The histories that were carried over, in order; `body` names the cards as `from` and `to`."""
        return self._desk.journal.relinks()

    def take_back(self, event: Event) -> None:
        """Give a history back to its card."""
        self._desk.record(Kind.RETRACTED, {"event": event.id})

    def _histories(self) -> dict[str, int]:
        """How often each card that no deck in use has was answered."""
        counts: dict[str, int] = defaultdict(int)
        there = {
            f"{ref.deck}/{ref.card}"
            for entry in self._desk.shelf.library.decks
            for ref in self._desk.shelf.index.refs(entry.id, exam=True)
        }
        for question, standing in self._desk.journal.standings().items():
            card = question.partition("#")[0]
            if card not in there and standing.first_day is not None:
                counts[card] += standing.memory.reps if standing.memory else 1
        return counts

    def _in_deck(self, deck: str, gone: list[GoneCard], histories: dict[str, int]) -> Iterable[Offer]:
        standings = self._desk.journal.standings()
        refs = self._desk.shelf.index.refs(deck)
        seen = {ref.card for ref in refs if ref.id in standings}
        parts: dict[str, set[str]] = defaultdict(set)
        first: dict[str, str] = {}
        for ref in refs:
            if ref.card not in seen:
                parts[ref.card].add(ref.id.partition("#")[2])
                first.setdefault(ref.card, ref.id)
        if len(gone) * len(first) > MOST_PAIRS:
            return
        questions = self._desk.shelf.index.questions(first.values())
        texts = {each.ref.card: Text(each.prompt, each.answer) for each in questions}
        for old in gone:
            for card, text in texts.items():
                # A history hangs on a card's questions: one of them must have a question to go to.
                if set(old.parts.split(" ")) & parts[card]:
                    before = Text(old.prompt, old.answer)
                    alike = likeness(before, text)
                    if alike >= ALIKE:
                        name = f"{deck}/{old.card}"
                        yield Offer(name, f"{deck}/{card}", before, text, alike, histories[name])


def likeness(one: Text, other: Text) -> float:
    """How alike two cards' texts are, 0..1."""
    mine, theirs = _words(one), _words(other)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _words(text: Text) -> list[str]:
    return [word.strip(".,:;?!“”\"'()").casefold() for part in text for word in one_line(part).split()]


def _one_each(ordered: Iterable[Offer]) -> list[Offer]:
    """The offers of which each card is in one alone: the first."""
    taken: set[str] = set()
    kept: list[Offer] = []
    for offer in ordered:
        if not {offer.old, offer.new} & taken:
            taken |= {offer.old, offer.new}
            kept.append(offer)
    return kept
