"""The journal's care by real processes: killed at any moment, and damaged under a learner's hands."""

import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from tests.e2e.program import TUTOR, open_in_terminal, quit_app, run
from tests.e2e.terminal import environment
from tests.journal.keeping import answered, events, made, spoil

from alliance_tutor.journal.store import Journal

ROUNDS = int(os.environ.get("ALLIANCE_TUTOR_KILLS", "6"))
SEED = int(os.environ.get("ALLIANCE_TUTOR_KILL_SEED", "1961"))
ANSWERS = 1500


def killed(home: Path, moment: float, *arguments: str) -> None:
    """A command that dies after so many seconds, if it has not ended by then."""
    process = subprocess.Popen(
        [TUTOR, *arguments],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def took(home: Path, *arguments: str) -> float:
    """How long a command takes here."""
    began = time.perf_counter()
    run(home, *arguments)
    return time.perf_counter() - began


def ids(path: Path) -> set[str]:
    return {event.id for event in events(path)}


def test_kill_9_during_restore_leaves_the_old_or_the_new_history(tmp_path: Path) -> None:
    random, history = Random(SEED), tmp_path / "history.db"
    made(history, ANSWERS)
    assert run(tmp_path, "backup").returncode == 0
    with Journal.open(history) as journal:
        for number in range(50):
            answered(journal, number)
    every = ids(history)
    (copy,) = (tmp_path / "backups").iterdir()
    old = ids(copy)
    span = took(tmp_path, "restore", "latest", "--yes")
    for _ in range(ROUNDS):
        assert ids(history) in (old, every)
        assert any(ids(path) == every for path in tmp_path.glob("history*.db")), "the newest is kept"
        killed(tmp_path, random.uniform(0.2, 1.1) * span, "restore", "latest", "--yes")
    assert ids(history) in (old, every)
    assert run(tmp_path, "doctor").returncode == 0


def test_kill_9_during_forget_leaves_all_or_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    random, history = Random(SEED), tmp_path / "history.db"
    made(history, ANSWERS, "north")
    with Journal.open(history) as journal:
        answered(journal, 1, "south")
    assert run(tmp_path, "backup").returncode == 0
    span = took(tmp_path, "due")
    for _ in range(ROUNDS):
        killed(tmp_path, random.uniform(0.5, 2.5) * span, "forget", "north", "--yes")
        kinds = [event.kind for event in events(history)]
        assert kinds.count("forgotten") in (0, ANSWERS)
        assert kinds.count("reviewed") in (1, ANSWERS + 1)
    assert run(tmp_path, "forget", "north", "--yes").returncode in (0, 2)
    for path in (*tmp_path.glob("*"), *tmp_path.glob("backups/*")):
        if path.is_file():
            assert b"north/" not in path.read_bytes(), path
    assert run(tmp_path, "doctor").returncode == 0


def test_app_when_the_history_is_damaged_offers_what_can_be_saved_and_goes_on(tmp_path: Path) -> None:
    history = tmp_path / "history.db"
    made(history, 300)
    assert run(tmp_path, "backup").returncode == 0
    every = ids(history)
    spoil(history, 1.0)
    before = history.read_bytes()
    assert run(tmp_path, "due", "--json").returncode == 3
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("Go on with all that can be saved: 300 events")
        terminal.send(b"\r")
        terminal.wait_for("Enter study")
        quit_app(terminal)
    assert ids(history) == every
    assert [path.read_bytes() for path in tmp_path.glob("*.damaged.db")] == [before]


@pytest.mark.parametrize("answer", [b"q"])
def test_app_when_the_damaged_history_is_left_ends_with_the_fault(tmp_path: Path, answer: bytes) -> None:
    history = tmp_path / "history.db"
    made(history, 3)
    history.write_bytes(b"garbage" * 1000)
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("Begin anew")
        terminal.send(answer)
        assert terminal.end() == 3, terminal.text
    assert history.read_bytes() == b"garbage" * 1000
