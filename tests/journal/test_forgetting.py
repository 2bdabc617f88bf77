"""What is forgotten is gone from every byte, and what is not stays."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.journal.caches import folded
from tests.journal.keeping import NOON, answered, events

from alliance_tutor.errors import JournalError
from alliance_tutor.journal import backup, forgetting, schema
from alliance_tutor.journal.events import Body, Event
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment

SECRET = "a-very-private-answer"


def record(journal: Journal, kind: str, body: Body) -> Event:
    return journal.append(kind, body, Moment(NOON, 0))


def exam(journal: Journal, *questions: str, response: str = SECRET) -> str:
    items = [{"question": question, "prompt": "?"} for question in questions]
    started = record(journal, "exam-started", {"title": "T", "decks": [], "items": items}).id
    record(journal, "exam-answered", {"exam": started, "item": 0, "response": response})
    rows = [{"item": 0, "question": name, "rating": 3, "counts": True} for name in questions]
    done = record(journal, "exam-finished", {"exam": started, "study_day": "2026-11-25", "answers": rows})
    record(journal, "overruled", {"event": done.id, "question": questions[0], "credit": 1})
    return started


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A past with two decks, one of whose names begins as the other's."""
    path = tmp_path / "history.db"
    with Journal.open(path) as journal:
        for number in range(30):
            answered(journal, number, "north", SECRET * (number % 5 * 30))
            answered(journal, number, "northern", "kept")
        wrong = answered(journal, 31, "north", SECRET)
        record(journal, "retracted", {"event": wrong.id})
        record(journal, "flagged", {"question": "north/3"})
        record(journal, "relinked", {"from": "north/old", "to": "north/3"})
        exam(journal, "north/1", "north/2")
        exam(journal, "north/1", "northern/2")
        exam(journal, "northern/1", response="kept")
        answered(journal, 40, "northern", '"north/3 is what I typed')
        record(journal, "retention-set", {"retention": 0.8, "deck": "north"})
        record(journal, "unheard-of", {"about": [{"question": "north/5"}]})
        plan = {"exams": [{"id": "x", "title": "X", "decks": ["north"]}], "minutes": 20}
        record(journal, "plan-set", plan)
        record(journal, "plan-set", {**plan, "exams": [*plan["exams"], {"id": "y", "decks": []}]})  # type: ignore[misc]
    return path


def about(event: Event, deck: str) -> bool:
    return f'"{deck}/' in str(event.body).replace("'", '"')


def test_deck_when_chosen_is_counted_with_its_exams(history: Path) -> None:
    found = forgetting.chosen(history, "north")
    assert found.answers == 31 + 4
    assert (found.exams, found.mixed) == (2, 1)
    assert (found.first, found.last) == (NOON, NOON + 31_000)
    assert forgetting.chosen(history, "nowhere").events == 0
    assert forgetting.chosen(history, "").events == len(events(history))
    assert forgetting.chosen(history, "").exams == 3


def test_deck_when_forgotten_is_gone_and_all_else_stays(history: Path) -> None:
    before = events(history)
    count = forgetting.chosen(history, "north").events
    assert forgetting.forget_here(history, "north") == (count, True)
    after = {event.id: event for event in events(history)}
    assert after.keys() == {event.id for event in before}
    forgotten = [event for event in before if after[event.id].kind == "forgotten"]
    assert len(forgotten) == count
    assert all(after[event.id].body == {} for event in forgotten)
    assert all(after[event.id].at == event.at for event in forgotten)
    left = [event for event in before if after[event.id] == event]
    assert len(left) == len(before) - count
    typed = [event for event in left if about(event, "north")]
    assert [event.body.get("response") for event in typed] == ['"north/3 is what I typed']
    assert any(event.kind == "plan-set" for event in left)
    assert sum(event.kind == "exam-started" for event in left) == 1
    with Journal.open(history) as journal:
        assert {question.partition("/")[0] for question in journal.standings()} == {"northern"}
        kept = folded(journal)
        journal.rebuild()
        assert folded(journal) == kept


def test_deck_when_forgotten_leaves_no_byte_in_the_file(history: Path) -> None:
    assert SECRET.encode() in history.read_bytes()
    forgetting.forget_here(history, "north")
    data = b"".join(path.read_bytes() for path in history.parent.iterdir())
    assert SECRET.encode() not in data
    assert b'north/3"' not in data.replace(b"what I typed", b"")
    assert b"northern/3" in data


def test_deck_when_forgotten_is_overwritten_before_the_file_is_written_anew(history: Path) -> None:
    forgetting.forgotten(history, "north")
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in history.parent.iterdir())


def test_everything_when_forgotten_leaves_numbers_alone(history: Path) -> None:
    before = events(history)
    forgetting.forget_here(history, "")
    after = events(history)
    assert [(event.device, event.seq) for event in after] == [(event.device, event.seq) for event in before]
    assert {event.kind for event in after} == {"forgotten"}
    assert b"north" not in b"".join(path.read_bytes() for path in history.parent.iterdir())
    assert forgetting.chosen(history, "").events == 0
    with Journal.open(history) as journal:
        assert answered(journal, 1).seq == len(before) + 1


def test_window_that_is_open_when_a_deck_is_forgotten_hinders_no_answer(history: Path) -> None:
    with Journal.open(history) as journal:
        count, _ = forgetting.forget_here(history, "north")
        assert count
        assert journal.changed()
        answered(journal, 3, "northern")
        journal.rebuild()
    assert forgetting.swept(history)


def test_reader_that_holds_the_old_state_is_told_and_can_be_tried_again(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_WAIT", 0.01)
    reader = sqlite3.connect(history, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    count, swept = forgetting.forget_here(history, "north")
    assert count
    assert not swept
    reader.close()
    assert forgetting.forget_here(history, "north") == (0, True)
    assert SECRET.encode() not in history.read_bytes()


def test_copy_when_written_anew_has_the_rest_and_stays_a_backup(history: Path, tmp_path: Path) -> None:
    copy = tmp_path / "backups" / "history-2026-11-25T1100-40.db"
    copy.parent.mkdir()
    backup.saved(history, copy)
    assert forgetting.forget_in_copy(copy, "north")
    assert SECRET.encode() not in copy.read_bytes()
    assert backup.events_in(copy) == len(events(history))
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert any(event.kind == "reviewed" for event in events(copy))


def test_copy_that_cannot_be_read_is_removed(history: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bad.db"
    shutil.copy(history, copy)
    copy.write_bytes(copy.read_bytes()[:3000])
    assert not forgetting.forget_in_copy(copy, "north")
    assert not copy.exists()


def test_deck_while_another_program_writes_is_told_and_nothing_changed(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_WAIT", 0.01)
    before = events(history)
    writer = sqlite3.connect(history, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="another program"):
        forgetting.forgotten(history, "north")
    assert not forgetting.swept(history)
    writer.execute("ROLLBACK")
    writer.close()
    assert events(history) == before


def test_deck_when_it_fails_half_way_stays_whole(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = events(history)
    monkeypatch.setattr(schema, "PUT_META", "INSERT INTO nowhere VALUES (?, ?)")
    with pytest.raises(JournalError):
        forgetting.forgotten(history, "north")
    monkeypatch.undo()
    assert events(history) == before
