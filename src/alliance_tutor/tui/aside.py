"""Work done aside: in another process, so that no key waits for it. Large decks are read so."""

import asyncio
import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING

from alliance_tutor.deck import look, reader
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.index_file import FAILURES
from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.text import harmless

if TYPE_CHECKING:
    from alliance_tutor.desk.checking import Checking

SMALL = 100_000
"""Bytes up to which decks are read in place: a megabyte takes half a second, and no key may wait 0.1 s."""
MANY = 2_000_000
"""Bytes of decks up to which a start reads them before it shows anything: a second."""
TELLING = 0.5  # seconds between two words on how far the reading is
PROCESSES = 2  # that read decks: more would write to the index in turn, and leave no processor to the screen
BREATH = 0.02
"""Seconds in which a key that waits is handled."""


Told = Callable[[int], None]
"""Is told now and then how many decks are done."""


def untold(_done: int) -> None:
    """Where nobody waits to be told."""


def is_large(files: Sequence[DeckFile]) -> bool:
    """Whether reading these decks in place would be felt."""
    return sum(look.size(file.parts) for file in files) > SMALL


def are_many(files: Sequence[DeckFile]) -> bool:
    """Whether a start that reads these decks first would keep the screen dark for more than a second."""
    return sum(look.size(file.parts) for file in files) > MANY


def under_way(files: Sequence[DeckFile], done: int = 0) -> str:
    """What a screen says while decks are read, of which some are done."""
    megabytes = sum(look.size(file.parts) for file in files) / 1_000_000
    far = f": {done} done" if done and len(files) > 1 else ""
    return f"Reading {_names(files)} ({megabytes:.{0 if megabytes >= 1 else 1}f} MB){far} …"


def done(files: Sequence[DeckFile]) -> str:
    """What a screen says when decks have been read."""
    return f"{_names(files)} {'has' if len(files) == 1 else 'have'} been read."


async def read(index: DeckIndex, files: Sequence[DeckFile], told: Told = untold) -> bool:
    """Have decks read into the index's file by other processes, which end when this is cancelled.

    `told` is told now and then how many have been. Whether it can be done: not where no process starts, the
    file cannot be written, or another version of the program was installed meanwhile, whose rows this one
    does not take.
    """
    before, cache = _looks(files), index.path
    if cache is None:
        return False
    done = await _counted([(reader.command(cache), part) for part in _shared_out(files)], told)
    return done and (not index.changed(files) or _looks(files) != before)


async def read_by_thread(index: DeckIndex, files: Sequence[DeckFile], told: Told = untold) -> bool:
    """As `read`, by a thread of this process, where no other does it: keys are slower meanwhile.

    The thread ends with the program, whether it is done or not.
    """
    cache = index.path
    if cache is None:
        return False
    before, read = _looks(files), list[Path]()

    def work() -> None:
        with suppress(*FAILURES, OSError), closing(DeckIndex(cache)) as own:
            own.refresh(files, lambda path, _size: read.append(path))

    thread = Thread(target=work, name="decks", daemon=True)
    thread.start()
    while thread.is_alive():
        told(max(0, len(read) - 1))  # it is told of a deck before it reads it
        await asyncio.sleep(BREATH)
    return not index.changed(files) or _looks(files) != before


async def check(checking: "Checking", today: date, told: Told = untold) -> tuple[Finding, ...]:
    """What `check` finds in all decks, worked out by another process where one starts.

    `told` is told now and then how many have been looked at. Raises UsageError where a deck that was named
    has gone.
    """
    from alliance_tutor.deck.lint import checker

    known = checking.known(today)
    if known is not None:
        return known
    files = checking.files()
    with TemporaryDirectory() as folder:
        findings = Path(folder) / "findings.json"
        done = await _counted([(checker.command(today, findings), files)], told)
        found = checker.read(findings) if done else checker.in_place(files, today)
    checking.keep(found, today)
    return found


async def ran(command: Sequence[str], stdin: bytes, stdout: int | IO[bytes] = DEVNULL) -> bool:
    """Whether a process could be started and ended well; it ends when this is cancelled."""
    try:
        with TemporaryFile() as told:
            told.write(stdin)
            told.seek(0)
            process = subprocess.Popen(command, stdin=told, stdout=stdout, stderr=DEVNULL)
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


async def _counted(jobs: Sequence[tuple[Sequence[str], Sequence[DeckFile]]], told: Told) -> bool:
    """Whether all these commands, each told of its decks, ended well; they say a dot for each deck."""
    with TemporaryFile() as dots:
        work = asyncio.gather(*(ran(command, reader.to_stdin(files), dots) for command, files in jobs))
        try:
            while not (await asyncio.wait([work], timeout=TELLING))[0]:
                told(os.fstat(dots.fileno()).st_size)
        finally:
            work.cancel()
            await asyncio.wait([work])
    return all(work.result())


def _shared_out(files: Sequence[DeckFile]) -> list[Sequence[DeckFile]]:
    """The decks of each process, of about the same number."""
    return [part for part in (files[n::PROCESSES] for n in range(PROCESSES)) if part]


def _looks(files: Sequence[DeckFile]) -> list[str]:
    return [look.stats(file.parts)[0] for file in files]


def _names(files: Sequence[DeckFile]) -> str:
    return harmless(files[0].path.name) if len(files) == 1 else f"{len(files)} decks"
