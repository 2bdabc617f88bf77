"""Reviews from Anki in the learner's journal: each once, on the day on which it was."""

from pathlib import Path

import pytest
from tests.exchange.packages import FOLDER

from alliance_tutor.deck.cards import Deck
from alliance_tutor.exchange import apkg
from alliance_tutor.exchange.history import bring, not_brought
from alliance_tutor.exchange.report import Imported
from alliance_tutor.exchange.reviews import Review, Reviews
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_of

NOW = 1_800_000_000_000
NIGHT = 1_700_000_000_000 + 3_600_000 * 4  # 2023-11-15, 02:13:20 UTC


@pytest.fixture
def imported() -> Imported:
    return apkg.read((FOLDER / "latest.apkg").read_bytes(), "geo")


def reps(journal: Journal, question: str) -> int:
    memory = journal.standing(question).memory
    assert memory
    return memory.reps


def first_card(deck: Deck) -> str:
    return str(deck.cards[0].id)


def test_reviews_are_events_and_shape_memories(tmp_path: Path, imported: Imported) -> None:
    with Journal.open(tmp_path / "history.db") as journal:
        item = bring(journal, imported.deck, imported.reviews, 4, NOW, lambda _: 60)
        events = list(journal.events())
        standings = journal.standings()
    assert item.notes == (
        "6 of 6 added to your history",
        "their study days are those of this machine's time zone and end at 4:00",
    )
    assert {(event.kind, event.offset) for event in events} == {(Kind.REVIEWED, 60)}
    assert [event.at for event in events] == [review.at for review in imported.reviews.reviews]
    assert {event.body["study_day"] for event in events} == {"2026-11-23"}
    assert set(standings) == {f"geo/{review.question}" for review in imported.reviews.reviews}


def test_second_import_adds_nothing(tmp_path: Path, imported: Imported) -> None:
    with Journal.open(tmp_path / "history.db") as journal:
        bring(journal, imported.deck, imported.reviews, 4, NOW)
        before = list(journal.events()), journal.standings(), journal.days(0)
        item = bring(journal, imported.deck, imported.reviews, 4, NOW)
        assert (list(journal.events()), journal.standings(), journal.days(0)) == before
    assert item.notes[:2] == ("0 of 6 added to your history", "6 there already")


def test_reviews_join_what_was_answered_here(tmp_path: Path, imported: Imported) -> None:
    question = f"geo/{first_card(imported.deck)}"
    with Journal.open(tmp_path / "history.db") as journal:
        body = {"question": question, "rating": 3, "study_day": "2026-11-30", "ms": 5}
        mine = journal.append(Kind.REVIEWED, body, Moment(NOW - 1, 0))
        bring(journal, imported.deck, imported.reviews, 4, NOW)
        assert reps(journal, question) == 2
        assert journal.last_answer() == mine
        journal.rebuild()
        assert reps(journal, question) == 2


@pytest.mark.parametrize(
    ("offset", "rollover", "said", "day"),
    [
        (0, 4, None, "2023-11-14"),
        (120, 4, None, "2023-11-15"),
        (0, 4, 2, "2023-11-15"),
        (-180, 0, None, "2023-11-14"),
    ],
)
def test_study_day_is_by_offset_and_rollover(
    tmp_path: Path, imported: Imported, offset: int, rollover: int, said: int | None, day: str
) -> None:
    reviews = Reviews((Review(first_card(imported.deck), 3, NIGHT, 10),), rollover=said)
    with Journal.open(tmp_path / "history.db") as journal:
        bring(journal, imported.deck, reviews, rollover, NOW, lambda _: offset)
        (event,) = journal.events()
        assert event.body["study_day"] == day
        assert journal.day(day_of(day)).answers == 1


def test_reviews_that_cannot_be_are_left_out_and_told(tmp_path: Path, imported: Imported) -> None:
    card = first_card(imported.deck)
    reviews = Reviews(
        (Review(card, 3, 5, 0), Review(card, 3, NOW + 1, 0), Review("gone", 3, NIGHT, 0)),
        ("1 set by hand left out",),
    )
    with Journal.open(tmp_path / "history.db") as journal:
        item = bring(journal, imported.deck, reviews, 4, NOW)
        assert not list(journal.events())
    assert item.notes == (
        "0 of 3 added to your history",
        "1 of questions that this deck has not: left out",
        "2 with a date that cannot be: left out",
        "1 set by hand left out",
    )


def test_reviews_that_nobody_asked_for_are_told(imported: Imported) -> None:
    (item,) = not_brought(imported.reviews)
    assert str(item).endswith("6 left out; import with --history to add them to your history")
    assert not not_brought(Reviews())


def test_merged_event_that_was_forgotten_stays_so(tmp_path: Path) -> None:
    event = Event("aaaaaaaa", 1, NIGHT, 0, Kind.FORGOTTEN.value)
    again = Event(
        "aaaaaaaa",
        1,
        NIGHT,
        0,
        Kind.REVIEWED.value,
        {"question": "d/c", "rating": 3, "study_day": "2023-11-15", "ms": 1},
    )
    with Journal.open(tmp_path / "history.db") as journal:
        assert journal.merge([event]) == 1
        assert journal.merge([again]) == 0
        assert list(journal.events()) == [event]
