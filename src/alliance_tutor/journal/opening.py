"""From a path to a connection that is known to lead to a journal."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import schema
from alliance_tutor.journal.faults import DAMAGED_HINT, told

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

# A -shm could not be made or grow beside the journal: in a folder that cannot be written, on a full disk.
_ROOMLESS = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)


def to_write(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that reads and writes; a journal that does not exist is created, with its folder.

    `timeout` is in seconds: how long to wait for another program. Raises JournalError.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _size(path) is None:
            _create(path)
        return _connect(path, "mode=rw", timeout)


def to_read(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that only reads and creates no file; an empty journal in memory if there is none.

    Raises JournalError.
    """
    with told(path):
        if _size(path) is None:
            return in_memory()
        *others, last = _ways_to_read(path)
        for way in others:
            try:
                return _connect(path, way, timeout)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _ROOMLESS:
                    raise
        return _connect(path, last, timeout)


def attach(db: sqlite3.Connection, path: Path, name: str) -> None:
    """Another journal beside the one that is open, only read: `name.event`. Raises JournalError."""
    with told(path):
        to_read(path, 1.0).close()
        way = _ways_to_read(path)[0]
        db.execute(f"ATTACH ? AS {name}", (f"{uri(path.absolute())}?{way}",))


def in_memory(source: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """A journal in memory: a copy of `source`, or empty. Its caches are still to be made."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    if source is None:
        db.executescript(schema.TABLES)
    else:
        source.backup(db)
    return db


def uri(path: PurePath) -> str:
    """An absolute path as SQLite's URI, which takes no host: a Windows share keeps its two slashes."""
    address = path.as_uri()
    return address if address.startswith("file:///") else address.replace("file://", "file:////", 1)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it; waits for who writes now."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself rolls back after some errors
            db.execute("ROLLBACK")
        raise


def inode(path: Path) -> str:
    """What tells a file from its copy: its inode as text, empty where the file system has none."""
    return str(path.stat().st_ino or "")


def new_device() -> str:
    """A device id: 8 random characters of lower-case base32."""
    import secrets  # 5 ms, and needed once in a journal's life

    return "".join(secrets.choice(_BASE32) for _ in range(8))


def _size(path: Path) -> int | None:
    """The file's size in bytes, None if there is no file. An empty file was a journal once: it is refused."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    if size == 0:  # SQLite would take it for a new database, and drop what its -wal still holds
        raise DamagedError("the journal is empty: its content was lost", hint=DAMAGED_HINT, path=path)
    return size


def _create(path: Path) -> None:
    """A new journal, complete before it gets its name.

    No crash leaves half of one, and of two windows that start at once neither overwrites the other's.
    """
    draft = path.with_name(f"{path.name}.{new_device()}.new")
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            meta = [("device", new_device()), ("inode", inode(draft)), ("cache", schema.CACHE_VERSION)]
            db.execute(f"PRAGMA page_size = {schema.PAGE}")
            db.executescript(f"BEGIN; {schema.TABLES} {'; '.join((*schema.CACHES, *schema.WATCHES))};")
            db.executemany(schema.PUT_META, meta)
            db.execute("COMMIT")
            db.execute("PRAGMA journal_mode = WAL")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another window was first: its journal is the one
        except OSError:  # a file system without hard links
            if not path.exists():
                draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _connect(path: Path, way: str, timeout: float) -> sqlite3.Connection:
    db = sqlite3.connect(f"{uri(path.absolute())}?{way}", uri=True, isolation_level=None, timeout=timeout)
    try:
        _check(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: Path) -> None:
    """Raises JournalError unless the database is a journal of this format; reads its header only."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != schema.APPLICATION_ID:
        raise JournalError(
            "this is the database of another program, not a journal",
            hint="move it away, or name another folder with ALLIANCE_TUTOR_HOME; nothing in it was changed",
            path=path,
        )
    if version > schema.FORMAT:
        raise JournalError(
            f"the journal was written by a newer Alliance Tutor (format {version}, not {schema.FORMAT})",
            hint="upgrade this installation; nothing in the journal was changed",
            path=path,
        )


def _ways_to_read(path: Path) -> list[str]:
    """SQLite's open modes to try in turn.

    Even a read-only connection creates -wal and -shm where there is no -wal. Without one nobody has the
    journal open and all of it is in the file itself, which may then be read as immutable, also in a folder
    that cannot be written or on a disk that is full.
    """
    try:
        size = path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        return ["immutable=1"]
    return ["mode=ro"] if size else ["mode=ro", "immutable=1"]
