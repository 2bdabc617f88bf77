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
    response}; `answered` the same with {mode, certainty 1–3 or null, counts}, and a credit always;
    `retracted` {event}; `overruled` {event, credit, and rating and counts where it changes them};
    `suspended`, `resumed`, `flagged`, `unflagged` {question}; `buried`, `unburied` {question, study_day};
    `retention-set` {retention 0.70–0.99}.

    `retracted` and `overruled` hold wherever they sort. Of several `overruled` that name one answer the
    latest holds, whole: what it does not name is as the answer was given.
    """

    REVIEWED = "reviewed"
    ANSWERED = "answered"
    RETRACTED = "retracted"
    OVERRULED = "overruled"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    BURIED = "buried"
    UNBURIED = "unburied"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    RETENTION_SET = "retention-set"
    FORGOTTEN = "forgotten"


class Mode(StrEnum):
    """How an answer was asked for: in a quiz, in one before studying, or again because it was missed."""

    QUIZ = "quiz"
    PRETEST = "pretest"
    RETRY = "retry"


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
