"""Line mode's commands: what begins with a colon; everything else is an answer."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

_Word = TypeVar("_Word", bound=StrEnum)


class Command(StrEnum):
    """What can be asked for in line mode."""

    HELP = "help"
    REPEAT = "repeat"
    HINT = "hint"
    READ = "read"
    SOURCES = "sources"
    COUNT = "count"
    OVERRULE = "overrule"
    UNDO = "undo"
    SKIP = "skip"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    EDIT = "edit"
    FINDINGS = "findings"
    TIME = "time"
    STATS = "stats"
    BROWSE = "browse"
    QUIT = "quit"


MEANINGS: Mapping[Command, str] = MappingProxyType(
    {
        Command.HELP: "this list",
        Command.REPEAT: "say it again: the question, or the answer and the ratings",
        Command.HINT: "the question's hint",
        Command.READ: "the passage to read on the topic",
        Command.SOURCES: "where the fact comes from, once the answer is shown",
        Command.COUNT: "let a near miss count as right",
        Command.OVERRULE: "turn the verdict round where it is mistaken; again turns it back",
        Command.UNDO: "take back the latest answer, skip, bury or suspend",
        Command.SKIP: "leave this question for the end",
        Command.BURY: "set this question aside until tomorrow",
        Command.SUSPEND: "do not ask this question any more",
        Command.FLAG: "flag this question, or take its flag off",
        Command.EDIT: "edit the card in your editor",
        Command.FINDINGS: "what check says of this card",
        Command.TIME: "time spent, and what is left",
        Command.STATS: "what you have learnt",
        Command.BROWSE: "all questions: search them, look at them, suspend, flag or reset them",
        Command.QUIT: "stop here; what was answered is saved",
    }
)


class UnknownCommand(Exception):
    """A colon was followed by no command; the exception's text says what may have been meant."""


_LETTERS = {"f": "flag"}
"""Letters that begin several commands, and mean the one that they are the app's key for."""


def command_of(line: str, among: Collection[Command] = tuple(Command)) -> Command | None:
    """The command that a line holds; None for an answer.

    A beginning that only one of `among` has is enough, and so is the letter of a flag. Raises UnknownCommand.
    """
    said = after_colon(line)
    return None if said is None else named(said, among)


def after_colon(line: str) -> str | None:
    """What stands after the colon of a command; None for an answer."""
    text = line.strip()
    if not text.startswith((":", "：")):  # a Chinese, Japanese or Korean keyboard may give the wide colon
        return None
    return text[1:].strip()


def named(word: str, among: Collection[_Word]) -> _Word:
    """The command that a word or its beginning names. Raises UnknownCommand."""
    word = word.casefold()
    matches = [command for command in among if command == word]
    matches = matches or [command for command in among if word and command.startswith(word)]
    matches = [command for command in matches if _LETTERS.get(word) == command] or matches
    if len(matches) == 1:
        return matches[0]
    raise UnknownCommand(_advice(word, matches, among))


def help_lines(among: Collection[Command] = tuple(Command)) -> list[str]:
    """Each command with its meaning."""
    return [f":{command}: {MEANINGS[command]}" for command in among]


def _advice(word: str, matches: Sequence[str], among: Collection[str]) -> str:
    from difflib import get_close_matches  # only for the advice

    near = matches or get_close_matches(word, list(among), n=1)
    meant = f" Did you mean {' or '.join(f':{each}' for each in near)}?" if near else ""
    return f"There is no command :{word} here.{meant} :help lists the commands."
