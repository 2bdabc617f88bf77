"""What Moodle has no place for and is short travels as tags: `level:recall`, `when:1948-10-12`."""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from alliance_tutor.deck.cards import AnyCard
from alliance_tutor.deck.fields import Level, Status
from alliance_tutor.deck.when import span
from alliance_tutor.exchange.naming import single

LONGEST_TAG = 50
"""How many characters a tag may have in Moodle."""

_FIELDS = ("status", "level", "when", "as_of")
_NOT_IN_TAG = frozenset("<>`[]\\,")


def tags_of(card: AnyCard) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A card's tags and the fields that travel as such, and the names of those that cannot."""
    tags: list[str] = []
    lost: list[str] = []
    for tag in card.tags:
        (tags if _is_tag(tag) else lost).append(single(tag) if _is_tag(tag) else f"tag “{single(tag)}”")
    for field in _FIELDS:
        value = getattr(card, field)
        if not value:
            continue
        tag = f"{field}:{value}"
        (tags if _is_tag(tag) else lost).append(tag if _is_tag(tag) else field)
    return tuple(dict.fromkeys(tags)), tuple(lost)


def fields_of(tags: Sequence[str]) -> dict[str, Any]:
    """The keys of a card that tags stand for; the others are its tags."""
    found: dict[str, Any] = {}
    rest = []
    for tag in tags:
        field, _, text = tag.partition(":")
        value = _value(field, text)
        if value is not None and field not in found:
            found[field] = value
        else:
            rest.append(tag)
    return {**found, "tags": tuple(rest)}


def _is_tag(text: str) -> bool:
    return len(text) <= LONGEST_TAG and single(text) == text and not _NOT_IN_TAG & set(text)


def _value(field: str, text: str) -> Any:
    """The value that a tag gives to a field, None for none."""
    try:
        match field:
            case "status":
                return text if text in get_args(Status) else None
            case "level":
                return text if text in get_args(Level) else None
            case "when":
                return text if span(text) else None
            case "as_of":
                return date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None
    return None
