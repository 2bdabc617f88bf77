"""Work done aside: in another process, so that no key waits for it. Large decks are read so."""

import asyncio
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING

from alliance_tutor.deck import look, reader
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.text import harmless

if TYPE_CHECKING:
    from alliance_tutor.desk.checking import Checking

SMALL = 100_000
"""Bytes up to which decks are read in place: a megabyte takes half a second, and no key may wait 0.1 s."""
BREATH = 0.02
"""Seconds in which a key that waits is handled."""


def is_large(files: Sequence[DeckFile]) -> bool:
    """Whether reading these decks in place would be felt."""
    return sum(look.size(file.parts) for file in files) > SMALL


def under_way(files: Sequence[DeckFile]) -> str:
    """What a screen says while decks are read."""
    megabytes = sum(look.size(file.parts) for file in files) / 1_000_000
    return f"Reading {_names(files)} ({megabytes:.{0 if megabytes >= 1 else 1}f} MB) …"


def done(files: Sequence[DeckFile]) -> str:
    """What a screen says when decks have been read."""
    return f"{_names(files)} {'has' if len(files) == 1 else 'have'} been read."


async def read(index: DeckIndex, files: Sequence[DeckFile]) -> bool:
    """Have decks read into the index's file by another process, which ends when this is cancelled.

    Whether that can be done: not where no process starts, the file cannot be written, or another version
    of the program was installed meanwhile, whose rows this one does not take.
    """
    before, cache = _looks(files), index.path
    read = cache is not None and await ran(reader.command(cache), reader.to_stdin(files))
    return read and (not index.changed(files) or _looks(files) != before)


async def check(checking: "Checking", today: date) -> tuple[Finding, ...]:
    """What `check` finds in all decks, worked out by another process where one starts.

    Raises UsageError where a deck that was named has gone.
    """
    from alliance_tutor.deck.lint import checker

    known = checking.known(today)
    if known is not None:
        return known
    files = checking.files()
    with TemporaryDirectory() as folder:
        told = Path(folder) / "findings.json"
        done = await ran(checker.command(today, told), reader.to_stdin(files))
        found = checker.read(told) if done else checker.in_place(files, today)
    checking.keep(found, today)
    return found


async def ran(command: Sequence[str], stdin: bytes) -> bool:
    """Whether a process could be started and ended well; it ends when this is cancelled."""
    try:
        with TemporaryFile() as told:
            told.write(stdin)
            told.seek(0)
            process = subprocess.Popen(command, stdin=told, stdout=DEVNULL, stderr=DEVNULL)
    except OSError:
        return False
    try:
        # asyncio's own processes are still open when the loop closes that was told to stop, and complain.
        while process.poll() is None:
            await asyncio.sleep(BREATH)
    finally:
        process.kill()
        process.wait()
    return process.returncode == 0


def _looks(files: Sequence[DeckFile]) -> list[str]:
    return [look.stats(file.parts)[0] for file in files]


def _names(files: Sequence[DeckFile]) -> str:
    return harmless(files[0].path.name) if len(files) == 1 else f"{len(files)} decks"
