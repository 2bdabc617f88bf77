"""Options that give the answer away."""

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import NormalDist

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.values import shown

_MUCH_LONGER = 1.33
_FEWEST_WORDS = 4
_FEWEST_CARDS = 20
_CHANCE = 0.01
_MOST_EXACT = 1_000  # each trial takes as long as there were trials before it
_SPREAD = 4
_LONG = 30  # characters: below it three words are soon four times as long as one


@rule(
    "Q110",
    Severity.WARNING,
    "The answer is much longer than every wrong option.",
    "Whoever knows nothing picks the longest option, and is right.",
    types=("choice",),
)
def longest_is_right(card: CheckedCard) -> Iterator[Note]:
    """A key of four words or more that is a third longer than the longest distractor, in characters."""
    if len(card.choices[0].words) < _FEWEST_WORDS:
        return
    key, *others = _lengths(card)
    ratio = key / max(1, *others)
    if ratio >= _MUCH_LONGER:
        message = f"the answer is {ratio:.1f} times as long as the longest distractor"
        hint = (
            "shorten the answer: what explains it belongs in the explanation; or let a distractor say as much"
        )
        yield Note(message, hint, ("answer",))


@rule(
    "Q111",
    Severity.WARNING,
    "In a deck the answer is the longest option far more often than chance would have it.",
    "Learners notice, and pick by length.",
)
def longest_too_often(deck: CheckedDeck) -> Iterator[Note]:
    """A deck of 20 choice cards or more whose count of longest keys has a chance of less than 1 %."""
    lengths = [_lengths(card) for card in deck.cards if card.card.type == "choice"]
    # Where two options are equally long, length does not tell which to pick.
    decided = [each for each in lengths if each.count(max(each)) == 1]
    longest = sum(each[0] == max(each) for each in decided)
    if len(decided) < _FEWEST_CARDS:
        return
    chances = [1 / len(each) for each in decided]
    if longest > sum(chances) and at_least(longest, chances) < _CHANCE:
        message = (
            f"the answer is the longest option in {longest} of {len(decided)} choice cards,"
            f" by chance it would be in {sum(chances):.0f}"
        )
        yield Note(message, "shorten answers, or write some distractors as fully as the answers")


@rule(
    "Q124",
    Severity.INFO,
    "The longest option has more than four times the characters of the shortest.",
    "Options so unlike are told apart by their looks before they are read.",
    types=("choice", "multiple-response"),
)
def uneven_lengths(card: CheckedCard) -> Iterator[Note]:
    """Options of very different lengths."""
    ordered = sorted(card.choices, key=lambda choice: len(choice.text))
    shortest, longest = ordered[0], ordered[-1]
    ratio = len(longest.text) / max(1, len(shortest.text))
    if ratio > _SPREAD and len(longest.text) >= _LONG:
        message = f"the longest option has {ratio:.1f} times the characters of “{shown(shortest.text)}”"
        yield Note(message, "make options alike in length and detail", longest.loc)


def at_least(successes: int, chances: Sequence[float]) -> float:
    """The probability of so many successes or more among independent trials, each with its own chance.

    From more than `_MOST_EXACT` trials on it is that of the normal distribution with their mean and variance.
    """
    if len(chances) > _MOST_EXACT:
        deviation = sqrt(sum(chance * (1 - chance) for chance in chances))
        return NormalDist(sum(chances), deviation).cdf(2 * sum(chances) - successes + 0.5)
    exactly = [1.0]
    for chance in chances:
        more = [0.0, *(probability * chance for probability in exactly)]
        exactly = [less * (1 - chance) + new for less, new in zip([*exactly, 0.0], more, strict=True)]
    return sum(exactly[successes:])


def _lengths(card: CheckedCard) -> list[int]:
    """How many characters each option shows, the right one first."""
    return [len(choice.text) for choice in card.choices]
