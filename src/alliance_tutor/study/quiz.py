"""A quiz: drawn questions asked once each, marked, and summed up at the end.

Like a session it is handed what it needs and holds all the logic. Each answer is on disk before its feedback
is shown and before the next question is asked: when recording raises, the quiz stands as it stood and the
same can be done again.
"""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.journal.events import Kind, Mode
from alliance_tutor.study.answered import Answered, body_of, ruling_of
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.decisions import flag
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.grading import Outcome, Verdict, counted, mark, overruled
from alliance_tutor.study.ledger import Ledger
from alliance_tutor.study.line import is_set_aside, still_asked
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import Asked, Phase


class Feedback(StrEnum):
    """When the learner sees what was right."""

    AT_ONCE = "at-once"
    AT_END = "at-end"


class QuizOptions(NamedTuple):
    """How a quiz is held.

    `certainty` asks how sure the learner is of each answer, once it is given. `retry` asks what was missed
    again until it is right. A `pretest` comes before studying: it is not graded and counts for nothing.
    `seed` decides which questions are drawn, and the order of their options.
    """

    feedback: Feedback = Feedback.AT_ONCE
    certainty: bool = False
    retry: bool = False
    pretest: bool = False
    seed: int = 0


class _Given(NamedTuple):
    """The answer in hand before it is recorded; `verdict` is what marking said."""

    response: Response | None
    verdict: Verdict
    blank: bool
    ms: int
    certainty: Certainty | None = None


class Quiz:
    """One quiz.

    `questions` is the ids in the order in which they are asked; `load` gives a question, or None where its
    card has gone meanwhile. `current` is None once `phase` is DONE. `answers` are all that were given, those
    to questions asked again included.
    """

    def __init__(
        self,
        questions: Sequence[str],
        load: Callable[[str], Question | None],
        ledger: Ledger,
        options: QuizOptions,
    ) -> None:
        self.options = options
        self._load = load
        self._ledger = ledger
        self._queue = deque(dict.fromkeys(questions))
        self._seen_as = {question: ledger.standing(question).event for question in self._queue}
        self._missed: deque[str] = deque()
        self._times: Counter[str] = Counter()
        self._asked = 0
        self._given: _Given | None = None
        self.phase = Phase.DONE
        self.current: Asked | None = None
        self.retrying = False
        self.answers: list[Answered] = []
        self.notice = ""
        self._next()

    @property
    def position(self) -> int:
        """Which question of `total` is in hand, from 1; while missed ones are asked again, the last."""
        return self._asked

    @property
    def total(self) -> int:
        """How many questions the quiz asks, each counted once."""
        return self._asked + len(self._queue)

    @property
    def to_retry(self) -> int:
        """How many missed questions are still to be asked again, the one in hand included."""
        return len(self._missed) + self.retrying

    @property
    def response(self) -> Response | None:
        """What was given to the question in hand."""
        return self._given.response if self._given else None

    @property
    def verdict(self) -> Verdict | None:
        """What marking says of the answer in hand, once it is shown."""
        return self._given.verdict if self._given and self.phase is Phase.SHOWN else None

    @property
    def to_judge(self) -> bool:
        """Whether the answer is shown and the learner has to say if it is right: `judge` goes on."""
        return self.verdict is not None and _left_to_learner(self.verdict)

    def respond(self, response: Response | None) -> None:
        """Take the answer: mark it, or ask how sure the learner is, or show it to be judged.

        None, or nothing in a response, says that the answer is not known; where it is recalled, that it is
        there to be judged.
        """
        asked = self.current
        if asked is None or self.phase is not Phase.ASKING:
            return
        verdict = mark(asked.question, response)
        blank = verdict.outcome is Outcome.SELF and asked.question.form is not Form.RECALL
        if blank:
            verdict = replace(verdict, outcome=Outcome.WRONG, credit=0.0)
        given = _Given(response, verdict, blank, max(0, self._ledger.now().at - asked.since))
        if not self.options.certainty or self.retrying:
            self._take(given)
        elif blank:
            self._take(given._replace(certainty=Certainty.GUESS))
        else:
            self._given, self.phase = given, Phase.CERTAINTY
            self.notice = ""

    def be_sure(self, certainty: int) -> None:
        """Say how sure the answer is, 1–3, before it is shown. Raises ValueError for another number."""
        if self._given and self.phase is Phase.CERTAINTY:
            self._take(self._given._replace(certainty=Certainty(certainty)))

    def judge(self, right: bool) -> None:
        """Say whether an answer that marking leaves to the learner is right, a near miss included."""
        if self._given is None or not self.to_judge:
            return
        verdict = self._given.verdict
        if right and verdict.near:
            verdict = counted(verdict)
        else:
            outcome = Outcome.RIGHT if right else Outcome.WRONG
            verdict = replace(verdict, outcome=outcome, credit=float(right), near=False)
        self._record(self._given._replace(verdict=verdict), shown=True)

    def overrule(self, place: int | None = None) -> None:
        """Turn a verdict, right into wrong and all else into right; or turn it back.

        It is that of the answer which is shown, or once the quiz is over that of `answers[place]`. The
        rating follows, and so does whether the answer counts.
        """
        shown = self.phase is Phase.SHOWN and not self.to_judge
        place = len(self.answers) - 1 if shown else place if self.phase is Phase.DONE else None
        if place is None:
            return
        before = self.answers[place]
        if before.ruling:
            self._ledger.record(Kind.RETRACTED, {"event": before.ruling})
            after = before._replace(verdict=before.marked, ruling="")
        else:
            after = before._replace(verdict=overruled(before.marked))
            event = self._ledger.record(Kind.OVERRULED, {"event": before.event, **ruling_of(after)})
            after = after._replace(ruling=event.id if event else "")
        self.answers[place] = after
        if shown and self._given:
            self._given = self._given._replace(verdict=after.verdict)

    def go_on(self) -> None:
        """Ask the next question after the answer was shown and judged."""
        if self.phase is Phase.SHOWN and not self.to_judge:
            self._leave()

    def stop(self) -> None:
        """End the quiz here: what was not answered does not belong to it."""
        self._queue.clear()
        self._missed.clear()
        self._next()

    def flag(self) -> None:
        """Flag the question in hand, or take its flag off."""
        asked = self.current
        if asked is None:
            return
        standing, self.notice = flag(self._ledger, asked.question.id, asked.standing)
        self.current = replace(asked, standing=standing)

    def _take(self, given: _Given) -> None:
        """Record the answer, or show it where the learner has to judge it first."""
        if _left_to_learner(given.verdict):
            self._show(given)
        else:
            self._record(given, shown=self.retrying or self.options.feedback is Feedback.AT_ONCE)

    def _record(self, given: _Given, *, shown: bool) -> None:
        """Put the answer on disk; then show it, or go on."""
        asked = self.current
        assert asked is not None
        day = self._ledger.study_day(self._ledger.now())
        answered = Answered(
            question=asked.question,
            mode=self._mode,
            response=given.response,
            blank=given.blank,
            marked=given.verdict,
            verdict=given.verdict,
            certainty=given.certainty,
            ms=given.ms,
            standing=asked.standing,
            day=day,
        )
        event = self._ledger.record(Kind.ANSWERED, body_of(answered), expect=asked.standing.event)
        if event is None:
            self._next()
            self.notice = "Answered in another window meanwhile: not counted twice."
            return
        self.answers.append(answered._replace(event=event.id))
        if shown:
            self._show(given)
        else:
            self._leave()

    @property
    def _mode(self) -> Mode:
        if self.retrying:
            return Mode.RETRY
        return Mode.PRETEST if self.options.pretest else Mode.QUIZ

    def _show(self, given: _Given) -> None:
        self._given, self.phase = given, Phase.SHOWN
        self.notice = ""

    def _leave(self) -> None:
        """Go on from the latest answer; what was missed is asked again later where that is wanted."""
        latest = self.answers[-1]
        if self.options.retry and not latest.right:
            self._missed.append(latest.question.id)
        self._next()

    def _next(self) -> None:
        for queue in (self._queue, self._missed):
            while queue:
                id = queue.popleft()
                question = self._load(id) if self._to_ask(id, again=queue is self._missed) else None
                if question is not None:
                    self._ask(question, again=queue is self._missed)
                    return
        self.phase, self.current, self._given, self.retrying = Phase.DONE, None, None, False
        self.notice = ""

    def _to_ask(self, question: str, *, again: bool) -> bool:
        """False for what another window has answered or set aside since the quiz was drawn."""
        standing, day = self._ledger.standing(question), self._ledger.study_day(self._ledger.now())
        return (
            not is_set_aside(standing, day) if again else still_asked(standing, self._seen_as[question], day)
        )

    def _ask(self, question: Question, *, again: bool) -> None:
        self.retrying = again
        self._asked += not again
        order = shown_order(question, f"{question.id} {self.options.seed} {self._times[question.id]}")
        self._times[question.id] += 1
        self.current = Asked(question, order, self._ledger.now().at, self._ledger.standing(question.id))
        self.phase, self._given = Phase.ASKING, None
        self.notice = ""


def _left_to_learner(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.SELF or verdict.near
