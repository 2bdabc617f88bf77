"""What can be read of a damaged journal, put into a new one, with what backups still have of the rest."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from alliance_tutor.errors import JournalError
from alliance_tutor.journal import opening, pages, restoring, schema
from alliance_tutor.journal.faults import SQLITE_RAISES, told
from alliance_tutor.journal.store import Journal

_BATCH = 5000  # events put in at once
_PUT = """INSERT INTO event SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE json_valid(?6)
  ON CONFLICT (device, seq) DO UPDATE SET kind = excluded.kind, body = excluded.body
  WHERE excluded.kind = 'forgotten'"""
_SPAN = f"{schema.ROWS} WHERE device = ? AND seq BETWEEN ? AND ?"
_GAPS = """SELECT device, before + 1, seq - 1 FROM (
    SELECT device, seq, lag(seq, 1, 0) OVER (PARTITION BY device ORDER BY seq) AS before FROM event)
  WHERE seq > before + 1"""
_MEND = """UPDATE event SET at = ?3, offset = ?4, kind = ?5, body = ?6
  WHERE device = ?1 AND seq = ?2 AND kind <> 'forgotten' AND (at, offset, kind, body) <> (?3, ?4, ?5, ?6)"""
# A bit that flips within an event's number makes it another's, while a backup or a page that is no longer
# used has it under its own. Such a number stands alone.
_DROP_TWINS = """DELETE FROM event WHERE (device, seq) IN (
  WITH lone AS MATERIALIZED (SELECT * FROM event AS one WHERE NOT EXISTS (
    SELECT 1 FROM event WHERE device = one.device AND seq IN (one.seq - 1, one.seq + 1)))
  SELECT lone.device, lone.seq FROM event AS own CROSS JOIN lone
    ON (lone.at, lone.offset, lone.kind, lone.body) = (own.at, own.offset, own.kind, own.body)
    AND (lone.device, lone.seq) <> (own.device, own.seq))"""
_COUNT = "SELECT count(*) FROM event"


class Gap(NamedTuple):
    """Numbers of a device, both ends included, whose events were not found."""

    device: str
    first: int
    last: int


class Saved(NamedTuple):
    """What was found: events in the damaged file, events that only backups had, and what is missing still.

    Events after the last that was found of a device leave no gap. `kept` is where the damaged file is now;
    None where it was only looked at.
    """

    found: int
    from_backups: int
    gaps: tuple[Gap, ...]
    kept: Path | None = None

    @property
    def missing(self) -> int:
        """How many numbers are missing."""
        return sum(gap.last - gap.first + 1 for gap in self.gaps)


def looked(history: Path, backups: Sequence[Path] = ()) -> Saved:
    """What could be saved of a damaged journal; nothing is written. Raises JournalError."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(schema.EVENT_TABLE)  # without its indices: nothing is looked up
        return _gathered(db, history, backups)


def salvaged(history: Path, backups: Sequence[Path], now: datetime) -> Saved:
    """Let what can be saved of a damaged journal take its place; the damaged file is kept.

    Raises JournalError, with the journal as it was.
    """
    with restoring.draft_of(history) as draft:
        Journal.open(draft).close()
        with told(draft), closing(opening.to_write(draft, 1.0)) as db:
            db.execute("PRAGMA synchronous = OFF")  # the fsync comes when all is in
            db.execute("BEGIN")
            saved = _gathered(db, history, backups)
            _mend(db, backups)
            db.execute(schema.PUT_META, ("cache", ""))
            db.execute("COMMIT")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        Journal.open(draft).close()  # makes the caches
        return saved._replace(kept=restoring.replace_damaged(history, draft, now))


def gaps(db: sqlite3.Connection) -> tuple[Gap, ...]:
    """The numbers that no event has, of each device, up to its last."""
    return tuple(Gap(*row) for row in db.execute(_GAPS))


def _gathered(db: sqlite3.Connection, history: Path, backups: Sequence[Path]) -> Saved:
    with told(history):
        data = history.read_bytes()
        log = history.with_name(f"{history.name}-wal")
        wal = log.read_bytes() if log.exists() else b""
    for batch in _batches(pages.rows(data, wal)):
        db.executemany(_PUT, batch)
    found = _count(db)
    missing = gaps(db)
    for path in backups:
        if _added(db, path, missing):
            missing = gaps(db)
    more = _count(db) - found
    twins = db.execute(_DROP_TWINS).rowcount
    return Saved(found - twins, more, gaps(db) if twins else missing)


def _mend(db: sqlite3.Connection, backups: Sequence[Path]) -> None:
    """Takes the latest backup's word for what events say: no sum guards a page against a bit that flips."""
    for path in backups:
        with suppress(JournalError, *SQLITE_RAISES), closing(opening.to_read(path, 1.0)) as copy:
            for batch in _batches(copy.execute(schema.ROWS)):
                db.executemany(_MEND, batch)
            return


def _added(db: sqlite3.Connection, path: Path, missing: Sequence[Gap]) -> bool:
    """Puts in what is missing and a backup has, and what it has after the last of a device; whether any."""
    before = db.total_changes
    with suppress(JournalError, *SQLITE_RAISES), closing(opening.to_read(path, 1.0)) as copy:
        state = dict(db.execute(schema.STATE))
        later = [
            Gap(device, state.get(device, 0) + 1, last)
            for device, last in copy.execute(schema.STATE)
            if last > state.get(device, 0)
        ]
        for gap in [*missing, *later]:
            db.executemany(_PUT, copy.execute(_SPAN, gap))
    return db.total_changes > before


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute(_COUNT).fetchone()[0])


def _batches(rows: Iterable[schema.Row]) -> Iterator[list[schema.Row]]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch
