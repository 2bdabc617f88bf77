"""A desk handed to a process of its own: what that is told on stdin, the desk it opens from it.

A thread would do the same work, but holds Python's lock: keys would wait.
"""

import json
import sys
from pathlib import Path

from alliance_tutor import settings as settings_file
from alliance_tutor.deck import process
from alliance_tutor.desk.desk import Desk
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.settings import Places


def to_stdin(desk: Desk) -> bytes:
    """What that process has to be told."""
    told = {"places": desk.places, "given": desk.shelf.given, "now": desk.now()}
    return json.dumps(told, default=str).encode()


def opened() -> Desk:
    """In that process: the desk told on stdin, at that instant, to be read from only. Raises TutorError."""
    process.give_way()
    told = json.load(sys.stdin)
    places, now = Places(*map(Path, told["places"])), Moment(*told["now"])
    shelf = Shelf.open(places, map(Path, told["given"]))
    try:
        journal = Journal.open(places.history, write=False)
        return Desk(places, settings_file.load(places), lambda: now, shelf, journal)
    except BaseException:
        shelf.close()
        raise
