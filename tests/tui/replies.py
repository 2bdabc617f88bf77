"""Answering a quiz on the small deck as a learner does: by what stands on the screen."""

from collections.abc import Callable, Sequence

from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.study.quiz import Quiz
from alliance_tutor.study.responses import Picked, Typed

Seen = Callable[[Pilot[int]], str]

RIGHT = {
    "Which of these": "The right one",
    "Who signed": "Kim Il-sung",
    "Water is wet": "True",
    "The treaty of [year]": "1961",
    "was signed in […]": "Moscow",
}
WRONG = {**dict.fromkeys(RIGHT, "Seoul"), "Which of these": "The tempting one", "Water is wet": "False"}


async def reply(pilot: Pilot[int], seen: Seen, *, right: bool = True) -> None:
    """Give the question that is asked a right or a wrong answer; what is recalled is judged too."""
    screen = seen(pilot)
    asked = next((words for words in RIGHT if words in screen), "")
    given = (RIGHT if right else WRONG).get(asked, "")
    if not given:
        await pilot.press("space", "2" if right else "1")
    elif pilot.app.screen.query_one("#entry", Input).has_focus:
        await pilot.press(*given, "enter")
    else:
        await pilot.press(next(line for line in screen.splitlines() if given in line).split()[0])
    await pilot.pause()


def place_of(screen: str, words: str) -> tuple[int, int]:
    """Where some words begin: column and row."""
    row, line = next((row, line) for row, line in enumerate(screen.splitlines()) if words in line)
    return line.index(words), row


async def click(pilot: Pilot[int], seen: Seen, words: str) -> None:
    """Click on words."""
    await pilot.click(offset=place_of(seen(pilot), words))
    await pilot.pause()


def answer_all(quiz: Quiz, rights: Sequence[bool], certainty: int = 2) -> None:
    """Answer as many questions, right or wrong."""
    for right in rights:
        assert quiz.current
        question = quiz.current.question
        match question.form:
            case Form.PICK:
                quiz.respond(Picked(0 if right else 1))
            case Form.TYPED:
                quiz.respond(Typed(question.answer if right else "Seoul"))
            case _:
                quiz.respond(None)
        quiz.be_sure(certainty)
        quiz.judge(right)
        quiz.go_on()


def recorded(desk: Desk, kind: Kind = Kind.ANSWERED) -> list[Event]:
    """What was recorded of a kind."""
    return [event for event in desk.journal.events() if event.kind == kind]


def refuse(*_: object, **__: object) -> None:
    """Fail as a full disk does."""
    raise JournalError("the disk is full", hint="free some space")
