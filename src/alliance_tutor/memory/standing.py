"""What the journal says of one question: its memory, and whether it is set aside."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a question stands in FSRS's cycle."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one question after its latest counted answer.

    `stability` is in days (to a retrievability of 0.9), `difficulty` 1–10. Days are study days as
    proleptic Gregorian ordinals. `due_at` is UTC milliseconds while a learning step runs, else 0;
    `interval` is the last one given in days, 0 while learning. `step` counts learning steps from 0.
    """

    stage: Stage
    step: int
    stability: float
    difficulty: float
    last_day: int
    due_day: int
    due_at: int
    interval: int
    reps: int
    lapses: int

    @property
    def learning(self) -> bool:
        """Whether a learning or relearning step is still to be passed."""
        return self.stage is not Stage.REVIEW


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the journal says of one question.

    `buried_day` is the study day for which it was set aside, `first_day` that of its first answer,
    `last_rating` 1–4 (0: never answered); `event` is the id of the latest event that shaped its memory, by
    which a second window notices that it was answered elsewhere; `again_day` is the latest study day on
    which it was rated Again.
    """

    memory: Memory | None = None
    suspended: bool = False
    buried_day: int | None = None
    flagged: bool = False
    first_day: int | None = None
    last_rating: int = 0
    event: str = ""
    again_day: int | None = None


UNSEEN = Standing()
