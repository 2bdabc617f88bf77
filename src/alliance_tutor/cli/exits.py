"""The exit codes."""

from enum import IntEnum


class Exit(IntEnum):
    """What the process tells its caller."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    JOURNAL = 3
    INTERRUPTED = 130
