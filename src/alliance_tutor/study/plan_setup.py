"""A plan in the making: what is typed is read, what it holds is told. The same for all faces. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.errors import UsageError
from alliance_tutor.journal.plans import (
    MOST_DAYS,
    MOST_MINUTES,
    MOST_TITLE,
    MOST_WEIGHT,
    Plan,
    PlannedExam,
    fresh_id,
)
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study import dates
from alliance_tutor.study.choices import Choice
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.plan_days import WEEKDAYS, long_date, off_words

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckEntry

USUAL_MINUTES, USUAL_DAYS = 25, 28
_MINUTES_STEP = 5
_WEIGHTS = (0.5, 1.0, 2.0, 3.0, 5.0)
_MOST_EXAMS = 20
_LONGEST = 40  # characters of what could not be read that are said back
_MARK = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*(?:%|per ?cent|(?:/|of)\s*(\d{1,9}(?:[.,]\d{1,9})?))?", re.I)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_AT = "write it as 2026-12-12 or 12 Dec"


def read_day(text: str, after: int) -> int:
    """The study day that a typed date names; without a year the next such day after `after`.

    Raises UsageError where there is none, or several.
    """
    text = _shortened(text)
    try:
        read = dates.read(_WEEKDAY.sub("", text))
        found = [day for day in read if day.precision == 3 or (day.year is None and day.day)]
    except ValueError as fault:
        raise UsageError(f"{text or 'nothing typed'}: {fault}", hint=_AT) from None
    days = sorted({day for each in found if (day := _next(each, after)) is not None})
    if not days:
        raise UsageError(f"{text}: a day is needed, not a month or a year", hint=_AT)
    if len(days) > 1:
        both = " or ".join(map(day_text, days))
        raise UsageError(f"{text} may be {both}", hint=f"write it as {day_text(days[0])}")
    return days[0]


def read_exam_day(text: str, today: int) -> int:
    """The study day of an exam, after `today`. Raises UsageError."""
    day = read_day(text, today)
    if day <= today:
        when = "is today" if day == today else "has passed"
        raise UsageError(f"{day_text(day)} {when}: there is no day left to plan", hint="give a later date")
    if day - today > MOST_DAYS:
        raise UsageError(f"{day_text(day)} is more than {MOST_DAYS} days away", hint="give an earlier date")
    return day


def read_off(text: str, today: int) -> tuple[frozenset[int], frozenset[int]]:
    """Weekdays (0 is Monday) and study days out of a list such as `sat, sun, 24 Dec`; `none` for none.

    Raises UsageError for what is neither.
    """
    weekdays, days = set(), set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        name = part.casefold()
        if name == "none":
            continue
        known = [number for number, day in enumerate(_LONG) if len(name) > 1 and day.startswith(name)]
        if known:
            weekdays.add(known[0])
        else:
            try:
                days.add(read_day(part, today - 1))
            except UsageError as fault:
                raise UsageError(fault.message, hint="name days as sat, sun or 2026-12-24") from None
    if len(weekdays) == len(WEEKDAYS):
        raise UsageError("all seven weekdays are off", hint="leave one to study on")
    return frozenset(weekdays), frozenset(days)


def read_minutes(text: str) -> int:
    """Minutes a day. Raises UsageError below 1 and above a day's."""
    if not text.strip().isdecimal() or not 1 <= (minutes := int(text.strip()[:9])) <= MOST_MINUTES:
        raise UsageError(f"minutes a day are 1 to {MOST_MINUTES}, not {_shortened(text)}", hint="such as 25")
    return minutes


def read_weight(text: str) -> float:
    """What an exam counts beside others. Raises UsageError."""
    weight = float(text.strip().replace(",", ".")) if _NUMBER.fullmatch(text.strip()) else 0.0
    if not 0 < weight <= MOST_WEIGHT:
        told = f"a weight is above 0 and at most {MOST_WEIGHT:g}, not {_shortened(text)}"
        raise UsageError(told, hint="such as 2")
    return weight


def read_mark(text: str) -> float:
    """A true mark as a share, 0–1, out of `84`, `84 %` (per cent) or `17/20`. Raises UsageError."""
    found = _MARK.fullmatch(text.strip())
    if found:
        got, of = (float(part.replace(",", ".")) if part else 100.0 for part in found.groups())
        if of and got <= of:
            return got / of
    raise UsageError(f"no mark: {_shortened(text)}", hint="write it as 84 (per cent) or 17/20")


class Kind(StrEnum):
    """What a row sets."""

    DATE = "date"
    TITLE = "title"
    DECKS = "decks"
    WEIGHT = "weight"
    MINUTES = "minutes"
    OFF = "off"


class Row(NamedTuple):
    """One thing to set: of the exam in place `exam`, or of the whole plan."""

    kind: Kind
    exam: int = -1


LABELS = {
    Kind.DATE: "Exam on",
    Kind.TITLE: "Name",
    Kind.DECKS: "Decks",
    Kind.WEIGHT: "Weight",
    Kind.MINUTES: "Minutes",
    Kind.OFF: "Days off",
}
WHY = {
    Kind.DATE: "The day of the exam: 2026-12-12 or 12 Dec.",
    Kind.TITLE: "What you call it. It may stay empty.",
    Kind.DECKS: "Which decks the exam asks about.",
    Kind.WEIGHT: "What this exam counts beside the others.",
    Kind.MINUTES: "How many minutes you study on a day. They take the place of the daily limits.",
    Kind.OFF: "Days on which nothing is asked, such as: sat, sun, 24 Dec. Or none.",
}


class Setup:
    """A plan in the making, on study day `today`; `decks` are those that can be asked.

    Without exams it begins with a proposal.
    """

    def __init__(self, plan: Plan, decks: "Iterable[DeckEntry]", today: int) -> None:
        decks = list(decks)
        self._decks = [deck.id for deck in decks]
        self.today = today
        self._taken = plan.ids
        self.titles = Titles(decks)
        self.exams = list(plan.ahead(today))
        self.minutes = plan.minutes or USUAL_MINUTES
        self.weekdays_off = plan.weekdays_off
        self.days_off = frozenset(day for day in plan.days_off if day >= today)
        if not self.exams:
            self.add()

    @property
    def plan(self) -> Plan:
        """The plan as it stands here; a new exam gets its id from the day that it has now."""
        exams: list[PlannedExam] = []
        for exam in self.exams:
            taken = (*self._taken, *(each.id for each in exams))
            exams.append(exam if exam.id else exam._replace(id=fresh_id(exam.day, taken)))
        return Plan(tuple(exams), self.minutes, self.weekdays_off, self.days_off)

    @property
    def rows(self) -> list[Row]:
        """What can be set, in order; a weight only where there are several exams."""
        kinds = [Kind.DATE, Kind.TITLE, Kind.DECKS, *([Kind.WEIGHT] if len(self.exams) > 1 else [])]
        return [
            *(Row(kind, exam) for exam in range(len(self.exams)) for kind in kinds),
            *(Row(Kind.MINUTES), Row(Kind.OFF)),
        ]

    def words(self, row: Row) -> str:
        """What is set, as it may be typed; harmless."""
        exam = self.exams[row.exam]
        match row.kind:
            case Kind.DATE:
                return long_date(exam.day)
            case Kind.TITLE:
                return exam.title
            case Kind.DECKS:
                return self.titles.decks(exam.decks)
            case Kind.WEIGHT:
                return f"{exam.weight:g}"
            case Kind.MINUTES:
                return str(self.minutes)
        return off_words(self.weekdays_off, sorted(self.days_off), self.today) or "none"

    def choices(self, row: Row) -> tuple[Choice, ...]:
        """The decks that may be ticked, those that have gone included."""
        chosen = self.exams[row.exam].decks
        known = dict.fromkeys((*self._decks, *chosen))
        return tuple(Choice(id, self.titles.deck(id), id in chosen) for id in known)

    def tick(self, row: Row, deck: str) -> None:
        """Tick a deck, or untick it; none ticked, and all ticked, means all."""
        ticked = set(self.exams[row.exam].decks) ^ {deck}
        whole = set(self._decks)
        kept = tuple(
            choice for choice in dict.fromkeys((*self._decks, *sorted(ticked - whole))) if choice in ticked
        )
        self._change(row, decks=() if whole <= ticked else kept)

    def tick_all(self, row: Row) -> None:
        """Ask all decks."""
        self._change(row, decks=())

    def step(self, row: Row, step: int) -> None:
        """A day, five minutes or a weight more or less; other rows stay."""
        exam = self.exams[row.exam]
        match row.kind:
            case Kind.DATE:
                self._change(row, day=max(self.today + 1, min(self.today + MOST_DAYS, exam.day + step)))
            case Kind.WEIGHT:
                self._change(row, weight=_stepped(_WEIGHTS, exam.weight, step))
            case Kind.MINUTES:
                whole = self.minutes // _MINUTES_STEP * _MINUTES_STEP
                below = step < 0 and self.minutes > whole
                wanted = whole if below else whole + step * _MINUTES_STEP
                self.minutes = max(1, min(MOST_MINUTES, wanted))

    def type(self, row: Row, text: str) -> None:
        """Set what was typed. Raises UsageError."""
        match row.kind:
            case Kind.DATE:
                self._change(row, day=read_exam_day(text, self.today))
            case Kind.TITLE:
                self._change(row, title=" ".join(text.split())[:MOST_TITLE])
            case Kind.WEIGHT:
                self._change(row, weight=read_weight(text))
            case Kind.MINUTES:
                self.minutes = read_minutes(text)
            case Kind.OFF:
                self.weekdays_off, self.days_off = read_off(text, self.today)

    def add(self) -> bool:
        """Add an exam, a week after the last one; False where there are too many."""
        if len(self.exams) >= _MOST_EXAMS:
            return False
        day = max((exam.day + 7 for exam in self.exams), default=self.today + USUAL_DAYS)
        self.exams.append(PlannedExam("", min(day, self.today + MOST_DAYS)))
        return True

    def remove(self, row: Row) -> bool:
        """Leave an exam out; False for the last one, and for rows of none."""
        if row.exam < 0 or len(self.exams) < 2:
            return False
        del self.exams[row.exam]
        return True

    def _change(self, row: Row, **change: object) -> None:
        self.exams[row.exam] = self.exams[row.exam]._replace(**change)  # type: ignore[arg-type]


def exams_for(plan: Plan, days: Sequence[int], weights: Sequence[float], decks: Sequence[str]) -> Plan:
    """A plan whose exams are on these days, with these weights where any are given, over these decks.

    An exam of the same day keeps its id and its name.
    """
    before = {exam.day: exam for exam in plan.exams}
    taken = set(plan.ids)
    exams = []
    for number, day in enumerate(days):
        exam = before.get(day) or PlannedExam(fresh_id(day, taken), day)
        taken.add(exam.id)
        weight = weights[number] if number < len(weights) else 1.0
        exams.append(exam._replace(weight=weight, decks=tuple(decks)))
    return plan._replace(exams=tuple(exams))


def _shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _next(found: dates.Day, today: int) -> int | None:
    """The study day of a date; of one without a year the next one after `today`."""
    month, day = found.month or 1, found.day or 1
    if found.year is not None:
        return date(found.year, month, day).toordinal()
    year = date.fromordinal(today).year
    for each in range(year, min(year + 9, date.max.year) + 1):  # 29 February comes at least every eighth year
        try:
            ordinal = date(each, month, day).toordinal()
        except ValueError:
            continue
        if ordinal > today:
            return ordinal
    return None


def _stepped(values: Sequence[float], value: float, step: int) -> float:
    beyond = [each for each in values if (each > value if step > 0 else each < value)]
    return (beyond[0] if step > 0 else beyond[-1]) if beyond else value
