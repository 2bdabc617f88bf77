"""A text that is read by scrolling, between a screen's title and its keys."""

from textual.containers import VerticalScroll

_MARGIN = 1  # lines above the text


class Page(VerticalScroll, can_focus=False):
    """What is longer than the screen; some of its lines may be in hand."""

    DEFAULT_CLASSES = "reader body"
    _in_hand = 0, 0

    def by_lines(self, step: int) -> None:
        """Scroll by so many lines, up where `step` is below 0."""
        self.scroll_relative(y=step, animate=False)

    def by_pages(self, step: int) -> None:
        """Scroll by so many screenfuls, two lines less each."""
        self.scroll_relative(y=step * max(1, self.size.height - 2), animate=False)

    def take_in_hand(self, begins: int, ends: int) -> None:
        """Take the lines of the text from `begins` to before `ends` in hand."""
        self._in_hand = begins + _MARGIN, ends + _MARGIN

    @property
    def in_sight(self) -> bool:
        """Whether what is in hand is on the screen, whole or from its first line on."""
        (begins, ends), top, height = self._in_hand, self.scroll_offset.y, self.size.height
        return top <= begins and min(ends, begins + height) <= top + height

    def show_in_hand(self) -> None:
        """Scroll to what is in hand."""
        if not self.in_sight:
            begins, ends = self._in_hand
            below = max(0, ends - self.size.height)
            self.scroll_to(y=begins if begins < self.scroll_offset.y else min(begins, below), animate=False)
