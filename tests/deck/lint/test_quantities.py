"""Options read as dates, numbers and ranges."""

from math import inf

import pytest

from alliance_tutor.deck.lint.quantities import Kind, Span, day, kind, number, span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 July 1961", (1961, 7, 6)),
        ("July 6, 1961", (1961, 7, 6)),
        ("the 6th of July", (0, 7, 6)),
        ("in 1961", (1961, 0, 0)),
        ("May", (0, 5, 0)),
        ("31", None),
        ("12 tonnes", None),
        ("July 1961 and May", None),
        ("6 7 July", None),
        ("", None),
    ],
)
def test_text_that_is_a_date_and_nothing_else_is_one(
    text: str, expected: tuple[int, int, int] | None
) -> None:
    assert day(text, "en") == expected


def test_date_of_another_language_is_read_in_its_months() -> None:
    assert day("6. Juli 1961", "de") == (1961, 7, 6)
    assert day("6 juli 1961", "xx") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("about 1,500 soldiers", 1500),
        ("500 000 barrels", 500_000),
        ("$3 billion", 3e9),
        ("1.5 million dollars", 1.5e6),
        ("−5 °C", -5),
        ("3.5 %", 3.5),
        ("two", 2),
        ("none", 0),
        ("two moons", None),
        ("20 or more", None),
        ("3–4", None),
        ("Article 4", None),
        ("12 soldiers were seen at the gate", None),
    ],
)
def test_text_that_is_a_number_with_its_unit_is_one(text: str, expected: float | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10–20", Span(10, 20)),
        ("10 to 20 percent", Span(10, 20)),
        ("between 5 and 10 men", Span(5, 10)),
        ("from 1945 to 1950", Span(1945, 1950)),
        ("less than 10", Span(-inf, 10, (True, False))),
        ("at most 10", Span(-inf, 10)),
        ("no more than 7 days", Span(-inf, 7)),
        ("5 or fewer", Span(-inf, 5)),
        ("more than 20 tonnes", Span(20, inf, (False, True))),
        ("20 or more", Span(20, inf)),
        ("20–10", None),
        ("10", None),
        ("10 men", None),
        ("10 and 20", None),
        ("soon", None),
    ],
)
def test_text_that_is_a_range_is_one(text: str, expected: Span | None) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Span(1, 2), Span(2, 3), True),
        (Span(1, 2), Span(3, 4), False),
        (Span(1, 9), Span(3, 4), True),
        (Span(-inf, 5, (True, False)), Span(5, inf), False),
        (Span(-inf, 5), Span(5, inf, (False, True)), False),
        (Span(-inf, 5), Span(5, inf), True),
    ],
)
def test_ranges_meet_where_a_number_lies_in_both(one: Span, other: Span, meet: bool) -> None:
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_kind_of_a_text_is_told_by_its_form() -> None:
    texts = ("1961", "12 km", "The treaty of 1961", "(12)", "12" * 30, "none")
    kinds = (Kind.DAY, Kind.NUMBER, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.NUMBER)
    assert tuple(kind(text, "en") for text in texts) == kinds
