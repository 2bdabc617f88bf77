"""The fields of a protobuf message, which is all that is to be known of Anki's three."""

from collections.abc import Iterator
from typing import NamedTuple

_LONGEST_VARINT = 10
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_FIXED = {_FIXED_64: 8, _FIXED_32: 4}


class Field(NamedTuple):
    """A field by its number: a whole number, or bytes that may be a text or a message."""

    number: int
    value: int | bytes


def fields(message: bytes) -> Iterator[Field]:
    """The fields of a message, in its order; numbers of fixed width as bytes. Raises ValueError.

    https://protobuf.dev/programming-guides/encoding/
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield Field(key >> 3, value)
            continue
        if kind == _BYTES:
            length, at = _varint(message, at)
        elif kind in _FIXED:
            length = _FIXED[kind]
        else:
            raise ValueError(f"there is no field of kind {kind}")
        if at + length > len(message):
            raise ValueError("the message ends within a field")
        yield Field(key >> 3, message[at : at + length])
        at += length


def texts(message: bytes, number: int) -> list[str]:
    """The texts of all fields of a number. Raises ValueError where it is no message."""
    found = [field.value for field in fields(message) if field.number == number]
    return [value.decode("utf-8", "replace") for value in found if isinstance(value, bytes)]


def whole(message: bytes, number: int) -> int:
    """The last whole number of a field, 0 where there is none. Raises ValueError where it is no message."""
    found = [field.value for field in fields(message) if field.number == number]
    return next((value for value in reversed(found) if isinstance(value, int)), 0)


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins at a place, and the place behind it."""
    value = 0
    for place, byte in enumerate(message[at : at + _LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("the message ends within a number")
