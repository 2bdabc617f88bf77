"""The journal on disk: one SQLite file, events appended, each on disk before `append` returns."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from alliance_tutor.journal import opening, schema
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.faults import AnsweredElsewhere, told
from alliance_tutor.journal.fold import (
    Fold,
    answers_in,
    clocked,
    counted,
    fold,
    in_order,
    plus,
    retention_of,
    scheduler_for,
    shaped,
    shown,
    step,
)
from alliance_tutor.journal.links import Links, aliases, carried, links_of
from alliance_tutor.journal.plans import Plan, plan_of
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.scheduler import DEFAULT_RETENTION
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.memory.timing import UNTIMED, Timing


class Journal:
    """A learner's history, open. One connection, for the thread that opened it.

    Every method raises JournalError when the file cannot be read or written.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self._path = path
        self.device = ""
        self._data_version = 0

    @classmethod
    def open(cls, path: Path, *, write: bool = True, timeout: float = 5.0) -> "Journal":
        """The journal at `path`, made if it does not exist.

        With `write` false nothing is created or changed: a missing journal reads as an empty one. `timeout`
        is how many seconds to wait for another program that holds the file.
        """
        db = opening.to_write(path, timeout) if write else opening.to_read(path, timeout)
        journal = cls(db, path)
        try:
            with told(path):
                if write:
                    journal._settle()
                else:
                    journal._look_only()
                journal._load()
        except BaseException:
            journal.close()
            raise
        return journal

    def close(self) -> None:
        """Lets go of the file; may be called twice."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(
        self, kind: str, body: Body, moment: Moment, *, expect: str | None = None, ruling: Body | None = None
    ) -> Event:
        """Records that something happened at `moment`; on return it is on disk.

        `expect` is the `event` of the standing on which the answer was given: if the question's is another
        one by now, AnsweredElsewhere is raised and nothing written. With `ruling` the event is overruled at
        once: both are written, or neither. After any error the same call may be repeated.
        """
        with self._transaction():
            event = self._appended(kind, body, moment, expect)
            if ruling is not None:
                self._appended(Kind.OVERRULED, {"event": event.id, **ruling}, moment, None)
        return event

    def merge(self, events: Iterable[Event]) -> int:
        """Adds events of another device that are not here yet, all or none; tells how many."""
        with self._transaction():
            before = self._db.total_changes
            self._db.executemany(schema.MERGE_EVENT, map(schema.event_row, events))
            added = self._db.total_changes - before
            if added:
                self._rebuild()
        return added

    def standing(self, question: str) -> Standing:
        """A question's standing; `UNSEEN` if nothing happened to it."""
        with told(self._path):
            return self._standing(question)

    def standings(self) -> dict[str, Standing]:
        """The standing of every question to which something happened, by id."""
        with told(self._path):
            return {row[0]: schema.standing_of(row) for row in self._db.execute(schema.STANDINGS)}

    def day(self, day: int) -> DayCount:
        """What was answered on a study day."""
        with told(self._path):
            row = self._db.execute(schema.DAY, (day,)).fetchone()
            return DayCount(*row) if row else DayCount(day)

    def days(self, since: int) -> list[DayCount]:
        """The counts of the study days with answers, from `since` on, in order."""
        with told(self._path):
            return [DayCount(*row) for row in self._db.execute(schema.DAYS, (since,))]

    @property
    def retention(self) -> float:
        """The desired retention in force after the last event, 0.70–0.99."""
        with told(self._path):
            return self._retention()

    def plan(self) -> Plan:
        """What the learner plans on the way to exams."""
        with told(self._path):
            rows = self._db.execute(schema.PLAN_EVENTS).fetchall()
        return plan_of(in_order(map(schema.event_of, rows)))

    def timings(self) -> dict[str, Timing]:
        """How long the answers to each question took, by its id."""
        with told(self._path):
            return {row[0]: schema.timing_of(row) for row in self._db.execute(schema.TIMINGS)}

    def evidence(self) -> dict[tuple[float, int], tuple[int, int]]:
        """What answers on a later day show of how the learner forgets."""
        with told(self._path):
            return {row[:2]: row[2:] for row in self._db.execute(schema.EVIDENCE)}

    def spent(self, day: int, decks: Collection[str] = ()) -> int:
        """The milliseconds of a study day's answers, of all decks or of some.

        Of a question that was answered on a later day too nothing is counted any more.
        """
        with told(self._path):
            if not decks:
                return int(self._db.execute(schema.SPENT, (day,)).fetchone()[0])
            rows = [self._db.execute(schema.SPENT_ON, (day, deck, deck)).fetchone() for deck in set(decks)]
            return sum(row[0] for row in rows)

    def state(self) -> dict[str, int]:
        """The number of each device's latest event: equal where nothing was added."""
        with told(self._path):
            return dict(self._db.execute(schema.STATE))

    def events(self) -> Iterator[Event]:
        """Every event, also retracted ones and those of unknown kinds, in the order of folding."""
        with told(self._path):
            for row in self._db.execute(schema.EVENTS):
                yield schema.event_of(row)

    def exams(self) -> list[Event]:
        """The `exam-started` of each exam that was not taken back, in order."""
        with told(self._path):
            return in_order(map(schema.event_of, self._db.execute(schema.STARTED_EXAMS)))

    def open_exams(self) -> list[str]:
        """The ids of the exams that were neither finished nor taken back, in order."""
        with told(self._path):
            return [row[0] for row in self._db.execute(schema.OPEN_EXAMS)]

    def exam(self, exam: str) -> list[Event]:
        """All that holds of one exam, in order: its events, and those that overrule its answers.

        Empty if it was taken back, or never was. `exam` is the id of its `exam-started`.
        """
        with told(self._path):
            rows = self._db.execute(schema.EXAM_EVENTS, (*_parted(exam), exam)).fetchall()
        events = in_order(map(schema.event_of, rows))
        return events if any(event.kind == Kind.EXAM_STARTED for event in events) else []

    def relinks(self) -> list[Event]:
        """The `relinked` events that hold, in order."""
        with told(self._path):
            return in_order(map(schema.event_of, self._db.execute(schema.RELINK_EVENTS)))

    def last_answer(self) -> Event | None:
        """This device's latest answer that was not taken back: what undo would retract."""
        with told(self._path):
            row = self._db.execute(schema.LAST_ANSWER, (self.device,)).fetchone()
            return schema.event_of(row) if row else None

    def select(self, query: str, values: Sequence[object] = ()) -> list[schema.Row]:
        """The rows of a query of this room's: what reads the journal for one purpose has a file of its own."""
        with told(self._path):
            return self._db.execute(query, values).fetchall()

    def changed(self) -> bool:
        """Whether another window has written since this was last asked (or since the journal was opened)."""
        with told(self._path):
            before = self._data_version
            self._data_version = self._db.execute("PRAGMA data_version").fetchone()[0]
            return self._data_version != before

    def rebuild(self) -> None:
        """Makes the caches anew from the events."""
        with self._transaction():
            self._rebuild()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite itself rolls back after some errors
                    self._db.execute("ROLLBACK")
                raise

    def _settle(self) -> None:
        """Finds out whether the file can be written, is a copy, or has caches of another version."""
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        with self._transaction():
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
            inode = opening.inode(self._path)
            if meta.get("inode") != inode:
                # A copy, or restored: numbers given before are not given again.
                fresh = [("inode", inode), ("device", opening.new_device())]
                self._db.executemany(schema.PUT_META, fresh)
            if meta.get("cache") != schema.CACHE_VERSION:
                self._rebuild()

    def _look_only(self) -> None:
        """Computes stale caches in a copy in memory, and lets nothing be written."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone()
        if row != (schema.CACHE_VERSION,):
            stale, self._db = self._db, opening.in_memory(self._db)
            stale.close()
            self._rebuild()
        self._db.execute("PRAGMA query_only = 1")

    def _load(self) -> None:
        row = self._db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
        self.device = row[0] if row else ""
        self._data_version = self._db.execute("PRAGMA data_version").fetchone()[0]

    def _rebuild(self) -> None:
        result = fold(self.events())
        for statement in schema.CACHES:
            self._db.execute(statement)
        standings = (schema.standing_row(*item) for item in result.standings.items())
        self._db.executemany(schema.PUT_STANDING, standings)
        self._db.executemany(schema.ADD_DAY, map(schema.day_row, result.days.values()))
        self._db.executemany(schema.PUT_TIMING, ((id, *timing) for id, timing in result.timings.items()))
        self._db.executemany(schema.ADD_EVIDENCE, ((*sight, *of) for sight, of in result.evidence.items()))
        self._db.execute(schema.PUT_META, ("cache", schema.CACHE_VERSION))

    def _appended(self, kind: str, body: Body, moment: Moment, expect: str | None) -> Event:
        seq = self._db.execute(schema.NEXT_SEQ, (self.device,)).fetchone()[0]
        event = Event(self.device, seq, moment.at, moment.offset, str(kind), dict(body))
        links = self._links()
        question = shaped(event)
        question = question and carried(question, links)
        standing = self._standing(event.question and carried(event.question, links))
        if expect is not None and expect != standing.event:
            raise AnsweredElsewhere(event.question)
        if event.kind in (Kind.RETRACTED, Kind.OVERRULED):
            self._revise(event)
        elif event.kind == Kind.RETENTION_SET:
            self._set_retention(event)
        elif event.kind == Kind.RELINKED:
            self._add(event)
            self._rebuild()
        elif event.kind == Kind.EXAM_FINISHED:
            self._refold(self._examined(event.exam, event), event)
        elif question is not None:
            self._shape(question, standing, event)
        else:
            self._add(event)
        return event

    def _add(self, event: Event) -> None:
        self._db.execute(schema.ADD_EVENT, schema.event_row(event))

    def _shape(self, question: str, before: Standing, event: Event) -> None:
        """Adds an event about a question: one step from what is cached, or its whole past folded anew."""
        if any(
            self._db.execute(schema.OUT_OF_ORDER, (each, event.at, event.id)).fetchone()[0]
            for each in aliases(question, self._links())
        ):
            self._refold({question}, event)
            return
        self._add(event)
        self._put(question, step(before, event, scheduler_for(self._retention())))
        timing = self._timing(question)
        if (after := clocked(timing, before, event)) != timing:
            self._put_timing(question, after)
        if count := counted(before, event):
            self._db.execute(schema.ADD_DAY, schema.day_row(count))
        if found := shown(before, event):
            self._db.execute(schema.ADD_EVIDENCE, (*found[0], *found[1]))

    def _revise(self, event: Event) -> None:
        """Adds an event that retracts or overrules another one."""
        named = self._named(event)
        if named and named.kind == Kind.OVERRULED:
            named = self._named(named)
        if named and named.kind in (Kind.RETENTION_SET, Kind.RELINKED):
            self._add(event)
            self._rebuild()
            return
        questions = self._examined(str(event.body.get("event")))
        questions |= self._shaped_by(named) if named else set()
        if questions:
            self._refold(questions, event)
        else:
            self._add(event)

    def _shaped_by(self, event: Event) -> set[str]:
        """The questions whose standing the event shapes, or the exam that it is of."""
        if event.exam is not None:
            return self._examined(event.exam)
        question = shaped(event)
        return set() if question is None else {carried(question, self._links())}

    def _examined(self, exam: str | None, *finished: Event) -> set[str]:
        """The questions that an exam's `exam-finished` events answer, those given here included."""
        rows = self._db.execute(schema.FINISHED_EXAM, (exam,)).fetchall()
        events = [*map(schema.event_of, rows), *finished]
        links = self._links()
        return {
            carried(answer.question, links)
            for event in events
            for answer in answers_in(event)
            if answer.question
        }

    def _named(self, event: Event) -> Event | None:
        """The event that another one names, if it is here."""
        row = self._db.execute(schema.EVENT, _parted(str(event.body.get("event")))).fetchone()
        return schema.event_of(row) if row else None

    def _set_retention(self, event: Event) -> None:
        self._add(event)
        if self._db.execute(schema.SORTS_EARLIER, event.order).fetchone()[0]:
            self._rebuild()

    def _refold(self, questions: Collection[str], event: Event) -> None:
        """Adds an event that changes questions' past, and corrects the counts of the days it touches."""
        before = self._fold_of(questions)
        self._add(event)
        after = self._fold_of(questions)
        for question in questions:
            self._put(question, after.standings.get(question, UNSEEN))
            self._put_timing(question, after.timings.get(question, UNTIMED))
        for day in before.days.keys() | after.days.keys():
            none = DayCount(day)
            change = plus(after.days.get(day, none), before.days.get(day, none), -1)
            self._db.execute(schema.ADD_DAY, schema.day_row(change))
        self._db.execute(schema.DROP_EMPTY_DAYS)
        for each, sign in ((before, -1), (after, 1)):
            for sight, (missed, recalled) in each.evidence.items():
                self._db.execute(schema.ADD_EVIDENCE, (*sight, sign * missed, sign * recalled))
        self._db.execute(schema.DROP_NO_EVIDENCE)

    def _fold_of(self, questions: Collection[str]) -> Fold:
        rows = self._db.execute(schema.RETENTION_EVENTS).fetchall()
        rows += self._db.execute(schema.FINISHED_EXAMS).fetchall()
        rows += self._db.execute(schema.RELINK_EVENTS).fetchall()
        links = self._links()
        for question in questions:
            for each in aliases(question, links):
                rows += self._db.execute(schema.QUESTION_EVENTS, (each,)).fetchall()
        return fold(map(schema.event_of, rows), questions)

    def _links(self) -> Links:
        """Where the histories of cards are that were carried over."""
        return links_of(in_order(map(schema.event_of, self._db.execute(schema.RELINK_EVENTS))))

    def _put(self, question: str, standing: Standing) -> None:
        if standing == UNSEEN:
            self._db.execute(schema.DROP_STANDING, (question,))
        else:
            self._db.execute(schema.PUT_STANDING, schema.standing_row(question, standing))

    def _put_timing(self, question: str, timing: Timing) -> None:
        if timing == UNTIMED:
            self._db.execute(schema.DROP_TIMING, (question,))
        else:
            self._db.execute(schema.PUT_TIMING, (question, *timing))

    def _timing(self, question: str) -> Timing:
        row = self._db.execute(schema.TIMING, (question,)).fetchone()
        return schema.timing_of(row) if row else UNTIMED

    def _standing(self, question: str | None) -> Standing:
        row = self._db.execute(schema.STANDING, (question,)).fetchone()
        return schema.standing_of(row) if row else UNSEEN

    def _retention(self) -> float:
        """The desired retention in force after the last event."""
        retention = DEFAULT_RETENTION
        rows = self._db.execute(schema.RETENTION_EVENTS).fetchall()
        for setting in in_order(map(schema.event_of, rows)):
            retention = retention_of(setting.body) or retention
        return retention


def _parted(id: str) -> tuple[str, int]:
    """The device and the number in an event's id; of what is none, a number that no event has."""
    device, _, seq = id.rpartition("-")
    return (device, int(seq)) if seq.isascii() and seq.isdigit() and len(seq) < 19 else ("", -1)
