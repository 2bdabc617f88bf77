"""The journal on disk: one SQLite file, events appended, each on disk before `append` returns."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from alliance_tutor.journal import caches, opening, schema
from alliance_tutor.journal.course import scheduler_for
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.faults import AnsweredElsewhere, told
from alliance_tutor.journal.fold import Fold, in_order
from alliance_tutor.journal.links import carried
from alliance_tutor.journal.plans import Plan, plan_of
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.plan import DayCount
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.standing import Standing
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.memory.timing import Timing

MOST_ONE_BY_ONE = 10_000
"""Of more events than these all is made anew once they are added."""


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
    def open(
        cls,
        path: Path,
        *,
        write: bool = True,
        timeout: float = 5.0,
        progress: "caches.Progress | None" = None,
    ) -> "Journal":
        """The journal at `path`, made if it does not exist.

        With `write` false nothing is created or changed: a missing journal reads as an empty one. `timeout`
        is how many seconds to wait for another program that holds the file. Caches of another version are
        made anew first, some ten seconds for a million events: `progress` is told how far that is.
        """
        db = opening.to_write(path, timeout) if write else opening.to_read(path, timeout)
        journal = cls(db, path)
        try:
            with told(path):
                if write:
                    journal._settle(progress)
                else:
                    journal._look_only(progress)
                journal._load()
        except BaseException:
            journal.close()
            raise
        return journal

    @property
    def path(self) -> Path:
        """Where the journal is."""
        return self._path

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

    def record_all(self, changes: Iterable[tuple[str, Body]], moment: Moment) -> list[Event]:
        """Records several things, each a kind and a body, that happened at one moment: all, or none."""
        with self._transaction():
            return [self._appended(kind, body, moment, None) for kind, body in changes]

    def merge(self, events: Iterable[Event]) -> int:
        """Adds events of another device that are not here yet, all or none; tells how many.

        One that was `forgotten` there takes the place of the one here. A few cost what they touch, many
        a replay of all.
        """
        with self._transaction():
            few = list(islice(fresh := caches.fresh(self._db, events), MOST_ONE_BY_ONE))
            if len(few) < MOST_ONE_BY_ONE:
                caches.take(self._db, few)
                return len(few)
            before = self._db.total_changes
            self._db.executemany(schema.MERGE_EVENT, map(schema.event_row, chain(few, fresh)))
            added = self._db.total_changes - before
            self._rebuild()
        return added

    def amend(self, wrong: Iterable[Event], right: Iterable[Event], device: str = "") -> None:
        """Puts events in the place of others that were given numbers already used, all or none.

        With `device` this journal's own events bear that id from then on.
        """
        with self._transaction():
            self._db.executemany(schema.DROP_EVENT, [(event.device, event.seq) for event in wrong])
            self._db.executemany(schema.MERGE_EVENT, map(schema.event_row, right))
            if device:
                self._db.execute(schema.PUT_META, ("device", device))
            self._rebuild()
        self.device = device or self.device

    def remembered(self, key: str) -> str:
        """What was remembered under a key beside the events; empty if nothing was."""
        rows = self.select(schema.META, (key,))
        return rows[0][0] if rows else ""

    def remember(self, key: str, value: str) -> None:
        """Keeps what can be found out again from elsewhere, at more cost."""
        with self._transaction():
            self._db.execute(schema.PUT_META, (key, value))

    def standing(self, question: str) -> Standing:
        """A question's standing; `UNSEEN` if nothing happened to it."""
        with told(self._path):
            return caches.standing(self._db, question)

    def standings(self) -> dict[str, Standing]:
        """The standing of every question to which something happened, by id."""
        with told(self._path):
            return {row[0]: schema.standing_of(row) for row in self._db.execute(schema.STANDINGS)}

    def day(self, day: int, decks: Collection[str] = ()) -> DayCount:
        """What was answered on a study day, in all decks or in some."""
        row = next(iter(self.select(schema.DAY, (day, json.dumps([*decks])))), None)
        return DayCount(*row) if row else DayCount(day)

    def days(self, since: int, decks: Collection[str] = ()) -> list[DayCount]:
        """The counts of the study days with answers, from `since` on, in order; of all decks or of some."""
        return [DayCount(*row) for row in self.select(schema.DAYS, (since, json.dumps([*decks])))]

    def streak(self, day: int, decks: Collection[str] = ()) -> int:
        """Study days in a row with an answer, up to `day`; its own answers may be to come.

        Of all decks or of some.
        """
        return int(self.select(schema.STREAK, (day, json.dumps([*decks])))[0][0])

    @property
    def retention(self) -> float:
        """The desired retention in force after the last event, 0.70–0.99, for decks without their own."""
        return self.retentions()[""]

    def retentions(self) -> dict[str, float]:
        """The desired retentions in force: of each deck that has its own, and the general one (under "")."""
        with told(self._path):
            return caches.decisions_in(self._db).retentions

    @property
    def in_force(self) -> Parameters:
        """The memory model in force: FSRS-6's parameters, the learner's own or the defaults."""
        return self.parameters() or DEFAULT_PARAMETERS

    def parameters(self) -> Parameters | None:
        """FSRS-6's parameters that were set; None where its defaults are in force."""
        with told(self._path):
            return caches.decisions_in(self._db).parameters

    def scheduler(self, deck: str) -> Scheduler:
        """The scheduler that decides the next answers in a deck."""
        with told(self._path):
            decisions = caches.decisions_in(self._db)
        retentions = decisions.retentions
        return scheduler_for(retentions.get(deck, retentions[""]), decisions.parameters)

    def folded(self, questions: Collection[str]) -> Fold:
        """What the events of some questions add up to, folded anew."""
        with told(self._path):
            return caches.fold_of(self._db, questions)

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
            rows = self._db.execute(schema.EXAM_EVENTS, (*schema.parted(exam), exam)).fetchall()
        events = in_order(map(schema.event_of, rows))
        return events if any(event.kind == Kind.EXAM_STARTED for event in events) else []

    def carried(self, question: str) -> str:
        """The question that has the history of another one now; itself where it was not carried over."""
        with told(self._path):
            return carried(question, caches.links_in(self._db))

    def relinks(self) -> list[Event]:
        """The `relinked` events that hold, in order."""
        with told(self._path):
            return in_order(map(schema.event_of, self._db.execute(schema.RELINK_EVENTS)))

    def last_answer(self) -> Event | None:
        """This device's latest answer that was not taken back: what undo would retract."""
        with told(self._path):
            row = self._db.execute(schema.LAST_ANSWER, (self.device,)).fetchone()
            return schema.event_of(row) if row else None

    def select(self, query: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[schema.Row]:
        """The rows of a query of this room's: what reads the journal for one purpose has its own file."""
        with told(self._path):
            return self._db.execute(query, values).fetchall()

    def histories(self) -> dict[str, list[tuple[int, Rating]]]:
        """The answers to each question that count for the schedule: study day and rating, in order."""
        from alliance_tutor.journal.histories import histories_in  # only where the schedule is fitted

        with told(self._path):
            return dict(histories_in(self._db))

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
        with told(self._path), opening.transaction(self._db):
            yield

    def _settle(self, progress: "caches.Progress | None") -> None:
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
                self._db.execute(f"PRAGMA user_version = {schema.FORMAT}")
                caches.rebuild(self._db, progress)

    def _look_only(self, progress: "caches.Progress | None") -> None:
        """Computes stale caches in a copy in memory, and lets nothing be written."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone()
        if row != (schema.CACHE_VERSION,):
            stale, self._db = self._db, opening.in_memory(self._db)
            stale.close()
            caches.rebuild(self._db, progress)
        self._db.execute("PRAGMA query_only = 1")

    def _load(self) -> None:
        self._name()
        self._data_version = self._db.execute("PRAGMA data_version").fetchone()[0]

    def _rebuild(self) -> None:
        caches.rebuild(self._db)

    def _name(self) -> None:
        """The device's id as it is now: it changes where another window puts a backup back."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
        self.device = row[0] if row else ""

    def _appended(self, kind: str, body: Body, moment: Moment, expect: str | None) -> Event:
        self._name()
        seq = self._db.execute(schema.NEXT_SEQ, (self.device,)).fetchone()[0]
        event = Event(self.device, seq, moment.at, moment.offset, str(kind), dict(body))
        if expect is not None:
            question = event.question and carried(event.question, caches.links_in(self._db))
            if expect != caches.standing(self._db, question).event:
                raise AnsweredElsewhere(event.question)
        caches.append(self._db, event)
        return event
