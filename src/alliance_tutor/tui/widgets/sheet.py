"""A screenful of rows, of which only those that changed are painted again."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Sheet(Widget):
    """Rows of `Content`, one a line of the screen; a new set of rows needs no layout.

    It has no border, padding or opacity, so its lines are made without Textual's box model: that halves the
    time from a key to the next question's frame.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []
        self._strips: dict[int, Strip] = {}
        self._made_for: tuple[object, ...] = ()

    def show(self, rows: Sequence[Content]) -> None:
        """Show these rows, from the top; what is below them is blank."""
        before, self._rows = self._rows, list(rows)
        changed = [
            y
            for y in range(max(len(before), len(rows)))
            if y >= len(before) or y >= len(rows) or not before[y].is_same(rows[y])
        ]
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the sheet; those made for the same width and colours are kept."""
        made_for = self.size.width, self.visual_style, self.app.theme, self.app.native_ansi_color
        if made_for != self._made_for:
            self._made_for = made_for
            self._strips.clear()
        background = self.background_colors[1]
        filters = self.get_line_filters()
        strips = [self._strips.get(y) or self.render_line(y) for y in crop.line_range]
        for each in filters:
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One row, filled up to the sheet's width."""
        width, style = self.size.width, self.visual_style
        if y >= len(self._rows) or not self._rows[y].plain:
            strip = Strip.blank(width, style.rich_style)
        else:
            strip = Visual.to_strips(self, self._rows[y], width, 1, style, pad=True)[0]
        self._strips[y] = strip
        return strip
