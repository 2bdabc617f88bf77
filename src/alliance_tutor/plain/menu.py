"""A numbered list to choose from."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from alliance_tutor.plain.answers import numbered, said
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.talk import Talk

GENERAL = (Command.HELP, Command.REPEAT, Command.QUIT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a numbered list, and what choosing it does."""

    text: str
    act: Callable[[], object]


def choose(
    talk: Talk, heading: Sequence[str], entries: Sequence[Entry], also: Collection[Command] = ()
) -> Entry | Command:
    """Say the heading and the numbered entries until one is chosen; an empty line takes the first.

    The commands of `also` are allowed too and are returned, as `:quit` is. Raises EndOfInput.
    """
    allowed = tuple(command for command in Command if command in (*GENERAL, *also))
    _say_all(talk, heading, entries)
    while True:
        line = talk.ask(f"Type a number from 1 to {len(entries)}; an empty line takes 1:")
        try:
            command = command_of(line, allowed)
        except UnknownCommand as unknown:
            talk.say(str(unknown))
            continue
        if command is Command.HELP:
            talk.say("\n".join(help_lines(allowed)))
        elif command is Command.REPEAT:
            _say_all(talk, heading, entries)
        elif command:
            return command
        else:
            chosen = numbered(line, len(entries)) if line.strip() else 0
            if chosen is not None:
                return entries[chosen]
            talk.say(f"{said(line)} is not in the list.")


def visit(talk: Talk, heading: Sequence[str], entries: Sequence[Entry], *, back_first: bool = False) -> bool:
    """Let one of the entries be chosen and do it; False when the learner would rather go back.

    With `back_first` an empty line goes back, elsewhere it takes the first entry. Raises EndOfInput.
    """
    back = Entry("Back", nothing)
    chosen = choose(talk, heading, [back, *entries] if back_first else [*entries, back])
    if not isinstance(chosen, Entry) or chosen is back:
        return False
    chosen.act()
    return True


def nothing() -> None:
    """What going back does."""


def _say_all(talk: Talk, heading: Sequence[str], entries: Sequence[Entry]) -> None:
    numbered = [f"{number}. {entry.text}" for number, entry in enumerate(entries, start=1)]
    talk.say("\n".join(["", *heading, *numbered, ""]))
