"""What desired retentions would cost: `python -m alliance_tutor.desk.costs FILE`, with the desk on stdin.

A process of its own, for the reason that the planner's is one; line mode works it out in place.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from alliance_tutor.deck import process
from alliance_tutor.desk import apart
from alliance_tutor.desk.desk import Desk
from alliance_tutor.desk.reckoning import pace_of
from alliance_tutor.errors import TutorError
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import trace_of
from alliance_tutor.memory.workload import DAYS, Cost, Learner, cost

RETENTIONS = (0.80, 0.85, 0.90, 0.95)
_SEED = 1


def costs(desk: Desk, retentions: Sequence[float] = RETENTIONS) -> list[Cost]:
    """What each retention would cost over the next `DAYS` days; the same chances decide at each of them.

    Where nothing was studied yet, what decks hold is taken for endless.
    """
    learner, day = learner_of(desk, desk.parameters), desk.day
    return [cost(learner, retention, day, Random(_SEED)) for retention in retentions]


def command(told: Path) -> list[str]:
    """What to run so that `told` holds the costs. It ends with 0 when it does."""
    return process.command(__name__, told)


def read(told: Path) -> list[Cost]:
    """The costs that the process has left."""
    return [Cost(*row) for row in json.loads(told.read_text(encoding="utf-8"))]


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
    try:
        with apart.opened() as desk:
            found = costs(desk)
    except TutorError:
        return 1  # the one who asked meets the same fault, and tells it
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
