"""What is wrong with a journal is found, and what is right is not complained of."""

import sqlite3
from pathlib import Path

import pytest
from tests.journal.keeping import NOON, answered, made, spoil_a_name

from alliance_tutor.journal import doctor, schema
from alliance_tutor.journal.doctor import Clock, SetBack
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    made(path)
    return path


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute(statement)
    db.close()


def test_sound_journal_has_nothing_wrong(history: Path) -> None:
    before = history.read_bytes()
    assert doctor.faults(history) == []
    assert doctor.stale(history) == {}
    assert doctor.gaps(history) == ()
    assert doctor.clock(history, NOON) == Clock(0, None, ())
    assert history.read_bytes() == before


def test_page_that_is_damaged_is_found(history: Path) -> None:
    data = history.read_bytes()
    where = data.index(b'{"question":"h/3"') // schema.PAGE * schema.PAGE
    history.write_bytes(data[:where] + b"\xa5" * 100 + data[where + 100 :])
    assert doctor.faults(history)


def test_text_that_is_not_utf_8_is_found(history: Path) -> None:
    history.write_bytes(history.read_bytes().replace(b'{"question":"h/3"', b'{"question":"h/\xff"'))
    assert doctor.faults(history)


def test_name_that_is_not_utf_8_is_found(history: Path) -> None:
    spoil_a_name(history)
    assert doctor.faults(history) == ["the journal is damaged (a name in it is not UTF-8)"]
    assert doctor.damage(history) == ["a name in it is not UTF-8"]


def test_index_that_lacks_an_entry_is_found(history: Path) -> None:
    with sqlite3.connect(history) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event_about'").fetchone()[0]
    db.close()
    data = bytearray(history.read_bytes())
    assert data[(root - 1) * schema.PAGE] in (2, 10)
    data[(root - 1) * schema.PAGE + 4] -= 1  # one cell fewer
    history.write_bytes(data)
    assert doctor.faults(history)


def test_cache_that_a_replay_makes_otherwise_is_named_with_its_rows(history: Path) -> None:
    change(history, "UPDATE standing SET reps = reps + 1 WHERE question = 'h/3'")
    change(history, "DELETE FROM standing WHERE question = 'h/4'")
    assert doctor.stale(history) == {"standing": ["h/3", "h/4"]}
    with Journal.open(history) as journal:
        journal.rebuild()
    assert doctor.stale(history) == {}


def test_caches_of_another_version_are_no_fault(history: Path) -> None:
    change(history, "UPDATE standing SET reps = reps + 1 WHERE question = 'h/3'")
    change(history, "UPDATE meta SET value = 'old' WHERE key = 'cache'")
    assert doctor.stale(history) == {}


def test_clock_that_was_ahead_or_set_back_is_told(history: Path) -> None:
    with Journal.open(history) as journal:
        device = journal.device
        journal.append("flagged", {"question": "h/1"}, Moment(NOON + 3 * doctor.AHEAD_MS, 0))
        answered(journal, 50)
    last = NOON + 3 * doctor.AHEAD_MS
    found = doctor.clock(history, NOON + 100_000)
    assert found == Clock(1, last, (SetBack(device, 1, last - NOON - 50_000),))


def test_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    path.write_bytes(b"x" * 3000)
    assert doctor.damage(path)
    made(tmp_path / "history.db")
    assert doctor.damage(tmp_path / "history.db") == []
