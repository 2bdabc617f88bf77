"""Whatever befalls the file: a JournalError that names it and says what to do, and nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath

import pytest
from tests.journal.keeping import spoil_a_name

from alliance_tutor.errors import JournalError
from alliance_tutor.journal import opening, schema
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text

DAY = 739_943


def answer(journal: Journal, number: int, response: str = "") -> str:
    body = {"question": f"h/{number % 50}", "rating": 3, "study_day": day_text(DAY), "response": response}
    return journal.append("reviewed", body, Moment(number * 1000, 0)).id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    with Journal.open(path) as journal:
        for number in range(200):
            answer(journal, number)
    return path


def empty(path: Path) -> None:
    os.truncate(path, 0)


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def cut_in_the_header(path: Path) -> None:
    os.truncate(path, 60)


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(b"\x00\xff not a journal \x1b[31m" * 500)


def fill_with_text(path: Path) -> None:
    path.write_text("my notes")


def spoil_the_header(path: Path) -> None:
    path.write_bytes(b"X" * 40 + path.read_bytes()[40:])


def spoil_the_pages(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def make_newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9999")
    db.close()


def make_anothers(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE photos(name)")
    db.close()


def drop_the_tables(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE meta")
    db.close()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


faults: list[tuple[Callable[[Path], None], str]] = [
    (empty, "empty"),
    (halve, "damaged"),
    (cut_in_the_header, "not a journal"),
    (fill_with_garbage, "not a journal"),
    (fill_with_text, "not a journal"),
    (spoil_the_header, "not a journal"),
    (spoil_the_pages, "damaged"),
    (spoil_a_name, "damaged .a name in it is not UTF-8"),
    (make_newer, "newer"),
    (make_anothers, "another program"),
    (drop_the_tables, "cannot be used"),
    (make_a_folder, "opened"),
]


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(("harm", "words"), faults)
def test_harmed_file_is_told_and_left_alone(
    path: Path, harm: Callable[[Path], None], words: str, write: bool
) -> None:
    harm(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(JournalError, match=words) as caught:
        Journal.open(path, write=write)
    assert caught.value.exit_code == 3
    assert caught.value.path == path
    assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_emptied_file_keeps_what_its_wal_still_holds(path: Path) -> None:
    with Journal.open(path) as journal:
        answer(journal, 1)
        wal = path.with_name("history.db-wal")
        kept = path.with_name("kept")
        shutil.copy(wal, kept)
    shutil.copy(kept, wal)
    empty(path)
    with pytest.raises(JournalError):
        Journal.open(path)
    assert wal.read_bytes() == kept.read_bytes()


def test_damage_met_while_reading_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    where = content.index(b'{"question":"h/7"')
    page = where // schema.PAGE * schema.PAGE
    content[page : page + 100] = b"\xa5" * 100
    path.write_bytes(content)
    with Journal.open(path) as journal, pytest.raises(JournalError, match="damaged"):
        list(journal.events())


def test_text_that_is_not_utf_8_is_told(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'{"question":"h/7"', b'{"question":"h/\xff"'))
    with Journal.open(path) as journal, pytest.raises(JournalError, match="damaged"):
        list(journal.events())


@pytest.mark.parametrize("write", [True, False])
def test_locked_file_is_told_after_the_timeout(path: Path, write: bool) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    holder.execute("UPDATE meta SET value = value")
    holder.execute("COMMIT")
    with pytest.raises(JournalError, match="another program is using") as caught:
        Journal.open(path, write=write, timeout=0.01)
    holder.close()
    assert caught.value.exit_code == 3
    with Journal.open(path, write=write) as journal:
        assert len(list(journal.events())) == 200


def test_append_waits_for_a_lock_then_tells_and_can_be_repeated(path: Path) -> None:
    with Journal.open(path, timeout=0.01) as journal:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="another program is using"):
            answer(journal, 200)
        holder.execute("ROLLBACK")
        holder.close()
        assert answer(journal, 200).endswith("-201")


def test_full_disk_writes_nothing_and_the_answer_can_be_repeated(path: Path) -> None:
    with Journal.open(path) as journal:
        before = journal.standings()
        journal._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(JournalError, match="disk is full") as caught:
            answer(journal, 200, "x" * 20_000)
        assert "free some space" in caught.value.hint
        assert len(list(journal.events())) == 200
        assert journal.standings() == before
        journal._db.execute("PRAGMA max_page_count = 1000000")
        assert answer(journal, 200, "x" * 20_000).endswith("-201")
        assert len(list(journal.events())) == 201


@pytest.mark.parametrize("size", [0, 20_000] if sys.platform != "win32" else [])
def test_file_that_cannot_grow_is_told(size: int, tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk that fills up between two writes."""
    code = f"""
import resource, sys
from pathlib import Path
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment
path, done = Path(sys.argv[1]), 0
if {size}:
    journal = Journal.open(path)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))
try:
    journal = Journal.open(path)
    for done in range(1000):
        journal.append("flagged", {{"question": "h/" + "x" * 1000 + str(done)}}, Moment(done, 0))
except JournalError as error:
    print(done, error.exit_code, bool(error.hint))
"""
    path = tmp_path / "data" / "history.db"
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    done, *rest = run.stdout.split()
    assert rest == ["3", "True"]
    with Journal.open(path) as journal:
        assert len(list(journal.events())) == int(done)


@pytest.mark.parametrize("name", ["history.db"] if sys.platform != "win32" else [])
def test_journal_on_a_disk_that_is_full_can_be_read(path: Path, name: str) -> None:
    """An empty -wal is what opening to write left there; no -shm can be made beside it."""
    path.with_name(f"{name}-wal").touch()
    code = """
import resource, sys
from pathlib import Path
from alliance_tutor.journal.store import Journal
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
with Journal.open(Path(sys.argv[1]), write=False) as journal:
    print(len(journal.state()), file=sys.stderr)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE, text=True, check=False
    )
    assert run.stderr.strip() == "1"


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for entry in (folder, *folder.rglob("*")):
        entry.chmod(0o755)
    shutil.rmtree(folder)


REPORT = """
import os, secrets, sys
from pathlib import Path
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.store import Journal
import alliance_tutor.memory.forgetting  # loaded late, and perhaps from where only root may read
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setuid(65534)  # nothing is read-only to root
try:
    with Journal.open(Path(sys.argv[1]), write=sys.argv[2] == "write") as journal:
        print(len(list(journal.events())))
except JournalError as error:
    print(error.exit_code, error.message.split(" (")[0], "|", error.hint)
"""


def report(path: Path, way: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", REPORT, str(path), way], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.mark.parametrize("folder_too", [True, False] if sys.platform != "win32" else [])
def test_read_only_journal_can_be_read_and_is_told_to_who_would_write(
    open_to_all: Path, path: Path, folder_too: bool
) -> None:
    target = open_to_all / "history.db"
    shutil.copy(path, target)
    target.chmod(0o444)
    open_to_all.chmod(0o555 if folder_too else 0o777)
    assert report(target, "read") == "200"
    told = report(target, "write")
    assert told.startswith("3 the journal cannot be")
    assert "ALLIANCE_TUTOR_HOME" in told


@pytest.mark.parametrize("below", ["history.db", "a/b/history.db"] if sys.platform != "win32" else [])
def test_folder_that_cannot_be_written_is_told(open_to_all: Path, below: str) -> None:
    open_to_all.chmod(0o555)
    assert report(open_to_all / below, "read") == "0"
    assert report(open_to_all / below, "write").startswith("3 the journal cannot be opened")


@pytest.mark.parametrize("folder", ["closed"] if sys.platform != "win32" else [])
def test_folder_that_cannot_be_entered_is_no_empty_journal(
    open_to_all: Path, path: Path, folder: str
) -> None:
    (open_to_all / folder).mkdir()
    shutil.copy(path, open_to_all / folder / "history.db")
    (open_to_all / folder).chmod(0o000)
    assert report(open_to_all / folder / "history.db", "read").startswith("3 the journal cannot be opened")


@pytest.mark.parametrize("folder", ["data"] if sys.platform != "win32" else [])
def test_unread_wal_in_a_read_only_folder_is_not_passed_over(
    open_to_all: Path, path: Path, folder: str
) -> None:
    """What the -wal holds must be read, or the failure told: never the older state in the file."""
    (open_to_all / folder).mkdir()
    with Journal.open(path) as journal:
        answer(journal, 200)
        for name in ("history.db", "history.db-wal"):
            shutil.copy(path.with_name(name), open_to_all / folder / name)
    for entry in (open_to_all / folder).iterdir():
        entry.chmod(0o444)
    (open_to_all / folder).chmod(0o555)
    told = report(open_to_all / folder / "history.db", "read")
    assert told == "201" or told.startswith("3 ")


@pytest.mark.parametrize("folder", ["data"] if sys.platform != "win32" else [])
def test_empty_wal_in_a_read_only_folder_does_not_hinder_reading(
    open_to_all: Path, path: Path, folder: str
) -> None:
    (open_to_all / folder).mkdir()
    shutil.copy(path, open_to_all / folder / "history.db")
    (open_to_all / folder / "history.db-wal").touch()
    (open_to_all / folder).chmod(0o555)
    assert report(open_to_all / folder / "history.db", "read") == "200"


@pytest.mark.parametrize("way", [True, False])
def test_file_where_a_folder_should_be_is_told(tmp_path: Path, way: bool) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(JournalError):
        Journal.open(tmp_path / "data" / "history.db", write=way)


def test_file_system_without_hard_links_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Journal.open(tmp_path / "history.db") as journal:
        device = journal.device
        answer(journal, 1)
    with Journal.open(tmp_path / "history.db") as journal:
        assert journal.device == device
        assert len(list(journal.events())) == 1


def test_window_that_is_second_to_create_uses_the_firsts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.db"
    first = Journal.open(path)
    answer(first, 1)
    first.close()
    for refused in (False, True):
        if refused:
            monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(95, "Not supported")))
        opening._create(path)
        with Journal.open(path) as second:
            assert second.device == first.device
            assert len(list(second.events())) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["history.db"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\Анна\a b%.db", "file:///C:/Users/%D0%90%D0%BD%D0%BD%D0%B0/a%20b%25.db"),
        (r"\\server\share\history.db", "file:////server/share/history.db"),
    ],
)
def test_uri_of_windows_paths_names_no_host(path: str, uri: str) -> None:
    assert opening.uri(PureWindowsPath(path)) == uri


@pytest.mark.parametrize("name", ["a?b#c%20.db", "é ж.db", "x&mode=memory.db"])
def test_any_file_name_serves(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32":
        name = name.replace("?", "_")
    with Journal.open(tmp_path / name) as journal:
        answer(journal, 1)
    with Journal.open(tmp_path / name, write=False) as journal:
        assert len(list(journal.events())) == 1
    assert [file.name for file in tmp_path.iterdir()] == [name]
