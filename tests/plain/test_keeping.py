"""Backups in line mode's home."""

from pathlib import Path

from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain import home
from alliance_tutor.plain.talk import EndOfInput

BACKUPS = Pick("Backups of your history")


def at_home(desk: Desk, *lines: Line) -> str:
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def flag(desk: Desk, number: int) -> None:
    desk.record(Kind.FLAGGED, {"question": f"small/{number}"})


def flagged(desk: Desk) -> set[str]:
    return set(desk.journal.standings())


def test_backup_when_asked_for_is_made_and_listed(desk: Desk) -> None:
    flag(desk, 1)
    said = at_home(desk, BACKUPS, Pick("Make a backup now"), Pick("Make a backup now"), "1", ":quit")
    assert "There is none yet." in said
    assert "1 event in " in said
    assert "The latest backup has everything." in said
    assert "3. Mon 23 Nov 2026 19:00, 1 event, " in said


def test_backup_when_brought_back_is_the_history_at_once(desk: Desk) -> None:
    flag(desk, 1)
    desk.keeping.back_up()
    flag(desk, 2)
    said = at_home(desk, BACKUPS, Pick("Mon 23 Nov"), Pick("Bring it back"), "1", ":quit")
    assert "Would be lost: 1 event, 0 answers of them." in said
    assert "The backup is your history now. What was there is kept: " in said
    assert flagged(desk) == {"small/1"}
    flag(desk, 3)
    assert flagged(desk) == {"small/1", "small/3"}


def test_backup_when_left_changes_nothing(desk: Desk) -> None:
    flag(desk, 1)
    desk.keeping.back_up()
    flag(desk, 2)
    at_home(desk, BACKUPS, Pick("Mon 23 Nov"), "1", "1", ":quit")
    assert flagged(desk) == {"small/1", "small/2"}


def test_backup_when_merged_adds_what_only_it_has(desk: Desk) -> None:
    flag(desk, 1)
    desk.keeping.back_up()
    desk.keeping.restore(desk.keeping.backups()[0].path)
    desk.reopen()
    flag(desk, 2)
    desk.keeping.back_up()
    kept = next(copy.path for copy in desk.keeping.copies() if copy.replaced)
    desk.keeping.restore(kept)
    desk.reopen()
    said = at_home(desk, BACKUPS, Pick("Mon 23 Nov 2026 19:00, 2"), Pick("Add what only"), "1", ":quit")
    assert "Would come back: 1 event" in said
    assert "1 event added." in said
    assert flagged(desk) == {"small/1", "small/2"}


def test_damaged_backup_when_chosen_is_told_and_the_list_comes_again(desk: Desk, tmp_path: Path) -> None:
    flag(desk, 1)
    made = desk.keeping.back_up()
    assert made
    made.path.write_bytes(b"garbage" * 1000)
    said = at_home(desk, BACKUPS, Pick("Mon 23 Nov"), "1", ":quit")
    assert "error: " in said
    assert said.count("Make a backup now") == 2
