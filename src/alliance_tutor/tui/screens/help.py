"""Help: the keys of the screen it was opened from, then the guide, page by page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Markdown, Static

from alliance_tutor import guide
from alliance_tutor.tui import commands
from alliance_tutor.tui.screens.reader import SCROLLING
from alliance_tutor.tui.text import QUIET, STRONG, hanging, keys, lines, shown_key, spread, words
from alliance_tutor.tui.widgets.page import Page

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

PAGE = 76
KEYS_WIDTH = 14
TERM_WIDTH = 24  # cells of a term of a language that is typed


class HelpScreen(Screen[None]):
    """The keys, and the manual of the version that runs."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "q,escape,f1,question_mark", "back", "Back", id="help.back", tooltip="Back to where you were"
        ),
        Binding(
            "right,n", "turn(1)", "Next page", id="help.next", tooltip="The guide's next page", system=True
        ),
        Binding(
            "left,p", "turn(-1)", "Previous page", id="help.previous", tooltip="The page before", system=True
        ),
        *SCROLLING,
    ]

    def __init__(self, asked_from: Screen[Any]) -> None:
        super().__init__()
        self._asked_from = asked_from
        self._pages = guide.pages()
        self._number = 0

    def compose(self) -> ComposeResult:
        """The title, the keys and the page, of which one is shown, the keys of the help itself."""
        yield Static(id="title", classes="title")
        with Page():
            yield Static(id="keys-page")
            yield Markdown(id="guide-page", open_links=False)
        yield Static(id="keys", classes="keys")

    def on_resize(self) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss()

    async def action_turn(self, step: int) -> None:
        """Turn the page."""
        self._number = (self._number + step) % (len(self._pages) + 1)
        if self._number:
            page = guide.read(self._pages[self._number - 1].name)
            await self.query_one(Markdown).update(page)
        self.query_one(Page).scroll_home(animate=False)
        self._draw()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(Page).by_lines(step)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)

    def _draw(self) -> None:
        width = self.size.width - 2
        name = self._pages[self._number - 1].title if self._number else "Keys"
        far = words(f"{self._number + 1} of {len(self._pages) + 1}")
        self.query_one("#title", Static).update(spread(words(f"Help › {name}"), far, width))
        listed = keys_page(self._asked_from, self.app.chosen_keys, max(20, min(PAGE, width)))
        self.query_one("#keys-page", Static).update(listed)
        self.query_one("#keys-page").display = not self._number
        self.query_one("#guide-page").display = bool(self._number)
        shown = [("←→", "pages of the guide", "screen.turn(1)"), ("Space", "down", "screen.scroll_page(1)")]
        self.query_one("#keys", Static).update(keys([*shown, ("q", "back", "screen.back")], width))


def keys_page(screen: Screen[Any], chosen: Mapping[str, str], width: int) -> Content:
    """The keys that mean something on a screen, each with what it does; `chosen` are the learner's own.

    Where something is typed in a language, the screen's `TYPED` has its terms, each with what it finds.
    """
    rows: list[Content] = []
    for command in commands.of_screen(screen, chosen):
        mark = words(" ".join(command.keys).ljust(KEYS_WIDTH) + " ", STRONG)
        rows += hanging(mark, words(command.why), width)
    typed: Mapping[str, str] = getattr(screen, "TYPED", {})
    rows += [words("")] if typed else []
    for term, meaning in typed.items():
        mark = words(f"{term.ljust(TERM_WIDTH)} ", STRONG)
        rows += hanging(mark, words(meaning), width)
    rows += [words(""), *hanging(words(""), words(_more(), QUIET), width)]
    return lines(rows)


def _more() -> str:
    turn = shown_key("→", "screen.turn(1)")
    return f"Ctrl+P finds every command by its name, the themes too. {turn} turns to the guide."
