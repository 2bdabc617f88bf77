"""One choice of a set-up, asked in lines: what there is to choose from, and what an empty line takes."""

from collections.abc import Sequence
from typing import Protocol

from alliance_tutor.insight.wording import number, single
from alliance_tutor.plain.answers import Unreadable, agreed, numbered, said, several
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.menu import GENERAL
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.choices import Choice, Field, Value

_ALL = "all"


class Choosing(Protocol):
    """What is set up: a quiz or an exam."""

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What may be chosen."""

    def choose(self, field: Field, value: Value) -> None:
        """Choose a value; of several tick it, or untick it."""

    def choose_all(self, field: Field) -> None:
        """Tick nothing."""

    def type(self, field: Field, text: str) -> bool:
        """Choose what was typed, if that is a value."""


def ask_field(talk: Talk, setup: Choosing, field: Field, typed: str = "") -> bool:
    """Ask until something is chosen; an empty line leaves it as it is. False when the learner leaves.

    `typed` says what may be typed where any number may be. Raises EndOfInput.
    """
    _say(talk, setup, field)
    while True:
        line = talk.ask(_prompt(setup, field, typed))
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
            _say(talk, setup, field)
        elif not line.strip() or _chosen(setup, field, line):
            return True
        else:
            talk.say(f"{said(line)} is not among these.")


def _chosen(setup: Choosing, field: Field, line: str) -> bool:
    """Choose what a line says; False where it says nothing that there is."""
    choices = setup.choices(field)
    if field.several:
        return _ticked(setup, field, choices, line)
    wanted = " ".join(line.split()).casefold()
    named = [choice.value for choice in choices if single(choice.label).casefold() == wanted]
    if not named and field.typed:
        return setup.type(field, line)
    place = numbered(line, len(choices))
    yes = agreed(line) if isinstance(choices[0].value, bool) else None
    place = int(yes) if yes is not None else place
    if not named and place is None:
        return False
    setup.choose(field, choices[place].value if place is not None else named[0])
    return True


def _ticked(setup: Choosing, field: Field, choices: Sequence[Choice], line: str) -> bool:
    places = several(line, len(choices))
    if line.strip().casefold() == _ALL:
        setup.choose_all(field)
        return True
    if isinstance(places, Unreadable):
        return False
    setup.choose_all(field)
    for place in places:
        setup.choose(field, choices[place].value)
    return True


def _say(talk: Talk, setup: Choosing, field: Field) -> None:
    """What is asked, and of several the list to choose from."""
    lines = ["", f"{field.label.rstrip('?')}. {field.why}"]
    if field.several:
        lines += [
            f"{place}. {single(choice.label)}: {number(choice.questions, 'question')}"
            for place, choice in enumerate(setup.choices(field), start=1)
        ]
    talk.say("\n".join(lines))


def _prompt(setup: Choosing, field: Field, typed: str) -> str:
    choices = setup.choices(field)
    taken = next((place for place, choice in enumerate(choices, start=1) if choice.chosen), 0)
    if field.several:
        if taken:
            return "Numbers, such as: 1 2; or all. An empty line leaves what is chosen:"
        return "Numbers, such as: 1 2. An empty line takes all:"
    if field.typed:
        return f"{typed}. An empty line takes {single(choices[taken - 1].label)}:"
    listed = "; ".join(f"{place} {single(choice.label)}" for place, choice in enumerate(choices, start=1))
    return f"{listed}. An empty line takes {taken}:"
