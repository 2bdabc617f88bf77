"""Pages read over another screen: a topic's passage, what is wrong with decks, the guide."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.deck.library import Library
from alliance_tutor.tui.text import QUIET, STRONG, hanging, keys, lines, long, words

PAGE = 76


class PageScreen(Screen[None]):
    """One page to read; q or Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,r", "back", "Back", id="page.back", tooltip="Back to where you were"),
        Binding("down,j", "scroll(1)", "Down", id="page.down", tooltip="A line down", system=True),
        Binding("up,k", "scroll(-1)", "Up", id="page.up", tooltip="A line up", system=True),
        Binding(
            "space,pagedown",
            "scroll_page(1)",
            "Page down",
            id="page.next",
            tooltip="A page down",
            system=True,
        ),
        Binding("pageup", "scroll_page(-1)", "Page up", id="page.previous", tooltip="A page up", system=True),
    ]

    def __init__(self, heading: str, draw: Callable[[int], Content]) -> None:
        """`draw` makes the page's text for lines of so many cells."""
        super().__init__()
        self._heading = heading
        self._draw_page = draw

    def compose(self) -> ComposeResult:
        """The heading, the page, the keys."""
        yield Static(words(self._heading, STRONG), classes="title")
        with VerticalScroll(classes="reader body", can_focus=False):
            yield Static(id="page")
        shown = [
            ("q", "back", "screen.back"),
            ("↑↓", "scroll", "screen.scroll(1)"),
            ("Space", "page", "screen.scroll_page(1)"),
        ]
        yield Static(keys(shown, 76), classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.query_one("#page", Static).update(self._draw_page(max(20, min(PAGE, self.size.width - 2))))

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        body = self.query_one(VerticalScroll)
        body.scroll_relative(y=step * max(1, body.size.height - 2), animate=False)


def topic_page(summary: str) -> Callable[[int], Content]:
    """The passage to read before a topic is asked."""
    return lambda width: long(summary or "This topic has no passage to read.", width)


def findings_page(library: Library) -> Callable[[int], Content]:
    """What is wrong with the decks that do not load: deck by deck, each line with what to do."""

    def draw(width: int) -> Content:
        rows: list[Content] = []
        for entry in library.broken:
            rows.append(words(entry.path.name, STRONG))
            rows += [*hanging(words(""), words(f"in {entry.path.parent}", QUIET), width), words("")]
            for finding in entry.findings:
                place = words(f"{finding.line}:{finding.column}  ", QUIET)
                rows += hanging(place, words(f"{finding.message}  ") + words(finding.code, QUIET), width)
                rows += (
                    hanging(words("     → ", QUIET), words(finding.hint, QUIET), width)
                    if finding.hint
                    else []
                )
            rows.append(words(""))
        rows.append(words("Mend the line in any editor, then press F5 on the first screen.", QUIET))
        return lines(rows) if library.broken else words("All decks load.")

    return draw
