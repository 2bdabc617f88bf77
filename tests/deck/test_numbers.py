"""A numeric card's numbers: plain text, exact shares, and how they are shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.deck.strategies import numbers, percentages

from alliance_tutor.deck.numbers import digits, margin, with_unit


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (500_000, "500000"),
        (0, "0"),
        (-0.0, "0"),
        (5.0, "5"),
        (0.1, "0.1"),
        (-12.50, "-12.5"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (10**30 - 1, "9" * 30),
    ],
)
def test_a_number_is_written_without_an_exponent(number: float, text: str) -> None:
    assert digits(number) == text


@given(numbers)
def test_a_number_is_the_same_when_it_is_read_back(number: float) -> None:
    assert type(number)(Decimal(digits(number))) == number
    assert "e" not in digits(number).lower()


@pytest.mark.parametrize(
    ("answer", "tolerance", "text"),
    [
        (500_000, 0, ""),
        (500_000, 0.0, ""),
        (500_000, "0 %", ""),
        (500_000, 5_000, "5000"),
        (500_000, 0.5, "0.5"),
        (500_000, "5 %", "25000"),
        (-500_001, " 0.1% ", "500.001"),
        (0.3, "10 %", "0.03"),
        (10**30 - 1, "1 %", f"{'9' * 28}.99"),
    ],
)
def test_a_tolerance_is_worked_out_exactly(answer: float, tolerance: float | str, text: str) -> None:
    assert margin(answer, tolerance) == text


@given(numbers, percentages)
def test_a_share_is_exact_for_any_number(answer: float, tolerance: str) -> None:
    share = Fraction(tolerance.removesuffix(" %")) / 100
    assert Fraction(margin(answer, tolerance) or "0") == abs(Fraction(digits(answer))) * share


@pytest.mark.parametrize(
    ("number", "unit", "language", "text"),
    [
        ("5", "", "en", "5"),
        ("1961", "", "en", "1961"),
        ("-9999.5", "km", "en", "−9999.5 km"),
        ("10000", "", "en", "10,000"),
        ("500000", "soldiers", "en-GB", "500,000 soldiers"),
        ("-1234567.12345", " °C ", "EN", "−1,234,567.12345 °C"),
        ("500000", "солдат", "ru", "500\u00a0000 солдат"),
        ("1234567", "", "", "1\u00a0234\u00a0567"),
    ],
)
def test_a_number_is_shown_in_groups_with_its_unit(number: str, unit: str, language: str, text: str) -> None:
    assert with_unit(number, unit, language) == text


@given(numbers, st.sampled_from(["en", "ru"]))
def test_a_number_that_is_shown_has_all_its_digits(number: float, language: str) -> None:
    assume(number)
    shown = with_unit(digits(number), "", language)
    assert shown.replace(",", "").replace("\u00a0", "").replace("−", "-") == digits(number)
