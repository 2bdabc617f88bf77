"""What is asked before a sitting: fields, and what may be chosen for each. Pure."""

from typing import NamedTuple

Value = str | int | float | bool | None


class Field(NamedTuple):
    """Something to choose: `key` names what is set, `why` is a line about it.

    Of `several` any may be ticked, and where none is ticked all are wanted; else one is chosen. Where it is
    `typed`, other numbers than those listed may be typed.
    """

    key: str
    label: str
    why: str
    several: bool = False
    typed: bool = False


class Choice(NamedTuple):
    """What may be chosen; of several `questions` says how many there would be with that one alone.

    A `label` may be a title as a deck has it.
    """

    value: Value
    label: str
    chosen: bool
    questions: int = 0
