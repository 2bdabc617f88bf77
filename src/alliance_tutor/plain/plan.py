"""The plan in line mode: where the learner stands, a plan set or changed, the true mark after the exam."""

from collections.abc import Callable
from typing import TypeVar

from alliance_tutor.desk import Desk
from alliance_tutor.errors import UsageError
from alliance_tutor.insight import planning
from alliance_tutor.journal.plans import PlannedExam
from alliance_tutor.plain.answers import Unreadable, agreed, several
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.menu import Entry, visit
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.plan_setup import LABELS, WHY, Kind, Row, Setup, read_mark

_COMMANDS = (Command.HELP, Command.QUIT)
_Taken = TypeVar("_Taken")


def figures(desk: Desk) -> list[str]:
    """What home says of the plan; nothing without one."""
    glance = desk.plans.glance()
    if glance is None or not glance.ahead:
        return []
    told = [f"Exam: {planning.exam_words(glance)}. If held then, known: {_known(desk)}."]
    told.append(f"Plan: {planning.done_words(glance)}.")
    return [*told, *(f"{words}." for words in [planning.outside_words(glance)] if words)]


def marks(desk: Desk, talk: Talk) -> list[Entry]:
    """Home's entries for the exams that are over: each asks for the true mark."""

    def ask_mark(exam: PlannedExam) -> Entry:
        return Entry(planning.over_words(exam, desk.day), lambda: mark(desk, talk, exam))

    return [ask_mark(exam) for exam in desk.plans.plan.over(desk.day)]


def show(desk: Desk, talk: Talk) -> None:
    """The plan with its forecast and what can be done; without one a plan is set at once."""
    if not desk.plans.plan.ahead(desk.day):
        set_up(desk, talk)
    while desk.plans.plan.ahead(desk.day):
        choices = [
            Entry("Change the plan", lambda: set_up(desk, talk)),
            Entry("What these figures mean", lambda: talk.say("\n" + "\n\n".join(planning.EXPLANATION))),
            Entry("End the plan", lambda: _end(desk, talk)),
        ]
        if not visit(talk, [*_page(desk), ""], choices, back_first=True):
            return


def set_up(desk: Desk, talk: Talk) -> None:
    """Ask what the plan is to be, and set it. Raises EndOfInput."""
    setup = Setup(desk.plans.plan, desk.shelf.library.decks, desk.day)
    talk.say("\nA plan. An empty line takes what is proposed; :quit leaves all as it was.")
    place = 0
    while place < len(setup.exams):
        if not all(_asked(talk, setup, Row(kind, place)) for kind in (Kind.DATE, Kind.TITLE, Kind.DECKS)):
            return
        place += 1
        if place == len(setup.exams):
            more = _answer(talk, "Another exam? y or n; an empty line is n:", _yes_or_no)
            if more is None:
                return
            if more and not setup.add():
                talk.say("There are enough exams.")
    rest = [row for row in setup.rows if row.kind in (Kind.WEIGHT, Kind.MINUTES, Kind.OFF)]
    if all(_asked(talk, setup, row) for row in rest):
        desk.plans.set(setup.plan)
        talk.say("The plan is set.")


def mark(desk: Desk, talk: Talk, exam: PlannedExam) -> None:
    """Ask for an exam's true mark and keep it beside what was foreseen. Raises EndOfInput."""
    prompt = (
        f"{planning.over_words(exam, desk.day)} Your mark, as 84 (per cent) or 17/20; an empty line skips:"
    )
    given = _answer(talk, prompt, lambda line: read_mark(line) if line.strip() else -1.0)
    if given is not None:
        share = None if given < 0 else given
        talk.say(planning.settled_words(share, desk.plans.end(exam, share)))


def _known(desk: Desk) -> str:
    """The share foreseen for the next exam, worked out where nothing is known of it yet."""
    glance = desk.plans.glance()
    if glance and glance.known is None:
        desk.plans.forecasts()
        glance = desk.plans.glance()
    return planning.known_words(glance) if glance else ""


def _page(desk: Desk) -> list[str]:
    load, plans = desk.overview().load, desk.plans
    waiting = (load.due, load.new, load.minutes)
    return planning.page(plans.plan, plans.glance(), waiting, plans.forecasts(), plans.titles, desk.day)


def _end(desk: Desk, talk: Talk) -> None:
    prompt = "End the plan? Nothing that you learnt is lost. y or n; an empty line is n:"
    if _answer(talk, prompt, _yes_or_no):
        for exam in desk.plans.plan.ahead(desk.day):
            desk.plans.end(exam)
        talk.say("The plan is ended.")


def _asked(talk: Talk, setup: Setup, row: Row) -> bool:
    """Ask for a row until it is set; False when the learner leaves."""

    def take(line: str) -> bool:
        if row.kind is Kind.DECKS:
            _tick(setup, row, line)
        elif line.strip():
            setup.type(row, "" if line.strip() == "-" else line)
        return True

    lines = ["", f"{LABELS[row.kind]}. {WHY[row.kind]}"]
    taken = f"An empty line takes {setup.words(row) or 'none'}:"
    if row.kind is Kind.DECKS:
        decks = [choice.label for choice in setup.choices(row)]
        lines += [f"{place}. {deck}" for place, deck in enumerate(decks, start=1)]
        taken = f"Numbers, such as: 1 2; or all. {taken}"
    talk.say("\n".join(lines))
    return _answer(talk, taken, take) is not None


def _tick(setup: Setup, row: Row, line: str) -> None:
    """Tick the decks that a line names, and no others. Raises UsageError."""
    if not line.strip():
        return
    choices = setup.choices(row)
    places = () if line.strip().casefold() == "all" else several(line, len(choices))
    if isinstance(places, Unreadable):
        raise UsageError(places.why, hint="name decks by their numbers")
    setup.tick_all(row)
    for place in places:
        setup.tick(row, str(choices[place].value))


def _yes_or_no(line: str) -> bool:
    yes = agreed(line) if line.strip() else False
    if yes is None:
        raise UsageError("y or n is wanted")
    return yes


def _answer(talk: Talk, prompt: str, take: Callable[[str], _Taken]) -> _Taken | None:
    """What `take` makes of the first line that it can read; None when the learner leaves."""
    while True:
        line = talk.ask(prompt)
        try:
            command = command_of(line, _COMMANDS)
            if command is None:
                return take(line)
        except UnknownCommand as unknown:
            talk.say(str(unknown))
        except UsageError as fault:
            talk.complain(fault)
        else:
            if command is Command.QUIT:
                return None
            talk.say("\n".join(help_lines(_COMMANDS)))
