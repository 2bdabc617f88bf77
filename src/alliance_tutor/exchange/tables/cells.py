r"""What stands in a cell, both ways: lists, pairs, truth values, days, and the apostrophe before `=`.

A list has an item on each line. Parts of an item are set off by `::`; one that belongs to the words is `\::`.
A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it: such a cell has an
apostrophe before it, here as elsewhere (OWASP, “CSV injection”).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import dedent

PARTS = " :: "

_PART = re.compile(r"\\::|::")
_FORMULA = re.compile(r"'*[=+\-@]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_DAY = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})")


def guarded(cell: str) -> str:
    """A cell that a spreadsheet does not run."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def text(cell: str) -> str:
    """A long text as cells have it: without the white space around it, and without a common indent."""
    return dedent(cell).strip()


def line(cell: str) -> str:
    """A short text: all white space is one space."""
    return " ".join(cell.split())


def items(cells: Iterable[str]) -> tuple[str, ...]:
    """The items of a list, from one cell or several."""
    return tuple(line(item) for cell in cells for item in cell.split("\n") if item.strip())


def listed(items: Iterable[str]) -> str:
    """A list as a cell."""
    return "\n".join(map(line, items))


def parts(item: str) -> tuple[str, ...]:
    """The parts of an item."""
    ends = [(match.start(), match.end()) for match in _PART.finditer(item) if match[0] == "::"]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(item)]
    return tuple(
        line(item[start:stop].replace("\\::", "::")) for start, stop in zip(starts, stops, strict=True)
    )


def joined(parts: Sequence[str]) -> str:
    """Parts as an item."""
    return PARTS.join(line(part).replace("::", "\\::") for part in parts)


def truth(cell: str) -> bool | str:
    """Whether a cell says true; what says neither is left as it is."""
    return _TRUTH.get(cell.strip().lower(), line(cell))


def said(value: bool) -> str:
    """A truth value as a cell."""
    return "true" if value else "false"


def day(cell: str) -> tuple[str, str]:
    """A day as decks write it, and what is to be said of it; what is no day is left as it is.

    Spreadsheets rewrite `1961-07-06` as `06.07.1961`, or as `7/6/1961` or `06/07/1961`: which of these two
    it is shows only where a number is greater than 12. Raises ValueError, with a message, where it does not.
    """
    match = _DAY.fullmatch(cell.strip())
    if not match:
        return line(cell), ""
    first, other, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and first != other and max(first, other) <= 12:
        raise ValueError(f"“{cell.strip()}” may be two days: write {year}-{first:02}-{other:02} or the like")
    number, month = (other, first) if match[2] == "/" and other > 12 else (first, other)
    try:
        iso = date(year, month, number).isoformat()
    except ValueError:
        raise ValueError(f"the calendar has no day “{cell.strip()}”") from None
    return iso, f"“{cell.strip()}” is read as {iso}"
