"""The questions of all decks that are checked together, and which of them ask the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import ceil
from typing import NamedTuple

from alliance_tutor.deck.lint.stems import Stem, contradict, differ
from alliance_tutor.deck.lint.words import Words

ALIKE = 0.7
"""From which share of common runs of words on two stems read alike."""

_MOST_COMPARED = 20  # of stems with the same words: a run that more of them share is a template


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
    """Stems that share most runs of words, by Jaccard's measure: common runs by all runs of the two.

    Two sets as alike as that share one of the rarest runs of each, so only those are looked up (the prefix
    filter of Chaudhuri, Ganti and Kaushik 2006).
    """
    frequency = Counter(run for stem in stems for run in stem.runs)
    index: dict[int, list[Stem]] = defaultdict(list)
    for stem in stems:
        rarest = sorted(stem.runs, key=lambda run: (frequency[run], run))
        telling = rarest[: len(rarest) - ceil(ALIKE * len(rarest)) + 1]
        near = {id(other): other for run in telling for other in index[run]}
        pairs = (Pair(stem, other, _likeness(stem, other)) for other in near.values())
        alike = [pair for pair in pairs if pair.likeness >= ALIKE and _ask_alike(stem, pair.earlier)]
        if alike:
            yield max(alike, key=lambda pair: pair.likeness)
        for run in telling:
            if len(index[run]) < _MOST_COMPARED:
                index[run].append(stem)


def _ask_alike(stem: Stem, other: Stem) -> bool:
    return _comparable(stem, other) and not differ(stem, other)


def _comparable(stem: Stem, other: Stem) -> bool:
    """Whether they are of two cards, and stand in one deck or are questions by themselves."""
    if stem.deck == other.deck:
        return stem.card != other.card
    return stem.complete and other.complete


def _likeness(stem: Stem, other: Stem) -> float:
    common = len(stem.runs & other.runs)
    return common / (len(stem.runs) + len(other.runs) - common)
