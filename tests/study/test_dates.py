from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.months import MONTHS
from alliance_tutor.study import dates
from alliance_tutor.study.dates import Day


def read(text: str, language: str = "en") -> list[str]:
    return [str(day) for day in dates.read(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1961-07-06", "en"),
        ("1961-7-6", "en"),
        ("1961/07/06", "en"),
        ("1961.7.6", "en"),
        ("1961. 7. 6.", "ko"),
        ("6 July 1961", "en"),
        ("6 JULY 1961", "en"),
        ("July 6, 1961", "en"),
        ("July 6th, 1961", "en"),
        ("6th of July 1961", "en"),
        ("the 6th of July, 1961.", "en"),
        ("on 6 July 1961", "en"),
        ("6 Jul 1961", "en"),
        ("6 Jul. 1961", "en"),
        ("6-Jul-1961", "en"),
        ("6July1961", "en"),
        ("1961 July 6", "en"),
        ("6.7.1961", "en"),
        ("06.07.1961", "de"),
        ("6. 7. 1961", "de"),
        ("6. Juli 1961", "de"),
        ("am 6. Juli 1961", "de-AT"),
        ("6 July 1961", "de"),
        ("6 juillet 1961", "fr"),
        ("6 de julio de 1961", "es"),
        ("6 июля 1961 г.", "ru"),
        ("6 июля 1961 года", "ru"),
        ("6 ИЮЛЯ 1961", "ru"),
        ("6 липня 1961", "uk"),
        ("1961년 7월 6일", "ko"),
        ("1961년7월6일", "en"),
        ("1961年7月6日", "ja"),
        ("１９６１年７月６日", "ja"),
        ("1961年七月6日", "zh"),
        ("6 July 1961?", "en"),
        ("~ 6 July 1961", "en"),
    ],
)
def test_day_is_read_when_written_as_learners_do(text: str, language: str) -> None:
    assert read(text, language) == ["1961-07-06"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("July 1961", "en"),
        ("July, 1961", "en"),
        ("in July 1961", "en"),
        ("07.1961", "en"),
        ("7/1961", "en"),
        ("1961/7", "en"),
        ("1961-07", "en"),
        ("1961 July", "en"),
        ("июль 1961", "ru"),
        ("1961년 7월", "ko"),
        ("1961年7月", "zh"),
        ("julio de 1961", "es"),
    ],
)
def test_month_is_read_when_no_day_is_given(text: str, language: str) -> None:
    assert read(text, language) == ["1961-07"]


@pytest.mark.parametrize(
    "text", ["1961", "1961.", "c. 1961", "in 1961", "1961년", "1961年", "1961 г.", "about 1961"]
)
def test_year_is_read_when_it_stands_alone(text: str) -> None:
    assert read(text, "ru") == ["1961"]


@pytest.mark.parametrize("text", ["06/07/1961", "6/7/1961", "06-07-1961", "06 07 1961"])
def test_both_orders_are_read_when_they_are_open(text: str) -> None:
    assert read(text) == ["1961-07-06", "1961-06-07"]


def test_one_order_is_read_when_the_calendar_has_no_other() -> None:
    assert read("07/16/1961") == read("16/07/1961") == ["1961-07-16"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("6 July", "--07-06"), ("July 6", "--07-06"), ("7월 6일", "--07-06"), ("29 February", "--02-29")],
)
def test_year_is_open_when_it_is_not_given(text: str, day: str) -> None:
    assert read(text) == [day]


@pytest.mark.parametrize("text", ["6-Jul-61", "6.7.61", "July 6, 61"])
def test_two_digits_are_the_year_that_they_say(text: str) -> None:
    assert read(text) == ["0061-07-06"]


def test_short_year_behind_a_month_is_asked_for_in_full() -> None:
    with pytest.raises(ValueError, match="write the year in full"):
        dates.read("december 48")


@pytest.mark.parametrize(
    "text",
    ["31 June 1961", "29 February 1961", "1961-02-30", "13/13/1961", "1961-62", "00/1961", "0000"],
)
def test_date_is_refused_when_the_calendar_has_none_such(text: str) -> None:
    with pytest.raises(ValueError, match="the calendar has no such date"):
        dates.read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "--", "yesterday", "6 Jully 1961", "1961 or 1962", "1961 1962", "1961 BC", "the 1960s"),
        *("6 July 1961 AD", "19611", "6 июля 1961", "1 2 3 4", "1961" * 40),
    ],
)
def test_nothing_is_read_when_it_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="no date could be read"):
        dates.read(text)


@pytest.mark.parametrize(
    ("day", "key", "right"),
    [
        ("1961-07-06", "1961-07-06", 3),
        ("1961-07-08", "1961-07-06", 2),
        ("1961-07", "1961-07-06", 2),
        ("1961-08-06", "1961-07-06", 1),
        ("1961", "1961-07-06", 1),
        ("1962-07-06", "1961-07-06", 0),
        ("1961-07-06", "1961-07", 2),
        ("1961-07-06", "1961", 1),
        ("1962", "1961", 0),
    ],
)
def test_parts_are_right_in_the_order_year_month_day(day: str, key: str, right: int) -> None:
    given, wanted = dates.exact(day), dates.exact(key)
    assert given is not None
    assert wanted is not None
    assert dates.right_parts(given, wanted) == right


def test_no_part_is_right_when_the_year_is_missing() -> None:
    assert dates.right_parts(Day(None, 7, 6), Day(1961, 7, 6)) == 0


@pytest.mark.parametrize("text", ["", "1961-7", "1961-02-30", "July 1961", "1961-07-06 "])
def test_key_is_no_date_when_written_otherwise(text: str) -> None:
    assert dates.exact(text) is None


@given(day=st.dates(date(1000, 1, 1)), language=st.sampled_from(sorted(MONTHS)), data=st.data())
def test_day_is_read_when_named_in_any_language(day: date, language: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS[language][day.month - 1]))
    texts = [f"{day.day} {name} {day.year}", f"{name.upper()}. {day.day}, {day.year}"]
    if name[0].isdecimal():  # 7월
        texts = [f"{day.year}年 {name} {day.day}日"]
    for text in (*texts, day.isoformat()):
        assert read(text, language) == [day.isoformat()]
    assert read(f"{day.year}년 {name}", language) == [f"{day:%Y-%m}"]


PIECES = st.sampled_from(
    ["6", "13", "1961", "July", "-", ".", "/", " ", "년", "月", "of", "th", "г", "²", "٣", "\ud800"]
)


@given(text=st.text(max_size=20) | st.lists(PIECES, max_size=8).map("".join), language=st.text(max_size=5))
def test_reading_never_fails_whatever_is_typed(text: str, language: str) -> None:
    days = None
    with suppress(ValueError):
        days = dates.read(text, language)
    assert days is None or (days and all(day.exists for day in days))
