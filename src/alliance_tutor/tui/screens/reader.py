"""Pages read over another screen: a topic's passage, a card, what is wrong with decks."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.insight.timeline import on_page
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, keys, lines, long, shown_key, words
from alliance_tutor.tui.widgets import card
from alliance_tutor.tui.widgets.page import Page
from alliance_tutor.tui.widgets.roomy import ROOMY

PAGE = 76
PAGING: list[BindingType] = [
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
SCROLLING: list[BindingType] = [
    Binding("down,j", "scroll(1)", "Down", id="page.down", tooltip="A line down", system=True),
    Binding("up,k", "scroll(-1)", "Up", id="page.up", tooltip="A line up", system=True),
    *PAGING,
]


class PageScreen(Screen[None]):
    """One page to read; q or Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape,r", "back", "Back", id="page.back", tooltip="Back to where you were"),
        *SCROLLING,
    ]

    BACK: ClassVar[str] = "Enter"

    def __init__(self, heading: str, draw: Callable[[int], Content]) -> None:
        """`draw` makes the page's text for lines of so many cells."""
        super().__init__()
        self._heading = heading
        self._draw_page = draw

    def compose(self) -> ComposeResult:
        """The heading, the page, the keys."""
        yield Static(words(self._heading, STRONG), classes="title")
        with Page():
            yield Static(id="page")
        yield Static(id="keys", classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        self.show()

    def show(self) -> None:
        """Draw the page and its keys."""
        width = self.size.width
        page = self._draw_page(max(20, min(PAGE, width - 3)))  # two of margin, one of the scrollbar
        self.query_one("#page", Static).update(page)
        self.query_one("#keys", Static).update(keys(self.shown_keys(), width - 2))

    def shown_keys(self) -> list[Key]:
        """The keys that apply."""
        return [
            (self.BACK, "back", "screen.back"),
            ("↑↓", "scroll", "screen.scroll(1)"),
            ("Space", "page", "screen.scroll_page(1)"),
        ]

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(Page).by_lines(step)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)


class CardScreen(PageScreen, inherit_bindings=False):
    """A card to read: what it asks, the answers, why, and the sources. A hidden answer can be shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "reveal", "Show the answer", id="card.reveal", tooltip="Show the answer that is hidden"
        ),
        Binding(
            "o", "open", "Open a source", id="card.open", tooltip="Open the sources' addresses, one by one"
        ),
        Binding("r", "read", "Read the topic", id="card.read", tooltip="The passage of this card's topic"),
        *SCROLLING,
        Binding("q,escape", "back", "Back", id="card.back", tooltip="Back to where you were"),
    ]
    BACK = "q"

    def __init__(self, desk: Desk, questions: Sequence[Question], heading: str, *, hidden: bool) -> None:
        """`questions` are the card's, one at least; with `hidden` the answers wait to be asked for."""
        super().__init__(heading, self._page)
        self._desk = desk
        self._questions = questions
        self._hidden = hidden
        self._opened = 0

    def shown_keys(self) -> list[Key]:
        """Those of a page, and what can be done with the card."""
        shown: list[Key] = [("Enter", "show the answer", "screen.reveal")] if self._hidden else []
        if self._links:
            shown.append(("o", "open the source", "screen.open"))
        return [*shown, *super().shown_keys(), ("?", "help", "app.help")]

    def action_reveal(self) -> None:
        """Show the answer."""
        self._hidden = False
        self.show()

    def action_open(self) -> None:
        """Open the addresses of the sources, one after the other; they are on the page."""
        if self._links:
            self.app.open_url(self._links[self._opened % len(self._links)])
            self._opened += 1

    def action_read(self) -> None:
        """Read the topic's passage."""
        ref = self._questions[0].ref
        for topic in self._desk.shelf.index.topics(ref.deck):
            if topic.id == ref.topic:
                self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    @property
    def _links(self) -> list[str]:
        """The addresses that are on the page."""
        return [] if self._hidden else [each.url for each in self._questions[0].citations if each.url]

    def _page(self, width: int) -> Content:
        first = self._questions[0]
        rows: list[Content] = []
        for question in on_page(self._questions, hidden=self._hidden):
            rows += [*card.prompt(question, width), BLANK]
            rows += [] if self._hidden else [*card.key(question, width), BLANK]
        if self._hidden:
            told = words(f"not asked yet: {shown_key('Enter', 'screen.reveal')} shows the answer", QUIET)
            return lines([*rows, *hanging(BLANK, told, width)])
        checked = self._desk.shelf.checked(first.ref.deck)
        return lines([*rows, *card.background(first, checked, width, addresses=True)])


def topic_page(summary: str) -> Callable[[int], Content]:
    """The passage to read before a topic is asked."""
    return lambda width: lines(long(summary or "This topic has no passage to read.", width))
