"""What pydantic says of a table, in words for its author."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from alliance_tutor.deck.cards import FORMAT, LONGEST_LIST
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.text import harmless

Words = tuple[str, str, str]
"""Code, message and hint."""

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one value; `loc` leads to it from its table.

    It stands at character `index` of the value if that is known, at the key if `on_key`."""

    loc: KeyPath
    code: str
    message: str
    hint: str
    index: int | None = None
    on_key: bool = False


def faults(error: ErrorDetails, kind: str) -> Iterator[Fault]:
    """One error of pydantic's as faults: it is one, or one for each gap or option that it names.

    `kind` is the type of card, or else the kind of table.
    """
    context: dict[str, Any] = error.get("ctx", {})
    loc = error["loc"]
    match error["type"]:
        case "forbidden_character":
            return
        case "cloze":
            for fault in context["faults"]:
                yield Fault(loc, "E132", fault.message, fault.hint, fault.offset)
        case "same_option":
            for index, other in context["same"].items():
                message = f"distractor {index + 1} is the same as {other}"
                yield Fault((*loc, index), "E133", message, "options must differ")
        case "too_short" if error["input"]:
            # pydantic counts only the parts that are sound; the others have been reported.
            return
        case "missing":
            code, message, hint = _missing(loc, kind)
            yield Fault(loc, code, message, hint)
        case code:
            explain = _EXPLAIN.get(code, _wrong_type)
            words = explain(_name(loc), error["input"], {**context, "type": code})
            yield Fault(loc, *words, on_key=code == "extra_forbidden")


def shown(value: object) -> str:
    """A value as the author may recognise it: harmless, on one line, at most 40 characters."""
    text = " ".join(harmless(str(value)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def did_you_mean(name: str, names: Iterator[str] | list[str] | frozenset[str]) -> str:
    """The hint for a slip of the pen: the name that was probably meant, or empty."""
    close = get_close_matches(name[:_LONGEST], list(names), 1)
    return f"did you mean “{close[0]}”?" if close else ""


def _name(loc: KeyPath) -> str:
    keys = [part for part in loc if isinstance(part, str)]
    name = f"`{shown(keys[-1])}`" if keys else "the value"
    if isinstance(loc[-1], int):
        return f"part {loc[-1] + 1} of {name}"
    return name


def _missing(loc: KeyPath, kind: str) -> Words:
    key = str(loc[-1])
    if (kind, key) == ("true-false", "answer"):
        return "E123", "`answer` is missing", "write answer = true or answer = false"
    hints = {
        "id": 'write id = "…": small letters, digits, dots, hyphens',
        "distractors": 'write distractors = ["…", "…"]',
        "text": 'write text = "…"',
    }
    return "E123", f"`{key}` is missing", hints.get(key, f'write {key} = "…"')


def _wrong_type(name: str, value: Any, context: dict[str, Any]) -> Words:
    wanted, hint = _WANTED.get(context["type"], ("something else", ""))
    key = name.strip("`")
    text = isinstance(value, str)
    if context["type"] == "float_type" and isinstance(value, int) and not isinstance(value, bool):
        return "E129", f"{name} is too large", "write a smaller number"
    if context["type"] == "string_type" and isinstance(value, (bool, int, float, date, time)):
        hint = f'put it in quotes: "{_toml(value)}"'
    elif text and _unquoted(context["type"], value):
        hint = f"leave the quotes out: {value.strip()}"
    elif text and context["type"] == "tuple_type":
        hint = f'write {key} = ["{shown(value)}"]'
    return "E124", f"{name} must be {wanted}, and is {_found(value)}", hint


def _unquoted(kind: str, value: str) -> bool:
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


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _found(value: object) -> str:
    match value:
        case bool():
            return _toml(value)
        case str():
            return f"the text “{shown(value)}”"
        case int() | float():
            return f"the number {_toml(value)}"
        case datetime() | time():
            return f"the time {_toml(value)}"
        case date():
            return f"the date {_toml(value)}"
        case list():
            return "a list"
    return "a table"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 128:
        return "(a very long one)"
    return shown(value)


def _allowed(name: str, value: Any, context: dict[str, Any]) -> Words:
    allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    hint = f"write one of {', '.join(allowed)}"
    if isinstance(value, str) and (close := did_you_mean(value, allowed)):
        hint = f"{close} {hint}"
    found = f"“{shown(value)}”" if isinstance(value, str) else _found(value)
    return "E126", f"{name} cannot be {found}", hint


def _range(name: str, value: Any, context: dict[str, Any]) -> Words:
    if name == "`format`":
        if isinstance(value, int) and value > FORMAT:
            message = "the deck was written for a newer Alliance Tutor"
            return "E135", message, f"upgrade Alliance Tutor; this one reads format {FORMAT}"
        return "E129", f"there is no deck format {_toml(value)}", f"write format = {FORMAT}"
    if name == "`year`":
        return "E129", f"`year` is {_toml(value)}", "write 1 to 9999, or leave it out where it is not known"
    return "E129", f"{name} is {_toml(value)}", "write a number, 0 or more"


def _too_short(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E129", f"{name} is an empty list", "give at least one"


def _too_long(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E129", f"{name} is too long a list", f"give at most {LONGEST_LIST}"


def _blank(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E127", f"{name} is empty", "write its text, or leave the key out where it is optional"


def _bad_id(name: str, value: Any, context: dict[str, Any]) -> Words:
    plain = unicodedata.normalize("NFKD", value[:_LONGEST]).encode("ascii", "ignore").decode().lower()
    proposal = re.sub(r"[^a-z0-9._-]+", "-", plain).lstrip("._-").rstrip("-")
    hint = "ids have small letters, digits, dots, hyphens and underscores"
    return "E128", f"the id “{shown(value)}” is not allowed", f"{hint}: {proposal}" if proposal else hint


def _url(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E130", f"{name} is no address: “{shown(value)}”", "it must begin with https:// or http://"


def _when(name: str, value: Any, context: dict[str, Any]) -> Words:
    hint = 'write "1948-10-12", "1948-10", "1948" or a range such as "1950..1953"'
    return "E131", f"`when` is “{shown(value)}”: {context['reason']}", hint


def _reason(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E134", "`ignore` needs a `reason`", 'write reason = "…": why the findings are not wanted here'


def _extra(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E120", f"{name} is no key of a distractor", "a distractor has `text` and `why`"


_WANTED = {
    "string_type": ("text in quotes", 'write "…"'),
    "bool_type": ("true or false", "write true or false, in small letters and without quotes"),
    "int_type": ("a whole number", "write a number without quotes and without a point"),
    "float_type": ("a number", "write a number without quotes"),
    "date_type": ("a date", "write it without quotes: 2026-11-22"),
    "tuple_type": ("a list", 'write ["…", "…"]'),
    "model_type": ("text or a table", 'write "…" or { text = "…", why = "…" }'),
}

_EXPLAIN: dict[str, Callable[[str, Any, dict[str, Any]], Words]] = {
    "literal_error": _allowed,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "finite_number": _range,
    "too_short": _too_short,
    "too_long": _too_long,
    "blank": _blank,
    "string_pattern_mismatch": _bad_id,
    "url": _url,
    "when": _when,
    "reason_owed": _reason,
    "extra_forbidden": _extra,
}
