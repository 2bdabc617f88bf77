"""The ways out of a damaged journal, the same for every face."""

from collections.abc import Callable
from typing import NamedTuple

from alliance_tutor.desk.keeping import Keeping
from alliance_tutor.insight.keeping import copy_line
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.backup import Backup
from alliance_tutor.journal.salvage import Saved

KEPT = "Nothing is deleted: the damaged file is kept, whatever you choose."
LOOKING = "Looking what can be saved of it …"
MOST_COPIES = 5


class Way(NamedTuple):
    """One way out: what it is called, what is said when it was taken, and what it does."""

    text: str
    done: str
    act: Callable[[], object]


def ways(keeping: Keeping, saved: Saved) -> list[Way]:
    """What can be done, the best first."""
    total = saved.found + saved.from_backups
    text = f"Go on with all that can be saved: {number(total, 'event')}"
    found = [Way(text, "What could be saved is your history now.", keeping.salvage)] if total else []
    found += [_bring_back(keeping, copy) for copy in keeping.copies()[:MOST_COPIES]]
    return [*found, Way("Begin anew, with an empty history", "Your history begins anew.", keeping.begin_anew)]


def _bring_back(keeping: Keeping, copy: Backup) -> Way:
    text = f"Bring back {copy_line(copy)}"
    return Way(text, "The backup is your history now.", lambda: keeping.restore(copy.path))
