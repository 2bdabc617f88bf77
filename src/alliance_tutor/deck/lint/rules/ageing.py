"""Facts that do not stay true: words that hold only now, and days of checking that lie long back."""

import re
from collections.abc import Iterator
from datetime import date

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import listed, unquoted, word_set
from alliance_tutor.deck.scanner import KeyPath

_NOW = re.compile(
    r"""
    (?P<always> \b (?: currently | nowadays | at[ ]present | at[ ]the[ ](?:present[ ])?moment | these[ ]days
        | this[ ]year | as[ ]yet | for[ ]the[ ]time[ ]being | (?:up[ ]to|until|till)[ ]now
        | (?<!what[ ])(?:is|are|has|have)[ ]now | now[ ](?:is|are|has|have) ) \b )
    | (?P<lately> \b (?: recently | (?<!more[ ])(?<!then[ ])recent
        | (?<!at[ ])(?:the|its|their)[ ](?:most[ ]recent|latest)
        | so[ ]far (?!-|[ ](?:as|that|from|away|north|south|east|west|apart|beyond)\b)
        | to[ ]date (?=[ ]*(?:[,.;:?!)–—]|$)|[ ](?:has|have|is|are|no|none)\b) ) \b (?![ ](?:of|first)\b) )
    | (?P<now> \b (?<!what[ ]is[ ]) (?: now | today (?!['’]s) (?![ ](?-i:[A-Z]))
        | (?:the|its|their|his|her)[ ]current (?=[ ]\w) ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TELLING = listed(
    "currently nowadays present moment days year yet being now recently recent latest far date today current"
)
"""Words without one of which `_NOW` finds nothing."""
_SENTENCE = re.compile(r"(?:[^.?!;]|[.?!;](?!\s|$))+[.?!;]*")
_DATED = re.compile(r"(?<!since )(?<!after )\b(?:1[89]|20)\d\d\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|would|could)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:had|would)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\b(?:earliest|oldest|in order)\b", re.IGNORECASE)
_TWICE_NOW = re.compile(r"\bnow\b.*\bnow\b", re.IGNORECASE | re.DOTALL)


@rule(
    "Q142",
    Severity.WARNING,
    "A text says now, so far, recently or the like, and the card has no `as_of`.",
    "A year later nobody can tell which day was meant.",
    sourced=True,
    languages=("en",),
)
def bound_to_its_time(card: CheckedCard) -> Iterator[Note]:
    """Words that hold only on the day of writing, in what is asked, keyed or explained."""
    if card.card.as_of is not None:
        return
    for loc, text in _stated(card):
        if match := _time_bound(text):
            message = f"“{match[0]}” is true only for a time, and the card has no as_of"
            hint = "write as_of = YYYY-MM-DD, or say in the text which day or year is meant"
            yield Note(message, hint, loc, match.start())


@rule(
    "Q148",
    Severity.INFO,
    "Facts were last checked more than a year ago.",
    "A figure that moves becomes wrong, and looks as right as before.",
    sourced=True,
    changing=True,
)
def old_facts(deck: CheckedDeck) -> Iterator[Note]:
    """An `as_of`, of the deck or of a card, that lies more than a year back."""
    hint = "look whether they still hold, and write the day on which you looked"
    if (day := deck.deck.as_of) and _is_old(day, deck.today):
        yield Note(f"the facts were checked on {day}, more than a year ago", hint, ("as_of",))
    for card in deck.cards:
        if (day := card.card.as_of) and _is_old(day, deck.today):
            message = f"the figures are as of {day}, more than a year ago"
            yield Note(message, hint, ("as_of",), place=card.place)


def _stated(card: CheckedCard) -> Iterator[tuple[KeyPath, str]]:
    """What a card says is so: what it asks, its key and its explanation, not its wrong options."""
    yield (card.asks_at,), card.asks
    match card.card.type:
        case "basic" | "choice" | "short-answer":
            yield ("answer",), card.card.answer
        case "multiple-response":
            yield from ((("answers", index), text) for index, text in enumerate(card.card.answers))
        case "ordering":
            yield from ((("items", index), text) for index, text in enumerate(card.card.items))
        case "open":
            yield ("notes",), card.card.notes
    yield ("explanation",), card.card.explanation


def _time_bound(text: str) -> re.Match[str] | None:
    """The first word that is true only for a time: not in a quotation, nor in a sentence that has a date."""
    if _TELLING.isdisjoint(word_set(text)) or not _NOW.search(text):
        return None
    said = unquoted(text)
    for sentence in _SENTENCE.finditer(said):
        passed_over = _told_of_then(sentence[0])
        for match in _NOW.finditer(said, *sentence.span()):
            if match.lastgroup not in passed_over:
                return match
    return None


def _told_of_then(sentence: str) -> set[str | None]:
    """The kinds of words that are no fault in a sentence: with a date, of a past story, of an order."""
    if _DATED.search(sentence):
        return {"always", "lately", "now"}
    passed_over: set[str | None] = set()
    if _EARLIER.search(sentence) or _ORDERED.search(sentence):
        passed_over.add("lately")
    # `now to one, now to the other` is no time at all.
    if _PAST.search(sentence) or _TWICE_NOW.search(sentence):
        passed_over.add("now")
    return passed_over


def _is_old(day: date, today: date) -> bool:
    """Whether a day lies more than a year back: of 29 February that is so from 1 March on."""
    return (day.year + 1, day.month, day.day) < (today.year, today.month, today.day)
