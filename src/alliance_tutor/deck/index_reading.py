"""How a deck comes into the index: trusted by its stat, else by its hash, else parsed and its rows written.

A file is trusted by its size, times and inode, but not if it changed within two seconds of the last look: a
second change within the clock's grain would leave no trace. The parser is imported only when a file changed.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from alliance_tutor import __version__
from alliance_tutor.deck.entries import entry_from_json, entry_of, entry_to_json
from alliance_tutor.deck.index_file import transaction
from alliance_tutor.deck.index_tables import CHILDREN, INDEX_VERSION
from alliance_tutor.deck.library import DeckEntry, DeckFile, read_parts
from alliance_tutor.deck.look import digest, file_key, stats
from alliance_tutor.deck.refs import EXAM_ONLY, QuestionRef

Told = Callable[[Path, int], None]
"""Is told of a deck before it is parsed: its path and its size in bytes."""

_MADE_BY = f"{INDEX_VERSION}/{__version__}"
_GRAIN_NS = 2_000_000_000


class Row(NamedTuple):
    """What the index knows of a deck's files: by whom, from which state and when (UTC ns) they were read."""

    made_by: str
    stats: str
    looked_ns: int
    hash: str
    entry: str


def rows(db: sqlite3.Connection) -> dict[bytes, Row]:
    """The row of every deck, by the key of its file."""
    select = db.execute("SELECT path, made_by, stats, looked_ns, hash, entry FROM deck")
    return {row[0]: Row(*row[1:]) for row in select.fetchall()}


def changed(db: sqlite3.Connection, files: Iterable[DeckFile]) -> list[DeckFile]:
    """The decks that differ from what was read, as far as their stat tells: no file is opened."""
    known = {row[0]: row[1:] for row in db.execute("SELECT path, made_by, stats FROM deck").fetchall()}
    return [file for file in files if known.get(file_key(file.path)) != (_MADE_BY, stats(file.parts)[0])]


def entry(
    db: sqlite3.Connection, file: DeckFile, row: Row | None, looked_ns: int, told: Told
) -> tuple[DeckEntry, str]:
    """A deck's entry and the hash of its files, which are read where the row is not of their state."""
    seen, changed_ns = stats(file.parts)
    if row and row.made_by != _MADE_BY:
        row = None
    if row and row.stats == seen and changed_ns + _GRAIN_NS < row.looked_ns:
        return entry_from_json(row.entry, file), row.hash
    contents = read_parts(file.parts)
    hash = digest(contents)
    if row and row.hash == hash:
        # What cannot be written down now is only looked at again next time.
        with suppress(sqlite3.OperationalError):
            update = "UPDATE deck SET stats = ?, looked_ns = ? WHERE path = ?"
            db.execute(update, (seen, looked_ns, file_key(file.path)))
        return entry_from_json(row.entry, file), hash
    told(file.path, sum(len(data) for _, data in contents if isinstance(data, bytes)))
    return _parsed(db, file, contents, (_MADE_BY, seen, looked_ns, hash)), hash


def drop_gone(db: sqlite3.Connection, keys: Iterable[bytes]) -> None:
    """Forget those decks that are gone from the disk; one that was only not asked for stays."""
    gone = [key for key in keys if not os.path.lexists(key)]
    if not gone:
        return
    with suppress(sqlite3.OperationalError), transaction(db):
        for key in gone:
            _clear(db, key)
            db.execute("DELETE FROM deck WHERE path = ?", (key,))


def _parsed(
    db: sqlite3.Connection,
    file: DeckFile,
    contents: list[tuple[Path, bytes | OSError]],
    look: tuple[str, str, int, str],
) -> DeckEntry:
    # pydantic takes 80 ms of a start: only where a deck changed.
    from alliance_tutor.deck.deckfile import parse
    from alliance_tutor.deck.questions import questions_of, to_json
    from alliance_tutor.deck.said import line_of, tags_of

    reading = parse(contents)
    deck = reading.deck
    questions = questions_of(deck) if deck else []
    entry = entry_of(file, reading, questions)
    studied = [question for question in questions if question.ref.type != EXAM_ONLY]
    # Before the transaction, so that other programs may write until all is ready.
    children: dict[str, list[tuple[object, ...]]] = {
        "question": [_columns(question.ref) for question in questions],
        "body": [(to_json(question),) for question in questions],
        "topic": [(topic.id, topic.title, topic.summary) for topic in deck.topics] if deck else [],
        "said": [("\n".join(map(line_of, studied)), "\n".join(map(tags_of, studied)))],
    }
    cards = {question.ref.card for question in questions}
    gone = _gone(db, file_key(file.path), cards)
    with transaction(db):
        known = db.execute("SELECT card FROM gone WHERE deck_id = ?", (reading.id,)).fetchall()
        back = [(reading.id, card) for (card,) in known if card in cards]
        db.executemany("DELETE FROM gone WHERE deck_id = ? AND card = ?", back)
        db.executemany(f"INSERT OR REPLACE INTO gone VALUES ({_marks(5)})", gone)
        n = _deck_row(db, file_key(file.path), (*look, entry_to_json(entry, file)))
        for table, columns in children.items():
            _insert(db, table, n, columns)
    return entry


def _gone(db: sqlite3.Connection, key: bytes, cards: Container[str]) -> list[tuple[str, ...]]:
    """The cards that the index has of a deck and that are not among its `cards` any more.

    Each with its deck's id, the parts that its questions' ids end in, and what its first question says.
    """
    there = "FROM question WHERE deck = (SELECT n FROM deck WHERE path = ?)"
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for id, deck, card, number in db.execute(f"SELECT id, deck_id, card, n {there} ORDER BY n", (key,)):
        if card not in cards:
            found.setdefault((deck, card), []).append((id.partition("#")[2], number))
    rows: list[tuple[str, ...]] = []
    body = "SELECT json FROM body WHERE deck = (SELECT n FROM deck WHERE path = ?) AND n = ?"
    for (deck, card), parts in found.items():
        said = json.loads(db.execute(body, (key, parts[0][1])).fetchone()[0])
        rows.append((deck, card, " ".join(part for part, _ in parts), said["prompt"], said["answer"]))
    return rows


def _insert(db: sqlite3.Connection, table: str, deck: int, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = _marks(2 + len(rows[0]))
        numbered = ((deck, number, *columns) for number, columns in enumerate(rows))
        db.executemany(f"INSERT INTO {table} VALUES ({marks})", numbered)


def _deck_row(db: sqlite3.Connection, key: bytes, columns: tuple[str, str, int, str, str]) -> int:
    """Write a deck's row, keeping its number, and clear what hangs on it."""
    db.execute(
        f"INSERT INTO deck(path, made_by, stats, looked_ns, hash, entry) VALUES ({_marks(6)}) "
        "ON CONFLICT(path) DO UPDATE SET made_by = excluded.made_by, stats = excluded.stats, "
        "looked_ns = excluded.looked_ns, hash = excluded.hash, entry = excluded.entry",
        (key, *columns),
    )
    _clear(db, key)
    n: int = db.execute("SELECT n FROM deck WHERE path = ?", (key,)).fetchone()[0]
    return n


def _clear(db: sqlite3.Connection, key: bytes) -> None:
    for table in CHILDREN:
        db.execute(f"DELETE FROM {table} WHERE deck = (SELECT n FROM deck WHERE path = ?)", (key,))


def _columns(ref: QuestionRef) -> tuple[str, ...]:
    return ref.id, ref.deck, ref.card, ref.topic, ref.type, ref.level, ref.status, ref.when


def _marks(count: int) -> str:
    return ", ".join("?" * count)
