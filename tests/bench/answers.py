"""Measuring one answer on disk beside a bare `fdatasync`; run by itself, it only records answers.

Both write to a growing file, as a journal's -wal is until its first checkpoint.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from io import FileIO
from pathlib import Path
from time import perf_counter, time_ns

from tests.bench import figures
from tests.bench.figures import Compared

from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import Moment, day_text

PAGE = b"a" * 4096
_DAY = 740_000


def compare(folder: Path, answers: int) -> Compared:
    """An answer appended to a journal and 4 KiB written and synchronised, in turn, on the same disk."""
    answer, close = _answerer(folder / "history.db")
    with (folder / "bare").open("wb", buffering=0) as file:
        compared = figures.compare(partial(_timed, answer), partial(_timed, partial(_bare, file)), answers)
    close()
    return compared


def _answerer(path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    journal = Journal.open(path)
    numbers = iter(range(1_000_000))

    def answer() -> None:
        number = next(numbers)
        body = {
            "question": f"history/card-{number % 300}",
            "rating": int(Rating.GOOD),
            "study_day": day_text(_DAY + number // 300),
            "ms": 4200,
            "hash": "k3f9a2qd",
            "credit": 1.0,
            "response": "6 july 1961",
        }
        journal.append(Kind.REVIEWED, body, Moment(time_ns() // 1_000_000, 60))

    return answer, journal.close


def _bare(file: FileIO) -> None:
    file.write(PAGE)
    os.fdatasync(file.fileno())


def _timed(act: Callable[[], None]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


if __name__ == "__main__":
    write, end = _answerer(Path(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        write()
    end()
