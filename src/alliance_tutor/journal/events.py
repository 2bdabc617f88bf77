"""The kinds of event, and what each one's body holds.

An event is never changed after it was written. A reader keeps kinds that it does not know and lets them
decide nothing, so that an older program can open a newer history of the same format.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Body = dict[str, Any]


class Kind(StrEnum):
    """What happened.

    Bodies: `reviewed` {question, rating 1–4, study_day "YYYY-MM-DD", ms, hash, credit 0..1 or null,
    response}; `answered` the same with {mode, certainty 1–3 or null, counts}, and a credit always;
    `retracted` {event}; `overruled` {event, credit, and rating and counts where it changes them};
    `suspended`, `resumed`, `flagged`, `unflagged` {question}; `buried`, `unburied` {question, study_day};
    `reset` {question, study_day}: it is new again, and stays suspended or flagged where it was;
    `relinked` {from, to}, each a card as deck/card: what is told of the one counts for the other;
    `retention-set` {retention 0.70–0.99, and deck where it is for one deck alone; with a deck, null gives it
    back to the retention of all others}; `parameters-set` {parameters, FSRS-6's 21 numbers}: the latest
    decides all memories from their first answer on; `forgotten` {}, in place of an event whose content was
    erased.

    An exam: `exam-started` {title, decks, topics, self_marked, seed, parts, terms, items: the whole paper,
    each item with the text of its question as it stood and the order of its options} names the exam by its
    event's id. All others name that id as `exam`, and those of the sitting say in `elapsed` how many ms of
    its time were used:
    `exam-moved` {item, from 0}; `exam-answered` {item, response or null, certainty 1–3 or null};
    `exam-flagged` {item, flagged}; `exam-paused` {paused}; `exam-handed-in` {by "learner" or "time"}. After
    that: `exam-predicted` {share 0..1 or null}; `exam-marked` {item, credit 0, 0.5 or 1}; `exam-finished`
    {study_day, answers, each {item, question, rating, ms, hash, credit, counts}}, by which alone an exam
    shapes memories.

    A plan on the way to exams: `plan-set` {exams, each {id, title, date "YYYY-MM-DD", weight, decks}, minutes
    a day, weekdays_off 0–6 from Monday, days_off}; `plan-ended` {ended, an exam's id; mark, the true one,
    0..1 or null; predicted, three shares or null}. The latest `plan-set` holds, and an exam that was ended
    stays so.

    `retracted`, `overruled` and `relinked` hold wherever they sort. Of several `overruled` that name one
    answer the latest holds, whole: what it does not name is as the answer was given. One that names an
    `exam-finished` says which `question` it is about. An exam whose `exam-started` was retracted is gone with
    all its events; of several `exam-finished` of one exam the first holds.
    """

    REVIEWED = "reviewed"
    ANSWERED = "answered"
    RETRACTED = "retracted"
    OVERRULED = "overruled"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    BURIED = "buried"
    UNBURIED = "unburied"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    RESET = "reset"
    RELINKED = "relinked"
    RETENTION_SET = "retention-set"
    PARAMETERS_SET = "parameters-set"
    EXAM_STARTED = "exam-started"
    EXAM_MOVED = "exam-moved"
    EXAM_ANSWERED = "exam-answered"
    EXAM_FLAGGED = "exam-flagged"
    EXAM_PAUSED = "exam-paused"
    EXAM_HANDED_IN = "exam-handed-in"
    EXAM_PREDICTED = "exam-predicted"
    EXAM_MARKED = "exam-marked"
    EXAM_FINISHED = "exam-finished"
    PLAN_SET = "plan-set"
    PLAN_ENDED = "plan-ended"
    FORGOTTEN = "forgotten"


class Mode(StrEnum):
    """How an answer was asked for: in a quiz, in one before studying, or again because it was missed."""

    QUIZ = "quiz"
    PRETEST = "pretest"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is UTC milliseconds, `offset` the local UTC offset in minutes."""

    device: str
    seq: int
    at: int
    offset: int
    kind: str
    body: Body = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The event's name outside the database, such as `k3f9a2qd-1041`."""
        return f"{self.device}-{self.seq}"

    @property
    def order(self) -> tuple[int, str, int]:
        """By instant, device and number: the order in which a journal is listed."""
        return self.at, self.device, self.seq

    @property
    def question(self) -> str | None:
        """The id of the question it is about, if it is about one."""
        question = self.body.get("question")
        return question if isinstance(question, str) else None

    @property
    def exam(self) -> str | None:
        """The id of the exam that it belongs to, if it belongs to one: that of its `exam-started`."""
        if self.kind == Kind.EXAM_STARTED:
            return self.id
        exam = self.body.get("exam") if self.kind.startswith("exam-") else None
        return exam if isinstance(exam, str) else None
