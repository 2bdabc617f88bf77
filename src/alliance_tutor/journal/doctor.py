"""What can be wrong with a journal that opens, found by comparing it with itself."""

import math
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from alliance_tutor.errors import DamagedError
from alliance_tutor.journal import backup, opening, salvage, schema
from alliance_tutor.journal.faults import SQLITE_RAISES, in_words, told
from alliance_tutor.journal.salvage import Gap
from alliance_tutor.journal.store import Journal

MOST_FAULTS = 20
AHEAD_MS = 24 * 3_600_000
"""Events so far in the future are odd: less is a time zone that was wrong."""
BACK_MS = 3_600_000
"""A clock that goes back by so much was set."""
_WAIT = 5.0
_STAMPS = frozenset({'"pile"'})
"""Tables that say when something changed, by numbers that no replay makes again."""
_AHEAD = "SELECT count(*), max(at) FROM event WHERE at > ? AND kind <> 'forgotten'"
_BACK = """SELECT device, count(*), max(before - at) FROM (
    SELECT device, at, lag(at) OVER (PARTITION BY device ORDER BY seq) AS before FROM event)
  WHERE before - at > ? GROUP BY device ORDER BY device"""


class SetBack(NamedTuple):
    """A device's clock was set back: so often, and at most by so many ms."""

    device: str
    times: int
    most: int


class Clock(NamedTuple):
    """Events of the future: how many, and the UTC ms of the last; and the devices whose clocks went back."""

    ahead: int
    latest: int | None
    back: tuple[SetBack, ...]


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a database, in its words; of many the first. Raises JournalError."""
    try:
        with told(path), closing(opening.to_read(path, _WAIT)) as db:
            rows = [row[0] for row in db.execute(f"PRAGMA integrity_check({MOST_FAULTS})")]
            list(db.execute("SELECT body FROM event NOT INDEXED"))  # texts that are no UTF-8
    except DamagedError as fault:
        return [fault.message]
    return [] if rows == ["ok"] else rows


def damage(path: Path) -> list[str]:
    """What SQLite finds wrong with a database that is no journal; of many the first."""
    try:
        with closing(sqlite3.connect(f"{opening.uri(path.absolute())}?mode=ro", uri=True)) as db:
            rows = [str(row[0]) for row in db.execute(f"PRAGMA quick_check({MOST_FAULTS})")]
    except SQLITE_RAISES as fault:
        return [in_words(fault)]
    return [] if rows == ["ok"] else rows


def stale(path: Path) -> dict[str, list[str]]:
    """The rows of caches that a clean replay makes otherwise: by the cache's name their keys.

    Empty also where the caches are another version's, which are made anew when the journal is opened. Works
    on a copy. Raises JournalError.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "history.db"
        with told(path), closing(opening.to_read(path, _WAIT)) as db:
            if db.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone() != (schema.CACHE_VERSION,):
                return {}
            backup.copied(db, copy)
        with told(copy), closing(opening.to_read(copy, _WAIT)) as db:
            kept = _caches(db)
        with Journal.open(copy) as journal:
            journal.rebuild()
        with told(copy), closing(opening.to_read(copy, _WAIT)) as db:
            made = _caches(db)
    differing = {name: _differing(kept.get(name, {}), made.get(name, {})) for name in kept.keys() | made}
    return {name: keys for name, keys in sorted(differing.items()) if keys}


def clock(path: Path, now: int) -> Clock:
    """What events say of clocks that were wrong; `now` is in UTC ms. Raises JournalError."""
    with told(path), closing(opening.to_read(path, _WAIT)) as db:
        ahead, latest = db.execute(_AHEAD, (now + AHEAD_MS,)).fetchone()
        return Clock(ahead, latest, tuple(SetBack(*row) for row in db.execute(_BACK, (BACK_MS,))))


def gaps(path: Path) -> tuple[Gap, ...]:
    """Numbers of devices that no event has. Raises JournalError."""
    with told(path), closing(opening.to_read(path, _WAIT)) as db:
        return salvage.gaps(db)


Rows = Mapping[tuple[Any, ...], tuple[Any, ...]]


def _caches(db: sqlite3.Connection) -> dict[str, Rows]:
    """Each cache's rows by their keys."""
    found: dict[str, Rows] = {}
    for name in set(schema.cache_tables(db)) - _STAMPS:
        columns = db.execute(f"PRAGMA table_info({name})").fetchall()
        keys = [column[0] for column in columns if column[5]]
        rows = db.execute(f"SELECT * FROM {name}").fetchall()
        found[name.strip('"')] = {tuple(row[key] for key in keys): row for row in rows}
    return found


def _differing(kept: Rows, made: Rows) -> list[str]:
    keys = [key for key in kept.keys() | made.keys() if not _alike(kept.get(key), made.get(key))]
    return sorted(" ".join(map(str, key)) for key in keys)


def _alike(one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> bool:
    """Whether two rows hold the same: sums of fractions depend on the order in which they were added."""
    if one is None or other is None or len(one) != len(other):
        return False
    return all(map(_same, one, other))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)
    return bool(one == other)
