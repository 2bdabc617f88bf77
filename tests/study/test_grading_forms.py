"""Marking of what is ticked, arranged, paired, and typed as a number or a date."""

from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.study.grading import Outcome, Verdict, counted, mark, ticking_rule
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed
from alliance_tutor.text import harmless


def asks(type: str, answer: str = "the **key**", **fields: Any) -> Question:
    return Question(QuestionRef("d/a", "d", "a", "t", type), "?", answer, **fields)


def ticks(right: int, wrong: int) -> Question:
    options = [Option(f"right {place}", True) for place in range(right)]
    options += [Option(f"wrong {place}", False) for place in range(wrong)]
    return asks("multiple-response", options=tuple(options))


def orders(count: int) -> Question:
    return asks("ordering", items=tuple(f"item {place}" for place in range(count)))


def pairs(*partners: int, spare: int = 0) -> Question:
    options = tuple(Option(f"partner {place}", True) for place in range(max(partners) + 1 + spare))
    items = tuple(f"item {place}" for place in range(len(partners)))
    return asks("matching", options=options, items=items, partners=partners)


def number(key: str, tolerance: str = "", unit: str = "") -> Question:
    return asks("numeric", f"{key} {unit}", typed=True, key=key, tolerance=tolerance, unit=unit)


def day(key: str, language: str = "en") -> Question:
    return asks("date", f"on {key}", typed=True, key=key, language=language)


def said(verdict: Verdict) -> tuple[Outcome, float | None]:
    return verdict.outcome, verdict.credit


RIGHT, WRONG, SELF = (Outcome.RIGHT, 1.0), (Outcome.WRONG, 0.0), (Outcome.SELF, None)


# Ticked


@pytest.mark.parametrize(
    ("ticked", "credit"),
    [
        ({0, 1}, 1),
        ({0}, 1 / 2),
        ({0, 1, 2}, 2 / 3),
        ({0, 2}, 1 / 6),
        ({0, 1, 2, 3}, 1 / 3),
        ({2}, 0),
        ({0, 2, 3}, 0),
    ],
)
def test_ticks_earn_and_cost_their_share(ticked: set[int], credit: float) -> None:
    verdict = mark(ticks(2, 3), Ticked(frozenset(ticked)))
    assert verdict.credit == pytest.approx(credit)
    expected = Outcome.RIGHT if credit == 1 else Outcome.PARTLY if credit else Outcome.WRONG
    assert verdict.outcome is expected


def test_ticks_are_told_when_marked() -> None:
    verdict = mark(ticks(2, 3), Ticked(frozenset({3, 0})))
    assert (verdict.given, verdict.key) == ("right 0; wrong 1", "the key")
    assert verdict.note == "1 of 2 right ones ticked, 1 wrong"
    assert mark(ticks(2, 3), Ticked(frozenset({0}))).note == "1 of 2 right ones ticked"
    assert mark(ticks(2, 3), Ticked(frozenset({0, 1}))).note == ""


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        (2, 3, "Each right one earns 1/2, each wrong one costs 1/3; never below 0."),
        (1, 1, "Each right one earns 1, each wrong one costs 1; never below 0."),
    ],
)
def test_rule_of_ticking_is_said_in_one_sentence(right: int, wrong: int, rule: str) -> None:
    assert ticking_rule(ticks(right, wrong)) == rule


@given(right=st.integers(1, 6), wrong=st.integers(1, 6), data=st.data())
def test_credit_of_ticks_follows_the_rule(right: int, wrong: int, data: st.DataObject) -> None:
    ticked = data.draw(st.frozensets(st.integers(0, right + wrong - 1), min_size=1))
    hits = len({place for place in ticked if place < right})
    verdict = mark(ticks(right, wrong), Ticked(ticked))
    assert verdict.credit == pytest.approx(max(0, hits / right - (len(ticked) - hits) / wrong))
    assert (verdict.outcome is Outcome.RIGHT) == (ticked == frozenset(range(right)))


@given(right=st.integers(1, 9), wrong=st.integers(1, 9))
def test_ticking_everything_earns_nothing(right: int, wrong: int) -> None:
    assert said(mark(ticks(right, wrong), Ticked(frozenset(range(right + wrong))))) == WRONG


@given(options=st.permutations([*range(6)]), ticked=st.frozensets(st.integers(0, 5), min_size=1))
def test_order_of_options_is_no_matter_when_ticked(options: list[int], ticked: frozenset[int]) -> None:
    question = ticks(2, 4)
    shuffled = asks("multiple-response", options=tuple(question.options[place] for place in options))
    moved = frozenset(options.index(place) for place in ticked)
    assert said(mark(shuffled, Ticked(moved))) == said(mark(question, Ticked(ticked)))


# Arranged


@pytest.mark.parametrize(
    ("order", "credit"), [((0, 1, 2, 3), 1), ((1, 0, 2, 3), 5 / 6), ((3, 0, 1, 2), 1 / 2), ((3, 2, 1, 0), 0)]
)
def test_credit_is_the_share_of_pairs_in_order(order: tuple[int, ...], credit: float) -> None:
    verdict = mark(orders(4), Arranged(order))
    assert verdict.credit == pytest.approx(credit)
    assert verdict.outcome is (Outcome.RIGHT if credit == 1 else Outcome.PARTLY if credit else Outcome.WRONG)


@given(order=st.integers(2, 8).flatmap(lambda count: st.permutations([*range(count)])))
def test_credit_follows_kendall_when_arranged(order: list[int]) -> None:
    pairs = [(one, other) for place, one in enumerate(order) for other in order[place + 1 :]]
    verdict = mark(orders(len(order)), Arranged(tuple(order)))
    assert verdict.credit == pytest.approx(sum(one < other for one, other in pairs) / len(pairs))
    assert (verdict.outcome is Outcome.RIGHT) == (order == sorted(order))
    assert (verdict.outcome is Outcome.WRONG) == (order == sorted(order, reverse=True))


def test_order_is_told_when_marked() -> None:
    verdict = mark(orders(3), Arranged((0, 2, 1)))
    assert verdict.given == "item 0 → item 2 → item 1"
    assert verdict.note == "2 of 3 pairs stand in the right order"


# Paired


@pytest.mark.parametrize(
    ("given", "credit"),
    [((0, 1, 2), 1), ((0, 2, 1), 1 / 3), ((0, None, None), 1 / 3), ((1, 2, 0), 0), ((None, 1, 2), 2 / 3)],
)
def test_credit_is_the_share_of_right_pairs(given: tuple[int | None, ...], credit: float) -> None:
    verdict = mark(pairs(0, 1, 2, spare=1), Paired(given))
    assert verdict.credit == pytest.approx(credit)
    assert verdict.outcome is (Outcome.RIGHT if credit == 1 else Outcome.PARTLY if credit else Outcome.WRONG)


def test_two_items_share_a_partner_when_the_card_says_so() -> None:
    assert said(mark(pairs(0, 1, 0), Paired((0, 1, 0)))) == RIGHT


def test_pairs_are_told_when_marked() -> None:
    verdict = mark(pairs(0, 1, 2), Paired((1, None, 2)))
    assert verdict.given == "item 0 — partner 1; item 2 — partner 2"
    assert verdict.note == "1 of 3 are right"


# Numbers


@pytest.mark.parametrize(
    "typed", ["500 000", "half a million barrels", "ca. 495,000", "0,5 million", "$505 000"]
)
def test_number_is_right_within_the_tolerance(typed: str) -> None:
    unit = "$" if "$" in typed else "barrels"
    verdict = mark(number("500000", "5000", unit), Typed(typed))
    assert said(verdict) == RIGHT
    assert not verdict.near


@pytest.mark.parametrize("typed", ["494 999", "50 000", "5000000", "-500000", "500"])
def test_number_is_wrong_and_never_near_when_it_is_another(typed: str) -> None:
    verdict = mark(number("500000", "5000", "barrels"), Typed(typed))
    assert said(verdict) == WRONG
    assert not verdict.near


@pytest.mark.parametrize(("key", "right"), [("1234", True), ("1.234", True), ("12.34", False)])
def test_either_reading_is_right_when_a_separator_is_ambiguous(key: str, right: bool) -> None:
    assert said(mark(number(key), Typed("1,234"))) == (RIGHT if right else WRONG)


def test_learner_is_asked_when_the_unit_is_another() -> None:
    verdict = mark(number("5", unit="tonnes"), Typed("5 tons"))
    assert said(verdict) == WRONG
    assert (verdict.near, verdict.note, verdict.compared) == (True, "the unit was not compared", "5")
    assert said(counted(verdict)) == RIGHT
    assert counted(verdict).note == ""
    other = mark(number("5", unit="tonnes"), Typed("6 tons"))
    assert (other.near, other.note) == (False, "")


def test_what_was_read_is_shown_when_it_differs() -> None:
    assert mark(number("5"), Typed("half a million")).compared == "500000"
    assert mark(number("5"), Typed("1,234")).compared == "1234 or 1.234"
    assert mark(number("1.234"), Typed("1,234")).compared == "1.234"
    assert mark(number("5"), Typed("6")).compared == ""


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("many", "no number could be read"),
        ("5 or 6", "more than one number was read"),
        ("9" * 10_000, "that is too long for a number"),
    ],
)
def test_learner_is_told_when_no_number_is_read(typed: str, note: str) -> None:
    verdict = mark(number("5"), Typed(typed))
    assert said(verdict) == WRONG
    assert (verdict.near, verdict.note) == (False, note)


def test_words_are_compared_when_the_key_is_no_number() -> None:
    question = asks("numeric", "a few", typed=True, key="a few")
    assert said(mark(question, Typed("A few"))) == RIGHT


# Dates


@pytest.mark.parametrize(
    ("key", "typed", "credit", "note"),
    [
        ("1961-07-06", "6 July 1961", 1, ""),
        ("1961-07-06", "06/07/1961", 1, ""),
        ("1961-07-06", "07/06/1961", 1, ""),
        ("1961-07-06", "July 1961", 2 / 3, "the year and the month are right"),
        ("1961-07-06", "8 July 1961", 2 / 3, "the year and the month are right"),
        ("1961-07-06", "1961", 1 / 3, "the year is right"),
        ("1961-07-06", "6 August 1961", 1 / 3, "the year is right"),
        ("1961-07-06", "6 July 1962", 0, ""),
        ("1961-07", "1961", 1 / 2, "the year is right"),
        ("1961-07", "6 July 1961", 1, ""),
        ("1961", "6 July 1961", 1, ""),
        ("1961", "1962", 0, ""),
        ("1961-06", "31 June 1961", 0, "the calendar has no such date"),
        ("1961-07-06", "in the sixties", 0, "no date could be read"),
        ("1961-07-06", "6 Jully 1961", 0, "no date could be read"),
        ("1961-07-06", "6 July", 0, "the year is missing"),
        ("1961-07-06", "6-Jul-61", 0, "write the year in full"),
    ],
)
def test_credit_of_a_date_is_its_leading_parts(key: str, typed: str, credit: float, note: str) -> None:
    verdict = mark(day(key), Typed(typed))
    assert verdict.credit == pytest.approx(credit)
    assert verdict.outcome is (Outcome.RIGHT if credit == 1 else Outcome.PARTLY if credit else Outcome.WRONG)
    assert (verdict.note, verdict.near) == (note, False)


def test_date_is_right_when_named_in_the_language_of_the_deck() -> None:
    assert said(mark(day("1961-07-06", "ru"), Typed("6 июля 1961 г."))) == RIGHT
    assert said(mark(day("1961-07-06", "ru"), Typed("6 July 1961"))) == RIGHT
    assert said(mark(day("1961-07-06"), Typed("6 июля 1961 г."))) == WRONG


def test_date_that_was_read_is_shown_when_it_differs() -> None:
    assert mark(day("1961-07-06"), Typed("07/06/1961")).compared == "1961-07-06"
    assert mark(day("1950-01-01"), Typed("07/06/1961")).compared == "1961-06-07 or 1961-07-06"
    assert mark(day("1961"), Typed("07/06/1961")).compared == "1961-06-07"
    assert mark(day("1961-07-06"), Typed("1961-07-06")).compared == ""


@given(key=st.dates(), typed=st.dates())
def test_date_is_right_only_when_it_is_the_same(key: Any, typed: Any) -> None:
    assume(key != typed)
    verdict = mark(day(key.isoformat()), Typed(typed.isoformat()))
    assert verdict.outcome is not Outcome.RIGHT
    assert (verdict.outcome is Outcome.PARTLY) == (key.year == typed.year)
    assert said(mark(day(key.isoformat()), Typed(key.isoformat()))) == RIGHT


def test_words_are_compared_when_the_key_is_no_date() -> None:
    assert said(mark(asks("date", "long ago", typed=True, key="long ago"), Typed("Long ago"))) == RIGHT


# Whatever the form

QUESTIONS = [
    ticks(2, 3),
    ticks(0, 2),
    ticks(2, 0),
    orders(4),
    orders(1),
    orders(0),
    pairs(0, 1, 0, spare=2),
    asks("matching", items=("a", "b"), options=(Option("x", True),), partners=()),
    asks("choice", options=(Option("a", True), Option("b", False))),
    asks("true-false", options=(Option("True", False), Option("False", True))),
    asks("basic"),
    asks("cloze", typed=True),
    asks("short-answer", typed=True),
    number("500000", "5000", "barrels"),
    number("1e400", "nonsense"),
    day("1961-07-06"),
    day("1961", "xx"),
]
PLACES = st.integers(-3, 6)
RESPONSES = (
    st.none()
    | st.builds(Typed, st.text())
    | st.builds(Picked, PLACES)
    | st.builds(Ticked, st.frozensets(PLACES))
    | st.builds(Arranged, st.lists(PLACES, max_size=5).map(tuple))
    | st.builds(Arranged, st.permutations([*range(4)]).map(tuple))
    | st.builds(Paired, st.lists(st.none() | PLACES, max_size=5).map(tuple))
)


@given(question=st.sampled_from(QUESTIONS), response=RESPONSES)
@example(question=number("5"), response=Typed("1e999999999"))
@example(question=number("5"), response=Typed("9" * 10_000))
@example(question=day("1961"), response=Typed("9" * 10_000))
def test_credit_is_a_share_whatever_is_given(question: Question, response: Response | None) -> None:
    verdict = mark(question, response)
    assert verdict == mark(question, response)
    if verdict.credit is None:
        assert verdict == Verdict(
            Outcome.SELF, None, "", "the key" if "key" in question.answer else verdict.key
        )
        return
    assert 0 <= verdict.credit <= 1
    assert (verdict.outcome is Outcome.RIGHT) == (verdict.credit == 1)
    assert (verdict.outcome is Outcome.WRONG) == (verdict.credit == 0)
    for line in (verdict.given, verdict.key, verdict.compared, verdict.note):
        assert harmless(line) == line
        assert "\n" not in line


UNFIT: list[tuple[Question, Response]] = [
    (ticks(2, 3), Ticked(frozenset())),
    (ticks(2, 3), Ticked(frozenset({0, 5}))),
    (ticks(2, 3), Ticked(frozenset({-1}))),
    (ticks(2, 3), Picked(0)),
    (orders(3), Arranged(())),
    (orders(3), Arranged((0, 1))),
    (orders(3), Arranged((0, 1, 1))),
    (orders(3), Arranged((1, 2, 3))),
    (orders(3), Ticked(frozenset({0}))),
    (pairs(0, 1), Paired((None, None))),
    (pairs(0, 1), Paired((0,))),
    (pairs(0, 1), Paired((0, 2))),
    (pairs(0, 1), Paired((0, -1))),
    (pairs(0, 1), Arranged((0, 1))),
    (asks("choice", options=(Option("a", True),)), Typed("a")),
    (asks("choice", options=(Option("a", True),)), Picked(-1)),
    (asks("short-answer", typed=True), Picked(0)),
    (number("5"), Typed("  ")),
    (asks("basic"), Typed("the key")),
]


@pytest.mark.parametrize(("question", "response"), UNFIT)
def test_learner_marks_when_the_response_does_not_fit(question: Question, response: Response) -> None:
    assert mark(question, response) == Verdict(Outcome.SELF, None, "", mark(question, None).key)
