"""Which questions a quiz asks. Pure: standings, the study day and the random source are passed in."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.plan import Standings
from alliance_tutor.memory.scheduler import retrievability
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.study.line import is_set_aside


class Order(StrEnum):
    """Which questions come, and in which order."""

    MIXED = "mixed"
    LIKELY_TO_FAIL = "likely-to-fail"


class Wanted(NamedTuple):
    """What a quiz is to ask: at most `items` questions of these decks, topics, types and levels.

    Where none is named, all are wanted.
    """

    items: int = 10
    order: Order = Order.MIXED
    decks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


class Drawn(NamedTuple):
    """The questions in the order in which they are asked, and how many there were to draw from."""

    questions: tuple[str, ...]
    available: int


class Stock(NamedTuple):
    """How many questions there are to draw from: in all, and by deck, topic, type and level.

    Each figure says how many there were if, of its own kind, that name alone were wanted.
    """

    available: int
    decks: dict[str, int]
    topics: dict[str, int]
    types: dict[str, int]
    levels: dict[str, int]


def draw(
    refs: Iterable[QuestionRef], standings: Standings, day: int, wanted: Wanted, random: Random
) -> Drawn:
    """Draw the questions of a quiz on study day `day`: one of a card, none that is set aside.

    Mixed, any may come. By likelihood to fail, those that were asked before come first, the least retrievable
    at the front. Those never asked come after them, mixed: nothing of them could be forgotten yet, and a deck
    just begun would give nothing else. The same refs and the same state of `random` give the same questions.
    """
    pool = [ref for ref in _askable(refs, standings, day) if _fits(ref, wanted)]
    random.shuffle(pool)
    if wanted.order is Order.LIKELY_TO_FAIL:
        pool.sort(key=_chance(standings, day))
    cards: dict[tuple[str, str], str] = {}
    for ref in pool:
        cards.setdefault((ref.deck, ref.card), ref.id)
    return Drawn(tuple(cards.values())[: max(0, wanted.items)], len(cards))


def stock(refs: Iterable[QuestionRef], standings: Standings, day: int, wanted: Wanted) -> Stock:
    """How many questions `draw` would have to draw from, were this wanted or that."""
    kinds = {"deck": wanted.decks, "topic": wanted.topics, "type": wanted.types, "level": wanted.levels}
    fitting: set[tuple[str, str]] = set()
    found: dict[str, dict[str, set[tuple[str, str]]]] = {kind: {} for kind in kinds}
    for ref in _askable(refs, standings, day):
        unwanted = [kind for kind, names in kinds.items() if names and getattr(ref, kind) not in names]
        card = (ref.deck, ref.card)
        if not unwanted:
            fitting.add(card)
        # What is unwanted by its topic alone is what another topic would give.
        for kind in unwanted or kinds if len(unwanted) < 2 else ():
            found[kind].setdefault(getattr(ref, kind), set()).add(card)
    counts = {kind: {name: len(cards) for name, cards in by.items()} for kind, by in found.items()}
    return Stock(len(fitting), counts["deck"], counts["topic"], counts["type"], counts["level"])


def _askable(refs: Iterable[QuestionRef], standings: Standings, day: int) -> Sequence[QuestionRef]:
    """What is not set aside; of a card of which something was answered on `day`, no sibling of that."""
    refs = list(refs)
    answered = {ref.id for ref in refs if (m := standings.get(ref.id, UNSEEN).memory) and m.last_day == day}
    closed = {(ref.deck, ref.card) for ref in refs if ref.id in answered}
    return [
        ref
        for ref in refs
        if not is_set_aside(standings.get(ref.id, UNSEEN), day)
        and (ref.id in answered or (ref.deck, ref.card) not in closed)
    ]


def _fits(ref: QuestionRef, wanted: Wanted) -> bool:
    pairs = (
        (ref.deck, wanted.decks),
        (ref.topic, wanted.topics),
        (ref.type, wanted.types),
        (ref.level, wanted.levels),
    )
    return all(not names or name in names for name, names in pairs)


def _chance(standings: Standings, day: int) -> Callable[[QuestionRef], float]:
    """The chance of recall, in whose order all parameters agree; above each for what was never asked."""

    def chance(ref: QuestionRef) -> float:
        memory = standings.get(ref.id, UNSEEN).memory
        return retrievability(memory, day) if memory else 2.0

    return chance
