"""Keys of the learner's own: every command with its keys, and the key that is pressed for one of them."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key as KeyEvent
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.desk.choices import Choices
from alliance_tutor.errors import TutorError
from alliance_tutor.tui import keymap
from alliance_tutor.tui.commands import names_of
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, clickable, hanging, indented, key_rows, words
from alliance_tutor.tui.widgets.by_rows import Leaping, Wheel, leaps
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

_ID, _KEYS = 20, 18  # cells of a command's id, and of its keys


class KeysScreen(Leaping, Wheel, Screen[None]):
    """Enter waits for the new key of the command in hand; one that is taken on its screen is refused."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,ctrl+j",
            "wait",
            "New key",
            id="keys.wait",
            tooltip="Press Enter, then the key that the command is to have",
        ),
        Binding(
            "backspace,delete",
            "clear",
            "As shipped",
            id="keys.clear",
            tooltip="Give the command its shipped keys again",
        ),
        Binding("up,k", "move(-1)", "Up", id="keys.up", tooltip="The command above", system=True),
        Binding("down,j", "move(1)", "Down", id="keys.down", tooltip="The command below", system=True),
        *leaps("keys"),
        Binding(
            "right", "screen_of(1)", "Next screen", id="keys.next", tooltip="The next screen's", system=True
        ),
        Binding(
            "left",
            "screen_of(-1)",
            "Screen before",
            id="keys.before",
            tooltip="The screen's before",
            system=True,
        ),
        Binding("q,escape", "back", "Back", id="keys.back", tooltip="Back to the settings"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._choices = Choices(desk)
        self._commands = list(keymap.catalogue().items())
        self._place = 0
        self._waiting = False
        self._told = "", ""

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def on_key(self, event: KeyEvent) -> None:
        """The key that is waited for; Escape waits no longer."""
        if not self._waiting:
            return
        event.stop()
        self._waiting = False
        if event.key == "escape":
            self._draw()
        else:
            self._give(event.key)

    def action_wait(self, place: int | None = None) -> None:
        """Wait for the new key of the command in hand; one that was clicked is taken in hand."""
        self._waiting = place is None
        self._place = self._place if place is None else place
        self._told = "", ""
        self._draw()

    def action_clear(self) -> None:
        """Give the command its shipped keys again."""
        self._give("")

    def action_move(self, step: int) -> None:
        """Take the command above or below in hand."""
        self._go(self._place + step)

    def action_screen_of(self, step: int) -> None:
        """Go to the first command of the next screen, or of the one before."""
        screens = [_screen(id) for id, _ in self._commands]
        names = list(dict.fromkeys(screens))
        place = names.index(screens[self._place]) + step
        self._go(screens.index(names[max(0, min(len(names) - 1, place))]))

    def action_back(self) -> None:
        """Back to the settings."""
        self.dismiss()

    def _go(self, place: int) -> None:
        self._place = max(0, min(len(self._commands) - 1, place))
        self._told = "", ""
        self._draw()

    def _give(self, key: str) -> None:
        """Let the command in hand have this key, its shipped ones where none is given; or tell why not."""
        id, binding = self._commands[self._place]
        rest = {of: keys for of, keys in self.app.chosen_keys.items() if of != id}
        wanted = {**rest, id: key} if key else rest
        before = set(keymap.faults(self.app.chosen_keys))
        fault = next((each for each in keymap.faults(wanted) if each not in before), None)
        if fault:
            self._told = f"{fault.message}. Nothing was changed.", "$warning"
        else:
            try:
                self._choices.key(id, key)
                self._told = f"{binding.description}: {self._shown(id, binding)}.", "$success"
            except TutorError as problem:
                self._told = str(problem), "$warning"
            self.app.keys_changed()
        self._draw()

    def _shown(self, id: str, binding: Binding) -> str:
        chosen = self.app.chosen_keys.get(id)
        return " ".join(names_of(replace(binding, key=chosen) if chosen else binding))

    def _draw(self) -> None:
        width, height = self.size
        if not width:
            return
        gap = [BLANK] if height >= ROOMY else []
        id, binding = self._commands[self._place]
        if self._waiting:
            telling = words(
                f"Press the new key of “{binding.description}”. Esc leaves it as it is.", "$accent"
            )
        else:
            telling = words(*self._told) if self._told[0] else words(binding.tooltip, QUIET)
        head = [words(" Settings › Keys", STRONG), *gap]
        foot = gap + indented(hanging(BLANK, telling, width - 5), 3)
        foot += gap + indented(key_rows(self._keys(id), width - 2), 1)
        sight = max(1, height - len(head) - len(foot))
        top = max(0, min(self._place - sight // 2, len(self._commands) - sight))
        seen = [self._row(number, width) for number in range(top, min(top + sight, len(self._commands)))]
        rows = [*head, *seen, *[BLANK] * (sight - len(seen)), *foot]
        self.query_one(Sheet).show(rows[:height])

    def _row(self, number: int, width: int) -> Content:
        id, binding = self._commands[number]
        here, mine = number == self._place, id in self.app.chosen_keys
        mark = words(f" {CURSOR} " if here else "   ", "$accent")
        shown = f"{self._shown(id, binding)}{' *' if mine else ''}"
        row = mark + words(id.ljust(_ID), QUIET) + words(shown.ljust(_KEYS), STRONG if here or mine else "")
        return clickable(
            (row + words(binding.description)).truncate(width, ellipsis=True), f"screen.wait({number})"
        )

    def _keys(self, id: str) -> list[Key]:
        if self._waiting:
            return [("Esc", "leave it", "screen.back")]
        shipped: list[Key] = (
            [("Backspace", "as shipped", "screen.clear")] if id in self.app.chosen_keys else []
        )
        moves: list[Key] = [("↑↓", "command", "screen.move(1)"), ("←→", "screen", "screen.screen_of(1)")]
        return [
            ("Enter", "new key", "screen.wait"),
            *shipped,
            *moves,
            ("q", "back", "screen.back"),
            ("?", "help", "app.help"),
        ]


def _screen(id: str) -> str:
    """The screen in a command's id."""
    return id.partition(".")[0]
