"""Random walks through exams: what an attempt holds is what its events say, whatever is done and refused."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.study.exams import ALL_FORMS, paper, right, wrong
from tests.study.ledger import PaperLedger

from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.exam_result import exam_result
from alliance_tutor.study.marking import marked
from alliance_tutor.study.progress import CREDITS, progress_of
from alliance_tutor.study.responses import Typed

ORDER = list(Stage)


class Walk(RuleBasedStateMachine):
    """One exam and all that may be done in it, at any time; each act may meet a full disk first."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = PaperLedger()

    @initialize(
        minutes=st.sampled_from([0, 1, 10]),
        seconds=st.sampled_from([0, 0, 30]),
        flags=st.tuples(st.booleans(), st.booleans()),
        extra=st.sampled_from([1.0, 1.5]),
        full=st.booleans(),
    )
    def begin(self, minutes: int, seconds: int, flags: tuple[bool, bool], extra: float, full: bool) -> None:
        terms = Terms(minutes, seconds, *flags, extra=extra)
        self.attempt = Attempt.start(self.ledger, paper(*ALL_FORMS), terms)
        self.refuse = full
        self.latest = Stage.SITTING

    def do(self, name: str, *arguments: object) -> None:
        act = getattr(self.attempt, name)
        if self.refuse:
            before, self.ledger.full = self.attempt.progress, True
            try:
                act(*arguments)
            except JournalError:
                assert self.attempt.progress == before
            else:
                self.ledger.full = False
                return  # nothing had to be written
            self.ledger.full = False
        act(*arguments)

    @rule(kind=st.sampled_from(["right", "wrong", "near", "none"]), as_draft=st.booleans())
    def answer(self, kind: str, as_draft: bool) -> None:
        question = self.attempt.current.question
        given = {"right": right(question), "wrong": wrong(question), "near": Typed("Pyongyong"), "none": None}
        self.do("tick" if as_draft else "answer", given[kind])

    @rule(number=st.integers(0, 10))
    def go_to(self, number: int) -> None:
        self.do("go_to", number)

    @rule(act=st.sampled_from(["go_to_unanswered", "go_to_flagged", "flag", "pause", "go_on", "tick"]))
    def move(self, act: str) -> None:
        self.do(act)

    @rule(certainty=st.integers(1, 3))
    def be_sure(self, certainty: int) -> None:
        self.do("be_sure", certainty)

    @rule(ms=st.integers(-20_000, 40_000))
    def wait(self, ms: int) -> None:
        self.ledger.at += ms

    @precondition(lambda self: len(self.ledger.events) > 6)
    @rule()
    def hand_in(self) -> None:
        self.do("hand_in")

    @rule(share=st.none() | st.floats(0, 1))
    def predict(self, share: float | None) -> None:
        self.do("predict", share)

    @rule(number=st.integers(0, 10), credit=st.sampled_from(CREDITS))
    def mark(self, number: int, credit: float) -> None:
        self.do("mark", number, credit)

    @precondition(lambda self: self.attempt.stage is Stage.DONE)
    @rule(number=st.integers(1, 9), credit=st.none() | st.sampled_from(CREDITS))
    def overrule(self, number: int, credit: float | None) -> None:
        self.do("overrule", number, credit)

    @rule()
    def start_anew(self) -> None:
        """The program is killed and started again."""
        again = Attempt.resume(self.ledger, self.ledger.events)
        assert again is not None
        assert again.elapsed >= self.attempt.progress.elapsed
        self.attempt = again

    @invariant()
    def attempt_is_what_its_events_say(self) -> None:
        assert progress_of(self.ledger.events) == self.attempt.progress

    @invariant()
    def time_is_that_of_the_questions_and_never_over(self) -> None:
        progress = self.attempt.progress
        assert sum(progress.spent) == progress.elapsed <= self.attempt.elapsed
        assert not progress.terms.limit or progress.elapsed <= progress.terms.limit
        assert self.attempt.left >= 0
        assert self.attempt.item_left >= 0

    @invariant()
    def there_is_no_way_back(self) -> None:
        later = self.attempt.stage not in (Stage.SITTING, Stage.PAUSED)
        assert not later or ORDER.index(self.attempt.stage) >= ORDER.index(self.latest)
        assert later or self.latest in (Stage.SITTING, Stage.PAUSED)
        self.latest = self.attempt.stage

    @invariant()
    def exam_counts_once_and_not_before_it_is_done(self) -> None:
        ends = self.ledger.of(Kind.EXAM_FINISHED)
        assert len(ends) == (self.attempt.stage is Stage.DONE)
        assert bool(self.ledger.standings()) == any(
            answer.scheduled for answer in marked(self.attempt.progress) if ends
        )
        for answer in marked(self.attempt.progress) if ends else ():
            standing = self.ledger.standing(answer.question.id)
            assert bool(standing.memory) is answer.scheduled
            assert not (standing.last_rating > 1 and answer.credit < 1)

    @invariant()
    def result_can_be_told_at_any_time(self) -> None:
        assert 0 <= exam_result(self.attempt.progress)["score"]["credit"] <= 1


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
