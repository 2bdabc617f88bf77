"""What an answer outside of study does to the schedule: decided when it is given. Pure."""

from typing import NamedTuple

from alliance_tutor.deck.questions import Form
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Standing
from alliance_tutor.study.certainty import Certainty

_PRODUCED = frozenset({Form.TYPED, Form.RECALL})


class Effect(NamedTuple):
    """The rating of an answer, and whether it counts for the schedule."""

    rating: Rating
    counts: bool


def effect(form: Form, credit: float, certainty: Certainty | None, standing: Standing, day: int) -> Effect:
    """What an answer of `credit` 0..1 does to a question of that standing on study day `day`.

    Wrong or partly right counts, as Again: it was forgotten, whenever it would have been due. A right one
    counts only where the question was new, due, or in its learning steps: long before that day it tells next
    to nothing, and would only put the question off. Typed or recalled it is Good; picked out of what is shown
    it is Hard, since the options help, unless the learner was sure; said to be a guess it is Again.
    """
    if credit < 1:
        return Effect(Rating.AGAIN, True)
    memory = standing.memory
    counts = memory is None or memory.learning or memory.due_day <= day
    if certainty is Certainty.GUESS:
        return Effect(Rating.AGAIN, counts)
    produced = form in _PRODUCED or certainty is Certainty.SURE
    return Effect(Rating.GOOD if produced else Rating.HARD, counts)
