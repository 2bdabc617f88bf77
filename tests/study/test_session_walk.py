"""Random walks through sittings: whatever the learner does, nothing is lost and nothing is doubled."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.study.ledger import DAY, MINUTE, PaperLedger, Shelf, question, sitting

from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory, Standing
from alliance_tutor.study.responses import Typed
from alliance_tutor.study.session import Phase, Session

IDS = tuple(f"d/{letter}" for letter in "abcde")
FULL_DISK = st.sampled_from([False, False, False, True])


def to_come(session: Session) -> list[str]:
    line = session._line
    return [*line._queue[line._taken :], *(id for _, id in line._waiting)]


class Walk(RuleBasedStateMachine):
    """One window and all that may be done in it, on a clock that goes where it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = PaperLedger()
        self.shelf = Shelf(*(question(id, typed=True, answer="Pyongyang") for id in IDS))
        self.session = sitting(self.ledger, self.shelf)
        self.taken: list[tuple[str, int, int]] = []  # the place before each action that can be undone

    @property
    def asked(self) -> str:
        return self.session.current.question.id if self.session.current else ""

    @property
    def place(self) -> tuple[str, int, int]:
        return self.asked, self.session.position, self.session.total

    def holds(self) -> tuple[object, ...]:
        return self.place, self.session.phase, self.session.verdict, tuple(self.session.answers)

    @precondition(lambda self: self.session.phase is Phase.ASKING)
    @rule(text=st.sampled_from(["Pyongyang", "Pyongyong", "Seoul", ""]))
    def respond(self, text: str) -> None:
        place = self.place
        self.session.respond(Typed(text))
        assert self.session.phase is Phase.SHOWN
        assert self.place == place

    @rule()
    def count(self) -> None:
        place = self.place
        self.session.count()
        assert self.place == place

    @rule()
    def overrule(self) -> None:
        place, verdict = self.place, self.session.verdict
        self.session.overrule()
        assert self.place == place
        self.session.overrule()
        assert self.session.verdict == verdict
        self.session.overrule()

    @precondition(lambda self: self.session.phase is Phase.SHOWN)
    @rule(rating=st.sampled_from(Rating), full=FULL_DISK)
    def rate(self, rating: Rating, full: bool) -> None:
        asked, before, events = self.asked, self.holds(), len(self.ledger.events)
        _, position, total = self.place
        if full:
            self.ledger.full = True
            try:
                self.session.rate(rating)
            except JournalError:
                assert self.holds() == before
            else:
                raise AssertionError("an answer that is not on disk passed for given")
            self.ledger.full = False
            assert len(self.ledger.events) == events
        self.taken.append(self.place)
        overruled = self.session.verdict is not None and self.session.verdict.overruled
        self.session.rate(rating)
        given, *rulings = self.ledger.events[events:]
        assert (given.body["question"], given.body["rating"]) == (asked, rating)
        assert [event.body["event"] for event in rulings] == [given.id] * overruled
        if position < total:
            assert self.asked != asked, "the same question twice in a row while another waits"
        assert self.session.total == total
        if not self.session.returned:
            assert self.session.position >= min(position, total)

    @precondition(lambda self: self.session.current)
    @rule()
    def skip(self) -> None:
        asked, others = self.asked, self.session.total - self.session.position
        total = self.session.total
        self.taken.append(self.place)
        self.session.skip()
        assert self.session.total == total
        assert self.session.current
        if others:
            assert self.asked != asked

    @precondition(lambda self: self.session.current)
    @rule(suspended=st.booleans())
    def set_aside(self, suspended: bool) -> None:
        asked, total = self.asked, self.session.total
        self.taken.append(self.place)
        if suspended:
            self.session.suspend()
        else:
            self.session.bury()
        assert self.asked != asked
        assert self.session.total == total

    @precondition(lambda self: self.session.current)
    @rule()
    def flag(self) -> None:
        before, flagged = self.holds(), self.ledger.standing(self.asked).flagged
        self.session.flag()
        assert self.holds() == before
        assert self.ledger.standing(self.asked).flagged is not flagged

    @precondition(lambda self: self.session.current)
    @rule(prompt=st.text(max_size=5))
    def edit(self, prompt: str) -> None:
        place = self.place
        self.session.replace(self.shelf.rewrite(self.asked, prompt))
        assert self.session.current
        assert self.session.current.question.prompt == prompt
        assert (self.place, self.session.phase) == (place, Phase.ASKING)

    @rule(full=FULL_DISK)
    def undo(self, full: bool) -> None:
        before = self.holds()
        if full:
            self.ledger.full = True
            try:
                self.session.undo()
            except JournalError:
                assert self.holds() == before
                self.ledger.full = False
                return
            self.ledger.full = False  # a skip is no event, and nothing is nothing
        elif not self.session.undo():
            assert not self.taken
            assert self.holds() == before
        if self.taken:
            assert self.place == self.taken.pop()
            assert self.session.phase is Phase.ASKING

    @rule(minutes=st.sampled_from([0, 0, 1, 2, 10, 60]))
    def wait(self, minutes: int) -> None:
        self.ledger.at += minutes * MINUTE

    @rule()
    def sleep(self) -> None:
        self.ledger.at += DAY

    def memory_of(self, id: str) -> Memory:
        memory = self.ledger.standing(id).memory
        assert memory
        return memory

    @invariant()
    def nothing_is_lost(self) -> None:
        """What is not to come any more was answered out of its steps, or set aside."""
        for id in set(IDS) - {self.asked, *to_come(self.session)}:
            standing = self.ledger.standing(id)
            assert standing.suspended or standing.buried_day or self.memory_of(id).learning is False

    @invariant()
    def nothing_is_doubled(self) -> None:
        state = self.session
        in_hand = [self.asked] if self.asked else []
        places = [*in_hand, *to_come(self.session)]
        assert len(places) == len(set(places))
        live = list(self.ledger.live(Kind.REVIEWED))
        assert [event.body["question"] for event in live] == [each.question.id for each in state.answers]
        assert [event.body["rating"] for event in live] == [each.rating for each in state.answers]

    @invariant()
    def place_is_consistent(self) -> None:
        assert self.session.total == len(IDS)
        assert 1 <= self.session.position <= len(IDS)
        assert (self.session.phase is Phase.DONE) == (self.session.current is None)
        assert (self.session.phase is Phase.SHOWN) == (self.session.verdict is not None)
        assert bool(self.session.previews) == (self.session.phase is Phase.SHOWN)

    def teardown(self) -> None:
        """Undoing everything leads back to the start, with as many retractions as answers."""
        while self.session.undo():
            if self.taken:
                assert self.place == self.taken.pop()
        assert not self.taken
        assert self.place == (IDS[0], 1, len(IDS))
        answers, retractions = self.ledger.of(Kind.REVIEWED), self.ledger.of(Kind.RETRACTED)
        retracted = [event.body["event"] for event in retractions]
        assert len(retracted) == len(set(retracted)), "each is taken back once"
        assert {event.id for event in answers} <= set(retracted)
        for id in IDS:
            standing = self.ledger.standing(id)
            assert standing == Standing(flagged=standing.flagged)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
