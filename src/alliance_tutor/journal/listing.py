"""An event as one JSON object, and back: `journal --json` is a complete export.

The body's keys stand beside the event's own. Where the body could not be told from them again, as it holds a
key of the same name or a rating that is none, it stands whole under `body` too, and that counts.
"""

import json
import re
from typing import Any, TypeGuard

from alliance_tutor.errors import UsageError
from alliance_tutor.journal.events import Body, Event
from alliance_tutor.memory.rating import Rating

_OWN = ("id", "device", "seq", "at", "offset", "kind", "question")
_DEVICE = re.compile(r"[A-Za-z0-9_.]{1,32}")
_KIND = re.compile(r"[a-z0-9-]{1,64}")
_LAST_SEQ = 2**53
_LAST_AT = 2**62
_OFFSETS = 24 * 60  # minutes
_WORDS = {rating.word: rating.value for rating in Rating}


def listed(event: Event) -> dict[str, Any]:
    """An event as an object; `question` is null where there is none, `rating` a word."""
    own = {
        "id": event.id,
        "device": event.device,
        "seq": event.seq,
        "at": event.at,
        "offset": event.offset,
        "kind": event.kind,
        "question": event.question,
    }
    rest = {key: value for key, value in event.body.items() if key not in own and key != "body"}
    rating = rest.get("rating")
    if isinstance(rating, int) and not isinstance(rating, bool) and rating in _WORDS.values():
        rest["rating"] = Rating(rating).word
    flat = {**own, **rest}
    return flat if _same(_body(flat), event.body) else {**flat, "body": event.body}


def event_of(document: object) -> Event:
    """The event in such an object. Raises UsageError where it is none."""
    if not isinstance(document, dict):
        raise UsageError("this is no event: one JSON object a line is wanted")
    device, seq, at, offset, kind = (document.get(key) for key in ("device", "seq", "at", "offset", "kind"))
    if not (isinstance(device, str) and _DEVICE.fullmatch(device)):
        raise UsageError("this event has no device's name")
    if not (isinstance(kind, str) and _KIND.fullmatch(kind)):
        raise UsageError("this event has no kind")
    if not _is_number(seq, 1, _LAST_SEQ):
        raise UsageError("this event has no number")
    if not _is_number(at, -_LAST_AT, _LAST_AT):
        raise UsageError("this event has no time in milliseconds")
    if not _is_number(offset, -_OFFSETS, _OFFSETS):
        raise UsageError("this event has no offset in minutes")
    body = document.get("body")
    return Event(device, seq, at, offset, kind, body if isinstance(body, dict) else _body(document))


def line_of(line: str) -> Event:
    """The event in a line of an export. Raises UsageError where there is none."""
    try:
        return event_of(json.loads(line))
    except (ValueError, RecursionError) as fault:
        raise UsageError("this line is not JSON") from fault


def _body(flat: dict[str, Any]) -> Body:
    """The body that an object without `body` stands for."""
    question = flat.get("question")
    body: Body = {} if question is None else {"question": question}
    body |= {key: value for key, value in flat.items() if key not in _OWN and key != "body"}
    if isinstance(rating := body.get("rating"), str) and rating in _WORDS:
        body["rating"] = _WORDS[rating]
    return body


def _same(one: Body, other: Body) -> bool:
    return one == other and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _is_number(value: object, least: int, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
