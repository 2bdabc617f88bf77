"""The kinds of value that a deck's keys may have, each checked strictly."""

import math
import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from alliance_tutor.deck import cloze
from alliance_tutor.deck.numbers import LARGEST, PERCENTAGE
from alliance_tutor.deck.when import point, span
from alliance_tutor.text import FORBIDDEN

LONGEST_LIST = 1000
"""How long a list inside a card may be: every fault in it is reported, and a hostile one has millions."""

_T = TypeVar("_T")
_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def _harmless(text: str) -> str:
    if FORBIDDEN.search(text):
        raise PydanticCustomError("forbidden_character", "a control character or text-direction mark")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "the text is empty")
    return text


def _not_endless(value: Any) -> Any:
    # pydantic's own max_length does not count the parts that are faulty.
    if isinstance(value, list) and len(value) > LONGEST_LIST:
        raise PydanticCustomError("too_long", "the list is too long")
    return value


def _address(url: str) -> str:
    if url and not _URL.fullmatch(url):
        raise PydanticCustomError("url", "only http and https addresses can be opened")
    return url


def _moment(when: str) -> str:
    try:
        span(when)
    except ValueError as error:
        raise PydanticCustomError("when", "{reason}", {"reason": str(error)}) from None
    return when


def _gaps(text: str) -> str:
    try:
        cloze.parse(text)
    except cloze.ClozeError as error:
        raise PydanticCustomError(
            "cloze", "{reason}", {"reason": str(error), "faults": error.faults}
        ) from None
    return text


def _pair(value: Any) -> Any:
    # pydantic would call a third text too long a list, and a lone one a missing key.
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise PydanticCustomError("pair_type", "a pair is two texts")
    return value


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number_type", "a number is wanted")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("finite_number", "the number is not finite")
    if abs(value) >= LARGEST:
        raise PydanticCustomError("too_large", "the number is too large")
    return value


def _tolerance(value: Any) -> Any:
    if isinstance(value, str):
        if not PERCENTAGE.fullmatch(_harmless(value)):
            raise PydanticCustomError("tolerance", "neither a number nor a percentage")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("tolerance_type", "a number or a percentage is wanted")
    if _number(value) < 0:
        raise PydanticCustomError("greater_than_equal", "a tolerance is 0 or more")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise PydanticCustomError("day_type", "a date is wanted")
    _harmless(value)
    try:
        point(value)
    except ValueError as error:
        raise PydanticCustomError("day", "{reason}", {"reason": str(error)}) from None
    return value


# What editors are told of a kind of value (`schema.py`) stands beside what checks it.
_POINT = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_NUMBER = {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
_WRITTEN = {"type": "string", "pattern": r"\S"}

Line = Annotated[str, AfterValidator(_harmless)]
Text = Annotated[Line, AfterValidator(_not_blank), WithJsonSchema(_WRITTEN)]
Address = Annotated[
    Line,
    AfterValidator(_address),
    WithJsonSchema({"type": "string", "pattern": r"^([Hh][Tt]{2}[Pp][Ss]?://\S+)?$"}),
]
Moment = Annotated[
    Line,
    AfterValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": rf"^{_POINT}(\.\.{_POINT})?$"}),
]
GappedText = Annotated[
    Text, AfterValidator(_gaps), WithJsonSchema({"type": "string", "pattern": r"\{\{[\s\S]*\}\}"})
]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Number = Annotated[int | float, BeforeValidator(_number), WithJsonSchema(_NUMBER)]
Tolerance = Annotated[
    int | float | str,
    BeforeValidator(_tolerance),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "exclusiveMaximum": LARGEST},
                {"type": "string", "pattern": f"^{PERCENTAGE.pattern}$"},
            ]
        }
    ),
]
Day = Annotated[
    str,
    BeforeValidator(_day),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": f"^{_POINT}$"}]}
    ),
]
Status = Literal["documented", "reported", "claimed", "disputed", "assessment"]
Level = Literal["recall", "understanding", "application"]

# A TOML array is a list, which a strict tuple refuses; what is in it stays strict.
Many = Annotated[
    tuple[_T, ...],
    Strict(False),
    BeforeValidator(_not_endless),
]
Texts = Many[Text]
Pair = Annotated[
    tuple[Text, Text],
    Strict(False),
    BeforeValidator(_pair),
    WithJsonSchema({"type": "array", "items": _WRITTEN, "minItems": 2, "maxItems": 2}),
]
