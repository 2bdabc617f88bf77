"""A note's guid ⇄ a card's id, for good: a deck that went to Anki and back updates the notes that are there.

Ours is `deck/card`. One of Anki's own is written as `anki-` and its bytes in base32, so that it can be told
from the card's id again.
"""

import hashlib
import re
from base64 import b32decode, b32encode
from binascii import Error

_OURS = re.compile(r"([a-z0-9][a-z0-9._-]*)/([a-z0-9][a-z0-9._-]*)")
_ANKIS = "anki-"
_LONGEST = 40
"""How many bytes of a guid an id can tell; Anki's have 10."""


def split(guid: str) -> tuple[str, str]:
    """The deck and the card of a guid of ours, empty if it is another's."""
    match = _OURS.fullmatch(guid)
    return (match[1], match[2]) if match else ("", "")


def id_of(guid: str) -> str:
    """The id of the card of a note, empty if the note has no guid."""
    if card := split(guid)[1]:
        return card
    data = guid.encode()
    if len(data) > _LONGEST:
        data = hashlib.sha256(data).digest()[:10]
    return f"{_ANKIS}{b32encode(data).decode().lower().rstrip('=')}" if guid else ""


def guid_of(deck: str, card: str) -> str:
    """The guid of the note that a card becomes."""
    if card.startswith(_ANKIS):
        letters = card.removeprefix(_ANKIS).upper()
        try:
            guid = b32decode(letters + "=" * (-len(letters) % 8)).decode()
        except (Error, ValueError):
            guid = ""
        if guid.isprintable() and id_of(guid) == card:
            return guid
    return f"{deck}/{card}"
