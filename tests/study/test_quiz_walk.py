"""Random walks through quizzes: what a quiz holds is what the journal says, whatever is done and refused."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.study.ledger import DAY, PaperLedger, Shelf, question

from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind, Mode
from alliance_tutor.journal.fold import live
from alliance_tutor.study.quiz import Feedback, Quiz, QuizOptions
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.study.session import Phase

QUESTIONS = (
    question("d/a", typed=True, answer="Pyongyang"),
    question("d/b", typed=True, answer="Pyongyang"),
    question("d/c"),
    question("d/e", options=3),
    question("d/f", options=3),
)


class Walk(RuleBasedStateMachine):
    """One quiz and all that may be done in it, at any time; each act may meet a full disk first."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = PaperLedger()
        self.quiz = Quiz((), Shelf().load, self.ledger, QuizOptions())

    @initialize(
        options=st.builds(
            QuizOptions,
            st.sampled_from(Feedback),
            st.booleans(),
            st.booleans(),
            st.booleans(),
            st.integers(0, 3),
        ),
        full=st.booleans(),
    )
    def begin(self, options: QuizOptions, full: bool) -> None:
        shelf = Shelf(*QUESTIONS)
        self.quiz = Quiz(tuple(shelf.questions), shelf.load, self.ledger, options)
        self.refuse = full

    def holds(self) -> tuple[object, ...]:
        quiz = self.quiz
        shown = quiz.phase, quiz.current, quiz.response, quiz.verdict, quiz.to_judge
        return *shown, quiz.position, quiz.total, quiz.to_retry, tuple(quiz.answers), len(self.ledger.events)

    def do(self, name: str, *arguments: object) -> None:
        act = getattr(self.quiz, name)
        if self.refuse:
            before, self.ledger.full = self.holds(), True
            try:
                act(*arguments)
            except JournalError:
                assert self.holds() == before
            else:
                self.ledger.full = False
                return  # nothing had to be written
            self.ledger.full = False
        act(*arguments)

    @rule(text=st.sampled_from(["Pyongyang", "Pyongyong", "Seoul", ""]), option=st.integers(0, 2))
    def respond(self, text: str, option: int) -> None:
        picks = self.quiz.current is not None and bool(self.quiz.current.question.options)
        self.do("respond", Picked(option) if picks else Typed(text))

    @precondition(lambda self: self.quiz.phase is Phase.CERTAINTY)
    @rule(certainty=st.integers(1, 3))
    def be_sure(self, certainty: int) -> None:
        assert self.quiz.verdict is None
        self.do("be_sure", certainty)

    @precondition(lambda self: self.quiz.to_judge)
    @rule(right=st.booleans())
    def judge(self, right: bool) -> None:
        answers = len(self.quiz.answers)
        self.do("judge", right)
        assert len(self.quiz.answers) == answers + 1
        assert self.quiz.answers[-1].right is right

    @rule(place=st.integers(0, 4))
    def overrule(self, place: int) -> None:
        if self.quiz.phase is not Phase.DONE or place < len(self.quiz.answers):
            self.do("overrule", place)

    @precondition(lambda self: self.quiz.phase is Phase.SHOWN)
    @rule()
    def go_on(self) -> None:
        judged = not self.quiz.to_judge
        self.do("go_on")
        assert (self.quiz.phase is not Phase.SHOWN) is judged

    @rule()
    def sleep(self) -> None:
        self.ledger.at += DAY

    @invariant()
    def answers_are_those_of_the_journal(self) -> None:
        given = {event.id: event.body for event in live(self.ledger.events) if event.kind == Kind.ANSWERED}
        assert list(given) == [answer.event for answer in self.quiz.answers]
        for answer in self.quiz.answers:
            body = given[answer.event]
            told = body["question"], body["mode"], body["credit"], body["rating"], body["counts"]
            assert told == (answer.question.id, answer.mode, answer.credit, *answer.effect)
            assert answer.right is (answer.credit == 1)

    @invariant()
    def each_question_is_asked_once_and_again_only_while_it_was_missed(self) -> None:
        firsts = [answer.question.id for answer in self.quiz.answers if answer.mode is not Mode.RETRY]
        assert firsts == [each.id for each in QUESTIONS][: len(firsts)]
        assert self.quiz.position <= self.quiz.total in (0, len(QUESTIONS))
        assert self.quiz.options.retry or len(self.quiz.answers) == len(firsts)
        assert (self.quiz.phase is Phase.DONE) == (self.quiz.current is None)

    @invariant()
    def only_what_counts_has_a_memory(self) -> None:
        counting = {answer.question.id for answer in self.quiz.answers if answer.effect.counts}
        assert {id for id, each in self.ledger.standings().items() if each.memory} == counting


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
