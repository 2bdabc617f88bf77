from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.library import DeckEntry, DeckFile, Origin, read_parts
from alliance_tutor.errors import UsageError
from alliance_tutor.journal.plans import MOST_DAYS, MOST_MINUTES, Plan, PlannedExam
from alliance_tutor.study.plan_days import long_date, off_words, short_date
from alliance_tutor.study.plan_setup import (
    Kind,
    Row,
    Setup,
    exams_for,
    read_exam_day,
    read_mark,
    read_minutes,
    read_off,
    read_weight,
)

TODAY = date(2026, 11, 23).toordinal()  # a Monday
EXAM = PlannedExam("2026-12-12", TODAY + 19)


def day(month: int, number: int, year: int = 2026) -> int:
    return date(year, month, number).toordinal()


@pytest.mark.parametrize("text", ["2026-12-12", "12 Dec", " 12 December 2026 ", "12.12.2026", "12/12"])
def test_exam_day_is_read_as_people_write_it(text: str) -> None:
    assert read_exam_day(text, TODAY) == day(12, 12)


@pytest.mark.parametrize(
    ("text", "read"), [("24 Nov", day(11, 24)), ("23 Nov", day(11, 23, 2027)), ("29 Feb", day(2, 29, 2028))]
)
def test_exam_day_without_a_year_is_the_next_one(text: str, read: int) -> None:
    assert read_exam_day(text, TODAY) == read


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-11-23", "is today"),
        ("2026-11-22", "has passed"),
        ("2036-11-22", "more than 1000 days away"),
        ("Dec 2026", "a day is needed"),
        ("6/7", "2027-06-07 or 2027-07-06"),
        ("30 Feb", "no such date"),
        ("soon", "no date"),
        ("", "nothing typed"),
        ("9" * 5000, "no date"),
    ],
)
def test_exam_day_that_cannot_be_is_told_with_a_hint(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        read_exam_day(text, TODAY)
    assert caught.value.hint
    assert len(str(caught.value)) < 120


def test_days_off_are_weekdays_and_dates() -> None:
    assert read_off("sat, Sunday; 24 Dec,2026-11-23", TODAY) == (
        frozenset({5, 6}),
        frozenset({day(12, 24), TODAY}),
    )
    assert read_off("none", TODAY) == read_off("", TODAY) == (frozenset(), frozenset())


@pytest.mark.parametrize("text", ["x", "s", "sat sun", "mon,tue,wed,thu,fri,sat,sun"])
def test_days_off_that_cannot_be_are_told_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_off(text, TODAY)
    assert caught.value.hint


@given(
    st.frozensets(st.integers(0, 6), max_size=6), st.frozensets(st.integers(TODAY, TODAY + 300), max_size=4)
)
def test_days_off_can_be_typed_as_they_are_shown(weekdays: frozenset[int], days: frozenset[int]) -> None:
    assert read_off(off_words(weekdays, sorted(days), TODAY), TODAY) == (weekdays, days)


@given(st.integers(TODAY + 1, TODAY + MOST_DAYS))
def test_exam_day_can_be_typed_as_it_is_shown(day: int) -> None:
    assert read_exam_day(long_date(day), TODAY) == day


@pytest.mark.parametrize("text", ["0", "-1", "", "x", "2.5", "1441", "9" * 5000, "²"])
def test_minutes_that_cannot_be_are_told(text: str) -> None:
    with pytest.raises(UsageError, match=f"1 to {MOST_MINUTES}"):
        read_minutes(text)


@pytest.mark.parametrize("text", ["0", "-1", "", "x", "101", "inf", "9" * 5000])
def test_weight_that_cannot_be_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="above 0"):
        read_weight(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("84", 0.84),
        ("84 %", 0.84),
        ("17/20", 0.85),
        ("17 of 20", 0.85),
        ("0", 0),
        ("100%", 1),
        ("8,5/10", 0.85),
    ],
)
def test_mark_is_per_cent_or_a_part_of_a_whole(text: str, share: float) -> None:
    assert read_mark(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["101", "21/20", "1/0", "0/0", "", "good", "-3", "9" * 5000])
def test_mark_that_is_none_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="no mark"):
        read_mark(text)


@pytest.mark.parametrize(
    ("away", "words"), [(19, "12 Dec"), (-30, "24 Oct"), (400, "28 Dec 2027"), (-200, "7 May 2026")]
)
def test_short_date_has_a_year_where_it_is_not_near(away: int, words: str) -> None:
    assert short_date(TODAY + away, TODAY) == words


# Exams named on the command line


def test_exam_of_the_same_day_keeps_its_id_and_name() -> None:
    before = Plan((EXAM._replace(title="Finals"),), 25)
    plan = exams_for(before, [EXAM.day, EXAM.day + 1], [2.0], ["h"])
    assert plan == Plan(
        (
            PlannedExam("2026-12-12", EXAM.day, "Finals", ("h",), 2.0),
            PlannedExam("2026-12-13", EXAM.day + 1, "", ("h",)),
        ),
        25,
    )


# A plan in the making


@pytest.fixture
def decks(tmp_path: Path) -> list[DeckEntry]:
    from alliance_tutor.deck.deckfile import parse
    from alliance_tutor.deck.entries import entry_of

    found = []
    for id in ("h", "c"):
        path = tmp_path / f"{id}.toml"
        path.write_text(f'[deck]\nid = "{id}"\ntitle = "Deck {id}"\n[[card]]\nprompt = "?"\nanswer = "!"\n')
        found.append(entry_of(DeckFile(path, Origin.GIVEN, (path,)), parse(read_parts((path,))), []))
    return found


def test_plan_is_proposed_where_there_is_none(decks: list[DeckEntry]) -> None:
    setup = Setup(Plan(), decks, TODAY)
    assert setup.plan == Plan((PlannedExam("2026-12-21", TODAY + 28),), 25)
    assert [row.kind for row in setup.rows] == [Kind.DATE, Kind.TITLE, Kind.DECKS, Kind.MINUTES, Kind.OFF]
    assert [setup.words(row) for row in setup.rows] == ["Mon 21 Dec 2026", "", "all decks", "25", "none"]


def test_plan_that_there_is_stays_until_it_is_changed(decks: list[DeckEntry]) -> None:
    over = PlannedExam("x", TODAY - 1)
    plan = Plan((over, EXAM), 40, frozenset({5}), frozenset({TODAY - 3, TODAY + 3}))
    assert Setup(plan, decks, TODAY).plan == Plan((EXAM,), 40, frozenset({5}), frozenset({TODAY + 3}))


def test_new_exam_gets_its_id_from_its_day_and_none_that_was_used(decks: list[DeckEntry]) -> None:
    setup = Setup(Plan((EXAM,), 25), decks, TODAY)
    assert setup.add()
    setup.type(Row(Kind.DATE, 1), "12 Dec")
    assert [exam.id for exam in setup.plan.exams] == ["2026-12-12", "2026-12-12-2"]
    setup.type(Row(Kind.DATE, 0), "20 Dec")
    assert [exam.id for exam in setup.plan.exams] == ["2026-12-12", "2026-12-12-2"]


def test_weight_is_asked_where_there_are_several_exams(decks: list[DeckEntry]) -> None:
    setup = Setup(Plan((EXAM,), 25), decks, TODAY)
    assert not setup.remove(Row(Kind.DATE, 0))
    setup.add()
    assert Row(Kind.WEIGHT, 1) in setup.rows
    setup.step(Row(Kind.WEIGHT, 1), 1)
    setup.type(Row(Kind.WEIGHT, 0), "0,5")
    assert [exam.weight for exam in setup.plan.exams] == [0.5, 2]
    assert setup.remove(Row(Kind.DECKS, 0))
    assert [exam.weight for exam in setup.plan.exams] == [2]
    assert not setup.remove(Row(Kind.MINUTES))


def test_decks_are_ticked_and_all_of_them_are_none(decks: list[DeckEntry]) -> None:
    setup, row = Setup(Plan((EXAM._replace(decks=("gone",)),), 25), decks, TODAY), Row(Kind.DECKS, 0)
    assert [choice.label for choice in setup.choices(row)] == ["Deck h", "Deck c", "gone"]
    setup.tick(row, "c")
    assert setup.plan.exams[0].decks == ("c", "gone")
    setup.tick(row, "gone")
    assert setup.words(row) == "Deck c"
    setup.tick(row, "h")
    assert setup.words(row) == "all decks"
    setup.tick(row, "h")
    setup.tick_all(row)
    assert setup.words(row) == "all decks"


def test_steps_stay_within_what_may_be(decks: list[DeckEntry]) -> None:
    setup = Setup(Plan((EXAM._replace(day=TODAY + 2),), 7), decks, TODAY)
    for _ in range(3):
        setup.step(Row(Kind.DATE, 0), -1)
    assert setup.plan.exams[0].day == TODAY + 1
    for wanted in (5, 1, 1):
        setup.step(Row(Kind.MINUTES), -1)
        assert setup.minutes == wanted
    setup.step(Row(Kind.MINUTES), 1)
    assert setup.minutes == 5
    setup.step(Row(Kind.OFF), 1)
    assert setup.weekdays_off == frozenset()


def test_what_is_typed_is_taken_or_refused_whole(decks: list[DeckEntry]) -> None:
    setup = Setup(Plan(), decks, TODAY)
    setup.type(Row(Kind.TITLE, 0), "  Finals \n of  1961 ")
    setup.type(Row(Kind.MINUTES), "40")
    setup.type(Row(Kind.OFF), "sat, 24 Dec")
    before = setup.plan
    assert (before.exams[0].title, before.minutes) == ("Finals of 1961", 40)
    assert setup.words(Row(Kind.OFF)) == "Sat, 24 Dec"
    for row, text in ((Row(Kind.DATE, 0), "x"), (Row(Kind.MINUTES), "0"), (Row(Kind.OFF), "x")):
        with pytest.raises(UsageError):
            setup.type(row, text)
    assert setup.plan == before
