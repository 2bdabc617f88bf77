"""A quiz as it is asked for, before anything is drawn."""

from typing import NamedTuple

from alliance_tutor.study.drawing import Wanted
from alliance_tutor.study.quiz import QuizOptions


class QuizWish(NamedTuple):
    """What a quiz is to ask and how it is held; with `setup` the learner is asked first, beginning with this."""

    wanted: Wanted = Wanted()
    options: QuizOptions = QuizOptions()
    setup: bool = False
