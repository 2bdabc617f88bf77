"""What `check` says of decks: every finding with its line, to be opened in the editor or explained."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.desk import Desk
from alliance_tutor.desk.checking import GRAVE
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import digits, number
from alliance_tutor.tui.aside import Told
from alliance_tutor.tui.text import (
    BLANK,
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
from alliance_tutor.tui.widgets.roomy import ROOMY

Find = Callable[[Told], Awaitable[Sequence[Finding]]]

PAGE = 100
MARK, NO_MARK = "▌ ", "  "
COLOURS: dict[Severity, Style | str] = {
    Severity.ERROR: "$error",
    Severity.WARNING: "$warning",
    Severity.INFO: QUIET,
}


class FindingsScreen(Screen[None]):
    """A list of findings, one of which is marked; remarks are left out at first where there is graver."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,e", "edit", "Edit", id="findings.edit", tooltip="Open the file in your editor, at the line"
        ),
        Binding(
            "w",
            "explain",
            "Why",
            id="findings.why",
            tooltip="What the code means, why, and on which study it rests",
        ),
        Binding(
            "i", "remarks", "Remarks", id="findings.remarks", tooltip="Show remarks too, or leave them out"
        ),
        Binding("f5", "look", "Check again", id="findings.look", tooltip="Check the decks again"),
        Binding("down,j", "move(1)", "Down", id="findings.down", tooltip="The finding below", system=True),
        Binding("up,k", "move(-1)", "Up", id="findings.up", tooltip="The finding above", system=True),
        Binding(
            "space,pagedown", "page(1)", "Page down", id="findings.next", tooltip="Further down", system=True
        ),
        Binding("pageup", "page(-1)", "Page up", id="findings.previous", tooltip="Further up", system=True),
        Binding("home", "move(-1_000_000)", "First", id="findings.first", tooltip="The first", system=True),
        Binding("end", "move(1_000_000)", "Last", id="findings.last", tooltip="The last", system=True),
        Binding("q,escape,c", "back", "Back", id="findings.back", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk, heading: str, find: Find, *, remarks: bool | None = None) -> None:
        """`find` gives what is found now; without `remarks` they are shown only where nothing is graver."""
        super().__init__()
        self._desk = desk
        self._heading = heading
        self._find = find
        self._remarks = remarks
        self._found: Sequence[Finding] | None = None
        self._at = 0
        self._top = 0
        self._drawn = 1
        self._notice = ""
        self._looked = 0

    def compose(self) -> ComposeResult:
        """The title, the list, a notice, the keys."""
        yield Static(id="title", classes="title")
        yield Static(id="list", classes="body")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Find."""
        self.action_look()

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        self.show()

    def action_look(self) -> None:
        """Find again; the marked line stays where it can."""
        self.run_worker(self._look(), exclusive=True)

    def action_move(self, step: int) -> None:
        """Mark another finding."""
        self._at = max(0, min(len(self._listed) - 1, self._at + step))
        self._notice = ""
        self.show()

    def action_page(self, step: int) -> None:
        """Mark the finding a screen away."""
        self.action_move(step * max(1, self._drawn - 1))

    def action_pick(self, place: int) -> None:
        """Mark a finding that was clicked."""
        self.action_move(place - self._at)

    def action_remarks(self) -> None:
        """Show remarks too, or leave them out."""
        marked = self._marked
        self._remarks = not self._shows_remarks
        self._mark(marked)

    def action_edit(self) -> None:
        """Open the marked finding's file at its line, then look again."""
        from alliance_tutor.tui.editor import edit_file

        finding = self._marked
        if finding is None:
            return
        self._notice = ""
        try:
            edit_file(self.app, self._desk, *self._desk.checking.to_edit(finding))
            self._desk.shelf.reload()
        except TutorError as fault:
            self._notice = f"{fault}. {fault.hint}".strip()
        self.show()
        self.action_look()

    def action_explain(self) -> None:
        """What the marked finding's code means, and why."""
        from alliance_tutor.tui.screens.explanation import ExplanationScreen

        if self._marked:
            self.app.push_screen(ExplanationScreen(self._marked.code))

    def action_back(self) -> None:
        """Close the list."""
        self.dismiss()

    def show(self) -> None:
        """Draw as many findings as there is room for, the marked one among them."""
        width, height = self.size.width, self.query_one("#list").size.height
        if not width or not height:
            return
        self.query_one("#title", Static).update(words(f"{self._heading}{self._counts()}", STRONG))
        listed = self._listed
        if listed:
            self._top = min(self._top, self._at)
            while (rows := self._rows(listed, min(PAGE, width - 2), height)) is None:
                self._top += 1
            self.query_one("#list", Static).update(lines([BLANK, *indented(rows, 1)]))
        else:
            far = f": {digits(self._looked)} done" if self._looked else ""
            told = f"Checking the decks{far} …" if self._found is None else "Nothing is found."
            self.query_one("#list", Static).update(lines([BLANK, *indented([words(told)], 1)]))
        self.query_one("#notice", Static).update(words(self._notice, QUIET))
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))

    async def _look(self) -> None:
        marked = self._marked
        try:
            self._found = await self._find(self._far)
        except TutorError as fault:
            self._found, self._notice = self._found or (), str(fault)
        self._mark(marked)

    def _far(self, decks: int) -> None:
        if decks != self._looked and self.is_current:
            self._looked = decks
            self.show()

    def _mark(self, finding: Finding | None) -> None:
        """Mark a finding again, or what stands in its place."""
        listed = self._listed
        same = (
            n
            for n, each in enumerate(listed)
            if finding and each[:3] == finding[:3] and each.code == finding.code
        )
        self._at = next(same, max(0, min(len(listed) - 1, self._at)))
        self.show()

    @property
    def _shows_remarks(self) -> bool:
        if self._remarks is not None:
            return self._remarks
        return not any(each.severity in GRAVE for each in self._found or ())

    @property
    def _listed(self) -> list[Finding]:
        shown = set(Severity) if self._shows_remarks else GRAVE
        return [each for each in self._found or () if each.severity in shown]

    @property
    def _marked(self) -> Finding | None:
        listed = self._listed
        return listed[self._at] if self._at < len(listed) else None

    def _counts(self) -> str:
        found = self._found
        if not found:
            return ""
        count = {each: sum(one.severity is each for one in found) for each in Severity}
        told = (number(count[Severity.ERROR], "error"), number(count[Severity.WARNING], "warning"))
        return f" › {', '.join(told)}, {number(count[Severity.INFO], 'remark')}"

    def _rows(self, listed: list[Finding], width: int, height: int) -> list[Content] | None:
        """The rows from the top finding on; None where the marked one does not fit among them."""
        rows: list[Content] = []
        path = ""
        self._drawn = 0
        for place in range(self._top, len(listed)):
            finding = listed[place]
            named = words(_place(finding.path), STRONG).truncate(width, ellipsis=True)
            head = [named] if finding.path != path else []
            more = [*head, *self._finding(finding, place, width)]
            if rows and len(rows) + len(more) > height - 1:
                return rows if place > self._at else None
            path = finding.path
            rows += more
            self._drawn += 1
        return rows

    def _finding(self, finding: Finding, place: int, width: int) -> list[Content]:
        mark = words(MARK if place == self._at else NO_MARK, STRONG)
        at = mark + words(f"{finding.line}: ", COLOURS[finding.severity])
        text = words(finding.message) + words(f"  {finding.severity} {finding.code}", QUIET)
        rows = hanging(at, text, width)
        if finding.hint and place == self._at:
            rows += hanging(words("    → ", QUIET), words(finding.hint, QUIET), width)
        return [clickable(row, f"screen.pick({place})") for row in rows]

    def _keys(self) -> list[Key]:
        remarks = "hide remarks" if self._shows_remarks else "remarks"
        listed: list[Key] = [
            ("Enter", "edit", "screen.edit"),
            ("w", "why", "screen.explain"),
            ("↑↓", "move", "screen.move(1)"),
        ]
        return [
            *(listed if self._listed else []),
            *([("i", remarks, "screen.remarks")] if self._found else []),
            ("F5", "check again", "screen.look"),
            ("q", "back", "screen.back"),
            ("?", "help", "app.help"),
        ]


def _place(path: str) -> str:
    """A file's name, and the folder where several decks lie."""
    return f"{Path(path).name}   in {Path(path).parent}"
