"""Care of the journal from the command line."""

import json
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.journal.keeping import spoil

from alliance_tutor.journal import schema
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.store import Journal

ANSWERS = "\n1\n\n1\n\n1\n:quit\n"


@pytest.fixture
def history(run: Run, home: Path) -> Path:
    """A past of some answers."""
    assert run("study", "--plain", "small", lines="\n3\n\n3\n\n3\n\n3\n").code == 0
    assert len(events(home / "history.db")) >= 2
    return home / "history.db"


def events(path: Path) -> list[Event]:
    with Journal.open(path, write=False) as journal:
        return list(journal.events())


def flag(path: Path, question: str = "small/pick") -> Event:
    from alliance_tutor.memory.studyday import Moment

    with Journal.open(path) as journal:
        return journal.append("flagged", {"question": question}, Moment(1_795_500_000_000, 60))


# backup


def test_backup_when_made_is_listed_with_its_events(run: Run, history: Path, home: Path) -> None:
    for path in home.glob("backups/*"):
        path.unlink()
    count = len(events(history))
    made = run("backup")
    assert made.code == 0
    assert made.err == f"{count} events in {home}/backups/history-2026-11-23T1900-{count}.db\n"
    assert run("backup").err == "the latest backup has everything\n"
    listed = run("backup", "--list").out
    assert listed.startswith(f"history-2026-11-23T1900-{count}.db: Mon 23 Nov 2026 19:00, {count} events, ")
    (row,) = json.loads(run("backup", "--list", "--json").out)["backups"]
    assert row["events"] == count
    assert set(row) == {"name", "path", "taken", "events", "size", "replaced"}


def test_backup_into_a_file_is_the_whole_history(run: Run, history: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "mine.db"
    document = json.loads(run("backup", str(target), "--json").out)
    assert document == {"path": str(target), "events": len(events(history))}
    assert events(target) == events(history)


def test_backup_when_there_is_no_history_says_so(run: Run, tmp_path: Path) -> None:
    assert run("backup").err == "the latest backup has everything\n"
    ran = run("backup", str(tmp_path / "x.db"))
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: there is no history yet")


def test_study_when_something_changed_leaves_a_backup(run: Run, history: Path, home: Path) -> None:
    run("--plain", lines="")
    assert [path.suffix for path in (home / "backups").iterdir()] == [".db"]


# restore


def test_restore_shows_what_would_be_lost_and_asks(run: Run, history: Path, home: Path) -> None:
    run("backup")
    flag(history)
    before = events(history)
    ran = run("restore", "latest")
    assert ran.code == 2
    assert "Would be lost: 1 event, 0 answers of them." in ran.out
    assert "Would come back: nothing." in ran.out
    assert "hint: with --yes it is done without asking" in ran.err
    assert events(history) == before


def test_restore_when_agreed_keeps_what_was_there(run: Run, history: Path, home: Path) -> None:
    run("backup")
    before = events(history)
    flag(history)
    document = json.loads(run("restore", "latest", "--yes", "--json").out)
    assert events(history) == before
    assert [row["events"] for row in document["lost"]] == [1]
    kept = Path(document["kept"])
    assert len(events(kept)) == len(before) + 1
    assert kept.name in run("restore").out
    assert run("restore", kept.name, "--yes").code == 0
    assert len(events(history)) == len(before) + 1


def test_restore_when_merging_adds_and_loses_nothing(run: Run, history: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    run("backup", str(other))
    added = flag(other)
    mine = flag(history)
    ran = run("restore", str(other), "--merge", "--yes")
    assert "Would be added: 1 event" in ran.out
    assert ran.err == "1 event added\n"
    assert {added.id, mine.id} <= {event.id for event in events(history)}


@pytest.mark.parametrize("name", ["latest", "nothing.db", "../x"])
def test_restore_of_what_is_no_backup_is_told(run: Run, name: str) -> None:
    ran = run("restore", name, "--yes")
    assert ran.code == 2
    assert "hint: alliance-tutor backup" in ran.err


def test_restore_of_another_file_changes_nothing(run: Run, history: Path, tmp_path: Path) -> None:
    before = events(history)
    path = tmp_path / "notes.db"
    path.write_text("my notes")
    assert run("restore", str(path), "--yes").code == 3
    assert run("restore", str(history), "--yes").code == 2
    assert events(history) == before


# A damaged journal


@pytest.mark.parametrize(
    "command", [["due"], ["due", "--json"], ["decks"], ["study", "--plain"], ["--plain"]]
)
def test_damaged_journal_where_nobody_is_asked_ends_with_what_helps(
    run: Run, history: Path, command: list[str]
) -> None:
    history.write_bytes(b"garbage" * 1000)
    before = history.read_bytes()
    ran = run(*command)
    assert ran.code == 3
    assert "alliance-tutor restore" in ran.err
    assert "alliance-tutor doctor --repair" in ran.err
    assert history.read_bytes() == before


def test_damaged_journal_in_line_mode_is_saved_or_a_backup_brought_back(run: Run, history: Path) -> None:
    run("backup")
    every = events(history)
    history.write_bytes(b"garbage" * 1000)
    ran = run("--plain", lines="1\n:quit\n")
    assert ran.code == 0
    assert f"Go on with all that can be saved: {len(every)} events" in ran.out
    assert "Bring back Mon 23 Nov 2026" in ran.out
    assert "What could be saved is your history now." in ran.out
    assert "Alliance Tutor. Monday" in ran.out
    assert {event.id for event in events(history)} == {event.id for event in every}
    assert [path.read_bytes()[:7] for path in history.parent.glob("*.damaged.db")] == [b"garbage"]


def test_damaged_journal_in_line_mode_when_left_is_not_touched(run: Run, history: Path) -> None:
    history.write_bytes(b"garbage" * 1000)
    ran = run("--plain", lines="2\n")
    assert "Quit, and change nothing" in ran.out or "Begin anew" in ran.out
    history.write_bytes(b"garbage" * 1000)
    ran = run("--plain", lines=":quit\n")
    assert ran.code == 3
    assert history.read_bytes() == b"garbage" * 1000


# doctor


def test_doctor_when_all_is_well_says_of_what(run: Run, history: Path) -> None:
    run("backup")
    ran = run("doctor")
    assert ran.code == 0, ran.out
    names = [line.partition(":")[0] for line in ran.out.splitlines()]
    assert names == ["journal", "figures", "numbers", "clock", "decks", "backups", "settings", "index"]
    assert all(": good: " in line for line in ran.out.splitlines()), ran.out
    checks = json.loads(run("doctor", "--json").out)["checks"]
    assert [check["name"] for check in checks] == names
    assert set(checks[0]) == {"name", "state", "told", "hint"}


def test_doctor_when_figures_are_wrong_repairs_them(run: Run, history: Path) -> None:
    with sqlite3.connect(history) as db:
        db.execute("UPDATE standing SET reps = 99")
    db.close()
    found = run("doctor")
    assert found.code == 1
    assert "figures: bad: not as a replay makes them: standing of small/" in found.out
    assert run("doctor", "--repair").code == 0
    assert run("doctor").code == 0


def test_doctor_when_the_journal_is_damaged_saves_what_can_be_read(run: Run, history: Path) -> None:
    for number in range(200):
        flag(history, f"small/{number}")
    every = {event.id for event in events(history)}
    spoil(history, 0.3)
    found = run("doctor")
    assert found.code == 3
    assert "journal: bad: " in found.out
    repaired = run("doctor", "--repair")
    assert "journal: repaired: " in repaired.out
    assert "missing (" in repaired.out or "no number between them is missing" in repaired.out
    left = {event.id for event in events(history)}
    assert len(left) > len(every) // 3
    assert left <= every
    assert run("due").code == 0


def test_doctor_when_nothing_can_be_saved_changes_nothing(run: Run, history: Path, home: Path) -> None:
    for path in home.glob("backups/*"):
        path.unlink()
    history.write_bytes(b"garbage" * 1000)
    assert run("doctor", "--repair").code == 3
    assert history.read_bytes() == b"garbage" * 1000


def test_doctor_names_what_no_deck_has_bad_backups_settings_and_index(
    run: Run, history: Path, home: Path
) -> None:
    flag(history, "gone/card")
    (home / "backups").mkdir(exist_ok=True)
    (home / "backups" / "history-2026-11-01T0900-3.db").write_text("no journal")
    (home / "settings.toml").write_text("new_per_dya = 3\n")
    ran = run("doctor")
    assert ran.code == 1
    assert "decks: note: 1 question with a history in no deck: gone/card" in ran.out
    assert "backups: bad: history-2026-11-01T0900-3.db: " in ran.out
    assert "settings: bad: " in ran.out
    (home / "cache" / "index.db").write_bytes(b"x" * 3000)
    assert "index: bad: " in run("doctor").out
    (home / "cache" / "index.db").write_bytes(b"x" * 3000)
    assert "index: repaired: 1 deck" in run("doctor", "--repair").out


def test_doctor_names_a_synced_folder_that_is_not_there(run: Run, history: Path, home: Path) -> None:
    run("backup")
    (home / "settings.toml").write_text(f'sync_folder = "{home.as_posix()}/stick"\n')
    ran = run("doctor")
    assert ran.code == 0
    assert f"sync: note: the folder {home.as_posix()}/stick is not there" in ran.out
    (home / "stick").mkdir()
    assert "sync: " not in run("doctor").out


def test_doctor_when_there_is_no_history_yet_is_content(run: Run) -> None:
    assert run("doctor").code == 0


# journal --import


def test_export_when_imported_elsewhere_is_identical(run: Run, history: Path, tmp_path: Path) -> None:
    flag(history)
    export = tmp_path / "export.jsonl"
    export.write_text(run("journal", "--json").out, encoding="utf-8")
    other = str(tmp_path / "other")
    ran = run("--home", other, "journal", "--import", str(export))
    assert (ran.code, ran.out) == (0, "")
    assert run("--home", other, "journal", "--json").out == export.read_text(encoding="utf-8")
    assert run("--home", other, "due").out == run("due").out
    with Journal.open(history) as mine, Journal.open(tmp_path / "other" / "history.db") as theirs:
        assert mine.standings() == theirs.standings()
        assert mine.device != theirs.device


def test_export_when_imported_from_stdin_twice_is_there_once(run: Run, history: Path, tmp_path: Path) -> None:
    lines = run("journal", "--json").out
    other = str(tmp_path / "other")
    count = len(events(history))
    assert run("--home", other, "journal", "--import", "-", lines=lines).err == f"{count} events added.\n"
    again = run("--home", other, "journal", "--import", "-", lines=lines)
    assert (again.code, again.err) == (0, f"{count} events: all of them are here already.\n")


def test_export_when_there_is_another_history_is_refused_unless_merged(run: Run, history: Path) -> None:
    lines = run("journal", "--json").out
    changed = lines.replace('"device": "', '"device": "x')
    before = events(history)
    ran = run("journal", "--import", "-", lines=changed)
    assert ran.code == 2
    assert "hint: add --merge" in ran.err
    assert events(history) == before
    assert run("journal", "--import", "-", "--merge", lines=changed).code == 0
    assert len(events(history)) == 2 * len(before)


def test_import_of_a_damaged_line_adds_nothing_and_names_it(run: Run, history: Path, tmp_path: Path) -> None:
    lines = run("journal", "--json").out.splitlines()
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join([lines[0], lines[1][:-5]]), encoding="utf-8")
    other = tmp_path / "other"
    ran = run("--home", str(other), "journal", "--import", str(path))
    assert ran.code == 2
    assert ran.err.startswith(f"error: {path}:2: this line is not JSON\n")
    assert events(other / "history.db") == []
    path.write_bytes(b"\xff\xfe\x00")
    assert run("--home", str(other), "journal", "--import", str(path)).code == 2
    assert run("journal", "--import", str(tmp_path / "none")).code == 2
    assert run("journal", "--merge").code == 2


# forget


def bytes_of(home: Path) -> bytes:
    kept = [path for path in home.rglob("*") if path.is_file() and path.name != "index.db"]
    return b"\n".join(path.read_bytes() for path in kept)


def test_forget_when_agreed_leaves_no_byte_under_the_home(run: Run, history: Path, home: Path) -> None:
    flag(history, "other/card")
    run("backup")
    flag(history)
    run("restore", "latest", "--yes")
    assert b"small/pick" in bytes_of(home)
    ran = run("forget", "small")
    assert ran.code == 2
    assert "This removes your history of small: " in ran.out
    assert b"small/pick" in bytes_of(home)
    ran = run("forget", "small", "--yes")
    assert ran.code == 0
    assert b"small/pick" not in bytes_of(home)
    assert b"small/turn" not in bytes_of(home)
    assert b"other/card" in bytes_of(home)
    assert run("doctor").code == 0


def test_forget_everything_removes_the_backups_too(run: Run, history: Path, home: Path) -> None:
    run("backup")
    count = len(events(history))
    document = json.loads(run("forget", "--everything", "--yes", "--json").out)
    assert document["events"] == count
    assert document["swept"] is True
    assert list((home / "backups").iterdir()) == []
    assert {event.kind for event in events(history)} == {"forgotten"}
    assert b"small/" not in bytes_of(home)


@pytest.mark.parametrize("arguments", [[], ["small", "--everything"], ["smal"]])
def test_forget_of_nothing_or_of_both_is_told(run: Run, arguments: list[str]) -> None:
    ran = run("forget", *arguments, "--yes")
    assert ran.code == 2
    assert "\nhint: " in ran.err


def test_damage_met_in_line_mode_is_mended_and_the_home_opens(run: Run, history: Path) -> None:
    """The file opens, and only the page that home reads is damaged."""
    with sqlite3.connect(history) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'standing'").fetchone()[0]
    db.close()
    data = bytearray(history.read_bytes())
    data[(root - 1) * schema.PAGE : root * schema.PAGE] = b"\xa5" * schema.PAGE
    history.write_bytes(data)
    every = {event.id for event in events(history)}
    ran = run("--plain", lines="1\n:quit\n")
    assert ran.code == 0, ran.err
    assert "no number between them is missing" in ran.out
    assert "Alliance Tutor. Monday" in ran.out
    assert {event.id for event in events(history)} == every


@pytest.mark.parametrize(("typed", "restored"), [("y\n", True), ("\n", False)])
def test_restore_at_a_terminal_asks(
    run: Run, history: Path, typed: str, restored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup")
    before = events(history)
    flag(history)
    monkeypatch.setattr("alliance_tutor.cli.start.at_a_terminal", lambda: True)
    ran = run("restore", "latest", lines=typed)
    assert ran.code == 0
    assert (events(history) == before) is restored
    assert ("Nothing was changed." in ran.err) is not restored


def test_restore_of_a_damaged_history_keeps_it_and_brings_all_of_the_backup(run: Run, history: Path) -> None:
    run("backup")
    count = len(events(history))
    history.write_bytes(b"garbage" * 1000)
    ran = run("restore", "latest", "--yes")
    assert ran.code == 0
    assert f"Would come back: {count} events" in ran.out
    assert ".damaged.db" in ran.err
    assert len(events(history)) == count


def test_forget_when_not_agreed_changes_nothing(
    run: Run, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = events(history)
    monkeypatch.setattr("alliance_tutor.cli.start.at_a_terminal", lambda: True)
    assert run("forget", "small", lines="n\n").err.endswith("Nothing was changed.\n")
    assert events(history) == before


def test_forget_where_a_folder_is_synced_removes_it_there_too(run: Run, history: Path, home: Path) -> None:
    folder = home.parent / "stick"
    folder.mkdir()
    assert run("sync", str(folder)).code == 0
    (home / "settings.toml").write_text(f'sync_folder = "{folder.as_posix()}"\n')
    assert b"small/pick" in bytes_of(folder)
    ran = run("forget", "small", "--yes")
    assert f"This device's copies in {folder.as_posix()} are removed" in ran.err
    assert b"small/pick" not in bytes_of(folder)
    flag(history)
    assert run("sync").code == 0
    for path in folder.glob("*"):
        path.unlink()
    folder.rmdir()
    ran = run("forget", "small", "--yes")
    assert f"The copies in {folder.as_posix()} are removed at the next sync." in ran.err


def test_forget_while_a_reader_holds_the_file_says_what_to_do(
    run: Run, history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliance_tutor.journal.forgetting._WAIT", 0.01)
    reader = sqlite3.connect(history, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchone()
    ran = run("forget", "small", "--yes")
    assert ran.code == 0
    assert "Another window has the history open" in ran.err
    reader.close()


def test_doctor_tells_of_missing_numbers_and_clocks(run: Run, history: Path) -> None:
    from alliance_tutor.memory.studyday import Moment

    with Journal.open(history) as journal:
        journal.append("flagged", {"question": "small/pick"}, Moment(1_899_500_000_000, 0))
        journal.append("flagged", {"question": "small/pick"}, Moment(1_795_500_000_000, 0))
        device = journal.device
    with sqlite3.connect(history) as db:
        db.execute("DELETE FROM event WHERE seq = 1")
    db.close()
    ran = run("doctor", "--repair")
    assert f"numbers: note: events that are not here: {device}-1 to 1\n" in ran.out
    assert "clock: note: 1 event of the future; the clock of " in ran.out
