"""A screenful of rows, of which only those that changed are painted again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


class Late(Protocol):
    """A row that is made when it comes into sight; equal ones look the same."""

    def content(self) -> Content:
        """The row."""


Row = Content | Late


class Sheet(Widget):
    """Rows of `Content`, one a line of the screen; a new set of rows needs no layout.

    It has no border, padding or opacity, and its rows are wrapped already: its lines are made without
    Textual's box model and without wrapping, in a third of the time.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._strips: dict[int, Strip] = {}
        self._made_for: tuple[object, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, from the top; what is below them is blank."""
        before, self._rows = self._rows, list(rows)
        both = min(len(before), len(rows))
        changed = [y for y in range(both) if not _same(before[y], rows[y])]
        changed += range(both, max(len(before), len(rows)))
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, height) for y, height in _runs(changed)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the sheet; those made for the same width and colours are kept."""
        width, style = self.size.width, self.visual_style
        made_for = width, style, self.app.theme, self.app.native_ansi_color
        if made_for != self._made_for:
            self._made_for = made_for
            self._strips.clear()
        for y in crop.line_range:
            if y not in self._strips:
                self._strips[y] = self._strip(y, width, style)
        strips = [self._strips[y] for y in crop.line_range]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strip(self, y: int, width: int, style: Style) -> Strip:
        """One row, filled up to the sheet's width."""
        row = self._rows[y] if y < len(self._rows) else Content("")
        content = row if isinstance(row, Content) else row.content()
        if not content.plain:
            return Strip.blank(width, style.rich_style)
        strip = Strip(content.expand_tabs().render_segments(style))
        return strip.adjust_cell_length(width, style.rich_style)


def _same(before: Row, row: Row) -> bool:
    if isinstance(before, Content) and isinstance(row, Content):
        return before is row or before.is_same(row)
    return before == row


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending line numbers as stretches: where each begins, and its length."""
    for _, run in groupby(enumerate(lines), lambda each: each[1] - each[0]):
        stretch = [y for _, y in run]
        yield stretch[0], len(stretch)
