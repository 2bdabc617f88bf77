"""`journal --import`: an export taken back in, all of it or nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from alliance_tutor.cli import output
from alliance_tutor.errors import UsageError
from alliance_tutor.insight.wording import number
from alliance_tutor.journal.listing import line_of
from alliance_tutor.journal.store import Journal

if TYPE_CHECKING:
    from alliance_tutor.journal.events import Event

LONGEST = 16_000_000  # characters of a line: an exam's whole paper has thousands


def take_in(history: Path, file: str, *, merge: bool) -> None:
    """Add the events of an export to the journal.

    Raises UsageError where the file holds something else, or the journal other events and `merge` is not
    wanted; nothing is added then.
    """
    lines = _lines(file)
    with Journal.open(history) as journal:
        if merge or not journal.state():
            added = journal.merge(lines)
            output.talk(f"{number(added, 'event')} added.")
        else:
            count = _refuse_others(journal, lines)
            output.talk(f"{number(count, 'event')}: all of them are here already.")


def _refuse_others(journal: Journal, events: "Iterator[Event]") -> int:
    """How many events there are. Raises UsageError where the journal has not every one of them."""
    known = {(event.device, event.seq): event for event in journal.events()}
    count = 0
    for count, event in enumerate(events, start=1):  # noqa: B007
        if known.get((event.device, event.seq)) != event:
            raise UsageError(
                "there is a history here already, and the file has other events",
                hint="add --merge to have both, or name an empty folder with --home",
            )
    return count


def _lines(file: str) -> "Iterator[Event]":
    """The events of a file, or of stdin. Raises UsageError with the line at fault."""
    if file == "-":
        yield from _events(sys.stdin, "stdin")
        return
    try:
        with Path(file).open(encoding="utf-8") as stream:
            yield from _events(stream, file)
    except OSError as fault:
        told = f"it cannot be read: {fault.strerror or fault}"
        raise UsageError(told, hint="look at its name", path=file) from fault


def _events(stream: TextIO, name: str) -> "Iterator[Event]":
    number_of_line = 0
    try:
        while line := stream.readline(LONGEST):
            number_of_line += 1
            if line.strip():
                yield line_of(line)
    except UnicodeDecodeError as fault:
        raise UsageError(
            "this is no text in UTF-8", hint=_HINT, path=name, line=number_of_line + 1
        ) from fault
    except UsageError as fault:
        raise UsageError(fault.message, hint=_HINT, path=name, line=number_of_line) from fault


_HINT = "alliance-tutor journal --json makes such a file; nothing was added"
