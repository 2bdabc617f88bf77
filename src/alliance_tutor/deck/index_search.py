"""What a search asks of the index: a deck's questions by their places, without those that exams alone ask.

A place counts from 0 in the deck's order. `key` is the deck file's key in the index.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance_tutor.deck.refs import EXAM_ONLY

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question

FIELDS = ("topic", "type", "level", "status", "card")
"""The columns by which questions are chosen."""

_OF = "deck = (SELECT n FROM deck WHERE path = ?)"
_GIVEN = "(SELECT value FROM json_each(?))"  # a statement has room for few question marks
_ASKED = f"{_OF} AND type <> '{EXAM_ONLY}'"


def ids(db: sqlite3.Connection, key: bytes) -> list[str]:
    """The ids of a deck's questions."""
    return [row[0] for row in db.execute(f"SELECT id FROM question WHERE {_ASKED} ORDER BY n", (key,))]


def words(db: sqlite3.Connection, key: bytes) -> tuple[str, str]:
    """The words of a deck's questions, folded, a line a question; and their tags."""
    row = db.execute(f"SELECT words, tags FROM said WHERE {_OF}", (key,)).fetchone()
    return (row[0], row[1]) if row else ("", "")


def names(db: sqlite3.Connection, key: bytes, field: str) -> list[str]:
    """What stands in a field of a deck's questions, each once; `field` is one of `FIELDS`."""
    return [row[0] for row in db.execute(f"SELECT DISTINCT {field} FROM question WHERE {_ASKED}", (key,))]


def places(db: sqlite3.Connection, key: bytes, count: int, field: str, names: Sequence[str]) -> list[int]:
    """The places of the questions that have one of the names in a field; `count` is how many there are."""
    sql = f"SELECT n FROM question WHERE {_ASKED} AND {field} IN {_GIVEN} ORDER BY n"
    found = [row[0] for row in db.execute(sql, (key, json.dumps(names)))]
    numbers = _numbers(db, key, count)
    if numbers is None:
        return found
    place_of = {number: place for place, number in enumerate(numbers)}
    return [place_of[number] for number in found]


def at(db: sqlite3.Connection, key: bytes, count: int, places: Sequence[int]) -> "list[Question]":
    """The questions in some places of a deck that has `count`, in the order of the deck."""
    from alliance_tutor.deck.questions import from_json  # only where something is shown

    numbers = _numbers(db, key, count)
    wanted = [numbers[place] if numbers else place for place in places if 0 <= place < count]
    sql = f"SELECT json FROM body WHERE {_OF} AND n IN {_GIVEN} ORDER BY n"
    return [from_json(row[0]) for row in db.execute(sql, (key, json.dumps(wanted)))]


def _numbers(db: sqlite3.Connection, key: bytes, count: int) -> list[int] | None:
    """The number of the question in each place; None where they are the same, as in most decks."""
    last = db.execute(f"SELECT max(n) FROM question WHERE {_OF}", (key,)).fetchone()[0]
    if last is None or last + 1 == count:
        return None
    return [row[0] for row in db.execute(f"SELECT n FROM question WHERE {_ASKED} ORDER BY n", (key,))]
