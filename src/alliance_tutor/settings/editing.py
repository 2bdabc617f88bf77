"""Single values of a TOML text set in place, so that a learner's comments and order of lines stay."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_VALUE = r"(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^#\n]*?)"


def changed(text: str, chosen: Mapping[str, Any], changes: Mapping[str, Any]) -> str:
    """The text of a valid TOML file, which holds `chosen`, after `changes` to its top-level keys.

    A table is given whole; what it lacks is taken out. Where lines cannot be set one by one, as those of an
    array of tables, the whole text is written anew.
    """
    wanted = {**chosen, **changes}
    edited = text
    for name, value in changes.items():
        if isinstance(value, Mapping):
            before = chosen.get(name, {})
            for key in [*(key for key in before if key not in value), *value]:
                if before.get(key) != value.get(key):
                    edited = _set(edited, name, key, value.get(key))
        elif chosen.get(name) != value:
            edited = _set(edited, "", name, value)
    return edited if _holds(edited, wanted) else tomli_w.dumps(wanted)


def _holds(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether the text says what is wanted; a table that was emptied may stand or not."""
    try:
        held = tomllib.loads(text)
    except ValueError:
        return False
    return _filled(held) == _filled(wanted)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value != {}}


def _set(text: str, table: str, key: str, value: Any) -> str:
    """The text with one value of a table (empty: of none) set, or taken out where it is None."""
    if table and not re.search(_head(table), text, re.MULTILINE):
        apart = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        text += f"{apart}{tomli_w.dumps({table: {}})}"
    begin, end = _section(text, table)
    line = "" if value is None else tomli_w.dumps({key: value})
    known = re.compile(
        rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=[ \t]*{_VALUE}(?P<rest>[ \t]*(?:#[^\n]*)?)(?:\n|\Z)",
        re.MULTILINE,
    )
    found = known.search(text, begin, end)
    if found:
        kept = line.rstrip("\n") + found["rest"] + "\n" if line else ""
        return text[: found.start()] + kept + text[found.end() :]
    # After the section's last line of its own: blank lines, and comments that follow them, head the next one.
    body = text[begin:end]
    last = begin + len(re.sub(r"(\n[ \t]*)+(\n[ \t]*#[^\n]*)*\s*\Z", "\n", body) if end < len(text) else body)
    before = text[:last]
    return f"{before}{'' if before.endswith(chr(10)) or not before else chr(10)}{line}{text[last:]}"


def _section(text: str, table: str) -> tuple[int, int]:
    """Where the lines of a table begin and end."""
    header = re.search(_head(table), text, re.MULTILINE) if table else None
    begin = header.end() if header else 0
    following = _HEADER.search(text, begin)
    return begin, following.start() if following else len(text)


def _head(table: str) -> str:
    return rf"^[ \t]*\[[ \t]*[\"']?{re.escape(table)}[\"']?[ \t]*\][ \t]*(?:#[^\n]*)?(?:\n|\Z)"
