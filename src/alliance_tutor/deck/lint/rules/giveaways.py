"""Questions that answer one another, in one deck or in two."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from alliance_tutor.deck.lint.context import named
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.shelf import Shelf
from alliance_tutor.deck.lint.stems import Stem
from alliance_tutor.deck.lint.words import STOP_WORDS, Words, root, words
from alliance_tutor.deck.values import shown

_TIES, _TIES_OF_TWO_DECKS = 2, 3


class _Key(NamedTuple):
    """An answer to a question."""

    text: str
    words: Words
    asking: Stem


class _Keys(NamedTuple):
    """All answers that are a text, by their words.

    `lengths` has how many words those have that begin with two words.
    """

    by_words: dict[Words, list[_Key]]
    lengths: dict[Words, set[int]]


@rule(
    "Q162",
    Severity.WARNING,
    "A question says the answer to another among the first twenty of its topic; of another deck, a remark.",
    "Asked on the same day, one is answered by reading the other.",
    languages=("en",),
    changing=True,
)
def answers_another(shelf: Shelf) -> Iterator[Note]:
    """A prompt with the whole key of another card that asks about the same things."""
    keys = _keys(shelf)
    told: set[tuple[str, str, str, str]] = set()
    for giving in shelf.stems:
        for key in _said(giving, keys) if giving.language == "en" else ():
            pair = giving.deck, giving.card, key.asking.deck, key.asking.card
            if pair not in told and _gives_away(giving, key):
                told.add(pair)
                yield _note(giving, key)


def _keys(shelf: Shelf) -> _Keys:
    keys = _Keys(defaultdict(list), defaultdict(set))
    for stem in shelf.stems:
        if stem.language == "en" and stem.one_text:
            for text in (stem.asked.answer, *stem.asked.accept):
                found = words(text)
                if not STOP_WORDS.issuperset(found):
                    keys.by_words[found].append(_Key(text, found, stem))
                    keys.lengths[found[:2]].add(len(found))
    return keys


def _said(giving: Stem, keys: _Keys) -> Iterator[_Key]:
    """The keys that stand in a prompt; one of a single word only where it is a name or a number there."""
    said = giving.said
    for word in set(said):
        if (word,) in keys.by_words and len(word) > 2 and word in giving.names:
            yield from keys.by_words[word,]
    for index, two in enumerate(pairwise(said)):
        for length in keys.lengths.get(two, ()):
            yield from keys.by_words.get(said[index : index + length], ())


def _gives_away(giving: Stem, key: _Key) -> bool:
    """Whether two questions are of two cards that are asked together and about the same things."""
    asking = key.asking
    if giving.ties.isdisjoint(asking.ties):
        return False
    one_deck = giving.deck == asking.deck
    if one_deck and (giving.card == asking.card or giving.beside is None or giving.beside != asking.beside):
        return False
    ties = (giving.ties & asking.ties).difference(map(root, key.words))
    if len(ties) < (_TIES if one_deck else _TIES_OF_TWO_DECKS):
        return False
    return f" {' '.join(key.words)} " not in f" {' '.join(asking.said)} "


def _note(giving: Stem, key: _Key) -> Note:
    message = f"says “{shown(key.text)}”, the answer to {named(key.asking.place, giving.place)}"
    if giving.deck == key.asking.deck:
        hint = "ask without saying it, or move one of the two to another topic"
        return Note(message, hint, giving.loc, place=giving.place)
    hint = "where the two decks are studied together, ask without saying it"
    return Note(message, hint, giving.loc, place=giving.place, severity=Severity.INFO)
