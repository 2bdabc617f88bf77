"""How the learner's copy of a shipped deck and the shipped deck differ, card by card. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Card = dict[str, Any]
"""A card's keys and values as they stand in the file."""


class Kind(StrEnum):
    """What the shipped deck did with a card, as the learner's copy sees it."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Difference(NamedTuple):
    """A card whose shipped text the learner has not decided on yet.

    `mine` is None where the copy lacks the card, `shipped` where the shipped deck does. `edited` says whether
    the learner changed the card (or took it out) after it was copied; None where that is not known.
    """

    card: str
    kind: Kind
    mine: Card | None
    shipped: Card | None
    edited: bool | None

    @property
    def story(self) -> str:
        """What happened to the card, in a sentence."""
        return _STORIES[self.kind, self.edited]

    @property
    def choices(self) -> tuple[str, str]:
        """What keeping mine means, and what taking the shipped text means."""
        return _CHOICES[self.kind]

    @property
    def fields(self) -> list["Field"]:
        """The keys whose values differ, in the order of the shipped card, then of mine."""
        mine, shipped = self.mine or {}, self.shipped or {}
        keys = dict.fromkeys([*shipped, *mine])
        return [
            Field(key, _lines(mine.get(key)), _lines(shipped.get(key)))
            for key in keys
            if key != "id" and _unwrapped(mine.get(key)) != _unwrapped(shipped.get(key))
        ]


class Field(NamedTuple):
    """A key, and its value on either side: a line for each paragraph or item, none where it is not given."""

    key: str
    mine: list[str]
    shipped: list[str]


def mark(card: Card) -> str:
    """16 hex characters by which a card's text is known again.

    Layout, the order of keys and where the lines of a paragraph break do not matter.
    """
    whole = json.dumps(_unwrapped(card), sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def differences(
    seen: Mapping[str, str], mine: Mapping[str, Card], shipped: Mapping[str, Card]
) -> list[Difference]:
    """The cards that the shipped deck has changed since the learner last decided on them, and not as mine.

    `seen` has the mark of each shipped card that was decided on, also by copying the deck; where it lacks a
    card, any difference counts. A card that only the learner ever had is none.
    """
    found: list[Difference] = []
    for id, card in shipped.items():
        new, before, own = mark(card), seen.get(id), mine.get(id)
        if new == before or (own is not None and mark(own) == new):
            continue
        if own is None:
            edited = None if before is None else True
            found.append(Difference(id, Kind.ADDED, None, card, edited))
        else:
            edited = None if before is None else mark(own) != before
            found.append(Difference(id, Kind.CHANGED, own, card, edited))
    gone = [id for id in mine if id in seen and id not in shipped]
    found += [Difference(id, Kind.REMOVED, mine[id], None, mark(mine[id]) != seen[id]) for id in gone]
    return found


# A line break that is neither next to a blank line nor before a list item.
_BREAK = re.compile(r"(?<!\n) *\n(?![ \t]*(?:\n|[-+*] |\d+[.)] ))[ \t]*")
_STORIES: Mapping[tuple[Kind, bool | None], str] = {
    (Kind.CHANGED, False): "The shipped deck has changed this card; you have not.",
    (Kind.CHANGED, True): "The shipped deck has changed this card, and so have you.",
    (Kind.CHANGED, None): "Your card and the shipped one differ.",
    (Kind.ADDED, True): "You took this card out; the shipped deck has changed it.",
    (Kind.ADDED, None): "The shipped deck has this card; your copy has not.",
    (Kind.REMOVED, False): "The shipped deck does not have this card any more.",
    (Kind.REMOVED, True): "The shipped deck does not have this card any more; you have changed it.",
}
_CHOICES: Mapping[Kind, tuple[str, str]] = {
    Kind.CHANGED: ("keep mine", "take the shipped one"),
    Kind.ADDED: ("leave it out", "add it"),
    Kind.REMOVED: ("keep it", "take it out"),
}


def _lines(value: object) -> list[str]:
    match value:
        case None:
            return []
        case bool():
            return ["true" if value else "false"]
        case list():
            return [f"- {_item(each)}" for each in value]
        case _:
            return _paragraphs(str(value)).split("\n")


def _unwrapped(value: Any) -> Any:
    """A value with every text in it as one line a paragraph or list item."""
    match value:
        case str():
            return _paragraphs(value)
        case list():
            return [_unwrapped(each) for each in value]
        case dict():
            return {key: _unwrapped(each) for key, each in value.items()}
        case _:
            return value


def _paragraphs(text: str) -> str:
    return _BREAK.sub(" ", text.strip("\n"))


def _item(value: object) -> str:
    if isinstance(value, dict) and "why" in value:
        return f"{value.get('text', '')} ({value['why']})"
    return str(value.get("text", value) if isinstance(value, dict) else value)
