"""What a code of `check` means, as the guide has it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Markdown, Static

from alliance_tutor.deck.lint.explaining import explain
from alliance_tutor.tui.screens.reader import SCROLLING
from alliance_tutor.tui.text import STRONG, keys, words
from alliance_tutor.tui.widgets.page import Page


class ExplanationScreen(Screen[None]):
    """One code: its meaning, why it is a fault, the study, a bad and a good card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,w", "back", "Back", id="explanation.back", tooltip="Back to the findings"),
        *SCROLLING,
    ]

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def compose(self) -> ComposeResult:
        """The title, the page, the keys."""
        yield Static(words(f"Check › {self._code}", STRONG), classes="title")
        with Page():
            yield Markdown(explain(self._code), open_links=False)
        yield Static(id="keys", classes="keys")

    def on_resize(self) -> None:
        """Keys are set for the screen's width."""
        shown = [("q", "back", "screen.back"), ("↑↓", "scroll", "screen.scroll(1)")]
        self.query_one("#keys", Static).update(keys(shown, self.size.width - 2))

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(Page).by_lines(step)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)
