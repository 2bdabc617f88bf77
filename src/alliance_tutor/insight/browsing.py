"""What lists of questions and a question's own page say, the same words on screens and in line mode. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from alliance_tutor.insight.wording import date_words, days_words, minutes_words, number, percent, rounded
from alliance_tutor.journal.browsing import Past
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.scheduler import LEECH_LAPSES
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.search import Order

NEW = "new"

ORDERS: Mapping[Order, str] = MappingProxyType(
    {
        Order.DECK: "in the decks' order",
        Order.DUE: "due first",
        Order.STABILITY: "least stable first",
        Order.DIFFICULTY: "hardest first",
        Order.LAPSES: "most lapses first",
        Order.RETRIEVABILITY: "least likely known first",
        Order.ANSWERED: "answered last first",
    }
)
"""What each order of the list is called."""

DONE: Mapping[str, str] = MappingProxyType(
    {
        Kind.SUSPENDED: "suspended",
        Kind.RESUMED: "resumed",
        Kind.BURIED: "buried until tomorrow",
        Kind.UNBURIED: "brought back",
        Kind.FLAGGED: "flagged",
        Kind.UNFLAGGED: "without a flag now",
        Kind.RESET: "reset: new again",
    }
)
"""What became of the questions to which an event of that kind happened."""

_HAPPENED: Mapping[str, str] = MappingProxyType(
    {
        Kind.REVIEWED: "studied",
        Kind.ANSWERED: "quiz or exam",
        Kind.SUSPENDED: "suspended",
        Kind.RESUMED: "resumed",
        Kind.BURIED: "buried",
        Kind.UNBURIED: "brought back",
        Kind.FLAGGED: "flagged",
        Kind.UNFLAGGED: "flag taken off",
        Kind.RESET: "reset",
    }
)
_MONTH, _YEAR = 365.25 / 12, 365.25
_MONTHS_FROM, _YEARS_FROM = 100, 730  # days


def due_short(standing: Standing, day: int) -> str:
    """When a question comes next, for a narrow column: `new`, `today`, `5 d`, `−3 d`, `7 mo`."""
    memory = standing.memory
    if standing.suspended:
        return "susp."
    if standing.buried_day == day:
        return "buried"
    if memory is None:
        return NEW
    if memory.learning:
        return "steps"
    return "today" if memory.due_day == day else days_short(memory.due_day - day)


def due_words(standing: Standing, day: int) -> str:
    """The same in words: `due today`, `due in 5 days`, `3 days overdue`."""
    memory = standing.memory
    if memory is None or memory.learning or standing.suspended or standing.buried_day == day:
        return ", ".join(each for each in states(standing, day) if each != "flagged")
    left = memory.due_day - day
    if left < 0:
        return f"{number(-left, 'day')} overdue"
    return f"due in {days_words(left)}" if left else "due today"


def days_short(days: float) -> str:
    """A number of days for a narrow column, in days, months (`mo`) or years (`y`)."""
    sign, size = ("−", -days) if days < 0 else ("", days)
    if size < _MONTHS_FROM:
        return f"{sign}{rounded(size)} d"
    return f"{sign}{size / _MONTH:.0f} mo" if size < _YEARS_FROM else f"{sign}{size / _YEAR:.1f} y"


def figure_short(order: Order, standing: Standing, day: int, known: float | None) -> str:
    """The figure by which a list is sorted, for a narrow column; empty where there is none.

    `known` is the chance, 0–1, that the answer is known now; None for a new question.
    """
    memory = standing.memory
    if memory is None or known is None:
        return ""
    match order:
        case Order.DIFFICULTY:
            return f"{memory.difficulty:.1f}"
        case Order.LAPSES:
            return str(memory.lapses)
        case Order.STABILITY:
            return days_short(memory.stability)
        case Order.ANSWERED:
            return f"{days_short(day - memory.last_day)} ago" if memory.last_day < day else "today"
        case _:
            return percent(known)


def figure_name(order: Order) -> str:
    """The heading of `figure_short`'s column."""
    names = {Order.STABILITY: "stable", Order.DIFFICULTY: "hard", Order.LAPSES: "lapses"}
    return names.get(order, "answered" if order is Order.ANSWERED else "known")


def states(standing: Standing, day: int) -> list[str]:
    """What holds of a question: new, due, a leech, suspended, buried, flagged."""
    memory = standing.memory
    found = [NEW] if memory is None else ["learning"] if memory.learning else []
    if memory and not memory.learning and memory.due_day <= day:
        found.append("due")
    if memory and memory.lapses >= LEECH_LAPSES:
        found.append("leech")
    found += ["suspended"] if standing.suspended else []
    found += ["buried today"] if standing.buried_day == day else []
    return found + (["flagged"] if standing.flagged else [])


def memory_lines(standing: Standing, day: int, known: float | None) -> list[str]:
    """What is known of a question's memory, a figure a line; `known` as for `figure_short`."""
    memory = standing.memory
    said = ", ".join(states(standing, day))
    lines = [f"State: {said}."] if said else []
    if memory is None or known is None:
        return lines
    return [
        *lines,
        f"Next: {_next(memory, day)}.",
        f"Known now: {percent(known)} likely.",
        f"Stability: {_days(memory.stability)}, until that is down to 90 %.",
        f"Difficulty: {memory.difficulty:.1f} of 10.",
        f"{number(memory.reps, 'counted answer')}, {number(memory.lapses, 'lapse')}.",
    ]


def past_line(past: Past) -> str:
    """One thing that happened to a question, on one line."""
    event = past.event
    parts = [_moment(event.at, event.offset), _HAPPENED.get(event.kind, str(event.kind))]
    if past.rating:
        parts.append(past.rating.word)
    memory = past.after.memory if past.after else None
    if memory and past.rating:
        counts = event.kind == Kind.REVIEWED or event.body.get("counts") is True
        parts.append(_after(memory) if counts else "does not count")
    spent = event.body.get("ms")
    if past.rating and isinstance(spent, int) and spent > 0:
        parts.append(minutes_words(spent))
    parts.append(f"on {event.device}")
    return " · ".join(parts if past.held else [*parts, "taken back"])


def done_words(kind: str, count: int) -> str:
    """What was done with so many questions."""
    return f"{number(count, 'question')} {DONE[kind]}."


def _next(memory: Memory, day: int) -> str:
    if memory.learning:
        return "in this step of learning, today"
    left = memory.due_day - day
    date = date_words(day_text(memory.due_day))
    if left == 0:
        return f"today, {date}"
    return f"{date}, {number(-left, 'day')} ago" if left < 0 else f"{date}, in {days_words(left)}"


def _after(memory: Memory) -> str:
    return "a step of minutes" if memory.learning else f"next after {days_words(memory.interval)}"


def _days(days: float) -> str:
    return days_words(round(days)) if days >= 1 else "less than a day"


def _moment(at: int, offset: int) -> str:
    try:
        local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at, minutes=offset)
    except OverflowError:  # a year that no calendar of Python's holds
        return str(at)
    return f"{date_words(local.date().isoformat())} {local:%H:%M}"
