"""When something happened, as a card's `when` says it: a day, a month, a year, or a range of these."""

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def span(when: str) -> tuple[date, date]:
    """The first and the last day that `when` covers, in the proleptic Gregorian calendar.

    Forms: `1948-10-12`, `1948-10`, `1948`, and two of them joined by `..`. Raises ValueError, with a
    message for the author, for any other form, a day that is not in the calendar, or a range that runs
    backwards.
    """
    first, dots, last = when.partition("..")
    begin, end = point(first)
    if dots:
        end = point(last)[1]
    if end < begin:
        raise ValueError("the range runs backwards")
    return begin, end


def point(text: str) -> tuple[date, date]:
    """The first and the last day of one day, month or year. Raises ValueError as `span` does."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError("it is no day, month or year")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        begin = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError("the calendar has no such day") from None
    if day is not None:
        return begin, begin
    last_month = begin.month if month else 12
    return begin, date(begin.year, last_month, monthrange(begin.year, last_month)[1])
