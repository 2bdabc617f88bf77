"""How a table is laid out, as options say it, and the preview of what would be read."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.start import at_a_terminal

if TYPE_CHECKING:
    from alliance_tutor.exchange.tables.layout import Layout, Preview

_Command = TypeVar("_Command", bound=Callable[..., Exit])

IMPORT_PARTS: Sequence[str] = ("encoding", "separator", "rows", "columns", "header", "markup")
EXPORT_PARTS: Sequence[str] = ("separator", "rows")

_OPTIONS = {
    "encoding": click.option(
        "--encoding",
        default="",
        metavar="NAME",
        help="Tables: the file's encoding, such as cp1251; else UTF-8.",
    ),
    "separator": click.option(
        "--separator",
        default="",
        metavar="SIGN",
        help="Tables: what parts cells: tab, semicolon …, or the sign.",
    ),
    "rows": click.option(
        "--rows", default="", metavar="SIGN", help="Quizlet: what parts rows: newline …, or the sign."
    ),
    "columns": click.option(
        "--columns",
        default="",
        metavar="NAMES",
        help="Tables: what the columns hold, as prompt,answer,-,tags.",
    ),
    "header": click.option("--header", is_flag=True, help="Tables: the first row is no card."),
    "markup": click.option(
        "--text", "markup", default="", metavar="KIND", help="Tables: texts are markdown, plain or html."
    ),
}


def layout_options(*parts: str) -> Callable[[_Command], _Command]:
    """Options for these parts of a layout; the command gets what they say as its argument `said`."""

    def decorate(command: _Command) -> _Command:
        @wraps(command)
        def with_layout(*args: Any, **given: Any) -> Exit:
            return command(*args, said={part: given.pop(part) for part in parts}, **given)

        for part in reversed(parts):
            with_layout = _OPTIONS[part](with_layout)
        return cast(_Command, with_layout)

    return decorate


def agreed_layout(preview: "Preview", file: Path, *, as_json: bool) -> "Layout":
    """The layout of a preview, once it was shown, and agreed to where it was not said.

    Raises UsageError where it was not said and nobody is there to agree, or nobody does.
    """
    if not as_json:
        output.talk(f"{file} would be read so:" if preview.unsaid else f"{file} is read so:")
        for line in preview.lines:
            output.talk(f"  {line}")
    if not preview.unsaid:
        return preview.layout
    if not as_json and at_a_terminal():
        output.talk(f"The file does not say {' and '.join(preview.unsaid)}.")
        if agreed := _asked(preview):
            return agreed
    fault = preview.fault()
    fault.path = file
    raise fault


def _asked(preview: "Preview") -> "Layout | None":
    """The layout that a person at the terminal agrees to; anything but a yes is a no."""
    header = f"h: yes, but line {preview.rows[0][0]} names the columns; " if preview.may_have_header else ""
    output.talk(f"Is it right so? y: yes; {header}n: no")
    said = sys.stdin.readline().strip().lower()
    if said == "h" and header:
        return preview.layout._replace(header=True)
    return preview.layout if said in ("y", "yes") else None


def of_options(said: dict[str, Any]) -> "Layout":
    """The layout that options say. Raises UsageError."""
    from alliance_tutor.exchange.tables.options import layout

    return layout(said)
