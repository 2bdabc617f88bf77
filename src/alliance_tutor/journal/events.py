"""The kinds of event, and what each one's body holds.

An event is never changed after it was written. A reader keeps kinds that it does not know and lets them
decide nothing, so that an older program can open a newer history of the same format.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class Kind(StrEnum):
    """What happened.

    Bodies: `reviewed` {question, rating 1–4, study_day "YYYY-MM-DD", ms, hash, credit 0..1 or null,
    response}; `retracted` {event}; `suspended`, `resumed`, `flagged`, `unflagged` {question};
    `buried`, `unburied` {question, study_day}; `retention-set` {retention 0.70–0.99}.
    """

    REVIEWED = "reviewed"
    RETRACTED = "retracted"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    BURIED = "buried"
    UNBURIED = "unburied"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    RETENTION_SET = "retention-set"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is UTC milliseconds, `offset` the local UTC offset in minutes."""

    device: str
    seq: int
    at: int
    offset: int
    kind: str
    body: Body = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The event's name outside the database, such as `k3f9a2qd-1041`."""
        return f"{self.device}-{self.seq}"

    @property
    def order(self) -> tuple[int, str, int]:
        """By instant, device and number: the order in which a journal is listed."""
        return self.at, self.device, self.seq

    @property
    def question(self) -> str | None:
        """The id of the question it is about, if it is about one."""
        question = self.body.get("question")
        return question if isinstance(question, str) else None
