"""Questions that answer one another."""

from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import STOP_WORDS, Words, content, names, root, words
from alliance_tutor.deck.values import shown

_FIRST_ASKED = 20
_COMMON = 0.2  # a word in more than this share of a deck's prompts ties no two of them together
_TIES = 2
_WITHOUT_A_TEXT = frozenset({"true-false", "multiple-response", "ordering", "matching", "open"})


class _Asked(NamedTuple):
    """What one question asks, `spaced` as its words with a space around each, and what it keys."""

    card: CheckedCard
    prompt: str
    spaced: str
    keys: tuple[tuple[str, Words, str], ...]


@rule(
    "Q162",
    Severity.WARNING,
    "A question says the answer to another among the first twenty of its topic.",
    "Asked on the same day, one is answered by reading the other.",
    languages=("en",),
)
def answers_another(deck: CheckedDeck) -> Iterator[Note]:
    """A prompt with the whole key of another card that asks about the same things."""
    common = _common(deck)
    for cards in deck.topics():
        first = [asked for card in cards for asked in _asked(card)][:_FIRST_ASKED]
        told: set[tuple[str, str]] = set()
        for giving, asking in permutations(first, 2):
            pair = giving.card.id, asking.card.id
            if giving.card.id == asking.card.id or pair in told:
                continue
            if key := _given_away(giving, asking, common):
                told.add(pair)
                line = asking.card.place.at()[0]
                message = f"says “{shown(key)}”, the answer to the card “{asking.card.id}” on line {line}"
                hint = "ask without saying it, or move one of the two to another topic"
                yield Note(message, hint, (giving.card.asks_at,), place=giving.card.place)


def _asked(card: CheckedCard) -> Iterator[_Asked]:
    for asked in card.asked:
        keys = () if card.card.type in _WITHOUT_A_TEXT else (asked.answer, *asked.accept)
        spelt = tuple((key, words(key), _spaced(key)) for key in keys)
        yield _Asked(card, asked.prompt, _spaced(asked.prompt), spelt)


def _given_away(giving: _Asked, asking: _Asked, common: frozenset[str]) -> str:
    """The key of `asking` that stands in the prompt of `giving`, empty if there is none."""
    for key, sought, spaced in asking.keys:
        if spaced in giving.spaced and spaced not in asking.spaced and _tells(sought, giving):
            ties = content(giving.prompt) & content(asking.prompt) - common
            if len(ties - {root(word) for word in sought}) >= _TIES:
                return key
    return ""


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def _tells(key: Words, giving: _Asked) -> bool:
    """Whether a key is more than a common word: a name, a number of some length, or several words."""
    if len(key) == 1:
        return len(key[0]) > 2 and key[0] in names(giving.prompt)
    return not STOP_WORDS.issuperset(key)


def _common(deck: CheckedDeck) -> frozenset[str]:
    """The roots of words that stand in so many prompts of the deck that they say little."""
    prompts = [content(card.asks) for card in deck.cards]
    counts = Counter(word for prompt in prompts for word in prompt)
    return frozenset(word for word, count in counts.items() if count > max(1, _COMMON * len(prompts)))
