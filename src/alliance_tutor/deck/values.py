"""A value of a deck file in words for its author: what it is, and what was probably meant."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from difflib import get_close_matches

from alliance_tutor.text import harmless

IN_QUOTES, YEAR_IN_QUOTES = "put it in quotes: ", "put a year in quotes: "
WITHOUT_QUOTES = "leave the quotes out: "
"""How hints begin that name the one way to mend a value: `check --fix` goes by them."""

_LONGEST = 40
_QUOTED_NUMBER = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>[0-9]{1,3}(?:[ ,_'’\u00a0\u202f][0-9]{3}){1,9}|[0-9]{1,30})"
    r"(?P<fraction>\.[0-9]{1,30})?(?P<unit>\s*[^\d\s.,\"\\][^\"\\]{0,30})?"
)


def shown(value: object) -> str:
    """A value as the author may recognise it: harmless, on one line, at most 40 characters."""
    text = " ".join(harmless(str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The hint for a slip of the pen: the name that was probably meant, or empty."""
    close = get_close_matches(name[:_LONGEST], list(names), 1)
    return f"did you mean “{close[0]}”?" if close else ""


def found(value: object) -> str:
    """What a value is: `the number 5`, `a list`."""
    match value:
        case bool():
            return as_toml(value)
        case str():
            return f"the text “{shown(value)}”"
        case int() | float():
            return f"the number {as_toml(value)}"
        case datetime() | time():
            return f"the time {as_toml(value)}"
        case date():
            return f"the date {as_toml(value)}"
        case list():
            return "a list"
    return "a table"


def as_toml(value: object) -> str:
    """A value as it stands in the file, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 128:
        return "(a very long one)"
    return shown(value)


def unquoted(kind: str, value: str) -> bool:
    """Whether a text would be what pydantic's `kind` of error wants, if it were not in quotes."""
    text = value.strip()
    match kind:
        case "bool_type":
            return text in ("true", "false")
        case "int_type":
            return text.isascii() and text.isdigit()
        case "float_type":
            return text.isascii() and text.replace(".", "", 1).isdigit()
        case "date_type":
            return len(text) == 10 and _is_date(text)
    return False


def number_meant(text: str) -> str:
    """The hint for a number that stands in quotes, with or without a unit; empty if it is none."""
    match = _QUOTED_NUMBER.fullmatch(text.strip())
    if match is None:
        return ""
    whole = int(re.sub("[^0-9]", "", match["whole"]))
    number = f"{match['sign'].replace('−', '-')}{whole}{match['fraction'] or ''}"
    if unit := (match["unit"] or "").strip():
        return f'write answer = {number} and, on a line of its own, unit = "{shown(unit)}"'
    return f"{WITHOUT_QUOTES}{number}"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
