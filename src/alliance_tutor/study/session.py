"""Studying: one sitting, from the first question to the summary.

The session is handed what it needs and holds all the logic, so that the screens and line mode drive the
same object. Each answer is recorded before the next question is chosen: when recording raises, the
session stands as it stood and the same answer can be given again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from alliance_tutor.deck.questions import Question
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.memory.studyday import Moment, day_text
from alliance_tutor.study.grading import Outcome, Verdict, counted, mark, suggest
from alliance_tutor.study.ledger import Ledger, Previewer
from alliance_tutor.study.responses import Response

MAX_RESPONSE = 200  # characters of a typed response that the journal keeps


class Phase(StrEnum):
    """Where the sitting stands: a question is asked, its answer is shown, or nothing is left."""

    ASKING = "asking"
    SHOWN = "shown"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question in hand. `order` is the places of its options as they are shown; `since` UTC ms."""

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
    queue: tuple[str, ...]
    waiting: tuple[tuple[int, str], ...]
    finished: int
    event: str
    answered: bool


class Session:
    """One sitting of studying.

    `queue` is question ids in the order in which they are asked; `load` gives a question, or None where
    its card has gone meanwhile. `current` is None once `phase` is DONE; `shown` is when the answer in hand
    was shown, from which `previews` count.
    """

    def __init__(
        self,
        queue: Sequence[str],
        load: Callable[[str], Question | None],
        ledger: Ledger,
        scheduler: Previewer,
    ) -> None:
        self._load = load
        self._ledger = ledger
        self._scheduler = scheduler
        self._queue = list(dict.fromkeys(queue))
        self._waiting: list[tuple[int, str]] = []
        self._seen_as = {question: ledger.standing(question).event for question in queue}
        self._kept: list[_Kept] = []
        self._finished = 0
        self.phase = Phase.DONE
        self.current: Asked | None = None
        self.verdict: Verdict | None = None
        self.previews: dict[Rating, Memory] = {}
        self.shown = ledger.now()
        self.answers: list[Answer] = []
        self.notice = ""
        self._next()

    @property
    def position(self) -> int:
        """Which question of `total` is in hand, from 1; one that comes back has its place near the end."""
        in_hand = {self.current.question.id} if self.current else set()
        behind = max(len(self._met - in_hand), self._finished)  # another window may have finished some
        return min(behind + 1, self.total)

    @property
    def finished(self) -> int:
        """How many questions are done with for today."""
        return self._finished

    @property
    def returned(self) -> bool:
        """Whether the question in hand was answered in this sitting before."""
        return self.current is not None and self.current.question.id in self._met

    @property
    def total(self) -> int:
        """How many questions this sitting asks, those already finished included."""
        return self._finished + len(self._queue) + len(self._waiting) + (self.current is not None)

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
        self.verdict = mark(question, response)
        self.previews = self._scheduler.preview(
            self.current.standing.memory, question.id, self._ledger.study_day(now), now.at
        )
        self.phase, self.shown = Phase.SHOWN, now
        self.notice = ""

    def count(self) -> None:
        """Let a near miss count as right."""
        if self.verdict and self.verdict.near:
            self.verdict = counted(self.verdict)

    def rate(self, rating: Rating) -> None:
        """Record the answer with `rating` and go on; the answer is on disk when this returns."""
        asked, verdict = self.current, self.verdict
        if asked is None or verdict is None or self.phase is not Phase.SHOWN:
            return
        now = self._ledger.now()
        ms = max(0, now.at - asked.since)
        body: Body = {
            "question": asked.question.id,
            "rating": int(rating),
            "study_day": day_text(self._ledger.study_day(now)),
            "ms": ms,
            "hash": asked.question.text_hash,
            "credit": verdict.credit,
            "response": verdict.given[:MAX_RESPONSE],
        }
        event = self._ledger.record(Kind.REVIEWED, body, expect=asked.standing.event)
        if event is None:
            self._settle(asked.question.id)
            self._next()
            self.notice = "Answered in another window meanwhile: not counted twice."
            return
        self._keep(event, answered=True)
        first = asked.standing.first_day is None
        self.answers.append(Answer(asked.question, rating, verdict.outcome, first, ms))
        self._settle(asked.question.id)
        self._next()

    def skip(self) -> None:
        """Leave the question for the end of the sitting; nothing is recorded."""
        if self.current is None:
            return
        self._keep(None)
        self._queue.append(self.current.question.id)
        self._next()
        self.notice = "Skipped: it comes back at the end."

    def bury(self) -> None:
        """Set the question aside until the next study day."""
        if self.current is None:
            return
        day = day_text(self._ledger.study_day(self._ledger.now()))
        body = {"question": self.current.question.id, "study_day": day}
        self._set_aside(Kind.BURIED, body)
        self.notice = "Buried: it comes back tomorrow. Undo takes it back."

    def suspend(self) -> None:
        """Set the question aside until it is resumed."""
        if self.current is None:
            return
        self._set_aside(Kind.SUSPENDED, {"question": self.current.question.id})
        self.notice = "Suspended: it is not asked any more. Undo takes it back."

    def flag(self) -> None:
        """Flag the question, or take its flag off."""
        asked = self.current
        if asked is None:
            return
        kind = Kind.UNFLAGGED if asked.standing.flagged else Kind.FLAGGED
        self._ledger.record(kind, {"question": asked.question.id})
        fresh = self._ledger.standing(asked.question.id)
        self.current = replace(asked, standing=replace(asked.standing, flagged=fresh.flagged))
        self.notice = "Flagged." if fresh.flagged else "Flag taken off."

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
        if kept.answered:
            self.answers.pop()
        self._queue, self._waiting = list(kept.queue), list(kept.waiting)
        self._finished = kept.finished
        self._ask(self._load(kept.asked.question.id) or kept.asked.question)
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

    @property
    def _met(self) -> set[str]:
        """The questions that were answered or set aside in this sitting."""
        return {kept.asked.question.id for kept in self._kept if kept.event}

    def _set_aside(self, kind: Kind, body: Body) -> None:
        self._keep(self._ledger.record(kind, body))
        self._finished += 1
        self._next()

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
        if self.current and self.current.question.id != question.id:
            self._queue.insert(0, self.current.question.id)
        self._queue = [each for each in self._queue if each != question.id]
        self._waiting = [each for each in self._waiting if each[1] != question.id]
        self._ask(question)
        self.notice = "The answer of the earlier sitting was taken back."
        return True

    def _keep(self, event: Event | None, *, answered: bool = False) -> None:
        """Keep what to go back to. A retraction holds however the clock was set, so it undoes every kind."""
        assert self.current is not None
        name = event.id if event else ""
        self._kept.append(
            _Kept(self.current, tuple(self._queue), tuple(self._waiting), self._finished, name, answered)
        )

    def _settle(self, question: str) -> None:
        """Put an answered question where it goes: back in minutes, or done for today."""
        ends = _step_end(self._ledger.standing(question))
        if ends:
            self._wait(ends, question)
        else:
            self._finished += 1

    def _wait(self, until: int, question: str) -> None:
        self._waiting.append((until, question))
        self._waiting.sort()

    def _next(self) -> None:
        """Ask the next question, but the one in hand only where no other is left."""
        in_hand = self.current.question.id if self.current else ""
        while (question := self._take(in_hand)) is not None:
            loaded = self._load(question)
            if loaded is not None:
                self._ask(loaded)
                return
        self.phase, self.current, self.verdict = Phase.DONE, None, None
        self.previews = {}

    def _take(self, avoid: str) -> str | None:
        """Take the next question that is still to be asked; None when none is left."""
        while upcoming := self._upcoming():
            place = next((each for each in upcoming if each[1] != avoid), upcoming[0])
            until, question = place
            if until:
                self._waiting.remove(place)
            else:
                self._queue.remove(question)
            now, standing = self._ledger.now(), self._ledger.standing(question)
            ends = _step_end(standing)
            if not self._still_asked(question, standing, now, waited=until > 0):
                self._finished += until > 0
            elif ends > now.at and ends != until:
                self._wait(ends, question)
            else:
                return question
        return None

    def _upcoming(self) -> list[tuple[int, str]]:
        """All that is left, with the ends of steps: those that are over, the queue, those that still run."""
        now = self._ledger.now().at
        over = [place for place in self._waiting if place[0] <= now]
        return [*over, *((0, question) for question in self._queue), *self._waiting[len(over) :]]

    def _still_asked(self, question: str, standing: Standing, now: Moment, *, waited: bool) -> bool:
        """False for what another window has answered or set aside since it was put in line."""
        day = self._ledger.study_day(now)
        if standing.suspended or standing.buried_day == day:
            return False
        if standing.memory is None or standing.memory.learning:
            return True
        elsewhere = standing.event != self._seen_as.get(question, standing.event)
        return not waited and (not elsewhere or standing.memory.due_day <= day)

    def _ask(self, question: Question) -> None:
        standing = self._ledger.standing(question.id)
        order = list(range(len(question.options)))
        if question.shuffle:
            reps = standing.memory.reps if standing.memory else 0
            Random(f"{question.id} {reps}").shuffle(order)
        self.current = Asked(question, tuple(order), self._ledger.now().at, standing)
        self.phase, self.verdict, self.previews = Phase.ASKING, None, {}
        self.notice = ""


def _step_end(standing: Standing) -> int:
    """When the learning step that runs is over, in UTC milliseconds; 0 where none runs."""
    return standing.memory.due_at if standing.memory and standing.memory.learning else 0
