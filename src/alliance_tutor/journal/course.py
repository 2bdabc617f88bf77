"""One question's history, followed answer by answer: the loop that makes all that the journal derives.

It runs once for an answer that is appended and a million times in a replay: plain numbers, one look at each.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from alliance_tutor.journal.entries import (
    BURIED,
    CODE,
    COUNTS,
    DAY_SHIFT,
    FLAGGED,
    MS_MASK,
    MS_SHIFT,
    RESET,
    RESUMED,
    RETRY,
    SETTING,
    SUSPENDED,
    UNBURIED,
    Entry,
)
from alliance_tutor.memory.fsrs6 import MAX_INTERVAL
from alliance_tutor.memory.scheduler import DEFAULT_RETENTION, Scheduler, State
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.memory.timing import Timing

MATURE_DAYS = 21
"""A question whose interval is as long is called mature."""
BINS = 20
"""Into so many equal parts chances of recall are divided."""
MILLION = 1_000_000
"""Sums of shares are whole millionths: exact, whatever the order in which they are added up."""

PARTS = 1000
LEAST_CHANCE = 0.0005
"""No chance is weighed as smaller, nor its opposite: the log loss stays a number."""

_LAST_AT = 253_402_300_799_999  # the end of year 9999: due_at stays a 64-bit number
_REVIEW, _RELEARNING = Stage.REVIEW, Stage.RELEARNING

Figures = list[int]


class Tally:
    """What answers add up to, over all questions: each a table of sums by its key.

    `days`: answers, new, reviews, again, ms (see `DayCount`), and of each question's
    first answer of a day, where it was past learning: young passed, young failed, mature passed, mature
    failed. `calibration`, of these same answers: n, recalled, and in millionths the sums of the chance of
    recall (rounded to a thousandth), of the log loss and of the squared error. `evidence`,
    by a class of stabilities and one of days since the last sitting: missed, recalled.
    """

    def __init__(self) -> None:
        self.of_decks: dict[str, dict[int, Figures]] = {}
        self.foreseen: dict[str, dict[int, int]] = {}
        self.evidence: dict[tuple[int, int], Figures] = {}

    @property
    def days(self) -> dict[tuple[int, str], Figures]:
        """By study day and deck."""
        return {(day, deck): own for deck, days in self.of_decks.items() for day, own in days.items()}

    @property
    def calibration(self) -> dict[tuple[str, int], Figures]:
        """By deck and a twentieth of the chance of recall that was foreseen."""
        found: dict[tuple[str, int], Figures] = {}
        for deck, seen in self.foreseen.items():
            for key, times in seen.items():
                parts, recalled = divmod(key, 2)
                share = min(max(parts / PARTS, LEAST_CHANCE), 1 - LEAST_CHANCE)
                missed_by = 1 - share if recalled else share
                shares = (share, -log(1 - missed_by), missed_by * missed_by)
                added = (1, recalled, *(round(each * MILLION) for each in shares))
                figures = found.setdefault((deck, min(int(share * BINS), BINS - 1)), [0] * 5)
                for place, value in enumerate(added):
                    figures[place] += times * value
        return found

    @property
    def typical(self) -> dict[tuple[float, int], Figures]:
        """`evidence` by the stability in days that stands for each class."""
        from alliance_tutor.memory.forgetting import typical

        return {(typical(stability), days): own for (stability, days), own in self.evidence.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and (self.days, self.calibration, self.evidence) == (
            other.days,
            other.calibration,
            other.evidence,
        )


class Setting(NamedTuple):
    """A desired retention: of one deck, or (`deck` empty) of all that have none of their own.

    `retention` is None where a deck gives its own up.
    """

    deck: str
    retention: float | None


class Rules(NamedTuple):
    """What decides beside the answers: FSRS-6's parameters (None: its defaults), and the retentions.

    `settings` are all that hold, by the number that a `SETTING` entry bears; `general` and `own` are a deck's
    before the first entry.
    """

    parameters: tuple[float, ...] | None = None
    settings: Sequence[Setting] = ()
    general: float = DEFAULT_RETENTION
    own: float | None = None


def follow(  # noqa: C901, PLR0915 — one loop for all: a call for each figure doubles its time
    question: str,
    sequence: Iterable[Entry],
    begun: tuple[Standing, Timing],
    rules: Rules,
    tally: Tally,
    id_of: Callable[[int], str],
) -> tuple[Standing, Timing]:
    """A question's standing and timing after some entries, in the order of folding.

    `begun` is where it stands before them. What they add to all questions' sums is added to `tally`; `id_of`
    tells the id of the event at a place. The definition of each figure is in `Tally`, `Standing`, `Timing`.
    """
    from alliance_tutor.memory.forgetting import sight  # 3 ms: not where nothing is answered

    standing, timing = begun
    suspended, buried_day, flagged = standing.suspended, standing.buried_day, standing.flagged
    first_day, last_rating, again_day = standing.first_day, standing.last_rating, standing.again_day
    shaped_at, event = -1, standing.event
    state: State | None = None
    last_day = due_at = reps = lapses = interval = 0
    if memory := standing.memory:
        state = memory.stage, memory.step, memory.stability, memory.difficulty, memory.interval
        last_day, due_at, reps, lapses = memory.last_day, memory.due_at, memory.reps, memory.lapses
        interval = memory.due_day - memory.last_day
    first, known, recalled, missed, step_ms, timed_day, spent = timing
    deck = question.partition("/")[0]
    days, foreseen = tally.of_decks.setdefault(deck, {}), tally.foreseen.setdefault(deck, {})
    evidence = tally.evidence
    general, own = rules.general, rules.own
    scheduler = scheduler_for(general if own is None else own, rules.parameters)

    for at, place, what in sequence:
        code = what & CODE
        day = what >> DAY_SHIFT
        if code > 4:
            if code == SETTING:
                of_deck, retention = rules.settings[day]
                if of_deck:
                    own = retention
                elif retention is not None:
                    general = retention
                scheduler = scheduler_for(general if own is None else own, rules.parameters)
            elif code == RESET:
                state = first_day = again_day = None
                last_rating, shaped_at, event = 0, -1, ""
                reps = lapses = first = recalled = missed = step_ms = 0
                known = False
            elif code in (BURIED, UNBURIED):
                buried_day = day if code == BURIED else None
            elif code in (SUSPENDED, RESUMED):
                suspended = code == SUSPENDED
            else:
                flagged = code == FLAGGED
            continue
        ms = what >> MS_SHIFT & MS_MASK
        figures = days.get(day)
        if figures is None:
            figures = days[day] = [0] * 9
        figures[0] += 1
        figures[4] += ms
        elapsed, chance = 0, 1.0
        if state is not None and day > last_day:
            elapsed = day - last_day
            if elapsed > MAX_INTERVAL:
                elapsed = MAX_INTERVAL
            chance = scheduler.chance(state[2], elapsed)
            if not what & RETRY:
                seen = sight(state[2], day - last_day)
                counts = evidence.get(seen)
                if counts is None:
                    counts = evidence[seen] = [0, 0]
                counts[code > 1] += 1
                if state[0] is _REVIEW and day > timed_day:
                    figures[(7 if state[4] >= MATURE_DAYS else 5) + (code == 1)] += 1
                    weighed = 2 * int(chance * PARTS + 0.5) + (code > 1)
                    foreseen[weighed] = foreseen.get(weighed, 0) + 1
        if day > timed_day:
            timed_day, spent = day, ms
        elif day == timed_day:
            spent += ms
        if not what & COUNTS:
            continue
        if code == 1:
            figures[3] += 1
            again_day = day
        if state is None:
            figures[1] += 1
            if first_day is None:
                first_day = day
            if ms:
                first, known = ms, code > 1
        else:
            if state[0] is _REVIEW:
                figures[2] += 1
            if not ms:
                pass
            elif day <= last_day:
                step_ms = ms
            elif code > 1:
                recalled = ms
            else:
                missed = ms
        after, wait = scheduler.after(state, reps, question, code, elapsed, chance)
        if code == 1 and state is not None and state[0] is _REVIEW and after[0] is _RELEARNING:
            lapses += 1
        state, last_day, last_rating, shaped_at = after, day, code, place
        reps += 1
        interval = after[4]
        due_at = (at if at < _LAST_AT else _LAST_AT) + wait if wait else 0

    remembered = None
    if state is not None:
        stage, step, stability, difficulty, interval = state
        due_day = last_day + interval
        remembered = Memory(
            stage, step, stability, difficulty, last_day, due_day, due_at, interval, reps, lapses
        )
    event = id_of(shaped_at) if shaped_at >= 0 else event
    return (
        Standing(remembered, suspended, buried_day, flagged, first_day, last_rating, event, again_day),
        Timing(first, known, recalled, missed, step_ms, timed_day, spent),
    )


@lru_cache(maxsize=64)
def scheduler_for(retention: float, parameters: tuple[float, ...] | None = None) -> Scheduler:
    """The scheduler that decides while a retention and parameters (None: FSRS-6's) are in force."""
    return Scheduler(retention, parameters)
