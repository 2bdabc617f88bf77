"""Measuring one answer on disk beside a bare `fdatasync`: run alone, it writes answers (for strace)."""

import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, time_ns

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
    file = os.open(folder / "bare", os.O_RDWR | os.O_CREAT)
    os.pwrite(file, PAGE, 0)
    os.fsync(file)
    pairs = [(_timed(answer), _timed(lambda: _bare(file))) for _ in range(answers)]
    os.close(file)
    close()
    ours, bare = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return Compared(ours, bare, ours / bare)


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


def _bare(file: int) -> None:
    os.pwrite(file, PAGE, 0)
    os.fdatasync(file)


def _timed(act: Callable[[], None]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


if __name__ == "__main__":
    write, end = _answerer(Path(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        write()
    end()
