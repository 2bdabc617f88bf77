"""The rows of a table's text: cells parted by one character; one in quotation marks is whole."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from alliance_tutor.errors import UsageError

_LOOKED_AT = 20
"""How many rows are looked at to propose a layout."""

_MOST_UNCLOSED = 100
"""How many quotation marks may be never closed: for each, the rest of the file was looked through."""


class Row(NamedTuple):
    """A row, with the line on which it begins; `fault` says why it cannot be read, empty if it can."""

    line: int
    cells: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""


def rows(text: str, separator: str, *, first: int = 0, comment: str = "") -> Iterator[Row]:
    """The rows from a line on (counted from 0), without empty ones and lines of comments.

    A cell in quotation marks may hold the separator, line ends, and quotation marks that are doubled. Raises
    UsageError where so many are never closed that the file is no such table.
    """
    lines = text.split("\n")
    at, unclosed = first, 0
    while at < len(lines):
        if not lines[at].strip() or (comment and lines[at].startswith(comment)):
            at += 1
            continue
        row, end = _row(lines, at, separator)
        unclosed += bool(row.fault)
        if unclosed > _MOST_UNCLOSED:
            raise UsageError(row.fault, hint="is it of the format that was said?", line=row.line)
        if row.fault or any(cell.strip() for cell in row.cells):
            yield row
        at = end


def begun(text: str, separator: str, *, first: int = 0, comment: str = "") -> list[Row]:
    """The first rows, as far as they can be read."""
    found = islice(rows(text, separator, first=first, comment=comment), _LOOKED_AT)
    return [row for row in found if not row.fault]


def likely(samples: Mapping[str, Sequence[Row]]) -> str:
    """The separator by which most rows have the same number of cells, several; the first if none does."""

    def evenness(separator: str) -> tuple[float, int]:
        counts = [len(row.cells) for row in samples[separator]] or [1]
        return (counts.count(counts[0]) / len(counts) if counts[0] > 1 else 0, counts[0])

    return max(samples, key=evenness)


def _row(lines: Sequence[str], at: int, separator: str) -> tuple[Row, int]:
    """The row that begins on a line, and the line behind it."""
    notes: tuple[str, ...] = ()
    try:
        cells, end = _parsed(lines, at, separator, strict=True)
    except csv.Error:
        # What is no error to other programs: words behind the quotation mark that closes a cell.
        notes = ("a quotation mark inside a cell is not doubled",)
        try:
            cells, end = _parsed(lines, at, separator, strict=False)
        except csv.Error:  # the cell is longer than any that csv reads
            end = len(lines) + 1
    if end > len(lines):
        return Row(at + 1, fault="a quotation mark that opens a cell is never closed"), at + 1
    return Row(at + 1, cells, notes), end


def _parsed(lines: Sequence[str], at: int, separator: str, *, strict: bool) -> tuple[tuple[str, ...], int]:
    """The cells, and the line behind them: one more than there are if a quotation mark is not closed."""
    following = (f"{lines[number]}\n" for number in range(at, len(lines)))
    reader = csv.reader(chain(following, ["\n"]), delimiter=separator, strict=strict)
    return tuple(next(reader)), at + reader.line_num
