"""Options that speak of other options, or that are no answers to what is asked."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.option_order import about_others
from alliance_tutor.deck.values import shown

_LABEL = r"(?:options? |answers? |statements? |choices? )?\(?[A-Fa-f]\)?"
_LABELS = re.compile(
    rf"(?:both |neither |either |only )?{_LABEL}(?:\s*,\s*{_LABEL})*\s*,?\s*(?:and|or|nor|&|\+)\s*{_LABEL}"
    r"(?: only| are (?:right|correct|true)| is (?:right|correct|true))?",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:both |neither |only )?(?:of )?(?:the )?(?:first|last|other|second|third)(?: two| three)?"
    r"(?: (?:and|or|nor) (?:the )?(?:first|second|third|fourth|last|other))?"
    r" (?:options?|answers?|statements?|choices?|of these)(?: (?:is|are) (?:right|correct|true))?",
    re.IGNORECASE,
)
_YES_OR_NO = frozenset({"true", "false", "yes", "no"})
_RIGHT_OR_WRONG = frozenset({"right", "wrong", "correct", "incorrect"})
_NUMBERED = r"\(?(?:\d{1,2}|[IVX]{1,4}|[ivx]{1,4})\)?"
_COMBINED = re.compile(
    rf"(?:only )?{_NUMBERED}(?:\s*,\s*{_NUMBERED})*(?:\s*,?\s*(?:and|&|\+)\s*{_NUMBERED})?"
    r"(?P<only> only| alone)?"
)
_NUMBERED_STEM = re.compile(r"(?:^|\s)\(?(?:1|I|i)[.):]\s.*\s\(?(?:2|II|ii)[.):]\s", re.DOTALL)
_CHOICES = ("choice", "multiple-response")


@rule(
    "Q104",
    Severity.WARNING,
    "An option names other options by their letter or place.",
    "Options are shown in a new order each time, and without letters that stay.",
    types=_CHOICES,
    languages=("en",),
)
def points_at_others(card: CheckedCard) -> Iterator[Note]:
    """“A and B”, “the first two options”, where the other options are not letters themselves."""
    labels = [choice for choice in card.choices if _LABELS.fullmatch(choice.text)]
    letters = sum(len(choice.text) == 1 for choice in card.choices)
    for choice in card.choices:
        if _PLACES.fullmatch(choice.text) or (
            choice in labels and _means_options(card, len(labels) + letters)
        ):
            message = f"“{shown(choice.text)}” names other options"
            yield Note(message, "say what it means in words, or make the card multiple-response", choice.loc)


@rule(
    "Q114",
    Severity.ERROR,
    "An option says “all of the above”, “none of these” or the like; a warning where the order stays.",
    "Two right options give it away, one wrong one rules it out; and shuffled, nothing is above it.",
    types=_CHOICES,
    languages=("en",),
)
def all_or_none(card: CheckedCard) -> Iterator[Note]:
    """An option about the others; one that says `above` is an error where options are shuffled."""
    shuffled = card.card.type in _CHOICES and getattr(card.card, "shuffle", False)
    for choice in card.choices:
        if about_others(choice.text):
            above = shuffled and not {"above", "foregoing", "preceding"}.isdisjoint(choice.words)
            message = f"“{shown(choice.text)}” is about the other options"
            hint = "write one more distractor instead, or make the card multiple-response"
            if above:
                message += ", which are shuffled and not above it"
            severity = Severity.ERROR if above else Severity.WARNING
            yield Note(message, hint, choice.loc, severity=severity)


@rule(
    "Q125",
    Severity.WARNING,
    "An option is only true, false, yes or no, or combines numbered statements (“1 and 3 only”).",
    "Combinations are solved by logic from a part of the knowledge, and true or false is a type of its own.",
    types=_CHOICES,
    languages=("en",),
)
def combined_or_true(card: CheckedCard) -> Iterator[Note]:
    """True and false as options, and combinations of statements that the prompt numbers."""
    alone = [(choice, choice.words[0]) for choice in card.choices if len(choice.words) == 1]
    judging = sum(word in _RIGHT_OR_WRONG for _, word in alone)
    # A triangle can be right; two such words can only be about the prompt.
    plain = [
        choice for choice, word in alone if word in _YES_OR_NO or (word in _RIGHT_OR_WRONG and judging > 1)
    ]
    if plain:
        hint = 'write type = "true-false" and a statement as prompt, or options that say what is so'
        yield Note(f"“{shown(plain[0].text)}” is an option", hint, plain[0].loc)
        return
    combined = [(choice, match) for choice in card.choices if (match := _COMBINED.fullmatch(choice.text))]
    several = [each for each in combined if len(each[0].words) > 1]
    if (
        len(combined) > 1
        and several
        and (_NUMBERED_STEM.search(card.asks) or any(m["only"] for _, m in several))
    ):
        message = f"“{shown(several[0][0].text)}” combines numbered statements"
        hint = 'write type = "multiple-response" with the statements as options'
        yield Note(message, hint, several[0][0].loc)


def _means_options(card: CheckedCard, lettered: int) -> bool:
    """Whether letters mean options: not where most options are letters, or the prompt speaks of letters."""
    if 2 * lettered >= len(card.choices) + 1:
        return False
    return not re.search(r"\b(?:[B-F]\b|[A-F]{2}\b)", card.stem)
