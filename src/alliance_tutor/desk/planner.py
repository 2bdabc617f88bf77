"""A plan worked out in a process of its own: `python -m alliance_tutor.desk.planner`, the desk on stdin.

In a thread it would hold Python's lock: with 10,000 questions keys would wait for a second and more. What the
process works out it leaves in the cache directory, for all to find.
"""

import gc
import sys

from alliance_tutor.deck import process
from alliance_tutor.desk import apart
from alliance_tutor.errors import TutorError


def command() -> list[str]:
    """What to run. It ends with 0 when all is kept, else with another number."""
    return process.command(__name__)


def main() -> int:
    """Work out what the plan of the desk told on stdin wants."""
    try:
        with apart.opened() as desk:
            desk.plans.settle()
            return 0 if desk.plans.found_by_all else 1
    except TutorError:
        return 1  # the one who asked meets the same fault, and tells it


if __name__ == "__main__":
    gc.disable()  # collecting would take a tenth of the time
    sys.exit(main())
