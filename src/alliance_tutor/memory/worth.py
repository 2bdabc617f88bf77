"""What an answer today is worth, to choose from more due reviews than a day can take."""

from collections.abc import Callable

from alliance_tutor.memory.fsrs6 import (
    DEFAULT_PARAMETERS,
    Parameters,
    factor,
    stability_forgotten,
    stability_recalled,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory

HORIZON = 30


def worth(memory: Memory, day: int, w: Parameters = DEFAULT_PARAMETERS) -> float:
    """How much the chance of recall `HORIZON` days on gains from an answer on `day`, per answer to give.

    The question comes back once more in the same sitting if it is not recalled. `memory` is past learning,
    `w` are the parameters in force.
    """
    return worths(w)(memory.stability, memory.difficulty, day - memory.last_day)


def worths(w: Parameters) -> Callable[[float, float, int], float]:
    """`worth` for the parameters `w`: by stability (days), difficulty and the days since the last answer.

    A backlog asks for thousands: what `fsrs6.retrievability` works out of `w` each time is worked out once.
    """
    decay, of_curve, good = -w[20], factor(w), Rating.GOOD

    def value(stability: float, difficulty: float, elapsed: int) -> float:
        recall: float = (1 + of_curve * max(elapsed, 0) / stability) ** decay
        later = (1 + of_curve * max(elapsed + HORIZON, 0) / stability) ** decay
        kept = (1 + of_curve * HORIZON / stability_recalled(w, stability, difficulty, recall, good)) ** decay
        relearnt = (1 + of_curve * HORIZON / stability_forgotten(w, stability, difficulty, recall)) ** decay
        gain: float = recall * kept + (1 - recall) * relearnt - later
        return gain / (2 - recall)

    return value
