"""The journal's caches: made anew from all events, or kept right when a few are added.

Called inside a transaction that writes. What the tables mean is `fold`'s: after anything here they hold what
a fold of all events would give.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from alliance_tutor.journal import schema
from alliance_tutor.journal.course import Rules, Tally, follow
from alliance_tutor.journal.entries import ANSWERS, Group, Places, loaded, read, told
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.fold import (
    Decisions,
    Fold,
    Revision,
    answers_in,
    carry,
    decided,
    fold,
    followed,
    gathered,
    links_among,
    live,
    places_of,
    revision_of,
    shaped,
    telling,
)
from alliance_tutor.journal.links import Links, aliases, carried
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.timing import UNTIMED, Timing

T = TypeVar("T")

Progress = Callable[[int], None]
"""Told how many hundredths are done."""

LONG = 50_000
"""Of fewer events a replay is over before anyone could read of it."""

MOST_REFOLDED = 2000
"""So many questions are folded anew one by one; for more, all of them in one go."""

_BATCH = 1000
_READ = 40  # hundredths of a replay that reading takes
_STEP = 10
_NUMBERS = 3  # of an entry in a group
_DEPTH = 3  # a retraction of an overruling of an answer; what goes round names itself


def rebuild(db: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Makes the caches anew from all events."""
    for statement in schema.CACHES:
        db.execute(statement)
    groups, places, held = groups_in(db, progress)
    tally = Tally()
    found = followed(groups, decided(held, places), places, tally)
    if sum(map(len, groups.values())) < _NUMBERS * LONG:
        progress = None
    found = _watched(found, len(groups), progress, range(_READ, 100))
    while batch := list(islice(found, _BATCH)):
        db.executemany(schema.PUT_STANDING, [schema.standing_row(*of[:2]) for of in batch if of[1] != UNSEEN])
        db.executemany(schema.PUT_TIMING, [(of[0], *of[2]) for of in batch if of[2] != UNTIMED])
    _add_up(db, tally)
    for statement in schema.WATCHES:
        db.execute(statement)
    db.execute(schema.PUT_META, ("cache", schema.CACHE_VERSION))


def groups_in(
    db: sqlite3.Connection, progress: Progress | None = None
) -> tuple[dict[str, Group], Places, list[Event]]:
    """What all events tell of each question, their places, and the events of other kinds that hold."""
    state = dict(db.execute(schema.STATE).fetchall())
    places, length = Places(state, max(state.values(), default=0)), sum(state.values())
    special = [schema.event_of(row) for row in db.execute(schema.SPECIAL_EVENTS)]
    held = live(special)
    if length < LONG:
        progress = None
    rows = _watched(db.execute(schema.SHAPING_EVENTS), length, progress, range(_READ))
    groups = gathered(telling(held, places), {}, places)
    _gather(rows, revision_of(special), places, groups)
    carry(groups, links_among(held))
    return groups, places, held


def append(db: sqlite3.Connection, event: Event) -> None:
    """Adds this device's next event."""
    links = links_in(db)
    named = shaped(event)
    question = None if named is None else carried(named, links)
    if question is None or _is_late(db, question, event, links):
        take(db, [event])
        return
    db.execute(schema.ADD_EVENT, schema.event_row(event))
    if found := told(event.kind, event.body):
        places, tally = Places([event.device], event.seq), Tally()
        entry = event.at, places.before(event.device) + event.seq, found[1]
        before = standing(db, question), _timing(db, question)
        after = follow(question, [entry], before, _rules(db, question), tally, places.id)
        _put(db, question, before, after)
        _add_up(db, tally)


def take(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Adds events that are not there yet, wherever they sort, or `forgotten` ones in the place of others."""
    touched = _Touched(db, events).questions
    if touched is None or len(touched) > MOST_REFOLDED:
        db.executemany(schema.MERGE_EVENT, map(schema.event_row, events))
        rebuild(db)
        return
    before = fold_of(db, touched) if touched else Fold()
    db.executemany(schema.MERGE_EVENT, map(schema.event_row, events))
    after = fold_of(db, touched) if touched else Fold()
    for question in touched:
        old, new = (
            (each.standings.get(question, UNSEEN), each.timings.get(question, UNTIMED))
            for each in (before, after)
        )
        _put(db, question, old, new)
    _add_up(db, after.tally)
    _take_off(db, before.tally)


def fresh(db: sqlite3.Connection, events: Iterable[Event]) -> Iterator[Event]:
    """Those of some events that are not there yet, and `forgotten` ones that are to take another's place."""
    for event in events:
        row = db.execute(schema.KIND, (event.device, event.seq)).fetchone()
        if row is None or (event.kind == Kind.FORGOTTEN and row[0] != Kind.FORGOTTEN):
            yield event


def standing(db: sqlite3.Connection, question: str | None) -> Standing:
    """A question's standing; `UNSEEN` if nothing happened to it."""
    row = db.execute(schema.STANDING, (question,)).fetchone()
    return schema.standing_of(row) if row else UNSEEN


def links_in(db: sqlite3.Connection) -> Links:
    """Where the histories of cards are that were carried over."""
    return links_among(map(schema.event_of, db.execute(schema.RELINK_EVENTS)))


def decisions_in(db: sqlite3.Connection) -> Decisions:
    """What of the events decides beside answers."""
    events = [schema.event_of(row) for row in db.execute(schema.DECIDING_EVENTS)]
    return decided(events, places_of(events))


class _Touched:
    """The questions that events to come touch: all that they tell of, and all that what they revise tells of.

    `questions` is None where they touch every question.
    """

    def __init__(self, db: sqlite3.Connection, events: Sequence[Event]) -> None:
        self._db = db
        self._events = {event.id: event for event in events}
        self._links = links_in(db)
        self.questions: set[str] | None = set()
        for event in events:
            self._look(event)
            if event.kind == Kind.FORGOTTEN and (replaced := event_in(db, event.id)):
                self._look(replaced)

    def _look(self, event: Event, depth: int = 0) -> None:
        if self.questions is None:
            return
        if event.kind in (Kind.RELINKED, Kind.PARAMETERS_SET) or self._is_early_setting(event, depth):
            self.questions = None
        elif event.kind in (Kind.RETRACTED, Kind.OVERRULED):
            name = str(event.body.get("event"))
            self._examined(name)
            named = self._events.get(name) or event_in(self._db, name)
            if named and depth < _DEPTH:
                self._look(named, depth + 1)
        elif event.exam is not None:
            self._examined(event.exam, event)
        elif (question := shaped(event)) is not None:
            self.questions.add(carried(question, self._links))

    def _is_early_setting(self, event: Event, depth: int) -> bool:
        """Whether a setting has answers after it that it decides, or is taken back or overwritten."""
        if event.kind != Kind.RETENTION_SET:
            return False
        late = any(each.order > event.order for each in self._events.values())
        return depth > 0 or late or bool(self._db.execute(schema.SORTS_EARLIER, event.order).fetchone()[0])

    def _examined(self, exam: str | None, *finished: Event) -> None:
        """The questions that an exam's `exam-finished` events answer, those given here included."""
        rows = self._db.execute(schema.FINISHED_EXAM, (exam,)).fetchall()
        for event in (*map(schema.event_of, rows), *finished):
            for answer in answers_in(event):
                if answer.question and self.questions is not None:
                    self.questions.add(carried(answer.question, self._links))


def event_in(db: sqlite3.Connection, id: str) -> Event | None:
    """The event of that id, if it is here."""
    row = db.execute(schema.EVENT, schema.parted(id)).fetchone()
    return schema.event_of(row) if row else None


def _gather(rows: Iterable[schema.Row], revision: Revision, places: Places, groups: dict[str, Group]) -> None:
    """Adds what rows of shaping kinds tell of questions, device by device, but for what was taken back."""
    gone = _places_in(revision.gone, places)
    ruled = {place: id for id, _ in revision.rulings for place in _places_in([id], places)}
    device, before = None, 0
    for row_device, seq, at, kind, text in rows:
        if row_device != device:
            device, before = row_device, places.before(row_device)
        place = before + seq
        if place in gone:
            continue
        if place in ruled and kind in ANSWERS and (ruling := revision.rulings.get((ruled[place], None))):
            found = told(kind, {**loaded(text), **ruling})
        else:
            found = read(kind, text)
        if found is None:
            continue
        question, what = found
        group = groups.get(question)
        if group is None:
            group = groups[question] = places.group()
        group.extend((at, place, what))


def _places_in(ids: Iterable[str], places: Places) -> set[int]:
    """The places of the ids that events can have."""
    found = ((id, *schema.parted(id)) for id in ids)
    return {places.before(device) + seq for id, device, seq in found if id == f"{device}-{seq}" and seq > 0}


def _watched(things: Iterator[T], count: int, progress: Progress | None, part: range) -> Iterator[T]:
    """Things as they are, of which `count` make up a part of the work, a range of hundredths."""
    if progress is None:
        return things

    def watched() -> Iterator[T]:
        step = max(count // (len(part) // _STEP), 1)
        for done, thing in enumerate(things):
            if not done % step:
                progress(min(part.start + done // step * _STEP, part.stop))
            yield thing
        progress(part.stop)

    return watched()


def _is_late(db: sqlite3.Connection, question: str, event: Event, links: Links) -> bool:
    """Whether a question's past has to be folded anew for an event about it."""
    return any(
        db.execute(schema.OUT_OF_ORDER, (each, event.at, event.id)).fetchone()[0]
        for each in aliases(question, links)
    )


def _rules(db: sqlite3.Connection, question: str) -> Rules:
    """What decides the next answer to a question."""
    decisions = decisions_in(db)
    retentions = decisions.retentions
    return Rules(decisions.parameters, (), retentions[""], retentions.get(question.partition("/")[0]))


def fold_of(db: sqlite3.Connection, questions: Collection[str]) -> Fold:
    """What the events of some questions add up to."""
    rows = db.execute(schema.DECIDING_EVENTS).fetchall()
    rows += db.execute(schema.FINISHED_EXAMS).fetchall()
    rows += db.execute(schema.RELINK_EVENTS).fetchall()
    links = links_in(db)
    for question in questions:
        for each in aliases(question, links):
            rows += db.execute(schema.QUESTION_EVENTS, (each,)).fetchall()
    return fold(map(schema.event_of, rows), questions)


def _put(
    db: sqlite3.Connection, question: str, before: tuple[Standing, Timing], after: tuple[Standing, Timing]
) -> None:
    """Writes what has changed of where a question stands."""
    if before[0] != after[0]:
        if after[0] == UNSEEN:
            db.execute(schema.DROP_STANDING, (question,))
        else:
            db.execute(schema.PUT_STANDING, schema.standing_row(question, after[0]))
    if before[1] != after[1]:
        if after[1] == UNTIMED:
            db.execute(schema.DROP_TIMING, (question,))
        else:
            db.execute(schema.PUT_TIMING, (question, *after[1]))


def _add_up(db: sqlite3.Connection, tally: Tally, sign: int = 1) -> None:
    """Adds sums to those there are."""
    for statement, sums in (
        (schema.ADD_DAY, tally.days),
        (schema.ADD_CALIBRATION, tally.calibration),
        (schema.ADD_EVIDENCE, tally.typical),
    ):
        signed = sums if sign > 0 else {key: [-each for each in own] for key, own in sums.items()}
        db.executemany(statement, sorted((*key, *own) for key, own in signed.items()))


def _take_off(db: sqlite3.Connection, tally: Tally) -> None:
    """Takes sums off those there are; none is left that counts nothing."""
    _add_up(db, tally, -1)
    db.executemany(schema.DROP_NO_DAY, tally.days)
    db.executemany(schema.DROP_NO_CALIBRATION, tally.calibration)
    db.executemany(schema.DROP_NO_EVIDENCE, tally.typical)


def _timing(db: sqlite3.Connection, question: str) -> Timing:
    row = db.execute(schema.TIMING, (question,)).fetchone()
    return schema.timing_of(row) if row else UNTIMED
