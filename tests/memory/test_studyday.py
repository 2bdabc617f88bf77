import sys
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.errors import UsageError
from alliance_tutor.memory.studyday import (
    DAY_MS,
    Moment,
    day_of,
    day_text,
    make_clock,
    moment_text,
    study_day,
)


def moment(text: str) -> Moment:
    instant = datetime.fromisoformat(text)
    offset = instant.utcoffset()
    assert offset is not None
    return Moment(round(instant.timestamp() * 1000), int(offset.total_seconds() // 60))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-23T03:59:59+01:00", "2026-11-22"),
        ("2026-11-23T04:00:00+01:00", "2026-11-23"),
        ("2026-11-24T03:59:59+01:00", "2026-11-23"),
        ("2026-11-23T04:00:00-11:00", "2026-11-23"),
        ("2026-11-23T23:59:00+14:00", "2026-11-23"),
        ("1969-12-31T23:00:00+00:00", "1969-12-31"),
    ],
)
def test_study_day_ends_at_the_rollover_hour_of_the_learners_clock(instant: str, day: str) -> None:
    assert day_text(study_day(moment(instant), 4)) == day


@given(st.integers(-(10**13), 10**13), st.integers(-14 * 60, 14 * 60), st.integers(0, 23))
def test_study_day_lasts_24_hours(at: int, offset: int, rollover: int) -> None:
    day = study_day(Moment(at, offset), rollover)
    assert study_day(Moment(at + DAY_MS, offset), rollover) == day + 1
    assert study_day(Moment(at - DAY_MS, offset), rollover) == day - 1


@given(st.dates())
def test_day_text_is_read_back(day: date) -> None:
    assert day_of(day_text(day.toordinal())) == day.toordinal()


@pytest.mark.parametrize(
    "text", ["", "20261123", "2026-W48-1", "2026-13-01", "yesterday", "2026-11-23T00:00"]
)
def test_day_of_refuses_other_forms(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        day_of(text)


@pytest.mark.parametrize(
    "text", ["2026-11-23T20:15:00+01:00", "2026-11-23T20:15:00-03:30", "2026-11-23T20:15:00+00:00"]
)
def test_moment_text_is_local_time_with_its_offset(text: str) -> None:
    assert moment_text(moment(text)) == text


def test_clock_starts_at_the_instant_given_and_runs_on() -> None:
    clock = make_clock("2026-11-23T20:15:00+01:00")
    first, second = clock(), clock()
    assert first.offset == second.offset == 60
    assert moment("2026-11-23T20:15:00+01:00").at <= first.at <= second.at


@pytest.mark.parametrize("text", ["tomorrow", "2026-11-23T20:15:00", "2026-11-23"])
def test_clock_refuses_what_is_no_instant(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_clock(text)
    assert caught.value.hint


def test_clock_of_the_system_tells_utc() -> None:
    before = round(datetime.now(UTC).timestamp() * 1000) - 1
    assert before <= make_clock()().at <= round(datetime.now(UTC).timestamp() * 1000) + 1


@pytest.mark.parametrize(
    ("zone", "offset"), [("UTC0", 0), ("XXX-05:30", 330)] if sys.platform != "win32" else []
)
def test_clock_of_the_system_notices_a_change_of_time_zone(
    zone: str, offset: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = make_clock()
    clock()
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        assert clock().offset == offset
    if sys.platform != "win32":
        time.tzset()
