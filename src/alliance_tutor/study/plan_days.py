"""Study days and weekdays as a person reads them in a plan. Pure."""

from collections.abc import Iterable
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_date(day: int) -> str:
    """`Sat 12 Dec 2026`."""
    found = date.fromordinal(day)
    return f"{WEEKDAYS[found.weekday()]} {_day(found)} {found.year}"


def short_date(day: int, today: int) -> str:
    """`12 Dec`, with the year where it is not the next such day."""
    found = date.fromordinal(day)
    near = -180 < day - today < 330
    return _day(found) if near else f"{_day(found)} {found.year}"


def off_words(weekdays: Iterable[int], days: Iterable[int], today: int) -> str:
    """Days off, as they may be typed: `Sat, Sun, 24 Dec`."""
    return ", ".join(
        [*(WEEKDAYS[day] for day in sorted(weekdays)), *(short_date(day, today) for day in days)]
    )


def _day(found: date) -> str:
    return f"{found.day} {_MONTHS[found.month - 1]}"
