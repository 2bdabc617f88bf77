"""Cards taken over from one deck's text into another's, line by line: all else stays byte for byte. Pure."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from alliance_tutor.deck.lint.collector import Collector
from alliance_tutor.deck.positions import Positions
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.tables import read_tables
from alliance_tutor.errors import UsageError

_BOM = "\ufeff"
_REMARK = re.compile(r"\s*(#.*)?")

Name = tuple[str, str]
"""The kind (`topic`, `source` or `card`) and the id of a table."""


class Stretch(NamedTuple):
    """The lines of a file from `first` up to, but not with, `end`; both count from 0."""

    path: Path
    first: int
    end: int


@dataclass
class Layout:
    """A deck's topics, sources and cards with an id, in the order of its files, and where each stands.

    `lines` are each file's, without the byte order mark (which the files in `marked` begin with) and with the
    CR of a CRLF. What is not written as a table of its own, such as `card = [{ … }]`, has data and no
    stretches.
    """

    lines: dict[Path, list[str]] = field(default_factory=dict)
    marked: set[Path] = field(default_factory=set)
    data: dict[Name, dict[str, Any]] = field(default_factory=dict)
    _runs: dict[Name, list[Stretch]] = field(default_factory=dict)

    @property
    def cards(self) -> dict[str, dict[str, Any]]:
        """The cards' keys and values, by id."""
        return {id: data for (kind, id), data in self.data.items() if kind == "card"}

    def stretches(self, name: Name) -> list[Stretch]:
        """The lines of a table and its sub-tables, without the blank lines and comments behind them."""
        return [self._trimmed(run) for run in self._runs.get(name, ())]

    def text(self, name: Name) -> list[str]:
        """The lines of a table, without their ends."""
        return [
            line.removesuffix("\r")
            for path, first, end in self.stretches(name)
            for line in self.lines[path][first:end]
        ]

    def _trimmed(self, run: Stretch) -> Stretch:
        path, first, end = run
        lines = self.lines[path]
        while end > first + 1 and _REMARK.fullmatch(lines[end - 1]):
            end -= 1
        while not _is_whole(lines[first:end]):  # what looks like a comment may be the end of a string
            end += 1
        return Stretch(path, first, end)


class _Edit(NamedTuple):
    """New lines in place of a stretch; an empty stretch is a place between two lines."""

    at: Stretch
    lines: list[str]


def layout(files: Mapping[Path, bytes]) -> Layout:
    """What stands where in a deck's files, the one with `[deck]` first.

    Raises UsageError where one is no text or no TOML.
    """
    found = Layout()
    for path, data in files.items():
        findings = Collector(str(path))
        tables = read_tables(data, findings)
        if tables is None or findings.broken or tables.refusal:
            raise UsageError(
                "the deck does not load", path=path, hint="alliance-tutor check says what is wrong with it"
            )
        text = data.decode()
        found.lines[path] = _lines(text)
        found.marked |= {path} if text.startswith(_BOM) else set()
        runs = _runs(path, tables.positions)
        for entry in tables.entries:
            id = entry.data.get("id")
            if entry.kind != "deck" and isinstance(id, str):
                found.data.setdefault((entry.kind, id), entry.data)
                found._runs.setdefault((entry.kind, id), runs.get(entry.path, []))
    return found


def take(mine: Layout, shipped: Layout, cards: Collection[str]) -> dict[Path, bytes]:
    """The learner's files with the shipped text of some cards: those files that change by it.

    A card of both decks is replaced where it stands, one that only the shipped deck has follows its
    predecessor there (at the end where none is known), together with the topic and the sources that it names
    and the learner's deck lacks; one that only the learner has is taken out. Raises UsageError for a card
    that is not written as a table of its own.
    """
    wanted = {("card", card) for card in cards}
    wanted |= {name for card in cards for name in _needed(mine, shipped, card)}
    ordered = [name for name in shipped.data if name in wanted]
    ordered += [name for name in mine.data if name in wanted and name not in shipped.data]
    edits: dict[Path, list[_Edit]] = {}
    for name in ordered:
        for edit in _edits(mine, shipped, name):
            edits.setdefault(edit.at.path, []).append(edit)
    return {
        path: (_BOM if path in mine.marked else "").encode() + _joined(_edited(mine.lines[path], found))
        for path, found in edits.items()
    }


def _lines(text: str) -> list[str]:
    lines = text.removeprefix(_BOM).split("\n")
    if lines[-1] and lines[0].endswith("\r"):
        lines[-1] += "\r"  # so that more can follow a last line that does not end; `_joined` takes it back
    return lines


def _joined(lines: list[str]) -> bytes:
    return "\n".join(lines).removesuffix("\r").encode()


def _runs(path: Path, positions: Positions) -> dict[KeyPath, list[Stretch]]:
    """The lines from each table's header to the next table's, its sub-tables with it."""
    found: dict[KeyPath, list[Stretch]] = {}
    for key, group in groupby(positions.tables, key=lambda table: table.path[:2]):
        run = list(group)
        first = positions.line_column(run[0].start)[0] - 1
        last = positions.line_column(run[-1].end)[0]
        at_end = run[-1].end == len(positions.text)
        found.setdefault(key, []).append(Stretch(path, first, last if at_end else last - 1))
    return found


def _is_whole(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(line.removesuffix("\r") for line in lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _needed(mine: Layout, shipped: Layout, card: str) -> Iterator[Name]:
    """The topic and the sources that a shipped card names and the learner's deck lacks."""
    data = shipped.data.get(("card", card), {})
    topic, sources = data.get("topic"), data.get("sources")
    named = {"topic": [topic], "source": sources if isinstance(sources, list) else [], "card": []}
    return (name for name in shipped.data if name[1] in named[name[0]] and name not in mine.data)


def _edits(mine: Layout, shipped: Layout, name: Name) -> Iterator[_Edit]:
    new = shipped.text(name)
    old = mine.stretches(name)
    if (name in shipped.data and not new) or (name in mine.data and not old):
        raise UsageError(
            f"the {name[0]} “{name[1]}” is not written as a table of its own",
            path=next(iter(mine.lines)),
            hint=f"write it below a line [[{name[0]}]]",
        )
    if not old:
        yield _inserted(mine, _place(mine, shipped, name), new)
    for number, at in enumerate(old):
        if new and not number:
            yield _Edit(at, [line + _end(mine.lines[at.path]) for line in new])
        else:
            above = at.first > 0 and not mine.lines[at.path][at.first - 1].strip()
            yield _Edit(at._replace(first=at.first - above), [])


def _inserted(mine: Layout, at: Stretch, new: Iterable[str]) -> _Edit:
    end = _end(mine.lines[at.path])
    return _Edit(at, [end, *(line + end for line in new)])


def _place(mine: Layout, shipped: Layout, name: Name) -> Stretch:
    """Where a table goes that the learner's deck lacks: after the nearest one that stands before it."""
    same = [other for other in shipped.data if other[0] == name[0]]
    for other in reversed(same[: same.index(name)]):
        if before := mine.stretches(other):
            return before[-1]._replace(first=before[-1].end)
    home = shipped.stretches(name)[0].path.name
    path = next((path for path in mine.lines if path.name == home), next(iter(mine.lines)))
    lines = mine.lines[path]
    last = len(lines) - (not lines[-1])
    return Stretch(path, last, last)


def _end(lines: list[str]) -> str:
    return "\r" if lines[0].endswith("\r") else ""


def _edited(lines: list[str], edits: list[_Edit]) -> list[str]:
    """All edits at once; at one place, what is put in stands before what is replaced, in the order given."""
    result: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.at[1:]):
        result += lines[done : edit.at.first] + edit.lines
        done = edit.at.end
    return result + lines[done:]
