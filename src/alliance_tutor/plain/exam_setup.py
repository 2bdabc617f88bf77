"""An exam is set up in line mode: a numbered list of what it is to be, until an empty line takes it."""

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import number, single
from alliance_tutor.plain.answers import numbered, said
from alliance_tutor.plain.commands import Command, UnknownCommand, command_of, help_lines
from alliance_tutor.plain.fields import ask_field
from alliance_tutor.plain.menu import GENERAL
from alliance_tutor.plain.talk import Talk
from alliance_tutor.study.exam_setup import FIELDS, MOST_SEED, Setup
from alliance_tutor.study.exam_wish import ExamWish

_LEAVE = "An empty line draws the paper; a number changes a line:"
_TYPED = {
    "minutes": "Minutes, 0 for no limit",
    "item_seconds": "Seconds for each question, 0 for no limit",
    "negative": "A percentage of the points, 0 for nothing",
    "cut_score": "A percentage, or none",
    "seed": f"A number up to {MOST_SEED}, or fresh",
}


def set_up(desk: Desk, talk: Talk, wish: ExamWish) -> ExamWish | None:
    """The exam that the learner wants; None where they leave. Raises EndOfInput."""
    setup = desk.exams.setup(wish)
    talk.say("\nAn exam. Nothing begins before you have seen its first page.")
    _say_all(talk, setup)
    while True:
        line = talk.ask(_LEAVE)
        try:
            command = command_of(line, GENERAL)
        except UnknownCommand as unknown:
            talk.say(str(unknown))
            continue
        if command is Command.QUIT:
            return None
        if command is Command.HELP:
            talk.say("\n".join(help_lines(GENERAL)))
        elif command is Command.REPEAT:
            _say_all(talk, setup)
        elif line.strip():
            _change(talk, setup, line)
        elif setup.ready:
            return setup.wish._replace(setup=False)
        else:
            talk.say(setup.told)


def _change(talk: Talk, setup: Setup, line: str) -> None:
    """Ask for another value of what a line's number names, and say what changed by it."""
    before = _rows(setup)
    place = numbered(line, len(before))
    if place is None:
        talk.say(f"{said(line)} is not in the list.")
        return
    if place < len(FIELDS):
        field = FIELDS[place]
        typed = f"A number, of {number(setup.there, 'question')}"
        ask_field(talk, setup, field, _TYPED.get(field.key, typed))
    else:
        _share_out(talk, setup)
    changed = [row for row in _rows(setup) if row not in before]
    talk.say("\n".join(["", *(changed or before[place : place + 1]), setup.told]))


def _share_out(talk: Talk, setup: Setup) -> None:
    """Let the parts be given other counts, one after the other."""
    parts = setup.parts
    listed = [
        f"{place}. {part.label}: {part.items} of {part.there}" for place, part in enumerate(parts, start=1)
    ]
    talk.say("\n".join(["", "Parts, each with how many are asked, of how many there are.", *listed]))
    while True:
        line = talk.ask("A part and its new count, such as: 2 5. An empty line goes back:")
        words = line.split()
        place = numbered(words[0], len(parts)) if words else None
        if not words or words == [":quit"]:
            return
        if place is None or len(words) != 2 or not setup.type_count(place, words[1]):
            talk.say(f"{said(line)} is no part with a count.")
            continue
        part = setup.parts[place]
        talk.say(f"{part.label}: {part.items} of {part.there}. {setup.told}")


def _rows(setup: Setup) -> list[str]:
    """All that can be changed, each with its number."""
    rows = [f"{field.label.rstrip('?')}: {single(setup.words(field))}" for field in FIELDS]
    if len(setup.parts) > 1:
        rows.append(f"Counts of the {len(setup.parts)} parts")
    return [f"{place}. {row}" for place, row in enumerate(rows, start=1)]


def _say_all(talk: Talk, setup: Setup) -> None:
    talk.say("\n".join([*_rows(setup), setup.told]))
