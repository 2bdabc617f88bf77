"""The program inside a process that is harder than life: `python under.py LIMIT STEP REPORT WEAK ARGUMENT…`.

With a LIMIT above 0 no file can grow beyond so many bytes. With a STEP above 0 the process kills itself at
the so-manieth call that the program's own code makes into C: between two statements of SQL, between a file's
writing and its renaming. With STEP 0 it is counted how many there are, and written to the file REPORT. The
parts of the program that only draw, parse and import are not counted. With WEAK 1 a root user has to obey the
rights of files as all others do (Linux: capabilities(7)).
"""

import ctypes
import os
import resource
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

COUNTED = tuple(
    str(Path("alliance_tutor", *parts)) for parts in (("journal",), ("desk",), ("deck", "carrying.py"))
)
"""Where the steps are: the parts of the program that write files."""


def main(limit: int, step: int, report: str, weak: bool, arguments: list[str]) -> int:
    """Run the program so; its exit code."""
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
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4] == "1", sys.argv[5:]))
