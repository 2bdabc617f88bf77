"""What the statistics read of the journal: its caches, by deck."""

import json
from collections.abc import Collection, Iterable, Sequence
from operator import add
from typing import NamedTuple

from alliance_tutor.journal.schema import in_deck
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.standing import Stage


class DayTally(NamedTuple):
    """A study day's answers (see `DayCount`), and its true retention.

    That is of the first answers of questions past learning; mature are those whose interval was 21 days or
    longer.
    """

    day: int
    answers: int = 0
    new: int = 0
    reviews: int = 0
    again: int = 0
    ms: int = 0
    young_passed: int = 0
    young_failed: int = 0
    mature_passed: int = 0
    mature_failed: int = 0


class BinTally(NamedTuple):
    """The same first answers by the chance of recall that was predicted for them: sums over `n` of them.

    `bin` counts from 0. `loss` is Σ −ln of the chance that was given to what came, and `square` Σ of the
    squared differences; both and `predicted` in millionths.
    """

    bin: int
    n: int
    recalled: int
    predicted: int
    loss: int
    square: int


class HardTally(NamedTuple):
    """A question that lapsed, how often, after how many answers that counted, and FSRS's difficulty, 1–10."""

    question: str
    lapses: int
    reps: int
    difficulty: float
    suspended: bool


_AMONG = "deck IN (SELECT value FROM json_each(?))"
_DAY = f"SELECT day, {', '.join(f'sum({name})' for name in DayTally._fields[1:])} FROM day WHERE day >= ?"
_BIN = f"SELECT bin, {', '.join(f'sum({name})' for name in BinTally._fields[1:])} FROM calibration"
_OF_DECK = in_deck("?1")
# A learning step that runs is due whatever its day; what is buried today falls due tomorrow at the earliest.
_DUE = f"""SELECT max(CASE stage WHEN '{Stage.REVIEW}' THEN due_day ELSE 0 END,
    CASE buried_day WHEN ?2 THEN ?2 + 1 ELSE 0 END) AS due, count(*) FROM standing
  WHERE {_OF_DECK} AND stage NOT NULL AND NOT suspended AND due_day < ?2 + ?3 GROUP BY due"""
_BEGUN = "SELECT 1 FROM day LIMIT 1"
_BEGUN_OF = "SELECT 1 FROM day WHERE deck = ? LIMIT 1"
_HARD = f"""SELECT question, lapses, reps, difficulty, suspended FROM standing
  WHERE {_OF_DECK} AND lapses > 0"""


def begun(journal: Journal, decks: Collection[str] = ()) -> bool:
    """Whether anything was ever answered, of all decks or of some."""
    if not decks:
        return bool(journal.select(_BEGUN))
    return any(journal.select(_BEGUN_OF, (deck,)) for deck in decks)


def days(journal: Journal, since: int, decks: Collection[str] = ()) -> list[DayTally]:
    """The study days with answers from `since` on, of all decks or of some."""
    if decks:
        query, values = f"{_DAY} AND {_AMONG}", (since, json.dumps([*decks]))
        return [DayTally(*row) for row in journal.select(f"{query} GROUP BY day ORDER BY day", values)]
    return [DayTally(*row) for row in journal.select(f"{_DAY} GROUP BY day ORDER BY day", (since,))]


def bins(journal: Journal, decks: Collection[str] = ()) -> list[BinTally]:
    """Predicted chances and what came, by bin, of all decks or of some."""
    if decks:
        rows = journal.select(f"{_BIN} WHERE {_AMONG} GROUP BY bin", (json.dumps([*decks]),))
    else:
        rows = journal.select(f"{_BIN} GROUP BY bin")
    return [BinTally(*row) for row in rows]


def due(journal: Journal, decks: Iterable[str], day: int, days: int) -> dict[int, int]:
    """How many questions fall due by the study day, those of `days` days from `day` on and what is overdue.

    What is suspended is left out. A learning step that runs falls due on day 0.
    """
    found: dict[int, int] = {}
    for deck in decks:
        for when, count in journal.select(_DUE, (deck, day, days)):
            found[when] = found.get(when, 0) + count
    return found


def hard(journal: Journal, decks: Iterable[str]) -> list[HardTally]:
    """The questions of some decks that lapsed; also those whose cards have gone."""
    rows = [row for deck in decks for row in journal.select(_HARD, (deck,))]
    return [HardTally(id, lapses, reps, hard, bool(aside)) for id, lapses, reps, hard, aside in rows]


def of_questions(
    journal: Journal, since: int, questions: Collection[str]
) -> tuple[list[DayTally], list[BinTally]]:
    """The same two of some questions alone, whose events are folded anew: of many that takes seconds."""
    tally = journal.folded(questions).tally
    days = _summed((day, figures) for (day, _), figures in tally.days.items() if day >= since)
    bins = _summed((bin, figures) for (_, bin), figures in tally.calibration.items())
    return (
        [DayTally(day, *figures) for day, figures in days.items()],
        [BinTally(bin, *figures) for bin, figures in bins.items()],
    )


def _summed(parts: Iterable[tuple[int, Sequence[int]]]) -> dict[int, list[int]]:
    """Figures added up by their number, the lowest first."""
    found: dict[int, list[int]] = {}
    for number, figures in sorted(parts):
        before = found.get(number)
        found[number] = [*map(add, before, figures)] if before else [*figures]
    return found
