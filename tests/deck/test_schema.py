"""The schema of deck files takes every deck that loads, and refuses what can be told from one table."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from tests.deck.strategies import decks

from alliance_tutor.deck import library
from alliance_tutor.deck.cards import CARD_TYPES, Deck
from alliance_tutor.deck.deckfile import dump, parse
from alliance_tutor.deck.keys import keys_of
from alliance_tutor.deck.schema import deck_schema, schema_text
from alliance_tutor.deck.starter import starter

SCHEMA = deck_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
HEAD = '[deck]\nid = "d"\ntitle = "D"\n'
EVERY_KEY = Path(__file__).with_name("every-key.toml")


def faults(text: str) -> list[str]:
    """What the schema refuses in a deck, dates as the strings that language servers make of them."""
    document = json.loads(json.dumps(tomllib.loads(text), default=date.isoformat))
    return [fault.message for fault in VALIDATOR.iter_errors(document)]


def test_schema_is_one_of_draft_7_without_a_network_address() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert json.loads(schema_text()) == SCHEMA
    assert schema_text().count("://") == 2  # the draft's name, and the pattern of addresses


@pytest.mark.parametrize("path", sorted(library.packaged_decks().glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_decks_are_taken(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_a_deck_with_every_key_and_the_starter_are_taken() -> None:
    assert faults(EVERY_KEY.read_text(encoding="utf-8")) == []
    assert faults(starter("d", "D", "d.toml")) == []


@settings(max_examples=60)
@given(decks())
def test_every_deck_that_can_be_written_is_taken(deck: Deck) -> None:
    assert faults(dump(deck)) == []


CARD = '[[card]]\nprompt = "?"\nanswer = "!"\n'
CHOICE = '[[card]]\ntype = "choice"\nprompt = "?"\nanswer = "!"\n'
BAD = {
    "no title": '[deck]\nid = "d"\n',
    "an id with capitals": HEAD.replace('"d"', '"D d"'),
    "an unknown key of the deck": HEAD + 'titel = "x"\n',
    "a format from the future": HEAD + "format = 2\n",
    "an unknown table": HEAD + '[[cards]]\nprompt = "?"\nanswer = "!"\n',
    "one card in single brackets": HEAD + CARD.replace("[[card]]", "[card]"),
    "an unknown type": HEAD + CARD + 'type = "choise"\n',
    "no answer": HEAD + '[[card]]\nprompt = "?"\n',
    "a blank prompt": HEAD + CARD.replace('"?"', '" "'),
    "a choice without distractors": HEAD + CHOICE,
    "a choice with none": HEAD + CHOICE + "distractors = []\n",
    "a distractor without text": HEAD + CHOICE + 'distractors = [{ why = "no" }]\n',
    "a key of another type": HEAD + CARD + 'distractors = ["x"]\n',
    "a basic card said to be, with a key of another type": HEAD + CARD + 'type = "basic"\nunit = "km"\n',
    "a truth in quotes": HEAD + CARD.replace('"!"', '"true"') + 'type = "true-false"\n',
    "a number in quotes": HEAD + CARD + 'type = "numeric"\n',
    "a negative tolerance": HEAD + CARD.replace('"!"', "5") + 'type = "numeric"\ntolerance = -1\n',
    "a tolerance that is no percentage": HEAD
    + CARD.replace('"!"', "5")
    + 'type = "numeric"\ntolerance = "x"\n',
    "a date that is none": HEAD + CARD.replace('"!"', '"July"') + 'type = "date"\n',
    "one item": HEAD + '[[card]]\ntype = "ordering"\nprompt = "?"\nitems = ["a"]\n',
    "a pair of three": HEAD
    + '[[card]]\ntype = "matching"\nprompt = "?"\npairs = [["a", "b", "c"], ["d", "e"]]\n',
    "a cloze without a gap": HEAD + '[[card]]\ntype = "cloze"\ntext = "no gap"\n',
    "a level that there is not": HEAD + CARD + 'level = "remember"\n',
    "a time that is none": HEAD + CARD + 'when = "in 1948"\n',
    "a day in quotes that is none": HEAD + CARD + 'as_of = "soon"\n',
    "points below nothing": HEAD + CARD + "points = -1\n",
    "a year in quotes": HEAD + '[[source]]\nid = "s"\ntitle = "S"\nyear = "1948"\n',
    "an address that does not open": HEAD + '[[source]]\nid = "s"\ntitle = "S"\nurl = "ftp://x"\n',
    "an exam part without items": HEAD + '[exam]\n[[exam.part]]\ntopic = "x"\n',
    "an exam with a score above all": HEAD + "[exam]\nitems = 5\ncut_score = 101\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_deck_is_refused_as_check_refuses_it(text: str) -> None:
    assert faults(text)
    assert parse([(Path("d.toml"), text.encode())]).deck is None


def test_what_only_check_can_see_is_taken() -> None:
    assert faults(HEAD + CARD + 'topic = "none"\n') == []


def objects(schema: Any) -> list[dict[str, Any]]:
    found = [schema] if isinstance(schema, dict) and "properties" in schema and "type" in schema else []
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return found + [each for part in inner for each in objects(part)]


def test_every_key_has_a_description() -> None:
    told = objects(SCHEMA)
    keys = [(key, part.get("description", "")) for each in told for key, part in each["properties"].items()]
    assert len(keys) > 100
    assert [key for key, description in keys if not description] == []


def test_keys_are_those_that_the_program_reads() -> None:
    properties, parts = SCHEMA["properties"], SCHEMA["$defs"]
    assert set(properties["deck"]["properties"]) == keys_of("deck")
    assert set(properties["exam"]["properties"]) == keys_of("exam") | {"part"}
    for type, model in CARD_TYPES.items():
        assert set(parts[model.__name__]["properties"]) == keys_of("card", type)
        assert set(parts["card"]["properties"]) >= keys_of("card", type)
    assert parts["card"]["properties"]["type"]["enum"] == list(CARD_TYPES)


def test_no_value_may_be_null_since_toml_has_none() -> None:
    assert '"null"' not in schema_text()
    assert ": null" not in schema_text()
