"""Answers and decks carried by a folder, for every face and in any thread: it has a connection of its own."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from alliance_tutor.deck import carrying
from alliance_tutor.deck.carrying import NOTHING, Carried, Memory
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.syncing import notice
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync import Report, sync
from alliance_tutor.journal.sync_files import cannot_write
from alliance_tutor.journal.sync_lock import SyncBusy
from alliance_tutor.settings import Places, Settings

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk

DECKS = "decks"
"""The folder within the carrying one in which decks are."""

PATIENCE, SHORT = 10.0, 2.0  # seconds to wait for a sync when the program closes, and when it opens
BATCH = 500  # events taken in at once beside an open window: its answers wait no longer than for that


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run came to; `decks` are the deck files of which something is to be said."""

    report: Report
    decks: tuple[Carried, ...] = ()


def carry(places: Places, folder: Path, *, decks: bool, batch: int = 0, wait: float = 0.0) -> Synced:
    """Carries answers, and with `decks` own decks, by a folder.

    `batch` and `wait` are those of `sync`. Raises SyncError and JournalError.
    """
    with Journal.open(places.history) as journal:
        report = sync(journal, folder, batch=batch, wait=wait)
        return Synced(report, _carry_decks(journal, places.decks, folder) if decks else ())


def quietly(places: Places, settings: Settings, wait: float = 0.0) -> str:
    """Carries what is new by the remembered folder; a line to be shown, empty where nothing is to be said.

    For the start and the end of the program: a fault is a line too. `wait` is how many seconds to wait for
    another sync.
    """
    if not settings.sync_folder:
        return ""
    folder = Path(settings.sync_folder)
    try:
        synced = carry(places, folder.expanduser(), decks=settings.sync_decks, batch=BATCH, wait=wait)
    except SyncBusy:
        return ""
    except TutorError as fault:
        return f"Not synced with {folder.name}: {fault.message}."
    except RuntimeError as fault:  # a ~name that nobody has
        return f"Not synced with {folder.name}: {fault}"
    return notice(synced.report, sum(bool(deck.note) for deck in synced.decks))


def at_the_end(places: Places, settings: Settings) -> str:
    """`quietly`, for when the program closes: a folder that does not answer is not waited for."""
    return _within(PATIENCE, places, settings, "The sync was not finished; the next one goes on with it.")


@contextmanager
def in_step(desk: "Desk", tell: Callable[[str], None]) -> Iterator[None]:
    """Syncs before and after a desk is used by lines; `tell` is given what is to be said."""
    if told := _within(SHORT, desk.places, desk.settings, ""):
        tell(told)
    yield
    if told := at_the_end(desk.places, desk.settings):
        tell(told)


def _within(patience: float, places: Places, settings: Settings, cut: str) -> str:
    """What `quietly` says within so many seconds, else `cut`; it goes on as long as the program does."""
    told: list[str] = []
    thread = Thread(target=lambda: told.append(quietly(places, settings, patience)), daemon=True)
    thread.start()
    thread.join(patience)
    return told[0] if told else cut


def _carry_decks(journal: Journal, own: Path, folder: Path) -> tuple[Carried, ...]:
    key = f"sync-decks:{folder.absolute()}"
    before = _memory(journal.remembered(key))
    try:
        carried, memory = carrying.carry(own, folder / DECKS, before)
    except OSError as fault:
        raise cannot_write(folder / DECKS, fault) from fault
    if memory != before:
        journal.remember(key, json.dumps(memory))
    return tuple(carried)


def _memory(text: str) -> Memory:
    """What was remembered of decks; nothing where it is missing or damaged."""
    try:
        alike, *sides = json.loads(text)
        own, folder = (
            {name: (*map(int, seen), sum) for name, (*seen, sum) in side.items()} for side in sides
        )
        return Memory(dict(alike), own, folder)
    except (ValueError, TypeError, AttributeError):
        return NOTHING
