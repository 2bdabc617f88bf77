"""A program under a pseudo-terminal of its own: what it paints, and keys for it. POSIX only."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NoReturn, Self

from tests.e2e.screen import Screen

WAIT = 30.0  # seconds until a test gives up: many times what the slowest machine needs

_ANSWERS = {  # what a modern terminal says when it is asked: synchronised output yes, resizing in band no
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}


class Terminal:
    """A running program and its screen.

    `painted` is every piece that the program wrote, with the time (`perf_counter`) at which it came. Pieces
    are drawn only when the screen is looked at, so that reading alone times them truly.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        *,
        typed_ahead: bytes = b"",
    ) -> None:
        self.painted: list[tuple[float, bytes]] = []
        self.columns, self.rows = columns, rows
        self._screen = Screen(columns, rows)
        self._frames: list[tuple[float, str]] = []
        self._drawn = 0
        self._asked = b""
        self._status: int | None = None
        self.started = perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads: the child only execs
            self.pid, self._file = pty.fork()
        if self.pid == 0:
            _become(arguments, environ, columns, rows)
        self._set_size()
        if typed_ahead:
            os.write(self._file, typed_ahead)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        os.close(self._file)

    @property
    def text(self) -> str:
        """What the screen shows by what was read so far."""
        self._draw()
        return self._screen.text

    @property
    def whole_frame(self) -> str | None:
        """What the screen shows, or None while a frame is half painted."""
        shown = self.text
        return shown if self._screen.closed else None

    @property
    def written(self) -> bytes:
        """All that the program wrote."""
        return b"".join(data for _, data in self.painted)

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self._file, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size, which the kernel tells the program."""
        self._draw()
        self.columns, self.rows = columns, rows
        self._screen.resize(columns, rows)
        self._set_size()

    def wait_for(self, pattern: str, seconds: float = WAIT) -> str:
        """Read until a whole frame shows `pattern`; the screen. AssertionError when it does not come."""
        expected = re.compile(pattern)
        return self.wait_until(lambda shown: expected.search(shown) is not None, repr(pattern), seconds)

    def wait_until(self, done: Callable[[str], bool], what: str, seconds: float = WAIT) -> str:
        """Read until a whole frame satisfies `done`; the screen. AssertionError when it does not come."""
        deadline = perf_counter() + seconds
        while True:
            shown = self.whole_frame
            if shown is not None and done(shown):
                return shown
            if not self.read(deadline - perf_counter()):
                raise AssertionError(
                    f"no {what} on the screen:\n{self._screen.text}\n{self.written[-600:]!r}"
                )

    def read(self, seconds: float) -> bool:
        """Wait for a piece of output at most so long; False when none came or the program has ended."""
        if not select.select([self._file], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._file, 65536)
        except OSError:  # Linux says EIO when the program has closed its end
            return False
        if data:
            self.painted.append((perf_counter(), data))
            self._answer(data)
        return bool(data)

    def read_for(self, seconds: float) -> None:
        """Read all that comes in a span of time, or until the program ends."""
        deadline = perf_counter() + seconds
        while (left := deadline - perf_counter()) > 0:
            if not self.read(left):
                return

    def read_until_quiet(self, seconds: float, limit: float = WAIT) -> None:
        """Read until something came and then nothing for `seconds`."""
        if self.read(limit):
            while self.read(seconds):
                pass

    def end(self, seconds: float = WAIT) -> int:
        """Read until the program ends by itself; its exit code. AssertionError when it does not end."""
        deadline = perf_counter() + seconds
        while self.read(deadline - perf_counter()):
            pass
        if perf_counter() >= deadline:
            raise AssertionError(f"still running:\n{self.text}")
        return self._wait()

    def kill(self) -> None:
        """Kill the program at once, as a power cut would; what it had written can still be read."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._wait()
        while self.read(0):
            pass

    @property
    def frames(self) -> list[tuple[float, str]]:
        """The screen as each whole frame left it, and when (`perf_counter`) that frame was whole."""
        self._draw()
        return self._frames

    def _wait(self) -> int:
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._status

    def _draw(self) -> None:
        for at, data in self.painted[self._drawn :]:
            for piece in re.split(rb"(?<=\x1b\[\?2026l)", data):
                before = self._screen.frames
                self._screen.feed(piece)
                if self._screen.frames > before:
                    self._frames.append((at, self._screen.text))
        self._drawn = len(self.painted)

    def _answer(self, data: bytes) -> None:
        self._asked += data
        for question, answer in _ANSWERS.items():
            if question in self._asked:
                self._asked = self._asked.replace(question, b"")
                os.write(self._file, answer)
        self._asked = self._asked[-16:]

    def _set_size(self) -> None:
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))


def _become(arguments: Sequence[str], environ: Mapping[str, str], columns: int, rows: int) -> NoReturn:
    """In the child: run the program in a window that has its size from the start."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execve(arguments[0], list(arguments), dict(environ))
    finally:
        os._exit(127)


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A learner's environment: everything of theirs under `home`, nothing of the developer's."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": "UTC",
        "ALLIANCE_TUTOR_HOME": str(home),
        **(more or {}),
    }
