"""What is waited for, by size of decks and history.

`python -m tests.bench.sizes [QUESTIONS EVENTS [ROUNDS]]` prints the table at that size (100,000 and 1,000,000
by default) and at half of it, so that it shows what grows. `python -m tests.bench.sizes make DIR QUESTIONS
EVENTS` only makes a data directory of a size. Nothing is asserted: other programs on the machine decide too
much.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.sizes.made import MADE, make
from tests.bench.sizes.table import Row, Sizes, rows

KEPT = Path(tempfile.gettempdir()) / "alliance-tutor-sizes"  # a million events take half a minute to make


def main(questions: int, events: int, rounds: int) -> None:
    """Print the table at half the size and at the whole."""
    _print(Row("what", "budget", "measured", "ours", "beside"))
    for share in (2, 1):
        count = f"{questions // share:,} questions, {events // share:,} events"
        print(f"\n{count}, {rounds} rounds in turn")
        with tempfile.TemporaryDirectory() as folder:
            home = _copy(questions // share, events // share, Path(folder) / "home")
            small = _copy(100, 1000, Path(folder) / "small")
            for row in rows(Sizes(home, small, events // share, rounds)):
                _print(row)


def _copy(questions: int, events: int, home: Path) -> Path:
    """A copy, to be written to, of a data directory that is made where it is not there yet."""
    made = make(KEPT / f"{questions}-{events}", questions, events)
    return Path(shutil.copytree(made, home, ignore=shutil.ignore_patterns(MADE)))


def _print(row: Row) -> None:
    what, budget, measured, ours, beside = row
    print(f"{what:<64}{budget:>9}{measured:>11}{ours:>12}{beside:>12}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, questions, events]:
            make(Path(folder), int(questions), int(events))
        case []:
            main(100_000, 1_000_000, 7)
        case [questions, events, *rounds]:
            main(int(questions), int(events), int(rounds[0]) if rounds else 7)
        case _:
            sys.exit(__doc__)
