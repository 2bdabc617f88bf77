"""Studying: one sitting, from the first question to the summary.

The session is handed what it needs and holds all the logic, so that the screens and line mode drive the
same object. Each answer is recorded before the next question is chosen: when recording raises, the
session stands as it stood and the same answer can be given again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alliance_tutor.deck.questions import Question
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.decisions import flag, told
from alliance_tutor.study.draft import shown_order
from alliance_tutor.study.grading import Outcome, Verdict, counted, mark, overruled, suggest
from alliance_tutor.study.ledger import Ledger, Previewer
from alliance_tutor.study.line import Line, Place
from alliance_tutor.study.responses import Response

MAX_RESPONSE = 200  # characters of a typed response that the journal keeps


class Phase(StrEnum):
    """Where a sitting stands: a question is asked, its answer is shown, or nothing is left.

    A quiz that wants to know asks how sure the learner is before the answer is shown.
    """

    ASKING = "asking"
    CERTAINTY = "certainty"
    SHOWN = "shown"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question in hand. `order` is what `shown_order` gave; `since` is UTC milliseconds."""

    question: Question
    order: tuple[int, ...]
    since: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of this sitting, for the summary."""

    question: Question
    rating: Rating
    outcome: Outcome
    first: bool
    ms: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """The sitting as it stood before an action, to go back to; `event` is what it wrote, empty for a skip."""

    asked: Asked
    place: Place
    event: str
    answered: bool


class Session:
    """One sitting of studying.

    `queue` is question ids in the order in which they are asked; `load` gives a question, or None where
    its card has gone meanwhile. `current` is None once `phase` is DONE; `response` is the one given to it;
    `shown` is when the answer in hand was shown, from which `previews` count. Once `enough` holds after an
    answer, what is left of the queue is `left_out`; steps that run are finished.
    """

    def __init__(
        self,
        queue: Sequence[str],
        load: Callable[[str], Question | None],
        ledger: Ledger,
        scheduler: Previewer,
        enough: Callable[[], bool] | None = None,
    ) -> None:
        self._load = load
        self._ledger = ledger
        self._scheduler = scheduler
        self._enough = enough
        self._line = Line(queue, ledger)
        self._kept: list[_Kept] = []
        self._met: Counter[str] = Counter()  # how often each was answered or set aside in this sitting
        self._marked: Verdict | None = None
        self.phase = Phase.DONE
        self.current: Asked | None = None
        self.response: Response | None = None
        self.verdict: Verdict | None = None
        self.previews: dict[Rating, Memory] = {}
        self.shown = ledger.now()
        self.answers: list[Answer] = []
        self.notice = ""
        self._next()

    @property
    def position(self) -> int:
        """Which question of `total` is in hand, from 1; one that comes back has its place near the end."""
        # Another window may have finished some.
        behind = max(len(self._met) - self.returned, self._line.finished)
        return min(behind + 1, self.total)

    @property
    def finished(self) -> int:
        """How many questions are done with for today."""
        return self._line.finished

    @property
    def returned(self) -> bool:
        """Whether the question in hand was answered in this sitting before."""
        return self.current is not None and self.current.question.id in self._met

    @property
    def total(self) -> int:
        """How many questions this sitting asks, those already finished included."""
        return self._line.finished + len(self._line) + (self.current is not None)

    @property
    def left_out(self) -> int:
        """How many questions are not asked any more because it was enough."""
        return self._line.left_out

    @property
    def suggested(self) -> Rating | None:
        """The rating that the verdict suggests, once the answer is shown."""
        return suggest(self.verdict) if self.verdict else None

    def respond(self, response: Response | None) -> None:
        """Mark a response, or with None only reveal; the answer and what each rating gives are then shown."""
        if self.current is None or self.phase is not Phase.ASKING:
            return
        now = self._ledger.now()
        question = self.current.question
        self.verdict = self._marked = mark(question, response)
        self.previews = self._scheduler.preview(
            self.current.standing.memory, question.id, self._ledger.study_day(now), now.at
        )
        self.phase, self.response, self.shown = Phase.SHOWN, response, now
        self.notice = ""

    def count(self) -> None:
        """Let a near miss count as right."""
        if self.verdict and self.verdict.near:
            self.verdict = self._marked = counted(self.verdict)

    def overrule(self) -> None:
        """Turn the verdict that is shown, right into wrong and all else into right; or turn it back."""
        if self.verdict and self.verdict.outcome is not Outcome.SELF:
            self.verdict = self._marked if self.verdict.overruled else overruled(self.verdict)

    def rate(self, rating: Rating) -> None:
        """Record the answer with `rating` and go on; the answer is on disk when this returns.

        Of a verdict that was overruled the answer keeps the credit that marking gave, and an `overruled`
        event follows it: both are on disk, or neither.
        """
        asked, verdict, marked = self.current, self.verdict, self._marked
        if asked is None or verdict is None or marked is None:
            return
        now = self._ledger.now()
        ms = max(0, now.at - asked.since)
        body: Body = {
            "question": asked.question.id,
            "rating": int(rating),
            "study_day": day_text(self._ledger.study_day(now)),
            "ms": ms,
            "hash": asked.question.text_hash,
            "credit": marked.credit,
            "response": verdict.given[:MAX_RESPONSE],
        }
        ruling: Body | None = {"credit": verdict.credit} if verdict.overruled else None
        event = self._ledger.record(Kind.REVIEWED, body, expect=asked.standing.event, ruling=ruling)
        if event is None:
            self._line.settle(asked.question.id)
            self._next()
            self.notice = "Answered in another window meanwhile: not counted twice."
            return
        self._keep(event, answered=True)
        first = asked.standing.first_day is None
        self.answers.append(Answer(asked.question, rating, verdict.outcome, first, ms))
        self._line.settle(asked.question.id)
        self._line.closed = self._enough is not None and self._enough()
        self._next()

    def skip(self) -> None:
        """Leave the question for the end of the sitting; nothing is recorded."""
        if self.current is None:
            return
        self._keep(None)
        self._line.put_last(self.current.question.id)
        self._next()
        self.notice = "Skipped: it comes back at the end."

    def bury(self) -> None:
        """Set the question aside until the next study day."""
        if self.current is None:
            return
        day = self._ledger.study_day(self._ledger.now())
        self._set_aside(self.current.question.id, Kind.BURIED, day, study_day=day_text(day))

    def suspend(self) -> None:
        """Set the question aside until it is resumed."""
        if self.current is None:
            return
        day = self._ledger.study_day(self._ledger.now())
        self._set_aside(self.current.question.id, Kind.SUSPENDED, day)

    def flag(self) -> None:
        """Flag the question, or take its flag off."""
        asked = self.current
        if asked is None:
            return
        standing, self.notice = flag(self._ledger, asked.question.id, asked.standing)
        self.current = replace(asked, standing=standing)

    def undo(self) -> bool:
        """Take back the latest answer, skip, bury or suspension, also an answer of an earlier sitting.

        False when there is nothing to take back. The question is asked again.
        """
        if not self._kept:
            return self._undo_earlier()
        kept = self._kept[-1]
        if kept.event:
            self._ledger.record(Kind.RETRACTED, {"event": kept.event})
        self._kept.pop()
        question = kept.asked.question
        if kept.event:
            self._met.subtract([question.id])
            if not self._met[question.id]:
                del self._met[question.id]
        if kept.answered:
            self.answers.pop()
        self._line.go_back(kept.place)
        self._ask(self._load(question.id) or question)
        self.notice = "Taken back."
        return True

    def replace(self, question: Question | None) -> None:
        """Go on with the new text of the question in hand; None when its card has gone."""
        if self.current is None:
            return
        if question is None:
            self._next()
            self.notice = "The card is not in the deck any more; its history is kept."
            return
        self._ask(question)
        self.notice = "The card was changed: here is its new text."

    def _set_aside(self, question: str, kind: Kind, day: int, **more: str) -> None:
        self._keep(self._ledger.record(kind, {"question": question, **more}))
        self._line.finished += 1
        self._next()
        self.notice = told(kind, self._ledger.standing(question), day)

    def _undo_earlier(self) -> bool:
        event = self._ledger.last_answer()
        question = self._load(event.question) if event and event.question else None
        if event is None:
            self.notice = "Nothing to take back."
            return False
        self._ledger.record(Kind.RETRACTED, {"event": event.id})
        if question is None:
            self.notice = "The latest answer was taken back; its card is not in the decks any more."
            return True
        if self.current:
            self._line.put_first(self.current.question.id)
        self._line.drop(question.id)
        self._ask(question)
        self.notice = "The answer of the earlier sitting was taken back."
        return True

    def _keep(self, event: Event | None, *, answered: bool = False) -> None:
        """Keep what to go back to. A retraction holds however the clock was set, so it undoes every kind."""
        assert self.current is not None
        self._kept.append(_Kept(self.current, self._line.place, event.id if event else "", answered))
        if event:
            self._met[self.current.question.id] += 1

    def _next(self) -> None:
        """Ask the next question, but the one in hand only where no other is left."""
        in_hand = self.current.question.id if self.current else ""
        while (question := self._line.take(in_hand)) is not None:
            loaded = self._load(question)
            if loaded is not None:
                self._ask(loaded)
                return
        self._clear(Phase.DONE, None)

    def _ask(self, question: Question) -> None:
        standing = self._ledger.standing(question.id)
        reps = standing.memory.reps if standing.memory else 0
        order = shown_order(question, f"{question.id} {reps}")
        self._clear(Phase.ASKING, Asked(question, order, self._ledger.now().at, standing))
        self.notice = ""

    def _clear(self, phase: Phase, current: Asked | None) -> None:
        """Stand before an answer, with nothing given or marked."""
        self.phase, self.current, self.previews = phase, current, {}
        self.response = self.verdict = self._marked = None
