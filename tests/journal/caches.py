"""What a journal's caches hold, to be compared with the fold of its events."""

from math import log2

from alliance_tutor.journal.course import Figures, Tally
from alliance_tutor.journal.fold import Fold
from alliance_tutor.journal.store import Journal


class Cached(Tally):
    """The sums in a journal's caches."""

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        for day, deck, *figures in journal.select("SELECT * FROM day"):
            self.of_decks.setdefault(deck, {})[day] = figures
        for (stability, days), recalls in journal.evidence().items():
            self.evidence[round(2 * log2(stability)), days] = list(recalls)
        rows = journal.select("SELECT * FROM calibration")
        self._calibration = {(deck, part): figures for deck, part, *figures in rows}

    @property
    def calibration(self) -> dict[tuple[str, int], Figures]:
        return self._calibration


def folded(journal: Journal) -> Fold:
    """What the journal's caches hold, as a fold."""
    tally = Cached(journal)
    return Fold(journal.standings(), journal.timings(), tally, journal.retentions(), journal.parameters())
