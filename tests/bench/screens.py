"""Measuring what a person sees: programs under a terminal, from the key or the start to the whole frame."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.e2e.terminal import WAIT, Terminal

SIZE = (120, 40)
QUIET = 0.15  # seconds without output after which a start has settled
GAP = 0.1  # seconds without output after which a key press has settled
TRIES = 20  # quiet spells in a start before it is given up
REPEAT = 0.31  # seconds before which the same key does not rate again


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, and the sign that its first screen is there."""

    arguments: Sequence[str]
    environ: Mapping[str, str]
    ready: str

    def open(self, typed_ahead: bytes = b"") -> Terminal:
        return Terminal(self.arguments, self.environ, *SIZE, typed_ahead=typed_ahead)


def first_paint(program: Program) -> float:
    """Seconds from the start until the frame that shows the sign is whole. No key is sent."""
    return _shown(program, program.ready, b"")


def first_key(program: Program, key: bytes, sign: str) -> float:
    """Seconds from the start until a key that was typed before it has its effect on the screen."""
    return _shown(program, sign, key)


def resident(program: Program, settled: float) -> float:
    """MiB in memory `settled` seconds after the first screen came to rest. Linux."""
    with program.open() as terminal:
        terminal.wait_for(program.ready)
        terminal.read_until_quiet(QUIET, 0.5)
        terminal.read_for(settled)
        status = Path(f"/proc/{terminal.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


def shown_by(program: Program, key: bytes) -> float:
    """Seconds from a key on the first screen until the last frame of what it opens."""
    with program.open() as terminal:
        _settle(terminal, program.ready)
        before, pressed = len(terminal.frames), perf_counter()
        terminal.send(key)
        return _frames(terminal, before)[-1] - pressed


def echoes(program: Program, presses: int) -> list[float]:
    """Seconds from each press of `x` in the yardstick until its frame is whole."""
    with program.open() as terminal:
        _settle(terminal, program.ready)
        return [_press(terminal, b"x") for _ in range(presses)]


def keys(program: Program, opened_by: bytes, pressed: Sequence[bytes]) -> list[float]:
    """Seconds from each of some keys, on the screen that a key opens, until what it does is painted."""
    with program.open() as terminal:
        _settle(terminal, program.ready)
        _press(terminal, opened_by)
        return [_press(terminal, key) for key in pressed]


def ratings(program: Program, answers: int) -> list[float]:
    """Seconds from each rating key until the next question is wholly painted."""
    with program.open() as terminal:
        _settle(terminal, program.ready)
        times: list[float] = []
        for number in range(1, answers + 1):
            _press(terminal, b"\r")
            terminal.read_for(REPEAT)
            times.append(_press(terminal, b"4"))
            if f"{number + 1} of " not in terminal.text:
                raise SystemExit(f"no question {number + 1}:\n{terminal.text}")
        return times


def _shown(program: Program, sign: str, typed_ahead: bytes) -> float:
    expected = re.compile(sign)
    with program.open(typed_ahead) as terminal:
        for _ in range(TRIES):
            terminal.read_until_quiet(QUIET)
            for at, text in terminal.frames:
                if expected.search(text):
                    return at - terminal.started
        raise SystemExit(f"no {sign!r} on the screen:\n{terminal.text}")


def _settle(terminal: Terminal, sign: str) -> None:
    terminal.wait_for(sign)
    terminal.read_for(1.0)  # what is loaded after the first paint


def _press(terminal: Terminal, key: bytes) -> float:
    """Seconds from a key until the screen first looked as it did when nothing was painted any more."""
    before = len(terminal.frames)
    pressed = perf_counter()
    terminal.send(key)
    return _frames(terminal, before)[0] - pressed


def _frames(terminal: Terminal, before: int) -> list[float]:
    """When the whole frames came, once the screen rests, that look as it does then; `before` were there."""
    terminal.read_until_quiet(GAP)
    while not (found := [at for at, text in terminal.frames[before:] if text == terminal.text]):
        if not terminal.read(WAIT):  # half a frame can rest longer where the machine is full
            raise SystemExit(f"nothing is painted:\n{terminal.text}")
    return found
