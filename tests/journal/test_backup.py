"""Copies of the journal: when one is made, what it holds, and which are kept."""

import os
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.keeping import NOON, answered, events, made

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import backup, schema
from alliance_tutor.journal.backup import Backup
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment

MOMENT = Moment(NOON, 60)
NOW = datetime(2026, 11, 25, 11, 0)  # noqa: DTZ001


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    made(path)
    return path


def test_backup_when_made_holds_every_event_and_is_named_by_date_and_count(history: Path) -> None:
    found = backup.taken(history, history.parent / "backups", MOMENT)
    assert found
    assert found.path.name == "history-2026-11-25T1100-40.db"
    assert found[1:3] == (NOW, 40)
    assert events(found.path) == events(history)
    assert backup.listed(found.path.parent) == [found]
    assert backup.events_in(found.path) == 40


def test_backup_when_nothing_changed_is_not_made_again(history: Path) -> None:
    folder = history.parent / "backups"
    assert backup.taken(history, folder, MOMENT)
    assert backup.taken(history, folder, MOMENT) is None
    with Journal.open(history) as journal:
        answered(journal, 41)
    assert backup.taken(history, folder, MOMENT)
    assert [each.events for each in backup.listed(folder)] == [41, 40]


def test_backup_that_another_window_thins_out_at_once_was_made(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "superfluous", lambda found, now: found)
    found = backup.taken(history, history.parent / "backups", MOMENT)
    assert found
    assert not found.path.exists()
    assert found.size > 0


@pytest.mark.parametrize("there", [True, False])
def test_backup_when_there_is_nothing_to_keep_is_not_made(tmp_path: Path, there: bool) -> None:
    if there:
        Journal.open(tmp_path / "history.db").close()
    assert backup.taken(tmp_path / "history.db", tmp_path / "backups", MOMENT) is None
    assert not (tmp_path / "backups").exists()


def test_backup_while_another_window_writes_holds_what_was_there_at_the_beginning(history: Path) -> None:
    with Journal.open(history) as journal:

        def write() -> None:
            answered(journal, 99)

        found = backup.taken(history, history.parent / "backups", MOMENT, write)
        assert found
        assert found.events == 40
        assert len(list(journal.events())) > 40


def test_backup_that_is_told_to_stop_leaves_nothing(history: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.taken(history, history.parent / "backups", MOMENT, stop)
    assert list((history.parent / "backups").iterdir()) == []


def test_backup_of_a_journal_whose_events_cannot_be_read_is_refused(history: Path) -> None:
    data = history.read_bytes()
    where = data.index(b'{"question":"h/3"') // schema.PAGE * schema.PAGE
    history.write_bytes(data[:where] + b"\xa5" * 100 + data[where + 100 :])
    with pytest.raises(DamagedError):
        backup.taken(history, history.parent / "backups", MOMENT)
    assert list(history.parent.glob("backups/*")) == []


def test_backup_when_opened_to_write_takes_another_device(history: Path, tmp_path: Path) -> None:
    """Also where the copy has the inode that the journal had once."""
    target = tmp_path / "copy.db"
    assert backup.saved(history, target) == 40
    with sqlite3.connect(target) as db:
        (inode,) = db.execute("SELECT value FROM meta WHERE key = 'inode'").fetchone()
    db.close()
    assert not inode.isdigit()
    with Journal.open(history) as journal, Journal.open(target) as copy:
        assert copy.device != journal.device


def test_journal_when_named_as_its_own_backup_is_left_alone(history: Path) -> None:
    with pytest.raises(JournalError, match="no backup of itself"):
        backup.saved(history, history)
    assert len(events(history)) == 40


def test_drafts_of_a_killed_process_are_removed_and_fresh_ones_are_not(history: Path) -> None:
    folder = history.parent / "backups"
    folder.mkdir()
    fresh = folder / ".history.bbbbbbbb.new"
    old = [folder / ".history.aaaaaaaa.new", history.with_name(".history.db.aaaaaaaa.new-wal")]
    old.append(history.with_name("history-2026-11-24T0015.new.db"))
    for path in (fresh, *old):
        path.touch()
    for path in old:
        os.utime(path, (1, 1))
    assert set(backup.drafts(history, folder)) == {fresh, *old}
    backup.taken(history, folder, MOMENT)
    assert fresh.exists()
    assert not any(path.exists() for path in old)


def test_names_that_are_none_of_a_backup_are_not_listed(tmp_path: Path) -> None:
    for name in ("history-2026-02-31T0915-3.db", "history-x.db", "history-2026-11-23T0915.db", "notes.db"):
        (tmp_path / name).touch()
    assert backup.listed(tmp_path) == []
    assert backup.listed(tmp_path / "nowhere") == []


# Thinning


def at(minutes: int) -> Backup:
    taken = NOW - timedelta(minutes=minutes)
    return Backup(Path(f"{minutes}.db"), taken, 5, 0)


def kept(backups: list[Backup], now: datetime = NOW) -> list[Backup]:
    gone = set(backup.superfluous(backups, now))
    return [each for each in backups if each not in gone]


def test_backups_of_two_years_are_thinned_by_age() -> None:
    hourly = [at(hours * 60) for hours in range(0, 2 * 365 * 24, 2)]
    left = kept(hourly)
    ages = [(NOW - each.taken) / timedelta(days=1) for each in left]
    assert sum(age < 2 for age in ages) == 24
    assert sum(2 <= age < 16 for age in ages) == 14
    assert 8 <= sum(16 <= age < 72 for age in ages) <= 8 + 3  # the last of a month is kept beside
    assert 22 <= sum(age >= 72 for age in ages) <= 23
    months = {(each.taken.year, each.taken.month) for each in left}
    assert len(months) == 25


BACKUPS = st.lists(st.integers(-10_000, 400 * 1440), max_size=40, unique=True).map(
    lambda ages: [at(age) for age in ages]
)


@given(BACKUPS)
def test_backups_that_are_thinned_keep_the_latest_and_all_of_two_days(backups: list[Backup]) -> None:
    left = kept(backups)
    assert [each for each in backups if NOW - each.taken < timedelta(2)] == [
        each for each in left if NOW - each.taken < timedelta(2)
    ]
    assert not backups or max(backups, key=lambda each: each.taken) in left
    assert {each.taken.strftime("%Y-%m") for each in left} == {
        each.taken.strftime("%Y-%m") for each in backups
    }


@given(BACKUPS, st.integers(0, 300))
def test_backups_that_were_thinned_before_are_those_of_thinning_once(
    backups: list[Backup], days: int
) -> None:
    later = NOW + timedelta(days)
    assert kept(kept(backups), later) == kept(backups, later)
