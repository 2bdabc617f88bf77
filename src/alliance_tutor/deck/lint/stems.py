"""What questions ask and what they key, in a form in which two of them can be compared."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from alliance_tutor.deck.asking import Asked
from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck, Place
from alliance_tutor.deck.lint.words import (
    QUESTION_WORDS,
    STOP_WORDS,
    Words,
    content,
    listed,
    names,
    root,
    words,
)
from alliance_tutor.deck.scanner import KeyPath

RUN = 5
"""How many words in a row are compared at once."""

_FIRST_ASKED = 20
_SHORT = 5  # words: of longer answers two wordings may well mean the same
_REVERSE = "#reverse"
_CLOSED = frozenset({"these", "following", "statement", "statements", "below", "listed", "option", "options"})
"""English words by which a prompt speaks of its options: without them it asks nothing."""
_CONTRASTS = listed(
    "above after before below between down first least less more most no not over under up without"
)
_IDLE = STOP_WORDS - QUESTION_WORDS - _CONTRASTS
"""English words that may differ between two wordings of one question."""
_ASKING = QUESTION_WORDS | _CONTRASTS
_COMMON_ANSWERS = listed("true false yes no one two three four five six seven eight nine ten none all both")
_WITHOUT_A_TEXT = frozenset({"true-false", "multiple-response", "ordering", "matching", "open"})
_ALWAYS_CLOSED = frozenset({"multiple-response", "ordering", "matching"})


@dataclass(frozen=True)
class Stem:
    """What one question asks: `said` are the words of the prompt, of a cloze text with its gap.

    Where the prompt asks nothing without its options, theirs are among the `words` too. `keys` are the
    answers that are right, `refused` the options that are wrong, `ties` the roots that say something of the
    subject and are rare in the deck. `beside` is the topic where the question is among the first twenty of
    it, so that it is asked on a day with them; None behind these.
    """

    deck: str
    card: str
    place: Place
    asked: Asked
    type: str
    language: str
    said: Words
    words: Words
    keys: frozenset[Words]
    refused: frozenset[Words]
    ties: frozenset[str]
    beside: str | None

    @cached_property
    def runs(self) -> frozenset[int]:
        """Hashes of all runs of five words."""
        return frozenset(map(hash, zip(*(self.words[start:] for start in range(RUN)), strict=False)))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The roots of the words that may not be left out: in a language without a list, all words."""
        if self.language != "en":
            return frozenset(self.words)
        roots = content(self.asked.prompt).union(_ASKING.intersection(self.said))
        more = set(self.words[len(self.said) :]) - _IDLE
        return roots.union(map(root, more)) if more else roots

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of its words that name or count something."""
        return names(self.asked.prompt)

    @property
    def loc(self) -> KeyPath:
        """The key that holds what is asked."""
        if self.reverse:
            return ("answer",)
        return ("text",) if self.asked.part else ("prompt",)

    @property
    def reverse(self) -> bool:
        """Whether the answer is shown and the prompt wanted."""
        return self.asked.part == _REVERSE

    @property
    def one_text(self) -> bool:
        """Whether the answer is one text, and not a list or a ruling."""
        return self.type not in _WITHOUT_A_TEXT

    @property
    def complete(self) -> bool:
        """Whether it is a question by itself: a word or two take their meaning from their deck."""
        return len(self.words) >= RUN - 1


def stems_of(deck: CheckedDeck) -> Iterator[Stem]:
    """What each question of a deck asks, in the order of the file."""
    asked_before: Counter[str] = Counter()
    for card in deck.cards:
        place, topic = card.place, card.card.topic
        for asked in card.asked:
            asked_before[topic] += 1
            options = _options(card, asked)
            said = words(asked.prompt)
            yield Stem(
                deck=deck.deck.id,
                card=card.id,
                place=place,
                asked=asked,
                type=card.card.type,
                language=deck.language,
                said=said,
                words=said + _joined(options) if options and _is_closed(card, asked) else said,
                keys=_keys(card, asked),
                refused=options - {words(asked.answer)} if card.card.type == "choice" else frozenset(),
                ties=content(asked.prompt) - deck.subject,
                beside=topic if asked_before[topic] <= _FIRST_ASKED else None,
            )


def agree(one: Stem, other: Stem) -> bool:
    """Whether two stems have an answer in common; `October 1948` has one with `12 October 1948`."""
    return any(
        set(mine) <= set(theirs) or set(theirs) <= set(mine) for mine in one.keys for theirs in other.keys
    )


def contradict(one: Stem, other: Stem) -> bool:
    """Whether two stems that ask the same have answers of which only one can be right."""
    if one.reverse or other.reverse or agree(one, other):
        return False
    if one.keys & other.refused or other.keys & one.refused:
        return True
    return all(len(key) <= _SHORT for key in one.keys | other.keys)


def differ(one: Stem, other: Stem) -> bool:
    """Whether two stems that read alike ask for two things.

    They do where each names or counts what the other does not, or one says before and the other after; and
    where each has some telling or question word that the other lacks, unless their answers are the same.
    """
    only_one, only_other = set(one.words) - set(other.words), set(other.words) - set(one.words)
    if (only_one & one.names and only_other & other.names) or (
        only_one & _CONTRASTS and only_other & _CONTRASTS
    ):
        return True
    return bool(only_one - _IDLE and only_other - _IDLE) and not agree(one, other)


def same_answer(one: Stem, other: Stem) -> bool:
    """Whether two stems have an answer in common that is hardly so by chance, as true or two may be."""
    return any(
        len(mine) > 1 or (mine[0].isalpha() and mine[0] not in _COMMON_ANSWERS)
        for mine in one.keys
        if mine and any(set(mine) <= set(theirs) or set(theirs) <= set(mine) for theirs in other.keys)
    )


def _options(card: CheckedCard, asked: Asked) -> frozenset[Words]:
    """All that is to be picked, arranged or paired."""
    if card.card.type == "true-false":
        return frozenset()
    return frozenset(map(words, (*asked.items, *(option.text for option in asked.options))))


def _is_closed(card: CheckedCard, asked: Asked) -> bool:
    if card.card.type != "choice":
        return card.card.type in _ALWAYS_CLOSED
    # In a language without a list, every choice may speak of its options.
    return card.deck.language != "en" or not _CLOSED.isdisjoint(words(asked.prompt))


def _keys(card: CheckedCard, asked: Asked) -> frozenset[Words]:
    """The right answers, each as its words; what has several parts as one."""
    match card.card.type:
        case "multiple-response":
            return frozenset({_whole(sorted(map(words, card.card.answers)))})
        case "ordering":
            return frozenset({_whole(map(words, card.card.items))})
        case "matching":
            return frozenset({_whole(sorted(words(left) + words(right) for left, right in card.card.pairs))})
        case "numeric" | "date":
            return frozenset({words(asked.answer), words(asked.key)})
    return frozenset(map(words, (asked.answer, *asked.accept)))


def _joined(parts: Iterable[Words]) -> Words:
    return tuple(word for part in sorted(parts) for word in part)


def _whole(parts: Iterable[Words]) -> Words:
    """Several parts as one word, so that a share of them is no answer in common."""
    return ("/".join(" ".join(part) for part in parts),)
