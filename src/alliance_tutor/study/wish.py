"""A quiz as it is asked for, before anything is drawn."""

from typing import NamedTuple

from alliance_tutor.study.drawing import Wanted
from alliance_tutor.study.quiz import QuizOptions

SEEDS = 1_000_000
"""Below this lie the seeds that are chosen where none is given."""


class QuizWish(NamedTuple):
    """What a quiz asks, and how it is held; with `setup` the learner is asked first, beginning with this."""

    wanted: Wanted = Wanted()
    options: QuizOptions = QuizOptions()
    setup: bool = False

    def seeded(self, seed: int) -> "QuizWish":
        """The same quiz, drawn by another seed."""
        return self._replace(options=self.options._replace(seed=seed))
