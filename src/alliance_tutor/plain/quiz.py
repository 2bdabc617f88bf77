"""A quiz in line mode: set up, asked and summed up in lines, over the same quiz as on the screens."""

from collections.abc import Callable, Sequence

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.quizzing import CERTAINTIES, marks_words
from alliance_tutor.insight.wording import minutes_words, number
from alliance_tutor.plain import answers, aside, show
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.quiz_setup import fresh, set_up
from alliance_tutor.plain.result import ResultPage
from alliance_tutor.plain.sitting import SAME_PRESS_MS
from alliance_tutor.plain.talk import EndOfInput, Talk
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.quiz import Quiz, QuizOptions
from alliance_tutor.study.session import Asked, Phase
from alliance_tutor.study.wish import QuizWish

COMMANDS = (
    Command.HELP,
    Command.REPEAT,
    Command.HINT,
    Command.READ,
    Command.SOURCES,
    Command.COUNT,
    Command.OVERRULE,
    Command.FLAG,
    Command.TIME,
    Command.QUIT,
)
_UNKNOWN = "an empty line says that you do not know"
_GOES_ON = "An empty line goes on"
_JUDGE = "1 wrong, 2 right, or n and y:"


def hold(desk: Desk, talk: Talk, wish: QuizWish) -> None:
    """Set the quiz up where that is wanted, ask it and tell the result; then others like it, if wanted.

    Raises EndOfInput after the result when the input has ended, and the TutorError of the latest answer if
    that could not be saved.
    """
    chosen = set_up(desk, talk, wish) if wish.setup else wish
    while chosen is not None and _held(desk, talk, chosen):
        chosen = fresh(chosen)


def ask_all(desk: Desk, talk: Talk, questions: Sequence[str]) -> None:
    """A quiz on these very questions, with its result. Raises as `hold` does."""
    _asked(desk, talk, Quiz(questions, desk.shelf.question, desk, QuizOptions()))


def _held(desk: Desk, talk: Talk, wish: QuizWish) -> bool:
    """One quiz with its result; whether another like it is wanted."""
    return _asked(desk, talk, desk.quiz(wish.wanted, wish.options))


def _asked(desk: Desk, talk: Talk, quiz: Quiz) -> bool:
    sitting, page = QuizSitting(desk, quiz, talk), ResultPage(desk, quiz, talk)
    try:
        sitting.run()
    except EndOfInput:
        quiz.stop()
        page.tell()
        raise sitting.unsaved or EndOfInput from None
    page.tell()
    if sitting.unsaved:
        raise sitting.unsaved
    return page.choose()


class QuizSitting:
    """A quiz led through a conversation. Every answer is on disk before its feedback is said.

    `unsaved` is why the latest answer could not be saved, None where it was.
    """

    def __init__(self, desk: Desk, quiz: Quiz, talk: Talk) -> None:
        self._desk = desk
        self._quiz = quiz
        self._talk = talk
        self._began = desk.now().at
        self._shown_at = 0
        self._stale = True
        self.unsaved: TutorError | None = None

    def run(self) -> None:
        """Ask until nothing is left or the learner stops. Raises EndOfInput."""
        self._say(self._opening())
        try:
            while self._quiz.phase is not Phase.DONE:
                self._turn()
        except KeyboardInterrupt:
            self._talk.say(f"\nStopped. {number(len(self._quiz.answers), 'answer')} of this quiz saved.")
            raise

    def _opening(self) -> list[str]:
        options = self._quiz.options
        name = "Pretest, not graded" if options.pretest else "Quiz"
        return ["", f"{name}: {number(self._quiz.total, 'question')}. Seed {options.seed}."]

    def _turn(self) -> None:
        if self._stale:
            self._present()
        line = self._talk.ask(self._prompt())
        try:
            command = command_of(line, COMMANDS)
            if command:
                self._do(command)
            else:
                self._take(line)
        except UnknownCommand as unknown:
            self._talk.say(str(unknown))
        except TutorError as fault:
            self._talk.complain(fault)
            if fault is self.unsaved:
                self._talk.say("The answer is not saved yet: give it again, or :quit.")
        if self._quiz.notice:
            self._talk.say(self._quiz.notice)

    def _present(self) -> None:
        quiz, asked = self._quiz, self._asked
        question = asked.question
        self._stale = False
        if quiz.verdict is None:
            lines = show.question_lines(asked, self._far(), aside.place(self._desk, question.ref))
        else:
            checked = self._desk.shelf.checked(question.ref.deck)
            lines = show.answer_lines(question, asked.order, quiz.response, quiz.verdict, checked)
            earned = "" if quiz.to_judge else marks_words(quiz.answers[-1])
            lines += [*([f"By certainty, {earned}"] if earned else []), ""]
        self._say(lines)
        self._shown_at = self._desk.now().at

    def _far(self) -> str:
        quiz = self._quiz
        if quiz.retrying:
            return f"Asked again, {quiz.to_retry} left"
        word = "Pretest, question" if quiz.options.pretest else "Question"
        return f"{word} {quiz.position} of {quiz.total}"

    def _prompt(self) -> str:
        quiz = self._quiz
        if quiz.phase is Phase.ASKING:
            recalled = self._question.form is Form.RECALL
            return show.answer_prompt(self._asked, show.SHOWS if recalled else _UNKNOWN)
        if quiz.phase is Phase.CERTAINTY:
            return f"How sure are you? {_CERTAINTIES}:"
        if quiz.to_judge:
            near = quiz.verdict is not None and quiz.verdict.near
            return f"{'That is near. Does it count?' if near else 'Were you right?'} {_JUDGE}"
        return f"{_GOES_ON}:"

    def _take(self, line: str) -> None:
        """What a line does that is no command, by what was asked; an Enter held down does nothing."""
        quiz = self._quiz
        held = self._talk.interactive and self._desk.now().at - self._shown_at < SAME_PRESS_MS
        if held and not line.strip():
            return
        try:
            if quiz.phase is Phase.ASKING:
                done = self._answer(line)
            elif quiz.phase is Phase.CERTAINTY:
                done = self._be_sure(line)
            elif quiz.to_judge:
                done = self._judge(line)
            else:
                done = self._go_on(line)
        except TutorError as fault:
            self.unsaved = fault
            raise
        if done:
            self.unsaved = None
            self._stale = quiz.phase is not Phase.CERTAINTY

    def _answer(self, line: str) -> bool:
        response = answers.read(self._asked, line)
        if isinstance(response, answers.Unreadable):
            self._talk.say(response.why)
            return False
        self._quiz.respond(response)
        return True

    def _be_sure(self, line: str) -> bool:
        certainty = answers.named(line, Certainty)
        if certainty is None:
            self._talk.say(f"Type one of these: {_CERTAINTIES}.")
            return False
        self._quiz.be_sure(certainty)
        return True

    def _judge(self, line: str) -> bool:
        right = {"1": False, "2": True}.get(line.strip(), answers.agreed(line))
        if right is None:
            self._talk.say("Say whether it is right: 1 or n for wrong, 2 or y for right.")
            return False
        self._quiz.judge(right)
        self._quiz.go_on()
        return True

    def _go_on(self, line: str) -> bool:
        if line.strip():
            self._talk.say(f"{_GOES_ON}; :overrule turns the verdict.")
            return False
        self._quiz.go_on()
        return True

    def _do(self, command: Command) -> None:
        act: dict[Command, Callable[[], object]] = {
            Command.HELP: lambda: self._say(help_lines(COMMANDS)),
            Command.REPEAT: self._present,
            Command.HINT: lambda: self._talk.say(aside.hint_line(self._question)),
            Command.READ: lambda: self._say(aside.passage_lines(self._desk, self._question.ref)),
            Command.SOURCES: self._sources,
            Command.COUNT: self._count,
            Command.OVERRULE: self._overrule,
            Command.FLAG: self._quiz.flag,
            Command.TIME: self._time,
            Command.QUIT: self._quiz.stop,
        }
        act[command]()

    def _sources(self) -> None:
        if self._quiz.verdict is None:
            self._talk.say("The sources come with the answer.")
            return
        checked = self._desk.shelf.checked(self._question.ref.deck)
        self._say(show.source_lines(self._question, checked) or ["This card names no source."])

    def _count(self) -> None:
        verdict = self._quiz.verdict
        if verdict is not None and verdict.near:
            self._take("y")
        else:
            self._talk.say("There is no near miss to count.")

    def _overrule(self) -> None:
        if self._quiz.verdict is None or self._quiz.to_judge:
            self._talk.say("There is no verdict to overrule here; the result lets you overrule too.")
            return
        self._quiz.overrule()
        self._talk.say(show.sign_line(self._quiz.verdict))

    def _time(self) -> None:
        quiz, now = self._quiz, self._desk.now().at
        left = quiz.to_retry if quiz.retrying else quiz.total - quiz.position + 1
        own, whole = minutes_words(now - self._asked.since), minutes_words(now - self._began)
        still = f"{number(left, 'question')} left, this one included."
        self._talk.say(f"{own} on this question, {whole} in this quiz; {still}")

    @property
    def _asked(self) -> Asked:
        assert self._quiz.current is not None
        return self._quiz.current

    @property
    def _question(self) -> Question:
        return self._asked.question

    def _say(self, lines: list[str]) -> None:
        self._talk.say("\n".join(lines))


_CERTAINTIES = ", ".join(f"{int(certainty)} {word}" for certainty, word in CERTAINTIES.items())
