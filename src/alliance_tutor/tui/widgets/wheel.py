"""Moving row by row on screens with an `action_move`: the mouse's wheel, and the keys that leap."""

from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.geometry import Size


class _Moving(Protocol):
    NOTCH: ClassVar[int]

    @property
    def size(self) -> Size:
        """The screen's."""

    def action_move(self, step: int) -> None:
        """Move by rows, as far as there are any."""


class Wheel:
    """For a screen with an `action_move`: each notch of the wheel moves `NOTCH` rows, `leaps` a page."""

    NOTCH: ClassVar[int] = 1

    def on_mouse_scroll_down(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(self.NOTCH)

    def on_mouse_scroll_up(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(-self.NOTCH)

    def action_leap(self: _Moving, step: int) -> None:
        """Move by about as many rows as the screen shows between its head and its keys."""
        self.action_move(step * max(1, self.size.height - 10))


def leaps(screen: str) -> list[BindingType]:
    """The keys of a list that is longer than a `screen`, named by its commands' ids: pages and both ends."""
    every = 1_000_000
    return [
        Binding(
            "pagedown", "leap(1)", "Page down", id=f"{screen}.forward", tooltip="A page down", system=True
        ),
        Binding("pageup", "leap(-1)", "Page up", id=f"{screen}.backward", tooltip="A page up", system=True),
        Binding(
            "home", f"move(-{every})", "First", id=f"{screen}.first", tooltip="The first row", system=True
        ),
        Binding("end", f"move({every})", "Last", id=f"{screen}.last", tooltip="The last row", system=True),
    ]
