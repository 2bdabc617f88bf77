"""One sync of a journal at a time: what two processes wrote to one file would be taken for damage."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance_tutor.errors import SyncError
from alliance_tutor.journal.faults import told

_STEP = 0.05  # seconds between two looks


class SyncBusy(SyncError):
    """Another sync of the same journal runs."""


@contextmanager
def alone(journal: Path, wait: float) -> Iterator[None]:
    """Keeps other syncs of the journal out; waits so many seconds for one that runs.

    Raises SyncBusy where it does not end in that time. The lock goes with the process, whatever ends it.
    """
    path = journal.with_name(f"{journal.name}-sync")
    with told(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + wait
        while not _locked(handle):
            if time.monotonic() >= end:
                hint = "wait for it; what it does not send is sent by the next one"
                raise SyncBusy("another window is carrying your answers at this moment", hint=hint)
            time.sleep(_STEP)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: both only add, and read what is damaged again
        return True
