"""The files of a folder that carries events: found by their names, read from where they were left, written.

A device writes files of its own only, `<device>-<number>.jsonl`, and only at their ends; whole they are
written anew where lines in them were damaged or have been forgotten. A copy that a carrying tool made of one
keeps its name within the new one, whatever is put around it.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from alliance_tutor.errors import SyncError
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.sync_lines import (
    FORMAT,
    LONGEST,
    Header,
    event_line,
    header_line,
    is_blank,
    read_line,
)

CHUNK = 1_000_000  # bytes after which the next file is begun: a carrying tool sends a changed one whole
_NAME = re.compile(r"(?<![a-z2-7])([a-z2-7]{8})-(\d{1,6})(?!\d)")
_BEFORE = 4096  # bytes before the place where reading goes on, by which the file is known again


@dataclass(frozen=True, slots=True)
class Mark:
    """What is remembered of a file that was read: its size, its time, how far it was read.

    `seal` is the check sum of the bytes before that place.
    """

    size: int
    time: int
    read: int
    seal: int


@dataclass(slots=True)
class Reading:
    """A file of the folder, and what was found in it so far.

    `damaged` are the numbers of lines that are not as they were written. `fault` says why the file, or the
    rest of it, could not be read; `newer` that a newer program wrote it.
    """

    path: Path
    mark: Mark
    damaged: list[int] = field(default_factory=list)
    fault: str = ""
    newer: bool = False

    @property
    def complete(self) -> bool:
        """Whether all lines that are there were read, and were whole."""
        return not (self.damaged or self.fault or self.newer)


def is_carrier(name: str) -> bool:
    """Whether a file of that name may hold events: `k3f9a2qd-1.jsonl`, or a copy that a tool made of it.

    Such are `k3f9a2qd-1.sync-conflict-20261123-120000-ABCDEFG.jsonl`, `k3f9a2qd-1 (1).jsonl` and
    `k3f9a2qd-1.jsonl.orig`; a tool's half of a file begins with a dot or a tilde.
    """
    name = name.lower()
    return not name.startswith((".", "~")) and ".jsonl" in name and _NAME.search(name) is not None


def writer(name: str) -> str:
    """The device whose file it is, or is a copy of."""
    found = _NAME.search(name.lower())
    return found[1] if found else ""


def files(folder: Path) -> tuple[dict[str, os.stat_result], list[str]]:
    """The files that may hold events with their stat, by name in order; and names of what is no file.

    Raises SyncError where the folder cannot be listed.
    """
    found, strange = {}, []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not is_carrier(entry.name):
                    continue
                try:
                    status = (folder / entry.name).lstat()  # on Windows an entry's own has no inode
                except FileNotFoundError:
                    continue  # a carrying tool took it away meanwhile
                if stat.S_ISREG(status.st_mode):
                    found[entry.name] = status
                else:
                    strange.append(entry.name)
    except OSError as fault:
        raise cannot_read(folder, fault) from fault
    return dict(sorted(found.items())), sorted(strange)


def is_known(folder: Path, name: str, mark: Mark, status: os.stat_result) -> bool:
    """Whether a file still begins with what was read of it."""
    if (status.st_size, status.st_mtime_ns) == (mark.size, mark.time):
        return True
    if status.st_size < mark.read or not mark.read:
        return False
    try:
        with _opened(folder / name) as file:
            return _seal(file, mark.read) == mark.seal
    except OSError:
        return False


def read(path: Path, status: os.stat_result, start: int) -> tuple[Reading, Iterator[Event]]:
    """The events of a file from byte `start` on, and what becomes of reading them.

    A last line without an end is left for later: it is still on its way. Where a line is damaged, the file is
    read again from its beginning, so that the numbers of such lines are right.
    """
    reading = Reading(path, Mark(status.st_size, status.st_mtime_ns, start, 0))
    return reading, _events(reading, start)


def append(folder: Path, device: str, events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """Writes events at the end of the device's latest file, and goes on in further ones.

    Returns from where to where each file was written. On return all is on the disk; after a fault nothing is
    left of it in the file where it happened. Raises SyncError.
    """
    lines = map(event_line, events)
    line = next(lines, None)
    number = max((number for number, _ in _own(folder, device)), default=1)
    written = {}
    while line is not None:
        path = folder / f"{device}-{number}.jsonl"
        number += 1
        try:
            end = _end(path)
            if end is None or end >= CHUNK:
                continue
            data = bytearray(b"" if end else header_line(device))
            while line is not None and end + len(data) < CHUNK:
                data += line
                line = next(lines, None)
            _append(path, end, data)
        except OSError as fault:
            raise cannot_write(folder, fault) from fault
        written[path.name] = end, end + len(data)
    return written


def rewrite(path: Path, device: str, events: Iterable[Event]) -> None:
    """Puts a file of the device's own in the place of one, whole at every moment. Raises SyncError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with draft.open("wb") as file:
                file.write(header_line(device))
                file.writelines(map(event_line, events))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            _settle(path.parent)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise cannot_write(path.parent, fault) from fault


def mark_of(path: Path, read: int) -> Mark | None:
    """The mark of a file as it is now, read up to there, or to its end; None if it cannot be opened."""
    try:
        with _opened(path) as file:
            status = os.fstat(file.fileno())
            read = status.st_size if read < 0 else read
            return Mark(status.st_size, status.st_mtime_ns, read, _seal(file, read))
    except OSError:
        return None


def cannot_read(folder: Path, fault: OSError) -> SyncError:
    """What to say of a folder that cannot be read."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        hint = "make the folder, plug in the stick or start the program that carries it, and try again"
        return SyncError("there is no such folder", hint=hint, path=folder)
    return SyncError(f"cannot be read: {fault.strerror or fault}", hint="look at its rights", path=folder)


def cannot_write(folder: Path, fault: OSError) -> SyncError:
    """What to say of a folder that cannot be written."""
    hint = "look at its rights and the free space, and try again; your history is not touched"
    return SyncError(f"cannot be written: {fault.strerror or fault}", hint=hint, path=folder)


def _events(reading: Reading, start: int) -> Iterator[Event]:
    try:
        with _opened(reading.path) as file:
            file.seek(start)
            yield from _lines(reading, file, start)
            if reading.damaged and start:
                reading.damaged.clear()
                file.seek(0)
                yield from _lines(reading, file, 0)
            end = reading.mark.read
            reading.mark = Mark(reading.mark.size, reading.mark.time, end, _seal(file, end))
    except OSError as fault:
        reading.fault = fault.strerror or str(fault)


def _lines(reading: Reading, file: BinaryIO, start: int) -> Iterator[Event]:
    """The events of the lines from here on; `reading` is told of all else."""
    end, number = start, 0
    while line := file.readline(LONGEST):
        number += 1
        length, whole = len(line), line.endswith(b"\n")
        while not whole and (rest := file.readline(LONGEST)):  # longer than a line can be
            length, whole, line = length + len(rest), rest.endswith(b"\n"), b"too long"
        if not whole:
            break
        end += length
        found = None if is_blank(line) else read_line(line)
        if isinstance(found, Event):
            yield found
        elif isinstance(found, Header):
            if found.format > FORMAT:
                reading.newer = True
                break
        elif not is_blank(line):
            reading.damaged.append(number)
    reading.mark = Mark(reading.mark.size, reading.mark.time, end, 0)


def _own(folder: Path, device: str) -> Iterator[tuple[int, Path]]:
    """The device's files that are no copies, by number."""
    name = re.compile(rf"{re.escape(device)}-([1-9]\d{{0,5}})\.jsonl")
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as fault:
        raise cannot_read(folder, fault) from fault
    for found in filter(None, map(name.fullmatch, names)):
        yield int(found[1]), folder / found[0]


def _end(path: Path) -> int | None:
    """The bytes of the lines that are complete; what follows them, left by a crash, is cut off.

    None where something else than a file has the name.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
    except FileNotFoundError:
        return 0
    with path.open("r+b") as file:
        size = end = file.seek(0, os.SEEK_END)
        line_end = -1
        while end and line_end < 0:
            start = max(0, end - 65_536)
            file.seek(start)
            line_end = file.read(end - start).rfind(b"\n")
            end = start + line_end + 1
        if end < size:
            file.truncate(end)
        return end


def _append(path: Path, end: int, data: bytes | bytearray) -> None:
    with path.open("ab", buffering=0) as file:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):  # where even that fails, the next sync does it
                os.ftruncate(file.fileno(), end)
            raise
    if end == 0:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Has a new name put on the disk, where the system lets a folder be opened for that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):  # some network file systems know no such thing
            os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path) -> BinaryIO:
    """A file, if it is one: no link is followed, and a pipe is not waited for."""
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    return os.fdopen(os.open(path, flags), "rb")


def _seal(file: BinaryIO, end: int) -> int:
    """The check sum of the bytes before a place."""
    start = max(0, end - _BEFORE)
    file.seek(start)
    return crc32(file.read(end - start))
