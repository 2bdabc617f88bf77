"""How a table is laid out: what its bytes stand for, what parts its cells, what its columns hold.

None of this is guessed in silence: the file says it, or who imports it does.
"""

import shlex
from typing import NamedTuple

from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError

SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "pipe": "|",
    "space": " ",
    "newline": "\n",
}
"""The separators that have a name, by which options and Anki's header lines may call them."""

LEFT_OUT = "-"
"""What stands for a column of the file that is not read."""

MARKUPS = ("markdown", "plain", "html")
"""What the texts of a table may be: deck text, words that stand for themselves, HTML."""

_LONGEST_SEPARATOR = 20


class Layout(NamedTuple):
    """How a table is laid out, as far as it was said; what is empty was not.

    `separator` parts cells, `rows` parts rows; `columns` are the names of the columns from the first on,
    `-` for one that is left out. `header` says that the first row names the columns, whatever it calls them.
    `markup` is one of `MARKUPS`.
    """

    encoding: str = ""
    separator: str = ""
    rows: str = ""
    columns: tuple[str, ...] = ()
    header: bool = False
    markup: str = ""


def separator(text: str) -> str:
    r"""The separator that a text names: `tab`, `semicolon` …, or the signs themselves, with `\t` and `\n`.

    Raises UsageError where it is none.
    """
    named = SEPARATORS.get(text.strip().lower())
    said = named or text.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "")
    if not said or len(said) > _LONGEST_SEPARATOR or '"' in said:
        raise UsageError(
            f"“{shown(text)}” cannot part cells or rows", hint=f"say one such as {', '.join(SEPARATORS)}"
        )
    return said


def separator_name(separator: str) -> str:
    """What a separator is called, so that `separator` understands it."""
    named = next((name for name, each in SEPARATORS.items() if each == separator), "")
    return named or separator.replace("\t", "\\t").replace("\n", "\\n")


NOTHING_SAID = Layout()
"""The layout of which nothing was said."""


class Preview(NamedTuple):
    """How a table would be read.

    `layout` is complete. `unsaid` says what of it neither the file nor an option says, empty if nothing: then
    it can be taken as it is. `rows` are the first three, each with its line and its cells by their columns.
    `may_have_header` says that the first of them may be no card, but name the columns.
    """

    layout: Layout
    rows: tuple[tuple[int, tuple[tuple[str, str], ...]], ...]
    unsaid: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may_have_header: bool = False

    @property
    def options(self) -> str:
        """The options that say this layout."""
        layout = self.layout
        said = {
            "--encoding": layout.encoding if not layout.encoding.upper().startswith("UTF-") else "",
            "--separator": separator_name(layout.separator),
            "--rows": separator_name(layout.rows),
            "--columns": ",".join(layout.columns),
            "--text": layout.markup if layout.markup != "markdown" else "",
        }
        header = ["--header"] if layout.header else []
        return " ".join(
            [f"{option} {shlex.quote(value)}" for option, value in said.items() if value] + header
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The preview for people, line by line."""
        layout = self.layout
        parts = {
            "encoding": layout.encoding,
            "cells parted by": shown_separator(layout.separator),
            "rows parted by": shown_separator(layout.rows),
            "columns": ", ".join(layout.columns),
            "texts": layout.markup,
        }
        return (
            *(f"{what}: {said}" for what, said in parts.items() if said),
            *self.notes,
            *(f"line {line}: {_in_words(cells)}" for line, cells in self.rows),
        )

    def fault(self) -> UsageError:
        """What is to be said where it cannot be taken yet."""
        message = f"the file does not say {' and '.join(self.unsaid)}"
        begun = (
            "" if self.layout.header or not self.rows else f"; --header if line {self.rows[0][0]} is no card"
        )
        return UsageError(
            message, hint=f"if this is right, say {self.options}{begun if self.may_have_header else ''}"
        )


def shown_separator(separator: str) -> str:
    """A separator for people."""
    name = separator_name(separator)
    return name if name in SEPARATORS or not name else f"“{name}”"


def _in_words(cells: tuple[tuple[str, str], ...]) -> str:
    """A row for people, without its empty cells."""
    return " | ".join(f"{column}: {shown(cell)}" for column, cell in cells if cell.strip())
