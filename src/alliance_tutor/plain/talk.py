"""The one door of line mode: text goes out line by line, answers come in line by line.

Output is append-only: no escape bytes, no carriage returns. What the terminal's encoding cannot show is
replaced by plain signs, or by a visible escape.
"""

import io
import sys
from typing import Protocol, TextIO

from alliance_tutor.errors import TutorError
from alliance_tutor.text import harmless

_PLAIN_SIGNS = {
    "✓": "OK",
    "✗": "X",
    "→": "->",
    "–": "-",
    "—": "--",
    "−": "-",
    "·": "-",
    "•": "*",
    "…": "...",
    "›": ">",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "\N{NO-BREAK SPACE}": " ",
}


class EndOfInput(Exception):
    """There is nothing more to read: the learner closed the input, or the pipe has ended."""


class Source(Protocol):
    """Where lines come from; a text stream is one."""

    def readline(self) -> str:
        """The next line with its line end; empty at the end."""


class Sink(Protocol):
    """Where text goes; a text stream is one."""

    def write(self, text: str, /) -> int:
        """Take some text."""

    def flush(self) -> None:
        """Bring it to the reader."""


class Talk:
    """A conversation over two streams.

    `interactive` says that a person types into a terminal, which echoes the line end; elsewhere a question's
    prompt gets a line of its own.
    """

    def __init__(self, source: Source, sink: Sink, *, interactive: bool = False) -> None:
        self._source = source
        self._sink = sink
        self.interactive = interactive

    def say(self, text: str = "") -> None:
        """Print text and end the line; whatever the text, it is harmless."""
        self._put(text + "\n")

    def ask(self, prompt: str) -> str:
        """Print a prompt and read one line, without its line end. Raises EndOfInput."""
        self._put(f"{prompt} " if self.interactive else f"{prompt}\n")
        line = self._source.readline()
        if not line:
            if self.interactive:
                self._put("\n")
            raise EndOfInput
        return line.encode("utf-8", "replace").decode("utf-8").rstrip("\r\n")

    def complain(self, fault: TutorError) -> None:
        """Print a fault as every face does: `error: …`, and what to do next as `hint: …`."""
        self.say(f"error: {fault}")
        if fault.hint:
            self.say(f"hint: {fault.hint}")

    def _put(self, text: str) -> None:
        self._sink.write(fitting(harmless(text), getattr(self._sink, "encoding", None)))
        self._sink.flush()


def terminal_talk(out: TextIO | None) -> Talk:
    """Line mode on the process's own input; bytes that are no text in its encoding do no harm.

    What is said goes `out`. A stream that was closed before the start (Python holds None then) is empty.
    """
    source: TextIO = sys.stdin or io.StringIO()
    sink = out or io.StringIO()
    if isinstance(source, io.TextIOWrapper):
        source.reconfigure(errors="replace")
    return Talk(source, sink, interactive=source.isatty() and sink.isatty())


def fitting(text: str, encoding: str | None) -> str:
    """`text` as `encoding` can hold it: plain signs for typographic ones, `\\u…` for all else."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitting_one(character, encoding) for character in text)
    return text


def _fitting_one(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        plain = _PLAIN_SIGNS.get(character)
        return plain or character.encode("ascii", "backslashreplace").decode("ascii")
    return character
