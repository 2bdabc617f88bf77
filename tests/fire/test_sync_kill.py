"""Syncs that are killed at random moments, and several at once: nothing is lost, doubled or taken for damage.

More rounds, or other moments: `ALLIANCE_TUTOR_KILLS=100 ALLIANCE_TUTOR_KILL_SEED=7`.
"""

import json
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from tests.e2e.program import TUTOR, run
from tests.e2e.terminal import WAIT, environment

from alliance_tutor.journal.events import Event
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal

ROUNDS = int(os.environ.get("ALLIANCE_TUTOR_KILLS", "8"))
SEED = int(os.environ.get("ALLIANCE_TUTOR_KILL_SEED", "0"))
EACH = 400  # events a round: enough for kills to meet files half written


def fill(home: Path, number: int) -> None:
    """Answers by the way of another device's, which is quicker than one by one."""
    name = "abcdefgh"[: number % 8].ljust(8, "z")
    with Journal.open(home / "history.db") as journal:
        start = journal.state().get(name, 0)
        bodies = (
            {"question": f"d/{n % 50}", "rating": 3, "study_day": "2026-11-23", "ms": n} for n in range(EACH)
        )
        journal.merge(
            Event(name, start + n, 1_795_000_000_000 + (start + n) * 1000, 0, "reviewed", body)
            for n, body in enumerate(bodies, start=1)
        )


def begin(home: Path, folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [TUTOR, "sync", str(folder)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does")
def test_syncs_that_are_killed_lose_and_double_nothing(tmp_path: Path) -> None:
    random, folder = Random(SEED), tmp_path / "carried"
    folder.mkdir()
    homes = [tmp_path / "one", tmp_path / "other"]
    began = time.perf_counter()
    run(homes[0], "sync", str(folder))
    takes = time.perf_counter() - began
    for number in range(ROUNDS):
        for which, home in enumerate(homes):
            fill(home, 2 * number + which)
            syncs = [begin(home, folder) for _ in range(random.randint(1, 2))]
            with suppress(subprocess.TimeoutExpired):
                syncs[0].wait(random.random() * 1.5 * takes)
            for sync in syncs:
                sync.kill()
                sync.wait(WAIT)
    for home in homes * 2:
        ended = run(home, "sync", str(folder), "--json")
        assert ended.returncode == 0, ended.stderr
    assert (json.loads(ended.stdout)["sent"], json.loads(ended.stdout)["received"]) == (0, 0)
    known = []
    for home in homes:
        with Journal.open(home / "history.db", write=False) as journal:
            events = list(journal.events())
            assert journal.standings() == fold(events).standings
            known.append(events)
    assert known[0] == known[1]
    assert len({event.id for event in known[0]}) == 2 * ROUNDS * EACH
