"""What learning adds up to: the figures behind the plots. Pure.

True retention counts the first answer of a question on a study day, where the question was past its
learning steps; mature are those whose interval was 21 days or longer (the terms are those of
rslib/src/stats/graphs/retention.rs in ankitects/anki). Ranges of shares are Wilson's, as in `study.score`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.journal.course import BINS
from alliance_tutor.journal.tallies import BinTally, DayTally, HardTally
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.scheduler import LEECH_LAPSES, retrievability
from alliance_tutor.memory.standing import UNSEEN, Standing

FEW = 20
"""Below so many answers a share is not judged: the range of 18 right of 20 is 70–97 %."""
AHEAD_DAYS = 30
RECENT_DAYS = 30
MONTHS = 12
WEEKS = 53
"""A year's weeks, this one included: as many columns as there may be Mondays in it."""
HARDEST = 30
_MILLION = 1_000_000


class Scope(NamedTuple):
    """What figures are of: some decks, by id (none named: all), or one topic of a deck."""

    decks: tuple[str, ...] = ()
    topic: str = ""


class Ahead(NamedTuple):
    """Questions that fall due: `due` today, what is overdue included, and on each day after it."""

    day: int
    due: tuple[int, ...]

    @property
    def now(self) -> int:
        """Due today."""
        return self.due[0]


class Recall(NamedTuple):
    """How many of `n` answers were recalled."""

    passed: int
    n: int

    @property
    def share(self) -> float:
        """The share recalled, 0..1; 0 where there is no answer."""
        return self.passed / self.n if self.n else 0.0

    @property
    def range(self) -> tuple[float, float]:
        """Between which shares the true one lies, 19 times in 20."""
        from alliance_tutor.study.score import wilson  # 20 ms with all of exams: not for the first picture

        return wilson(self.share, self.n)

    @property
    def few(self) -> bool:
        """Whether there are too few answers to judge."""
        return self.n < FEW


class Month(NamedTuple):
    """True retention in a month of the calendar."""

    year: int
    month: int
    young: Recall
    mature: Recall

    @property
    def all(self) -> Recall:
        """Young and mature together."""
        return _together(self.young, self.mature)


class Retention(NamedTuple):
    """True retention over the last twelve months, this one last, beside the one that is wanted, 0..1."""

    wanted: float
    months: tuple[Month, ...]

    @property
    def young(self) -> Recall:
        """Of all months, intervals below 21 days."""
        return _together(*(month.young for month in self.months))

    @property
    def mature(self) -> Recall:
        """Of all months, intervals of 21 days and longer."""
        return _together(*(month.mature for month in self.months))

    @property
    def all(self) -> Recall:
        """Of all months, young and mature."""
        return _together(self.young, self.mature)


class Mastered(NamedTuple):
    """What is known now of a deck, or where `topic` is named of one of its topics.

    `recall` is the sum of the retrievabilities of the `asked` ones, `above` how many of these are past
    learning and at or above the wanted retention.
    """

    deck: str
    topic: str
    questions: int
    asked: int
    above: int
    recall: float

    @property
    def mean(self) -> float:
        """The mean retrievability of what was asked, 0..1."""
        return self.recall / self.asked if self.asked else 0.0


class Bin(NamedTuple):
    """Answers whose predicted chances lie together: from `low` to `high`, 0..1, on average `predicted`."""

    low: float
    high: float
    predicted: float
    seen: Recall


class Calibration(NamedTuple):
    """How well the chances of recall were predicted; `bins` are those with answers, the lowest first.

    `log_loss` is the mean of −ln of the chance that was given to what came. `rmse` is the root of the mean
    squared difference of predicted and seen, bin by bin, each by its answers. `brier` is the mean squared
    difference of the chance and what came, 1 or 0, answer by answer. 0 is best for all three.
    """

    predicted: float
    seen: Recall
    log_loss: float
    rmse: float
    brier: float
    bins: tuple[Bin, ...]


class Hard(NamedTuple):
    """A question that is often forgotten: lapses, answers that counted, and FSRS's difficulty, 1–10."""

    question: str
    lapses: int
    answers: int
    difficulty: float
    suspended: bool

    @property
    def leech(self) -> bool:
        """Whether it was forgotten so often that the card itself may be at fault."""
        return self.lapses >= LEECH_LAPSES


class Hardest(NamedTuple):
    """The questions that lapsed most often, the worst first, and how many leeches there are in all."""

    questions: tuple[Hard, ...]
    leeches: int


def ahead(due: Mapping[int, int], day: int) -> Ahead:
    """The coming days; `due` counts questions by the study day on which they fall due."""
    now = sum(count for when, count in due.items() if when <= day)
    return Ahead(day, (now, *(due.get(when, 0) for when in range(day + 1, day + AHEAD_DAYS))))


def due(standings: Iterable[Standing], day: int) -> dict[int, int]:
    """How many questions fall due by the study day; not what is suspended.

    A learning step that runs is due whatever its day, and what is buried today tomorrow at the earliest.
    """
    found: Counter[int] = Counter()
    for standing in standings:
        if standing.memory is not None and not standing.suspended:
            when = 0 if standing.memory.learning else standing.memory.due_day
            found[max(when, day + 1) if standing.buried_day == day else when] += 1
    return found


def first_day(day: int) -> int:
    """The first study day of what is shown of the past: in the first of the weeks, or of the months."""
    return max(1, min(_first_monday(day), date(*_months(day)[0], 1).toordinal()))


def weeks(tallies: Iterable[DayTally], day: int) -> list[list[int | None]]:
    """The answers of a year by week, the latest last, each from Monday; None for days to come."""
    answers = {tally.day: tally.answers for tally in tallies}
    return [
        [answers.get(each, 0) if each <= day else None for each in range(monday, monday + 7)]
        for monday in range(_first_monday(day), day + 1, 7)
    ]


def limits(answers: Iterable[int]) -> tuple[int, ...]:
    """From how many answers on a day counts for more than the least: the quartiles of days with any."""
    active = sorted(count for count in answers if count)
    if not active:
        return ()
    quartiles = {active[len(active) * part // 4] for part in (1, 2, 3)}
    return tuple(sorted(quartiles - {active[0]}))


def level(answers: int, limits: Sequence[int]) -> int:
    """0 for no answer, 1 below the first limit, and one more for each limit that is reached."""
    return sum(answers >= limit for limit in limits) + 1 if answers else 0


def recent(tallies: Iterable[DayTally], day: int) -> list[DayTally]:
    """Each of the last thirty days, today last."""
    by_day = {tally.day: tally for tally in tallies}
    return [by_day.get(each, DayTally(each)) for each in range(day - RECENT_DAYS + 1, day + 1)]


def streak(tallies: Iterable[DayTally], day: int) -> int:
    """Study days in a row with an answer, up to today; today not yet begun does not break it."""
    studied = {tally.day for tally in tallies if tally.answers}
    last = day if day in studied else day - 1
    length = 0
    while last - length in studied:
        length += 1
    return length


def retention(tallies: Iterable[DayTally], day: int, wanted: float) -> Retention:
    """True retention month by month."""
    sums = {month: [0, 0, 0, 0] for month in _months(day)}
    for tally in tallies:
        own = sums.get(_month(tally.day)) if tally.day <= day else None
        if own:
            for place, count in enumerate(tally[-4:]):
                own[place] += count
    months = [
        Month(*month, Recall(young, young + lost), Recall(mature, mature + forgotten))
        for month, (young, lost, mature, forgotten) in sums.items()
    ]
    return Retention(wanted, tuple(months))


def mastered(
    deck: str,
    topic: str,
    refs: Iterable[QuestionRef],
    standings: Mapping[str, Standing],
    day: int,
    wanted: float,
    w: Parameters = DEFAULT_PARAMETERS,
) -> Mastered:
    """What is known of some questions on a study day; `w` are the parameters in force."""
    questions = asked = above = 0
    recall = 0.0
    for ref in refs:
        questions += 1
        memory = standings.get(ref.id, UNSEEN).memory
        if memory is not None:
            chance = retrievability(memory, day, w)
            asked += 1
            recall += chance
            above += not memory.learning and chance >= wanted
    return Mastered(deck, topic, questions, asked, above, recall)


def in_all(deck: str, parts: Sequence[Mastered]) -> Mastered:
    """Topics as one deck, or without a `deck` decks as one."""
    return Mastered(
        deck,
        "",
        sum(part.questions for part in parts),
        sum(part.asked for part in parts),
        sum(part.above for part in parts),
        sum(part.recall for part in parts),
    )


def calibration(tallies: Iterable[BinTally]) -> Calibration:
    """Predicted beside seen; `tallies` hold each bin once."""
    found = [tally for tally in tallies if tally.n > 0]
    bins = tuple(
        Bin(
            tally.bin / BINS,
            (tally.bin + 1) / BINS,
            tally.predicted / tally.n / _MILLION,
            Recall(tally.recalled, tally.n),
        )
        for tally in sorted(found)
    )
    seen = _together(*(each.seen for each in bins))
    if not seen.n:
        return Calibration(0.0, seen, 0.0, 0.0, 0.0, ())
    predicted, loss, square = (
        sum(sums) / seen.n / _MILLION for sums in zip(*(tally[3:] for tally in found), strict=True)
    )
    apart = sum(each.seen.n * (each.predicted - each.seen.share) ** 2 for each in bins)
    return Calibration(predicted, seen, loss, sqrt(apart / seen.n), square, bins)


def worst(tallies: Iterable[HardTally]) -> list[Hard]:
    """The questions that lapsed, the most often first; all leeches, and more than are shown of the others."""
    found = sorted((Hard(*tally) for tally in tallies), key=lambda hard: (-hard.lapses, -hard.difficulty))
    return [hard for place, hard in enumerate(found) if hard.leech or place < 2 * HARDEST]


def hardest(worst: Iterable[Hard], known: Collection[str]) -> Hardest:
    """Of the worst questions those that there are."""
    found = [hard for hard in worst if hard.question in known]
    return Hardest(tuple(found[:HARDEST]), sum(hard.leech for hard in found))


def _together(*parts: Recall) -> Recall:
    return Recall(sum(part.passed for part in parts), sum(part.n for part in parts))


def _first_monday(day: int) -> int:
    """The Monday of the first of the weeks; ordinal 1 is a Monday."""
    return day - (day - 1) % 7 - 7 * (WEEKS - 1)


def _months(day: int) -> list[tuple[int, int]]:
    """The last twelve months, that of `day` last, each as year and month."""
    year, month = _month(day)
    this = year * 12 + month - 1
    return [(each // 12, each % 12 + 1) for each in range(max(12, this - MONTHS + 1), this + 1)]


def _month(day: int) -> tuple[int, int]:
    when = date.fromordinal(day)
    return when.year, when.month
