"""The commands of an exam in line mode: what begins with a colon, some with a number or a name after it."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from alliance_tutor.plain.commands import after_colon, named


class ExamCommand(StrEnum):
    """What can be asked for in an exam, and beside its result."""

    HELP = "help"
    REPEAT = "repeat"
    GO = "go"
    NEXT = "next"
    PREVIOUS = "previous"
    UNANSWERED = "unanswered"
    FLAGGED = "flagged"
    FLAG = "flag"
    SURE = "sure"
    CLEAR = "clear"
    TIME = "time"
    CLOCK = "clock"
    PAUSE = "pause"
    HAND_IN = "hand-in"
    OVERRULE = "overrule"
    PAGE = "page"
    JSON = "json"
    QUIT = "quit"


MEANINGS: Mapping[ExamCommand, str] = MappingProxyType(
    {
        ExamCommand.HELP: "this list",
        ExamCommand.REPEAT: "say it again",
        ExamCommand.GO: "go to a question, such as :go 12",
        ExamCommand.NEXT: "the next question, as an empty line",
        ExamCommand.PREVIOUS: "the question before",
        ExamCommand.UNANSWERED: "the next question without an answer",
        ExamCommand.FLAGGED: "the next question that you flagged",
        ExamCommand.FLAG: "flag this question, or take its flag off",
        ExamCommand.SURE: "how sure you are of this answer, where that is asked: :sure 1, 2 or 3",
        ExamCommand.CLEAR: "take your answer back",
        ExamCommand.TIME: "the time left, and what is unanswered or flagged",
        ExamCommand.CLOCK: "leave out the time left before each question, or say it again",
        ExamCommand.PAUSE: "stop the clock, where the exam allows it; an empty line lets it run",
        ExamCommand.HAND_IN: "hand in; you are asked first",
        ExamCommand.OVERRULE: "turn the verdict on the question you heard last; again turns it back",
        ExamCommand.PAGE: "save the result as a page to print, such as :page result.html",
        ExamCommand.JSON: "save the result for programs, such as :json result.json",
        ExamCommand.QUIT: "leave; nothing is lost, and an exam that is not handed in goes on",
    }
)

_AFTERWARDS = (ExamCommand.OVERRULE, ExamCommand.PAGE, ExamCommand.JSON)
SITTING = tuple(command for command in ExamCommand if command not in _AFTERWARDS)
ASIDE = (ExamCommand.HELP, ExamCommand.REPEAT, ExamCommand.QUIT)
RESULT = tuple(command for command in ExamCommand if command in (*ASIDE, *_AFTERWARDS))


def exam_command(line: str, among: Collection[ExamCommand]) -> tuple[ExamCommand, str] | None:
    """The command that a line holds, and what stands after it; None for an answer. Raises UnknownCommand."""
    said = after_colon(line)
    if said is None:
        return None
    word, _, rest = said.partition(" ")
    return named(word, among), rest.strip()


def help_lines(among: Collection[ExamCommand]) -> list[str]:
    """Each command with its meaning."""
    return [f":{command}: {MEANINGS[command]}" for command in among]
