"""The answers of an exam as they are marked: by the program, and where it cannot, by the learner. Pure."""

from dataclasses import replace
from typing import NamedTuple

from alliance_tutor.deck.questions import Question
from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.study.blueprint import is_self_marked
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.grading import Outcome, Verdict, mark
from alliance_tutor.study.progress import Given, Progress
from alliance_tutor.study.responses import Response, Typed
from alliance_tutor.text import harmless, one_line


class Marked(NamedTuple):
    """One answer as it is marked now.

    `number` is the question's on the paper, from 1. `blank` says that there is no answer; `to_mark` that the
    learner has still to say what it is worth, and until then it is worth nothing; `self_marked` that the
    program could not say it. `points` is what it earned, of the question's. `ms` is the time spent on it.
    """

    number: int
    question: Question
    response: Response | None
    blank: bool
    verdict: Verdict
    self_marked: bool
    to_mark: bool
    certainty: Certainty | None
    flagged: bool
    points: float
    ms: int

    @property
    def credit(self) -> float:
        """What it earned, 0..1, before anything is taken off for a wrong answer."""
        return self.verdict.credit or 0.0

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.verdict.outcome is Outcome.RIGHT

    @property
    def scheduled(self) -> bool:
        """Whether it is an answer to a question that is studied too."""
        return not self.blank and self.question.ref.type != EXAM_ONLY


def marked(progress: Progress) -> tuple[Marked, ...]:
    """All answers of a sitting as they are marked now, in the order of the paper."""
    return tuple(_marked(progress, place) for place in range(len(progress.paper.items)))


def to_mark(progress: Progress) -> tuple[int, ...]:
    """The places, from 0, of the answers that the learner has still to mark: a near miss is one."""
    return tuple(place for place, answer in enumerate(marked(progress)) if answer.to_mark)


def is_blank(question: Question, response: Response | None) -> bool:
    """Whether a response says nothing, or nothing that fits the question."""
    return _says_nothing(_verdict(question, response))


def _says_nothing(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.SELF and verdict.credit is not None


def _marked(progress: Progress, place: int) -> Marked:
    question = progress.paper.items[place].question
    given = progress.given.get(place, Given())
    verdict = _verdict(question, given.response)
    blank = _says_nothing(verdict)
    open_to_learner = verdict.near or (verdict.outcome is Outcome.SELF and not blank)
    ruled, judged = progress.credits.get(place), progress.marks.get(place)
    if ruled:
        verdict = _with_credit(verdict, ruled.credit, overruled=bool(ruled.ruling))
    elif open_to_learner and judged is not None:
        verdict = _with_credit(verdict, judged)
    elif verdict.outcome is Outcome.SELF:
        verdict = replace(verdict, outcome=Outcome.WRONG, credit=0.0)
    return Marked(
        number=place + 1,
        question=question,
        response=given.response,
        blank=blank,
        verdict=verdict,
        self_marked=is_self_marked(question),
        to_mark=open_to_learner and judged is None and ruled is None,
        certainty=given.certainty,
        flagged=place in progress.flagged,
        points=_points(progress, question, verdict, blank=blank),
        ms=progress.spent[place],
    )


def _verdict(question: Question, response: Response | None) -> Verdict:
    """What marking says; `SELF` with a credit of 0 where there is no answer."""
    if is_self_marked(question) and isinstance(response, Typed) and response.text.strip():
        given = harmless(" ".join(response.text.split()))
        return Verdict(Outcome.SELF, None, given, one_line(question.answer))
    verdict = mark(question, response)
    return replace(verdict, credit=0.0) if verdict.outcome is Outcome.SELF else verdict


def _with_credit(verdict: Verdict, credit: float, *, overruled: bool = False) -> Verdict:
    if credit == verdict.credit and verdict.outcome is not Outcome.SELF and not verdict.near | overruled:
        return verdict
    outcome = {0.0: Outcome.WRONG, 1.0: Outcome.RIGHT}.get(credit, Outcome.PARTLY)
    return replace(verdict, outcome=outcome, credit=credit, near=False, note="", overruled=overruled)


def _points(progress: Progress, question: Question, verdict: Verdict, *, blank: bool) -> float:
    """Credit times the question's points; a wrong answer that the program marked may cost some."""
    terms = progress.terms
    credit = verdict.credit or 0.0
    costs = not (credit or blank or terms.certainty or is_self_marked(question))
    return question.points * (-terms.negative if costs else credit)
