"""The file of the deck index: opened, found useless and made anew; in memory where it cannot be had."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alliance_tutor.deck.index_tables import INDEX_VERSION, SCHEMA

FAILURES = (sqlite3.Error, ValueError, TypeError, LookupError)
"""What a damaged file raises: it also gives texts that are no UTF-8, no JSON, or JSON of something else."""

_BUSY_SECONDS = 1.0
# What a whole file meets with: a lock, a full disk, a missing permission.
_CIRCUMSTANCES = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)


def open_file(path: Path | None) -> tuple[sqlite3.Connection, Path | None]:
    """The database in a file, made anew if the one there is useless; else one in memory, and no path."""
    for rebuild in (True, False):
        if path is None:
            break
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _connect(os.fspath(path)), path
        except (*FAILURES, OSError) as error:
            if not (rebuild and is_useless(error) and removed(path)):
                path = None
    return _connect(":memory:"), None


def is_useless(error: Exception) -> bool:
    """Whether the file itself is at fault, and not its circumstances."""
    # The low byte is the kind of error, the rest its variety; Python's own errors have none.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return kind not in _CIRCUMSTANCES and not isinstance(error, OSError)


def removed(path: Path) -> bool:
    """Delete the file and its journal; whether that could be done."""
    try:
        for suffix in ("", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


class _Useless(sqlite3.DatabaseError):
    pass


def _connect(database: str) -> sqlite3.Connection:
    db = sqlite3.connect(database, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            db.executescript(SCHEMA)
        elif version != INDEX_VERSION or _is_cut_off(db, database):
            raise _Useless
        db.execute("PRAGMA synchronous = NORMAL")
        # What is looked up is read once: the usual 2 MB would only stay in memory.
        db.execute("PRAGMA cache_size = -500")
        # A large deck outgrows SQLite's page cache; spilled, it would lock readers out before the commit.
        db.execute("PRAGMA cache_spill = OFF")
    except (*FAILURES, OSError):
        db.close()
        raise
    return db


def _is_cut_off(db: sqlite3.Connection, database: str) -> bool:
    """Whether the file lacks its end: SQLite takes what is missing of a page for zeros."""
    pages, size = (int(db.execute(f"PRAGMA {what}").fetchone()[0]) for what in ("page_count", "page_size"))
    return Path(database).stat().st_size < pages * size
