"""The backup at every start: made in a thread of its own while the learner goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal import backup
from alliance_tutor.memory.studyday import Clock
from alliance_tutor.settings import Places

PATIENCE = 2.0  # seconds at the end of line mode


class Backing:
    """One backup that can be told to stop."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self._places = places
        self._clock = clock
        self._stopped = Event()

    def make(self) -> str:
        """Make the backup where something changed; what is to be told, in words, if anything went wrong."""
        try:
            backup.taken(self._places.history, self._places.backups, self._clock(), self._go_on)
        except _Stopped:
            return ""
        except DamagedError as fault:
            return f"Your history is damaged ({fault.message}). {fault.hint}."
        except JournalError as fault:
            return f"No backup could be made: {fault}."
        return ""

    def stop(self) -> None:
        """Leave the backup unmade; it ends within milliseconds, and nothing half made stays."""
        self._stopped.set()

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise _Stopped


class _Stopped(Exception):
    pass


@contextmanager
def backing_up(places: Places, clock: Clock) -> Iterator[None]:
    """A backup is made meanwhile; at the end it is waited for a moment, then given up."""
    backing = Backing(places, clock)
    thread = Thread(target=backing.make, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join(PATIENCE)
        backing.stop()
        thread.join()
