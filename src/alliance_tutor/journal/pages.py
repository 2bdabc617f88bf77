"""Events read from the bytes of a damaged SQLite file, page by page, and from its write-ahead log.

SQLite's own reader stops where a page above the one that is wanted is damaged. Events are never changed, so
that each one found anywhere in the file is as good as any other copy of it. Formats:
https://www.sqlite.org/fileformat2.html §1.6 (b-tree pages), §2.1 (records), §4 (the write-ahead log).
"""

import json
import re
import struct
from collections.abc import Callable, Iterator

from alliance_tutor.journal import schema
from alliance_tutor.journal.entries import unpacked
from alliance_tutor.journal.schema import Row

_LEAF, _INTERIOR = 0x0A, 0x02  # of an index's tree, in which a table without rowid lies
_DEVICE = re.compile(r"[!-~]{1,64}")
_KIND = re.compile(r"[a-z][a-z0-9-]{0,63}")
_INTEGERS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}  # bytes of a serial type
_MOST = 64_000_000  # bytes of a record: more is damage
_SHORT = 16  # bytes of a record, below which none is an event's
_COLUMNS = 6
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = (0x377F0682, 0x377F0683)

Page = Callable[[int], bytes]
"""A page by its number from 1; empty where there is none."""


class Damaged(Exception):
    """What was read is no record."""


def rows(data: bytes, wal: bytes = b"") -> Iterator[Row]:
    """The rows of `event` in a database's bytes and its log's, in no order; some may come twice."""
    size = page_size(data)
    logged = committed(wal, size)
    usable = size - (data[20] if len(data) > 20 and data[20] <= 32 else 0)

    def latest(number: int) -> bytes:
        return logged.get(number) or own(number)

    def own(number: int) -> bytes:
        return data[(number - 1) * size : number * size] if number else b""

    for number, page in logged.items():
        yield from _on_page(page, number, usable, latest)
    for number in range(1, -(-len(data) // size) + 1):
        # An older state of a page that is in the log: other pages may have been newer than those logged.
        yield from _on_page(own(number), number, usable, own if number in logged else latest)


def page_size(data: bytes) -> int:
    """The size of pages by the header; that of a new journal where it says nonsense."""
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if 512 <= size <= 65_536 and not size & (size - 1) else schema.PAGE


def committed(wal: bytes, size: int) -> dict[int, bytes]:
    """The latest committed state of each page that a write-ahead log holds, by the page's number.

    Each frame's checksum goes on from the one before as it stands there, so that one damaged frame spoils
    itself and the next only. What follows the last commit never happened.
    """
    if len(wal) < _WAL_HEADER:
        return {}
    magic, _, told, _, salts, first = struct.unpack(">IIII8s8s", wal[:_WAL_HEADER])
    if magic not in _WAL_MAGIC:
        return {}
    size = told if told else size
    order = ">" if magic & 1 else "<"
    found: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    before = first
    for start in range(_WAL_HEADER, len(wal) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        head = wal[start : start + _FRAME_HEADER]
        page = wal[start + _FRAME_HEADER : start + _FRAME_HEADER + size]
        number, commit = struct.unpack(">II", head[:8])
        if head[8:16] != salts:
            break  # left over from before the log was begun anew
        whole = _checksum(head[:8] + page, before, order) == head[16:24]
        before = head[16:24]
        if whole:
            waiting[number] = page
            if commit:
                found.update(waiting)
                waiting.clear()
    return found


def _checksum(data: bytes, before: bytes, order: str) -> bytes:
    one, two = struct.unpack(">II", before)
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for x, y in zip(words[::2], words[1::2], strict=True):
        one = (one + x + two) & 0xFFFFFFFF
        two = (two + y + one) & 0xFFFFFFFF
    return struct.pack(">II", one, two)


def _on_page(page: bytes, number: int, usable: int, get: Page) -> Iterator[Row]:
    """The events on a page; where its head is damaged whatever looks like one."""
    start = 100 if number == 1 else 0
    kind = page[start] if len(page) > start else 0
    if b"{" not in page and b"[" not in page:
        return  # no body begins here
    if kind not in (_LEAF, _INTERIOR):
        yield from _anywhere(page, usable, get)
        return
    head = start + (12 if kind == _INTERIOR else 8)
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    ends = head + 2 * cells
    places = [int.from_bytes(page[at : at + 2], "big") for at in range(head, min(ends, len(page) - 1), 2)]
    if ends > len(page) or any(not ends <= place < len(page) for place in places):
        yield from _anywhere(page, usable, get)
        return
    skip = 4 if kind == _INTERIOR else 0
    for place in places:
        try:
            yield _event(_payload(page, place + skip, usable, get))
        except Damaged:
            continue


def _anywhere(page: bytes, usable: int, get: Page) -> Iterator[Row]:
    """Whatever on a page reads as an event: its parts must agree in length, and the body be JSON."""
    place = 0
    while place < len(page) - _SHORT:
        try:
            row = _event(_payload(page, place, usable, get))
        except Damaged:
            place += 1
        else:
            yield row
            place += _SHORT


def _payload(page: bytes, place: int, usable: int, get: Page) -> bytes:
    """The record of a cell, with what of it is on overflow pages. Raises Damaged."""
    length = page[place] if place < len(page) else 0
    place += 1
    if length >= 0x80:
        length, place = _varint(page, place - 1)
    if not _SHORT <= length <= _MOST:
        raise Damaged
    most = (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    here = length
    if length > most:
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
    parts, left = [page[place : place + here]], length - here
    if len(parts[0]) < here or not _begins_as_one(parts[0]):
        raise Damaged
    following = page[place + here : place + here + 4]
    while left > 0:
        overflow = get(int.from_bytes(following, "big"))
        if len(overflow) < usable:
            raise Damaged
        following, part = overflow[:4], overflow[4 : min(usable, 4 + left)]
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _begins_as_one(part: bytes) -> bool:
    """Whether a record has a head such as an event's: what has not is turned down before it costs time."""
    return len(part) > _COLUMNS and _COLUMNS < part[0] <= _COLUMNS + 8 and part[1] & 1 == 1 and part[1] >= 13


def _event(record: bytes) -> Row:
    """The row in a record. Raises Damaged where it is none of `event`."""
    end, place = record[0], 1  # the head is that short: `_begins_as_one`
    values: list[int | str] = []
    value_at = end
    while place < end:
        kind = record[place]
        place += 1
        if kind >= 0x80:
            kind, place = _varint(record, place - 1)
        value, value_at = _value(record, kind, value_at)
        values.append(value)
    if place != end or len(values) != _COLUMNS:
        raise Damaged
    device, seq, at, offset, kind_of, body = values
    place = value_at
    if place != len(record) or not (
        isinstance(device, str) and isinstance(seq, int) and isinstance(at, int) and isinstance(offset, int)
    ):
        raise Damaged
    if not (isinstance(kind_of, str) and isinstance(body, str)) or seq < 1 or not _is_body(body):
        raise Damaged
    if not (_DEVICE.fullmatch(device) and _KIND.fullmatch(kind_of)):
        raise Damaged
    return device, seq, at, offset, kind_of, body


def _value(record: bytes, kind: int, place: int) -> tuple[int | str, int]:
    if kind in _INTEGERS:
        end = place + _INTEGERS[kind]
        number = 1 if kind == 9 else int.from_bytes(record[place:end], "big", signed=True)
        return number, end
    if kind < 13 or not kind & 1:
        raise Damaged
    end = place + (kind - 13) // 2
    try:
        return record[place:end].decode(), end
    except UnicodeDecodeError:
        raise Damaged from None


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A variable-length integer of SQLite's, and where it ends. Raises Damaged."""
    value = 0
    for count in range(9):
        if place >= len(data):
            raise Damaged
        byte = data[place]
        place += 1
        if count == 8:
            return value << 8 | byte, place
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, place


def _is_body(text: str) -> bool:
    try:
        return unpacked(json.loads(text)) is not None
    except (ValueError, RecursionError):
        return False
