"""Faults that a person can act on: what happened, where, and what to do next."""

from os import PathLike


class TutorError(Exception):
    """A fault to be shown as `error: …` and `hint: …`; anything else that reaches the top is a bug.

    `exit_code` is the process's: 2 for usage, a path that does not exist or an unreadable setting.
    `line` and `column` count from 1.
    """

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        path: str | PathLike[str] | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line
        self.column = column

    @property
    def where(self) -> str:
        """`path:line:column`, as far as it is known; empty when no file is at fault."""
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(TutorError):
    """Something was asked for that does not exist or makes no sense."""


class SettingsError(TutorError):
    """`settings.toml` cannot be read or holds a value that is not allowed."""


class JournalError(TutorError):
    """The journal cannot be opened, read or written."""

    exit_code = 3


class SyncError(TutorError):
    """A folder that carries events from device to device cannot be read or written."""


class DamagedError(JournalError):
    """The journal's file is there and cannot be understood: a backup, or what can be saved of it, helps."""
