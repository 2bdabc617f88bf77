"""The options by which a layout is said on the command line."""

from collections.abc import Iterable, Mapping
from typing import Any

from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.tables import columns
from alliance_tutor.exchange.tables.layout import MARKUPS, Layout, separator

OPTIONS = {
    "encoding": "--encoding",
    "separator": "--separator",
    "rows": "--rows",
    "columns": "--columns",
    "header": "--header",
    "markup": "--text",
}
"""The option of each part of a layout."""


def layout(said: Mapping[str, Any]) -> Layout:
    """The layout that options say, by the part that each is for; empty ones say nothing.

    Raises UsageError.
    """
    markup = said.get("markup", "").lower()
    if markup and markup not in MARKUPS:
        raise UsageError(f"there is no {OPTIONS['markup']} {markup}", hint=f"say one of {', '.join(MARKUPS)}")
    return Layout(
        encoding=said.get("encoding", ""),
        separator=separator(said["separator"]) if said.get("separator") else "",
        rows=separator(said["rows"]) if said.get("rows") else "",
        columns=columns.chosen(said["columns"]) if said.get("columns") else (),
        header=bool(said.get("header")),
        markup=markup,
    )


def check(layout: Layout, parts: Iterable[str], title: str) -> None:
    """Raise UsageError where a layout says something that is none of the parts of a format called `title`."""
    alien = next((part for part, said in layout._asdict().items() if said and part not in set(parts)), "")
    if alien:
        option = OPTIONS[alien]
        raise UsageError(f"{option} says nothing of {title}", hint=f"leave {option} out")
