"""What is read of a damaged file: every event that is whole, and none that never was."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.keeping import NOON, answered, events, made, spoil, spoil_a_name

from alliance_tutor.journal import backup, pages, salvage, schema
from alliance_tutor.journal.salvage import Gap
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment

NOW = datetime(2026, 11, 25, 11, 0)  # noqa: DTZ001


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    made(path, 200)
    return path


def read(data: bytes, wal: bytes = b"") -> set[schema.Row]:
    return set(pages.rows(data, wal))


def rows(path: Path) -> set[schema.Row]:
    return {schema.event_row(event) for event in events(path)}


def test_whole_file_when_read_by_pages_gives_every_event(history: Path) -> None:
    assert read(history.read_bytes()) == rows(history)


@pytest.mark.parametrize("size", [512, 4096, 65_536])
def test_file_of_other_pages_gives_every_event(history: Path, size: int) -> None:
    with sqlite3.connect(history, isolation_level=None) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute(f"PRAGMA page_size = {size}")
        db.execute("VACUUM")
    db.close()
    assert read(history.read_bytes()) == rows(history)


def test_log_when_not_yet_written_back_is_read(history: Path, tmp_path: Path) -> None:
    with Journal.open(history) as journal:
        for number in range(20):
            answered(journal, number, response="x" * number * 100)
        data, wal = history.read_bytes(), history.with_name("history.db-wal").read_bytes()
        every = {schema.event_row(event) for event in journal.events()}
    assert len(every) == 220
    assert read(data, wal) == every


def test_log_when_its_end_was_never_committed_is_read_up_to_the_last_commit(history: Path) -> None:
    with Journal.open(history) as journal:
        answered(journal, 1)
        wal = history.with_name("history.db-wal")
        before = wal.read_bytes()
        answered(journal, 2, response="x" * 5000)
        whole, data = wal.read_bytes(), history.read_bytes()
    assert len(read(data, whole)) == 202
    frame = pages._FRAME_HEADER + schema.PAGE
    for cut in range(len(before), len(whole), frame):
        assert len(read(data, whole[: cut + frame - 1])) == 201


def test_log_of_which_a_frame_is_damaged_gives_what_comes_after_it(history: Path) -> None:
    with Journal.open(history) as journal:
        for number in range(30):
            answered(journal, number)
        data = history.read_bytes()
        wal = bytearray(history.with_name("history.db-wal").read_bytes())
    wal[32 + 24 + 500] ^= 0xFF
    assert len(read(data, bytes(wal))) == 230


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_file_with_damaged_pages_gives_what_is_on_the_others(history: Path, share: float) -> None:
    every = rows(history)
    spoil(history, share)
    found = read(history.read_bytes())
    assert found <= every
    assert len(found) > len(every) * (1 - share) * 0.7


def test_file_whose_header_is_gone_gives_every_event_that_is_on_other_pages(history: Path) -> None:
    data, every = history.read_bytes(), rows(history)
    assert read(b"\xff" * 100 + data[100:]) == every


def test_bodies_with_damage_in_the_middle_are_no_events(history: Path) -> None:
    data = history.read_bytes().replace(b'{"question":"h/3"', b'{"question:"h/3""')
    assert {row[5][:17] for row in read(data)} == {f'{{"question":"h/{n}"' for n in range(7) if n != 3}


def test_packed_answers_are_read_and_other_lists_are_no_events(tmp_path: Path) -> None:
    path = tmp_path / "packed.db"
    with Journal.open(path) as journal:
        for number in range(200):
            body = {"question": f"h/{number}", "rating": 3, "study_day": "2026-11-25"}
            body |= {"ms": 1500, "hash": "k3f9a2qd", "credit": None}
            journal.append("reviewed", body, Moment(NOON + number, 60))
    every = rows(path)
    assert all(row[5].startswith('["h/') for row in every)
    assert read(path.read_bytes()) == every
    assert read(path.read_bytes().replace(b'["h/7"', b'[["h/7')) == {
        row for row in every if '"h/7"' not in row[5]
    }


@given(st.data())
def test_any_bytes_when_read_end_without_an_error(data: st.DataObject) -> None:
    head = data.draw(st.sampled_from([b"", b"SQLite format 3\0\x04\0"]))
    body = data.draw(st.binary(max_size=3000)) + b"{" + data.draw(st.binary(max_size=1000))
    list(pages.rows(head + body, body))


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 255)), max_size=40))
def test_flipped_bytes_never_make_up_an_event_number(flips: list[tuple[int, int]]) -> None:
    data = bytearray(_sample())
    for place, byte in flips:
        data[place % len(data)] = byte
    for row in pages.rows(bytes(data)):
        schema.event_of(row)


_kept: list[bytes] = []


def _sample() -> bytes:
    if not _kept:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            made(Path(folder) / "history.db", 30)
            _kept.append((Path(folder) / "history.db").read_bytes())
    return _kept[0]


def test_damaged_journal_is_replaced_by_what_can_be_saved_and_kept(history: Path) -> None:
    every = events(history)
    with Journal.open(history) as journal:
        device = journal.device
    spoil(history, 0.2)
    damaged = history.read_bytes()
    looked = salvage.looked(history)
    assert history.read_bytes() == damaged
    saved = salvage.salvaged(history, [], NOW)
    assert saved.kept
    assert saved._replace(kept=None) == looked
    assert saved.kept.read_bytes() == damaged
    left = events(history)
    assert 0 < len(left) == saved.found < 200
    assert all(event in every for event in left)
    assert saved.missing == left[-1].seq - len(left)
    with Journal.open(history) as journal:
        assert journal.device != device
        before = journal.standings()
        journal.rebuild()
        assert journal.standings() == before
        assert answered(journal, 1).seq == 1
    assert sorted(each.name for each in history.parent.iterdir()) == [saved.kept.name, "history.db"]


def test_what_is_missing_comes_from_the_backups_that_can_be_read(history: Path, tmp_path: Path) -> None:
    good, bad, worse = tmp_path / "good.db", tmp_path / "bad.db", tmp_path / "worse.db"
    backup.saved(history, good)
    backup.saved(history, worse)
    spoil_a_name(worse)
    bad.write_bytes(b"no journal")
    with Journal.open(history) as journal:
        last = answered(journal, 500)
    every = events(history)
    data = history.read_bytes()
    assert data.count(last.body["question"].encode()) > 0
    spoil(history, 0.2, seed=3)
    saved = salvage.salvaged(history, [bad, worse, good], NOW)
    assert saved.found + saved.from_backups >= 200
    assert set(map(str, events(history))) <= set(map(str, every))
    assert saved.gaps == ()


def test_events_that_were_forgotten_stay_so_when_a_backup_has_them(history: Path, tmp_path: Path) -> None:
    from alliance_tutor.journal import forgetting

    copy = tmp_path / "copy.db"
    shutil.copy(history, copy)
    forgetting.forget_here(history, "")
    salvage.salvaged(history, [copy], NOW)
    assert {event.kind for event in events(history)} == {"forgotten"}


def test_event_of_which_a_bit_flipped_is_as_a_backup_has_it_and_there_once(
    history: Path, tmp_path: Path
) -> None:
    every = events(history)
    backup.saved(history, tmp_path / "good.db")
    with sqlite3.connect(history) as db:
        db.execute("UPDATE event SET seq = 8392 WHERE seq = 100")
        other = "CASE substr(device, 1, 1) WHEN 'x' THEN 'y' ELSE 'x' END"
        db.execute(f"UPDATE event SET device = {other} || substr(device, 2) WHERE seq = 150")
        db.execute("UPDATE event SET at = at + 64 WHERE seq = 30")
        db.execute("UPDATE event SET body = replace(body, '3', '2') WHERE seq = 7")
    db.close()
    saved = salvage.looked(history, [tmp_path / "good.db"])
    assert (saved.found, saved.from_backups, saved.gaps) == (198, 2, ())
    salvage.salvaged(history, [tmp_path / "good.db"], NOW)
    assert events(history) == every


def test_gaps_are_the_numbers_that_no_event_has(history: Path) -> None:
    with sqlite3.connect(history) as db:
        db.execute("DELETE FROM event WHERE seq IN (1, 2, 50)")
        device = db.execute("SELECT min(device) FROM event").fetchone()[0]
        assert salvage.gaps(db) == (Gap(device, 1, 2), Gap(device, 50, 50))
    db.close()
