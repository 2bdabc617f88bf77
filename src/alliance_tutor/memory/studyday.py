"""The learner's day: it ends at the roll-over hour, not at midnight.

A study day is the proleptic Gregorian ordinal (`datetime.date.toordinal`) of the date on which it began.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from alliance_tutor.errors import UsageError

DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()


class Moment(NamedTuple):
    """An instant as the learner's clock showed it: UTC milliseconds, and minutes east of UTC."""

    at: int
    offset: int


Clock = Callable[[], Moment]


def study_day(moment: Moment, rollover_hour: int) -> int:
    """The study day that `moment` belongs to; `rollover_hour` is 0–23, local time."""
    local = moment.at + moment.offset * 60_000 - rollover_hour * 3_600_000
    return _EPOCH + local // DAY_MS


def day_text(day: int) -> str:
    """A study day as `YYYY-MM-DD`, as events and JSON hold it."""
    return date.fromordinal(day).isoformat()


def day_of(text: str) -> int:
    """The study day written as `YYYY-MM-DD`. Raises ValueError for anything else."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # fromisoformat also reads 20261123 and 2026-W48-1
        raise ValueError(f"no study day: {text!r}")
    return day.toordinal()


def moment_text(moment: Moment) -> str:
    """A moment in ISO 8601 with its offset, to the second."""
    local = datetime(1970, 1, 1) + timedelta(milliseconds=moment.at, minutes=moment.offset)  # noqa: DTZ001
    sign = "-" if moment.offset < 0 else "+"
    hours, minutes = divmod(abs(moment.offset), 60)
    return f"{local.isoformat(timespec='seconds')}{sign}{hours:02}:{minutes:02}"


def make_clock(start: str | None = None) -> Clock:
    """The system's clock; or one that starts at `start` (ISO 8601 with offset) and runs on from there.

    Raises UsageError when `start` is no such instant.
    """
    if not start:
        return _system_moment
    try:
        instant = datetime.fromisoformat(start)
    except ValueError:
        instant = None
    offset = instant.utcoffset() if instant else None
    if instant is None or offset is None:
        raise UsageError(
            f"ALLIANCE_TUTOR_NOW is no instant: {start!r}",
            hint="write it as 2026-11-23T20:15:00+01:00, with the offset",
        )
    began, first = time.monotonic_ns(), round(instant.timestamp() * 1000)
    minutes = int(offset.total_seconds() // 60)
    return lambda: Moment(first + (time.monotonic_ns() - began) // 1_000_000, minutes)


def _system_moment() -> Moment:
    if sys.platform != "win32":
        time.tzset()  # localtime() alone does not notice that the system's time zone was changed
    now = time.time_ns() // 1_000_000
    return Moment(now, (time.localtime(now / 1000).tm_gmtoff or 0) // 60)
