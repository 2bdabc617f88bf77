"""Deck files as JSON Schema, made from the models, for editors that complete and check TOML by one.

Draft 7, which every TOML language server reads. It refuses what can be told by looking at one table;
`check` sees more. Dates are strings in it: that is how such servers hand TOML's dates to a schema.
"""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from alliance_tutor.deck.cards import (
    CARD_TYPES,
    DECK_KEYS,
    CardBase,
    Deck,
    Exam,
    ExamPart,
    Source,
    Topic,
)

SCHEMA_FILE = "deck.schema.json"
"""What the schema's file is called that lies beside decks, whose first line names it."""

TITLE = "A deck of Alliance Tutor"
"""By which a schema file is known as one of this program's."""

Schema = dict[str, Any]

_TABLES: dict[str, tuple[type[BaseModel], str]] = {
    "topic": (Topic, "The parts of the syllabus, in teaching order: each [[topic]]."),
    "source": (Source, "Where the facts come from: each [[source]]."),
}


def deck_schema() -> Schema:
    """The schema of a deck file, and of the other files of a folder deck, which lack `[deck]`."""
    models: list[type[BaseModel]] = [Deck, Exam, ExamPart, Topic, Source, *CARD_TYPES.values()]
    _, whole = models_json_schema([(model, "validation") for model in models])
    parts: Schema = {name: _told(part) for name, part in whole["$defs"].items()}
    own = parts["Deck"]["properties"]
    deck = {**parts.pop("Deck"), "properties": {key: own[key] for key in own if key in DECK_KEYS}}
    exam = parts.pop("Exam")
    exam["properties"]["part"] = _tables("ExamPart", exam["properties"].pop("parts")["description"])
    text = {"type": "string", "pattern": r"\S", "description": "The wrong option; Markdown."}
    parts["Distractor"] = {
        "anyOf": [text, parts["Distractor"]],
        "description": parts["Distractor"]["description"],
    }
    tables = {kind: _tables(model.__name__, told) for kind, (model, told) in _TABLES.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": TITLE,
        "description": "Written by alliance-tutor schema; alliance-tutor guide writing-decks explains it.",
        "type": "object",
        "properties": {
            "deck": {
                **deck,
                "description": "What the deck is: its id, its title and what holds for all of it.",
            },
            "exam": {**exam, "description": "The exam that the deck proposes."},
            **tables,
            "card": {
                "type": "array",
                "description": "What is asked, in learning order: each [[card]].",
                "items": {"$ref": "#/$defs/card"},
            },
        },
        "additionalProperties": False,
        "$defs": {**parts, "card": _card(parts)},
    }


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(deck_schema(), ensure_ascii=False, indent=2) + "\n"


def _tables(model: str, told: str) -> Schema:
    return {"type": "array", "description": told, "items": {"$ref": f"#/$defs/{model}"}}


def _card(parts: Schema) -> Schema:
    """A card of any type: all keys that there are, for completion, and by `type` those that it may have."""
    return {
        "type": "object",
        "description": "A card: `type` says how it is asked; without it, it is basic.",
        "properties": {**_common(parts), "type": _types()},
        "allOf": [
            {"if": _is(type), "then": {"$ref": f"#/$defs/{model.__name__}"}}
            for type, model in CARD_TYPES.items()
        ],
    }


def _types() -> Schema:
    kinds = "; ".join(f"{type}: {_first(model)}" for type, model in CARD_TYPES.items())
    return {"enum": list(CARD_TYPES), "description": f"How it is asked; basic if left out. {kinds}"}


def _first(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").partition("\n")[0].rstrip(".")


def _is(type: str) -> Schema:
    named: Schema = {"properties": {"type": {"const": type}}}
    return named if type == "basic" else {**named, "required": ["type"]}


def _common(parts: Schema) -> Schema:
    """Every key that some type of card has, with what holds of it in all types that have it."""
    homes: dict[str, dict[str, Schema]] = {}
    for type, model in CARD_TYPES.items():
        for key, part in parts[model.__name__]["properties"].items():
            homes.setdefault(key, {})[type] = part
    order = [*CardBase.model_fields, *homes]
    return {key: _joined(homes[key]) for key in dict.fromkeys(order)}


def _joined(homes: dict[str, Schema]) -> Schema:
    """What one of several types wants of a key, and the descriptions with the types that they are of."""
    parts = list(homes.values())
    if all(part == parts[0] for part in parts):
        return parts[0]
    types: dict[str, list[str]] = {}
    for type, part in homes.items():
        types.setdefault(part["description"], []).append(type)
    told = " ".join(f"{', '.join(names)}: {text}" for text, names in types.items())
    kinds: list[Schema] = []
    for part in parts:
        kind = {name: value for name, value in part.items() if name != "description"}
        kinds += [kind] if kind not in kinds else []
    return {**(kinds[0] if len(kinds) == 1 else {"anyOf": kinds}), "description": told}


def _told(part: Any, key: str = "") -> Any:
    """pydantic's schema as TOML needs it: no titles of its own, no null, no default that is one."""
    if isinstance(part, list):
        return [_told(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {
        name: {inner: _told(value, inner) for inner, value in each.items()}
        if name == "properties"
        else _told(each)
        for name, each in part.items()
        if name != "title" and not (name == "default" and each in (None, "", []))
    }
    options = [each for each in kept.pop("anyOf", ()) if each != {"type": "null"}]
    return (
        {**options[0], **kept} if len(options) == 1 else {**kept, **({"anyOf": options} if options else {})}
    )
