"""The backups: listed with their dates and counts, compared with the history, and brought back."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.keeping import copy_line, difference_lines
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.backup import Backup
from alliance_tutor.journal.restoring import Difference
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, clickable, hanging, lines, words
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.page import Page

_WHY = (
    "A backup is made at every start after something changed. All of two days are kept, then one a day, one a"
    " week, and one a month for ever."
)
_NONE = "There is none yet."


class BackupsScreen(PageScreen, inherit_bindings=False):
    """The backups, the latest first; Enter shows what one would change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Compare", id="backups.open", tooltip="What this backup would change"),
        Binding("b", "make", "Back up now", id="backups.make", tooltip="Make a backup now"),
        Binding("up,k", "move(-1)", "Up", id="backups.up", tooltip="The row above", system=True),
        Binding("down,j", "move(1)", "Down", id="backups.down", tooltip="The row below", system=True),
        Binding("q,escape", "back", "Back", id="backups.back", tooltip="Back to home"),
    ]
    BACK = "q"

    def __init__(self, desk: Desk) -> None:
        super().__init__("Backups", self._page)
        self._desk = desk
        self._copies = desk.keeping.copies()
        self._place = 0
        self._told = ""

    def shown_keys(self) -> list[Key]:
        """What can be done here."""
        listed: list[Key] = [("Enter", "compare", "screen.open"), ("↑↓", "backup", "screen.move(1)")]
        rest: list[Key] = [("b", "back up now", "screen.make"), ("q", "back", "screen.back")]
        return [*(listed if self._copies else []), *rest, ("?", "help", "app.help")]

    def action_move(self, step: int) -> None:
        """Take another backup in hand."""
        self._place = max(0, min(len(self._copies) - 1, self._place + step))
        self.show()
        self.query_one(Page).scroll_to(y=max(0, self._place - self.size.height // 2), animate=False)

    def action_open(self, place: int | None = None) -> None:
        """What the backup in hand, or the one that was clicked, would change."""
        self._place = self._place if place is None else place
        if self._copies:
            self.app.push_screen(CopyScreen(self._desk, self._copies[self._place], self._after))

    def action_make(self) -> None:
        """Make a backup now; keys are handled meanwhile."""
        self._told = "Making a backup …"
        self.show()
        self.run_worker(self._make, thread=True, exit_on_error=False)

    def _make(self) -> None:
        try:
            made = self._desk.keeping.back_up()
            told = f"{number(made.events, 'event')} copied." if made else "The latest backup has everything."
        except TutorError as fault:
            told = f"{fault}. {fault.hint}"
        self.app.call_from_thread(self._after, told)

    def _after(self, told: str) -> None:
        self._told = told
        self._copies = self._desk.keeping.copies()
        self.show()

    def _page(self, width: int) -> Content:
        rows: list[Content] = []
        for place, copy in enumerate(self._copies):
            here = place == self._place
            mark = words(f" {CURSOR} " if here else "   ", "$accent")
            line = mark + words(copy_line(copy), STRONG if here else "")
            rows.append(clickable(line.truncate(width, ellipsis=True), f"screen.open({place})"))
        rows += [] if self._copies else [words(_NONE)]
        rows += [BLANK, *hanging(BLANK, words(self._told or _WHY, "" if self._told else QUIET), width)]
        return lines(rows)


class CopyScreen(PageScreen, inherit_bindings=False):
    """What one backup would change, and the choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", "Add what only it has", id="copy.merge", tooltip="Nothing is lost by this"),
        Binding(
            "y",
            "restore",
            "Bring it back",
            id="copy.restore",
            tooltip="The backup takes the place of your history, which is kept beside it",
        ),
        *SCROLLING,
        Binding("q,escape", "back", "Back", id="copy.back", tooltip="Change nothing"),
    ]
    BACK = "q"

    def __init__(self, desk: Desk, copy: Backup, after: Callable[[str], None]) -> None:
        """`after` is told what came of it, once something was changed."""
        super().__init__("What this backup would change", self._page)
        self._desk = desk
        self._copy = copy
        self._after = after
        self._found: Difference | None = None
        self._told = "Comparing …"
        self._busy = False

    def on_mount(self) -> None:
        """Compare aside: with a million events that takes seconds."""
        self.run_worker(self._compare, thread=True, exit_on_error=False)

    def shown_keys(self) -> list[Key]:
        """The choice, once it is known what it means."""
        found: list[Key] = [("y", "bring it back", "screen.restore")] if self._found else []
        if self._found and self._found.gained:
            found.insert(0, ("m", "add what only it has", "screen.merge"))
        return [*found, ("q", "back", "screen.back"), ("?", "help", "app.help")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done before it is known what it would change."""
        if action == "restore":
            return self._found is not None
        if action == "merge":
            return self._found is not None and bool(self._found.gained)
        return True

    def action_restore(self) -> None:
        """Let the backup take the history's place."""
        self._do(self._restore)

    def action_merge(self) -> None:
        """Add what only the backup has."""
        self._do(self._merge)

    def action_back(self) -> None:
        """Close the page; not while something is being changed."""
        if not self._busy:
            self.dismiss()

    def _restore(self) -> str:
        kept = self._desk.keeping.restore(self._copy.path)
        return f"The backup is your history now. What was there is kept as {kept.name}." if kept else "Done."

    def _merge(self) -> str:
        return f"{number(self._desk.keeping.merge(self._copy.path), 'event')} added."

    def _do(self, what: Callable[[], str]) -> None:
        """Do it aside, and close with what came of it; nothing else can be chosen meanwhile."""
        self._busy, self._found, self._told = True, None, "Working …"
        self.show()
        self.run_worker(partial(self._done, what), thread=True, exit_on_error=False)

    def _done(self, what: Callable[[], str]) -> None:
        try:
            told = what()
        except TutorError as fault:
            told = f"{fault}. {fault.hint}"
        self.app.call_from_thread(self._close, told)

    def _close(self, told: str) -> None:
        self._desk.reopen()
        self.dismiss()
        self._after(told)

    def _compare(self) -> None:
        try:
            self._found = self._desk.keeping.difference(self._copy.path)
            self._told = ""
        except TutorError as fault:
            self._told = f"{fault}. {fault.hint}"
        self.app.call_from_thread(self.show)

    def _page(self, width: int) -> Content:
        rows = [*hanging(BLANK, words(copy_line(self._copy), STRONG), width), BLANK]
        told = difference_lines(self._found) if self._found else []
        for line in [*told, *([self._told] if self._told else [])]:
            rows += hanging(words("    " if line.startswith(" ") else ""), words(line.strip()), width)
        return lines(rows)
