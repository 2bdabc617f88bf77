"""What an answer today is worth, to choose from more due reviews than a day can take."""

from alliance_tutor.memory.fsrs6 import (
    DEFAULT_PARAMETERS,
    Parameters,
    retrievability,
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
    stability, difficulty = memory.stability, memory.difficulty
    elapsed, later = max(day - memory.last_day, 0), max(day + HORIZON - memory.last_day, 0)
    recall = retrievability(w, stability, elapsed)
    kept = retrievability(w, stability_recalled(w, stability, difficulty, recall, Rating.GOOD), HORIZON)
    relearnt = retrievability(w, stability_forgotten(w, stability, difficulty, recall), HORIZON)
    gain = recall * kept + (1 - recall) * relearnt - retrievability(w, stability, later)
    return gain / (2 - recall)
