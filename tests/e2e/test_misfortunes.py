"""What goes wrong outside the program: folders, disks, files, decks. A message, a code, nothing lost."""

import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.e2e.decks import KINDS, put_kinds, put_numbered, set_limits
from tests.e2e.learner import Learner
from tests.e2e.program import SHOWN, TUTOR, events, open_in_terminal, quit_app, ratings, run
from tests.e2e.terminal import Terminal, environment

_LIMITED = "import os, resource, sys; size = int(sys.argv[1]); \
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); os.execv(sys.argv[2], sys.argv[2:])"


@pytest.mark.parametrize("arguments", [[], ["study"]])
def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with open_in_terminal(tmp_path / "file" / "home", *arguments) as terminal:
        assert terminal.end() == 3
        assert "error: " in terminal.text
        assert "hint: " in terminal.text
        assert "Traceback" not in terminal.text


def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    home = _unwritable(tmp_path)
    with open_in_terminal(home) as terminal:
        assert terminal.end() == 3
        assert "error: " in terminal.text
    due = run(home, "due", "--json")
    assert (due.returncode, due.stderr) == (0, "")


_NEWER = "PRAGMA user_version = 9999"
_ANOTHER = "PRAGMA application_id = 1"


@pytest.mark.parametrize("damage", ["garbage", "truncated", "empty", _NEWER, _ANOTHER])
def test_a_journal_that_is_none_is_told_and_left_alone(tmp_path: Path, damage: str) -> None:
    history = _damaged_journal(tmp_path, damage)
    before = history.read_bytes()
    with open_in_terminal(tmp_path) as terminal:
        if damage in (_NEWER, _ANOTHER):
            terminal.wait_for("error: ")
        else:
            terminal.wait_for("Your history cannot be opened")
            terminal.send(b"q")
        assert terminal.end() == 3
        assert "history.db" in re.sub(r"\s", "", terminal.text)
        assert "Traceback" not in terminal.text
    listed = run(tmp_path, "journal", "--json")
    assert (listed.returncode, listed.stdout) == (3, "")
    assert history.read_bytes() == before


def test_a_journal_that_another_program_holds_is_told(tmp_path: Path) -> None:
    assert run(tmp_path, "study", "--plain").returncode == 0
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_in_terminal(tmp_path) as terminal:
            assert terminal.end() == 3
            assert "error: " in terminal.text
            assert "Traceback" not in terminal.text
    assert events(tmp_path) == []


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    set_limits(tmp_path, 100)
    put_numbered(tmp_path, 60)
    assert run(tmp_path, "due", "--json").returncode == 0
    limited = [sys.executable, "-c", _LIMITED, str(128 * 1024), TUTOR, "study", "numbered"]
    acknowledged = 0
    with Terminal(limited, environment(tmp_path)) as terminal:
        learner = Learner(terminal)
        for number in range(1, 61):
            learner.answer(rf"n{number:04}\?", "1234"[number % 4])
            shown = terminal.wait_for(rf"n{number + 1:04}\?|the disk")
            if f"n{number + 1:04}?" not in shown:
                break
            acknowledged += 1
        assert 0 < acknowledged < 59
        assert f"Answer n{acknowledged + 1:04}." in terminal.text
        quit_app(terminal)
    assert len(ratings(tmp_path)) == acknowledged


def test_a_broken_setting_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("# mine\nnew_per_day = -1\n", encoding="utf-8")
    with open_in_terminal(tmp_path) as terminal:
        assert terminal.end() == 2
        assert "settings.toml:2" in terminal.text.replace("\n", "")


def test_a_deck_of_20_megabytes_opens_and_opens_again(tmp_path: Path) -> None:
    path = put_numbered(tmp_path, 1)
    card = '[[card]]\nid = "c{:06}"\nprompt = "{}"\nanswer = "a"\n'
    size, number = 0, 0
    with path.open("a", encoding="utf-8") as deck:
        while size < 20_000_000:
            number += 1
            size += deck.write(card.format(number, "What is this? " * 140))
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("Numbered", 90)
        terminal.wait_for("Press Enter to begin")
        quit_app(terminal)
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("Press Enter to begin")
        quit_app(terminal)


def test_a_deck_deleted_while_it_is_studied_ends_the_sitting_calmly(tmp_path: Path) -> None:
    path = put_kinds(tmp_path)
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("▌ One of each kind")
        terminal.send("d")
        terminal.wait_for("A basic question")
        path.unlink()
        terminal.send("\r")
        terminal.wait_for(SHOWN)
        terminal.send("4")
        terminal.wait_until(lambda shown: "A basic question" not in shown, "next screen")
        terminal.send("q")
        terminal.wait_for("Summary")
        quit_app(terminal)
        assert b"Traceback" not in terminal.written
    assert ratings(tmp_path) == [("kinds/basic", "easy")]


@pytest.mark.parametrize("text", [KINDS.replace("A gap stands", "A hole stands"), KINDS + "\n[[card]\n"])
def test_a_deck_changed_while_it_is_studied_goes_on(tmp_path: Path, text: str) -> None:
    path = put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds") as terminal:
        terminal.wait_for("A basic question")
        path.write_text(text, encoding="utf-8")
        terminal.send("\r")
        terminal.wait_for(SHOWN)
        terminal.send("4")
        terminal.wait_for(r"A (gap|hole) stands")
        quit_app(terminal)
    assert ratings(tmp_path) == [("kinds/basic", "easy")]


def test_a_broken_deck_is_listed_and_the_others_work(tmp_path: Path) -> None:
    put_kinds(tmp_path).write_text(KINDS + "\n[[card]\n", encoding="utf-8")
    with open_in_terminal(tmp_path) as terminal:
        home = terminal.wait_for("Press Enter to begin")
        assert "does not load" in home
        assert "History" in home
        quit_app(terminal)


def _unwritable(folder: Path) -> Path:
    """A home that this user may not write to: root may write to every folder, but not to /proc."""
    if os.geteuid() == 0:
        return Path("/proc/alliance-tutor")
    folder.chmod(0o500)
    return folder


def _damaged_journal(home: Path, damage: str) -> Path:
    history = home / "history.db"
    if damage == "garbage":
        history.write_bytes(b"this was never a journal\n" * 200)
        return history
    assert run(home, "study", "--plain").returncode == 0
    if damage == "empty":
        os.truncate(history, 0)
    elif damage == "truncated":
        os.truncate(history, history.stat().st_size // 2)
    else:
        with closing(sqlite3.connect(history, isolation_level=None)) as db:
            db.execute(damage)
    return history
