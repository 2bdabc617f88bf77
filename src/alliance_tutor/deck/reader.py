"""Large decks read in a process of their own: `python -m alliance_tutor.deck.reader CACHE`, decks on stdin.

A thread would do the same work, but holds Python's lock: while a deck of 20 MB is parsed beside it, a screen
answers some keys only after half a second. What the process reads it leaves in the index, for all to find.
"""

import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from alliance_tutor.deck import process
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, Origin


def command(cache: Path) -> list[str]:
    """What to run. It ends with 0 when the decks are in the cache file, else with another number."""
    return process.command(__name__, cache)


def to_stdin(files: Sequence[DeckFile]) -> bytes:
    """What that process has to be told."""
    return json.dumps([(str(path), origin, list(map(str, parts))) for path, origin, parts in files]).encode()


def from_stdin() -> list[DeckFile]:
    """The decks that `to_stdin` told of."""
    return [
        DeckFile(Path(path), Origin(origin), tuple(map(Path, parts)))
        for path, origin, parts in json.load(sys.stdin)
    ]


def dot(*_done: object) -> None:
    """Say on stdout that one more is done: whoever waits counts the dots."""
    sys.stdout.write(".")
    sys.stdout.flush()


def main() -> int:
    """Read the decks named on stdin into the index named on the command line; says a dot for each."""
    files = from_stdin()
    index = DeckIndex(Path(sys.argv[1]))
    try:
        index.refresh(files, dot)
        return 0 if index.path else 1
    finally:
        index.close()


if __name__ == "__main__":
    process.give_way()
    gc.disable()  # collecting would take a quarter of a large deck's time
    sys.exit(main())
