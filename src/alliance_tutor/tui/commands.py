"""A screen's bindings as commands: for the help, and for the palette."""

from dataclasses import dataclass
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
    "f1": "F1",
    "f5": "F5",
}


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


def of_screen(screen: Screen[Any]) -> list[Command]:
    """What a screen and the app do by key, in the order in which their bindings are declared."""
    declared = (*type(screen).BINDINGS, *type(screen.app).BINDINGS)
    return [
        Command(_shown(each), each.description, each.tooltip, each.action, each.system)
        for each in declared
        if isinstance(each, Binding) and each.tooltip
    ]


def _shown(binding: Binding) -> tuple[str, ...]:
    if binding.key_display:
        return (binding.key_display,)
    # Ctrl+J is what the terminal makes of an Enter that was typed before the app was up.
    return tuple(KEY_NAMES.get(key, key) for key in binding.key.split(",") if key != "ctrl+j")
