"""Figures that somebody gives, told as if they were counted."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import bare, listed, word_set
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.values import shown

_CONTESTED = listed(
    """killed dead died deaths casualties wounded victims troops soldiers refugees displaced starved famine
    fatalities executed massacred perished losses deserters civilians prisoners shells missiles warheads"""
)
_COUNT = (
    r"(?:(?!(?:1[89]|20)\d\d\b)\d+(?:[.,]\d+)*|hundreds|thousands|tens of thousands|millions?|dozens)"
    r"(?: (?:million|thousand|hundred))?"
)
_NAMED = "|".join(sorted(_CONTESTED))
_FIGURE = re.compile(
    rf"\b{_COUNT}(?:[ -]\w+){{0,3}} (?:{_NAMED})\b"
    r"|\b(?:killed|wounded|displaced|executed|massacred|losses of|casualties of|death toll of)"
    rf"(?: \w+){{0,2}} {_COUNT}\b"
    rf"|\bhow many (?:\w+ ){{0,4}}(?:{_NAMED})\b(?! (?:language|sea|end|letter|weight)s?\b)",
    re.IGNORECASE,
)
_BY = r"by\ (?:one|its|his|their|the)\ (?:own\ )?(?:account|count|estimate)"
_ATTRIBUTED = re.compile(
    rf"""\b(?:according\ to | estimat\w+ | says?\b | said\b | report(?:s|ed|edly)?\b | claim(?:s|ed)?\b
      | believed?\b | alleg\w+ | puts?\ (?:it|the) | counted\b | official\w* | {_BY} | survey | census
      | sources? | assess\w+ | told\b | writes?\b | wrote\b | judg\w+ | thought\ to | agenc\w+
      | intelligence\b | historians?\b | ministry\b | study\b | figures?\b | records?\b
      | in\ the\ (?:view|words)\ of )""",
    re.VERBOSE | re.IGNORECASE,
)


@rule(
    "Q143",
    Severity.INFO,
    "A number of dead, of troops or the like is told as a fact, and nobody is named who gives it.",
    "Such numbers are estimates and often disputed: a learner should know whose they are.",
    languages=("en",),
)
def number_of_nobody(card: CheckedCard) -> Iterator[Note]:
    """A contested figure without a word of who says so, on a card without `attributed_to`."""
    if card.card.attributed_to.strip() or card.card.status in ("reported", "claimed", "assessment"):
        return
    for loc, text in _texts(card):
        if _CONTESTED.isdisjoint(word_set(text)):
            continue
        match = _FIGURE.search(bare(text))
        if match and not _ATTRIBUTED.search(f"{card.stem} {bare(text)} {bare(card.card.explanation)}"):
            hint = "say in the text who gives the number, or write attributed_to"
            yield Note(f"“{shown(match[0])}”, and nobody is named who says so", hint, loc)
            return


def _texts(card: CheckedCard) -> Iterator[tuple[KeyPath, str]]:
    yield (card.asks_at,), card.asks
    if card.card.type in ("basic", "choice", "short-answer"):
        yield ("answer",), card.asked[0].answer
    yield ("explanation",), card.card.explanation
