"""What an answer today is worth, to choose from more due reviews than a day can take."""

from math import exp

from alliance_tutor.memory.scheduler import DEFAULT_PARAMETERS, retrievability
from alliance_tutor.memory.standing import Memory

HORIZON = 30


def worth(memory: Memory, day: int) -> float:
    """How much the chance of recall `HORIZON` days on gains from an answer on `day`, per answer to give.

    The question comes back once more in the same sitting if it is not recalled. `memory` is past learning.
    The stabilities are FSRS-6's, in plain floats: this sorts a whole backlog before anything is shown.
    """
    recall = retrievability(memory, day)
    kept = _chance(stability_recalled(memory, recall), HORIZON)
    relearnt = _chance(stability_forgotten(memory, recall), HORIZON)
    gain = recall * kept + (1 - recall) * relearnt - retrievability(memory, day + HORIZON)
    return gain / (2 - recall)


def stability_recalled(memory: Memory, recall: float) -> float:
    """The stability in days after Good, on a later day than the last one; `recall` is the chance, 0–1.

    https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
    """
    w, stability = DEFAULT_PARAMETERS, memory.stability
    grown = exp(w[8]) * (11 - memory.difficulty) * stability ** -w[9] * (exp((1 - recall) * w[10]) - 1)
    return float(stability * (1 + grown))


def stability_forgotten(memory: Memory, recall: float) -> float:
    """The stability in days after Again; otherwise as `stability_recalled`."""
    w, stability = DEFAULT_PARAMETERS, memory.stability
    long_term = w[11] * memory.difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
    return float(min(long_term * exp((1 - recall) * w[14]), stability / exp(w[17] * w[18])))


def _chance(stability: float, days: int) -> float:
    factor = 0.9 ** (-1 / DEFAULT_PARAMETERS[20]) - 1
    return float((1 + factor * days / stability) ** -DEFAULT_PARAMETERS[20])
