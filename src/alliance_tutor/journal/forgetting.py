"""Events that the learner wants gone: their content is removed for good, their numbers stay.

A number that stays keeps the event from coming back with another device's copy of it.
"""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from alliance_tutor.errors import JournalError
from alliance_tutor.journal import backup, opening, restoring, schema
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.faults import told
from alliance_tutor.journal.store import Journal

_WAIT = 5.0  # seconds for another program that writes
_NAMING = f"{schema.ROWS} WHERE instr(body, ?)"
_SITTING = f"{schema.ROWS} WHERE json_extract(body, '$.exam') = ?"
_POINTING = f"{schema.ROWS} WHERE kind IN ('retracted', 'overruled')"
_FORGET = "UPDATE event SET kind = 'forgotten', body = '{}' WHERE kind <> 'forgotten'"
_FORGET_ONE = f"{_FORGET} AND device = ? AND seq = ?"


class Chosen(NamedTuple):
    """What is to be forgotten: how many events, answers among them, and exams.

    `mixed` of the exams asked other decks too; `first` and `last` are UTC ms, None where there is nothing.
    """

    events: int
    answers: int
    exams: int
    mixed: int
    first: int | None
    last: int | None


def chosen(path: Path, deck: str) -> Chosen:
    """What a journal holds of a deck, or with an empty `deck` of all. Raises JournalError."""
    with told(path), closing(opening.to_read(path, _WAIT)) as db:
        return _counted(_of_deck(db, deck) if deck else _all(db), deck)


def forgotten(path: Path, deck: str) -> int:
    """Removes a deck's events from a journal or a copy, or with an empty `deck` all; how many.

    A crash leaves the journal as it was, or without them. Raises JournalError.
    """
    with told(path), closing(opening.to_write(path, _WAIT)) as db:
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        with opening.transaction(db):
            if deck:
                ids = [(event.device, event.seq) for event in _of_deck(db, deck)]
                count = db.executemany(_FORGET_ONE, ids).rowcount if ids else 0
            else:
                count = db.execute(_FORGET).rowcount
            for table in schema.cache_tables(db):
                db.execute(f"DELETE FROM {table}")
            db.execute(schema.PUT_META, ("cache", ""))
    return int(count)


def swept(path: Path) -> bool:
    """Writes a journal anew, so that no page holds what was removed; False while another has it open.

    Raises JournalError.
    """
    with told(path), closing(opening.to_write(path, _WAIT)) as db:
        db.execute("PRAGMA secure_delete = ON")
        try:
            db.execute("VACUUM")
            db.execute("PRAGMA optimize")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            return False
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def forget_here(path: Path, deck: str) -> tuple[int, bool]:
    """Removes what is chosen from the journal itself; how many events, and whether no trace is left in it.

    Raises JournalError.
    """
    count = forgotten(path, deck)
    Journal.open(path).close()  # makes the caches anew
    return count, swept(path)


def forget_in_copy(path: Path, deck: str) -> bool:
    """Writes a copy anew without a deck's events; False where it cannot be, and was removed instead.

    Raises JournalError where it can be neither.
    """
    try:
        with restoring.draft_of(path) as draft:
            with told(draft):
                shutil.copyfile(path, draft)
            forgotten(draft, deck)
            swept(draft)
            with told(draft), closing(sqlite3.connect(draft, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = DELETE")
            with told(path):
                draft.replace(path)
                backup.flush_folder(path.parent)
    except JournalError:
        removed([path])
        return False
    return True


def removed(paths: Iterable[Path]) -> int:
    """Deletes copies, with what SQLite keeps beside them; how many. Raises JournalError."""
    count = 0
    for path in paths:
        with told(path):
            for suffix in ("-wal", "-shm", "-journal", ""):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        count += 1
    return count


def _all(db: sqlite3.Connection) -> list[Event]:
    return [schema.event_of(row) for row in db.execute(f"{schema.ROWS} WHERE kind <> 'forgotten'")]


def _of_deck(db: sqlite3.Connection, deck: str) -> list[Event]:
    """The events that are about a deck: those that name a card of it, the exams that asked it, and what names
    these."""
    rows = db.execute(_NAMING, (f'"{deck}',))
    found = {event.id: event for event in map(schema.event_of, rows) if _is_about(event, deck)}
    for exam in {event.exam for event in found.values()} - {None}:
        events = [schema.event_of(row) for row in db.execute(_SITTING, (exam,))]
        events += [schema.event_of(row) for row in db.execute(schema.EVENT, schema.parted(str(exam)))]
        found |= {event.id: event for event in events}
    pointing = [schema.event_of(row) for row in db.execute(_POINTING)]
    count = -1
    while count != len(found):  # what is overruled may have been retracted in its turn
        count = len(found)
        found |= {event.id: event for event in pointing if event.body.get("event") in found}
    return [event for event in found.values() if event.kind != Kind.FORGOTTEN]


def _is_about(event: Event, deck: str) -> bool:
    if event.kind == Kind.RETENTION_SET:
        return event.body.get("deck") == deck
    if event.kind == Kind.PLAN_SET:
        exams = event.body.get("exams")
        return isinstance(exams, list) and bool(exams) and all(_only(exam, deck) for exam in exams)
    return bool(_cards(event.body, f"{deck}/"))


def _only(exam: object, deck: str) -> bool:
    return isinstance(exam, dict) and exam.get("decks") == [deck]


def _cards(value: Any, prefix: str = "") -> list[str]:
    """The names of cards and questions in a body that begin so; what the learner typed is none."""
    if isinstance(value, dict):
        named = (_named(key, each, prefix) for key, each in value.items() if key != "response")
        return [name for names in named for name in names]
    if isinstance(value, list):
        return [name for each in value for name in _cards(each, prefix)]
    return []


def _named(key: str, value: Any, prefix: str) -> list[str]:
    if key in ("question", "from", "to") and isinstance(value, str):
        return [value] if value.startswith(prefix) and "/" in value else []
    if key == "questions" and isinstance(value, list):
        return [each for each in value if isinstance(each, str) and each.startswith(prefix)]
    return _cards(value, prefix)


def _counted(events: list[Event], deck: str) -> Chosen:
    answers = sum(event.kind in (Kind.REVIEWED, Kind.ANSWERED) for event in events)
    answers += sum(len(_rows(event)) for event in events if event.kind == Kind.EXAM_FINISHED)
    exams = [event for event in events if event.kind == Kind.EXAM_STARTED]
    mixed = sum(any(not name.startswith(f"{deck}/") for name in _cards(event.body)) for event in exams)
    ats = [event.at for event in events]
    first, last = (min(ats), max(ats)) if ats else (None, None)
    return Chosen(len(events), answers, len(exams), mixed if deck else 0, first, last)


def _rows(event: Event) -> list[Any]:
    rows = event.body.get("answers")
    return rows if isinstance(rows, list) else []
