"""Bringing a deck along: the file's path, what has to be chosen, then the report."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from alliance_tutor.desk import Desk
from alliance_tutor.desk.importing import Choice, Importing, report_lines
from alliance_tutor.errors import TutorError
from alliance_tutor.exchange.importing import Kept
from alliance_tutor.tui.screens.reader import PAGE, SCROLLING
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, hanging, keys, lines, words
from alliance_tutor.tui.widgets.page import Page

_ASKED = "Which file? Type or paste its path."
_READING = "Reading the file …"
_KINDS = (
    "Question banks from Moodle (GIFT, XML) and Aiken, Anki's packages and text files, tables (CSV, TSV),"
    " Quizlet, Markdown, and decks that you were sent (.toml, or a folder). Nothing is replaced unasked."
)


class ImportScreen(Screen[None]):
    """A path, then digits for what has to be chosen, then what became of each item."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(
                str(number),
                f"choose({number - 1})",
                "Choose",
                show=False,
                key_display="1 2 3",
                tooltip="" if number > 1 else "Choose what is asked for",
                system=True,
            )
            for number in range(1, 10)
        ],
        Binding(
            "enter,ctrl+j",
            "accept",
            "Go on",
            id="import.accept",
            tooltip="Import the file; at the end, go home",
        ),
        Binding("i", "again", "Another file", id="import.again", tooltip="Import another file"),
        *SCROLLING,
        Binding("q,escape", "back", "Back", id="import.back", tooltip="Back to home"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._importing = Importing(desk)
        self._busy = False
        self._came: Choice | Kept | None = None
        self._told = ""

    def compose(self) -> ComposeResult:
        """The heading, the page, the field, the keys."""
        yield Static(words("Import a deck", STRONG), classes="title")
        with Page():
            yield Static(id="page")
        yield Input(id="path", classes="typed", compact=True, select_on_focus=False)
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """The field takes the path from the first."""
        self.query_one(Input).focus()

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A digit where there is something to choose; another file once one is done; nothing meanwhile."""
        if self._busy:
            return action.startswith("scroll")
        if action == "choose":
            return isinstance(self._came, Choice) and parameters[0] in range(len(self._came.options))
        if action == "again":
            return self._came is not None
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Import the file."""
        if event.value.strip():
            self._do(lambda: self._importing.begin(event.value))

    def action_choose(self, option: int) -> None:
        """Go on with an option."""
        self._do(lambda: self._importing.choose(option))

    def action_accept(self) -> None:
        """At the end, go home."""
        if isinstance(self._came, Kept):
            self.dismiss()

    def action_again(self) -> None:
        """Ask for a file once more."""
        self._came, self._told = None, ""
        self.query_one(Input).clear()
        self._show()

    def action_back(self) -> None:
        """Home."""
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Scroll by lines."""
        self.query_one(Page).by_lines(step)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)

    def _do(self, act: Callable[[], Choice | Kept | None]) -> None:
        self._busy = True
        self._show()
        self.run_worker(self._done(act))

    async def _done(self, act: Callable[[], Choice | Kept | None]) -> None:
        """Do it in a thread: a large file takes seconds."""
        self._told = ""
        try:
            self._came = await asyncio.to_thread(act)
            self._told = "" if self._came else "Nothing was imported."
        except TutorError as fault:
            self._came, self._told = None, f"{fault}. {fault.hint}".strip()
        if isinstance(self._came, Kept):
            self._desk.shelf.reload()
        self._busy = False
        self._show()

    def _show(self) -> None:
        width = self.size.width
        if not width:
            return
        field = self.query_one(Input)
        field.display = self._came is None and not self._busy
        if field.display and self.focused is not field:
            self.set_focus(field)
        elif not field.display and self.focused is not None:
            self.set_focus(None)
        self.query_one("#page", Static).update(self._page(max(20, min(PAGE, width - 3))))
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))

    def _page(self, width: int) -> Content:
        if self._busy:
            return lines([words(_READING, QUIET)])
        told = [*hanging(BLANK, words(self._told, "$error"), width), BLANK] if self._told else []
        if self._came is None:
            asked = [*hanging(BLANK, words(_ASKED, STRONG), width), BLANK]
            return lines([*told, *asked, *hanging(BLANK, words(_KINDS, QUIET), width)])
        if isinstance(self._came, Kept):
            return lines(
                [row for line in report_lines(self._came) for row in hanging(BLANK, words(line), width)]
            )
        rows = [row for line in self._came.lines for row in hanging(BLANK, words(line), width)]
        for number, option in enumerate(self._came.options, start=1):
            rows += hanging(words(f"{number}  ", STRONG), words(option), width)
        return lines(rows)

    def _keys(self) -> list[Key]:
        if self._busy:
            return []
        if self._came is None:
            return [
                ("Enter", "import", "screen.accept"),
                ("Esc", "back", "screen.back"),
                ("F1", "help", "app.help"),
            ]
        if isinstance(self._came, Kept):
            done: list[Key] = [("Enter", "home", "screen.accept"), ("i", "another file", "screen.again")]
            return [*done, ("↑↓", "scroll", "screen.scroll(1)"), ("?", "help", "app.help")]
        count = len(self._came.options)
        return [
            (f"1–{count}", "choose", ""),
            ("i", "another file", "screen.again"),
            ("q", "back", "screen.back"),
        ]
