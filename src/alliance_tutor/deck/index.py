"""A stat-checked SQLite index of the decks, in the cache directory: a start with unchanged decks reads none.

It is a cache: deleted, damaged, locked or read-only, it is rebuilt or kept in memory, and nothing is said.
A file is trusted by its size, times and inode, but not if it changed within two seconds of the last look: a
second change within the clock's grain would leave no trace. The parser is imported only when a file changed.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from alliance_tutor import __version__
from alliance_tutor.deck.entries import entry_from_json, entry_of, entry_to_json
from alliance_tutor.deck.index_tables import CHILDREN, INDEX_VERSION, SCHEMA
from alliance_tutor.deck.library import DeckEntry, DeckFile, Library, TopicText, arrange, read_parts
from alliance_tutor.deck.look import digest, file_key, stats
from alliance_tutor.deck.refs import QuestionRef

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question

_MADE_BY = f"{INDEX_VERSION}/{__version__}"
_GRAIN_NS = 2_000_000_000
_BUSY_SECONDS = 1.0
# A damaged file also gives texts that are no UTF-8, no JSON, or JSON of something else.
_FAILURES = (sqlite3.Error, ValueError, TypeError, LookupError)
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
_REF = 'id, deck_id, card, topic, type, level, status, "when"'

_T = TypeVar("_T")

Reading = Callable[[Path, int], None]


def _no_word(_path: Path, _size: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class _Row:
    made_by: str
    stats: str
    looked_ns: int
    hash: str
    entry: str


class DeckIndex:
    """The decks' questions, ready to be asked for. To be used in the thread that made it.

    `path` is the cache file, None to keep everything in memory; `clock` gives UTC nanoseconds.
    """

    def __init__(self, path: Path | None, *, clock: Callable[[], int] = time.time_ns) -> None:
        self._path = path
        self._clock = clock
        self._files: list[DeckFile] = []
        self._library: Library | None = None
        self._used: dict[str, bytes] = {}
        self._reading: Reading = _no_word
        self._db = self._open()

    def refresh(self, files: Sequence[DeckFile], reading: "Reading | None" = None) -> Library:
        """Look at every file and read those that changed; what is gone from the disk is dropped.

        `reading` is told of each deck before it is read: its path and its size in bytes.
        """
        self._files = list(files)
        self._library = None
        self._reading = reading or _no_word
        try:
            return self._tried(lambda library: library)
        finally:
            self._reading = _no_word

    def refs(self, deck: str | Path) -> list[QuestionRef]:
        """The questions of a deck, by its id or its file, in their order; empty if there is no such deck."""
        sql = f"SELECT {_REF} FROM question WHERE deck = (SELECT n FROM deck WHERE path = ?) ORDER BY n"
        return self._tried(
            lambda _: [QuestionRef(*row) for row in self._db.execute(sql, (self._key_of(deck),)).fetchall()]
        )

    def question(self, id: str) -> "Question | None":
        """The question with this id, None if no deck in use has it."""
        return next(iter(self.questions([id])), None)

    def questions(self, ids: Iterable[str]) -> "list[Question]":
        """The questions with these ids, in the order of the ids; those that no deck has are left out."""
        wanted = list(ids)
        return self._tried(lambda _: self._questions(wanted))

    def topics(self, deck: str | Path) -> list[TopicText]:
        """The topics of a deck, by its id or its file, with their summaries."""
        sql = (
            "SELECT id, title, summary FROM topic WHERE deck = (SELECT n FROM deck WHERE path = ?) ORDER BY n"
        )
        return self._tried(
            lambda _: [TopicText(*row) for row in self._db.execute(sql, (self._key_of(deck),)).fetchall()]
        )

    def close(self) -> None:
        """Let go of the cache file."""
        self._db.close()

    def _tried(self, work: Callable[[Library], _T]) -> _T:
        """Do `work` on the refreshed index; if the cache fails, on a new one, and at last in memory."""
        for rebuild in (True, False):
            try:
                return work(self._refreshed())
            except _FAILURES as error:
                if self._path is None:
                    raise
                self._db.close()
                self._library = None
                if not (rebuild and _is_useless(error) and _removed(self._path)):
                    self._path = None
                self._db = self._open()
        return work(self._refreshed())

    def _refreshed(self) -> Library:
        if self._library is None:
            self._library = self._refresh()
        return self._library

    def _open(self) -> sqlite3.Connection:
        """The database in the cache file, made anew if the one there is useless; else one in memory."""
        for rebuild in (True, False):
            if self._path is None:
                break
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return _connect(os.fspath(self._path))
            except (*_FAILURES, OSError) as error:
                if not (rebuild and _is_useless(error) and _removed(self._path)):
                    self._path = None
        return _connect(":memory:")

    def _refresh(self) -> Library:
        select = self._db.execute("SELECT path, made_by, stats, looked_ns, hash, entry FROM deck")
        rows = {row[0]: _Row(*row[1:]) for row in select.fetchall()}
        library = arrange([self._entry(file, rows.get(file_key(file.path))) for file in self._files])
        self._used = {entry.id: file_key(entry.path) for entry in library.decks}
        self._drop(rows.keys() - {file_key(file.path) for file in self._files})
        return library

    def _entry(self, file: DeckFile, row: _Row | None) -> DeckEntry:
        looked = self._clock()
        seen, changed_ns = stats(file.parts)
        if row and row.made_by != _MADE_BY:
            row = None
        if row and row.stats == seen and changed_ns + _GRAIN_NS < row.looked_ns:
            return entry_from_json(row.entry, file)
        contents = read_parts(file.parts)
        hash = digest(contents)
        if row and row.hash == hash:
            # What cannot be written down now is only looked at again next time.
            with suppress(sqlite3.OperationalError):
                update = "UPDATE deck SET stats = ?, looked_ns = ? WHERE path = ?"
                self._db.execute(update, (seen, looked, file_key(file.path)))
            return entry_from_json(row.entry, file)
        return self._parsed(file, contents, (_MADE_BY, seen, looked, hash))

    def _parsed(
        self, file: DeckFile, contents: list[tuple[Path, bytes | OSError]], look: tuple[str, str, int, str]
    ) -> DeckEntry:
        # pydantic takes 80 ms of a start: only where a deck changed.
        from alliance_tutor.deck.deckfile import parse
        from alliance_tutor.deck.questions import questions_of, to_json

        self._reading(file.path, sum(len(data) for _, data in contents if isinstance(data, bytes)))
        reading = parse(contents)
        questions = questions_of(reading.deck) if reading.deck else []
        entry = entry_of(file, reading, questions)
        topics = (
            [(topic.id, topic.title, topic.summary) for topic in reading.deck.topics] if reading.deck else []
        )
        with self._transaction():
            n = self._deck_row(file_key(file.path), (*look, entry_to_json(entry, file)))
            refs = ((n, i, *_columns(question.ref)) for i, question in enumerate(questions))
            self._db.executemany(f"INSERT INTO question(deck, n, {_REF}) VALUES ({_marks(10)})", refs)
            bodies = ((n, i, to_json(question)) for i, question in enumerate(questions))
            self._db.executemany(f"INSERT INTO body VALUES ({_marks(3)})", bodies)
            self._db.executemany(
                f"INSERT INTO topic VALUES ({_marks(5)})", ((n, i, *topic) for i, topic in enumerate(topics))
            )
        return entry

    def _deck_row(self, key: bytes, columns: tuple[str, str, int, str, str]) -> int:
        """Write a deck's row, keeping its number, and clear what hangs on it."""
        self._db.execute(
            f"INSERT INTO deck(path, made_by, stats, looked_ns, hash, entry) VALUES ({_marks(6)}) "
            "ON CONFLICT(path) DO UPDATE SET made_by = excluded.made_by, stats = excluded.stats, "
            "looked_ns = excluded.looked_ns, hash = excluded.hash, entry = excluded.entry",
            (key, *columns),
        )
        self._clear(key)
        n: int = self._db.execute("SELECT n FROM deck WHERE path = ?", (key,)).fetchone()[0]
        return n

    def _clear(self, key: bytes) -> None:
        for table in CHILDREN:
            self._db.execute(f"DELETE FROM {table} WHERE deck = (SELECT n FROM deck WHERE path = ?)", (key,))

    def _drop(self, unused: set[bytes]) -> None:
        """Forget the decks that are gone from the disk; one that was only not asked for stays."""
        gone = [key for key in unused if not os.path.lexists(key)]
        if not gone:
            return
        with suppress(sqlite3.OperationalError), self._transaction():
            for key in gone:
                self._clear(key)
                self._db.execute("DELETE FROM deck WHERE path = ?", (key,))

    def _questions(self, ids: list[str]) -> "list[Question]":
        sql = (
            "SELECT body.json FROM deck JOIN question ON question.deck = deck.n "
            "JOIN body ON body.deck = deck.n AND body.n = question.n WHERE deck.path = ? AND question.id = ?"
        )
        from alliance_tutor.deck.questions import from_json  # only where something is asked

        found: list[Question] = []
        for id in ids:
            key = self._used.get(id.partition("/")[0])
            row = self._db.execute(sql, (key, id)).fetchone()
            if row:
                found.append(from_json(row[0]))
        return found

    def _key_of(self, deck: str | Path) -> bytes | None:
        return file_key(deck) if isinstance(deck, Path) else self._used.get(deck)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
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
    except (*_FAILURES, OSError):
        db.close()
        raise
    return db


def _is_cut_off(db: sqlite3.Connection, database: str) -> bool:
    """Whether the file lacks its end: SQLite takes what is missing of a page for zeros."""
    pages, size = (int(db.execute(f"PRAGMA {what}").fetchone()[0]) for what in ("page_count", "page_size"))
    return Path(database).stat().st_size < pages * size


def _is_useless(error: Exception) -> bool:
    """Whether the file itself is at fault, and not its circumstances."""
    # The low byte is the kind of error, the rest its variety; Python's own errors have none.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return kind not in _CIRCUMSTANCES and not isinstance(error, OSError)


def _removed(path: Path) -> bool:
    try:
        for suffix in ("", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _columns(ref: QuestionRef) -> tuple[str, ...]:
    return ref.id, ref.deck, ref.card, ref.topic, ref.type, ref.level, ref.status, ref.when


def _marks(count: int) -> str:
    return ", ".join("?" * count)
