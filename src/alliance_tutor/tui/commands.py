"""A screen's bindings as commands: for the help, and for the palette."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

KEY_NAMES = {
    "question_mark": "?",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "f1": "F1",
    "f5": "F5",
}


_FUNCTION = re.compile(r"f\d+")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a screen does: its keys as they are shown, its name, what it is for, the action to run.

    `moves` tells the keys that only move about: help names them, the palette does not.
    """

    keys: tuple[str, ...]
    name: str
    why: str
    action: str
    moves: bool


def of_screen(screen: Screen[Any], chosen: Mapping[str, str]) -> list[Command]:
    """What a screen and the app do by key, in the order in which their bindings are declared.

    `chosen` are the learner's own keys by the ids of commands.
    """
    declared = (*type(screen).BINDINGS, *type(screen.app).BINDINGS)
    return [
        Command(_shown(each, chosen), each.description, each.tooltip, each.action, each.system)
        for each in declared
        if isinstance(each, Binding) and each.tooltip
    ]


def names_of(binding: Binding) -> tuple[str, ...]:
    """A binding's keys as they are shown to people."""
    # Ctrl+J is what the terminal makes of an Enter that was typed before the app was up.
    keys = (key.strip() for key in binding.key.split(","))
    return tuple(_name(key) for key in keys if key != "ctrl+j")


def _shown(binding: Binding, chosen: Mapping[str, str]) -> tuple[str, ...]:
    keys = chosen.get(binding.id or "")
    if keys:
        return names_of(replace(binding, key=keys))
    return (binding.key_display,) if binding.key_display else names_of(binding)


def _name(key: str) -> str:
    """A key's name: its sign where it has one, else as it is printed on the keyboard."""
    from textual.keys import key_to_character

    if key in KEY_NAMES or len(key) == 1:
        return KEY_NAMES.get(key, key)
    modifier, plus, bare = key.rpartition("+")
    sign = key_to_character(bare)
    if not plus:
        return sign if sign and sign.isprintable() else key.upper() if _FUNCTION.fullmatch(key) else key
    return f"{modifier.title()}+{KEY_NAMES.get(bare, bare.title())}"
