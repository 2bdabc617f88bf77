"""A process beside the screen: what is run, and that it gives way to the keys."""

import os
import sys

_PATIENCE = 10  # added to the process's niceness


def command(module: str, *told: object) -> list[str]:
    """What runs a module with these arguments."""
    # -P: no module of the folder in which the learner happens to be is taken for one of ours.
    return [sys.executable, "-P", "-m", module, *map(str, told)]


def give_way() -> None:
    """In that process: let all others go first where both want the processor. Not on Windows."""
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
