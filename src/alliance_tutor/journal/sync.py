"""Events carried from device to device by a folder that some other tool carries: one run.

All that is in the folder and not in the journal is taken in, all that is in the journal and not in the folder
is written there, to files of this device's own. In whatever order devices come, all end with the union.
"""

import hashlib
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from alliance_tutor.journal import opening, schema, sync_files
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.spans import Spans
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync_lines import can_be_carried, event_line
from alliance_tutor.journal.sync_lock import alone
from alliance_tutor.journal.sync_state import State, state_of, state_text

_PAGE = 5_000  # events fetched at once
_ROUNDS = 3  # a second for what the first found forgotten; more only if devices forget meanwhile
_FEW = 64  # gaps that are asked for one by one
_STORED = f"{schema.ROWS} WHERE device = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT {_PAGE}"
_FORGOTTEN = "SELECT device, seq FROM event WHERE kind = 'forgotten'"


@dataclass(slots=True)
class Report:
    """What a run came to: events by the device that they are of, and what could not be read.

    `device` is this one, and `answers` how many of the events that it received are answers. `damaged` names
    lines by file and number; `newer` files of a newer program; `unread` files that could not be read, and
    why. `conflicts` are ids of this device's events that the folder also holds with another content, which
    was left there; `unsent` ids of events that no file can hold, such as one of the year 12000. `renamed` is
    this device's new id, where numbers of its own had been given twice.
    """

    folder: Path
    device: str = ""
    answers: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    damaged: dict[str, list[int]] = field(default_factory=dict)
    newer: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)
    renamed: str = ""


def sync(journal: Journal, folder: Path, *, batch: int = 0, wait: float = 0.0) -> Report:
    """Carries what is new both ways.

    `batch` is how many events are taken in at once, so that another window need not wait for long; 0 for all.
    `wait` is how many seconds to wait for another sync of this journal. Raises SyncError where the folder
    cannot be read or written, after all that could be read was taken in; and JournalError.
    """
    folder = folder.absolute()
    with alone(journal.path, wait):
        run = _Run(journal, folder, state_of(journal.remembered(_key(folder))), batch)
        if not run.as_left():
            run = _Run(journal, folder, State(), batch)
        for _ in range(_ROUNDS):
            if not run.take_in():
                break
            run = _Run(journal, folder, State(), batch, run.report)
        sure = state_text(run.state)
        try:
            run.mend()
            run.send()
            sure = state_text(run.state)
        finally:
            journal.remember(_key(folder), sure)
        run.report.device = journal.device
        return run.report


class _Run:
    """A run, in three steps: taken in, mended, sent."""

    def __init__(
        self, journal: Journal, folder: Path, state: State, batch: int, before: Report | None = None
    ) -> None:
        self._journal, self._folder, self._batch = journal, folder, batch
        self._whole = not state.files
        self.state = state
        self.report = Report(folder)
        if before:
            self.report.received, self.report.answers = before.received, before.answers
        self._files, strange = sync_files.files(folder)
        self.report.unread = dict.fromkeys(strange, "it is a link or a folder")
        self._latest = journal.state()
        self._taken: dict[str, Spans] = defaultdict(Spans)
        self._again: list[tuple[str, Event]] = []
        self._same = Spans()
        self._rivals: dict[int, Event] = {}
        self._wrong: list[Event] = []
        self._right: list[Event] = []
        self._owed: dict[str, Event] = {}
        self._stale: set[str] = set()
        self._forgot = False

    def as_left(self) -> bool:
        """Whether all that was read is still there: only then is it known what the folder holds."""
        return all(
            name in self._files and sync_files.is_known(self._folder, name, mark, self._files[name])
            for name, mark in self.state.files.items()
        )

    def take_in(self) -> bool:
        """Reads what is new in the folder into the journal.

        Tells whether the whole folder has to be read again: to find out where it holds what was forgotten, or
        which of this device's numbers it has.
        """
        events = self._read()
        if self._batch:
            while some := list(islice(events, self._batch)):
                self._journal.merge(some)
        else:
            self._journal.merge(events)
        for name, event in self._again:
            self._compare(name, event)
        if self._forgot or (not self._whole and (self._rivals or self._stale or any(self._to_forget()))):
            return True
        self._settle_rivals()
        self._settle_contests()
        return False

    def mend(self) -> None:
        """Writes files anew that hold what was forgotten, and this device's own that were damaged.

        Raises SyncError.
        """
        own = {name for name in self.report.damaged if sync_files.writer(name) == self._journal.device}
        for name in sorted(self._stale | own):
            path = self._folder / name
            reading, events = sync_files.read(path, self._files[name], 0)
            kept = [self._unless_forgotten(event) for event in events]
            if reading.fault or reading.newer:
                continue
            sync_files.rewrite(path, sync_files.writer(name), kept)
            for event in kept:
                self.state.hold(event)
            self.report.damaged.pop(name, None)
            self._mark(name)

    def send(self) -> None:
        """Writes to this device's own files what the folder does not hold. Raises SyncError."""
        marks = self.state.files
        written = sync_files.append(self._folder, self._journal.device, self._noted(self._to_send()))
        for name, (start, end) in written.items():
            if start == 0 or (name in marks and marks[name].read == start):
                self._mark(name, end)  # else there are lines before ours that are yet to be read

    def _read(self) -> Iterator[Event]:
        """What the journal does not have yet of all that is new in the folder."""
        for name, status in self._files.items():
            mark = self.state.files.get(name)
            if mark and mark.read == mark.size == status.st_size:
                self.state.files[name] = replace(mark, time=status.st_mtime_ns)
                continue
            reading, events = sync_files.read(self._folder / name, status, mark.read if mark else 0)
            for event in events:
                self.state.hold(event)
                if self._is_new(name, event):
                    self.report.received[event.device] += 1
                    self.report.answers += event.kind in (Kind.REVIEWED, Kind.ANSWERED)
                    yield event
            self._note(name, reading)

    def _note(self, name: str, reading: sync_files.Reading) -> None:
        self.state.files[name] = reading.mark if reading.complete else replace(reading.mark, read=0, seal=0)
        if reading.damaged:
            self.report.damaged[name] = reading.damaged
        if reading.newer:
            self.report.newer.append(name)
        if reading.fault:
            self.report.unread[name] = reading.fault

    def _is_new(self, name: str, event: Event) -> bool:
        """Whether to take an event in; one that is there is compared, one met twice in this run later."""
        if event.seq in self._taken[event.device]:
            self._again.append((name, event))
            return False
        if event.seq > self._latest.get(event.device, 0) or self._compare(name, event):
            self._taken[event.device].add(event.seq)
            self._forgot |= event.kind == Kind.FORGOTTEN
            return True
        return False

    def _compare(self, name: str, event: Event) -> bool:
        """Sees what the journal has under an event's number; whether the event is to be taken in."""
        ours = self._stored(event)
        if ours is None:
            return True
        own = event.device == self._journal.device
        if event == ours:
            if own:
                self._same.add(event.seq)
        elif event.kind == Kind.FORGOTTEN:
            return ours.kind != Kind.FORGOTTEN
        elif ours.kind == Kind.FORGOTTEN:
            self._stale.add(name)
        elif own:
            self._rivals.setdefault(event.seq, event)
        else:
            self._contest(ours, event)
        return False

    def _settle_rivals(self) -> None:
        """This device's numbers that were given twice.

        After a backup was put back over the journal, numbers are given that the folder knows already: as long
        as nobody else knows the later events, these get numbers of a new device, in their order. Where the
        folder holds both, by a copy of this device's data, they are settled as another device's are. A line
        that is of the same instant and says something else was changed by a hand: ours stays.
        """
        own, last = self._journal.device, self._journal.state().get(self._journal.device, 0)
        ours = {seq: event for seq in self._rivals for event in self._pages(own, seq, seq)}
        changed = {seq for seq, rival in self._rivals.items() if rival.at == ours[seq].at}
        shared = {seq for seq in self._rivals if seq in self._same} - changed
        twice = self._rivals.keys() - changed - shared
        self.report.conflicts = [ours[seq].id for seq in sorted(changed)]
        self._owed.update({ours[seq].id: ours[seq] for seq in changed})
        for seq in shared:
            self._contest(ours[seq], self._rivals[seq])
        if not (twice or shared):
            return
        after = self._pages(own, min(twice), last) if twice else ()
        moved = [event for event in after if event.seq in twice or event.seq not in self.state.held[own]]
        fresh = opening.new_device()
        names = {event.id: f"{fresh}-{number}" for number, event in enumerate(moved, start=1)}
        renamed = [
            replace(event, device=fresh, seq=number, body=_renamed(event, names))
            for number, event in enumerate(moved, start=1)
        ]
        self._journal.amend(moved, [*renamed, *(self._rivals[seq] for seq in twice)], fresh)
        self.report.received[own] += len(twice)
        self.report.renamed = fresh

    def _contest(self, ours: Event, theirs: Event) -> None:
        """Two contents of one number: everywhere the same one of both keeps it.

        The other one, if it happened at another time and so is another event, gets an id of its own, which is
        the same everywhere too.
        """
        loser = max(ours, theirs, key=event_line)
        if loser is ours:
            self._wrong.append(ours)
            self._right.append(theirs)
        else:
            self._owed[ours.id] = ours
        if ours.at != theirs.at:
            sum = hashlib.sha256(event_line(loser)).digest()
            self._right.append(replace(loser, device=b32encode(sum).decode().lower()[:8]))

    def _settle_contests(self) -> None:
        if self._wrong:
            self._journal.amend(self._wrong, self._right)
        elif self._right:
            self._journal.merge(self._right)

    def _to_forget(self) -> Iterator[Event]:
        """What was forgotten here, and the folder does not know of yet."""
        for device, seq in self._journal.select(_FORGOTTEN):
            if seq not in self.state.forgotten[device]:
                yield from self._pages(device, seq, seq)

    def _to_send(self) -> Iterator[Event]:
        for device, last in self._journal.state().items():
            held = self.state.held[device]
            gaps = list(held.gaps(last))
            if len(gaps) > _FEW:
                gaps = [(1, last)]
            for first, end in gaps:
                yield from (event for event in self._pages(device, first, end) if event.seq not in held)
        yield from self._to_forget()
        if self._owed:
            for name in self._files:
                if sync_files.writer(name) == self._journal.device:
                    status = self._files[name]
                    for event in sync_files.read(self._folder / name, status, 0)[1]:
                        if self._owed.get(event.id) == event:
                            del self._owed[event.id]
            yield from self._owed.values()

    def _noted(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events, each held by the folder once the next one is asked for."""
        for event in events:
            if not can_be_carried(event):
                self.report.unsent.append(event.id)
                continue
            yield event
            self.state.hold(event)
            self.report.sent[event.device] += 1

    def _pages(self, device: str, first: int, last: int) -> Iterator[Event]:
        """The journal's events of a device, by number, not all at once in memory."""
        while rows := self._journal.select(_STORED, (device, first, last)):
            yield from map(schema.event_of, rows)
            first = rows[-1][1] + 1

    def _stored(self, event: Event) -> Event | None:
        """What the journal has under an event's number."""
        rows = self._journal.select(schema.EVENT, (event.device, event.seq))
        return schema.event_of(rows[0]) if rows else None

    def _unless_forgotten(self, event: Event) -> Event:
        ours = self._stored(event)
        return ours if ours and ours.kind == Kind.FORGOTTEN else event

    def _mark(self, name: str, read: int = -1) -> None:
        """Remember that a file was read up to there, or to its end."""
        mark = sync_files.mark_of(self._folder / name, read)
        if mark:
            self.state.files[name] = mark


def _key(folder: Path) -> str:
    return f"sync:{folder}"


def _renamed(event: Event, names: dict[str, str]) -> dict[str, object]:
    """An event's body, with the new names of the events that it names."""
    named = {key: names[id] for key in ("event", "exam") if (id := event.body.get(key)) in names}
    return {**event.body, **named}
