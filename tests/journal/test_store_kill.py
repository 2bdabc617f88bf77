"""kill -9 at any moment loses nothing that was acknowledged."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from tests.journal.caches import folded

from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal

WRITER = """
import sys
from pathlib import Path
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text
with Journal.open(Path(sys.argv[1])) as journal:
    for number in range(10**6):
        question = f"h/{number % 7}"
        body = {"question": question, "rating": 1 + number % 4, "study_day": day_text(739_943 + number // 9)}
        seen = journal.standing(question).event
        event = journal.append("reviewed", body, Moment(number * 1000, 0), expect=seen)
        print(event.seq, flush=True)
"""


@pytest.mark.parametrize("seed", range(4) if sys.platform != "win32" else [])
def test_kill_loses_no_acknowledged_answer(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "history.db"
    moments, acknowledged = random.Random(seed), 0
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            for _ in range(moments.randrange(1, 60)):
                acknowledged = int(writer.stdout.readline())
            writer.kill()
            # A line cut short by the kill was not acknowledged; a whole one was.
            whole = [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
            acknowledged = int(whole[-1]) if whole else acknowledged
        with Journal.open(path) as journal:
            events = list(journal.events())
            assert sorted(event.seq for event in events) == list(range(1, len(events) + 1))
            assert len(events) in (acknowledged, acknowledged + 1)
            assert folded(journal) == fold(events)
            acknowledged = len(events)
