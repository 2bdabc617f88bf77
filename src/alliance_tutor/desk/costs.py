"""What desired retentions would cost: `python -m alliance_tutor.desk.costs FILE`, with the desk on stdin.

A process of its own, for the reason that the planner's is one; line mode works it out in place.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from alliance_tutor import settings as settings_file
from alliance_tutor.desk.desk import Desk
from alliance_tutor.desk.reckoning import pace_of
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.errors import TutorError
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.memory.trace import trace_of
from alliance_tutor.memory.workload import DAYS, Cost, Learner, cost
from alliance_tutor.settings import Places

RETENTIONS = (0.80, 0.85, 0.90, 0.95)
_SEED = 1
_PATIENCE = 10  # added to the process's niceness: keys come first


def costs(desk: Desk, retentions: Sequence[float] = RETENTIONS) -> list[Cost]:
    """What each retention would cost over the next `DAYS` days; the same chances decide at each of them.

    Where nothing was studied yet, what decks hold is taken for endless.
    """
    learner, day = learner_of(desk, desk.parameters), desk.day
    return [cost(learner, retention, day, Random(_SEED)) for retention in retentions]


def command(told: Path) -> list[str]:
    """What to run so that `told` holds the costs. It ends with 0 when it does."""
    # -P: no module of the folder in which the learner happens to be is taken for one of ours.
    return [sys.executable, "-P", "-m", __name__, str(told)]


def to_stdin(desk: Desk) -> bytes:
    """What that process has to be told."""
    told = {"places": desk.places, "given": desk.shelf.given, "now": desk.now()}
    return json.dumps(told, default=str).encode()


def read(told: Path) -> list[Cost]:
    """The costs that the process has left."""
    return [Cost(*row) for row in json.loads(told.read_text(encoding="utf-8"))]


def opened(told: bytes) -> Desk:
    """The desk told on stdin, to be read from only. Raises TutorError."""
    document = json.loads(told)
    places, now = Places(*map(Path, document["places"])), Moment(*document["now"])
    shelf = Shelf.open(places, map(Path, document["given"]))
    try:
        journal = Journal.open(places.history, write=False)
        return Desk(places, settings_file.load(places), lambda: now, shelf, journal)
    except BaseException:
        shelf.close()
        raise


def learner_of(desk: Desk, parameters: Parameters) -> Learner:
    """The learner as the journal shows them, remembering as `parameters` say."""
    standings, refs = desk.journal.standings(), desk.shelf.refs()
    begun = [
        standing.memory
        for standing in (standings.get(ref.id) for ref in refs)
        if standing and standing.memory and not standing.suspended
    ]
    new = desk.settings.new_per_day
    unseen = len(refs) - len(begun) if begun else new * DAYS
    pace: Pace = pace_of(refs, desk.journal.timings())
    return Learner([trace_of(memory) for memory in begun], unseen, new, pace, parameters)


def main() -> int:
    """Work out what the desk told on stdin wants to know."""
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    try:
        with opened(sys.stdin.buffer.read()) as desk:
            found = costs(desk)
    except TutorError:
        return 1  # the one who asked meets the same fault, and tells it
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
