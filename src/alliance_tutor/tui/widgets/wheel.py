"""The mouse's wheel on screens that are moved through row by row."""

from typing import ClassVar, Protocol


class _Moving(Protocol):
    NOTCH: ClassVar[int]

    def action_move(self, step: int) -> None:
        """Move by rows."""


class Wheel:
    """For a screen with an `action_move`: each notch of the wheel moves `NOTCH` rows."""

    NOTCH: ClassVar[int] = 1

    def on_mouse_scroll_down(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(self.NOTCH)

    def on_mouse_scroll_up(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(-self.NOTCH)
