"""The care of a journal, also of one that does not open: copies, what they would change, repair, forgetting.

No `Desk` is needed: whoever has one gives its places and its clock.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from alliance_tutor import settings as settings_file
from alliance_tutor.errors import DamagedError, TutorError, UsageError
from alliance_tutor.journal import backup, forgetting, restoring, salvage
from alliance_tutor.journal.backup import Backup, Tick
from alliance_tutor.journal.forgetting import Chosen
from alliance_tutor.journal.restoring import Difference, Holding
from alliance_tutor.journal.salvage import Saved
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Clock, make_clock
from alliance_tutor.settings import Places


def keeping_of(home: str | None = None) -> "Keeping":
    """The keeping of a learner's home, whatever state the journal is in. Raises UsageError."""
    return Keeping(settings_file.places(home), make_clock(os.environ.get("ALLIANCE_TUTOR_NOW")))


class Forgot(NamedTuple):
    """What `forget` came to.

    How many events of the journal; whether no trace of them is left in it, which another open window hinders;
    how many copies were written anew, and how many removed, as all is wanted or they cannot be read; and what
    became of the files in a synced folder, in words.
    """

    events: int
    swept: bool
    rewritten: int
    removed: int
    synced: str = ""


@dataclass(frozen=True)
class Keeping:
    """One learner's journal and its copies. Every method raises JournalError where a file fails."""

    places: Places
    clock: Clock

    @property
    def now(self) -> datetime:
        """The learner's clock, by which copies are named."""
        return backup.local(self.clock())

    # Copies

    def back_up(self, tick: Tick | None = None) -> Backup | None:
        """A backup where the latest one lacks something, older ones thinned."""
        return backup.taken(self.places.history, self.places.backups, self.clock(), tick)

    def save(self, target: Path) -> int:
        """A copy in a file of the learner's choice; how many events it holds."""
        return backup.saved(self.places.history, target)

    def backups(self) -> list[Backup]:
        """The backups, the latest first."""
        return backup.listed(self.places.backups)

    def copies(self) -> list[Backup]:
        """The backups and the journals that were replaced, the latest first."""
        copies = self.backups()
        for path in restoring.kept_files(self.places.history):
            with suppress(OSError, ValueError):  # one that went away meanwhile, or bears another name
                taken, events = restoring.kept_at(path)
                copies.append(Backup(path, taken, events, path.stat().st_size, replaced=True))
        return sorted(copies, key=lambda copy: copy.taken, reverse=True)

    def copy(self, named: str) -> Path:
        """The copy of that name, or at that path; `latest` is the latest backup. Raises UsageError."""
        if named == "latest":
            if latest := self.backups():
                return latest[0].path
            raise UsageError("there is no backup yet", hint="alliance-tutor backup makes one")
        by_name = {copy.path.name: copy.path for copy in reversed(self.copies())}
        path = by_name.get(named) or by_name.get(f"{named}.db") or Path(named).expanduser()
        if not path.is_file():
            raise UsageError(
                f"there is no backup {named}", hint="alliance-tutor backup --list shows the backups"
            )
        if self.places.history.exists() and path.samefile(self.places.history):
            raise UsageError("this is the journal itself", hint="name a backup")
        return path

    def difference(self, copy: Path) -> Difference:
        """What would be lost and gained if a copy were brought back; a damaged journal counts as empty."""
        try:
            return restoring.difference(self.places.history, copy)
        except DamagedError as fault:
            if fault.path == copy:
                raise
            return Difference((), self.holdings(copy), 0)

    def holdings(self, copy: Path) -> tuple[Holding, ...]:
        """What a copy holds, by device."""
        return restoring.holdings(copy)

    def restore(self, copy: Path) -> Path | None:
        """Let a copy take the journal's place; where the present one is kept."""
        return restoring.put_back(self.places.history, copy, self.now)

    def merge(self, copy: Path) -> int:
        """Add what only a copy has; how many events."""
        return restoring.merged(self.places.history, copy)

    # A damaged journal

    @property
    def fault(self) -> DamagedError | None:
        """Why the journal does not open, where it is damaged. Raises JournalError for what is no damage."""
        try:
            Journal.open(self.places.history, write=False).close()
        except DamagedError as fault:
            return fault
        return None

    def look(self) -> Saved:
        """What could be saved of a damaged journal, with the help of the backups; nothing is written."""
        return salvage.looked(self.places.history, self._paths())

    def salvage(self) -> Saved:
        """Let what can be saved of a damaged journal take its place; the damaged one is kept."""
        return salvage.salvaged(self.places.history, self._paths(), self.now)

    def begin_anew(self) -> Path:
        """An empty journal in place of a damaged one; where that is kept."""
        return restoring.begin_anew(self.places.history, self.now)

    # Forgetting

    def chosen(self, deck: str) -> Chosen:
        """What `forget` would remove of a deck, or with an empty `deck` of all."""
        return forgetting.chosen(self.places.history, deck)

    def forget(self, deck: str, told: Callable[[str], None] = lambda _: None) -> Forgot:
        """Remove a deck's events, or with an empty `deck` all, from the journal and every copy of it.

        Copies come first: a crash leaves the journal as it was, and the same may be asked again. `told` is
        given what is being done. Copies beside a damaged journal cannot be read, and are removed.
        """
        damaged = restoring.damaged_files(self.places.history)
        forgetting.removed(backup.drafts(self.places.history, self.places.backups))
        copies = [*(each.path for each in self.backups()), *restoring.kept_files(self.places.history)]
        rewritten = 0
        if deck:
            for path in copies:
                told(f"Rewriting {path.name}")
                rewritten += forgetting.forget_in_copy(path, deck)
            forgetting.removed(damaged)
        else:
            told("Removing the backups")
            forgetting.removed([*copies, *damaged])
        told("Rewriting the journal")
        events, swept = forgetting.forget_here(self.places.history, deck)
        self._drop_worked_out()
        return Forgot(events, swept, rewritten, len(copies) - rewritten + len(damaged), self._carried())

    def _carried(self) -> str:
        """Have this device's files in a synced folder written anew; what became of them, in words."""
        folder = ""
        try:
            folder = settings_file.load(self.places).sync_folder
            if not folder:
                return ""
            from alliance_tutor.desk.syncing import PATIENCE, carry  # only where a folder is synced

            carry(self.places, Path(folder).expanduser(), decks=False, wait=PATIENCE)
        except (TutorError, RuntimeError):
            return f"The copies in {folder or 'the synced folder'} are removed at the next sync."
        return (
            f"This device's copies in {folder} are removed; other devices remove theirs at their next sync."
        )

    def _drop_worked_out(self) -> None:
        """Remove from the cache what names questions that were answered; what is needed is made again."""
        for path in self.places.cache.glob("*.json"):
            with suppress(OSError):
                path.unlink()

    def _paths(self) -> Sequence[Path]:
        return [each.path for each in self.backups()]
