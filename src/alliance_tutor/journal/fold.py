"""Events → what they add up to: pure, and the same on every machine whatever the order of arrival."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import add
from typing import NamedTuple

from alliance_tutor.journal.course import Rules, Setting, Tally, follow
from alliance_tutor.journal.entries import (
    ANSWERS,
    DAY_SHIFT,
    SETTING,
    SHAPING,
    Entry,
    Group,
    Places,
    is_int,
    is_question,
    is_rating,
    told,
)
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.links import Links, carried, links_of
from alliance_tutor.memory.fsrs6 import within_bounds
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import DEFAULT_RETENTION, LEAST_RETENTION, MOST_RETENTION
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.timing import UNTIMED, Timing

Told = tuple[str, int, int, int]
"""What an event tells of a question: the question, and an `Entry`."""

Standpoint = tuple[str, Standing, Timing]
"""A question, and where it stands."""


@dataclass(frozen=True, slots=True)
class Fold:
    """What events add up to: where each question stands, and the sums over all.

    Holds no standing or timing that says nothing. `retentions` are those in force after the last event, of
    each deck that has its own, and under the empty name the general one; `parameters` FSRS-6's in force, None
    for its defaults.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    timings: dict[str, Timing] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    retentions: dict[str, float] = field(default_factory=lambda: {"": DEFAULT_RETENTION})
    parameters: tuple[float, ...] | None = None

    @property
    def days(self) -> dict[int, DayCount]:
        """What was answered on each study day, in all decks."""
        found: dict[int, DayCount] = {}
        for (day, _), figures in self.tally.days.items():
            before = found.get(day, DayCount(day))
            found[day] = DayCount(day, *map(add, before[1:], figures))
        return found

    @property
    def evidence(self) -> dict[tuple[float, int], tuple[int, int]]:
        """What answers on a later day show of how the learner forgets: missed and recalled, by class."""
        return {key: (missed, recalled) for key, (missed, recalled) in self.tally.typical.items()}


class Decisions(NamedTuple):
    """What decides beside the answers: the settings that hold, with their places in time, and parameters."""

    settings: tuple[Setting, ...] = ()
    entries: tuple[Entry, ...] = ()
    parameters: tuple[float, ...] | None = None

    @property
    def retentions(self) -> dict[str, float]:
        """The retentions in force at the end, by deck; the general one has the empty name."""
        found: dict[str, float] = {"": DEFAULT_RETENTION}
        for deck, retention in self.settings:
            if retention is not None:
                found[deck] = retention
            elif deck:
                found.pop(deck, None)
        return found

    def of_deck(self, deck: str) -> list[Entry]:
        """The entries of the settings that concern a deck."""
        pairs = zip(self.settings, self.entries, strict=True)
        return [entry for setting, entry in pairs if setting.deck in ("", deck)]


def fold(events: Iterable[Event], only: Collection[str] | None = None) -> Fold:
    """What `events` (each given once, in any order) add up to; what is unknown or malformed decides nothing.

    Those that a `retracted` event names are left out, and overruled answers are taken as they were overruled.
    Each question is folded by itself, with the changes of the retention between its own events and those of
    questions whose history was carried over to it; where `only` is given, no question but these.
    """
    held = live(events)
    links, places = links_among(held), places_of(held)
    decisions, tally = decided(held, places), Tally()
    result = Fold({}, {}, tally, decisions.retentions, decisions.parameters)
    groups = gathered(telling(held, places), links, places, only)
    for question, standing, timing in followed(groups, decisions, places, tally):
        if standing != UNSEEN:
            result.standings[question] = standing
        if timing != UNTIMED:
            result.timings[question] = timing
    return result


def links_among(held: Iterable[Event]) -> Links:
    """Where the histories of cards are that were carried over, by the events that hold."""
    return links_of(in_order(event for event in held if event.kind == Kind.RELINKED))


def places_of(events: Collection[Event]) -> Places:
    """The places of events."""
    return Places({event.device for event in events}, max((event.seq for event in events), default=0))


def decided(held: Iterable[Event], places: Places) -> Decisions:
    """What of the events that hold decides beside the answers."""
    settings: list[Setting] = []
    entries: list[Entry] = []
    parameters: tuple[float, ...] | None = None
    for event in in_order(event for event in held if event.kind in (Kind.RETENTION_SET, Kind.PARAMETERS_SET)):
        if event.kind == Kind.PARAMETERS_SET:
            parameters = parameters_of(event.body) or parameters
        elif setting := setting_of(event.body):
            place = places.before(event.device) + event.seq
            entries.append((event.at, place, SETTING | len(settings) << DAY_SHIFT))
            settings.append(setting)
    return Decisions(tuple(settings), tuple(entries), parameters)


def telling(held: list[Event], places: Places) -> Iterator[Told]:
    """What the events that hold tell of questions."""
    for event in apart(held):
        if event.kind in SHAPING and (found := told(event.kind, event.body)):
            question, what = found
            yield question, event.at, places.before(event.device) + event.seq, what


def gathered(
    telling: Iterable[Told], links: Links, places: Places, only: Collection[str] | None = None
) -> dict[str, Group]:
    """All that is told of each question, one entry's three numbers after another's: 24 bytes an event."""
    groups: dict[str, Group] = {}
    for question, at, place, what in telling:
        group = groups.get(question)
        if group is None:
            group = groups[question] = places.group()
        group.extend((at, place, what))
    carry(groups, links)
    if only is None:
        return groups
    return {question: group for question, group in groups.items() if question in only}


def carry(groups: dict[str, Group], links: Links) -> None:
    """Puts what is told of each question where its history is now."""
    for named in [each for each in groups if carried(each, links) != each] if links else ():
        own = groups.pop(named)
        groups.setdefault(carried(named, links), own[:0]).extend(own)


def followed(
    groups: dict[str, Group], decisions: Decisions, places: Places, tally: Tally
) -> Iterator[Standpoint]:
    """Where each question stands after all that is told of it; what that adds to the sums goes to `tally`."""
    rules = Rules(decisions.parameters, decisions.settings)
    deck, settings = "", list[Entry]()
    for question in sorted(groups):
        if not question.startswith(deck + "/"):
            deck = question.partition("/")[0]
            settings = decisions.of_deck(deck)
        numbers = iter(groups[question])
        entries = list(zip(numbers, numbers, numbers, strict=True))
        sequence = places.in_sequence(entries + settings if settings else entries)
        yield question, *follow(question, sequence, (UNSEEN, UNTIMED), rules, tally, places.id)


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
    gone, rulings = revision_of(events)
    left = [event for event in events if event.id not in gone and event.exam not in gone] if gone else events
    return [_ruled(event, rulings) for event in left] if rulings else left


class Revision(NamedTuple):
    """What was said of events afterwards: the ids of those that are gone, and what stands for others' bodies.

    `rulings` are by the id of an answer's event, and where that holds the answers of an exam, the question.
    """

    gone: set[str]
    rulings: Mapping[tuple[str, str | None], Body]


def revision_of(events: Collection[Event]) -> Revision:
    """What the `retracted` and the `overruled` events among some say of others."""
    gone = {event.body["event"] for event in events if _retracts(event)}
    return Revision(gone, _rulings(event for event in events if event.id not in gone))


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
    return question if event.kind in SHAPING and is_question(question) else None


def setting_of(body: Body) -> Setting | None:
    """The desired retention that a `retention-set` event asks for; None if it is malformed."""
    retention, deck = body.get("retention"), body.get("deck", "")
    if not isinstance(deck, str) or ("deck" in body and not deck):
        return None
    if retention is None and deck and "retention" in body:
        return Setting(deck, None)
    if isinstance(retention, float) and LEAST_RETENTION <= retention <= MOST_RETENTION:
        return Setting(deck, retention)
    return None


def parameters_of(body: Body) -> tuple[float, ...] | None:
    """FSRS-6's parameters that a `parameters-set` event asks for; None if it is malformed."""
    numbers = body.get("parameters")
    if not isinstance(numbers, list) or not all(is_int(each) or isinstance(each, float) for each in numbers):
        return None
    parameters = tuple(numbers)
    return parameters if within_bounds(parameters) else None


def _retracts(event: Event) -> bool:
    return event.kind == Kind.RETRACTED and isinstance(event.body.get("event"), str)


def _rulings(events: Iterable[Event]) -> dict[tuple[str, str | None], Body]:
    """By the answer, what the latest `overruled` event that names it puts in the answer's place."""
    naming: dict[tuple[str, str | None], list[Event]] = {}
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
        and (is_int(credit) or isinstance(credit, float))
        and 0 <= credit <= 1
        and is_rating(rating)
        and isinstance(body.get("counts", True), bool)
    )


def _ruled(event: Event, rulings: Mapping[tuple[str, str | None], Body]) -> Event:
    if event.kind in ANSWERS and (event.id, None) in rulings:
        return replace(event, body={**event.body, **rulings[event.id, None]})
    if event.kind == Kind.EXAM_FINISHED and any(named == event.id for named, _ in rulings):
        rows = [
            {**answer.body, **rulings.get((event.id, answer.question), {})} for answer in answers_in(event)
        ]
        return replace(event, body={**event.body, "answers": rows})
    return event
