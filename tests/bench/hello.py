"""The yardstick: a Textual app with one Static, which a key updates."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Hello(App[None]):
    """Shows `ready`, then how often `x` was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [("x", "echo", "Echo")]
    _presses = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", markup=False)

    def action_echo(self) -> None:
        self._presses += 1
        self.query_one(Static).update(f"pressed {self._presses}")


if __name__ == "__main__":
    Hello().run()
