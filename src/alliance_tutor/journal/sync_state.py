"""What is remembered of a folder that carries events: how far its files were read, which events it holds.

It is a cache: wrong or missing, the folder is read anew.
"""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.journal.spans import Spans
from alliance_tutor.journal.sync_files import Mark

_VERSION = 1


@dataclass(slots=True)
class State:
    """The files that were read, and by device the numbers of the events that the folder holds.

    `forgotten` are those of them that it holds as forgotten.
    """

    files: dict[str, Mark] = field(default_factory=dict)
    held: dict[str, Spans] = field(default_factory=lambda: defaultdict(Spans))
    forgotten: dict[str, Spans] = field(default_factory=lambda: defaultdict(Spans))

    def hold(self, event: Event) -> None:
        """Note that the folder holds an event."""
        self.held[event.device].add(event.seq)
        if event.kind == Kind.FORGOTTEN:
            self.forgotten[event.device].add(event.seq)


def state_text(state: State) -> str:
    """A state as it is kept."""
    return json.dumps(
        {
            "version": _VERSION,
            "files": {name: list(asdict(mark).values()) for name, mark in state.files.items()},
            "held": {device: spans.ends for device, spans in state.held.items()},
            "forgotten": {device: spans.ends for device, spans in state.forgotten.items()},
        },
        separators=(",", ":"),
    )


def state_of(text: str) -> State:
    """The state that was kept; one of a folder that was never read where it is missing or damaged."""
    try:
        kept: dict[str, Any] = json.loads(text)
        if kept["version"] != _VERSION:
            return State()
        state = State({name: Mark(*map(int, numbers)) for name, numbers in kept["files"].items()})
        state.held.update({device: Spans(ends) for device, ends in kept["held"].items()})
        state.forgotten.update({device: Spans(ends) for device, ends in kept["forgotten"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return State()
    return state
