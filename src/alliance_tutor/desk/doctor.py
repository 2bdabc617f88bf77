"""All that the learner has, looked at and as far as possible mended: the journal, its copies, the caches."""

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from alliance_tutor import settings as settings_file
from alliance_tutor.deck.index_file import removed
from alliance_tutor.desk.keeping import Keeping
from alliance_tutor.desk.shelf import Shelf
from alliance_tutor.errors import JournalError, TutorError
from alliance_tutor.insight.keeping import salvage_words
from alliance_tutor.insight.wording import minutes_words, number
from alliance_tutor.journal import backup, doctor
from alliance_tutor.journal.store import Journal


class Check(NamedTuple):
    """One thing that was looked at: its name, `good`, `note`, `bad` or `repaired`, and what was found."""

    name: str
    state: str
    told: str
    hint: str = ""


@dataclass(frozen=True)
class Doctor:
    """Looks at all that the learner has, and makes anew what can be; `ids` are the cards' of all decks."""

    keeping: Keeping
    repairs: bool

    def examined(self) -> list[Check]:
        """What was found, the journal first."""
        index = self._index()  # before the decks are asked for, which mends it unasked
        journal = self._journal()
        whole = journal.state in ("good", "repaired") and self.keeping.places.history.exists()
        about = [self._caches(), self._gaps(), self._clock(), self._orphans()] if whole else []
        return [journal, *about, *self._copies(), *self._settings(), index]

    def _journal(self) -> Check:
        history = self.keeping.places.history
        if not history.exists():
            return Check("journal", "good", "there is none yet: it begins with the first answer")
        found = doctor.faults(history)
        if not found:
            return Check("journal", "good", "every page can be read")
        saved = self.keeping.look()
        what = f"{found[0]}; {salvage_words(saved)}"
        if not saved.found + saved.from_backups:
            return Check("journal", "bad", what, "move the file away to begin anew")
        if not self.repairs:
            hint = "alliance-tutor doctor --repair puts them into a new journal"
            return Check("journal", "bad", what, hint)
        kept = self.keeping.salvage().kept
        return Check(
            "journal", "repaired", f"{what}. They are in a new journal now; the damaged one is {kept}"
        )

    def _caches(self) -> Check:
        history = self.keeping.places.history
        found = doctor.stale(history)
        if not found:
            return Check("figures", "good", "all are as a replay of the events makes them")
        parts = [f"{name} of {', '.join(keys[:5])}{_more(len(keys) - 5)}" for name, keys in found.items()]
        what = f"not as a replay makes them: {'; '.join(parts)}"
        if not self.repairs:
            return Check("figures", "bad", what, "alliance-tutor doctor --repair works them out again")
        with Journal.open(history) as journal:
            journal.rebuild()
        return Check("figures", "repaired", f"{what}; they were worked out again")

    def _gaps(self) -> Check:
        found = doctor.gaps(self.keeping.places.history)
        if not found:
            return Check("numbers", "good", "no event is missing")
        rows = [f"{gap.device}-{gap.first} to {gap.last}" for gap in found[:5]]
        what = f"events that are not here: {', '.join(rows)}{_more(len(found) - 5)}"
        return Check("numbers", "note", what, "a backup, or a sync with the other device, may have them")

    def _clock(self) -> Check:
        found = doctor.clock(self.keeping.places.history, self.keeping.clock().at)
        parts = [f"{number(found.ahead, 'event')} of the future"] if found.ahead else []
        for each in found.back:
            how = f"{number(each.times, 'time')}, at most by {minutes_words(each.most)}"
            parts.append(f"the clock of {each.device} was set back {how}")
        if not parts:
            return Check("clock", "good", "the events follow one another")
        return Check("clock", "note", f"{'; '.join(parts)}; no answer is lost by that")

    def _orphans(self) -> Check:
        with Journal.open(self.keeping.places.history, write=False) as journal:
            asked = list(journal.standings())
        with closing(Shelf.open(self.keeping.places)) as shelf:
            there = {ref.id for entry in shelf.library.decks for ref in shelf.index.refs(entry.id, exam=True)}
        gone = [question for question in asked if question not in there]
        if not gone:
            return Check("decks", "good", "every question with a history is in a deck")
        named = ", ".join(gone[:5]) + _more(len(gone) - 5)
        what = f"{number(len(gone), 'question')} with a history in no deck: {named}"
        return Check("decks", "note", f"{what}; it is kept, and comes back with them")

    def _copies(self) -> list[Check]:
        backups = self.keeping.backups()
        if not backups:
            return [Check("backups", "note", "there is none yet", "alliance-tutor backup makes one")]
        bad: list[Check] = []
        for each in backups:
            try:
                count = backup.events_in(each.path)
            except JournalError as fault:
                bad.append(Check("backups", "bad", f"{each.path.name}: {fault.message}", "remove the file"))
            else:
                if count != each.events:
                    told = f"{each.path.name} holds {count} events, its name says {each.events}"
                    bad.append(Check("backups", "note", told))
        return bad or [Check("backups", "good", f"all {len(backups)} can be read")]

    def _settings(self) -> list[Check]:
        try:
            folder = settings_file.load(self.keeping.places).sync_folder
        except TutorError as fault:
            return [Check("settings", "bad", str(fault), fault.hint)]
        good = Check("settings", "good", "can be read")
        with suppress(OSError, RuntimeError):  # a folder that may not be looked into; a home that nobody has
            if not folder or Path(folder).expanduser().is_dir():
                return [good]
        hint = "nothing is lost: the next sync with it carries everything"
        return [good, Check("sync", "note", f"the folder {folder} is not there", hint)]

    def _index(self) -> Check:
        path = self.keeping.places.cache / "index.db"
        found = doctor.damage(path) if path.exists() else []
        if found and not self.repairs:
            hint = "alliance-tutor doctor --repair makes it anew from the deck files"
            return Check("index", "bad", found[0], hint)
        if found:
            removed(path)
        with closing(Shelf.open(self.keeping.places)) as shelf:
            count = len(shelf.library.decks)
        return Check("index", "repaired" if found else "good", f"{number(count, 'deck')}, as the files are")


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
