"""A journal of paper, a clock that is set by hand, and questions to ask: all that a session needs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Body, Event, Kind
from alliance_tutor.journal.fold import fold
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.memory.standing import UNSEEN, Standing
from alliance_tutor.memory.studyday import Moment, study_day
from alliance_tutor.study.session import Session

NOON = 1_795_435_200_000  # 2026-11-23T12:00Z
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def question(id: str, *, typed: bool = False, answer: str = "yes", options: int = 0) -> Question:
    """A question with a prompt that names it; the first of its `options` is right."""
    deck, _, card = id.partition("/")
    kind = "choice" if options else "short-answer" if typed else "basic"
    ref = QuestionRef(id, deck, card.partition("#")[0], "topic", kind)
    chosen = tuple(Option(f"option {place}", right=place == 0) for place in range(options))
    return Question(ref, f"What of {id}?", answer, typed=typed, options=chosen, text_hash="0badcafe")


class PaperLedger:
    """What the session needs of journal and clock: events in a list, folded anew at each look.

    `full` makes every record fail as a full disk does. `windows` are other windows on the same history.
    """

    def __init__(self, device: str = "paperaaa") -> None:
        self.at = NOON
        self.rollover_hour = 4
        self.full = False
        self.device = device
        self.events: list[Event] = []
        self._numbers = count(1)
        self._folded = 0
        self._standings: dict[str, Standing] = {}

    def now(self) -> Moment:
        return Moment(self.at, 0)

    def study_day(self, moment: Moment) -> int:
        return study_day(moment, self.rollover_hour)

    def standings(self) -> dict[str, Standing]:
        if self._folded != len(self.events):
            self._standings = fold(self.events).standings
            self._folded = len(self.events)
        return self._standings

    def standing(self, question: str) -> Standing:
        return self.standings().get(question, UNSEEN)

    def record(
        self, kind: Kind, body: Body, *, expect: str | None = None, ruling: Body | None = None
    ) -> Event | None:
        if self.full:
            raise JournalError("the disk is full", hint="make room")
        if expect is not None and self.standing(str(body["question"])).event != expect:
            return None
        event = self._add(kind, body)
        if ruling is not None:
            self._add(Kind.OVERRULED, {"event": event.id, **ruling})
        return event

    def _add(self, kind: Kind, body: Body) -> Event:
        event = Event(self.device, next(self._numbers), self.at, 0, str(kind), dict(body))
        self.events.append(event)
        return event

    def last_answer(self) -> Event | None:
        live = [*self.live(Kind.REVIEWED), *self.live(Kind.ANSWERED)]
        return max(live, key=lambda event: event.seq, default=None)

    def live(self, kind: Kind) -> Iterator[Event]:
        """The events of a kind that were not retracted."""
        gone = {event.body["event"] for event in self.events if event.kind == Kind.RETRACTED}
        return (event for event in self.events if event.kind == kind and event.id not in gone)

    def of(self, kind: Kind) -> list[Event]:
        """All events of a kind, also what was retracted."""
        return [event for event in self.events if event.kind == kind]


class Shelf:
    """The questions that can be loaded now; it notes each that was."""

    def __init__(self, *questions: Question) -> None:
        self.questions = {each.id: each for each in questions}
        self.loaded: list[str] = []

    def load(self, id: str) -> Question | None:
        self.loaded.append(id)
        return self.questions.get(id)

    def rewrite(self, id: str, prompt: str) -> Question:
        """Give a question another prompt, as an editor does."""
        self.questions[id] = replace(self.questions[id], prompt=prompt)
        return self.questions[id]


def sitting(ledger: PaperLedger, shelf: Shelf, *queue: str) -> Session:
    """A session over `queue`, or over the whole shelf."""
    return Session(queue or tuple(shelf.questions), shelf.load, ledger, Scheduler())
