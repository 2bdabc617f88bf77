"""Backups in line mode, and what to do where the journal is damaged."""

from alliance_tutor.desk import Desk
from alliance_tutor.desk.keeping import Keeping
from alliance_tutor.desk.rescue import KEPT, LOOKING, ways
from alliance_tutor.errors import DamagedError, TutorError
from alliance_tutor.insight.keeping import copy_line, difference_lines, salvage_words
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.backup import Backup
from alliance_tutor.plain.menu import Entry, choose, nothing, visit
from alliance_tutor.plain.talk import Talk


def backups(desk: Desk, talk: Talk) -> None:
    """The backups; one can be compared with the journal and brought back, or a new one made."""
    keeping = desk.keeping

    def make() -> None:
        made = keeping.back_up()
        told = (
            f"{number(made.events, 'event')} in {made.path}" if made else "The latest backup has everything."
        )
        talk.say(told)

    while True:
        copies = keeping.copies()
        heading = ["Backups", "" if copies else "There is none yet.", ""]
        entries = [Entry("Make a backup now", make), *(_entry(desk, talk, copy) for copy in copies)]
        try:
            if not visit(talk, heading, entries, back_first=True):
                return
        except TutorError as fault:
            talk.complain(fault)


def rescue(keeping: Keeping, talk: Talk, fault: DamagedError) -> bool:
    """Say that the journal is damaged and offer what helps; whether there is one to go on with now."""
    talk.say(f"Your history cannot be opened: {fault.message}.")
    talk.say(KEPT)
    talk.say(LOOKING)
    saved = keeping.look()
    talk.say(f"{salvage_words(saved)}.")
    leave = Entry("Quit, and change nothing", nothing)
    offered = ways(keeping, saved)
    while True:
        chosen = choose(talk, [""], [*(Entry(way.text, way.act) for way in offered), leave])
        if not isinstance(chosen, Entry) or chosen is leave:
            return False
        try:
            chosen.act()
        except TutorError as failed:
            talk.complain(failed)
        else:
            talk.say(next(way.done for way in offered if way.act is chosen.act))
            return True


_BACK = "The backup is your history now."


def _entry(desk: Desk, talk: Talk, copy: Backup) -> Entry:
    return Entry(copy_line(copy), lambda: _copy(desk, talk, copy))


def _copy(desk: Desk, talk: Talk, copy: Backup) -> None:
    """What bringing a copy back would lose and gain, and the choice."""
    keeping = desk.keeping

    def restore() -> None:
        kept = keeping.restore(copy.path)
        desk.reopen()
        talk.say(_BACK + (f" What was there is kept: {kept}" if kept else ""))

    def merge() -> None:
        talk.say(f"{number(keeping.merge(copy.path), 'event')} added.")

    found = keeping.difference(copy.path)
    heading = [copy_line(copy), *difference_lines(found), ""]
    entries = [Entry("Bring it back", restore)]
    if found.gained:
        entries.insert(0, Entry("Add what only the backup has; nothing is lost", merge))
    visit(talk, heading, entries, back_first=True)
