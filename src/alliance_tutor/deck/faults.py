"""What pydantic says of a table, in words for its author."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from pydantic_core import ErrorDetails

from alliance_tutor.deck.cards import CARD_TYPES, FORMAT
from alliance_tutor.deck.fields import LONGEST_LIST
from alliance_tutor.deck.refs import MOST_ITEMS, MOST_POINTS
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.values import (
    IN_QUOTES,
    WITHOUT_QUOTES,
    YEAR_IN_QUOTES,
    as_toml,
    did_you_mean,
    found,
    number_meant,
    shown,
    unquoted,
)

Words = tuple[str, str, str]
"""Code, message and hint."""

TYPES = f"The types are {', '.join(CARD_TYPES)}"

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
    """One error of pydantic's as faults: none where they are found elsewhere, several for a cloze text.

    `kind` is the type of card, or else the kind of table.
    """
    context: dict[str, Any] = error.get("ctx", {})
    loc = error["loc"]
    match error["type"]:
        case "forbidden_character" | "repeat":
            # `encoding` and `repeats` look at what is faulty otherwise, too.
            return
        case "cloze":
            for fault in context["faults"]:
                yield Fault(loc, "E132", fault.message, fault.hint, fault.offset)
        case "too_short" if len(error["input"]) >= context["min_length"]:
            # pydantic counts only the parts that are sound; the others have been reported.
            return
        case "missing":
            code, message, hint = _missing(loc, kind)
            yield Fault(loc, code, message, hint)
        case code:
            explain = _EXPLAIN.get(code, _wrong_type)
            words = explain(_name(loc), error["input"], {**context, "type": code})
            yield Fault(loc, *words, on_key=code == "extra_forbidden")


def _name(loc: KeyPath) -> str:
    keys = [part for part in loc if isinstance(part, str)]
    match loc:
        case ("pairs", int(pair)):
            return f"pair {pair + 1}"
        case ("pairs", int(pair), int(side)):
            return f"the {('left', 'right')[side]} side of pair {pair + 1}"
    name = f"`{shown(keys[-1])}`" if keys else "the value"
    if isinstance(loc[-1], int):
        return f"part {loc[-1] + 1} of {name}"
    return name


def _missing(loc: KeyPath, kind: str) -> Words:
    key = str(loc[-1])
    hint = _ANSWERS.get(kind, "") if key == "answer" else _KEYS.get(key, "")
    hint = "items = 5" if kind == "part" else hint
    return "E123", f"`{key}` is missing", f"write {hint}" if hint else f'write {key} = "…"'


def _wrong_type(name: str, value: Any, context: dict[str, Any]) -> Words:
    wanted, hint = _WANTED.get(context["type"], ("something else", ""))
    hint = _RATHER.get(name, hint)
    key = name.strip("`")
    text = isinstance(value, str)
    if context["type"] == "float_type" and isinstance(value, int) and not isinstance(value, bool):
        return _too_large(name, value, context)
    match context["type"]:
        case "string_type" if isinstance(value, (bool, int, float, date, time)):
            hint = f'{IN_QUOTES}"{as_toml(value)}"'
        case "day_type" if isinstance(value, datetime):
            hint = f"leave the time out: {value.date()}"
        case "day_type" if isinstance(value, int) and 1000 <= value <= 9999:
            hint = f'{YEAR_IN_QUOTES}"{value}"'
        case "number_type" if text:
            hint = number_meant(value) or hint
        case "pair_type" if isinstance(value, list):
            return "E124", f"{name} must be {wanted}, and is a list of {len(value)}", hint
        case "tuple_type" if name == "`pairs`":
            hint = f"write {_KEYS['pairs']}"
        case "tuple_type" if text:
            hint = f'write {key} = ["{shown(value)}"]'
        case kind if text and unquoted(kind, value):
            hint = f"{WITHOUT_QUOTES}{value.strip()}"
    return "E124", f"{name} must be {wanted}, and is {found(value)}", hint


def _allowed(name: str, value: Any, context: dict[str, Any]) -> Words:
    allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    hint = f"write one of {', '.join(allowed)}"
    if isinstance(value, str) and (close := did_you_mean(value, allowed)):
        hint = f"{close} {hint}"
    given = f"“{shown(value)}”" if isinstance(value, str) else found(value)
    return "E126", f"{name} cannot be {given}", hint


def _range(name: str, value: Any, context: dict[str, Any]) -> Words:
    if name == "`format`":
        if isinstance(value, int) and value > FORMAT:
            message = "the deck was written for a newer Alliance Tutor"
            return "E135", message, f"upgrade Alliance Tutor; this one reads format {FORMAT}"
        return "E129", f"there is no deck format {as_toml(value)}", f"write format = {FORMAT}"
    return "E129", f"{name} is {as_toml(value)}", _LIMITS.get(name, "write a number, 0 or more")


def _too_large(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E129", f"{name} is too large", "write a smaller number"


def _too_short(name: str, value: Any, context: dict[str, Any]) -> Words:
    count = "has only one part" if value else "is an empty list"
    least = "two" if context["min_length"] == 2 else "one"
    return "E129", f"{name} {count}", f"give at least {least}"


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


def _tolerance(name: str, value: Any, context: dict[str, Any]) -> Words:
    hint = 'write a number, or a percentage such as "5 %"'
    if unquoted("float_type", value):
        hint = f'{WITHOUT_QUOTES}{value.strip()}, or write "{value.strip()} %"'
    return "E136", f"{name} is “{shown(value)}”, which is neither a number nor a percentage", hint


def _share_of_nothing(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E136", f"{name} is a percentage of `answer`, which is 0", "write a number"


def _day(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E138", f"{name} is “{shown(value)}”: {context['reason']}", _DAY


def _reason(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E134", "`ignore` needs a `reason`", 'write reason = "…": why the findings are not wanted here'


def _card_type(name: str, value: Any, context: dict[str, Any]) -> Words:
    hint = " ".join(filter(None, [did_you_mean(value.lower(), list(CARD_TYPES)), TYPES]))
    return "E125", f"there is no card type “{shown(value)}”", hint


def _marked_twice(name: str, value: Any, context: dict[str, Any]) -> Words:
    message = "`negative` and `certainty` both make wrong answers cost something"
    return "E146", message, "leave one of the two out"


def _extra(name: str, value: Any, context: dict[str, Any]) -> Words:
    return "E120", f"{name} is no key of a distractor", "a distractor has `text` and `why`"


_LIMITS = {
    "`answer`": "write a number",
    "`year`": "write 1 to 9999, or leave it out where it is not known",
    "`items`": f"write 1 to {MOST_ITEMS}",
    "`points`": f"write 0 to {MOST_POINTS}",
    "`lines`": "write 1 to 100",
    "`minutes`": "write 1 to 1440, or leave it out for no time limit",
    "`item_seconds`": "write 1 to 86400, or leave it out for no time limit",
    "`cut_score`": "write a percentage, 0 to 100",
    "`negative`": "write 0 to 1, such as 0.25: then a wrong answer costs a quarter of its points",
}
"""What may stand in a key whose value was out of range, where that is not any number from 0."""

_RATHER = {"`negative`": _LIMITS["`negative`"]}
"""The same, where it is also what tells best of a value of the wrong type."""

_DAY = 'write 1961-07-06, or in quotes "1961-07" or "1961"'
_ANSWERS = {
    "true-false": "answer = true or answer = false",
    "numeric": "answer = 500000",
    "date": "answer = 1961-07-06",
}
"""How `answer` is written in a type of card."""
_KEYS = {
    "id": 'id = "…": small letters, digits, dots, hyphens',
    "answers": 'answers = ["…", "…"]',
    "distractors": 'distractors = ["…", "…"]',
    "items": 'items = ["…", "…"]',
    "pairs": 'pairs = [["…", "…"], ["…", "…"]]',
}
"""How the value of a key is written, where that is not one text in quotes."""

_WANTED = {
    "string_type": ("text in quotes", 'write "…"'),
    "bool_type": ("true or false", "write true or false, in small letters and without quotes"),
    "int_type": ("a whole number", "write a number without quotes and without a point"),
    "float_type": ("a number", "write a number without quotes"),
    "date_type": ("a date", "write it without quotes: 2026-11-22"),
    "day_type": ("a date", _DAY),
    "number_type": ("a number", "write a number without quotes: 500000"),
    "tolerance_type": ("a number or a percentage", 'write a number, or a percentage such as "5 %"'),
    "pair_type": ("two texts in brackets", 'write ["…", "…"]'),
    "tuple_type": ("a list", 'write ["…", "…"]'),
    "model_type": ("text or a table", 'write "…" or { text = "…", why = "…" }'),
}

_EXPLAIN: dict[str, Callable[[str, Any, dict[str, Any]], Words]] = {
    "literal_error": _allowed,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "finite_number": _range,
    "too_large": _too_large,
    "too_short": _too_short,
    "too_long": _too_long,
    "blank": _blank,
    "string_pattern_mismatch": _bad_id,
    "url": _url,
    "when": _when,
    "tolerance": _tolerance,
    "share_of_nothing": _share_of_nothing,
    "day": _day,
    "card_type": _card_type,
    "marked_twice": _marked_twice,
    "reason_owed": _reason,
    "extra_forbidden": _extra,
}
