"""Which keys a table may have, and what an author may have meant by another."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from alliance_tutor.deck.cards import CARD_TYPES, DECK_KEYS, CardBase, Exam, ExamPart, Source, Topic
from alliance_tutor.deck.faults import TYPES, Fault
from alliance_tutor.deck.tables import HEADERS
from alliance_tutor.deck.values import did_you_mean, shown

_KEYS = {
    "deck": DECK_KEYS,
    "exam": frozenset(Exam.model_fields) - {"parts"},
    "part": frozenset(ExamPart.model_fields),
    "topic": frozenset(Topic.model_fields),
    "source": frozenset(Source.model_fields),
    "card": frozenset(CardBase.model_fields) | {"type"},
}
_CARD_KEYS = {name: frozenset(card.model_fields) for name, card in CARD_TYPES.items()}
_ALL_KEYS = {**_KEYS, "card": frozenset[str]().union(*_CARD_KEYS.values())}
_HOMES = {
    key: [name for name, keys in _CARD_KEYS.items() if key in keys]
    for key in sorted(_ALL_KEYS["card"] - _CARD_KEYS["basic"])
}
"""The types that have a key which basic cards lack."""


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
            yield _unknown(key, data, kind, card_type)


def type_of(data: dict[str, Any]) -> tuple[str, Fault | None]:
    """The type of a card, empty if it cannot be told; where the file does not say it rightly, the fault."""
    given = data.get("type", "basic")
    if "type" not in data:
        meant, key = _meant(data)
        if meant != "basic":
            message = f"`{key}` makes this {_a_card(meant)}, and it does not say so"
            hint = f'add type = "{meant}"'
            if key == "answer" and meant in ("numeric", "date"):
                hint += ", or put the answer in quotes"
            return meant, Fault((key,), "E121", message, hint, on_key=True)
    if not isinstance(given, str):
        return "", Fault(("type",), "E124", "`type` must be text in quotes", 'write type = "choice"')
    if given in CARD_TYPES:
        return given, None
    name = given.lower().replace("_", "-").replace(" ", "-")
    if name == "multiple-choice" and "answers" not in data:
        name = "choice"
    close = did_you_mean(name, list(CARD_TYPES))
    hint = " ".join(filter(None, [close, TYPES]))
    meant = next((name for name in CARD_TYPES if f"“{name}”" in close), "")
    return meant, Fault(("type",), "E125", f"there is no card type “{shown(given)}”", hint)


def _meant(data: dict[str, Any]) -> tuple[str, str]:
    """The type that a card without `type` has by its keys or its answer, and the key that says so."""
    answer = data.get("answer")
    if isinstance(answer, bool):
        return "true-false", "answer"
    homes = [(key, _HOMES[key]) for key in data if key in _HOMES]
    # First a key that one type alone has; of the types with `distractors`, choice is the plain one.
    if homes:
        key, types = min(homes, key=lambda home: len(home[1]) > 1)
        return types[0], key
    if "reverse" in data or not isinstance(answer, int | float | date):
        return "basic", ""
    return ("date" if isinstance(answer, date) else "numeric"), "answer"


_INSTEAD = {"prompt": "text", "text": "prompt"}
"""What a card has in place of a key that another type has."""


def _unknown(key: str, data: dict[str, Any], kind: str, card_type: str) -> Fault:
    header = _a_card(card_type) if card_type else HEADERS[kind]
    known = keys_of(kind, card_type)
    close = did_you_mean(key.lower(), known)
    types = [name for name, keys in _CARD_KEYS.items() if key in keys] if kind == "card" else []
    home = next((other for other, keys in _ALL_KEYS.items() if key in keys), "")
    if types:
        code, message = "E121", f"`{key}` is a key of {', '.join(types)} cards, and this is {header}"
        missing = known - data.keys() - {"type"}
        hint = did_you_mean(key, missing) or f'delete it, or change to type = "{types[0]}"'
        if (meant := _INSTEAD.get(key)) in missing:
            hint = f"write `{meant}` in its place"
    elif kind == "exam" and key == "parts":
        code, message, hint = "E120", f"{header} has no key `parts`", f"write {HEADERS['part']} for each"
    elif close:
        code, message, hint = "E120", f"{header} has no key `{shown(key)}`", close
    elif home:
        code, message, hint = (
            "E122",
            f"`{key}` does not belong in {header}",
            f"it belongs in {HEADERS[home]}",
        )
    else:
        code, message = "E120", f"{header} has no key `{shown(key)}`"
        hint = f"it may have {', '.join(sorted(known))}"
    return Fault((key,), code, message, hint, on_key=True)


def _a_card(type: str) -> str:
    return f"{'an' if type[0] in 'aeiou' else 'a'} {type} card"
