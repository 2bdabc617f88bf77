"""An exam's result in lines: the whole, each question, what to do with it; and the list of exams taken."""

from collections.abc import Callable, Sequence
from pathlib import Path

from alliance_tutor.desk import Desk
from alliance_tutor.desk.exams import file_name
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import examining
from alliance_tutor.insight.examining import Row
from alliance_tutor.plain import show
from alliance_tutor.plain.answers import numbered, said
from alliance_tutor.plain.commands import UnknownCommand
from alliance_tutor.plain.exam_commands import RESULT, ExamCommand, exam_command, help_lines
from alliance_tutor.plain.sitting import Sitting
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.responses import Typed
from alliance_tutor.study.score import Score, score
from alliance_tutor.text import one_line, plain


class ExamResultPage:
    """What an exam came to. Its questions keep their numbers on the paper."""

    def __init__(self, desk: Desk, attempt: Attempt, talk: Talk) -> None:
        self._desk = desk
        self._attempt = attempt
        self._talk = talk
        self._opened: int | None = None

    def tell(self) -> None:
        """Say the result."""
        self._say(result_lines(self._attempt.progress, self._desk.exams.titles()))

    def choose(self) -> bool:
        """Let the learner look at questions, save, overrule, study; whether they want another exam like it.

        Raises EndOfInput.
        """
        while True:
            missed = self._desk.exams.missed(self._attempt.progress)
            line = self._talk.ask(_prompt(self._attempt.total, missed))
            try:
                command = exam_command(line, RESULT)
                if (command and command[0] is ExamCommand.QUIT) or not line.strip():
                    return False
                if command:
                    self._do(*command)
                elif line.strip().casefold() == "r":
                    return True
                elif line.strip().casefold() == "s" and missed:
                    Sitting(self._desk, self._desk.session(missed), self._talk).run()
                    return False
                else:
                    self._open(line)
            except UnknownCommand as unknown:
                self._talk.say(str(unknown))
            except TutorError as fault:
                self._talk.complain(fault)

    def _do(self, command: ExamCommand, rest: str) -> None:
        act: dict[ExamCommand, Callable[[], object]] = {
            ExamCommand.HELP: lambda: self._say(help_lines(RESULT)),
            ExamCommand.REPEAT: self.tell,
            ExamCommand.OVERRULE: self._overrule,
            ExamCommand.PAGE: lambda: self._save(rest, ".html", self._desk.exams.save_page),
            ExamCommand.JSON: lambda: self._save(rest, ".json", self._desk.exams.save_json),
        }
        act[command]()

    def _open(self, line: str) -> None:
        """Say one question with its answer and explanation."""
        place = numbered(line, self._attempt.total)
        if place is None:
            self._talk.say(f"{said(line)} is no question of this exam.")
            return
        self._opened = place + 1
        answer = score(self._attempt.progress).answers[place]
        order = self._attempt.progress.paper.items[place].order
        checked = self._desk.shelf.checked(answer.question.ref.deck)
        self._say(question_lines(answer, order, self._desk.exams.titles(), checked))

    def _overrule(self) -> None:
        if self._opened is None:
            self._talk.say("Type a number first; :overrule then turns the verdict on that answer.")
            return
        if score(self._attempt.progress).answers[self._opened - 1].blank:
            self._talk.say("What was not answered cannot be overruled.")
            return
        self._attempt.overrule(self._opened)
        found = score(self._attempt.progress)
        answer = found.answers[self._opened - 1]
        self._say([f"{_capital(examining.outcome(answer))}.", f"Result: {examining.score_line(found)}."])

    def _save(self, name: str, suffix: str, save: Callable[[Progress, Path], None]) -> None:
        path = Path(name).expanduser() if name else Path(file_name(self._attempt.progress, suffix))
        save(self._attempt.progress, path)
        self._talk.say(f"Saved: {path.absolute()}")

    def _say(self, lines: Sequence[str]) -> None:
        self._talk.say("\n".join(lines))


def result_lines(progress: Progress, titles: Titles) -> list[str]:
    """The result in lines, what was missed at the end: the most telling first."""
    found = score(progress)
    lines = ["", *(f"{_capital(line)}." for line in examining.result_lines(found, progress.terms))]
    lines[1] = f"Result: {lines[1]}"
    lines += _rows("By topic, the weakest first:", examining.by_topic(found, titles))
    lines += _rows("By part:", examining.by_part(found, titles))
    lines += _rows("By level, the weakest first:", examining.by_level(found))
    lines += _rows("By type of question, the weakest first:", examining.by_type(found))
    if found.sureness:
        lines += ["", *examining.certainty_lines(found.sureness)]
    return [*lines, *_missed(found), ""]


def question_lines(answer: Marked, order: tuple[int, ...], titles: Titles, checked: str) -> list[str]:
    """One question of the exam, whole; `order` is the options as they were listed."""
    question = answer.question
    flagged = ", flagged" if answer.flagged else ""
    place = titles.place(question.ref.deck, question.ref.topic)
    lines = ["", f"Question {answer.number}{flagged}. {place}.", "", *plain(question.prompt).split("\n"), ""]
    lines += [f"{_capital(examining.outcome(answer))}. {_capital(examining.earned(answer))}."]
    if isinstance(answer.response, Typed) and "\n" in answer.response.text:
        lines += ["You wrote:", *answer.response.text.split("\n")]
    elif not answer.blank:
        lines += [f"{_capital(examining.given(answer))}."] if answer.right else []
        lines += show.verdict_lines(question, order, answer.response, answer.verdict)[1:]
    lines += show.key_lines(question)
    if question.explanation:
        lines += ["", *plain(question.explanation).split("\n")]
    return [*lines, "", *show.source_lines(question, checked), ""]


def _rows(heading: str, rows: Sequence[Row]) -> list[str]:
    """Nothing where one row is the whole."""
    if len(rows) < 2:
        return []
    return ["", heading, *(f"- {row.label}: {examining.tally_words(row.tally)}" for row in rows)]


def _missed(found: Score) -> list[str]:
    """What was not right, what the learner was sure of first."""
    listed = [answer for answer in found.review if not answer.right]
    if not listed:
        return ["", "Nothing was missed."]
    sure = len(found.sure_but_wrong)
    lines: list[str] = []
    for place, answer in enumerate(listed):
        if place in (0, sure):
            lines += ["", "Sure but wrong:" if place < sure else "Missed:"]
        lines += [f"{answer.number}. {one_line(answer.question.prompt)}"]
        lines += [f"   {_capital(examining.given(answer))}; {examining.key(answer)}"]
    return lines


def _prompt(total: int, missed: Sequence[str]) -> str:
    ways = [f"1 to {total} to hear a question", *(["s to study what was missed"] if missed else [])]
    return f"Type {', '.join(ways)}, r for another exam like this, :page to save it; an empty line ends:"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
