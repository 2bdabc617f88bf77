"""A note as Anki has it, between its formats and deck cards."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The note types that come with Anki, by their English names."""

    BASIC = "Basic"
    REVERSED = "Basic (and reversed card)"
    OPTIONALLY_REVERSED = "Basic (optional reversed card)"
    TYPED = "Basic (type in the answer)"
    CLOZE = "Cloze"


FIELDS = {
    Kind.BASIC: ("Front", "Back"),
    Kind.REVERSED: ("Front", "Back"),
    Kind.OPTIONALLY_REVERSED: ("Front", "Back", "Add Reverse"),
    Kind.TYPED: ("Front", "Back"),
    Kind.CLOZE: ("Text", "Back Extra"),
}
"""The fields of each."""


class Note(NamedTuple):
    """A note; its fields are HTML.

    `front` and `back` are the two sides; of a cloze note the text, and what is shown below it. `more` are
    other fields that say something, each with its name. `deck` has the titles of its deck, the outermost
    first.
    `notes` say what was lost before.
    """

    kind: Kind
    front: str
    back: str = ""
    more: tuple[tuple[str, str], ...] = ()
    guid: str = ""
    tags: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    line: int = 0
    notes: tuple[str, ...] = ()
