"""What a start asks of the journal: only the standings that today can be about, however long the history.

Each query reads a range of an index. What a deck does not hold any more is still among the answers: whoever
asks has to look it up in the decks.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from alliance_tutor.journal import schema
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.plan import Seen
from alliance_tutor.memory.standing import Standing

_ROW = """question, stage <> 'review', last_day, due_day, due_at, stability, difficulty,
  suspended OR coalesce(buried_day = ?1, 0), suspended, coalesce(first_day = ?1, 0)"""
# One after the other, and the steps by their own index: else SQLite would read every row.
_TODAY = tuple(
    f"SELECT {_ROW} FROM standing WHERE {which}"
    for which in (
        "due_day <= ?1",
        "question IN (SELECT question FROM standing WHERE stage <> 'review') AND due_day > ?1",
        "last_day = ?1",
        "first_day = ?1",
        "buried_day = ?1",
    )
)
_IN_DECK = schema.in_deck("?")
_OF_DECK = f"SELECT * FROM standing WHERE {_IN_DECK}"
_TOUCHED = "SELECT * FROM standing WHERE suspended OR buried_day = ?1 OR last_day = ?1"
_OFFERED = """SELECT * FROM standing WHERE suspended OR buried_day = ?1 OR last_day = ?1 OR first_day = ?1
  OR last_rating = 1 OR again_day = ?1"""
_WEAKEST = """SELECT * FROM standing WHERE stage = 'review' AND last_day <> ?1 AND NOT suspended
  AND coalesce(buried_day <> ?1, 1) ORDER BY max(0, ?1 - last_day) / stability DESC LIMIT ?2"""
_SET_APART = f"SELECT question, stage NOT NULL, suspended FROM standing WHERE {_IN_DECK}"
_PAST = "stage = 'review' AND ? - last_day > stability * ?"
_SLIPPING = f"SELECT question FROM standing WHERE {_PAST}"
_SLIPPING_IN = f"{_SLIPPING} AND {_IN_DECK}"
_STEPS = "SELECT question FROM standing WHERE stage <> 'review'"
_VERSIONS = "SELECT deck, version FROM pile"


class Row(NamedTuple):
    """A question's part in a study day. What belongs to a memory is None where there is none."""

    id: str
    learning: int | None
    last_day: int | None
    due_day: int | None
    due_at: int | None
    stability: float | None
    difficulty: float | None
    aside: int
    suspended: int
    introduced: int

    @property
    def seen(self) -> Seen | None:
        """What the day's order needs of the question; None where it has no memory."""
        return None if self.learning is None else Seen._make(self[:8])


def today(journal: Journal, day: int) -> dict[str, Row]:
    """What the journal says of the questions that study day `day` can be about, other than unseen ones.

    They are due, in a learning step, answered or first answered on the day, or set aside for it.
    """
    return {row[0]: Row._make(row) for query in _TODAY for row in journal.select(query, (day,))}


def of_decks(journal: Journal, decks: Iterable[str]) -> dict[str, Standing]:
    """The standings of some decks' questions."""
    rows = [row for deck in dict.fromkeys(decks) for row in journal.select(_OF_DECK, (deck, deck))]
    return {row[0]: schema.standing_of(row) for row in rows}


def touched(journal: Journal, day: int) -> dict[str, Standing]:
    """The standings of what is suspended, or was buried or answered on a study day."""
    return {row[0]: schema.standing_of(row) for row in journal.select(_TOUCHED, (day,))}


def offered(journal: Journal, day: int) -> dict[str, Standing]:
    """The standings of what was answered or set aside on a study day, is suspended, or was missed at last."""
    return {row[0]: schema.standing_of(row) for row in journal.select(_OFFERED, (day,))}


def weakest(journal: Journal, day: int, n: int) -> dict[str, Standing]:
    """The `n` standings least likely to be recalled, the least likely first.

    They are past learning, not set aside and not answered on the study day.
    """
    return {row[0]: schema.standing_of(row) for row in journal.select(_WEAKEST, (day, n))}


def set_apart(journal: Journal, deck: str) -> tuple[set[str], set[str]]:
    """Those of a deck's questions that were begun, and those that are suspended."""
    rows = journal.select(_SET_APART, (deck, deck))
    return {row[0] for row in rows if row[1]}, {row[0] for row in rows if row[2]}


def slipping(journal: Journal, day: int, held: float, own: Mapping[str, float]) -> list[str]:
    """The questions begun of which the wanted retention does not hold on a study day any more.

    It holds for `held` times the stability in days, in the decks of `own` for so much of it, and in a
    learning step not at all.
    """
    found = [id for (id,) in journal.select(_SLIPPING, (day, held)) if id.partition("/")[0] not in own]
    for deck, factor in own.items():
        found += [id for (id,) in journal.select(_SLIPPING_IN, (day, factor, deck, deck))]
    return found + [id for (id,) in journal.select(_STEPS)]


def versions(journal: Journal) -> dict[str, int]:
    """By deck, a number that is another one when its unseen or its suspended questions are others."""
    return dict(journal.select(_VERSIONS))
