"""SQLite's and the system's errors, told to a person: what is wrong with the journal, and what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance_tutor.errors import DamagedError, JournalError

DAMAGED_HINT = (
    "alliance-tutor restore brings a backup back, alliance-tutor doctor --repair saves what can be read; "
    "the file itself is kept"
)
_WRITABLE = "make the file and its folder writable, or name another folder with ALLIANCE_TUTOR_HOME"

# By SQLite's primary result code: https://www.sqlite.org/rescode.html
_FAULTS = {
    sqlite3.SQLITE_BUSY: (
        "another program is using the journal and does not let go",
        "close the other program and try again; no answer was lost",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program is using the journal and does not let go",
        "close the other program and try again; no answer was lost",
    ),
    sqlite3.SQLITE_READONLY: ("the journal cannot be written", _WRITABLE),
    sqlite3.SQLITE_PERM: ("the journal cannot be written", _WRITABLE),
    sqlite3.SQLITE_CANTOPEN: (
        "the journal cannot be opened",
        "look whether the file and its folder may be read and written, or name another folder with "
        "ALLIANCE_TUTOR_HOME",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full: nothing was written",
        "free some space and try again; what was answered before is safe",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk failed while the journal was read or written",
        "look whether the disk is full or was unplugged, and try again; what was answered before is kept",
    ),
}
# Of a file that is no journal, or no more: a table that is missing is SQLITE_ERROR.
_DAMAGES = {
    sqlite3.SQLITE_NOTADB: "this file is not a journal",
    sqlite3.SQLITE_CORRUPT: "the journal is damaged",
    sqlite3.SQLITE_ERROR: "the journal cannot be used",
}
_ERRNO = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EACCES: sqlite3.SQLITE_CANTOPEN,
    errno.EPERM: sqlite3.SQLITE_CANTOPEN,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EIO: sqlite3.SQLITE_IOERR,
}


SQLITE_RAISES = (sqlite3.Error, UnicodeDecodeError)
"""What Python's module raises for a fault of SQLite's: the second where its message quotes a name that is no
UTF-8."""


class AnsweredElsewhere(Exception):
    """Another window answered the question (or took an answer back) meanwhile: nothing was written.

    Not a fault: the one who asked looks at the question's new standing and goes on.
    """

    def __init__(self, question: str | None) -> None:
        super().__init__(question)
        self.question = question


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns errors of SQLite and of the system inside the block into a JournalError about `path`."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a bug of ours, not a fault of the file
        raise
    except SQLITE_RAISES as error:
        # A text or a name that is not UTF-8 is found by Python's module, which gives no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        raise _fault(code & 0xFF, in_words(error), path) from error
    except OSError as error:
        code = _ERRNO.get(error.errno or 0, sqlite3.SQLITE_CANTOPEN)
        raise _fault(code, error.strerror or str(error), path) from error


def in_words(error: sqlite3.Error | UnicodeDecodeError) -> str:
    """What SQLite found."""
    return "a name in it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _fault(code: int, detail: str, path: Path) -> JournalError:
    if code in _DAMAGES:
        return DamagedError(f"{_DAMAGES[code]} ({detail})", hint=DAMAGED_HINT, path=path)
    message, hint = _FAULTS.get(code, ("the journal cannot be used", "try again; nothing in it was changed"))
    return JournalError(f"{message} ({detail})", hint=hint, path=path)
