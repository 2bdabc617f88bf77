from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.when import span


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("1948-10-12", date(1948, 10, 12), date(1948, 10, 12)),
        ("1948-02", date(1948, 2, 1), date(1948, 2, 29)),
        ("1948-12", date(1948, 12, 1), date(1948, 12, 31)),
        ("1948", date(1948, 1, 1), date(1948, 12, 31)),
        ("1950..1953", date(1950, 1, 1), date(1953, 12, 31)),
        ("1950-06-25..1953-07", date(1950, 6, 25), date(1953, 7, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_every_form_covers_its_days(when: str, first: date, last: date) -> None:
    assert span(when) == (first, last)


@pytest.mark.parametrize(
    "when",
    [
        "",
        "48",
        "1948-1",
        "1948-13",
        "1948-00",
        "1948-02-30",
        "1949-02-29",
        "0000",
        "1953..1950",
        "1950...1953",
        "1950..",
        "..1950",
        "1950..1951..1952",
        "1948-10-12T10:00",
        " 1948",
        "１９４８",
        "1948-10-00",
        "autumn 1948",
    ],
)
def test_any_other_form_is_refused(when: str) -> None:
    with pytest.raises(ValueError, match=r"calendar|day, month or year|backwards"):
        span(when)


@given(st.dates(), st.dates())
def test_a_range_of_days_is_in_order_or_refused(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert span(f"{first}..{last}") == (first, last)
    if first < last:
        with pytest.raises(ValueError, match="backwards"):
            span(f"{last}..{first}")
