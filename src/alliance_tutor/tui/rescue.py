"""A small app for a history that does not open: what can be saved, and the ways out."""

import os
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from alliance_tutor.desk.keeping import keeping_of
from alliance_tutor.desk.rescue import KEPT, LOOKING, Way, ways
from alliance_tutor.errors import DamagedError, TutorError
from alliance_tutor.insight.keeping import salvage_words
from alliance_tutor.settings import AUTO_THEME
from alliance_tutor.tui.text import (
    BLANK,
    CLICK,
    QUIET,
    STRONG,
    Key,
    clickable,
    hanging,
    indented,
    keys,
    lines,
    words,
)
from alliance_tutor.tui.themes import terminal_theme
from alliance_tutor.tui.widgets.dashboard import CURSOR

_WIDTH = 76


class RescueApp(App[bool]):
    """What is wrong, and the ways out; ends with whether there is a history to go on with."""

    CSS_PATH = "tutor.tcss"
    TITLE = "Alliance Tutor"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take this way", id="rescue.take", tooltip="Do what is marked"),
        Binding("up,k", "move(-1)", "Up", id="rescue.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="rescue.down", tooltip="The row below", system=True),
        Binding("q,ctrl+q", "leave", "Quit", id="rescue.leave", tooltip="Change nothing"),
    ]

    def __init__(self, home: str | None, fault: DamagedError) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.register_theme(terminal_theme())
        self.theme = AUTO_THEME
        self._keeping = keeping_of(home)
        self._fault = fault
        self._ways: list[Way] = []
        self._place = 0
        self._told = LOOKING

    def compose(self) -> ComposeResult:
        """The title, what there is to say and to choose, the keys."""
        yield Static(words("Your history cannot be opened", STRONG), classes="title")
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(id="page")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Read what can be read aside: of a million events that takes a while."""
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def on_resize(self) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Mark another way."""
        self._place = max(0, min(len(self._ways) - 1, self._place + step))
        self._draw()

    def action_take(self, place: int | None = None) -> None:
        """Take the way that is marked, or the one that was clicked."""
        if self._ways:
            way = self._ways[self._place if place is None else place]
            self._ways, self._told = [], "Working …"
            self._draw()
            self.run_worker(lambda: self._take(way), thread=True, exit_on_error=False)

    def action_leave(self) -> None:
        """Change nothing."""
        self.exit(False)

    async def on_click(self, event: object) -> None:
        """Run the action of what was clicked, if it has one."""
        action = getattr(event, "style").meta.get(CLICK)  # noqa: B009
        if action:
            await self.run_action(action)

    def _look(self) -> None:
        try:
            saved = self._keeping.look()
            self._told = f"{salvage_words(saved)}."
            self._ways = ways(self._keeping, saved)
        except TutorError as fault:
            self._told = f"{fault}. {fault.hint}"
        self.call_from_thread(self._draw)

    def _take(self, way: Way) -> None:
        try:
            way.act()
        except TutorError as fault:
            told = f"{fault}. {fault.hint}"
            self._look()
            self._told = told
            self.call_from_thread(self._draw)
        else:
            self.call_from_thread(self.exit, True)

    def _draw(self) -> None:
        width = min(_WIDTH, self.size.width - 4)
        rows: list[Content] = []
        for text in (f"{self._fault}.", self._told, KEPT):
            rows += [*hanging(BLANK, words(text), width), BLANK]
        for place, way in enumerate(self._ways):
            here = place == self._place
            mark = words(f" {CURSOR} " if here else "   ", "$accent")
            body = words(way.text, STRONG if here else "")
            rows += [clickable(row, f"app.take({place})") for row in hanging(mark, body, width)]
        if not self._ways:
            rows.append(words("Please wait.", QUIET))
        self.query_one("#page", Static).update(lines([BLANK, *indented(rows, 2)]))
        choice: list[Key] = [("Enter", "do it", "app.take"), ("↑↓", "choose", "app.move(1)")]
        shown = [*(choice if self._ways else []), ("q", "quit, change nothing", "app.leave")]
        self.query_one("#keys", Static).update(keys(shown, self.size.width - 2))


def rescue(home: str | None, fault: DamagedError) -> bool:
    """Offer the ways out; whether one was taken and there is a history to go on with."""
    return bool(RescueApp(home, fault).run())
