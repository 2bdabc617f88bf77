from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.insight import timeline
from alliance_tutor.insight.timeline import Dated, Period
from alliance_tutor.memory.standing import Standing

ANSWERED = Standing(first_day=739_943)


def ref(card: str, when: str, part: str = "", deck: str = "d") -> QuestionRef:
    return QuestionRef(f"{deck}/{card}{part}", deck, card, "t", "basic", when=when)


def in_year(year: int) -> Dated:
    return Dated(date(year, 1, 1), date(year, 12, 31), f"{year:04}", "d", "t", (f"d/{year}",), asked=True)


years = st.lists(st.integers(1, 9999), min_size=1, max_size=40).map(sorted)
days = st.dates().map(str)
whens = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    st.tuples(st.dates(), st.dates()).map(lambda pair: f"{min(pair)}..{max(pair)}"),
)


def test_a_card_stands_once_and_only_where_it_has_a_date() -> None:
    refs = [
        ref("gaps", "1961-07-06", "#c1"),
        ref("gaps", "1961-07-06", "#c2"),
        ref("no", ""),
        ref("1", "1948"),
    ]
    found = timeline.timeline(refs, {})
    assert [card.questions for card in found] == [("d/1",), ("d/gaps#c1", "d/gaps#c2")]
    assert found[1] == Dated(
        date(1961, 7, 6), date(1961, 7, 6), "1961-07-06", "d", "t", ("d/gaps#c1", "d/gaps#c2"), asked=False
    )


def test_cards_of_one_name_in_two_decks_are_two() -> None:
    assert len(timeline.timeline([ref("a", "1948"), ref("a", "1948", deck="e")], {})) == 2


def test_of_two_that_begin_together_the_longer_comes_first_and_else_the_order_of_the_decks_holds() -> None:
    whens = ["1950-01-01", "1950-01", "1950..1953", "1950", "1949", "1950-01-01"]
    found = timeline.timeline([ref(str(n), when) for n, when in enumerate(whens)], {})
    assert [card.when for card in found] == [
        "1949",
        "1950..1953",
        "1950",
        "1950-01",
        "1950-01-01",
        "1950-01-01",
    ]
    assert [card.questions[0] for card in found][-2:] == ["d/0", "d/5"]


def test_a_card_was_asked_as_soon_as_one_of_its_questions_was_answered() -> None:
    refs = [ref("a", "1961", "#c1"), ref("a", "1961", "#c2"), ref("b", "1962"), ref("c", "1963")]
    standings = {"d/a#c2": ANSWERED, "d/b": Standing(flagged=True, suspended=True)}
    found = timeline.timeline(refs, standings)
    assert [card.asked for card in found] == [True, False, False]
    assert timeline.asked(found) == found[:1]


@given(st.lists(whens, max_size=20))
def test_every_dated_card_stands_in_order_of_time(whens: list[str]) -> None:
    found = timeline.timeline([ref(str(n), when) for n, when in enumerate(whens)], {})
    assert sorted(card.when for card in found) == sorted(whens)
    assert all(one.begin <= other.begin for one, other in pairwise(found))
    assert all(card.begin <= card.end and card.year == card.begin.year for card in found)


def test_periods_are_decades_without_a_hole() -> None:
    cards = [in_year(year) for year in (1948, 1949, 1961, 1989)]
    assert timeline.periods(cards, 9) == [
        Period(1940, 10, 2, 0),
        Period(1950, 10, 0, 2),
        Period(1960, 10, 1, 2),
        Period(1970, 10, 0, 3),
        Period(1980, 10, 1, 3),
    ]


def test_periods_are_longer_where_decades_would_be_too_many() -> None:
    cards = [in_year(year) for year in (1948, 1989)]
    assert timeline.periods(cards, 4) == [
        Period(1940, 20, 1, 0),
        Period(1960, 20, 0, 1),
        Period(1980, 20, 1, 1),
    ]
    assert timeline.periods([in_year(1), in_year(9999)], 1) == [Period(0, 10_000, 2, 0)]
    assert timeline.periods([], 5) == []


@given(years, st.integers(1, 40))
def test_periods_hold_every_card_once(years: list[int], most: int) -> None:
    cards = [in_year(year) for year in years]
    found = timeline.periods(cards, most)
    assert 1 <= len(found) <= most
    for period in found:
        own = cards[period.first : period.first + period.cards]
        assert all(period.begin <= card.year < period.begin + period.years for card in own)
    assert sum(period.cards for period in found) == len(cards)


def test_turning_goes_to_the_first_card_of_the_next_year_or_of_the_one_before() -> None:
    cards = [in_year(year) for year in (1948, 1950, 1950, 1950, 1961, 1961)]
    assert [timeline.turn(cards, place, 1) for place in range(6)] == [1, 4, 4, 4, 5, 5]
    assert [timeline.turn(cards, place, -1) for place in range(6)] == [0, 0, 0, 0, 1, 1]


def test_the_nearest_is_the_card_itself_or_the_first_that_begins_no_earlier() -> None:
    one, other = in_year(1950), replace_deck(in_year(1950))
    cards = [in_year(1948), one, other, in_year(1961)]
    assert [timeline.nearest(cards, card) for card in cards] == [0, 1, 2, 3]
    assert timeline.nearest(cards, in_year(1949)) == 1
    assert timeline.nearest(cards, in_year(2000)) == 3
    assert timeline.nearest([in_year(1948), one], other) == 1
    assert timeline.nearest([], one) == 0


def replace_deck(card: Dated) -> Dated:
    return card._replace(deck="e")


@given(years, st.data())
def test_nearest_finds_every_card_that_is_there(years: list[int], data: st.DataObject) -> None:
    cards = [in_year(year) for year in years]
    wanted = data.draw(st.sampled_from(cards))
    assert cards[timeline.nearest(cards, wanted)] == wanted
    later = wanted._replace(begin=min(wanted.end, wanted.begin + timedelta(1)))
    assert 0 <= timeline.nearest(cards, later) < len(cards)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("1948-10-12", "12 Oct"),
        ("1948-10", "Oct"),
        ("1948", ""),
        ("1948..1948", ""),
        ("1950..1953", "–1953"),
        ("2024-03..2024-11", "Mar–Nov"),
        ("2024-06-18..2024-06-19", "18–19 Jun"),
        ("2024-06-18..2024-07-02", "18 Jun–2 Jul"),
        ("2024-06..2024-06-19", "Jun–19 Jun"),
        ("1950-06-25..1953-07", "25 Jun–Jul 1953"),
    ],
)
def test_a_date_beside_its_year_does_not_say_the_year_again(when: str, words: str) -> None:
    assert timeline.day_words(when) == words


def test_a_card_that_is_read_does_not_say_the_same_twice_nor_a_hidden_answer() -> None:
    asked = Question(ref("a", "1948"), prompt="Who?", answer="He")
    reverse = replace(asked, prompt="He", answer="Who?")
    gap = replace(asked, prompt="He […]", answer="was")
    assert timeline.on_page([asked, reverse], hidden=False) == [asked]
    assert timeline.on_page([asked, gap], hidden=False) == [asked, gap]
    assert timeline.on_page([asked, gap], hidden=True) == [asked]
    assert timeline.on_page([], hidden=False) == []
