"""The questions of all decks that are checked together, and which of them ask the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import ceil
from typing import NamedTuple, TypeVar

from alliance_tutor.deck.lint.stems import Stem, contradict, differ, same_answer
from alliance_tutor.deck.lint.words import Words

ALIKE = 0.7
"""From which share of what they have in common on two stems read alike."""

_NEAR = 0.6  # of telling words: below it no two stems are alike by either measure

_MOST_COMPARED = 20  # of stems with the same words: a run that more of them share is a template

_IN_COMMON = 2  # of the rarest words, so that few pairs have to be compared
_FEWEST_WORDS = 4  # telling ones: shorter stems are alike only where they are the same
_Item = TypeVar("_Item")


class Pair(NamedTuple):
    """A stem, one of another card that stands before it, and the share of words that they have in common.

    1 means that they are the same, but for case and punctuation.
    """

    stem: Stem
    earlier: Stem
    likeness: float


class Shelf:
    """The stems of some decks, those in front that the author can least change."""

    def __init__(self, stems: Sequence[Stem]) -> None:
        self.stems = stems

    @cached_property
    def pairs(self) -> list[Pair]:
        """Each stem that asks what another card asked before, with that one; of several the likest."""
        same = {id(pair.stem): pair for pair in _same(self.stems)}
        others = [stem for stem in self.stems if id(stem) not in same]
        return [*same.values(), *_alike(others)]


def _same(stems: Sequence[Stem]) -> Iterator[Pair]:
    """Stems with equal words; of the earlier ones, one that contradicts comes first.

    A stem that contradicts is told so and believed no further: those after it are not compared with it.
    """
    groups: dict[Words, list[Stem]] = defaultdict(list)
    for stem in stems:
        group = groups[stem.words]
        earlier = [other for other in group if _comparable(stem, other)]
        against = next((other for other in earlier if contradict(stem, other)), None)
        if earlier:
            yield Pair(stem, against or earlier[0], 1)
        if not against and len(group) < _MOST_COMPARED:
            group.append(stem)


def _alike(stems: Sequence[Stem]) -> Iterator[Pair]:
    """Stems that share most telling words, or most runs of five words.

    Two sets as alike as that share two of the rarest words of each, so only those are looked up: the prefix
    filter of Chaudhuri, Ganti and Kaushik (2006), one word longer.
    """
    frequency = Counter(chain.from_iterable(stem.telling for stem in stems))
    rank = {
        word: place for place, word in enumerate(sorted(frequency, key=lambda word: (frequency[word], word)))
    }
    index: dict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        count = len(stem.telling)
        if count < _FEWEST_WORDS:
            continue
        rarest = sorted(stem.telling, key=rank.__getitem__)
        looked_up = rarest[: count - ceil(_NEAR * count) + _IN_COMMON]
        near = Counter(chain.from_iterable(map(index.__getitem__, looked_up)))
        others = [stems[other] for other, common in near.items() if common >= _IN_COMMON]
        pairs = [Pair(stem, other, _likeness(stem, other)) for other in others]
        alike = [pair for pair in pairs if pair.likeness >= ALIKE]
        if alike:
            yield max(alike, key=lambda pair: pair.likeness)
        for word in looked_up:
            if len(index[word]) < _MOST_COMPARED:
                index[word].append(number)


def _likeness(stem: Stem, other: Stem) -> float:
    """How much two stems have in common that ask the same; 0 if they do not.

    Words in another order, and one word for another, are a likeness only where the answer is the same.
    """
    if not _comparable(stem, other) or _common(stem.telling, other.telling) < _NEAR or differ(stem, other):
        return 0
    in_runs = _common(stem.runs, other.runs)
    if in_runs < ALIKE and not same_answer(stem, other):
        return 0
    return min(0.99, max(in_runs, _common(stem.telling, other.telling)))


def _common(one: frozenset[_Item], other: frozenset[_Item]) -> float:
    """Jaccard's measure: what is in both by what is in either."""
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


def _comparable(stem: Stem, other: Stem) -> bool:
    """Whether they are of two cards, and stand in one deck or are questions by themselves."""
    if stem.deck == other.deck:
        return stem.card != other.card
    return stem.complete and other.complete
