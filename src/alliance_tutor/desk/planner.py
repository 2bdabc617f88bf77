"""A plan worked out in a process of its own: `python -m alliance_tutor.desk.planner`, the desk on stdin.

A thread would do the same work, but holds Python's lock: with 10,000 questions keys would wait for a second
and more. What the process works out it leaves in the cache directory, for all to find.
"""

import gc
import json
import os
import sys
from pathlib import Path

from alliance_tutor import settings as settings_file
from alliance_tutor.desk.desk import Desk
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.errors import TutorError
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.settings import Places

_PATIENCE = 10  # added to the process's niceness: keys come first


def command() -> list[str]:
    """What to run. It ends with 0 when all is kept, else with another number."""
    # -P: no module of the folder in which the learner happens to be is taken for one of ours.
    return [sys.executable, "-P", "-m", __name__]


def to_stdin(desk: Desk) -> bytes:
    """What that process has to be told."""
    told = {"places": desk.places, "given": desk.shelf.given, "now": desk.now()}
    return json.dumps(told, default=str).encode()


def main() -> int:
    """Work out what the plan of the desk told on stdin wants."""
    told = json.load(sys.stdin)
    places, now = Places(*map(Path, told["places"])), Moment(*told["now"])
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    shelf = Shelf.open(places, map(Path, told["given"]))
    try:
        with Journal.open(places.history, write=False) as journal:
            desk = Desk(places, settings_file.load(places), lambda: now, shelf, journal)
            desk.plans.settle()
            return 0 if desk.plans.found_by_all else 1
    except TutorError:
        return 1  # the one who asked meets the same fault, and tells it
    finally:
        shelf.close()


if __name__ == "__main__":
    gc.disable()  # collecting would take a tenth of the time
    sys.exit(main())
