"""Devices that meet in a folder: all end with the same history, whatever became of the files on the way."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.journal.caches import folded

from alliance_tutor.errors import SyncError
from alliance_tutor.journal import sync_files
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync import Report, sync
from alliance_tutor.journal.sync_lines import event_line, header_line
from alliance_tutor.journal.sync_lock import SyncBusy, alone
from alliance_tutor.memory.studyday import Moment, day_text

DAY = 739_943
FAR = "farfarfa"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carried").mkdir()
    return tmp_path / "carried"


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "one" / "history.db") as journal:
        yield journal


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "other" / "history.db") as journal:
        yield journal


def answer(journal: Journal, second: int, question: str = "h/a", rating: int = 3) -> Event:
    body = {"question": question, "rating": rating, "study_day": day_text(DAY + second // 10), "ms": 900}
    return journal.append(Kind.REVIEWED, body, Moment(1_795_000_000_000 + second * 1000, 60))


def far(seq: int, **more: Any) -> Event:
    body = {"question": "h/far", "rating": 3, "study_day": day_text(DAY), "ms": 1, **more}
    return Event(FAR, seq, 1_795_000_000_000 + seq, 0, "reviewed", body)


def put(folder: Path, *events: Event, name: str = f"{FAR}-1.jsonl", end: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(header_line(FAR) + b"".join(map(event_line, events)) + end)
    return path


def total(report: Report) -> tuple[int, int]:
    return report.sent.total(), report.received.total()


def assert_alike(*journals: Journal) -> None:
    first, *others = journals
    assert folded(first) == fold(first.events())
    for other in others:
        assert list(other.events()) == list(first.events())
        assert folded(other) == folded(first)


def test_two_devices_that_sync_in_turn_are_alike(one: Journal, other: Journal, folder: Path) -> None:
    for second in range(0, 40, 2):
        answer(one, second, f"h/{second % 5}")
        answer(other, second + 1, f"h/{second % 3}")
    assert total(sync(one, folder)) == (20, 0)
    assert total(sync(other, folder)) == (20, 20)
    assert total(sync(one, folder)) == (0, 20)
    assert_alike(one, other)
    assert total(sync(one, folder)) == total(sync(other, folder)) == (0, 0)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{journal.device}-1.jsonl" for journal in (one, other)
    )


def test_later_sync_adds_to_the_file_and_reads_only_what_is_new(
    one: Journal, other: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(one, 1)
    sync(one, folder)
    sync(other, folder)
    path = folder / f"{one.device}-1.jsonl"
    before = path.read_bytes()
    answer(one, 2)
    sync(one, folder)
    assert path.read_bytes().startswith(before)
    starts = []
    real = sync_files.read

    def read(path: Path, status: os.stat_result, start: int) -> Any:
        starts.append((path.name, start))
        return real(path, status, start)

    monkeypatch.setattr(sync_files, "read", read)
    sync(one, folder)
    assert starts == []
    sync(other, folder)
    assert starts == [(path.name, len(before))]
    assert_alike(one, other)


steps = st.lists(
    st.tuples(st.sampled_from(["answer", "undo", "flag", "sync", "lose", "retention"]), st.integers(0, 2)),
    max_size=40,
)


def take(what: str, second: int, journal: Journal, folder: Path) -> None:
    moment = Moment(1_795_000_000_000 + second * 10**7, 0)
    if what == "answer":
        answer(journal, second * 9, f"h/{second % 4}", 1 + second % 4)
    elif what == "undo" and (last := journal.last_answer()):
        journal.append(Kind.RETRACTED, {"event": last.id}, moment)
    elif what == "flag":
        journal.append(Kind.FLAGGED, {"question": "h/1"}, moment)
    elif what == "retention":
        journal.append(Kind.RETENTION_SET, {"retention": 0.8 + second % 4 / 20}, moment)
    elif what == "sync":
        sync(journal, folder)
    elif what == "lose":  # what is in the folder is not the only copy of anything
        for path in sorted(folder.iterdir())[second % 2 :: 2]:
            path.unlink()


@settings(max_examples=25)
@given(steps)
def test_devices_that_meet_in_any_order_end_alike(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as temporary:
        root = Path(temporary)
        folder = root / "carried"
        folder.mkdir()
        journals = [Journal.open(root / str(number) / "history.db") for number in range(3)]
        try:
            for second, (what, who) in enumerate(steps):
                take(what, second, journals[who], folder)
            for journal in journals * 2:
                sync(journal, folder)
            assert_alike(*journals)
            assert [total(sync(journal, folder)) for journal in journals] == [(0, 0)] * 3
        finally:
            for journal in journals:
                journal.close()


@pytest.mark.parametrize(
    "name",
    [
        "{}-1.sync-conflict-20261123-120000-ABCDEFG.jsonl",
        "{}-1 (Anna's conflicted copy 2026-11-23).jsonl",
        "{}-1 (conflicted copy 2026-11-23 120000).jsonl",
        "{}-1_conflict-20261123-120000.jsonl",
        "{}-1 (1).jsonl",
        "{}-1-LAPTOP.jsonl",
        "{}-1 2.jsonl",
        "{}-1 - Copy.jsonl",
        "Copy of {}-1.jsonl",
        "{}-1.jsonl.orig",
        "{}-1_REMOTE_4711.jsonl",
        "{}-1 (SFConflict anna 2026-11-23-12-00-00).jsonl",
    ],
)
def test_copy_that_a_tool_made_of_a_file_is_read(one: Journal, folder: Path, name: str) -> None:
    put(folder, far(1), far(2))
    put(folder, far(1), far(3), name=name.format(FAR))
    assert total(sync(one, folder)) == (0, 3)
    assert [event.seq for event in one.events()] == [1, 2, 3]


@pytest.mark.parametrize(
    "name",
    [f".syncthing.{FAR}-1.jsonl.tmp", f"~syncthing~{FAR}-1.jsonl.tmp", f".{FAR}-1.jsonl", "x.jsonl", FAR],
)
def test_half_of_a_file_and_what_is_none_is_not_read(one: Journal, folder: Path, name: str) -> None:
    put(folder, far(1), name=name)
    assert total(sync(one, folder)) == (0, 0)


def test_file_that_git_merged_with_its_marks_is_read(one: Journal, folder: Path) -> None:
    ours, theirs = event_line(far(2)), event_line(far(3))
    marked = b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> theirs\n"
    path = put(folder, far(1), end=marked)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    report = sync(one, folder)
    assert (total(report), report.damaged) == ((0, 3), {})


def test_file_cut_at_any_byte_is_waited_for(tmp_path: Path, folder: Path) -> None:
    path = put(folder, far(1), far(2))
    whole = path.read_bytes()
    for end in range(len(whole) + 1):
        with Journal.open(tmp_path / str(end) / "history.db") as journal:
            path.write_bytes(whole[:end])
            report = sync(journal, folder)
            assert report.damaged == {}
            assert total(report) == (0, max(0, whole[:end].count(b"\n") - 1))
            path.write_bytes(whole)
            sync(journal, folder)
            assert list(journal.events()) == [far(1), far(2)]


def test_damaged_line_is_named_and_read_again_when_it_is_whole(one: Journal, folder: Path) -> None:
    path = put(folder, far(1), far(2), far(3))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"rating":3', b'"rating":4', 1))
    for _ in range(2):
        report = sync(one, folder)
        assert report.damaged == {path.name: [2]}
    assert [event.seq for event in one.events()] == [2, 3]
    path.write_bytes(whole)
    assert sync(one, folder).damaged == {}
    assert list(one.events()) == [far(1), far(2), far(3)]


@st.composite
def harms(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """What may become of a file on its way."""
    what = draw(st.sampled_from(["flip", "cut", "insert", "double", "drop", "swap"]))
    at, size = draw(st.floats(0, 1)), draw(st.integers(1, 40))
    garbage = draw(st.binary(min_size=1, max_size=20))

    def harm(data: bytes) -> bytes:
        place = int(at * len(data))
        before, after = data[:place], data[place:]
        return {
            "flip": before + bytes([byte ^ size for byte in after[:1]]) + after[1:],
            "cut": before,
            "insert": before + garbage + after,
            "double": data + after,
            "drop": before + after[size:],
            "swap": after + before,
        }[what]

    return harm


@given(st.lists(harms(), min_size=1, max_size=4))
def test_nothing_false_is_learnt_from_a_file_that_came_to_harm(
    harms: list[Callable[[bytes], bytes]],
) -> None:
    events = [far(seq) for seq in range(1, 8)]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "carried"
        folder.mkdir()
        path = put(folder, *events)
        whole = path.read_bytes()
        with Journal.open(Path(temporary) / "history.db") as journal:
            for harm in harms:
                path.write_bytes(harm(path.read_bytes()))
                sync(journal, folder)
                assert all(event in events for event in journal.events())
            path.write_bytes(whole)
            sync(journal, folder)
            assert list(journal.events()) == events


def test_own_damaged_file_is_mended(one: Journal, other: Journal, folder: Path) -> None:
    for second in range(5):
        answer(one, second)
    sync(one, folder)
    path = folder / f"{one.device}-1.jsonl"
    path.write_bytes(path.read_bytes().replace(b"h/a", b"h/b", 2))
    assert list(sync(other, folder).damaged) == [path.name]
    report = sync(one, folder)
    assert (total(report), report.damaged) == ((2, 0), {})
    assert sync(other, folder).damaged == {}
    assert_alike(one, other)


def test_what_a_crash_left_half_written_is_cut_off(one: Journal, other: Journal, folder: Path) -> None:
    answer(one, 1)
    sync(one, folder)
    path = folder / f"{one.device}-1.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"id":"half')
    answer(one, 2)
    sync(one, folder)
    assert path.read_bytes().startswith(whole)
    assert sync(other, folder).damaged == {}
    assert_alike(one, other)


def test_file_that_lost_its_end_or_is_gone_is_completed(one: Journal, other: Journal, folder: Path) -> None:
    for second in range(4):
        answer(one, second)
    sync(one, folder)
    path = folder / f"{one.device}-1.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]))
    assert total(sync(one, folder)) == (2, 0)
    path.unlink()
    assert total(sync(one, folder)) == (4, 0)
    sync(other, folder)
    assert_alike(one, other)


def test_file_that_another_version_took_the_place_of_is_read_anew(one: Journal, folder: Path) -> None:
    path = put(folder, far(1), far(2))
    sync(one, folder)
    path.rename(folder / f"{FAR}-1 (1).jsonl")
    put(folder, far(1), far(3), far(4))
    assert total(sync(one, folder)) == (0, 2)
    assert [event.seq for event in one.events()] == [1, 2, 3, 4]


def test_newer_format_is_told_and_left_alone(one: Journal, folder: Path) -> None:
    path = put(folder, far(1))
    text = b'{"format":2,"device":"farfarfa"'
    path.write_bytes(b'%b,"sum":"%08x"}\nwhat nobody knows yet\n' % (text, crc32(text)))
    answer(one, 1)
    report = sync(one, folder)
    assert (report.newer, report.damaged, total(report)) == ([path.name], {}, (1, 0))
    assert sync(one, folder).newer == [path.name]


def test_what_is_remembered_is_only_a_cache(one: Journal, other: Journal, folder: Path) -> None:
    answer(one, 1)
    sync(one, folder)
    key = f"sync:{folder}"
    for wrong in ("", "{", "[]", "{}", '{"version":1,"files":{"a":[1]},"held":[],"forgotten":{}}'):
        one.remember(key, wrong)
        assert total(sync(one, folder)) == (0, 0)
    sync(other, folder)
    assert_alike(one, other)


def test_restored_backup_takes_back_in_what_it_lacks(
    tmp_path: Path, one: Journal, other: Journal, folder: Path
) -> None:
    answer(one, 1)
    sync(one, folder)
    backup(one, tmp_path / "backup.db")
    device = one.device
    for second in range(2, 6):
        answer(one, second)
    sync(one, folder)
    whole = list(one.events())
    one.close()
    put_back(tmp_path / "backup.db", one.path)
    with Journal.open(one.path) as restored:
        assert restored.device == device
        assert total(sync(restored, folder)) == (0, 4)
        assert list(restored.events()) == whole
        assert answer(restored, 9).id == f"{device}-6"
        sync(restored, folder)
        sync(other, folder)
        assert_alike(restored, other)


def test_answers_after_a_restored_backup_are_kept_beside_those_that_it_lacked(
    tmp_path: Path, one: Journal, other: Journal, folder: Path
) -> None:
    answer(one, 1)
    backup(one, tmp_path / "backup.db")
    device = one.device
    lost = [answer(one, second, "h/lost") for second in range(2, 6)]
    sync(one, folder)
    sync(other, folder)
    one.close()
    put_back(tmp_path / "backup.db", one.path)
    with Journal.open(one.path) as restored:
        again = [answer(restored, second, "h/again") for second in range(20, 26)]
        assert again[0].id == lost[0].id
        restored.append(Kind.RETRACTED, {"event": again[1].id}, Moment(1_796_000_000_000, 0))
        report = sync(restored, folder)
        assert report.renamed == restored.device != device
        sync(other, folder)
        assert_alike(restored, other)
        events = {event.id: event for event in restored.events()}
        assert [event for event in events.values() if event.question == "h/lost"] == lost
        bodies = [event.body for event in events.values() if event.question == "h/again"]
        assert bodies == [event.body for event in again]
        (retracted,) = (event for event in events.values() if event.kind == Kind.RETRACTED)
        assert events[retracted.body["event"]].at == again[1].at
        assert (total(sync(restored, folder)), total(sync(other, folder))) == ((0, 0), (0, 0))


def test_machine_that_was_put_back_whole_ends_like_the_others(
    tmp_path: Path, one: Journal, other: Journal, folder: Path
) -> None:
    answer(one, 1)
    sync(one, folder)
    backup(one, tmp_path / "backup.db")
    for second in range(2, 7):
        answer(one, second, "h/before")
    sync(one, folder)
    sync(other, folder)
    name = one.device
    one.close()
    put_back(tmp_path / "backup.db", one.path)
    alone = tmp_path / "alone"
    alone.mkdir()
    with Journal.open(one.path) as restored, Journal.open(tmp_path / "third" / "history.db") as third:
        assert restored.device == name
        for second in range(20, 23):
            answer(restored, second, "h/since")
        sync(restored, alone)  # its tool has not been there yet; when it was, there are two versions
        (alone / f"{name}-1.jsonl").rename(folder / f"{name}-1 (1).jsonl")
        for journal in (third, other, restored, third, other, restored):
            sync(journal, folder)
        assert_alike(restored, other, third)
        questions = [event.question for event in third.events()]
        assert (questions.count("h/before"), questions.count("h/since")) == (5, 3)
        assert restored.device != name
        assert [total(sync(journal, folder)) for journal in (restored, other, third)] == [(0, 0)] * 3


def test_own_line_that_was_changed_does_not_change_the_journal(one: Journal, folder: Path) -> None:
    event = answer(one, 1)
    answer(one, 2)
    sync(one, folder)
    changed = Event(event.device, event.seq, event.at, event.offset, event.kind, {**event.body, "rating": 1})
    put(folder, changed, name=f"{one.device}-1 (1).jsonl")
    before = list(one.events())
    report = sync(one, folder)
    assert (report.conflicts, report.renamed) == ([event.id], "")
    assert list(one.events()) == before


def test_event_of_another_device_that_has_two_contents_is_the_same_everywhere(
    one: Journal, other: Journal, folder: Path
) -> None:
    one.merge([far(1, ms=5), far(2)])
    other.merge([far(1, ms=6), far(2)])
    for journal in (one, other, one, other):
        sync(journal, folder)
    assert_alike(one, other)
    assert [total(sync(journal, folder)) for journal in (one, other)] == [(0, 0), (0, 0)]


def test_events_that_came_by_another_way_are_sent(one: Journal, other: Journal, folder: Path) -> None:
    one.merge([far(seq) for seq in (3, 10**12, 5)])
    sync(one, folder)
    one.merge([far(4)])
    one.merge([far(seq) for seq in range(10, 400, 2)])
    assert total(sync(one, folder)) == (196, 0)
    assert total(sync(other, folder)) == (0, 199)
    assert_alike(one, other)


def test_event_that_no_file_can_hold_stays_and_is_told(one: Journal, other: Journal, folder: Path) -> None:
    odd = [replace(far(1), at=10**16), replace(far(2), offset=2000), replace(far(3), kind="No kind")]
    one.merge([*odd, far(4)])
    for _ in range(2):
        assert sync(one, folder).unsent == [event.id for event in odd]
    assert total(sync(other, folder)) == (0, 1)
    assert sync(other, folder).damaged == {}


def test_copied_data_directory_becomes_a_device_of_its_own(
    tmp_path: Path, one: Journal, folder: Path
) -> None:
    answer(one, 1)
    sync(one, folder)
    answer(one, 2)
    shutil.copytree(one.path.parent, tmp_path / "copy")
    with Journal.open(tmp_path / "copy" / "history.db") as copy:
        assert copy.device != one.device
        answer(copy, 3)
        sync(copy, folder)
        sync(one, folder)
        assert_alike(one, copy)


def test_files_are_begun_anew_when_they_are_large(
    one: Journal, other: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_files, "CHUNK", 600)
    for second in range(12):
        answer(one, second)
        if second % 3 == 0:
            sync(one, folder)
    sync(one, folder)
    assert len(list(folder.iterdir())) > 2
    assert total(sync(other, folder)) == (0, 12)
    assert_alike(one, other)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_link_folder_and_pipe_are_left_alone(tmp_path: Path, one: Journal, folder: Path) -> None:
    outside = put(tmp_path, far(1), name="outside")
    (folder / f"{FAR}-1.jsonl").symlink_to(outside)
    (folder / f"{FAR}-2.jsonl").mkdir()
    os.mkfifo(folder / f"{FAR}-3.jsonl")
    own = folder / f"{one.device}-1.jsonl"
    own.symlink_to(outside)
    before = outside.read_bytes()
    answer(one, 1)
    report = sync(one, folder)
    assert total(report) == (1, 0)
    assert len(report.unread) == 4
    assert outside.read_bytes() == before


def test_line_longer_than_any_is_damaged_and_the_rest_is_read(
    one: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_files, "LONGEST", 1000)
    path = put(folder, far(1), far(2, response="x" * 5000), far(3))
    report = sync(one, folder)
    assert report.damaged == {path.name: [3]}
    assert [event.seq for event in one.events()] == [1, 3]


def test_folder_that_is_not_there_is_told(one: Journal, tmp_path: Path) -> None:
    with pytest.raises(SyncError, match="there is no such folder") as fault:
        sync(one, tmp_path / "stick")
    assert fault.value.hint


def test_folder_that_is_full_keeps_what_was_there_and_what_came(
    one: Journal, other: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, far(1))
    answer(one, 1)
    sync(one, folder)
    answer(one, 2)
    put(folder, far(1), far(2))
    files = {path: path.read_bytes() for path in folder.iterdir()}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SyncError, match="No space left"):
            sync(one, folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == files
    assert len(list(one.events())) == 4
    assert total(sync(one, folder)) == (1, 0)
    sync(other, folder)
    assert_alike(one, other)


def test_second_sync_of_one_journal_waits_its_turn(one: Journal, folder: Path) -> None:
    with alone(one.path, 0), pytest.raises(SyncBusy, match="another window"):
        sync(one, folder)
    sync(one, folder)


def test_forgotten_event_is_forgotten_everywhere(one: Journal, other: Journal, folder: Path) -> None:
    for second in range(3):
        answer(one, second, "h/secret")
        answer(other, second, "h/kept")
    for journal in (one, other, one):
        sync(journal, folder)
    forget(one, "h/secret")
    sync(one, folder)
    assert all(b"secret" not in path.read_bytes() for path in folder.iterdir())
    late = put(folder, *other.events(), name=f"{one.device}-1 (1).jsonl")
    assert b"secret" in late.read_bytes()
    sync(other, folder)
    assert b"secret" not in late.read_bytes()
    sync(one, folder)
    assert_alike(one, other)
    assert [event.kind for event in one.events()].count("forgotten") == 3
    assert all(b"secret" not in path.read_bytes() for path in folder.iterdir())
    assert [total(sync(journal, folder)) for journal in (one, other)] == [(0, 0), (0, 0)]


def forget(journal: Journal, question: str) -> None:
    gone = [event for event in journal.events() if event.question == question]
    journal.amend(
        gone, [Event(event.device, event.seq, event.at, event.offset, Kind.FORGOTTEN) for event in gone]
    )


def backup(journal: Journal, path: Path) -> None:
    source, target = sqlite3.connect(journal.path), sqlite3.connect(path)
    source.backup(target)
    source.close()
    target.close()


def put_back(backup: Path, history: Path) -> None:
    """As `cp backup history.db` does: the file keeps its inode."""
    for name in ("-wal", "-shm"):
        history.with_name(history.name + name).unlink(missing_ok=True)
    history.write_bytes(backup.read_bytes())
