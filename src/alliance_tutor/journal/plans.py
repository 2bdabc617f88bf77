"""Plans on the way to exams, as the journal holds them: written into events, and folded from them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeGuard

from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.memory.studyday import day_of, day_text

MOST_MINUTES = 24 * 60
MOST_WEIGHT = 100.0
MOST_DAYS = 1000
"""An exam that is further away is not planned for yet."""
MOST_TITLE = 100
_MOST_EXAMS = 100
_MOST_DAYS_OFF = 1000


class PlannedExam(NamedTuple):
    """An exam to come: on study day `day`, over some decks (none named: all), with a weight beside others."""

    id: str
    day: int
    title: str = ""
    decks: tuple[str, ...] = ()
    weight: float = 1.0


class Predicted(NamedTuple):
    """The share, 0–1, that was expected to be known on the exam day: where it was to lie, and its middle."""

    low: float
    middle: float
    high: float


class EndedExam(NamedTuple):
    """An exam that is over: the true mark as a share, 0–1, and what was predicted, where they are known."""

    exam: PlannedExam
    mark: float | None = None
    predicted: Predicted | None = None


class Plan(NamedTuple):
    """What the learner plans: exams by date, minutes a day (0: no plan), weekdays (0 is Monday) and days off.

    `exams` are those not ended, also where their day has passed; `ended` the others, by date.
    """

    exams: tuple[PlannedExam, ...] = ()
    minutes: int = 0
    weekdays_off: frozenset[int] = frozenset()
    days_off: frozenset[int] = frozenset()
    ended: tuple[EndedExam, ...] = ()

    def ahead(self, day: int) -> tuple[PlannedExam, ...]:
        """The exams of study day `day` or later."""
        return tuple(exam for exam in self.exams if exam.day >= day)

    def over(self, day: int) -> tuple[PlannedExam, ...]:
        """The exams before study day `day` of which the true mark was not asked yet."""
        return tuple(exam for exam in self.exams if exam.day < day)

    def is_off(self, day: int) -> bool:
        """Whether a study day is a day off."""
        return day in self.days_off or (day - 1) % 7 in self.weekdays_off  # ordinal 1 was a Monday

    @property
    def ids(self) -> frozenset[str]:
        """The ids in use; none of them may be given to another exam."""
        return frozenset(exam.id for exam in (*self.exams, *(each.exam for each in self.ended)))


def plan_of(events: Iterable[Event]) -> Plan:
    """What `plan-set` and `plan-ended` events, in order, add up to; what is malformed decides nothing.

    The latest `plan-set` holds. An exam that was ended stays so, whatever is set before or after it; of
    several ends of one exam the latest that gives a mark holds, else the latest.
    """
    plan = Plan()
    known: dict[str, PlannedExam] = {}
    ends: dict[str, EndedExam] = {}
    for event in events:
        if event.kind == Kind.PLAN_SET and (read := _plan(event.body)):
            plan = read
            known.update((exam.id, exam) for exam in plan.exams)
        elif event.kind == Kind.PLAN_ENDED and (end := _end(event.body)):
            before = ends.get(end.exam.id)
            if before is None or before.mark is None or end.mark is not None:
                ends[end.exam.id] = end
    ended = [end._replace(exam=known[id]) for id, end in ends.items() if id in known]
    return plan._replace(
        exams=_by_date(exam for exam in plan.exams if exam.id not in ends),
        ended=tuple(sorted(ended, key=lambda each: (each.exam.day, each.exam.id))),
    )


def set_body(plan: Plan) -> Body:
    """The body of the event that sets a plan."""
    exams = [
        {
            "id": exam.id,
            "title": exam.title,
            "date": day_text(exam.day),
            "weight": exam.weight,
            "decks": list(exam.decks),
        }
        for exam in plan.exams
    ]
    return {
        "exams": exams,
        "minutes": plan.minutes,
        "weekdays_off": sorted(plan.weekdays_off),
        "days_off": [day_text(day) for day in sorted(plan.days_off)],
    }


def end_body(exam: PlannedExam, mark: float | None, predicted: Predicted | None) -> Body:
    """The body of the event that ends an exam's plan."""
    return {"ended": exam.id, "mark": mark, "predicted": None if predicted is None else list(predicted)}


def fresh_id(day: int, taken: Iterable[str]) -> str:
    """An id for a new exam: its date, so that two devices name one exam alike; numbered where it is taken."""
    taken, date = frozenset(taken), day_text(day)
    return next(id for number in range(1, len(taken) + 2) if (id := _numbered(date, number)) not in taken)


def _numbered(date: str, number: int) -> str:
    return date if number == 1 else f"{date}-{number}"


def _by_date(exams: Iterable[PlannedExam]) -> tuple[PlannedExam, ...]:
    return tuple(sorted(exams, key=lambda exam: (exam.day, exam.id)))


def _plan(body: Body) -> Plan | None:
    minutes, weekdays, off = (body.get(key) for key in ("minutes", "weekdays_off", "days_off"))
    rows = body.get("exams")
    if not _is_number(minutes) or not 1 <= minutes <= MOST_MINUTES or not isinstance(rows, list):
        return None
    exams = [exam for row in rows[:_MOST_EXAMS] if isinstance(row, dict) and (exam := _exam(row))]
    return Plan(
        tuple({exam.id: exam for exam in exams}.values()),
        int(minutes),
        frozenset(each for each in _listed(weekdays) if type(each) is int and 0 <= each < 7),
        frozenset(day for each in _listed(off)[:_MOST_DAYS_OFF] if (day := _day(each)) is not None),
    )


def _exam(row: Mapping[str, Any]) -> PlannedExam | None:
    id, title, weight = row.get("id"), row.get("title", ""), row.get("weight", 1.0)
    day, decks = _day(row.get("date")), _listed(row.get("decks"))
    if not isinstance(id, str) or not id or day is None:
        return None
    return PlannedExam(
        id,
        day,
        title[:MOST_TITLE] if isinstance(title, str) else "",
        tuple(dict.fromkeys(deck for deck in decks if isinstance(deck, str))),
        float(weight) if _is_number(weight) and 0 < weight <= MOST_WEIGHT else 1.0,
    )


def _end(body: Body) -> EndedExam | None:
    """An end, with no more of its exam than the id."""
    id, mark, predicted = body.get("ended"), body.get("mark"), body.get("predicted")
    if not isinstance(id, str) or not id:
        return None
    shares = [float(each) for each in _listed(predicted) if _is_share(each)]
    return EndedExam(
        PlannedExam(id, 0),
        float(mark) if _is_share(mark) else None,
        Predicted(*shares) if len(shares) == 3 and shares == sorted(shares) else None,
    )


def _day(text: object) -> int | None:
    try:
        return day_of(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_share(value: object) -> TypeGuard[float]:
    return _is_number(value) and 0 <= value <= 1


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
