"""A stat-checked SQLite index of the decks, in the cache directory: a start with unchanged decks reads none.

It is a cache: deleted, damaged, locked or read-only, it is rebuilt or kept in memory, and nothing is said.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from alliance_tutor.deck import index_reading as reading
from alliance_tutor.deck import index_search as search
from alliance_tutor.deck.index_file import FAILURES, is_useless, open_file, removed, transaction
from alliance_tutor.deck.index_reading import Told
from alliance_tutor.deck.index_tables import REF
from alliance_tutor.deck.library import DeckFile, Library, TopicText, arrange
from alliance_tutor.deck.look import file_key
from alliance_tutor.deck.refs import EXAM_ONLY, GoneCard, QuestionRef

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question

_T = TypeVar("_T")

_STUDIED = "FROM json_each(?) JOIN question ON question.id = value AND question.type <> ?"


class Tally(NamedTuple):
    """What was counted of a deck's questions for one `version` of the journal's: unseen, not suspended."""

    version: int
    unseen: int
    fresh: int


def _no_word(_path: Path, _size: int) -> None:
    return


class DeckIndex:
    """The decks' questions, ready to be asked for. To be used in the thread that made it.

    `path` is the cache file, None to keep everything in memory; `clock` gives UTC nanoseconds.
    """

    def __init__(self, path: Path | None, *, clock: Callable[[], int] = time.time_ns) -> None:
        self._clock = clock
        self._files: list[DeckFile] = []
        self._library: Library | None = None
        self._used: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}
        self._told: Told = _no_word
        self._state: tuple[tuple[DeckFile, str], ...] = ()
        self._db, self._path = open_file(path)

    @property
    def path(self) -> Path | None:
        """The cache file, None where everything is kept in memory: no other process sees what is read."""
        return self._path

    @property
    def state(self) -> tuple[tuple[DeckFile, str], ...]:
        """The decks of the latest refresh, each with a hash of its files: equal where no question changed."""
        return self._state

    def refresh(self, files: Sequence[DeckFile], told: Told | None = None) -> Library:
        """Look at every file and read those that changed; what is gone from the disk is dropped.

        `told` is told of each deck before it is parsed.
        """
        self._files = list(files)
        self._library = None
        self._told = told or _no_word
        try:
            return self._tried(lambda library: library)
        finally:
            self._told = _no_word

    def changed(self, files: Sequence[DeckFile]) -> list[DeckFile]:
        """Those of the decks that a refresh would have to parse, as far as their files' stat tells."""
        return self._retried(lambda: reading.changed(self._db, files))

    def refs(self, deck: str | Path, *, exam: bool = False) -> list[QuestionRef]:
        """The questions of a deck, by its id or its file, in their order; empty if there is no such deck.

        What exams alone ask is left out, unless it is an `exam` that they are for.
        """
        wanted = "" if exam else f"AND type <> '{EXAM_ONLY}'"
        sql = (
            f"SELECT {REF} FROM question WHERE deck = (SELECT n FROM deck WHERE path = ?) {wanted} ORDER BY n"
        )
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

    def counts(self, ids: Iterable[str]) -> dict[str, int]:
        """By deck in use, how many of some questions it has that can be studied."""
        wanted = _wanted(ids)
        return self._tried(lambda _: self._counts(wanted))

    def ids(self, deck: str) -> list[str]:
        """The ids of a deck's questions that can be studied; a place in this list is what a search finds."""
        return self._tried(lambda _: search.ids(self._db, self._used.get(deck, b"")))

    def words(self, deck: str) -> tuple[str, str]:
        """The words of a deck's questions as `said.folded` makes them, a line a place; and their tags."""
        return self._tried(lambda _: search.words(self._db, self._used.get(deck, b"")))

    def names(self, deck: str, field: str) -> list[str]:
        """What stands in a field of a deck's questions, one of `index_search.FIELDS`."""
        return self._tried(lambda _: search.names(self._db, self._used.get(deck, b""), field))

    def places(self, deck: str, field: str, names: Sequence[str]) -> list[int]:
        """The places of a deck's questions that have one of the names in a field."""
        return self._tried(
            lambda library: search.places(
                self._db, self._used.get(deck, b""), _count(library, deck), field, names
            )
        )

    def at(self, deck: str, places: Sequence[int]) -> "list[Question]":
        """The questions in some places of a deck, in its order."""
        return self._tried(
            lambda library: search.at(self._db, self._used.get(deck, b""), _count(library, deck), places)
        )

    def listed(self, ids: Iterable[str]) -> list[str]:
        """Those of some questions that can be studied, deck by deck and in the order of their files."""
        wanted = _wanted(ids)
        return self._tried(lambda library: [id for (id,) in self._listed(library, wanted, "question.id")])

    def refs_of(self, ids: Iterable[str]) -> list[QuestionRef]:
        """The same of `listed`, each with where it belongs."""
        wanted = _wanted(ids)
        return self._tried(
            lambda library: [QuestionRef(*row[2:]) for row in self._listed(library, wanted, "question.*")]
        )

    def tallies(self) -> dict[str, Tally]:
        """What was counted of each deck, as far as anything was."""
        return self._tried(lambda _: self._tallies())

    def keep_tallies(self, tallies: Mapping[str, Tally]) -> None:
        """Keep what was counted; where that cannot be written, it is counted again next time."""
        with suppress(*FAILURES):
            rows = [(self._number(deck), *tally) for deck, tally in tallies.items()]
            with transaction(self._db):
                self._db.executemany("INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?)", rows)

    def gone(self) -> list[GoneCard]:
        """The cards of all decks that were there once, as far as this cache has seen it; some may be back."""
        sql = "SELECT deck_id, card, parts, prompt, answer FROM gone"
        return self._tried(lambda _: [GoneCard(*row) for row in self._db.execute(sql).fetchall()])

    def forget_gone(self, deck: str, card: str) -> None:
        """Let go of a card that is not there any more."""
        sql = "DELETE FROM gone WHERE deck_id = ? AND card = ?"
        self._tried(lambda _: self._db.execute(sql, (deck, card)))

    def close(self) -> None:
        """Let go of the cache file."""
        self._db.close()

    def _tried(self, work: Callable[[Library], _T]) -> _T:
        """Do `work` on the refreshed index."""
        return self._retried(lambda: work(self._refreshed()))

    def _retried(self, work: Callable[[], _T]) -> _T:
        """Do `work` on the cache as it is; if that fails, on a new one, and at last in memory."""
        for rebuild in (True, False):
            try:
                return work()
            except FAILURES as error:
                if self._path is None:
                    raise
                self._db.close()
                self._library = None
                kept = rebuild and is_useless(error) and removed(self._path)
                self._db, self._path = open_file(self._path if kept else None)
        return work()

    def _refreshed(self) -> Library:
        if self._library is None:
            self._library = self._refresh()
        return self._library

    def _refresh(self) -> Library:
        rows = reading.rows(self._db)
        keys = [file_key(file.path) for file in self._files]
        found = [
            reading.entry(self._db, file, rows.get(key), self._clock(), self._told)
            for file, key in zip(self._files, keys, strict=True)
        ]
        library = arrange([entry for entry, _ in found])
        self._used = {entry.id: file_key(entry.path) for entry in library.decks}
        self._numbers = {}
        self._state = tuple(zip(self._files, (hash for _, hash in found), strict=True))
        reading.drop_gone(self._db, rows.keys() - set(keys))
        return library

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

    def _listed(self, library: Library, wanted: str, columns: str) -> list[tuple[Any, ...]]:
        rows = self._db.execute(f"SELECT deck, n, {columns} {_STUDIED}", (wanted, EXAM_ONLY)).fetchall()
        places = {self._number(entry.id): place for place, entry in enumerate(library.decks)}
        found = sorted((places[row[0]], *row[1:]) for row in rows if row[0] in places)
        return [row[2:] for row in found]

    def _counts(self, wanted: str) -> dict[str, int]:
        sql = f"SELECT deck, count(*) {_STUDIED} GROUP BY deck"
        rows = dict(self._db.execute(sql, (wanted, EXAM_ONLY)).fetchall())
        return {deck: rows.get(self._number(deck), 0) for deck in self._used}

    def _tallies(self) -> dict[str, Tally]:
        rows = {row[0]: row[1:] for row in self._db.execute("SELECT * FROM tally").fetchall()}
        numbers = {deck: self._number(deck) for deck in self._used}
        return {deck: Tally(*rows[number]) for deck, number in numbers.items() if number in rows}

    def _number(self, deck: str) -> int:
        """What a deck in use is called in the tables; of any other 0, which is none."""
        if not self._numbers:
            numbers = dict(self._db.execute("SELECT path, n FROM deck").fetchall())
            self._numbers = {id: numbers[key] for id, key in self._used.items()}
        return self._numbers.get(deck, 0)

    def _key_of(self, deck: str | Path) -> bytes | None:
        return file_key(deck) if isinstance(deck, Path) else self._used.get(deck)


def _wanted(ids: Iterable[str]) -> str:
    return json.dumps(sorted(set(ids)))  # sorted, a page of the table is read once


def _count(library: Library, deck: str) -> int:
    """How many questions of a deck can be studied."""
    entry = library.deck(deck)
    return entry.questions if entry else 0
