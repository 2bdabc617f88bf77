"""The program inside a process that is harder than life: `python under.py LIMIT STEP REPORT WEAK ZONES …`.

With a LIMIT above 0 no file can grow beyond so many bytes. With a STEP above 0 the process kills itself at
the so-manieth call that the program's own code makes into C: between two statements of SQL, between a file's
writing and its renaming. With STEP 0 it is counted how many there are, and written to the file REPORT. The
parts of the program that only draw, parse and import are not counted. With WEAK 1 a root user has to obey the
rights of files as all others do (Linux: capabilities(7)). Of ZONES, with a space between two, each line that
is read brings the next: the zone of the system changes while somebody sits there. The command's
arguments follow.
"""

import ctypes
import io
import os
import resource
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

COUNTED = tuple(
    str(Path("alliance_tutor", *parts))
    for parts in (
        ("journal",),
        ("desk",),
        ("deck", "carrying.py"),
        ("deck", "writing.py"),
        ("exchange", "importing.py"),
    )
)
"""Where the steps are: the parts of the program that write files."""


class Travelling(io.TextIOWrapper):
    """Lines that are typed in one zone after another, the last one from then on."""

    def __init__(self, lines: io.BufferedReader, zones: list[str]) -> None:
        super().__init__(lines, encoding="utf-8")
        self._zones = iter(zones)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """The next line; by the time it is read the zone has changed."""
        os.environ["TZ"] = next(self._zones, os.environ["TZ"])
        return super().readline(size)


def main(limit: int, step: int, report: str, weak: bool, zones: list[str], arguments: list[str]) -> int:
    """Run the program so; its exit code."""
    if zones:
        sys.stdin = Travelling(open(0, "rb", closefd=False), zones)  # noqa: SIM115
    if weak:
        obey_rights()
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    from alliance_tutor.cli import main as tutor

    seen = 0

    def look(frame: FrameType, event: str, argument: object) -> None:
        nonlocal seen
        if event == "c_call" and any(part in frame.f_code.co_filename for part in COUNTED):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    if report != "-" or step:
        threading.setprofile(look)
        sys.setprofile(look)
    sys.argv = ["alliance-tutor", *arguments]
    code = tutor()
    sys.setprofile(None)
    if report != "-" and not step:
        Path(report).write_text(str(seen), encoding="utf-8")
    return code


def obey_rights() -> None:
    """Give up what lets root write where nobody may: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH and CAP_FOWNER."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    for each in range(3):  # effective, permitted, inheritable
        sets[each] &= ~0b1110
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())


if __name__ == "__main__":
    limit, step, report, weak, zones, *arguments = sys.argv[1:]
    sys.exit(main(int(limit), int(step), report, weak == "1", zones.split(), arguments))
