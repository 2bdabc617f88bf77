"""Ids made from what other programs call their questions and categories."""

import re
import unicodedata
from collections.abc import Container

from alliance_tutor.text import FORBIDDEN

LONGEST_ID = 60
"""From how many characters on a name is no id."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_NOT_IN_ID = re.compile(r"[^a-z0-9._-]+")


def slug(name: str) -> str:
    """A name as an id: `Kanji Origins` is `kanji-origins`; empty where letters or digits would be lost."""
    if _ID.fullmatch(name):
        return name
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    ).lower()
    id = re.sub("-{2,}", "-", _NOT_IN_ID.sub("-", plain)).strip("._-")
    return id if len(id) <= LONGEST_ID and _said(id) == _said(plain) else ""


def file_slug(name: str) -> str:
    """A file's name as a deck's id, whatever it is called."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_ID.sub("-", plain).strip("._-")[:LONGEST_ID].rstrip("-") or "deck"


def numbered(id: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """The id, or where it is taken the first of `id-2`, `id-3` … that is free.

    `last` keeps the last number that was given for each id, so that thousands of one name take no longer
    each; it goes with one `taken`, from which nothing is ever removed.
    """
    if id not in taken:
        return id
    last = {} if last is None else last
    number = last.get(id, 1) + 1
    while f"{id}-{number}" in taken:
        number += 1
    last[id] = number
    return f"{id}-{number}"


def single(text: str) -> str:
    """A text on one line, without what a deck's text may not have."""
    return " ".join(FORBIDDEN.sub("", text).split())


def _said(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
