"""Options read as days, as numbers and as ranges of numbers, where they are nothing else."""

import re
from enum import StrEnum
from functools import cache, lru_cache
from math import inf
from typing import NamedTuple

from alliance_tutor.deck.lint.words import one_of
from alliance_tutor.deck.months import MONTHS


class Kind(StrEnum):
    """What an option is, by its form alone."""

    DAY = "a date"
    NUMBER = "a number"
    TEXT = "a text"


class Span(NamedTuple):
    """All numbers from `low` to `high`; the ends belong to it where `closed` says so."""

    low: float
    high: float
    closed: tuple[bool, bool] = (True, True)

    def meets(self, other: "Span") -> bool:
        """Whether a number lies in both."""
        first, second = sorted((self, other))
        if first.high == second.low:
            return first.closed[1] and second.closed[0]
        return first.high > second.low


_LONGEST = 40  # characters: more is a sentence
_YEARS = range(1000, 2200)
_ASIDE = frozenset({"in", "on", "by", "about", "around", "early", "late", "mid", "the", "of"})
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SPELT = tuple(
    one_of(
        """none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty"""
    ).split("|")
)
"""Numbers in words, by their value."""
# A currency, digits in groups, a fraction, a scale.
_FIGURE = rf"(?:US)?[$€£¥]?\s?\d[\d,\u00a0\u202f]*(?: \d{{3}})*(?:\.\d+)?(?:\s?(?:{'|'.join(_SCALES)}))?\b"
_UNIT = r"(?:\s?(?:%|°?(?!(?:or|and|to)\b)[^\W\d]+(?:[ -](?!(?:or|and|to)\b)[^\W\d]+){0,2}))?"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|approximately|exactly|only|just)\s)?"
# In words it stands by itself: “two moons” says what there is, and not only how many.
_NUMBER = re.compile(
    rf"{_ABOUT}(?:(?P<figure>[-−]?{_FIGURE}){_UNIT}|(?P<word>{'|'.join(_SPELT)}))", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"between ({_FIGURE}){_UNIT} and ({_FIGURE}){_UNIT}"
    rf"|(?:from )?({_FIGURE}){_UNIT}\s?(?:[–—-]|\bto\b)\s?({_FIGURE}){_UNIT}",
    re.IGNORECASE,
)
_LESS = "less|fewer|lower|smaller|younger|under|below"
_MORE = "more|greater|higher|larger|older|over|above"
_BELOW = re.compile(
    rf"(?P<strict>under|below|(?:{_LESS}) than)?(?:at most|up to|(?:no|not) (?:{_MORE}) than)? ?"
    rf"(?P<amount>{_FIGURE}){_UNIT}(?P<loose> (?:or|and) (?:{_LESS}))?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    rf"(?P<strict>over|above|(?:{_MORE}) than)?(?:at least|(?:no|not) (?:{_LESS}) than)? ?"
    rf"(?P<amount>{_FIGURE}){_UNIT}(?P<loose> (?:or|and) (?:{_MORE}))?",
    re.IGNORECASE,
)


@lru_cache(4096)
def day(text: str, language: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that is nothing but a date, 0 for what it does not say; else None."""
    months = _months(language)
    found = {"year": 0, "month": 0, "day": 0}
    for word in re.findall(r"\w+", text.casefold()):
        if word in _ASIDE:
            continue
        if word in months:
            part, value = "month", months[word]
        elif word.isdecimal() and int(word) in _YEARS:
            part, value = "year", int(word)
        elif (ordinal := _ORDINAL.fullmatch(word)) and 1 <= int(ordinal[1]) <= 31:
            part, value = "day", int(ordinal[1])
        else:
            return None
        if found[part]:
            return None
        found[part] = value
    if not found["month"] and (found["day"] or not found["year"]):
        return None
    return found["year"], found["month"], found["day"]


@cache
def _months(language: str) -> dict[str, int]:
    """The number of each month by its names."""
    every = enumerate(MONTHS.get(language, MONTHS["en"]), 1)
    return {name.casefold(): number for number, names in every for name in names}


def number(text: str) -> float | None:
    """The number that a text is, about, a unit aside; None where it says more or is none."""
    match = _NUMBER.fullmatch(text.strip().rstrip("."))
    return _amount(match["figure"] or match["word"]) if match else None


def span(text: str) -> Span | None:
    """The range of numbers that a text is: `10–20 %`, `fewer than 5`, `3 or more`; None where it is none."""
    text = text.strip().rstrip(".")
    if match := _BETWEEN.fullmatch(text):
        low, high = (_amount(end) for end in match.groups() if end)
        return Span(low, high) if low < high else None
    for pattern in (_BELOW, _ABOVE):
        match = pattern.fullmatch(text)
        if match and match["amount"] != text and (match["loose"] or not _NUMBER.fullmatch(text)):
            amount, closed = _amount(match["amount"]), not match["strict"]
            return (
                Span(-inf, amount, (True, closed)) if pattern is _BELOW else Span(amount, inf, (closed, True))
            )
    return None


def kind(text: str, language: str) -> Kind:
    """Whether a text is a date, a number or neither."""
    if len(text) > _LONGEST or (not text[:1].isalnum() and text[:1] not in "-−$€£¥"):
        return Kind.TEXT
    if day(text, language):
        return Kind.DAY
    return Kind.NUMBER if number(text) is not None else Kind.TEXT


def _amount(text: str) -> float:
    text = text.casefold().replace("−", "-").strip()
    if text in _SPELT:
        return float(_SPELT.index(text))
    scale = next((scale for scale in _SCALES if text.endswith(scale)), "")
    digits = re.sub(r"[^\d.-]", "", text.removesuffix(scale))
    return float(digits) * _SCALES.get(scale, 1)
