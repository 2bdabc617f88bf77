"""`sync`, and the sync of line mode when it opens and closes."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, put

from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "carried").mkdir()
    return tmp_path / "carried"


def answer(home: Path, count: int) -> str:
    """Put answers into a journal; its device."""
    with Journal.open(home / "history.db") as journal:
        for second in range(count):
            body = {"question": "small/pick", "rating": 3, "study_day": "2026-11-23", "ms": 1}
            journal.append("reviewed", body, Moment(1_795_000_000_000 + second, 60))
        return journal.device


def test_sync_when_another_device_was_there_says_what_came_and_went(
    run: Run, home: Path, tmp_path: Path, folder: Path
) -> None:
    one, other = answer(home, 3), answer(tmp_path / "other", 2)
    ran = run("sync", str(folder))
    assert (ran.code, ran.out) == (0, f"3 events sent, 0 received\n{one} (this device): 3 sent, 0 received\n")
    assert ran.err == f"{folder} is remembered; the app syncs with it when it opens and closes\n"
    assert run("--home", str(tmp_path / "other"), "sync", str(folder), "--once").code == 0
    ran = run("sync", "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert set(told) == {
        *("folder", "device", "sent", "received", "devices", "damaged", "newer", "unread"),
        *("conflicts", "unsent", "renamed", "decks"),
    }
    assert (told["device"], told["sent"], told["received"], told["renamed"]) == (one, 0, 2, None)
    assert {"device": other, "sent": 0, "received": 2} in told["devices"]
    ran = run("--home", str(tmp_path / "other"), "sync")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: no folder is remembered yet")


@pytest.mark.parametrize(
    ("wrong", "said"), [("nowhere", "there is no such folder"), ("~nobody-at-all/x", "no such home folder")]
)
def test_sync_when_there_is_no_folder_says_so_and_remembers_nothing(
    run: Run, home: Path, wrong: str, said: str
) -> None:
    ran = run("sync", wrong)
    assert ran.code == 2
    assert said in ran.err
    assert "hint: " in ran.err
    assert not (home / "settings.toml").exists()


def test_sync_when_lines_are_damaged_names_them_and_exits_1(run: Run, home: Path, folder: Path) -> None:
    (folder / "farfarfa-1.jsonl").write_text('{"id":"farfarfa-1"}\n\nnonsense\x1b[0m\n')
    ran = run("sync", str(folder))
    assert ran.code == 1
    assert "farfarfa-1.jsonl: lines 1, 3 are damaged" in ran.err
    (folder / "farfarfa-1.jsonl").write_text("what\n")
    assert "farfarfa-1.jsonl: line 1 is damaged" in run("sync").err
    assert json.loads(run("sync", "--json").out)["damaged"] == [{"file": "farfarfa-1.jsonl", "lines": [1]}]


def test_sync_with_decks_carries_them_until_told_not_to(
    run: Run, home: Path, tmp_path: Path, folder: Path
) -> None:
    path = put(home, "mine.toml", 'deck = {id = "mine", title = "Mine"}\n')
    ran = run("sync", str(folder), "--decks")
    assert "decks/mine.toml: sent\n" in ran.out
    assert (folder / "decks" / "mine.toml").read_bytes() == path.read_bytes()
    other = tmp_path / "other"
    assert "decks/mine.toml: received\n" in run("--home", str(other), "sync", str(folder), "--decks").out
    assert (other / "decks" / "mine.toml").exists()
    put(home, "more.toml", "[deck]\n")
    assert "more.toml" in run("sync").out
    put(home, "third.toml", "[deck]\n")
    assert "third.toml" not in run("sync", "--no-decks").out
    assert "third.toml" not in run("sync").out


def test_line_mode_syncs_when_it_opens_and_when_it_closes(
    run: Run, home: Path, tmp_path: Path, folder: Path
) -> None:
    run("sync", str(folder))
    other = tmp_path / "other"
    device = answer(other, 12)
    run("--home", str(other), "sync", str(folder), "--once")
    ran = run("--plain", lines="")
    assert "Synced 12 answers from another device." in ran.out
    ran = run("study", "small", "--plain", lines="\n3\n:quit\n")
    assert "Synced" not in ran.out
    with Journal.open(home / "history.db") as journal:
        assert device in journal.state()
        own = journal.device
    assert (folder / f"{own}-1.jsonl").exists()


def test_line_mode_when_the_folder_is_gone_says_so_in_one_line(run: Run, folder: Path) -> None:
    run("sync", str(folder))
    folder.rmdir()
    ran = run("--plain", lines="")
    assert ran.code == 0
    assert ran.out.startswith("Not synced with carried: there is no such folder.\n")
