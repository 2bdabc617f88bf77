"""What a journal's caches hold, to be compared with the fold of its events."""

from alliance_tutor.journal.fold import Fold
from alliance_tutor.journal.store import Journal


def folded(journal: Journal) -> Fold:
    """What the journal's caches hold, as a fold."""
    days = {count.day: count for count in journal.days(0)}
    return Fold(journal.standings(), days, journal.retention, journal.timings(), journal.evidence())
