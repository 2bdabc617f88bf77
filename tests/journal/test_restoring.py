"""A journal replaced by a copy: what is lost and gained, what is kept, and whose numbers are given on."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from tests.journal.keeping import NOON, answered, events, made

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import backup, restoring
from alliance_tutor.journal.restoring import Difference, Holding
from alliance_tutor.journal.store import Journal

NOW = datetime(2026, 11, 25, 11, 0)  # noqa: DTZ001


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "history.db"
    made(path)
    return path


@pytest.fixture
def copy(history: Path, tmp_path: Path) -> Path:
    """A copy, after which the journal went on by one answer."""
    target = tmp_path / "copy.db"
    backup.saved(history, target)
    with Journal.open(history) as journal:
        answered(journal, 100)
    return target


def test_difference_when_both_have_more_names_devices_and_days(history: Path, copy: Path) -> None:
    with Journal.open(copy) as journal:
        answered(journal, 200)
        answered(journal, 201)
        other = journal.device
    device = events(history)[-1].device
    found = restoring.difference(history, copy)
    assert found == Difference(
        (Holding(device, 1, 1, NOON + 100_000, NOON + 100_000),),
        (Holding(other, 2, 2, NOON + 200_000, NOON + 201_000),),
        40,
    )
    assert restoring.holdings(copy)[0] in (Holding(device, 40, 40, NOON, NOON + 39_000), found.gained[0])


def test_copy_when_put_back_is_the_journal_and_the_present_one_is_kept(history: Path, copy: Path) -> None:
    before, wanted = events(history), events(copy)
    kept = restoring.put_back(history, copy, NOW)
    assert events(history) == wanted
    assert kept is not None
    assert kept.name == "history-2026-11-25T1100-41.replaced.db"
    assert events(kept) == before
    assert restoring.kept_files(history) == [kept]
    assert restoring.kept_at(kept) == (NOW, 41)
    assert sorted(path.name for path in history.parent.iterdir()) == [kept.name, "history.db"]


@pytest.mark.parametrize("size", [512, 4096])
def test_copy_with_pages_of_another_size_is_put_back(history: Path, copy: Path, size: int) -> None:
    with sqlite3.connect(copy, isolation_level=None) as db:
        db.execute(f"PRAGMA page_size = {size}")
        db.execute("VACUUM")
    db.close()
    wanted = events(copy)
    assert restoring.put_back(history, copy, NOW)
    assert events(history) == wanted


def test_numbers_given_before_a_restore_are_not_given_again(history: Path, copy: Path) -> None:
    """Not by the window that restored, nor by one that was open meanwhile."""
    with Journal.open(history) as other:
        before = other.device
        restoring.put_back(history, copy, NOW)
        assert other.changed()
        event = answered(other, 7)
        assert event.device == other.device != before
        assert event.seq == 1
    with Journal.open(history) as journal:
        assert journal.device == event.device
    assert len(events(history)) == 41


def test_what_was_replaced_can_be_put_back_in_the_same_way(history: Path, copy: Path) -> None:
    before = events(history)
    kept = restoring.put_back(history, copy, NOW)
    assert kept
    again = restoring.put_back(history, kept, NOW)
    assert events(history) == before
    assert again not in (None, kept)


def test_copy_when_there_is_no_journal_becomes_it(copy: Path, tmp_path: Path) -> None:
    history = tmp_path / "elsewhere" / "history.db"
    assert restoring.put_back(history, copy, NOW) is None
    assert events(history) == events(copy)


@pytest.mark.parametrize("harm", [b"", b"no journal" * 500])
def test_copy_when_the_journal_is_damaged_takes_its_place_and_the_damaged_is_kept(
    history: Path, copy: Path, harm: bytes
) -> None:
    history.write_bytes(harm)
    history.with_name("history.db-wal").write_bytes(b"what the log has")
    kept = restoring.put_back(history, copy, NOW)
    assert kept
    assert kept.read_bytes() == harm
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"what the log has"
    assert not history.with_name("history.db-wal").exists(), "SQLite would take it for the new journal's"
    assert events(history) == events(copy)
    assert restoring.damaged_files(history) == [kept]


def test_damaged_copy_when_put_back_is_refused_and_changes_nothing(history: Path, copy: Path) -> None:
    before = events(history)
    data = copy.read_bytes()
    copy.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedError):
        restoring.put_back(history, copy, NOW)
    assert events(history) == before
    assert [path.name for path in history.parent.iterdir()] == ["history.db"]


def test_copy_while_another_program_writes_is_told_and_changes_nothing(
    history: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_WAIT", 0.01)
    before = events(history)
    with Journal.open(history) as journal:
        journal._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="another program"):
            restoring.put_back(history, copy, NOW)
        journal._db.execute("ROLLBACK")
    assert events(history) == before


def test_copy_when_merged_adds_what_only_it_has(history: Path, copy: Path) -> None:
    with Journal.open(copy) as journal:
        added = answered(journal, 200)
    before = events(history)
    assert restoring.merged(history, copy) == 1
    assert restoring.merged(history, copy) == 0
    assert {event.id for event in events(history)} == {event.id for event in [*before, added]}


def test_damaged_journal_when_begun_anew_is_kept_and_the_new_one_empty(history: Path) -> None:
    history.write_bytes(b"x" * 2000)
    kept = restoring.begin_anew(history, NOW)
    assert kept.read_bytes() == b"x" * 2000
    assert events(history) == []


def test_file_system_without_hard_links_serves(
    history: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    history.write_bytes(b"x" * 2000)
    kept = restoring.put_back(history, copy, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"x" * 2000
    assert events(history) == events(copy)


def test_names_of_kept_files_never_clash(history: Path, copy: Path) -> None:
    kept = [restoring.put_back(history, copy, NOW) for _ in range(3)]
    assert len(set(kept)) == 3


def test_difference_when_the_tables_of_the_journal_cannot_be_read_blames_the_journal(
    history: Path, copy: Path
) -> None:
    data = history.read_bytes()
    assert data.count(b"CREATE INDEX") > 0
    history.write_bytes(data.replace(b"CREATE INDEX", b"CREATE INDEZ"))
    with pytest.raises(DamagedError) as fault:
        restoring.difference(history, copy)
    assert fault.value.path == history
    restoring.put_back(history, copy, NOW)
    assert events(history) == events(copy)
