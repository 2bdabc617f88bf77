"""Figures and facts as a person reads them, the same words on screens and in line mode. Pure.

What comes from a deck is made harmless here; it is plain text afterwards, not Markdown.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from alliance_tutor.memory.standing import Memory
from alliance_tutor.text import harmless

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Citation, Question

SIGNS: Mapping[str, str] = MappingProxyType(
    {"right": "✓ correct", "wrong": "✗ wrong", "partly": "~ partly", "self": ""}
)
"""A sign and a word for each outcome of marking, by its name."""
UNDATED = "n.d."
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_MINUTE_MS = 60_000
_HOUR_MIN = 60
_DAYS_AS_DAYS = 60  # from here on months are easier to grasp
_DAYS_A_MONTH = 365.25 / 12
_DAYS_A_YEAR = 365.25


def number(count: int, one: str, many: str = "") -> str:
    """`1 day`, `2 days`, thousands apart; `many` where an s does not make the plural."""
    return f"{digits(count)} {one if count == 1 else many or one + 's'}"


def digits(count: int) -> str:
    """A number with its thousands apart: `12 345`."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def rounded(amount: float) -> str:
    """A number below ten with a decimal where it has one, `0.3`, `3`; else as a whole one, `12 345`."""
    return digits(round(amount)) if amount >= 9.95 else f"{amount:.1f}".removesuffix(".0")


def interval(memory: Memory, day: int, now: int) -> str:
    """How long until a question comes back: `10 min`, `3 days`, `2.5 months`, `1 year`.

    `day` is the present study day and `now` UTC milliseconds; a learning step counts in minutes, at least 1.
    """
    if memory.learning:
        minutes = max(1, round((memory.due_at - now) / _MINUTE_MS))
        return f"{minutes} min" if minutes < _HOUR_MIN else number(round(minutes / _HOUR_MIN), "hour")
    return days_words(memory.due_day - day)


def days_words(days: int) -> str:
    """A length of time given in days, in the unit that is easiest to grasp; below one it is `today`."""
    if days < 1:
        return "today"
    if days < _DAYS_AS_DAYS:
        return number(days, "day")
    if days < _DAYS_A_YEAR:
        return _in_units(days / _DAYS_A_MONTH, "month")
    return _in_units(days / _DAYS_A_YEAR, "year")


def minutes_words(milliseconds: int) -> str:
    """Time spent: `40 s`, `12 min`, `1 h 5 min`."""
    seconds = max(0, round(milliseconds / 1000))
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def percent(share: float) -> str:
    """A share of 0..1 as `58 %`; never 100 % for less than all, nor 0 % for more than nothing."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return f"{whole} %"


def date_words(text: str) -> str:
    """A date as decks hold it in words: `22 Nov 2026`, `Oct 1948`, `1961`, `1950–1953`; else as it stands."""
    start, mark, end = text.partition("..")
    if mark:
        return f"{date_words(start)}–{date_words(end)}"
    found = _DATE.fullmatch(text)
    if not found:
        return single(text)
    year, month, day = found.groups()
    words = [str(int(day))] if day else []
    words += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year])


def to_type(question: "Question") -> str:
    """What is to be typed where that is more than words, such as `a number, km`; else empty."""
    if question.ref.type == "date":
        return ("year", "month and year", "day, month and year")[min(question.key.count("-"), 2)]
    if question.ref.type == "numeric":
        return f"a number, {single(question.unit)}" if question.unit else "a number"
    return ""


def new_topic(command: str) -> str:
    """What the first question of a topic says beside itself; `command` is what shows the passage."""
    return f"New topic: {command} reads its passage first."


def status_line(question: "Question", checked: str = "") -> str:
    """How sure a fact is, who says so, and when it held: `claimed: US Treasury · as of 18 Oct 2024`.

    `checked` is the day on which the deck's facts were checked, if that is to be said too. Empty where the
    card tells nothing.
    """
    status, who = question.ref.status, single(question.attributed_to)
    parts = [f"{status}: {who}" if status and who else status or who]
    if question.as_of and question.as_of != checked:
        parts.append(f"as of {date_words(question.as_of)}")
    if checked:
        parts.append(f"checked {date_words(checked)}")
    return " · ".join(part for part in parts if part)


def citation_line(citation: "Citation") -> str:
    """A source without its link: `Title, publisher, 1948`, or `n.d.` where it is undated."""
    year = UNDATED if citation.year is None else str(citation.year)
    parts = (single(citation.title), single(citation.publisher), year)
    return ", ".join(part for part in parts if part)


def single(text: str) -> str:
    """A title or a name as one harmless line."""
    return " ".join(harmless(text).split())


def _in_units(amount: float, unit: str) -> str:
    shown = f"{amount:.1f}".removesuffix(".0")
    return f"{shown} {unit}" if shown == "1" else f"{shown} {unit}s"
