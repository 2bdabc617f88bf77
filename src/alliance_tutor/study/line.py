"""What a sitting has still to ask, in order: a queue, and what waits for the end of a learning step."""

from collections.abc import Sequence
from typing import NamedTuple

from alliance_tutor.memory.standing import Standing
from alliance_tutor.study.ledger import Ledger


class Place(NamedTuple):
    """How far a line has come, to go back to."""

    taken: int
    length: int
    waiting: tuple[tuple[int, str], ...]
    finished: int
    closed: bool


class Line:
    """The questions of a sitting that are to come; each stands in it once.

    `finished` counts those that are done with for today. Once it is `closed` nothing more of the queue is
    asked, only what waits for the end of its step. The queue itself only grows: what was taken from
    its front stays in it, so that going back costs the same however long it is.
    """

    def __init__(self, queue: Sequence[str], ledger: Ledger) -> None:
        self._ledger = ledger
        self._queue = list(dict.fromkeys(queue))
        self._taken = 0
        self._waiting: list[tuple[int, str]] = []
        self._seen_as = {question: ledger.standing(question).event for question in self._queue}
        self.finished = 0
        self.closed = False

    def __len__(self) -> int:
        """How many questions are to come."""
        return (0 if self.closed else len(self._queue) - self._taken) + len(self._waiting)

    @property
    def left_out(self) -> int:
        """How many questions will not be asked because it was closed."""
        return len(self._queue) - self._taken if self.closed else 0

    @property
    def place(self) -> Place:
        """How far it has come now."""
        return Place(self._taken, len(self._queue), tuple(self._waiting), self.finished, self.closed)

    def go_back(self, place: Place) -> None:
        """Stand as at `place`; not to one from before `put_first` or `drop`."""
        del self._queue[place.length :]
        self._taken, self._waiting, self.finished = place.taken, list(place.waiting), place.finished
        self.closed = place.closed

    def take(self, avoid: str) -> str | None:
        """Take the next question that is still to be asked, `avoid` only where no other is left.

        First those whose learning step is over, then the queue, then those whose step still runs; what
        another window has answered or set aside meanwhile is passed over. None when none is left.
        """
        while (first := self._first(avoid)) is not None:
            until, question = first
            if until:
                self._waiting.remove(first)
            else:
                self._taken += 1
            now, standing = self._ledger.now(), self._ledger.standing(question)
            ends = _step_end(standing)
            day = self._ledger.study_day(now)
            if not self._still_asked(question, standing, day, waited=until > 0):
                self.finished += until > 0
            elif ends > now.at and ends != until:
                self._wait(ends, question)
            else:
                return question
        return None

    def settle(self, question: str) -> None:
        """Put an answered question where it goes: back in minutes, or done for today."""
        ends = _step_end(self._ledger.standing(question))
        if ends:
            self._wait(ends, question)
        else:
            self.finished += 1

    def put_last(self, question: str) -> None:
        """Put a question at the end of the queue."""
        self._queue.append(question)

    def put_first(self, question: str) -> None:
        """Put a question before all others."""
        self._queue[: self._taken] = [question]
        self._taken = 0

    def drop(self, question: str) -> None:
        """Leave a question out."""
        self._queue = [each for each in self._queue[self._taken :] if each != question]
        self._taken = 0
        self._waiting = [each for each in self._waiting if each[1] != question]

    def _first(self, avoid: str) -> tuple[int, str] | None:
        """What comes next, with the end of its step, 0 in the queue.

        Only what was just skipped is to be avoided while it is in the queue, and it is the last there.
        """
        now = self._ledger.now().at
        over = [place for place in self._waiting if place[0] <= now]
        ahead = [] if self.closed else self._queue[self._taken : self._taken + 1]
        queued = [(0, question) for question in ahead]
        upcoming = [*over, *queued, *self._waiting[len(over) :]]
        return next((place for place in upcoming if place[1] != avoid), next(iter(upcoming), None))

    def _wait(self, until: int, question: str) -> None:
        self._waiting.append((until, question))
        self._waiting.sort()

    def _still_asked(self, question: str, standing: Standing, day: int, *, waited: bool) -> bool:
        if waited and not is_set_aside(standing, day):
            return standing.memory is None or standing.memory.learning
        return still_asked(standing, self._seen_as.get(question, standing.event), day)


def is_set_aside(standing: Standing, day: int) -> bool:
    """Whether a question is suspended, or buried for study day `day`."""
    return standing.suspended or standing.buried_day == day


def still_asked(standing: Standing, seen_as: str, day: int) -> bool:
    """Whether to ask what was put in line while the `event` of its standing was `seen_as`.

    False for what was set aside, and for what another window has answered since, unless it has to be asked
    today all the same.
    """
    if is_set_aside(standing, day):
        return False
    memory = standing.memory
    return memory is None or memory.learning or standing.event == seen_as or memory.due_day <= day


def _step_end(standing: Standing) -> int:
    """When the learning step that runs is over, in UTC milliseconds; 0 where none runs."""
    return standing.memory.due_at if standing.memory and standing.memory.learning else 0
