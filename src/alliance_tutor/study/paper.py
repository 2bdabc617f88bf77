"""A blueprint and a seed → the questions of one sitting. Pure.

A paper depends on its seed, its blueprint and the decks alone, never on the learner's history or the machine.
Papers that do not repeat one another come from seeds in a series: ten that differ only in their last digit.
The paper of seed 4713 is the fourth of series 471; it takes what the three before it left, as far as there is
any. `fresh_seed` chooses the seed of which the learner has seen the least.
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations
from random import Random
from typing import NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.errors import UsageError
from alliance_tutor.memory import scheduler
from alliance_tutor.study.blueprint import Blueprint, Cell, is_self_marked
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.folding import words
from alliance_tutor.study.wish import SEEDS
from alliance_tutor.text import one_line

SERIES = 10
"""How many seeds make a series."""

_ATTEMPTS = 20  # at a choice in which no question says the answer to another
_SUCCESSORS = 5  # how many of the learner's latest seeds are followed up
_STRANGERS = 10  # how many other series are looked at beside them
_NOT_SAID = frozenset({"true-false", "multiple-response", "ordering", "matching"})
"""Types whose key is nothing that a prompt could say."""


class Item(NamedTuple):
    """A question of a paper, the order of its options as `shown_order` gives it, and the cell it is for."""

    question: Question
    order: tuple[int, ...]
    cell: int

    @property
    def shown(self) -> tuple[str, ...]:
        """The options as they are listed, or the items to arrange as they stand at first; Markdown."""
        listed = [option.text for option in self.question.options] or self.question.items
        return tuple(listed[place] for place in self.order)


class Paper(NamedTuple):
    """The questions of one sitting, in order."""

    blueprint: Blueprint
    seed: int
    items: tuple[Item, ...]


class Lack(NamedTuple):
    """A cell that cannot be filled.

    `found` questions can be asked for it at once with what else is asked. `there` counts the cards that fit
    it; `barred` how many more could be asked if no question said the answer to another.
    """

    cell: Cell
    found: int
    there: int
    barred: int

    @property
    def missing(self) -> int:
        """How many questions it lacks."""
        return self.cell.items - self.found


class Unmet(UsageError):
    """A blueprint for which there are not enough questions; `lacks` says of which.

    `named` gives the words for a cell.
    """

    def __init__(self, lacks: Sequence[Lack], named: Callable[[Cell], str] | None = None) -> None:
        told = "; ".join(_lacking(lack, (named or _named)(lack.cell)) for lack in lacks)
        super().__init__(f"too few questions: {told}", hint="ask for fewer, or of more topics")
        self.lacks = tuple(lacks)


def draw(blueprint: Blueprint, questions: Iterable[Question], seed: int) -> Paper:
    """The paper of a seed. Raises Unmet where there are not enough questions.

    Of a card it has one question at most, and none whose answer another one's prompt says, word for word.
    """
    pool = _Pool(blueprint, questions)
    chosen = pool.paper(seed)
    if lacks := pool.lacks(chosen):
        raise Unmet(lacks)
    placed = [(place, one.question) for place, cell in enumerate(chosen) for one in cell]
    placed.sort(key=lambda each: (scheduler.draw(f"{each[1].id} place", seed), each[1].id))
    items = (Item(one, shown_order(one, f"{one.id} {seed}"), cell) for cell, one in placed)
    return Paper(blueprint, seed, tuple(items))


def lacks(blueprint: Blueprint, questions: Iterable[Question], seed: int = 0) -> tuple[Lack, ...]:
    """What a paper would lack; nothing where it can be drawn."""
    pool = _Pool(blueprint, questions)
    return pool.lacks(pool.paper(seed))


def fresh_seed(
    blueprint: Blueprint,
    questions: Iterable[Question],
    earlier: Sequence[tuple[int, Collection[str]]],
    random: Random,
) -> int:
    """A seed whose paper repeats as little as can be of the learner's `earlier` ones.

    They are given with their seed and the ids of their questions, the latest last. The seeds that follow the
    latest are looked at, and the first of some series drawn by `random`.
    """
    pool = _Pool(blueprint, questions)
    seen = Counter(question for _, paper in earlier for question in paper)
    latest = [seed + 1 for seed, _ in reversed(earlier)]
    others = [random.randrange(SEEDS // SERIES) * SERIES for _ in range(_STRANGERS)]
    seeds = [*latest[:_SUCCESSORS], *others] if seen else others[:1]

    def repeated(seed: int) -> int:
        return sum(seen[one.question.id] for cell in pool.paper(seed) for one in cell)

    return min(seeds, key=repeated)


def giveaways(questions: Iterable[Question]) -> tuple[tuple[Question, Question], ...]:
    """Pairs of questions of which one says the answer to the other, word for word, in their order."""
    candidates = [_Candidate(question, ()) for question in questions]
    pairs = combinations(candidates, 2)
    return tuple((one.question, other.question) for one, other in pairs if one.gives_away(other))


class _Candidate:
    """A question of the pool, and the cells that it fits."""

    def __init__(self, question: Question, cells: tuple[int, ...]) -> None:
        self.question = question
        self.cells = cells

    @property
    def card(self) -> tuple[str, str]:
        return self.question.ref.deck, self.question.ref.card

    @cached_property
    def stem(self) -> str:
        return _spaced(self.question.prompt)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What says the answer, wherever it stands; not what the question itself says."""
        question = self.question
        if question.ref.type in _NOT_SAID:
            return ()
        spelt = map(_spaced, (question.answer, question.key, *question.accept))
        return tuple(key for key in spelt if key.strip() and key not in self.stem)

    def gives_away(self, other: "_Candidate") -> bool:
        """Whether one of the two says the answer to the other."""
        pairs = ((self, other), (other, self))
        return any(key in asking.stem for asking, asked in pairs for key in asked.keys)


_Chosen = list[list[_Candidate]]
"""What is asked for each cell."""


class _Pool:
    """All questions that fit a blueprint."""

    def __init__(self, blueprint: Blueprint, questions: Iterable[Question]) -> None:
        self.cells = blueprint.cells
        self.candidates: list[_Candidate] = []
        for question in questions:
            fitting = blueprint.places(question.ref, self_marked=is_self_marked(question))
            self.candidates += [_Candidate(question, fitting)] if fitting else []

    def paper(self, seed: int) -> _Chosen:
        """What is asked with a seed, after what the seeds before it in its series ask."""
        series, number = divmod(seed, SERIES)
        asked: Counter[str | tuple[str, str]] = Counter()
        chosen = self._choice(series, asked)
        for _ in range(number):
            asked.update(one.card for cell in chosen for one in cell)
            asked.update(one.question.id for cell in chosen for one in cell)
            chosen = self._choice(series, asked)
        return chosen

    @cached_property
    def _full(self) -> _Chosen:
        """As many as can be asked at once, if none says the answer to another."""
        return self._seated(self.candidates, apart=False)

    def lacks(self, chosen: _Chosen) -> tuple[Lack, ...]:
        """The cells that are not full."""
        found = zip(self.cells, chosen, self._full, strict=True)
        return tuple(
            Lack(cell, len(own), self._there(place), max(0, len(most) - len(own)))
            for place, (cell, own, most) in enumerate(found)
            if len(own) < cell.items
        )

    def _there(self, place: int) -> int:
        return len({one.card for one in self.candidates if place in one.cells})

    def _choice(self, series: int, asked: Counter[str | tuple[str, str]]) -> _Chosen:
        """The best of some attempts: each begins with the cells that the one before left short."""
        short: Counter[int] = Counter()
        best: _Chosen = []
        for attempt in range(_ATTEMPTS):
            rank = {
                one.question.id: (
                    -max(short[cell] for cell in one.cells),
                    asked[one.card],
                    asked[one.question.id],
                    scheduler.draw(f"{one.question.id} {attempt}", series),
                    one.question.id,
                )
                for one in self.candidates
            }
            chosen = self._seated(sorted(self.candidates, key=lambda one: rank[one.question.id]), apart=True)
            best = chosen if _seats(chosen) > _seats(best) or not best else best
            if _seats(best) == _seats(self._full):
                break
            short.update(place for place, own in enumerate(chosen) if len(own) < self.cells[place].items)
        return best

    def _seated(self, ordered: Iterable[_Candidate], *, apart: bool) -> _Chosen:
        """As many as there is room for, each taken in turn if it can be.

        A greedy choice by augmenting paths: it fills as many seats as can be filled, with the earliest that
        fill them (a transversal matroid: Edmonds and Fulkerson 1965), but for what `apart` keeps away from
        one another.
        """
        taken: _Chosen = [[] for _ in self.cells]
        cards: set[tuple[str, str]] = set()
        closed: set[int] = set()
        for one in ordered:
            if len(closed) == len(taken):  # no seat is left
                break
            if one.card in cards or closed.issuperset(one.cells):
                continue
            if apart and any(one.gives_away(other) for cell in taken for other in cell):
                continue
            if self._seat(one, taken, closed):
                cards.add(one.card)
        return taken

    def _seat(self, newcomer: _Candidate, taken: _Chosen, closed: set[int]) -> bool:
        """Give a candidate a seat, moving others to cells that they fit as well where that is needed.

        Cells from which no free seat can be reached stay so: they are `closed`.
        """
        entered: dict[int, tuple[_Candidate, int]] = {}
        queue = deque((cell, newcomer, -1) for cell in newcomer.cells)
        while queue:
            cell, mover, source = queue.popleft()
            if cell in entered:
                continue
            entered[cell] = mover, source
            if len(taken[cell]) < self.cells[cell].items:
                while cell >= 0:
                    mover, source = entered[cell]
                    taken[cell].append(mover)
                    if source >= 0:
                        taken[source].remove(mover)
                    cell = source
                return True
            queue.extend((other, sitter, cell) for sitter in taken[cell] for other in sitter.cells)
        closed.update(entered)
        return False


def _seats(chosen: _Chosen) -> int:
    return sum(map(len, chosen))


def _spaced(text: str) -> str:
    """The words of a text with a space around each, so that whole words are found in it."""
    return f" {' '.join(words(one_line(text)))} "


def _lacking(lack: Lack, name: str) -> str:
    """What a cell lacks, in words."""
    told = f"{name}: {lack.cell.items} wanted, {lack.found} found"
    return told + (f" ({lack.barred} more say the answer to another)" if lack.barred else "")


def _named(cell: Cell) -> str:
    """What a cell asks, by the ids."""
    names = (("deck", cell.deck), ("topic", cell.topic), ("level", cell.level), ("type", cell.type))
    return ", ".join(f"{kind} {name}" for kind, name in names if name) or "any kind"
