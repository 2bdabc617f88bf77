"""A journal replaced by a copy, and by what could be saved of it: whole at every moment, the old one kept."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import backup, opening, schema
from alliance_tutor.journal.backup import STAMP
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.faults import told
from alliance_tutor.journal.store import Journal

_WAIT = 5.0  # seconds for another program that writes


class Holding(NamedTuple):
    """One device's events: how many, how many of them answers, and UTC ms of the first and the last."""

    device: str
    events: int
    answers: int
    first: int
    last: int


class Difference(NamedTuple):
    """What only the present journal has (lost by restoring), what only the copy has, and how many both."""

    lost: tuple[Holding, ...]
    gained: tuple[Holding, ...]
    both: int


_HOLDING = """SELECT device, count(*), sum(kind IN ('reviewed', 'answered')), min(at), max(at)
  FROM {0}.event AS one WHERE NOT EXISTS (
    SELECT 1 FROM {1}.event AS other WHERE other.device = one.device AND other.seq = one.seq)
  GROUP BY device ORDER BY device"""
_ALL = """SELECT device, count(*), sum(kind IN ('reviewed', 'answered')), min(at), max(at)
  FROM event GROUP BY device ORDER BY device"""


def holdings(path: Path) -> tuple[Holding, ...]:
    """What a journal or a copy holds, by device. Raises JournalError."""
    with told(path), closing(opening.to_read(path, _WAIT)) as db:
        return tuple(Holding(*row) for row in db.execute(_ALL))


def difference(history: Path, copy: Path) -> Difference:
    """What would be lost and gained if a copy took the journal's place. Raises JournalError."""
    with told(history), closing(opening.to_read(history, _WAIT)) as db:
        db.execute("SELECT 1 FROM event").fetchone()  # what is damaged here is not to be blamed on the copy
        opening.attach(db, copy, "copy")
        lost = tuple(Holding(*row) for row in db.execute(_HOLDING.format("main", "copy")))
        gained = tuple(Holding(*row) for row in db.execute(_HOLDING.format("copy", "main")))
        both = backup.counted(db) - sum(each.events for each in lost)
    return Difference(lost, gained, both)


def merged(history: Path, copy: Path) -> int:
    """Adds what only a copy has; how many events. Raises JournalError."""
    with told(copy), closing(opening.to_read(copy, _WAIT)) as db, Journal.open(history) as journal:
        return journal.merge(_events(db))


def put_back(history: Path, copy: Path, now: datetime) -> Path | None:
    """Let a copy take the journal's place; where the present one is kept, None where there is none.

    The journal has a new device's name then: numbers given before are not given again. Others who have it
    open go on with what was put back. Raises JournalError, with the journal as it was.
    """
    with draft_of(history) as draft:
        with told(copy), closing(opening.to_read(copy, _WAIT)) as source:
            backup.copied(source, draft)
        backup.events_in(draft)
        Journal.open(draft).close()  # a new device, and caches of this version
        if not _is_there(history):
            _place(draft, history)
            return None
        try:
            kept = _kept(history, now)
        except DamagedError:
            return replace_damaged(history, draft, now)
        _overwrite(history, draft)
        return kept


def replace_damaged(history: Path, draft: Path, now: datetime) -> Path:
    """Let a whole journal take the place of a damaged one, which is kept with its log.

    Raises JournalError.
    """
    kept = free_name(history, now, "damaged")
    with told(history):
        beside = [suffix for suffix in ("-wal", "-shm") if history.with_name(history.name + suffix).exists()]
        for suffix in ("", *beside):
            _link(history.with_name(history.name + suffix), kept.with_name(kept.name + suffix))
        # A log beside a file that is not its own would be taken for its own: it goes first.
        for suffix in beside:
            history.with_name(history.name + suffix).unlink(missing_ok=True)
        draft.replace(history)
        backup.flush_folder(history.parent)
    return kept


def begin_anew(history: Path, now: datetime) -> Path:
    """An empty journal in place of a damaged one; where that is kept. Raises JournalError."""
    with draft_of(history) as draft:
        Journal.open(draft).close()
        return replace_damaged(history, draft, now)


def kept_files(history: Path) -> list[Path]:
    """The journals that were replaced and kept, the latest first."""
    return sorted(history.parent.glob(f"{history.stem}-*.replaced*.db"), reverse=True)


def damaged_files(history: Path) -> list[Path]:
    """The damaged journals that were kept, the latest first."""
    return sorted(history.parent.glob(f"{history.stem}-*.damaged*.db"), reverse=True)


def kept_at(path: Path) -> tuple[datetime, int]:
    """When a journal was replaced, and how many events it had, by its name. Raises ValueError for another."""
    stamp, _, count = path.name.partition("-")[2].partition(".")[0].rpartition("-")
    return datetime.strptime(stamp, STAMP), int(count)  # noqa: DTZ007


def free_name(history: Path, now: datetime, why: str, more: str = "") -> Path:
    """A name that no file has, beside the journal: `history-2026-11-23T0915.damaged.db`."""
    stem, number = f"{history.stem}-{now:{STAMP}}{more}.{why}", 1
    path = history.with_name(f"{stem}.db")
    while path.exists():
        number += 1
        path = history.with_name(f"{stem}-{number}.db")
    return path


@contextmanager
def draft_of(history: Path) -> Iterator[Path]:
    """A name beside a journal or a copy for one that is made; what is left there at the end is removed."""
    with told(history):
        history.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = history.with_name(f".{history.name}.{opening.new_device()}.new")
    try:
        yield draft
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _kept(history: Path, now: datetime) -> Path:
    """A copy of the journal under a name that says how many events it has."""
    draft = free_name(history, now, "new")
    try:
        count = backup.saved(history, draft)
        with told(history):
            return draft.rename(free_name(history, now, "replaced", f"-{count}"))
    finally:
        draft.unlink(missing_ok=True)


def _overwrite(history: Path, draft: Path) -> None:
    """Give a journal the content of another in one transaction: a crash leaves the one or the other."""
    with told(history), closing(opening.to_write(history, _WAIT)) as target:
        with told(draft), closing(sqlite3.connect(draft, isolation_level=None)) as source:
            _fit(source, target)
            source.execute(schema.PUT_META, ("inode", opening.inode(history)))
            target.execute("PRAGMA synchronous = FULL")
            target.execute("BEGIN IMMEDIATE")  # waits for who writes now, or tells that it does not let go
            target.execute("ROLLBACK")
            source.backup(target, progress=_refuse_busy)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fit(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Give a draft pages of the journal's size: SQLite copies into a log-keeping database none of another."""
    wanted, there = (db.execute("PRAGMA page_size").fetchone()[0] for db in (target, source))
    if wanted != there:
        source.execute("PRAGMA journal_mode = DELETE")
        source.execute(f"PRAGMA page_size = {wanted}")
        source.execute("VACUUM")


def _refuse_busy(status: int, remaining: int, total: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):  # SQLite's module would try for ever
        raise JournalError(
            "another program is using the journal and does not let go",
            hint="close the other program and try again; nothing was changed",
        )


def _place(draft: Path, history: Path) -> None:
    with told(history):
        draft.replace(history)
        backup.flush_folder(history.parent)


def _link(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # a file system without hard links
        from shutil import copyfile

        copyfile(path, other)


def _is_there(history: Path) -> bool:
    with told(history):
        return history.exists()


def _events(db: sqlite3.Connection) -> Iterator[Event]:
    return map(schema.event_of, db.execute(schema.EVENTS))
