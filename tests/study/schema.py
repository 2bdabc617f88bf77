"""As much of JSON Schema 2020-12 as the program's schemas use; a keyword that it does not know is a fault."""

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


def faults(value: Any, schema: Schema, root: Schema, at: str = "$") -> list[str]:
    """Where a value is not as a schema says, and why."""
    return [fault for keyword in schema for fault in _CHECKS[keyword](value, schema, root, at)]


def _nothing(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    yield from ()


def _named(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)


def _one_of(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if all(faults(value, each, root, at) for each in schema["anyOf"]):
        yield f"{at}: none fits"


def _allowed(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    allowed = schema["enum"] if "enum" in schema else [schema["const"]]
    if not any(each == value and type(each) is type(value) for each in allowed):
        yield f"{at}: {value!r} is not allowed"


def _typed(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    wanted = schema["type"]
    names = wanted if isinstance(wanted, list) else [wanted]
    fits = [
        isinstance(value, _TYPES[name]) and (name == "boolean") == isinstance(value, bool) for name in names
    ]
    if not any(fits):
        yield f"{at}: {value!r} is none of {names}"


def _bounded(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if isinstance(value, int | float) and value < schema["minimum"]:
        yield f"{at}: {value} is too small"


def _capped(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if isinstance(value, int | float) and value > schema["maximum"]:
        yield f"{at}: {value} is too large"


def _parts(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    for number, part in enumerate(value if isinstance(value, list) else ()):
        yield from faults(part, schema["items"], root, f"{at}[{number}]")


def _keys(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        known = schema["properties"]
        yield from (f"{at}: {key} is missing" for key in schema["required"] if key not in value)
        yield from (f"{at}: {key} is too many" for key in value if key not in known)
        for key in known.keys() & value.keys():
            yield from faults(value[key], known[key], root, f"{at}.{key}")


_CHECKS: dict[str, Callable[[Any, Schema, Schema, str], Iterator[str]]] = {
    **dict.fromkeys(("$schema", "$defs", "title", "description"), _nothing),
    **dict.fromkeys(("required", "additionalProperties"), _nothing),  # see `_keys`
    "$ref": _named,
    "anyOf": _one_of,
    "enum": _allowed,
    "const": _allowed,
    "type": _typed,
    "minimum": _bounded,
    "maximum": _capped,
    "items": _parts,
    "properties": _keys,
}
