"""So much time and memory for one input and no more: what runs away is found, not waited for."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

SECONDS = 10.0
"""Of a processor: a hundred times what the slowest target needs for the largest input of its kind."""

ROOM = 1 << 30
"""Bytes that may be taken beside those that a process has already."""


class RanAway(Exception):
    """An input took more time than any may."""


@contextmanager
def bounded(seconds: float = SECONDS, room: int = ROOM) -> Iterator[None]:
    """Raises RanAway where what is done here takes longer, and MemoryError where it takes more room.

    Time is a processor's, so that a busy machine decides nothing. A loop in C that looks for no signals is
    left to libFuzzer's own limit. On Windows time is looked at only afterwards, and memory is bounded on
    Linux alone: elsewhere `setrlimit` does not hold.
    """
    began = process_time()
    with _in_time(seconds), _in_room(room):
        yield
    if process_time() - began > seconds:  # the signal is lost where somebody suppresses all exceptions
        raise RanAway(f"more than {seconds} s")


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return

    def stop(*_: object) -> None:
        raise RanAway(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _in_room(room: int) -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
