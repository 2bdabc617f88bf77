from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_tutor.study import numbers
from alliance_tutor.study.numbers import Match


def values(text: str, unit: str = "") -> list[str]:
    return [numbers.shown(value) for value in numbers.read(text, unit).values]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500000", "500000"),
        ("500 000", "500000"),
        ("500,000", "500000"),
        ("500.000", "500000"),
        ("500\u00a0000", "500000"),
        ("500\u2009000", "500000"),
        ("500\u202f000", "500000"),
        ("500'000", "500000"),
        ("500’000", "500000"),
        ("500_000", "500000"),
        ("5,00,000", "500000"),
        ("５００，０００", "500000"),
        ("0.5 million", "500000"),
        ("0,5 million", "500000"),
        ("5e5", "500000"),
        ("5E+5", "500000"),
        ("5×10⁵", "500000"),
        ("5 x 10^5", "500000"),
        ("half a million", "500000"),
        ("a half million", "500000"),
        ("½ million", "500000"),
        ("half of a million", "500000"),
        ("500 thousand", "500000"),
        ("500k", "500000"),
        ("five hundred thousand", "500000"),
        ("500 тыс.", "500000"),
        ("0,5 млн", "500000"),
        ("0,5 Mio.", "500000"),
        ("50만", "500000"),
        ("50萬", "500000"),
        ("1.2bn", "1200000000"),
        ("1.2 billion", "1200000000"),
        ("1,2 Milliarden", "1200000000"),
        ("3억 5천만", "350000000"),
        ("12 thousand", "12000"),
        ("a dozen", "12"),
        ("½", "0.5"),
        ("2½", "2.5"),
        ("2 1/2", "2.5"),
        ("one and a half", "1.5"),
        ("three quarters", "0.75"),
        ("3/4", "0.75"),
        ("two", "2"),
        ("twenty-five", "25"),
        ("one hundred and twenty thousand", "120000"),
        ("two hundred thousand five hundred", "200500"),
        ("two million, five hundred thousand", "2500000"),
        ("a hundred thousand million", "100000000000"),
        ("−3", "-3"),
        ("– 3", "-3"),
        ("minus three", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1 234 567,89", "1234567.89"),
        ("٣٤", "34"),
        ("about 5", "5"),
        ("around 5", "5"),
        ("approximately 5", "5"),
        ("approx. 5", "5"),
        ("ca. 5", "5"),
        ("ca 5", "5"),
        ("circa 5", "5"),
        ("c. 5", "5"),
        ("roughly 5", "5"),
        ("some 5", "5"),
        ("~5", "5"),
        ("≈ 5", "5"),
        ("около 5", "5"),
    ],
)
def test_number_is_read_when_written_as_learners_do(text: str, value: str) -> None:
    reading = numbers.read(text)
    assert [numbers.shown(each) for each in reading.values] == [value]
    assert reading.around == frozenset()


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("1,234", ["1234", "1.234"]),
        ("1.234", ["1234", "1.234"]),
        ("1,234 million", ["1234000000", "1234000"]),
    ],
)
def test_both_readings_are_kept_when_a_separator_is_ambiguous(text: str, both: list[str]) -> None:
    assert values(text) == both


@pytest.mark.parametrize("text", ["0,500", "0.500"])
def test_zero_in_front_is_no_group_of_thousands(text: str) -> None:
    assert values(text) == ["0.5"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "?",
        "1/0",
        "1.2.3",
        "several thousands",
        "m",
        "VII",
        "5e99999999999999999999",
        "5" * 1001,
    ],
)
def test_no_number_is_read_when_there_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        numbers.read(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "5 or 6",
            "5 and 6",
            "400-600",
            "400–600",
            "5, 6",
            "6/7/1961",
            "two three",
            "five twenty",
            "1961 500",
        ),
        *("5 of 10", "between 5 and 6", "2 million 3000000", "2 thousand 5 million", "twenty five six"),
        *("1,234 " * 150, "five tonnes or six", "2.5 1/2"),
    ],
)
def test_nothing_is_read_when_there_are_several_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="more than one number"):
        numbers.read(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 tonnes", "tonnes"),
        ("5 tonne", "tonnes"),
        ("5t", "t"),
        ("5 TONNES.", "tonne"),
        ("5 tonnes of wheat", "tonnes of wheat"),
        ("5 km²", "km²"),
        ("5 km^2", "km²"),
        ("5 km/h", "km/h"),
        ("5 %", "%"),
        ("5％", "%"),
        ("5 percent", "%"),
        ("5 per cent", "%"),
        ("5%", "per cent"),
        ("$5", "dollars"),
        ("5 dollars", "US$"),
        ("USD 5", "US dollars"),
        ("€5", "euro"),
        ("5", "barrels"),
        ("$5", ""),
        ("5 €", ""),
        ("5m", "m"),
        ("5 MiG-23 fighters", "MiG-23 fighters"),
    ],
)
def test_number_counts_when_the_unit_is_right_or_missing(text: str, unit: str) -> None:
    reading = numbers.read(text, unit)
    assert numbers.match(reading, Decimal(5), Decimal(0), unit) == Match(Decimal(5), True)
    assert numbers.match(reading, Decimal(6), Decimal(0), unit) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 tons", "tonnes"),
        ("5 men", ""),
        ("€5", "dollars"),
        ("5 m", "km"),
        ("5 ms", "m"),
        ("5 metres", "metres per second"),
        ("almost 5", ""),
        ("more than 5 tonnes", "tonnes"),
    ],
)
def test_number_counts_but_not_its_unit_when_that_is_another(text: str, unit: str) -> None:
    assert numbers.match(numbers.read(text, unit), Decimal(5), Decimal(0), unit) == Match(Decimal(5), False)


@pytest.mark.parametrize(
    "text", ["4", "4 million", "4 million barrels", "4,000,000", "4000 thousand barrels", "4m", "4,050,000"]
)
def test_millions_are_counted_when_the_unit_says_so(text: str) -> None:
    unit = "million barrels"
    match = numbers.match(numbers.read(text, unit), Decimal(4), Decimal("0.1"), unit)
    assert match is not None
    assert match.unit_known


def test_unit_is_not_known_when_its_millions_are_left_out() -> None:
    unit = "million barrels"
    assert numbers.match(numbers.read("4 barrels", unit), Decimal(4), Decimal(0), unit) == Match(
        Decimal(4), False
    )
    assert numbers.read("a million barrels", unit).values == (Decimal(1_000_000),)


@pytest.mark.parametrize(
    ("typed", "counts"), [("95", True), ("105", True), ("94.999", False), ("105.001", False)]
)
def test_number_counts_up_to_the_tolerance(typed: str, counts: bool) -> None:
    assert (numbers.match(numbers.read(typed), Decimal(100), Decimal(5)) is not None) == counts


def test_arithmetic_is_exact_when_floats_would_not_be() -> None:
    assert numbers.match(numbers.read("0.3"), Decimal("0.1"), Decimal("0.2"))
    assert not numbers.match(numbers.read("123456789012345678901234567890"), Decimal(10) ** 29, Decimal(0))


@pytest.mark.parametrize("text", ["1e999999999", "-1e-999999999", "9" * 999, "1e99999 trillion", "1e-99999"])
def test_huge_number_is_cheap_when_compared_and_shown(text: str) -> None:
    reading = numbers.read(text)
    assert numbers.match(reading, Decimal(5), Decimal(1)) is None
    assert all(len(numbers.shown(value)) < 40 for value in reading.values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500000", Decimal(500000)),
        ("-0.5", Decimal("-0.5")),
        ("", None),
        ("x", None),
        ("inf", None),
        ("nan", None),
    ],
)
def test_key_is_a_number_when_written_plainly(text: str, value: Decimal | None) -> None:
    assert numbers.exact(text) == value


@given(number=st.integers(-(10**15), 10**15), mark=st.sampled_from([",", ".", " ", "\u00a0", "'", "_", ""]))
def test_number_is_among_the_readings_when_thousands_are_set_apart(number: int, mark: str) -> None:
    assert number in numbers.read(f"{number:,}".replace(",", mark)).values


@given(number=st.decimals(-(10**9), 10**9, places=4), mark=st.sampled_from(".,"))
def test_number_is_among_the_readings_when_it_has_decimals(number: Decimal, mark: str) -> None:
    assert number in numbers.read(f"{number:f}".replace(".", mark)).values


PIECES = st.sampled_from(
    [
        *("5", "1,234", "0.5", "½", "²", "/", "-", "e", "e9", " ", "half", "a", "and", "million", "hundred"),
        *("two", "twenty", "만", "$", "%", "km", "about", "~", ".", ",", "third", "minus", "10^", "x"),
    ]
)


@given(text=st.text(max_size=30) | st.lists(PIECES, max_size=12).map("".join), unit=st.text(max_size=8))
@example(text="1/" + "0" * 50, unit="")
@example(text="½" * 300, unit="million")
def test_reading_never_fails_whatever_is_typed(text: str, unit: str) -> None:
    reading = None
    with suppress(ValueError):
        reading = numbers.read(text, unit)
    if reading is None:
        return
    assert reading.values
    assert all(value.is_finite() and len(numbers.shown(value)) < 60 for value in reading.values)
    numbers.match(reading, Decimal(5), Decimal(0), unit)
