"""A screenful of rows, of which only those that changed are painted again."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Sheet(Widget):
    """Rows of `Content`, one a line of the screen; a new set of rows needs no layout."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []

    def show(self, rows: Sequence[Content]) -> None:
        """Show these rows, from the top; what is below them is blank."""
        before, self._rows = self._rows, list(rows)
        changed = [
            Region(0, y, self.size.width, 1)
            for y in range(max(len(before), len(rows)))
            if y >= len(before) or y >= len(rows) or not before[y].is_same(rows[y])
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """One row, filled up to the sheet's width."""
        width, style = self.size.width, self.visual_style
        if y >= len(self._rows) or not self._rows[y].plain:
            return Strip.blank(width, style.rich_style)
        return Visual.to_strips(self, self._rows[y], width, 1, style, pad=True)[0]
