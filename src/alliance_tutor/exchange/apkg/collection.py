"""A collection's database: note types, notes, cards, decks and reviews, of schema 11 as of 18.

The database comes from elsewhere. It is opened in memory, only tables are read from it, and SQLite may run no
function, recursion or view of its own.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.apkg import wire
from alliance_tutor.exchange.limits import MOST_BYTES, MOST_ITEMS

_JOURNAL_MODE = slice(18, 20)
_ROLLBACK = b"\x01\x01"
"""What a database in memory must say of its journal mode; Anki's say 2, a write-ahead log."""

_TABLES = ("col", "notes", "cards", "revlog", "notetypes", "fields", "templates", "decks", "config")
"""What is read: of schema 11 the first four, and of 18 all."""

_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_MOST_CARDS = 4 * MOST_ITEMS
_FIRST_SCHEDULER = 1


class Template(NamedTuple):
    """A kind of card of a note type: its name, and its two sides as Anki's templates."""

    name: str
    front: str
    back: str


class NoteType(NamedTuple):
    """What fields notes of a type have, and which cards are made of them."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...]


class RawCard(NamedTuple):
    """A card: of which template or gap (from 0), in which deck, by the titles from the outermost on."""

    id: int
    place: int
    deck: tuple[str, ...]
    is_suspended: bool
    flag: int


class RawNote(NamedTuple):
    """A note: `type` is its note type's id."""

    guid: str
    type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[RawCard, ...]


class RawReview(NamedTuple):
    """A line of the review log: when (UTC ms), which button (0 none), how long (ms), and of which kind.

    `kind` is 0 learning, 1 review, 2 relearning, 3 in a filtered deck, 4 by hand, 5 rescheduled; `factor`
    is 0 in a filtered deck that does not reschedule.
    """

    at: int
    card: int
    button: int
    ms: int
    kind: int
    factor: int


class Collection(NamedTuple):
    """All that is read of a collection; `types` by id.

    `rollover` is the hour at which its days end, None where it does not say.
    """

    types: dict[int, NoteType]
    notes: tuple[RawNote, ...]
    reviews: tuple[RawReview, ...]
    rollover: int | None


def collection(data: bytes) -> Collection:
    """What a database holds. Raises UsageError where it is no collection."""
    try:
        with _opened(data) as db:
            return _collected(db)
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as fault:
        raise UsageError(
            "the collection in this package cannot be read", hint="export it from Anki again"
        ) from fault


@contextmanager
def _opened(data: bytes) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        patched = bytearray(data)
        patched[_JOURNAL_MODE] = _ROLLBACK
        db.deserialize(bytes(patched))
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA query_only = ON")
        db.create_collation("unicase", _compared)
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        _refuse_computed(db)
        db.set_authorizer(_authorized)
        yield db
    finally:
        db.close()


def _refuse_computed(db: sqlite3.Connection) -> None:
    """Raise ValueError where a column is computed when it is read, which no authorizer is asked about."""
    for table in _TABLES:
        if any(column[-1] for column in db.execute(f"PRAGMA table_xinfo({table})")):
            raise ValueError(f"a column of {table} is computed")


def _authorized(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _compared(one: str, other: str) -> int:
    """Order without case, as Anki's own collation has it; nothing that is read rests on it."""
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _collected(db: sqlite3.Connection) -> Collection:
    # A table has a root page; a virtual one and a view have none.
    tables = {
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
    }
    if not set(_TABLES[:4]) <= tables:
        raise ValueError("it has not the tables of a collection")
    is_new = "notetypes" in tables
    if is_new and not set(_TABLES) <= tables:
        raise ValueError("it has not the tables of a collection")
    conf, models, decks = _row(db, "SELECT conf, models, decks FROM col")
    if is_new:
        config = {
            key: json.loads(value) for key, value in db.execute("SELECT KEY, val FROM config") if key in _READ
        }
        types, paths = _new_types(db), _new_decks(db)
    else:
        config = json.loads(conf)
        types, paths = _old_types(json.loads(models)), _old_decks(json.loads(decks))
    cards = _cards(db, paths)
    notes = tuple(_notes(db, cards))
    has_first = not is_new and config.get("schedVer", _FIRST_SCHEDULER) == _FIRST_SCHEDULER
    rollover = config.get("rollover")
    is_hour = isinstance(rollover, int) and 0 <= rollover <= 23
    return Collection(types, notes, tuple(_reviews(db, has_first=has_first)), rollover if is_hour else None)


_READ = frozenset({"rollover"})


def _row(db: sqlite3.Connection, query: str) -> tuple[Any, ...]:
    found = db.execute(query).fetchone()
    if found is None:
        raise ValueError("the collection is empty")
    return tuple(found)


def _new_types(db: sqlite3.Connection) -> dict[int, NoteType]:
    fields: dict[int, list[str]] = {}
    for type, name in db.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(type, []).append(str(name))
    templates: dict[int, list[Template]] = {}
    for type, name, message in db.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        sides = ["".join(wire.texts(message, number)[-1:]) for number in (1, 2)]
        templates.setdefault(type, []).append(Template(str(name), *sides))
    return {
        type: NoteType(
            str(name),
            wire.whole(message, 1) == 1,
            tuple(fields.get(type, ())),
            tuple(templates.get(type, ())),
        )
        for type, name, message in db.execute("SELECT id, name, config FROM notetypes")
    }


def _old_types(models: dict[str, Any]) -> dict[int, NoteType]:
    types = {}
    for id, model in models.items():
        fields = sorted(model["flds"], key=lambda field: int(field["ord"]))
        templates = sorted(model["tmpls"], key=lambda template: int(template["ord"]))
        types[int(id)] = NoteType(
            str(model["name"]),
            model.get("type") == 1,
            tuple(str(field["name"]) for field in fields),
            tuple(Template(str(each["name"]), str(each["qfmt"]), str(each["afmt"])) for each in templates),
        )
    return types


def _new_decks(db: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    return {id: tuple(str(name).split("\x1f")) for id, name in db.execute("SELECT id, name FROM decks")}


def _old_decks(decks: dict[str, Any]) -> dict[int, tuple[str, ...]]:
    return {int(id): tuple(str(deck["name"]).split("::")) for id, deck in decks.items()}


def _cards(db: sqlite3.Connection, decks: dict[int, tuple[str, ...]]) -> dict[int, list[RawCard]]:
    """The cards of each note; one that is in a filtered deck for now counts to its own."""
    cards: dict[int, list[RawCard]] = {}
    query = "SELECT id, nid, did, odid, ord, queue, flags FROM cards ORDER BY nid, ord LIMIT ?"
    for id, note, deck, own, place, queue, flags in db.execute(query, (_MOST_CARDS + 1,)):
        card = RawCard(int(id), int(place), decks.get(own or deck, ()), queue == _SUSPENDED, int(flags) & 7)
        cards.setdefault(note, []).append(card)
    if sum(map(len, cards.values())) > _MOST_CARDS:
        raise UsageError(f"the package has more than {_MOST_CARDS} cards", hint="export the decks one by one")
    return cards


_SUSPENDED = -1


def _notes(db: sqlite3.Connection, cards: dict[int, list[RawCard]]) -> Iterator[RawNote]:
    """The notes in the order in which they were made, which their ids tell."""
    rows = db.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id LIMIT ?", (MOST_ITEMS + 1,))
    for id, guid, type, tags, fields in rows:
        yield RawNote(
            str(guid),
            int(type),
            tuple(str(fields).split("\x1f")),
            tuple(str(tags).split()),
            tuple(cards.get(id, ())),
        )


def _reviews(db: sqlite3.Connection, *, has_first: bool) -> Iterator[RawReview]:
    """The reviews in order. Anki's first scheduler had no “hard” in learning: 2 was “good” and 3 “easy”."""
    for at, card, button, ms, kind, factor in db.execute(
        "SELECT id, cid, ease, time, type, factor FROM revlog ORDER BY id"
    ):
        is_shifted = has_first and kind in (0, 2) and button in (2, 3)
        yield RawReview(int(at), int(card), int(button) + is_shifted, int(ms), int(kind), int(factor))
