"""The lines of a file that carries events from device to device.

The first says `{"format":1,"device":…}`, each other one is an event with its id, its body as it stands in the
journal. Every line ends with a check sum of what is before it, so that a byte that was changed on the way is
noticed and not learnt from.
"""

import json
import math
import re
from typing import Any, NoReturn
from zlib import crc32

from alliance_tutor.journal.events import Event
from alliance_tutor.journal.schema import body_text

FORMAT = 1
LONGEST = 32_000_000  # bytes of a line: an exam's whole paper takes a tenth of it

_SEAL = re.compile(rb',"sum":"([0-9a-f]{8})"\}')
_SEALED = len(b',"sum":"01234567"}')
_ID = re.compile(r"([a-z2-7]{8})-([1-9]\d{0,15})", re.ASCII)
_KIND = re.compile(r"[a-z][a-z-]{0,39}")
_FIRST, _LAST = -62_135_596_800_000, 253_402_300_799_999  # the years that a calendar has: 1 to 9999
_DAY = 1440  # minutes
_GIT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")  # what git puts between two versions of a text


class Header:
    """A first line: which format the lines after it have."""

    __slots__ = ("format",)

    def __init__(self, format: int) -> None:
        self.format = format


def header_line(device: str) -> bytes:
    """The first line of a file that `device` writes."""
    return _sealed(f'{{"format":{FORMAT},"device":{json.dumps(device)}')


def event_line(event: Event) -> bytes:
    """An event as a line, its end included."""
    return _sealed(
        f'{{"id":"{event.id}","at":{event.at},"offset":{event.offset},'
        f'"kind":{json.dumps(event.kind)},"body":{body_text(event.body)}'
    )


def can_be_carried(event: Event) -> bool:
    """Whether an event's line would be read: a date of no calendar, or what is no kind, is left at home."""
    known = _FIRST <= event.at <= _LAST and abs(event.offset) <= _DAY
    return known and _ID.fullmatch(event.id) is not None and _KIND.fullmatch(event.kind) is not None


def is_blank(line: bytes) -> bool:
    """Whether a line says nothing by right: it is empty, or a mark that git put there."""
    return not line.strip() or line.startswith(_GIT)


def read_line(line: bytes) -> Event | Header | None:
    """What a line holds; None if it is damaged. A line end of either kind may follow, or none."""
    line = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    text, seal = line[:-_SEALED], _SEAL.fullmatch(line[-_SEALED:])
    if seal is None or int(seal[1], 16) != crc32(text):
        return None
    try:
        said = text.decode() + "}"
        values, end = _DECODER.raw_decode(said)
    except (ValueError, RecursionError):
        return None
    if end != len(said) or not isinstance(values, dict):
        return None
    return _header(values) if "format" in values else _event(values)


def _sealed(text: str) -> bytes:
    line = text.encode()
    return b'%b,"sum":"%08x"}\n' % (line, crc32(line))


def _header(values: dict[str, Any]) -> Header | None:
    format = values["format"]
    return Header(format) if type(format) is int and format > 0 else None


def _event(values: dict[str, Any]) -> Event | None:
    at, offset, kind, body = (values.get(key) for key in ("at", "offset", "kind", "body"))
    id = values.get("id")
    named = _ID.fullmatch(id) if isinstance(id, str) else None
    if named is None or type(at) is not int or type(offset) is not int:
        return None
    if not isinstance(kind, str) or not isinstance(body, dict):
        return None
    event = Event(named[1], int(named[2]), at, offset, kind, body)
    return event if can_be_carried(event) else None


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"too large: {text}")
    return number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"no JSON: {constant}")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse)
