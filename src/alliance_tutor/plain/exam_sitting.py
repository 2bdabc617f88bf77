"""Sitting an exam in line mode: the same attempt as on the screens, asked in lines.

The time is told only where something is asked. A line that comes after the end of the time is too late: what
was entered before counts.
"""

from collections.abc import Callable

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import examining
from alliance_tutor.insight.quizzing import CERTAINTIES
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.plain import answers
from alliance_tutor.plain.commands import UnknownCommand
from alliance_tutor.plain.exam_commands import SITTING, ExamCommand, exam_command, help_lines
from alliance_tutor.plain.forms import asked_lines, how
from alliance_tutor.plain.talk import EndOfInput, Talk
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.marking import marked
from alliance_tutor.study.responses import Response, Typed
from alliance_tutor.study.session import Asked
from alliance_tutor.text import plain

COME_BACK = "To go on: alliance-tutor exam --resume, or the first line of home."
_SURE = ", ".join(f"{int(certainty)} {word}" for certainty, word in CERTAINTIES.items())
_LEAVING = (
    "This exam is not handed in. Its clock runs on.",
    "This exam is not handed in. It is paused: its clock stands still.",
)


class ExamSitting:
    """An attempt led through a conversation until it is handed in. Every answer is on disk at once."""

    def __init__(self, desk: Desk, attempt: Attempt, talk: Talk) -> None:
        self._desk = desk
        self._attempt = attempt
        self._talk = talk
        self._asks_sure = False
        self._stale = True
        self._left = False
        self._unsaved: TutorError | None = None

    def run(self) -> bool:
        """Ask until the exam is handed in, by the learner or the clock; False if the learner leaves before.

        Raises EndOfInput, or the TutorError of what was done last if that could not be saved.
        """
        try:
            while self._is_sat and not self._left:
                self._turn()
        except EndOfInput:
            self._tell_leaving()
            raise self._unsaved or EndOfInput from None
        except KeyboardInterrupt:
            self._talk.say()
            self._tell_leaving()
            raise
        if self._left:
            self._tell_leaving()
            if self._unsaved:
                raise self._unsaved
        return not self._left

    @property
    def _is_sat(self) -> bool:
        return self._attempt.stage in (Stage.SITTING, Stage.PAUSED)

    def _turn(self) -> None:
        """One line of the learner's, unless the time is over."""
        try:
            if not self._look():
                return
            if self._stale:
                self._present()
            line = self._talk.ask(self._prompt())
            number = self._attempt.number
            command = exam_command(line, SITTING)
            in_time = self._look() and self._attempt.number == number
            if command:
                if self._is_sat:
                    self._do(*command)
            elif in_time:
                self._take(line)
                self._unsaved = None
            elif line.strip():
                self._talk.say("What you typed last came too late.")
            self._tell_notice()
        except UnknownCommand as unknown:
            self._talk.say(str(unknown))
        except TutorError as fault:
            self._unsaved = fault
            self._talk.complain(fault)
            # An answer may be there, and the step to the next question not.
            self._talk.say("Not all of that is saved: do it again, or :quit.")

    def _look(self) -> bool:
        """See what the clock and other windows did; whether the exam still goes on."""
        if self._desk.journal.changed():
            self._desk.exams.catch_up(self._attempt)
        number = self._attempt.number
        self._attempt.tick()
        self._stale = self._stale or number != self._attempt.number
        self._tell_notice()
        return self._is_sat

    def _present(self) -> None:
        attempt = self._attempt
        self._stale = False
        if attempt.stage is Stage.PAUSED:
            self._talk.say("\nPaused.")
            return
        flagged = ", flagged" if attempt.number in attempt.flagged else ""
        left = "" if attempt.clock_hidden else f" {examining.time_left(attempt)}"
        lines = ["", f"Question {attempt.number} of {attempt.total}{flagged}.{left}", ""]
        lines += plain(self._question.prompt).split("\n")
        options = asked_lines(self._asked)
        lines += [*([""] if options else []), *options, "", *self._given_lines()]
        self._talk.say("\n".join(lines))

    def _given_lines(self) -> list[str]:
        """What stands as the answer."""
        given = self._attempt.given
        if given.response is None:
            return []
        if isinstance(given.response, Typed) and "\n" in given.response.text:
            return ["Your answer:", *given.response.text.split("\n"), ""]
        told = marked(self._attempt.progress)[self._attempt.number - 1].verdict.given
        sure = f"; {CERTAINTIES[given.certainty]}" if given.certainty else ""
        return [f"Your answer: {told}{sure}", ""]

    def _prompt(self) -> str:
        if self._attempt.stage is Stage.PAUSED:
            return "An empty line lets the clock run again:"
        if self._asks_sure:
            return f"How sure are you? {_SURE}; an empty line leaves it open:"
        goes_on = "an empty line tells what is left" if self._is_last else "an empty line goes on"
        return f"{_way(self._asked)}; {goes_on}:"

    def _take(self, line: str) -> None:
        """What a line does that is no command, by what was asked."""
        if self._attempt.stage is Stage.PAUSED:
            if line.strip():
                self._talk.say("The exam is paused.")
                return
            self._attempt.go_on()
            self._stale = True
        elif self._asks_sure:
            self._be_sure(line)
        elif line.strip():
            self._answer(line)
        else:
            self._go_on()

    def _answer(self, line: str) -> None:
        response = answers.read(self._asked, line)
        if isinstance(response, answers.Unreadable):
            self._talk.say(response.why)
            return
        response = self._added(line) if self._is_written else response
        self._attempt.answer(response)
        self._tell_notice()
        if self._is_written:
            self._talk.say("Added.")
        elif self._attempt.progress.terms.certainty and self._attempt.given.response is not None:
            self._asks_sure = True
        else:
            self._go_on()

    def _added(self, line: str) -> Response:
        """A line more of an answer that may have several."""
        before = self._attempt.given.response
        return Typed(f"{before.text}\n{line}" if isinstance(before, Typed) else line)

    def _be_sure(self, line: str) -> None:
        certainty = answers.named(line, Certainty)
        if certainty is None and line.strip():
            self._talk.say(f"Type one of these: {_SURE}.")
            return
        if certainty is not None:
            self._attempt.be_sure(certainty)
        self._asks_sure = False
        self._go_on()

    def _go_on(self) -> None:
        """The next question that has time left; after the last one what there is to do yet."""
        attempt = self._attempt
        later = range(attempt.number + 1, attempt.total + 1)
        free = next((number for number in later if not attempt.progress.closed(number - 1)), None)
        if free is not None:
            self._go_to(free)
            return
        self._talk.say("\n".join(["", "That was the last question.", *examining.open_words(attempt)]))
        self._talk.say(":hand-in hands in; :unanswered and :flagged go to what is left.")

    def _do(self, command: ExamCommand, rest: str) -> None:
        attempt = self._attempt
        act: dict[ExamCommand, Callable[[], object]] = {
            ExamCommand.HELP: lambda: self._talk.say("\n".join(help_lines(SITTING))),
            ExamCommand.REPEAT: self._repeat,
            ExamCommand.GO: lambda: self._go(rest),
            ExamCommand.NEXT: lambda: self._go_to(attempt.number + 1),
            ExamCommand.PREVIOUS: lambda: self._go_to(attempt.number - 1),
            ExamCommand.UNANSWERED: lambda: self._moved(attempt.go_to_unanswered),
            ExamCommand.FLAGGED: lambda: self._moved(attempt.go_to_flagged),
            ExamCommand.FLAG: attempt.flag,
            ExamCommand.SURE: lambda: self._say_sure(rest),
            ExamCommand.CLEAR: self._clear,
            ExamCommand.TIME: self._time,
            ExamCommand.CLOCK: self._clock,
            ExamCommand.PAUSE: self._pause,
            ExamCommand.HAND_IN: self._hand_in,
            ExamCommand.QUIT: self._quit,
        }
        still = (ExamCommand.HELP, ExamCommand.REPEAT, ExamCommand.TIME, ExamCommand.PAUSE)
        if attempt.stage is Stage.PAUSED and command not in (*still, ExamCommand.HAND_IN, ExamCommand.QUIT):
            self._talk.say("The exam is paused.")
            return
        act[command]()

    def _repeat(self) -> None:
        self._stale = True

    def _go(self, number: str) -> None:
        place = answers.numbered(number, self._attempt.total)
        if place is None:
            self._talk.say(f"Say which question, 1 to {self._attempt.total}, such as: :go 3")
        else:
            self._go_to(place + 1)

    def _go_to(self, number: int) -> None:
        self._moved(lambda: self._attempt.go_to(number))

    def _moved(self, act: Callable[[], object]) -> None:
        """Take another question in hand; it is said if it is another one."""
        before = self._attempt.number
        act()
        if self._attempt.number != before:
            self._stale, self._asks_sure = True, False

    def _say_sure(self, rest: str) -> None:
        certainty = answers.named(rest, Certainty)
        if not self._attempt.progress.terms.certainty:
            self._talk.say("This exam does not ask how sure you are.")
        elif self._attempt.given.response is None:
            self._talk.say("There is no answer yet to be sure of.")
        elif certainty is None:
            self._talk.say(f"Say how sure: {_SURE}, such as: :sure 2")
        else:
            self._attempt.be_sure(certainty)
            self._talk.say(f"Said: {CERTAINTIES[certainty]}.")

    def _clear(self) -> None:
        if self._attempt.given.response is None:
            self._talk.say("There is no answer to take back.")
            return
        self._attempt.answer(None)
        self._asks_sure = False
        self._talk.say("Answer taken back.")

    def _time(self) -> None:
        self._talk.say("\n".join([examining.time_told(self._attempt), *examining.open_words(self._attempt)]))

    def _clock(self) -> None:
        self._attempt.clock_hidden = not self._attempt.clock_hidden
        hidden = "left out" if self._attempt.clock_hidden else "said"
        self._talk.say(f"From now on the time is {hidden} before each question.")

    def _pause(self) -> None:
        if self._attempt.stage is Stage.PAUSED:
            self._attempt.go_on()
        else:
            self._attempt.pause()
        self._stale = self._stale or self._attempt.progress.terms.pause

    def _hand_in(self) -> None:
        self._talk.say("\n".join(examining.open_words(self._attempt)))
        line = self._talk.ask("Hand in now? Then nothing can be changed. y or n; an empty line is n:")
        if answers.agreed(line):
            self._attempt.hand_in()
        else:
            self._talk.say("Not handed in.")

    def _quit(self) -> None:
        self._left = True

    def _tell_leaving(self) -> None:
        if self._is_sat:
            self._talk.say("\n".join(["", _LEAVING[self._attempt.stage is Stage.PAUSED], COME_BACK]))

    def _tell_notice(self) -> None:
        if self._attempt.notice:
            self._talk.say(self._attempt.notice)
            self._attempt.notice = ""

    @property
    def _asked(self) -> Asked:
        item = self._attempt.current
        return Asked(item.question, item.order, 0, UNSEEN)

    @property
    def _question(self) -> Question:
        return self._attempt.current.question

    @property
    def _is_written(self) -> bool:
        return self._question.ref.type == EXAM_ONLY

    @property
    def _is_last(self) -> bool:
        return self._attempt.number == self._attempt.total


def _way(asked: Asked) -> str:
    """How the question is answered."""
    if asked.question.ref.type == EXAM_ONLY:
        return "Write your answer: each line is added to it"
    if asked.question.form is Form.RECALL:
        return "Type what you recall"
    return how(asked)
