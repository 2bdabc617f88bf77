"""Sitting an exam: from its first question to the marks, all of it on disk before it holds.

Like a quiz it is handed what it needs and holds all the logic. Each act records one event and takes effect
with it: when recording raises, the sitting stands as it stood and the same can be done again. An attempt is
taken up again from its events alone; `progress` tells how its time goes on meanwhile.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.finishing import finished_body, ruling_body
from alliance_tutor.study.kept import LONGEST, is_share, paper_body, response_body, response_of
from alliance_tutor.study.marking import Marked, is_blank, marked, to_mark
from alliance_tutor.study.notes import notes
from alliance_tutor.study.paper import Item
from alliance_tutor.study.progress import CREDITS, End, Given, Progress, after, progress_of

if TYPE_CHECKING:
    from alliance_tutor.study.blueprint import Terms
    from alliance_tutor.study.ledger import Ledger
    from alliance_tutor.study.paper import Paper
    from alliance_tutor.study.responses import Response


class Stage(StrEnum):
    """Where an attempt stands.

    It is sat or paused; handed in, the learner predicts the score, then marks what the program cannot; then
    it is done, and its answers count.
    """

    SITTING = "sitting"
    PAUSED = "paused"
    PREDICTING = "predicting"
    MARKING = "marking"
    DONE = "done"


def stage_of(progress: Progress) -> Stage:
    """Where a sitting stands by its events."""
    if progress.end is None:
        return Stage.PAUSED if progress.paused else Stage.SITTING
    if not progress.asked_prediction:
        return Stage.PREDICTING
    return Stage.DONE if progress.finished else Stage.MARKING


class Attempt:
    """One sitting of an exam, given its events so far: `start` begins one, `resume` takes one up again.

    Questions have their numbers on the paper, from 1. Faces call `tick` about once a second, or before each
    prompt; `notice` is what is to be told after the latest call. `clock_hidden` is for faces to heed: what is
    told of the time left is told all the same.
    """

    def __init__(self, ledger: "Ledger", events: Iterable[Event], progress: Progress) -> None:
        self._ledger = ledger
        self._events = list(events)
        self.progress = progress
        self.clock_hidden = False
        self.notice = ""
        self._set_clock()
        self._told = {left for left, _ in self._notes() if left >= self.left}
        self.tick()
        self._finish()

    @classmethod
    def start(cls, ledger: "Ledger", paper: "Paper", terms: "Terms") -> "Attempt":
        """Begin an exam: from now on its clock runs. Raises ValueError for a paper without questions."""
        if not paper.items:
            raise ValueError("a paper without questions")
        event = ledger.record(Kind.EXAM_STARTED, paper_body(paper, terms))
        attempt = cls.resume(ledger, [event] if event else ())
        assert attempt, "what was kept of a paper is sound"
        return attempt

    @classmethod
    def resume(cls, ledger: "Ledger", events: Iterable[Event]) -> "Attempt | None":
        """Take an exam up again from its events; None where they hold none.

        If its time ran out meanwhile it is handed in as it stood.
        """
        events = list(events)
        progress = progress_of(events)
        return cls(ledger, events, progress) if progress else None

    # Where it stands

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return stage_of(self.progress)

    @property
    def number(self) -> int:
        """The number of the question in hand."""
        return self.progress.item + 1

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.progress.paper.items)

    @property
    def current(self) -> Item:
        """The question in hand."""
        return self.progress.paper.items[self.progress.item]

    @property
    def given(self) -> Given:
        """What stands as the answer to it."""
        return self.progress.given.get(self.progress.item, Given())

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The numbers of the questions without an answer."""
        given = self.progress.given
        return tuple(place + 1 for place in range(self.total) if given.get(place, Given()).response is None)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The numbers of the questions that the learner flagged."""
        return tuple(place + 1 for place in sorted(self.progress.flagged))

    @property
    def elapsed(self) -> int:
        """The time used in ms, at the latest look at the clock."""
        limit = self.progress.terms.limit
        return min(self._elapsed, limit) if limit else self._elapsed

    @property
    def left(self) -> int:
        """The time left in ms, at the latest look at the clock; 0 where there is no limit."""
        limit = self.progress.terms.limit
        return limit - self.elapsed if limit else 0

    @property
    def item_left(self) -> int:
        """The time left for the question in hand in ms; 0 where there is no limit for it."""
        limit, spent = self.progress.terms.item_limit, self.progress.spent[self.progress.item]
        return max(0, limit - spent - (self.elapsed - self.progress.elapsed)) if limit else 0

    @property
    def to_mark(self) -> tuple[Marked, ...]:
        """The answers that the learner has still to mark, once the score was predicted."""
        if self.stage is not Stage.MARKING:
            return ()
        answers = marked(self.progress)
        return tuple(answer for answer in answers if answer.to_mark)

    # Sitting

    def tick(self, draft: "Response | None" = None) -> None:
        """Look at the clock, tell of the time left, and when it is over hand in what there is.

        `draft` is what stands in the field and was not given yet: it was there in time, and counts.
        """
        self.notice = ""
        if self.stage is not Stage.SITTING:
            return
        self._look()
        limit = self.progress.terms.limit
        if limit and self._elapsed >= limit:
            self._keep(draft)
            self._hand_in(End.TIME)
            self.notice = "Time is up: handed in as it stood."
        elif self.progress.terms.item_limit and not self.item_left:
            self._keep(draft)
            self._leave_closed()
        else:
            self._tell()

    def go_to(self, number: int) -> None:
        """Take another question in hand."""
        if not self._in_time():
            return
        if not 1 <= number <= self.total:
            self.notice = f"There is no question {number}: they go from 1 to {self.total}."
        elif number != self.number and self.progress.closed(number - 1):
            self.notice = f"The time for question {number} is up."
        elif number != self.number:
            self._record(Kind.EXAM_MOVED, {"item": number - 1})

    def go_to_unanswered(self) -> None:
        """Take the next question without an answer in hand, from the first again after the last."""
        self._go_to_next(self.unanswered, "No other question is left without an answer.")

    def go_to_flagged(self) -> None:
        """Take the next flagged question in hand, from the first again after the last."""
        self._go_to_next(self.flagged, "No other question is flagged.")

    def answer(self, response: "Response | None") -> None:
        """Give, change or, with None, take back the answer to the question in hand, if there is time."""
        number, kept = self.number, self._kept(response)
        if not self._in_time() or number != self.number:
            return
        if kept != self.given.response:
            self._give(Given(kept, None if kept is None else self.given.certainty))
        if kept is not None and kept != response:
            self.notice = f"Only the first {LONGEST:,} characters are kept."

    def be_sure(self, certainty: int) -> None:
        """Say how sure the answer in hand is, 1–3, where that is asked. Raises ValueError for another one."""
        sure, number = Certainty(certainty), self.number
        if not self.progress.terms.certainty or self.given.response is None:
            return
        if self._in_time() and number == self.number and sure is not self.given.certainty:
            self._give(Given(self.given.response, sure))

    def flag(self) -> None:
        """Flag the question in hand, or take its flag off."""
        number = self.number
        if self._in_time() and number == self.number:
            flagged = self.progress.item not in self.progress.flagged
            self._record(Kind.EXAM_FLAGGED, {"item": self.progress.item, "flagged": flagged})
            self.notice = "Flagged." if flagged else "Flag taken off."

    def pause(self) -> None:
        """Stop the clock, where the exam allows it."""
        if not self._in_time():
            return
        if self.progress.terms.pause:
            self._record(Kind.EXAM_PAUSED, {"paused": True})
        else:
            self.notice = "This exam cannot be paused: its clock runs on."

    def go_on(self) -> None:
        """Let the clock run again."""
        if self.stage is Stage.PAUSED:
            self._look()
            self._record(Kind.EXAM_PAUSED, {"paused": False})

    def hand_in(self) -> None:
        """End the sitting: `unanswered` and `flagged` are to be told before, since there is no way back."""
        if self.stage is Stage.PAUSED or self._in_time():
            self._hand_in(End.LEARNER)

    def catch_up(self, events: Iterable[Event]) -> None:
        """Take in what another window recorded: the exam's events as the journal holds them now."""
        events = list(events)
        progress = progress_of(events)
        if progress:
            self._events, self.progress = events, progress
            self._set_clock()

    # After it was handed in

    def predict(self, share: float | None) -> None:
        """Say what share of the points will have been reached, 0..1; None not to say.

        Raises ValueError for another number.
        """
        if share is not None and not is_share(share):
            raise ValueError(f"no share: {share}")
        if self.stage is Stage.PREDICTING:
            self._record(Kind.EXAM_PREDICTED, {"share": share})
        self._finish()

    def mark(self, number: int, credit: float) -> None:
        """Give an answer that is the learner's to mark 0, ½ or 1. Raises ValueError for another credit.

        With the last one the exam is done.
        """
        if credit not in CREDITS:
            raise ValueError(f"no credit: {credit}")
        if any(answer.number == number for answer in self.to_mark):
            self._record(Kind.EXAM_MARKED, {"item": number - 1, "credit": float(credit)})
        self._finish()

    def overrule(self, number: int, credit: float | None = None) -> None:
        """Turn the credit of a done exam's answer, right into wrong and all else into right; or turn it back.

        With `credit` (0, ½ or 1) it is that. The rating follows, and so does whether the answer counts.
        Raises ValueError for another credit.
        """
        if credit is not None and credit not in CREDITS:
            raise ValueError(f"no credit: {credit}")
        answer, ruled = marked(self.progress)[number - 1], self.progress.credits.get(number - 1)
        if self.stage is not Stage.DONE or answer.blank or ruled is None:
            return
        if ruled.ruling and credit is None:
            event = self._ledger.record(Kind.RETRACTED, {"event": ruled.ruling})
        else:
            turned = float(not answer.right) if credit is None else float(credit)
            body = ruling_body(self.progress, answer, turned, due=ruled.due)
            event = self._ledger.record(Kind.OVERRULED, body)
        self._take_in(event)

    # Within

    def _set_clock(self) -> None:
        self._looked = self._ledger.now().at
        self._elapsed = self.progress.elapsed_at(self._looked)

    def _look(self) -> None:
        """See how much time went by. While the program runs, a clock that is set back only stands still."""
        now = self._ledger.now().at
        self._elapsed += max(0, now - self._looked) if self.progress.runs else 0
        self._looked = now

    def _in_time(self) -> bool:
        """Whether it is being sat, and its time is not over: then it is handed in."""
        self.tick()
        return self.stage is Stage.SITTING

    def _go_to_next(self, numbers: tuple[int, ...], none: str) -> None:
        if not self._in_time():
            return
        others = [each for each in numbers if each != self.number and not self.progress.closed(each - 1)]
        later = [each for each in others if each > self.number]
        if others:
            self.go_to((later or others)[0])
        else:
            self.notice = none

    def _kept(self, response: "Response | None") -> "Response | None":
        """What is kept of a response to the question in hand; None where it says nothing."""
        if is_blank(self.current.question, response):
            return None
        return response_of(response_body(response))

    def _give(self, given: Given, elapsed: int | None = None) -> None:
        sure = None if given.certainty is None else int(given.certainty)
        body = {"item": self.progress.item, "response": response_body(given.response), "certainty": sure}
        self._record(Kind.EXAM_ANSWERED, body, elapsed)

    def _keep(self, draft: "Response | None") -> None:
        """Give what stood in the field when the time was over: the question's, or all of it."""
        draft = self._kept(draft)
        if draft is None or draft == self.given.response:
            return
        terms, spent = self.progress.terms, self.progress.spent[self.progress.item]
        ends = [terms.limit] if terms.limit else []
        ends += [self.progress.elapsed + terms.item_limit - spent] if terms.item_limit else []
        if min(ends) >= self.progress.elapsed:
            self._give(Given(draft, self.given.certainty), min(ends))

    def _leave_closed(self) -> None:
        """Go to the next question that has time left, or hand in where none has."""
        number = self.number
        places = [(self.progress.item + step) % self.total for step in range(1, self.total)]
        free = next((place for place in places if not self.progress.closed(place)), None)
        if free is None:
            self._hand_in(End.TIME)
            self.notice = "The time for each question is up: handed in as it stood."
        else:
            self._record(Kind.EXAM_MOVED, {"item": free})
            self.notice = f"The time for question {number} is up."

    def _hand_in(self, by: End) -> None:
        self._record(Kind.EXAM_HANDED_IN, {"by": str(by)})

    def _tell(self) -> None:
        """Tell how much time is left, once at each of some moments."""
        due = [(left, words) for left, words in self._notes() if self.left <= left]
        fresh = [words for left, words in due if left not in self._told]
        self._told |= {left for left, _ in due}
        self.notice = fresh[-1] if fresh else ""

    def _notes(self) -> list[tuple[int, str]]:
        return notes(self.progress.terms.limit)

    def _finish(self) -> None:
        """Record what the exam comes to once nothing is left to say of it: from then on it counts."""
        if self.stage is not Stage.MARKING or to_mark(self.progress):
            return
        day = self._ledger.study_day(self._ledger.now())
        body = finished_body(self.progress, self._ledger.standing, day)
        self._take_in(self._ledger.record(Kind.EXAM_FINISHED, body))

    def _record(self, kind: Kind, body: Body, elapsed: int | None = None) -> None:
        """Put an event of this exam on disk, and let it take effect."""
        used = self.elapsed if elapsed is None else elapsed
        clock = {"elapsed": used} if self.progress.end is None else {}
        event = self._ledger.record(kind, {"exam": self.progress.exam, **body, **clock})
        if event:
            self._events.append(event)
            self.progress = after(self.progress, event)

    def _take_in(self, event: Event | None) -> None:
        """Let an event take effect that changes what earlier ones say."""
        self._events += [event] if event else []
        self.progress = progress_of(self._events) or self.progress
