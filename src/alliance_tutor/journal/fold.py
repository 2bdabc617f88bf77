"""Events → what they add up to: pure, and the same on every machine whatever the order of arrival."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeGuard

from alliance_tutor.journal.events import Body, Event, Kind, Mode
from alliance_tutor.journal.links import carried, links_of
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import DEFAULT_RETENTION, LEAST_RETENTION, MOST_RETENTION, Scheduler
from alliance_tutor.memory.standing import UNSEEN, Stage, Standing
from alliance_tutor.memory.studyday import day_of
from alliance_tutor.memory.timing import UNTIMED, Timing, timed

# The kinds whose events shape the standing of the question they name, and those of them that are answers.
_ANSWERS = frozenset({Kind.REVIEWED, Kind.ANSWERED})
_SHAPING = frozenset(
    {
        *_ANSWERS,
        Kind.SUSPENDED,
        Kind.RESUMED,
        Kind.BURIED,
        Kind.UNBURIED,
        Kind.FLAGGED,
        Kind.UNFLAGGED,
    }
)

LONGEST_MS = 5 * 60_000
"""For so long the time of one answer counts at most."""
_LAST_AT = 253_402_300_799_999  # the end of year 9999: due_at stays a 64-bit number


Class = tuple[float, int]
"""Answers that tell the same of forgetting: a class of stabilities, and of days since the last sitting."""

Recalls = tuple[int, int]
"""How many answers missed, and how many recalled."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What events add up to: the standing of each question, the count of each study day, and the retention.

    Holds no standing that says nothing and no day without an answer. `retention` is the desired one in
    force after the last event. `timings`, by question, and `evidence` are what plans judge the learner by.
    """

    standings: dict[str, Standing]
    days: dict[int, DayCount]
    retention: float
    timings: dict[str, Timing] = field(default_factory=dict)
    evidence: dict[Class, Recalls] = field(default_factory=dict)


def fold(events: Iterable[Event], only: Collection[str] | None = None) -> Fold:
    """What `events` (each given once, in any order) add up to; what is unknown or malformed decides nothing.

    Those that a `retracted` event names are left out, and overruled answers are taken as they were overruled.
    Each question is folded by itself, with the changes of the retention between its own events and those of
    questions whose history was carried over to it; where `only` is given, no question but these.
    """
    settings: list[Event] = []
    by_question: dict[str, list[Event]] = {}
    held = live(events)
    links = links_of(in_order(event for event in held if event.kind == Kind.RELINKED))
    for event in apart(held):
        if event.kind == Kind.RETENTION_SET:
            settings.append(event)
        elif (named := shaped(event)) is not None:
            question = carried(named, links) if links else named
            if only is None or question in only:
                by_question.setdefault(question, []).append(event)
    retention = DEFAULT_RETENTION
    for event in in_order(settings):
        retention = retention_of(event.body) or retention
    result = Fold({}, {}, retention)
    for question, own in by_question.items():
        standing, timing = _folded(in_order([*own, *settings]), result)
        if standing != UNSEEN:
            result.standings[question] = standing
        if timing != UNTIMED:
            result.timings[question] = timing
    return result


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events as they are folded: by (`at`, `device`, `seq`), but each device's own always by `seq`.

    A clock that jumped back must not put an answer before the one that it followed.
    """
    latest: dict[str, int] = {}
    keyed: list[tuple[int, str, int, Event]] = []
    for event in sorted(events, key=lambda event: (event.device, event.seq)):
        at = max(event.at, latest.get(event.device, event.at))
        latest[event.device] = at
        keyed.append((at, event.device, event.seq, event))
    return [entry[3] for entry in sorted(keyed, key=lambda entry: entry[:3])]


def live(events: Iterable[Event]) -> list[Event]:
    """The events that hold: all but those that a `retracted` event names, answers as they were overruled.

    With an `exam-started` all events of its exam go.
    """
    events = list(events)
    gone = {event.body.get("event") for event in events if _retracts(event)}
    left = [event for event in events if event.id not in gone and event.exam not in gone] if gone else events
    rulings = _rulings(left)
    return [_ruled(event, rulings) for event in left] if rulings else left


def apart(events: list[Event]) -> Iterator[Event]:
    """What holds, with the answers of each exam in place of its first `exam-finished`, and of no other.

    Then all answers are events of kind `reviewed` or `answered`.
    """
    first: dict[str | None, str] = {}
    for event in in_order(event for event in events if event.kind == Kind.EXAM_FINISHED):
        first.setdefault(event.exam, event.id)
    for event in events:
        if event.kind != Kind.EXAM_FINISHED:
            yield event
        elif event.exam is not None and first[event.exam] == event.id:
            yield from answers_in(event)


def answers_in(event: Event) -> list[Event]:
    """The answers of a finished exam as events by themselves, each with the id of the one that holds them.

    Of a question that stands there twice the first holds; what is malformed is left out.
    """
    rows = event.body.get("answers")
    found: dict[str, Event] = {}
    for row in rows if event.kind == Kind.EXAM_FINISHED and isinstance(rows, list) else ():
        if isinstance(row, dict):
            body = {**row, "study_day": event.body.get("study_day")}
            answer = replace(event, kind=Kind.ANSWERED, body=body)
            if (question := shaped(answer)) is not None:
                found.setdefault(question, answer)
    return list(found.values())


def shaped(event: Event) -> str | None:
    """The question whose standing the event shapes; None for other kinds and for what no card's id can be."""
    question = event.question
    if event.kind not in _SHAPING or question is None or not (question.isascii() and question.isprintable()):
        return None
    return question


def step(standing: Standing, event: Event, scheduler: Scheduler) -> Standing:
    """The standing after one more event; the same standing if the event decides nothing."""
    match event.kind:
        case Kind.REVIEWED | Kind.ANSWERED:
            return _answered(standing, event, scheduler) if _counts(event) else standing
        case Kind.SUSPENDED | Kind.RESUMED:
            return replace(standing, suspended=event.kind == Kind.SUSPENDED)
        case Kind.FLAGGED | Kind.UNFLAGGED:
            return replace(standing, flagged=event.kind == Kind.FLAGGED)
        case Kind.BURIED:
            day = _study_day(event.body)
            return standing if day is None else replace(standing, buried_day=day)
        case Kind.UNBURIED:
            return replace(standing, buried_day=None)
        case _:
            return standing


def counted(before: Standing, event: Event) -> DayCount | None:
    """What an event adds to the count of its study day, given the standing before it; None for nothing.

    The time of one answer counts for at most five minutes. An answer that does not count for the schedule
    is an answer of its day, and nothing else.
    """
    if event.kind not in _ANSWERS or (answer := _answer(event.body)) is None:
        return None
    rating, day = answer
    time = _ms(event.body)
    if not _counts(event):
        return DayCount(day, answers=1, ms=time)
    return DayCount(
        day,
        answers=1,
        new=int(before.memory is None),
        reviews=int(before.memory is not None and before.memory.stage is Stage.REVIEW),
        again=int(rating is Rating.AGAIN),
        ms=time,
    )


def clocked(timing: Timing, before: Standing, event: Event) -> Timing:
    """A question's timing after one more event, given the standing before it."""
    if event.kind not in _ANSWERS or (answer := _answer(event.body)) is None:
        return timing
    return timed(timing, before.memory, *answer, _ms(event.body), counts=_counts(event))


def shown(before: Standing, event: Event) -> tuple[Class, Recalls] | None:
    """What an event shows of how the learner forgets, given the standing before it; None for nothing.

    Also what does not count for the schedule: a quiz counts all that was missed, but of what was recalled
    only what was due, and who looked at that alone would find more forgotten than was.
    """
    if event.kind not in _ANSWERS or (answer := _answer(event.body)) is None or before.memory is None:
        return None
    if event.body.get("mode") == Mode.RETRY:
        return None
    from alliance_tutor.memory.forgetting import Evidence  # 3 ms: not where an answer is only looked at

    rating, day = answer
    sight = Evidence()
    sight.add(before.memory.stability, day - before.memory.last_day, rating > Rating.AGAIN)
    for stability, days, missed, recalled in sight.counts():
        return (stability, days), (missed, recalled)
    return None


def plus(one: DayCount, other: DayCount, sign: int = 1) -> DayCount:
    """Two counts of one study day added up, or with `sign` −1 the second taken from the first."""
    figures = {name: getattr(one, name) + sign * getattr(other, name) for name in _FIGURES}
    return DayCount(one.day, **figures)


def retention_of(body: Body) -> float | None:
    """The desired retention that a `retention-set` event asks for; None if it is malformed."""
    retention = body.get("retention")
    if isinstance(retention, float) and LEAST_RETENTION <= retention <= MOST_RETENTION:
        return retention
    return None


@lru_cache(maxsize=16)
def scheduler_for(retention: float) -> Scheduler:
    """The scheduler that decides while `retention` is in force."""
    return Scheduler(retention)


_FIGURES = tuple(name for name in DayCount._fields if name != "day")


def _folded(ordered: Iterable[Event], result: Fold) -> tuple[Standing, Timing]:
    """One question's standing and timing; what its events add to days and evidence is added to `result`."""
    standing, timing, retention = UNSEEN, UNTIMED, DEFAULT_RETENTION
    days, evidence = result.days, result.evidence
    for event in ordered:
        if event.kind == Kind.RETENTION_SET:
            retention = retention_of(event.body) or retention
            continue
        count = counted(standing, event)
        if count is not None:
            days[count.day] = plus(days.get(count.day, DayCount(count.day)), count)
        if found := shown(standing, event):
            sight, (missed, recalled) = found
            before = evidence.get(sight, (0, 0))
            evidence[sight] = before[0] + missed, before[1] + recalled
        timing = clocked(timing, standing, event)
        standing = step(standing, event, scheduler_for(retention))
    return standing, timing


def _retracts(event: Event) -> bool:
    return event.kind == Kind.RETRACTED and isinstance(event.body.get("event"), str)


_Named = tuple[str, str | None]
"""The id of an answer's event, and where that holds the answers of an exam, the question."""


def _rulings(events: Iterable[Event]) -> dict[_Named, Body]:
    """By the answer, what the latest `overruled` event that names it puts in the answer's place."""
    naming: dict[_Named, list[Event]] = {}
    for event in events:
        if event.kind == Kind.OVERRULED and _is_ruling(event.body):
            naming.setdefault((event.body["event"], event.question), []).append(event)
    latest = {named: in_order(rulings)[-1].body for named, rulings in naming.items()}
    return {
        named: {key: body[key] for key in ("credit", "rating", "counts") if key in body}
        for named, body in latest.items()
    }


def _is_ruling(body: Body) -> bool:
    credit, rating = body.get("credit"), body.get("rating", int(Rating.AGAIN))
    return (
        isinstance(body.get("event"), str)
        and (_is_int(credit) or isinstance(credit, float))
        and 0 <= credit <= 1
        and _is_rating(rating)
        and isinstance(body.get("counts", True), bool)
    )


def _ruled(event: Event, rulings: dict[_Named, Body]) -> Event:
    if event.kind in _ANSWERS and (event.id, None) in rulings:
        return replace(event, body={**event.body, **rulings[event.id, None]})
    if event.kind == Kind.EXAM_FINISHED and any(named == event.id for named, _ in rulings):
        rows = [
            {**answer.body, **rulings.get((event.id, answer.question), {})} for answer in answers_in(event)
        ]
        return replace(event, body={**event.body, "answers": rows})
    return event


def _counts(event: Event) -> bool:
    """Whether an answer counts for the schedule: all of study does, of quizzes what says so."""
    return event.kind == Kind.REVIEWED or event.body.get("counts") is True


def _answered(standing: Standing, event: Event, scheduler: Scheduler) -> Standing:
    answer, question = _answer(event.body), shaped(event)
    if answer is None or question is None:
        return standing
    rating, day = answer
    memory = scheduler.review(standing.memory, question, rating, day, min(event.at, _LAST_AT))
    return replace(
        standing,
        memory=memory,
        first_day=day if standing.first_day is None else standing.first_day,
        last_rating=int(rating),
        again_day=day if rating is Rating.AGAIN else standing.again_day,
        event=event.id,
    )


def _answer(body: Body) -> tuple[Rating, int] | None:
    """The rating and the study day of an answer's body: all that decides a memory."""
    rating, day = body.get("rating"), _study_day(body)
    return None if day is None or not _is_rating(rating) else (Rating(rating), day)


def _ms(body: Body) -> int:
    ms = body.get("ms")
    return min(max(ms, 0), LONGEST_MS) if _is_int(ms) else 0


def _study_day(body: Body) -> int | None:
    text = body.get("study_day")
    return _day(text) if isinstance(text, str) else None


@lru_cache(maxsize=256)  # answers of one day follow each other, and each is looked at four times
def _day(text: str) -> int | None:
    try:
        return day_of(text)
    except ValueError:
        return None


def _is_rating(value: object) -> TypeGuard[int]:
    return _is_int(value) and Rating.AGAIN <= value <= Rating.EASY


def _is_int(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
