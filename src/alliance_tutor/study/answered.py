"""One answer outside of study, as it is marked now, and what the journal is told of it. Pure."""

from typing import NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.journal.events import Body, Mode
from alliance_tutor.memory.standing import Standing
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.counting import Effect, effect
from alliance_tutor.study.grading import Outcome, Verdict
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import MAX_RESPONSE


class Answered(NamedTuple):
    """One answer of a quiz, as it is marked now.

    `marked` is the verdict before it was overruled; `ruling` is the id of the event that overrules it, empty
    where none does. `blank` says that nothing was given. `standing` and `day` are those of the time when it
    was given; `event` is its event's id; `ms` the time taken.
    """

    question: Question
    mode: Mode
    response: Response | None
    blank: bool
    marked: Verdict
    verdict: Verdict
    certainty: Certainty | None
    ms: int
    standing: Standing
    day: int
    event: str = ""
    ruling: str = ""

    @property
    def credit(self) -> float:
        """What it earned, 0..1."""
        return self.verdict.credit or 0.0

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.verdict.outcome is Outcome.RIGHT

    @property
    def effect(self) -> Effect:
        """What it does to the schedule; nothing in a pretest, and nothing when it was asked again."""
        found = effect(self.question.form, self.credit, self.certainty, self.standing, self.day)
        return found if self.mode is Mode.QUIZ else found._replace(counts=False)


def body_of(answered: Answered) -> Body:
    """The body of the event that records an answer."""
    rating, counts = answered.effect
    return {
        "question": answered.question.id,
        "rating": int(rating),
        "study_day": day_text(answered.day),
        "ms": answered.ms,
        "hash": answered.question.text_hash,
        "credit": answered.credit,
        "response": answered.verdict.given[:MAX_RESPONSE],
        "mode": str(answered.mode),
        "certainty": None if answered.certainty is None else int(answered.certainty),
        "counts": counts,
    }


def ruling_of(answered: Answered) -> Body:
    """What an `overruled` event puts in the place of what was recorded."""
    rating, counts = answered.effect
    return {"credit": answered.credit, "rating": int(rating), "counts": counts}
