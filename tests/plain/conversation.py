"""A conversation from a list of lines."""

import io
import re
from collections.abc import Callable

from alliance_tutor.plain.talk import Talk

Line = str | type[BaseException] | Callable[[], object]


class Pick(str):
    """The number of the entry that begins with this text, in the list that was said last."""

    __slots__ = ()


class Script:
    """What the learner types, line by line, until the input ends.

    An exception in the list is raised; a function is called before the next line is typed. `heard` is all
    that was said so far.
    """

    def __init__(self, lines: tuple[Line, ...], heard: io.StringIO) -> None:
        self._lines = list(lines)
        self._heard = heard

    def readline(self) -> str:
        while self._lines:
            line = self._lines.pop(0)
            if isinstance(line, Pick):
                numbers = re.findall(rf"^(\d+)\. {re.escape(line)}", self._heard.getvalue(), re.MULTILINE)
                assert numbers, f"no entry {line} in:\n{self._heard.getvalue()}"
                return f"{numbers[-1]}\n"
            if isinstance(line, str):
                return line + "\n"
            if isinstance(line, type):
                raise line
            line()
        return ""


class Conversation(Talk):
    """A talk whose output can be looked at."""

    def __init__(self, *lines: Line, interactive: bool = False) -> None:
        self._out = io.StringIO()
        super().__init__(Script(lines, self._out), self._out, interactive=interactive)

    @property
    def said(self) -> str:
        text = self._out.getvalue()
        assert "\x1b" not in text
        assert "\r" not in text
        return text
