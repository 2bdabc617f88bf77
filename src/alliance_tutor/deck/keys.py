"""Which keys a table may have, and what an author may have meant by another."""

from collections.abc import Iterator
from typing import Any

from alliance_tutor.deck.cards import CARD_TYPES, DECK_KEYS, CardBase, Source, Topic
from alliance_tutor.deck.faults import Fault, did_you_mean, shown

_KEYS = {
    "deck": DECK_KEYS,
    "topic": frozenset(Topic.model_fields),
    "source": frozenset(Source.model_fields),
    "card": frozenset(CardBase.model_fields) | {"type"},
}
_CARD_KEYS = {name: frozenset(card.model_fields) for name, card in CARD_TYPES.items()}
_ALL_KEYS = {**_KEYS, "card": frozenset[str]().union(*_CARD_KEYS.values())}
_HEADERS = {"deck": "[deck]", "topic": "[[topic]]", "source": "[[source]]", "card": "[[card]]"}


def keys_of(kind: str, card_type: str = "") -> frozenset[str]:
    """The keys of a kind of table; of a card those of its type, or those of all types if it has none."""
    if kind == "card" and card_type:
        return _CARD_KEYS[card_type]
    return _KEYS[kind]


def unknown_keys(data: dict[str, Any], kind: str, card_type: str = "") -> Iterator[Fault]:
    """A fault for each key that a table of this kind (a card of this type) does not have."""
    known = keys_of(kind, card_type)
    for key in data:
        if key not in known:
            yield _unknown(key, kind, card_type)


def type_of(data: dict[str, Any]) -> tuple[str, Fault | None]:
    """The type of a card, empty if it cannot be told; where the file does not say it rightly, the fault."""
    given = data.get("type", "basic")
    if "type" not in data:
        meant, key = _meant(data)
        if meant != "basic":
            message = f"`{key}` makes this a {meant} card, and it does not say so"
            return meant, Fault((key,), "E121", message, f'add type = "{meant}"', on_key=True)
    if not isinstance(given, str):
        return "", Fault(("type",), "E124", "`type` must be text in quotes", 'write type = "choice"')
    if given in CARD_TYPES:
        return given, None
    close = did_you_mean(given.lower().replace("_", "-").replace(" ", "-"), list(CARD_TYPES))
    hint = " ".join(filter(None, [close, f"The types are {', '.join(CARD_TYPES)}"]))
    meant = next((name for name in CARD_TYPES if f"“{name}”" in close), "")
    return meant, Fault(("type",), "E125", f"there is no card type “{shown(given)}”", hint)


def _meant(data: dict[str, Any]) -> tuple[str, str]:
    """The type that a card without `type` has by its keys, and the key that says so."""
    if isinstance(data.get("answer"), bool):
        return "true-false", "answer"
    basic = _CARD_KEYS["basic"]
    for key in data:
        types = [name for name, keys in _CARD_KEYS.items() if key in keys - basic]
        if len(types) == 1:
            return types[0], key
    return "basic", ""


def _unknown(key: str, kind: str, card_type: str) -> Fault:
    header = f"a {card_type} card" if card_type else _HEADERS[kind]
    code, message, hint = (
        "E120",
        f"{header} has no key `{shown(key)}`",
        did_you_mean(key.lower(), keys_of(kind, card_type)),
    )
    types = [name for name, keys in _CARD_KEYS.items() if key in keys]
    home = next((other for other, keys in _ALL_KEYS.items() if key in keys), "")
    if kind == "card" and types:
        code, message = "E121", f"`{key}` is a key of {', '.join(types)} cards, and this is {header}"
        hint = f'delete it, or change to type = "{types[0]}"'
    elif home and not hint:
        code, message = "E122", f"`{key}` does not belong in {header}"
        hint = f"it belongs in {_HEADERS[home]}"
    hint = hint or f"it may have {', '.join(sorted(keys_of(kind, card_type)))}"
    return Fault((key,), code, message, hint, on_key=True)
