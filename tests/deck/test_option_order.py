"""Options that are not shuffled stand in an order that tells nothing of the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.option_order import about_others, logical_order


def ordered(*options: str, language: str = "en") -> list[str]:
    return [options[place] for place in logical_order(options, language)]


@pytest.mark.parametrize(
    "rising",
    [
        ["1453", "1492", "1519"],
        ["9", "12", "120"],
        ["−20 °C", "0 °C", "10 °C"],
        ["45,000", "90,000", "1.2 million"],
        ["Seven", "Nine", "Twelve"],
        ["March 1960", "6 July 1961", "11 July 1961"],
        ["August", "September"],
        ["fewer than 5", "5–9", "10 or more"],
        ["**2**", "*10*"],
    ],
)
def test_dates_numbers_and_ranges_rise(rising: list[str]) -> None:
    assert ordered(*reversed(rising)) == rising


def test_months_are_read_in_the_words_of_the_deck() -> None:
    assert ordered("1. Mai 1961", "2. März 1961", language="de") == ["2. März 1961", "1. Mai 1961"]


def test_all_else_is_in_the_order_of_the_alphabet_whatever_case_accents_and_marks() -> None:
    assert ordered("zebra", "**Beta**", "Äther", "apple") == ["apple", "Äther", "**Beta**", "zebra"]
    assert ordered("Nobody knows", "7", "12") == ["12", "7", "Nobody knows"]


def test_what_is_about_the_others_comes_last() -> None:
    assert ordered("All of the above", "9", "12") == ["9", "12", "All of the above"]
    assert ordered("None of these.", "Wind", "Rain") == ["Rain", "Wind", "None of these."]
    assert about_others("none of the above!")
    assert not about_others("None")


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6, unique=True), st.randoms())
def test_order_does_not_hang_on_that_of_the_file(options: list[str], random: object) -> None:
    mixed = list(options)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted(logical_order(mixed, "en")) == [*range(len(options))]
    assert ordered(*mixed) == ordered(*options)
