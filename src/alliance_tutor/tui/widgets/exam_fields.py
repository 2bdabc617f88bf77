"""The fields in which an exam's answers are written: one line, or several; and what can be said in them.

A line that begins with a colon and is a command does what the key does.
"""

from dataclasses import dataclass

from textual.events import Key
from textual.message import Message
from textual.widgets import Input, TextArea

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.insight.wording import to_type
from alliance_tutor.study.kept import LONGEST
from alliance_tutor.text import harmless
from alliance_tutor.tui.widgets.exam import Field

COMMANDS = {
    "next": "step(1)",
    "previous": "step(-1)",
    "go": "go",
    "unanswered": "unanswered",
    "flag": "flag",
    "flagged": "flagged",
    "sure": "sure",
    "clear": "take_back",
    "clock": "hide",
    "time": "time",
    "pause": "pause",
    "hand-in": "hand_in",
    "quit": "leave",
}
"""The action of each command; those of `_NUMBERED` take a number."""
_NUMBERED = {"go": range(1, 10_000), "sure": range(1, 4)}


def action_of(line: str) -> str:
    """The action that a line asks for, empty where it is no command."""
    colon, name, number = line.strip()[:1], *line.strip()[1:].partition(" ")[::2]
    if colon != ":" or name not in COMMANDS:
        return ""
    if name not in _NUMBERED:
        return "" if number else COMMANDS[name]
    named = int(number) if number.strip().isdecimal() and len(number) < 6 else 0
    return f"{COMMANDS[name]}({named})" if named in _NUMBERED[name] else ""


class Writing(TextArea):
    """Several lines; Enter at the end of a command takes it out and tells of it."""

    @dataclass
    class Commanded(Message):
        """A command was written on a line of its own."""

        action: str

    async def _on_key(self, event: Key) -> None:
        """Obey a command, write everything else."""
        row = self.cursor_location[0]
        line = self.document.get_line(row)
        action = action_of(line) if event.key == "enter" else ""
        if not action:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        begin = (row - 1, len(self.document.get_line(row - 1))) if row else (0, 0)
        self.delete(begin, (row, len(line)))
        self.post_message(self.Commanded(action))


class Fields:
    """Both fields, of which one is open at most: for what is typed one line, for an open question several.

    What is recalled in study is written in an exam, on one line.
    """

    def __init__(self) -> None:
        self.line = Input(id="entry", compact=True, max_length=LONGEST, select_on_focus=False)
        self.page = Writing(id="writing", compact=True, highlight_cursor_line=False)
        self.open: Input | Writing | None = None

    @property
    def text(self) -> str:
        """What stands in the open field; empty also while it may become a command."""
        if isinstance(self.open, Writing):
            return self.open.text
        text = self.open.value if self.open else ""
        return "" if self.commanding else text

    @property
    def commanding(self) -> bool:
        """Whether the line may become a command, and is no answer so far."""
        typed = self.line.value if self.open is self.line else ""
        name = typed[1:].partition(" ")[0]
        return typed.startswith(":") and any(each.startswith(name) for each in COMMANDS)

    def begin(self, question: Question, text: str) -> None:
        """Open the field that a question needs, if it needs one, with an answer in it."""
        self.open = None
        if question.form in (Form.TYPED, Form.RECALL):
            self.open = self.page if question.ref.type == EXAM_ONLY else self.line
        self.line.placeholder = to_type(question)
        self.put(text)

    def put(self, text: str) -> None:
        """Write an answer into the open field, in the place of what is there."""
        text = harmless(text)
        if isinstance(self.open, Writing):
            self.open.load_text(text)
            self.open.move_cursor(self.open.document.end)
        elif self.open is not None:
            self.open.value = text
            self.open.cursor_position = len(text)

    def lay(self, area: Field) -> None:
        """Show the open field where there is room for it, and the other not."""
        for each in (self.line, self.page):
            shown = each is self.open and area.height > 0
            if each.display != shown:
                each.display = shown
            if shown:
                each.styles.offset = (area.column, area.row)
                each.styles.width = max(1, area.width)
                each.styles.height = area.height
