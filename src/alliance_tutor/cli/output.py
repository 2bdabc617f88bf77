"""Data to stdout, talk to stderr; whatever the text, it is harmless and the stream can hold it."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from alliance_tutor.errors import TutorError


def echo(text: str = "") -> None:
    """A line of data."""
    _write(sys.stdout, text)


def talk(text: str) -> None:
    """A line for the person at the terminal."""
    _write(sys.stderr, text)


def echo_json(document: object, *, one_line: bool = False) -> None:
    """A JSON document in ASCII, which every encoding holds and no escape sequence survives."""
    import json

    print(json.dumps(document, indent=None if one_line else 2))


def echo_bytes(data: bytes) -> None:
    """A file's contents as they are; it is UTF-8 text that holds no control characters."""
    if sys.stdout is None:  # it was closed before the start
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def complain(message: str, hint: str = "") -> None:
    """A fault: `error: …`, and what to do next as `hint: …`."""
    talk(f"error: {message}")
    if hint:
        talk(f"hint: {hint}")


def complain_of(fault: "TutorError") -> None:
    """A fault with its place."""
    complain(str(fault), fault.hint)


def let_go() -> None:
    """Stop writing to a reader that has gone: nothing is flushed into the broken pipe at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _write(stream: "TextIO | None", text: str) -> None:
    if stream is None:  # it was closed before the start
        return
    from alliance_tutor.plain.talk import fitting  # 10 ms with what it needs; JSON does without
    from alliance_tutor.text import harmless

    stream.write(fitting(harmless(text), getattr(stream, "encoding", None)) + "\n")
