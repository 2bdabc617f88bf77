"""Moving by rows on screens with an `action_move`: the mouse's wheel, and the keys that leap."""

from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.geometry import Size

_ALL = 1_000_000
_AROUND = 10  # rows of a screen that its head, its keys and what they tell take


class _Moving(Protocol):
    NOTCH: ClassVar[int]

    @property
    def size(self) -> Size:
        """The screen's."""

    def action_move(self, step: int) -> None:
        """Move by rows, as far as there are any."""


class Wheel:
    """Each notch of the wheel moves `NOTCH` rows."""

    NOTCH: ClassVar[int] = 1

    def on_mouse_scroll_down(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(self.NOTCH)

    def on_mouse_scroll_up(self: _Moving) -> None:
        """Scroll by the wheel."""
        self.action_move(-self.NOTCH)


class Leaping:
    """The keys of `leaps` move by pages and to both ends."""

    def action_leap(self: _Moving, step: int) -> None:
        """Move by about as many rows as are in sight."""
        self.action_move(step * max(1, self.size.height - _AROUND))


def leaps(screen: str) -> list[BindingType]:
    """The keys of a `Leaping` screen, which gives their commands' ids their first part."""
    keys = (
        ("pagedown", "leap(1)", "Page down", "forward", "A page down"),
        ("pageup", "leap(-1)", "Page up", "backward", "A page up"),
        ("home", f"move(-{_ALL})", "First", "first", "The first row"),
        ("end", f"move({_ALL})", "Last", "last", "The last row"),
    )
    return [
        Binding(key, action, label, id=f"{screen}.{name}", tooltip=tooltip, system=True)
        for key, action, label, name, tooltip in keys
    ]
