"""A quiz is set up in line mode: question by question, each with what an empty line takes."""

from random import randrange

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import number, single
from alliance_tutor.plain.answers import Unreadable, agreed, numbered, said, several
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.menu import GENERAL
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.quiz_setup import ALL, FIELDS, Field, Setup
from alliance_tutor.study.wish import SEEDS, QuizWish

_ALL = "all"
_MOST_DIGITS = 9  # int() refuses a text of thousands of digits


def fresh(wish: QuizWish) -> QuizWish:
    """The same quiz with a seed that nobody chose."""
    return wish.seeded(randrange(SEEDS))


def set_up(desk: Desk, talk: Talk, wish: QuizWish) -> QuizWish | None:
    """The quiz that the learner wants, with a fresh seed; None where they leave, or nothing can be asked.

    What is wanted of decks, topics, types and levels already is not asked again. Raises EndOfInput.
    """
    setup = Setup(wish, desk.shelf.library.decks, desk.quiz_stock)
    if setup.ready:
        talk.say("\nA quiz. An empty line takes what is proposed; :quit leaves.")
        for field in FIELDS:
            if not _settled(setup, field) and not _asked(talk, setup, field):
                return None
    talk.say(setup.told)
    return fresh(setup.wish._replace(setup=False)) if setup.ready else None


def _settled(setup: Setup, field: Field) -> bool:
    """Whether there is nothing to choose any more."""
    return field.several and (bool(setup.value(field)) or len(setup.choices(field)) < 2)


def _asked(talk: Talk, setup: Setup, field: Field) -> bool:
    """Ask until something is chosen; False when the learner leaves."""
    talk.say("\n".join(_lines(setup, field)))
    while True:
        line = talk.ask(_prompt(setup, field))
        try:
            command = command_of(line, GENERAL)
        except UnknownCommand as unknown:
            talk.say(str(unknown))
            continue
        if command is Command.QUIT:
            return False
        if command is Command.HELP:
            talk.say("\n".join(help_lines(GENERAL)))
        elif command is Command.REPEAT:
            talk.say("\n".join(_lines(setup, field)))
        elif not line.strip() or _chosen(setup, field, line):
            return True
        else:
            talk.say(f"{said(line)} is not among these.")


def _chosen(setup: Setup, field: Field, line: str) -> bool:
    """Choose what a line says; False where it says nothing that there is."""
    choices = setup.choices(field)
    wanted = line.strip().casefold()
    if field.several:
        places = several(line, len(choices))
        if wanted != _ALL and isinstance(places, Unreadable):
            return False
        for ticked in () if isinstance(places, Unreadable) else places:
            setup.choose(field, choices[ticked].value)
        return True
    if field.key == "items":
        return _counted(setup, field, wanted)
    place = numbered(line, len(choices))
    yes = agreed(line) if isinstance(choices[0].value, bool) else None
    place = int(yes) if yes is not None else place
    if place is not None:
        setup.choose(field, choices[place].value)
    return place is not None


def _counted(setup: Setup, field: Field, wanted: str) -> bool:
    """Any number will do, or all."""
    readable = wanted.isdecimal() and len(wanted) <= _MOST_DIGITS
    items = ALL if wanted == _ALL else int(wanted) if readable else 0
    if items:
        setup.choose(field, items)
    return items > 0


def _lines(setup: Setup, field: Field) -> list[str]:
    """What is asked, and of several the list to choose from."""
    lines = ["", f"{field.label.rstrip('?')}. {field.why}"]
    if field.several:
        lines += [
            f"{place}. {single(choice.label)}: {number(choice.questions, 'question')}"
            for place, choice in enumerate(setup.choices(field), start=1)
        ]
    return lines


def _prompt(setup: Setup, field: Field) -> str:
    if field.several:
        return "Numbers, such as: 1 2. An empty line takes all:"
    choices = setup.choices(field)
    taken = next(place for place, choice in enumerate(choices, start=1) if choice.chosen)
    if field.key == "items":
        there = number(setup.stock.available, "question")
        return f"A number, or all, of {there}. An empty line takes {choices[taken - 1].label}:"
    listed = "; ".join(f"{place} {choice.label}" for place, choice in enumerate(choices, start=1))
    return f"{listed}. An empty line takes {taken}:"
