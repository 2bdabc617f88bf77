"""Syncs measured: `python -m tests.bench.syncing HOME`, where HOME is a data directory; it is not written to.

The first sync of a device that has all the events and of one that has none, and a later one of 100 events,
each without the start of a process.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync import sync
from alliance_tutor.memory.studyday import Moment, day_text

LATER = 100  # events of a later sync
DAY = 760_000  # after all that generated journals hold
AT = 1_900_000_000_000


class Syncs(NamedTuple):
    """Seconds of each sync."""

    first_sent: float
    first_received: float
    later_sent: float
    later_received: float
    nothing_new: float


def measure(home: Path) -> Syncs:
    """The syncs of a copy of a journal with a device that is new."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        folder, copy = root / "carried", root / "one"
        folder.mkdir()
        copy.mkdir()
        shutil.copy(home / "history.db", copy)
        with Journal.open(copy / "history.db") as one, Journal.open(root / "other" / "history.db") as other:
            first_sent, first_received = _timed(one, folder), _timed(other, folder)
            for number in range(LATER):
                body = {"question": f"sync/{number}", "rating": 3, "study_day": day_text(DAY), "ms": 900}
                one.append("reviewed", body, Moment(AT + number * 1000, 0))
            later_sent, later_received = _timed(one, folder), _timed(other, folder)
            return Syncs(first_sent, first_received, later_sent, later_received, _timed(one, folder))


def _timed(journal: Journal, folder: Path) -> float:
    started = perf_counter()
    sync(journal, folder)
    return perf_counter() - started


if __name__ == "__main__":
    for name, seconds in measure(Path(sys.argv[1]))._asdict().items():
        print(f"{name.replace('_', ' '):<16}{seconds:>10.3f} s")
