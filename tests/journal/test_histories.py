from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import day_of

DAY = day_of("2026-11-23")


def histories_of(events: list[Event]) -> dict[str, list[tuple[int, Rating]]]:
    with TemporaryDirectory() as folder, Journal.open(Path(folder) / "history.db") as journal:
        journal.merge(events)
        return journal.histories()


def event(seq: int, kind: Kind, body: dict[str, Any]) -> Event:
    return Event("aaaaaaaa", seq, seq, 0, kind, body)


def answer(seq: int, question: str = "d/a", rating: object = 3, **more: Any) -> Event:
    body = {"question": question, "rating": rating, "study_day": "2026-11-23", **more}
    return event(seq, Kind.REVIEWED, body)


def test_answers_stand_by_question_in_order() -> None:
    found = histories_of([answer(2, rating=1), answer(1), answer(3, "d/b", study_day="2026-11-24")])
    assert found == {
        "d/a": [(DAY, Rating.GOOD), (DAY, Rating.AGAIN)],
        "d/b": [(DAY + 1, Rating.GOOD)],
    }


@pytest.mark.parametrize(
    "more",
    [
        {"rating": 5},
        {"rating": True},
        {"rating": "good"},
        {"study_day": 3},
        {"study_day": "soon"},
        {"question": 1},
    ],
)
def test_malformed_answer_is_left_out(more: dict[str, Any]) -> None:
    body = {"question": "d/a", "rating": 3, "study_day": "2026-11-23", **more}
    assert histories_of([event(1, Kind.REVIEWED, body)]) == {}


def test_what_does_not_count_or_hold_is_left_out() -> None:
    quiz = {"question": "d/a", "rating": 3, "study_day": "2026-11-23"}
    events = [
        answer(1),
        event(2, Kind.RETRACTED, {"event": "aaaaaaaa-1"}),
        event(3, Kind.ANSWERED, {**quiz, "counts": False}),
        event(4, Kind.ANSWERED, {**quiz, "counts": True, "rating": 1}),
        event(5, Kind.SUSPENDED, {"question": "d/a"}),
    ]
    assert histories_of(events) == {"d/a": [(DAY, Rating.AGAIN)]}


def test_history_begins_anew_with_a_reset_and_goes_with_its_card() -> None:
    events = [
        answer(1),
        event(2, Kind.RESET, {"question": "d/a", "study_day": "2026-11-23"}),
        answer(3, rating=4),
        event(4, Kind.RELINKED, {"from": "d/a", "to": "d/new"}),
    ]
    assert histories_of(events) == {"d/new": [(DAY, Rating.EASY)]}
