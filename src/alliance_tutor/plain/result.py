"""A quiz's result in lines; what was missed can be explained, overruled and studied."""

from collections.abc import Callable, Mapping, Sequence

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import quizzing
from alliance_tutor.insight.wording import number, percent
from alliance_tutor.plain import aside, show
from alliance_tutor.plain.answers import numbered, said
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.sitting import Sitting
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.answered import Answered
from alliance_tutor.study.quiz import Quiz
from alliance_tutor.study.result import Part, Result, Sureness, result
from alliance_tutor.text import one_line, plain

COMMANDS = (Command.HELP, Command.REPEAT, Command.OVERRULE, Command.QUIT)

Topics = Mapping[tuple[str, str], str]


class ResultPage:
    """What a quiz came to. What was missed has numbers, which hold until the result is told again."""

    def __init__(self, desk: Desk, quiz: Quiz, talk: Talk) -> None:
        self._desk = desk
        self._quiz = quiz
        self._talk = talk
        self._listed: list[int] = []  # places in the quiz's answers
        self._opened: int | None = None

    def tell(self) -> None:
        """Say the result."""
        answers = self._quiz.answers
        found = result(answers)
        places = {answer.event: place for place, answer in enumerate(answers)}
        self._listed = [places[answer.event] for answer in in_order(found)]
        refs = [answer.question.ref for answer in answers]
        topics = {(ref.deck, ref.topic): aside.place(self._desk, ref) for ref in refs}
        self._say(result_lines(found, topics))

    def choose(self) -> bool:
        """Let the learner look at what was missed, and go on; whether they want another quiz like this.

        Raises EndOfInput.
        """
        while self._quiz.answers:
            line = self._talk.ask(self._prompt())
            try:
                command = command_of(line, COMMANDS)
                if command is Command.QUIT or not line.strip():
                    return False
                if command:
                    self._do(command)
                elif line.strip().casefold() == "r":
                    return True
                elif line.strip().casefold() == "s" and self._missed:
                    Sitting(self._desk, self._desk.session(self._missed), self._talk).run()
                    return False
                else:
                    self._open(line)
            except UnknownCommand as unknown:
                self._talk.say(str(unknown))
            except TutorError as fault:
                self._talk.complain(fault)
        return False

    def _prompt(self) -> str:
        ways = ["a number to hear what was missed"] if self._listed else []
        ways += ["s to study it now"] if self._missed else []
        return f"Type {', '.join([*ways, 'r for another quiz like this'])}; an empty line ends:"

    @property
    def _missed(self) -> list[str]:
        return [answer.question.id for answer in result(self._quiz.answers).missed]

    def _do(self, command: Command) -> None:
        act: dict[Command, Callable[[], object]] = {
            Command.HELP: lambda: self._say(help_lines(COMMANDS)),
            Command.REPEAT: self.tell,
            Command.OVERRULE: self._overrule,
        }
        act[command]()

    def _open(self, line: str) -> None:
        """Say one of the missed with its answer and explanation."""
        place = numbered(line, len(self._listed))
        if place is None:
            self._talk.say(f"{said(line)} is not in the list.")
            return
        self._opened = self._listed[place]
        answer = self._quiz.answers[self._opened]
        question = answer.question
        lines = ["", aside.place(self._desk, question.ref), "", *plain(question.prompt).split("\n")]
        checked = self._desk.shelf.checked(question.ref.deck)
        lines += show.answer_lines(question, (), answer.response, answer.verdict, checked)
        self._say([*lines, ""])

    def _overrule(self) -> None:
        if self._opened is None:
            self._talk.say("Type a number first; :overrule then turns the verdict on that answer.")
            return
        self._quiz.overrule(self._opened)
        verdict = self._quiz.answers[self._opened].verdict
        self._say([show.sign_line(verdict), score_line(result(self._quiz.answers))])

    def _say(self, lines: Sequence[str]) -> None:
        self._talk.say("\n".join(lines))


def in_order(found: Result) -> list[Answered]:
    """What was missed, what the learner was sure of first."""
    sure = found.sureness.sure_but_wrong if found.sureness else ()
    events = {answer.event for answer in sure}
    return [*sure, *(answer for answer in found.missed if answer.event not in events)]


def score_line(found: Result) -> str:
    """What was right of all, in a line."""
    return f"{'Pretest' if found.pretest else 'Result'}: {quizzing.score(found)}."


def result_lines(found: Result, topics: Topics) -> list[str]:
    """The result in lines; `topics` has the words for each deck and topic."""
    lines = ["", score_line(found)]
    if not found.n:
        return lines
    lines.append(f"Time: {quizzing.effort(found)}.")
    if found.pretest:
        lines.append("Nothing of it counts for the schedule.")
    lines += _parts("By topic", found.topics, lambda part: topics[part.deck, part.name])
    lines += _parts("By type", found.types, lambda part: part.name)
    if found.sureness:
        lines += _sureness(found.sureness)
    return [*lines, *_missed(found)]


def _parts(heading: str, parts: Sequence[Part], name: Callable[[Part], str]) -> list[str]:
    """The weakest first; nothing where one part is the whole."""
    if len(parts) < 2:
        return []
    return [
        "",
        f"{heading}, the weakest first:",
        *(f"- {name(part)}: {percent(part.share)}, {part.right} of {part.n} right" for part in parts),
    ]


def _sureness(found: Sureness) -> list[str]:
    lines = ["", quizzing.earned(found)]
    lines += [
        f"- {quizzing.CERTAINTIES[level.certainty]}: {number(level.n, 'answer')}, {level.right} right"
        for level in found.levels
        if level.n
    ]
    return [*lines, *quizzing.calibration(found.levels)]


def _missed(found: Result) -> list[str]:
    listed = in_order(found)
    if not listed:
        return ["", "Nothing was missed.", ""]
    sure = len(found.sureness.sure_but_wrong) if found.sureness else 0
    lines: list[str] = []
    for place, answer in enumerate(listed):
        if place in (0, sure):
            lines += ["", "Sure but wrong:" if place < sure else "Missed:"]
        lines += [f"{place + 1}. {one_line(answer.question.prompt)}", f"   {_told(answer)}"]
    return [*lines, ""]


def _told(answer: Answered) -> str:
    told = f"{quizzing.given(answer)}; {quizzing.key(answer)}"
    return told[:1].upper() + told[1:]
