"""A day, a month or a year out of what a learner types: `6 July 1961`, `06/07/1961`, `1961년 7월`, `1961`.

Where the order of day and month is open, both readings are kept. Years are written in full.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from alliance_tutor.study.folding import bare, fold

LONGEST = 100
"""How many characters a typed date may have."""


class Day(NamedTuple):
    """A day, a month (no `day`) or a year (no `month` either); `year` is None where it is not given."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def exists(self) -> bool:
        """Whether the proleptic Gregorian calendar has it; without a year, whether a leap year has it."""
        least = (2000, 1, 1)
        try:
            date(*(one if part is None else part for part, one in zip(self, least, strict=True)))
        except ValueError:
            return False
        return True

    @property
    def precision(self) -> int:
        """How many of year, month and day are given."""
        return sum(part is not None for part in self)

    def __str__(self) -> str:
        """The date as `1961-07-06`, `1961-07` or `1961`; `--07-06` where the year is not given."""
        parts = ["-" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def exact(iso: str) -> Day | None:
    """What a key means that is written as `1961-07-06`, `1961-07` or `1961`; None for any other."""
    found = _ISO.fullmatch(iso)
    day = Day(*(int(part) for part in found.groups() if part)) if found else None
    return day if day and day.exists else None


def read(text: str, language: str = "en") -> list[Day]:
    """The dates that `text` can mean, with months in the words of `language` or of English.

    Raises ValueError, with a line for the learner, where there is none, or none that the calendar has.
    """
    found = _readings(text, language) if len(text) <= LONGEST else []
    if not found:
        raise ValueError("no date could be read")
    days = [day for day in dict.fromkeys(found) if day.exists]
    if not days:
        if all(day.year is None and (day.day or 0) > 31 for day in found):  # "december 48"
            raise ValueError("write the year in full")
        raise ValueError("the calendar has no such date")
    return days


def right_parts(day: Day, key: Day) -> int:
    """How many parts of `key` agree, in the order year, month, day, up to the first that does not."""
    agree = [given == wanted for given, wanted in zip(day, key[: key.precision], strict=False)]
    return [*agree, False].index(False)


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TOKEN = re.compile(r"\d+|[년年]|[^\W\d_]+|\.(?=.)|[^\w\s,.!?/-]")
_SIGNS = frozenset("년年월月일日")
_HEDGES = frozenset("~≈")
_FILLERS = frozenset(
    (
        *("st", "nd", "rd", "th", "er", "го", "е", "o"),
        *("the", "of", "in", "on", "year", "about", "around", "approximately", "approx", "circa", "ca", "c"),
        *("г", "год", "года", "году", "в", "около", "р", "рік", "року"),
        *("am", "im", "den", "der", "le", "en", "de", "del", "el"),
    )
)

# What stands in which order: `y` is a year, `n` one or two digits, `m` the name of a month. Two digits may
# also be meant for a year: they are read, and then are the year 61.
_ORDERS = {
    "y": ["y"],
    "yn": ["ym"],
    "ny": ["my"],
    "ynn": ["ymd"],
    "nny": ["dmy", "mdy"],
    "nn": ["dm", "md"],
    "nnn": ["dmy", "mdy"],
    "m": ["m"],
    "my": ["my"],
    "ym": ["ym"],
    "nm": ["dm"],
    "mn": ["md"],
    "nmy": ["dmy"],
    "mny": ["mdy"],
    "ymn": ["ymd"],
    "ynm": ["ydm"],
    "nmn": ["dmy"],
    "mnn": ["mdy"],
}


def _readings(text: str, language: str) -> list[Day]:
    tokens = [token for token in _TOKEN.findall(bare(text)) if token not in _FILLERS | _HEDGES]
    months = _months("en") | _months(language.split("-")[0].lower())
    shape = "".join(_letter(token, months) for token in tokens)
    numbers = [months.get(token) or int(token) for token in tokens if token in months or token.isdecimal()]
    orders = _ORDERS.get(shape, [])
    if "." in tokens:
        orders = orders[:1]  # 6.7.1961 is written where the day comes first
    elif not _SIGNS.isdisjoint(tokens):
        orders = orders[-1:]  # 7월 6일
    return [_day(order, numbers) for order in orders]


def _day(order: str, numbers: list[int]) -> Day:
    parts = dict(zip(order, numbers, strict=True))
    return Day(parts.get("y"), parts.get("m"), parts.get("d"))


def _letter(token: str, months: dict[str, int]) -> str:
    """What a token is, in the letters of `_ORDERS`; `?` for what is no part of a date."""
    if token in months:
        return "m"
    if token.isdecimal() and len(token) < 5:
        return "n" if len(token) < 3 else "y"
    return "" if token in _SIGNS or token == "." else "?"


@cache
def _months(language: str) -> dict[str, int]:
    """The number of a month by each of its names in a language, folded; empty for a language not known."""
    from alliance_tutor.deck.months import MONTHS

    table = MONTHS.get(language, ())
    return {fold(name): number for number, names in enumerate(table, 1) for name in names}
