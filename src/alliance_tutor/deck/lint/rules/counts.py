"""How many options there are, where the answer stands, and how often it is true."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import content
from alliance_tutor.deck.option_order import logical_order

_MOST_OPTIONS = 5
_ENOUGH_OPTIONS = 3
_FEWEST_UNSHUFFLED = 5
_FEWEST_STATEMENTS = 20
_EVEN = (0.35, 0.65)
_OR = re.compile(r"\b(?:or|either|whether)\b", re.IGNORECASE)


@rule(
    "Q123",
    Severity.WARNING,
    "A choice card has two options or more than five; for information, how many have four or five.",
    "Three plausible options are enough: the fourth is seldom picked, and takes time to write and to read.",
)
def count_of_options(deck: CheckedDeck) -> Iterator[Note]:
    """Too many and too few options, card by card, and one remark on all that have one or two to spare."""
    more = 0
    for card in deck.cards:
        if card.card.type != "choice":
            continue
        count = len(card.choices)
        more += _ENOUGH_OPTIONS < count <= _MOST_OPTIONS
        if count > _MOST_OPTIONS:
            hint = "keep the answer and the two or three wrong options that learners do pick"
            yield Note(f"the card has {count} options", hint, ("distractors",), place=card.place)
        elif count < _ENOUGH_OPTIONS and not _offers_both(card):
            hint = 'write one more distractor, or a statement with type = "true-false"'
            yield Note("the card has only two options", hint, ("distractors",), place=card.place)
    if more:
        message = f"{more} choice card{'s have' if more > 1 else ' has'} four or five options"
        hint = "where a distractor is there to make up the number, take it out"
        yield Note(message, hint, severity=Severity.INFO)


@rule(
    "Q130",
    Severity.WARNING,
    "Five choice cards or more are not shuffled, and the answer stands in the same place on all of them.",
    "Learners notice after a few, and pick that place.",
)
def answer_in_one_place(deck: CheckedDeck) -> Iterator[Note]:
    """Cards with `shuffle = false` in whose logical order the answer is always first, second …"""
    fixed = [card for card in deck.cards if card.card.type == "choice" and not card.card.shuffle]
    if len(fixed) < _FEWEST_UNSHUFFLED:
        return
    language = deck.deck.language
    places = {logical_order([each.text for each in card.choices], language).index(0) for card in fixed}
    if len(places) == 1:
        message = (
            f"the answer is option {places.pop() + 1} on all {len(fixed)} choice cards that are not shuffled"
        )
        yield Note(message, "leave `shuffle = false` out", ("shuffle",), place=fixed[0].place)


@rule(
    "Q131",
    Severity.INFO,
    "Of 20 true-false cards or more less than 35 % or more than 65 % are true.",
    "Whoever always says the same gets most of them right.",
)
def mostly_true(deck: CheckedDeck) -> Iterator[Note]:
    """A deck whose statements are mostly true, or mostly false."""
    keys = [card.card.answer for card in deck.cards if card.card.type == "true-false"]
    share = sum(keys) / max(1, len(keys))
    if len(keys) >= _FEWEST_STATEMENTS and not _EVEN[0] <= share <= _EVEN[1]:
        message = f"{sum(keys)} of {len(keys)} true-false cards are true: {share:.0%}"
        yield Note(message, "turn some statements round")


def _offers_both(card: CheckedCard) -> bool:
    """Whether the prompt itself names the two: did it rise or fall?"""
    said = content(card.asked[0].prompt)
    return bool(_OR.search(card.stem)) and all(content(each.text) & said for each in card.choices)
