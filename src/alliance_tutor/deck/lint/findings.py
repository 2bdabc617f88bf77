"""A remark of `check`, and how grave it is."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How grave a finding is; an error of structure (E1xx) keeps the deck from loading."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(NamedTuple):
    """One remark on one place of a deck file.

    `line` and `column` count from 1, columns in characters; `card` is the card's id, empty where the
    place belongs to no card. Codes never change their meaning.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""
    card: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}"
