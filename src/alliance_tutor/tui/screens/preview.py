"""Previewing a deck while it is written: each question to be tried, and what is found beside it."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.deck.questions import Form
from alliance_tutor.desk import Desk
from alliance_tutor.desk.preview import Preview
from alliance_tutor.insight.wording import number
from alliance_tutor.study.grading import Verdict
from alliance_tutor.study.responses import Response
from alliance_tutor.study.session import Asked
from alliance_tutor.tui.aside import Told
from alliance_tutor.tui.screens.asking import ANSWERING, READING, AskingScreen, answer_keys
from alliance_tutor.tui.screens.findings import COLOURS, FindingsScreen
from alliance_tutor.tui.screens.reader import PageScreen, topic_page
from alliance_tutor.tui.text import (
    BLANK,
    QUIET,
    STRONG,
    Key,
    hanging,
    indented,
    key_rows,
    shown_key,
    spread,
    words,
)
from alliance_tutor.tui.widgets.forms import LETTERS
from alliance_tutor.tui.widgets.sitting import View

LOOK = 0.5  # seconds between looks at the file's stat
_GRASPED = {Form.TICK, Form.ARRANGE, Form.PAIR}
_NOT_HERE = {"flag"}


class PreviewScreen(AskingScreen):
    """One question of the deck, its answer, and what `check` says of it; nothing is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ANSWERING,
        Binding(
            "enter,ctrl+j",
            "accept",
            "Answer or go on",
            id="preview.accept",
            tooltip="Show the answer or have yours checked; then the next question",
        ),
        Binding(
            "space",
            "space",
            "Tick or move",
            id="preview.space",
            tooltip="Tick the row, pick an item up or put it down; else the same as Enter",
        ),
        Binding("right,n", "next", "Next", id="preview.next", tooltip="The next question"),
        Binding("left,p", "previous", "Previous", id="preview.previous", tooltip="The question before"),
        Binding(
            "g",
            "changed",
            "Go to what changed",
            id="preview.changed",
            tooltip="The next question that the latest save changed or added",
        ),
        Binding("a", "again", "Ask again", id="preview.again", tooltip="Hide the answer and ask once more"),
        Binding("y", "count", "Count it", id="preview.count", tooltip="Let a near miss count as right"),
        Binding(
            "w",
            "findings",
            "All findings",
            id="preview.findings",
            tooltip="What check says of the whole deck",
        ),
        Binding(
            "e",
            "edit",
            "Edit",
            id="preview.edit",
            tooltip="Open the card in your editor, at its line",
        ),
        *[each for each in READING if isinstance(each, Binding) and each.action not in _NOT_HERE],
        Binding("q", "quit", "Leave", id="preview.quit", tooltip="Leave the preview; nothing was recorded"),
    ]
    SPOKEN = ("next", "previous", "changed", "findings", "edit", "hint", "read", "quit")
    ROOM_BELOW = 2

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__(desk)
        self._preview = preview

    @property
    def current(self) -> Asked | None:
        """The preview's question; None while the deck never loaded, or has no cards."""
        return self._preview.asked

    @property
    def asking(self) -> bool:
        """Until the answer is shown."""
        return self._preview.verdict is None

    @property
    def outcome(self) -> tuple[Verdict, Response | None] | None:
        """The preview's."""
        verdict = self._preview.verdict
        return (verdict, self._preview.response) if verdict else None

    def on_mount(self) -> None:
        """Look at the file, again and again."""
        super().on_mount()
        self.set_interval(LOOK, self.look)

    def look(self) -> None:
        """Show what was saved meanwhile; a later save takes the place of one that is still being read."""
        if saved := self._preview.saved():
            self.run_worker(self._read(saved), exclusive=True)

    def show(self) -> None:
        """Draw the question, or why there is none."""
        if self.current is not None:
            super().show()
        elif self.size.width:
            self._asked = None
            self._show_field(False, (0, 0, 0))
            self._sheet.show(self._nothing(*self.size))

    def respond(self, response: Response | None) -> None:
        """Have it marked."""
        self._preview.respond(response)

    def far(self) -> Content:
        """The question's place in the deck, and its line."""
        preview = self._preview
        path, line = preview.where
        name = Path(path).name
        place = f"{preview.place + 1} of {len(preview.questions)}"
        return words(f"{name}:{line}   ", QUIET) + words(place)

    def below(self, width: int) -> list[Content]:
        """What is found on the card, or why the deck does not load."""
        room = max(self.ROOM_BELOW, self.size.height // 3)
        rows = [row for each in self._preview.beside for row in self._finding(each, width - 2)]
        if len(rows) > room:
            rows = [*rows[: room - 1], words(f"… {shown_key('w', 'screen.findings')} shows all", QUIET)]
        return indented(rows, 1)

    def notice(self) -> str:
        """The preview's, else how many findings there are elsewhere."""
        preview = self._preview
        others = len(preview.findings) - len(preview.beside)
        key = shown_key("w", "screen.findings")
        rest = f"{number(others, 'finding')} elsewhere in the deck: {key} shows them." if others else ""
        return preview.notice or ("" if preview.broken else rest)

    def keys(self) -> list[Key]:
        """Those of asking, or those of the answer."""
        question = self._asked.question if self._asked else None
        form = question.form if question else Form.RECALL
        if not self.asking:
            verdict = self._preview.verdict
            near: list[Key] = [("y", "count it", "screen.count")] if verdict and verdict.near else []
            return [
                ("Enter", "next", "screen.accept"),
                *near,
                ("a", "ask again", "screen.again"),
                *_MOVES[1:],
                *_LAST,
            ]
        first = answer_keys(form, self._draft, hint=bool(question and question.hint), reveals="reveal")
        if form is Form.TYPED:
            spoken: list[Key] = [(f":{each}", "", f"screen.{each}") for each in ("next", "previous", "quit")]
            return [*first, *spoken, ("F1", "help", "app.help")]
        # A letter that an option has picks it.
        moves = [each for each in _MOVES if each[0] not in LETTERS[: self._draft.letters]]
        return [*first, *moves, *_LAST]

    def over(self) -> None:
        """There is no end: the deck may yet load."""
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some only once the answer is shown."""
        if action in ("open", "count", "again"):
            return not self.asking
        return super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Show or check; then the next question, unless the key is only held down."""
        if self.asking:
            self.answer()
        elif not self.held():
            self.action_next()

    def action_space(self) -> None:
        """Tick, pick up or put down; where there is nothing of the kind the same as Enter."""
        if self.asking and self._draft.form in _GRASPED:
            self.action_grasp()
        else:
            self.action_accept()

    def action_next(self) -> None:
        """The next question."""
        self.do(lambda: self._preview.go(1))

    def action_previous(self) -> None:
        """The question before."""
        self.do(lambda: self._preview.go(-1))

    def action_changed(self) -> None:
        """The next question that was changed."""
        self.do(self._preview.go_to_changed)

    def action_again(self) -> None:
        """Ask once more."""
        self.do(self._preview.again)

    def action_count(self) -> None:
        """Let a near miss count."""
        self.do(self._preview.count)

    def action_flag(self) -> None:
        """Nothing: a preview records nothing."""

    def action_findings(self) -> None:
        """All findings of the deck, as they are at each moment."""

        async def find(_told: Told) -> tuple[Finding, ...]:
            return self._preview.findings

        self.app.push_screen(FindingsScreen(self._desk, self._preview.title, find, remarks=True))

    def action_read(self) -> None:
        """Read the topic's passage, as it is written now."""
        topic = self._preview.topic
        if topic:
            self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    def action_edit(self) -> None:
        """Open the card in the editor; what was saved is shown afterwards."""
        from alliance_tutor.tui.editor import edit_file

        def edit() -> None:
            edit_file(self.app, self._desk, *self._preview.to_edit)
            self.look()

        self.do(edit)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    async def _read(self, saved: DeckFile) -> None:
        """Read in a thread: a large deck takes seconds, and keys are answered meanwhile."""
        self._preview.take(*await asyncio.to_thread(self._preview.read, saved))
        self.show()
        if isinstance(self.app.screen, FindingsScreen):
            self.app.screen.action_look()

    def _view(self, current: Asked) -> View:
        topic = self._preview.topic
        where = " › ".join(filter(None, ("Preview", self._preview.title, topic.title if topic else "")))
        return replace(super()._view(current), where=words(where), checked=self._preview.checked)

    def _finding(self, finding: Finding, width: int) -> list[Content]:
        mark = words(f"{self._preview.line_of(finding)}: ", COLOURS[finding.severity])
        text = words(finding.message) + words(f"  {finding.severity} {finding.code}", QUIET)
        rows = hanging(mark, text, width)
        return (
            [*rows, *hanging(words("  → ", QUIET), words(finding.hint, QUIET), width)]
            if finding.hint
            else rows
        )

    def _nothing(self, width: int, height: int) -> list[Content]:
        """The findings where there is no question to show."""
        preview = self._preview
        head = spread(
            words(f"Preview › {preview.title}"), words(preview.where[0].rpartition("/")[2], QUIET), width - 2
        )
        told = "This deck does not load yet. Mend it and save: it is read again at once."
        told = told if preview.broken else "This deck has no questions yet. Write a [[card]] and save."
        rows = [BLANK, *hanging(BLANK, words(told, STRONG), width - 2), BLANK]
        rows += [row for each in preview.findings for row in self._finding(each, width - 2)]
        foot = key_rows(
            [("w", "all findings", "screen.findings"), ("e", "edit", "screen.edit"), *_LAST], width - 2
        )
        body = [head, *rows][: height - len(foot)]
        return indented([*body, *[BLANK] * (height - len(foot) - len(body)), *foot], 1)


_MOVES: list[Key] = [
    ("n", "next", "screen.next"),
    ("p", "previous", "screen.previous"),
    ("w", "what is wrong", "screen.findings"),
    ("e", "edit", "screen.edit"),
]
_LAST: list[Key] = [("q", "leave", "screen.quit"), ("?", "help", "app.help")]
