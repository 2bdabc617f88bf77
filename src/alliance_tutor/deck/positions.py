"""Where things stand in a TOML text, by line and column: tomllib gives no positions.

Nothing is scanned before it is asked for: a deck without findings costs nothing here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from alliance_tutor.deck.scanner import DEEPEST, Event, Header, Key, KeyPath, Scanner, String, Unclosed, Value

_PIECE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)|.", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_SHORT_ESCAPES = {"b": "\b", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: `[deck]` is ("deck",), the third `[[card]]` is ("card", 2).

    Offsets count characters; `body` is where its first key may stand. What comes before the first header
    is the table ().
    """

    path: KeyPath
    start: int
    body: int
    end: int


class Mark(NamedTuple):
    """The offsets of a key and of its value; of an element of an array both are its own."""

    key: int
    value: int


class Positions:
    """A text, and where its tables, keys and values stand; nothing is scanned before it is asked for."""

    def __init__(self, text: str, *, recover: bool = False) -> None:
        self.text = text
        self.recover = recover
        self._marks: tuple[KeyPath, dict[KeyPath, Mark]] = ((), {})

    @cached_property
    def tables(self) -> list[Table]:
        """The tables in the order of the file."""
        scanner = Scanner(self.text, 0, len(self.text), recover=self.recover)
        headers = (
            [event for event in scanner.events() if isinstance(event, Header)]
            if self.recover
            else list(scanner.headers())
        )
        ends = [header.offset for header in headers] + [len(self.text)]
        tables = [Table((), 0, 0, ends[0])]
        counts: dict[KeyPath, int] = {}
        for header, end in zip(headers, ends[1:], strict=True):
            # Recovering, every header begins a table of its own, `[card]` and a second `[deck]` too.
            array = header.array or (self.recover and len(header.names) == 1)
            path = _table_path(header.names, counts, array=array)
            tables.append(Table(path, header.offset, header.body, end))
        return tables

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def at(self, path: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value (or the key) at `path`, else of what is nearest around it."""
        if len(path) <= 2 and (table := self._headers.get(path)):
            return self.line_column(table.start)  # without a look at its keys
        for length in range(len(path), 0, -1):
            if mark := self._marks_of(path).get(path[:length]):
                return self.line_column(mark.key if key and length == len(path) else mark.value)
            if table := self._headers.get(path[:length]):
                return self.line_column(table.start)
        return 1, 1

    def line(self, path: KeyPath) -> int:
        """The line on which the table at `path` begins."""
        table = self._headers.get(path)
        return self.line_column(table.start)[0] if table else self.at(path)[0]

    def value(self, path: KeyPath) -> int | None:
        """The offset of the value at `path`, None if it does not stand in the text by itself."""
        mark = self._marks_of(path).get(path)
        return mark.value if mark else None

    def inside(self, path: KeyPath, index: int) -> tuple[int, int]:
        """Line and column of character `index` of the string at `path`, escapes and all."""
        start = self.value(path)
        if start is None:
            return self.at(path)
        return self.line_column(_raw_offset(self.text, start, index))

    def second_key(self, table: Table) -> tuple[int, int, KeyPath] | None:
        """The first key of a table that was given before: its offset, the first one's, and its path."""
        seen: dict[KeyPath, int] = {}
        for event in self._scan(table.body, table.end):
            if isinstance(event, Key):
                if event.path in seen:
                    return event.offset, seen[event.path], event.path
                seen[event.path] = event.offset
        return None

    def unclosed(self, table: Table) -> tuple[int, str] | None:
        """The offset of the first string, array or inline table that is never closed, and what opens it."""
        events = self._scan(table.body, table.end)
        return next(((event.offset, event.what) for event in events if isinstance(event, Unclosed)), None)

    def deep_key(self) -> int | None:
        """The offset of the first key that has more parts than any deck's."""
        for event in self._scan():
            if isinstance(event, Key) and event.parts > DEEPEST:
                return event.offset
            if isinstance(event, Header) and len(event.names) > DEEPEST:
                return event.offset
        return None

    def escapes(self) -> Iterator[tuple[int, str]]:
        r"""The offset and the character of every `\u001b`-like escape in the text's strings."""
        for event in self._scan():
            if isinstance(event, String) and self.text[event.start] == '"':
                for match in _ESCAPE.finditer(self.text, event.start, event.end):
                    if character := _escaped(match):
                        yield match.start(), character

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    @cached_property
    def _headers(self) -> dict[KeyPath, Table]:
        return {table.path: table for table in reversed(self.tables) if table.path}

    @cached_property
    def _groups(self) -> dict[KeyPath, list[Table]]:
        groups: dict[KeyPath, list[Table]] = {}
        for table in self.tables:
            groups.setdefault(_group(table.path), []).append(table)
        return groups

    def _marks_of(self, path: KeyPath) -> dict[KeyPath, Mark]:
        """The marks of one table with its sub-tables, or of what stands before the first header."""
        group = _group(path) if _group(path) in self._groups else ()
        if self._marks[0] != group or not self._marks[1]:
            marks: dict[KeyPath, Mark] = {}
            for table in self._groups[group]:
                self._mark(table, marks)
            self._marks = group, marks
        return self._marks[1]

    def _mark(self, table: Table, marks: dict[KeyPath, Mark]) -> None:
        key: dict[KeyPath, int] = {}
        for event in self._scan(table.body, table.end):
            if isinstance(event, Key):
                key.setdefault(table.path + event.path, event.offset)
            elif isinstance(event, Value):
                path = table.path + event.path
                marks.setdefault(path, Mark(key.get(path, event.offset), event.offset))

    def _scan(self, start: int = 0, end: int | None = None) -> Iterator[Event]:
        return Scanner(
            self.text, start, len(self.text) if end is None else end, recover=self.recover
        ).events()


def _group(path: KeyPath) -> KeyPath:
    return path[:2] if len(path) > 1 and isinstance(path[1], int) else path[:1]


def _table_path(names: tuple[str, ...], counts: dict[KeyPath, int], *, array: bool) -> KeyPath:
    path: KeyPath = ()
    for name in names[:DEEPEST]:
        if path in counts:
            path += (counts[path] - 1,)
        path += (name,)
    if array:
        counts[path] = counts.get(path, 0) + 1
    if path in counts:
        path += (counts[path] - 1,)
    return path


def _raw_offset(text: str, start: int, index: int) -> int:
    quotes = 3 if text.startswith(('"""', "'''"), start) else 1
    at = start + quotes + (quotes == 3 and text.startswith("\n", start + quotes))
    if text[start] == "'":
        return at + index
    while piece := _PIECE.match(text, at):
        joined = piece[0].startswith("\\") and piece[0].endswith(("\n", " ", "\t"))
        if index == 0 and not joined:
            break
        index -= not joined
        at = piece.end()
    return at


def _escaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits is None:
        return _SHORT_ESCAPES.get(match[0][1], "")
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""
