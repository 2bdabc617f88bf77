"""Copies of the journal: made whole while it is in use, named by their date, and thinned as they grow old."""

import os
import re
import sqlite3
import time
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from datetime import datetime, timedelta
from math import inf
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import opening, schema
from alliance_tutor.journal.faults import told
from alliance_tutor.memory.studyday import Moment

ALL_DAYS = 2
DAILY_DAYS = 14
WEEKLY_DAYS = 8 * 7
"""How long all are kept; then one a day for so long; then one a week; then one a month for ever."""

_NAME = re.compile(r"history-(\d{4}-\d\d-\d\dT\d{4})-(\d+)(?:\.\d+)?\.db")
STAMP = "%Y-%m-%dT%H%M"
"""How a copy's name tells when it was made, for strftime."""
_STEP = 2048  # pages, 2 MB: a copy that is told to stop stops within milliseconds
_STALE = 3600.0  # seconds after which a draft is one of a process that was killed
_NO_INODE = "backup"  # no file has it: whatever opens a copy to write finds that it is one

Tick = Callable[[], None]
"""Is called between the steps of a copy; what it raises ends the copy."""


class Backup(NamedTuple):
    """A copy of the journal: when it was made, by the learner's clock, and how many events it holds.

    One that is `replaced` was the journal itself until a backup took its place.
    """

    path: Path
    taken: datetime
    events: int
    size: int
    replaced: bool = False


def listed(folder: Path) -> list[Backup]:
    """The backups of a folder by their names, the latest first; none where there is no such folder."""
    found: list[Backup] = []
    for path in folder.glob("history-*.db"):
        if named := _NAME.fullmatch(path.name):
            with suppress(ValueError, OSError):  # a 31st of February; one that went away meanwhile
                taken = datetime.strptime(named[1], STAMP)  # noqa: DTZ007
                found.append(Backup(path, taken, int(named[2]), path.stat().st_size))
    return sorted(found, key=_order, reverse=True)


def superfluous(backups: Collection[Backup], now: datetime) -> list[Backup]:
    """Those that need not be kept.

    The last of each month is always kept, that of a week and of a day while it is young enough, and so is
    what was made within two days, or in the future of a clock that was set back.
    """
    spans: tuple[tuple[Callable[[datetime], object], float], ...] = (
        (datetime.date, ALL_DAYS + DAILY_DAYS),
        (lambda taken: taken.isocalendar()[:2], ALL_DAYS + DAILY_DAYS + WEEKLY_DAYS),
        (lambda taken: (taken.year, taken.month), inf),
    )
    kept = {each.path for each in backups if _age(each, now) < ALL_DAYS}
    for span, days in spans:
        last = {span(each.taken): each for each in sorted(backups, key=_order)}
        kept |= {each.path for each in last.values() if _age(each, now) < days}
    return [each for each in backups if each.path not in kept]


def taken(history: Path, folder: Path, moment: Moment, tick: Tick | None = None) -> Backup | None:
    """A new backup in `folder`, older ones thinned; None where there is nothing that the latest lacks.

    Raises JournalError; nothing half made is left then.
    """
    if not history.exists():
        return None
    with told(history), closing(opening.to_read(history, 5.0)) as source:
        if _is_held(source, listed(folder)):
            return None
        now = local(moment)
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _clear(history, folder)
        draft = folder / f".history.{opening.new_device()}.new"
        try:
            count, size = copied(source, draft, tick), draft.stat().st_size
            path = _free(folder, f"history-{now:{STAMP}}-{count}", dict(source.execute(schema.STATE)))
            with told(path):
                draft.replace(path)
                flush_folder(folder)
        finally:
            draft.unlink(missing_ok=True)
    for old in superfluous(listed(folder), now):
        with suppress(OSError):
            old.path.unlink()
    # Another window, by its clock, may have thinned it out already.
    return Backup(path, now.replace(second=0, microsecond=0), count, size)


def saved(history: Path, target: Path, tick: Tick | None = None) -> int:
    """A copy in a file of the learner's choice, in place of what was there; how many events it holds.

    Raises JournalError.
    """
    with told(target):
        if target.exists() and history.exists() and target.samefile(history):
            raise JournalError("a journal is no backup of itself", hint="name another file", path=target)
        target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{opening.new_device()}.new")
    with told(history), closing(opening.to_read(history, 5.0)) as source:
        try:
            count = copied(source, draft, tick)
            with told(target):
                draft.replace(target)
                flush_folder(target.parent)
        finally:
            draft.unlink(missing_ok=True)
    return count


def copied(source: sqlite3.Connection, draft: Path, tick: Tick | None = None) -> int:
    """All of an open journal in a new file, on disk on return; how many events were read back from it.

    Others may write meanwhile: what is copied is the journal as it stood at the beginning. Raises
    JournalError, of `draft` where it cannot be written, and DamagedError where events cannot be read back.
    """
    with told(draft), draft.open("wb") as file:

        def stepped(*_: int) -> None:
            # All of it at the end would keep an answer that is written meanwhile waiting for 60 ms and more.
            os.fsync(file.fileno())
            if tick:
                tick()

        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = OFF")  # `stepped` and the end bring it to the disk
            db.execute("PRAGMA journal_mode = OFF")  # a draft that fails is thrown away
            db.execute("PRAGMA cache_size = -2000")  # pages are written once: more take a third longer
            source.execute("BEGIN")
            try:
                source.execute("SELECT 1 FROM meta").fetchone()
                source.backup(db, pages=_STEP, progress=stepped)
            finally:
                source.execute("ROLLBACK")
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute(schema.PUT_META, ("inode", _NO_INODE))
            count = counted(db)
        os.fsync(file.fileno())
    return count


def counted(db: sqlite3.Connection) -> int:
    """How many events a journal holds, each page of them read."""
    return int(db.execute("SELECT count(*) FROM event NOT INDEXED").fetchone()[0])


def events_in(path: Path) -> int:
    """How many events a copy holds. Raises JournalError; DamagedError where not all of it is whole."""
    with told(path), closing(opening.to_read(path, 1.0)) as db:
        fault = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise DamagedError(f"the file is damaged ({fault})", hint="take another backup", path=path)
        return counted(db)


def flush_folder(folder: Path) -> None:
    """Bring a new name in a folder to the disk, where the system can do that."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _order(backup: Backup) -> tuple[datetime, int, str]:
    return backup.taken, backup.events, backup.path.name


def _age(backup: Backup, now: datetime) -> float:
    """In days; negative of one that the clock says is of the future."""
    return (now - backup.taken) / timedelta(days=1)


def _is_held(source: sqlite3.Connection, backups: list[Backup]) -> bool:
    """Whether the latest backup has the same events, or there is none yet to hold."""
    state = dict(source.execute(schema.STATE))
    if not state:
        return True
    return bool(backups) and _has(backups[0].path, state)


def _has(path: Path, state: dict[str, int]) -> bool:
    """Whether a backup has the latest events of all devices."""
    try:
        with told(path), closing(opening.to_read(path, 1.0)) as db:
            return state == dict(db.execute(schema.STATE))
    except JournalError:
        return False


def _free(folder: Path, stem: str, state: dict[str, int]) -> Path:
    """A name that no backup has, or one with the same events, which another window has just made."""
    path, number = folder / f"{stem}.db", 2
    while path.exists() and not _has(path, state):
        path, number = folder / f"{stem}.{number}.db", number + 1
    return path


def drafts(history: Path, folder: Path) -> list[Path]:
    """Copies of a journal that are being made, or were when a process was killed."""
    beside = history.parent
    found = [*beside.glob(f".{history.name}.*.new*"), *beside.glob(f"{history.stem}-*.new*.db")]
    found += [*beside.glob(f".{history.stem}-*.new*"), *folder.glob(".history*.new*")]
    return sorted(found)


def _clear(history: Path, folder: Path) -> None:
    """Remove what processes that were killed have left."""
    for draft in drafts(history, folder):
        with suppress(OSError):
            if time.time() - draft.stat().st_mtime > _STALE:
                draft.unlink()


def local(moment: Moment) -> datetime:
    """The learner's clock; the last instant of the calendar where that holds no such year."""
    try:
        return datetime(1970, 1, 1) + timedelta(milliseconds=moment.at, minutes=moment.offset)  # noqa: DTZ001
    except OverflowError:
        return datetime(9999, 12, 31)  # noqa: DTZ001
