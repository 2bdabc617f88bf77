"""How far a sitting of an exam has come: what its events add up to. Pure.

The time of an exam. `elapsed` is how much of it is used. Each event of the sitting says how much that was
when it was written, and from then on the clock runs by the difference of the instants, whether the program
runs or not, until the exam is paused (where it may be) or handed in. So it is in an exam room: the time goes
on while one is out, and a clock that could be stopped by closing a window would be no limit. A clock that was
set back takes nothing back and adds nothing; one that was set forward cannot be told from a closed lid, and
counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.fold import answers_in, in_order, live
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.kept import certainty_of, is_share, is_whole, paper_of, response_of
from alliance_tutor.study.paper import Paper
from alliance_tutor.study.responses import Response

CREDITS = (0.0, 0.5, 1.0)
"""What the learner may give an answer that is theirs to mark."""


class Given(NamedTuple):
    """What stands as the answer to a question."""

    response: Response | None = None
    certainty: Certainty | None = None


class End(StrEnum):
    """Who handed an exam in: the learner, or the clock."""

    LEARNER = "learner"
    TIME = "time"


class Ruled(NamedTuple):
    """The credit of an answer in a finished exam; `ruling` is the event that overrules it, if any does.

    `due` says whether a right answer counts for the schedule.
    """

    credit: float
    due: bool
    ruling: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One sitting. Questions are counted from 0 in the order of the paper; times are in ms.

    `exam` is the id of the event that began it, `at` the UTC instant of the latest event of the sitting.
    `item` is the question in hand, `spent` the time on each. `end` is None while it can be answered. Then
    come `predicted` (None where the learner would not say) and `marks`, what the learner gave; `finished` is
    the id of the event by which it counts, and `credits` what it says.
    """

    exam: str
    paper: Paper
    terms: Terms
    began: Moment
    at: int
    spent: tuple[int, ...]
    elapsed: int = 0
    item: int = 0
    paused: bool = False
    given: Mapping[int, Given] = field(default_factory=dict)
    flagged: frozenset[int] = frozenset()
    end: End | None = None
    handed_in: Moment | None = None
    asked_prediction: bool = False
    predicted: float | None = None
    marks: Mapping[int, float] = field(default_factory=dict)
    finished: str = ""
    credits: Mapping[int, Ruled] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether the clock runs."""
        return self.end is None and not self.paused

    def elapsed_at(self, at: int) -> int:
        """The time used at an instant after the latest event."""
        return self.elapsed + (max(0, at - self.at) if self.runs else 0)

    def closed(self, item: int) -> bool:
        """Whether a question's own time is used up."""
        return 0 < self.terms.item_limit <= self.spent[item]


def progress_of(events: Iterable[Event]) -> Progress | None:
    """What the events of one exam add up to, in any order; None if none of them begins it soundly.

    What is malformed, comes too late or belongs elsewhere changes nothing.
    """
    ordered = in_order(live(events))
    begun = [each for each in map(begin, ordered) if each is not None]
    if not begun:
        return None
    progress = begun[0]
    for event in ordered:
        progress = after(progress, event)
    return replace(progress, credits=_credits(progress, ordered))


def begin(event: Event) -> Progress | None:
    """The sitting that an `exam-started` event begins."""
    kept = paper_of(event.body) if event.kind == Kind.EXAM_STARTED else None
    if kept is None:
        return None
    paper, terms = kept
    began = Moment(event.at, event.offset)
    return Progress(event.id, paper, terms, began, event.at, (0,) * len(paper.items))


def after(progress: Progress, event: Event) -> Progress:
    """The sitting after one more event; the same if the event changes nothing."""
    if event.exam != progress.exam or event.kind == Kind.EXAM_STARTED:
        return progress
    if progress.end is None:
        return _in_sitting(progress, event)
    body = event.body
    match event.kind:
        case Kind.EXAM_PREDICTED if not progress.asked_prediction:
            share = body.get("share")
            return replace(progress, asked_prediction=True, predicted=share if is_share(share) else None)
        case Kind.EXAM_MARKED if not progress.finished:
            item, credit = _item(progress, body), body.get("credit")
            if item is not None and is_share(credit) and credit in CREDITS:
                return replace(progress, marks={**progress.marks, item: float(credit)})
        case Kind.EXAM_FINISHED if not progress.finished:
            return replace(progress, finished=event.id)
    return progress


def _in_sitting(progress: Progress, event: Event) -> Progress:
    body, now = event.body, _at(progress, event)
    if now is None and event.kind != Kind.EXAM_HANDED_IN:
        return progress
    now = now or progress
    match event.kind:
        case Kind.EXAM_HANDED_IN if body.get("by") in tuple(End):
            handed_in = Moment(event.at, event.offset)
            return replace(now, end=End(body["by"]), handed_in=handed_in, at=event.at, paused=False)
        case Kind.EXAM_PAUSED if progress.terms.pause and isinstance(body.get("paused"), bool):
            return replace(now, paused=body["paused"])
    item = _item(progress, body)
    if item is None or progress.paused:
        return progress
    match event.kind:
        case Kind.EXAM_MOVED:
            return replace(now, item=item)
        case Kind.EXAM_FLAGGED if body.get("flagged") is True:
            return replace(now, flagged=now.flagged | {item})
        case Kind.EXAM_FLAGGED if body.get("flagged") is False:
            return replace(now, flagged=now.flagged - {item})
        case Kind.EXAM_ANSWERED if _in_item_time(now, item):
            given = Given(response_of(body.get("response")), certainty_of(body.get("certainty")))
            return replace(now, given={**now.given, item: given})
    return progress


def _at(progress: Progress, event: Event) -> Progress | None:
    """The sitting at an event of it, None if its time was over then.

    What went by was spent on the question in hand. Of two windows one may be behind: its time is the other's.
    """
    said, limit = event.body.get("elapsed"), progress.terms.limit
    used = max(progress.elapsed, said if is_whole(said) else 0)
    if limit and used > limit:
        return None
    spent = [*progress.spent]
    spent[progress.item] += used - progress.elapsed
    return replace(progress, elapsed=used, at=event.at, spent=tuple(spent))


def _in_item_time(progress: Progress, item: int) -> bool:
    limit = progress.terms.item_limit
    return not limit or progress.spent[item] <= limit


def _item(progress: Progress, body: Body) -> int | None:
    item = body.get("item")
    return item if is_whole(item) and 0 <= item < len(progress.spent) else None


def _credits(progress: Progress, events: Iterable[Event]) -> dict[int, Ruled]:
    """What the finished exam says of each answer; `live` has put rulings in their place already."""
    rulings: dict[str | None, str] = {}
    found: dict[int, Ruled] = {}
    places = {item.question.id: place for place, item in enumerate(progress.paper.items)}
    for event in events:
        names = event.kind == Kind.OVERRULED and event.body.get("event") == progress.finished
        if names and is_share(event.body.get("credit")):
            rulings[event.question] = event.id
    for event in events:
        for answer in answers_in(event) if event.id == progress.finished else ():
            credit, place = answer.body.get("credit"), places.get(answer.question or "")
            if place is not None and is_share(credit):
                due = answer.body.get("due") is True
                found[place] = Ruled(float(credit), due, rulings.get(answer.question, ""))
    return found
