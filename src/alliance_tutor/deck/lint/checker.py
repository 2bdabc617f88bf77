"""Decks checked in a process of their own, for a screen that answers keys meanwhile.

`python -m alliance_tutor.deck.lint.checker DAY FILE` takes decks on stdin and writes findings to the file,
and a dot for each deck to stdout.
"""

import gc
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from alliance_tutor.deck import process
from alliance_tutor.deck.library import DeckFile
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.reader import dot, from_stdin


def command(today: date, found: Path) -> list[str]:
    """What to run. It ends with 0 when all was checked and `found` is written, else with another number."""
    return process.command(__name__, today.isoformat(), found)


def in_place(
    files: Sequence[DeckFile], today: date, told: Callable[[DeckFile], object] | None = None
) -> tuple[Finding, ...]:
    """The same without another process; `told` is told of each deck that was looked at by itself."""
    from alliance_tutor.deck.lint.check import check  # 0.1 s, and only where decks are checked

    return check(files, today, told).findings


def read(found: Path) -> tuple[Finding, ...]:
    """The findings that the process wrote."""
    return tuple(
        Finding(path, line, column, Severity(severity), code, message, hint, card)
        for path, line, column, severity, code, message, hint, card in json.loads(found.read_bytes())
    )


def main() -> int:
    """Check the decks named on stdin, on the day and into the file named on the command line."""
    findings = in_place(from_stdin(), date.fromisoformat(sys.argv[1]), dot)
    Path(sys.argv[2]).write_text(json.dumps(findings), encoding="utf-8")
    return 0


if __name__ == "__main__":
    process.give_way()
    gc.disable()  # collecting would take a fifth of a large folder's time
    sys.exit(main())
