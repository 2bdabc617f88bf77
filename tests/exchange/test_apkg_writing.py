"""Decks as packages: what Anki is told, and what comes back."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.packages import FOLDER, members

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck
from alliance_tutor.exchange import apkg
from alliance_tutor.exchange.apkg.writing import write
from alliance_tutor.exchange.report import Outcome

AT = 1_700_000_000
SHIPPED = sorted((Path(__file__).parents[2] / "decks").rglob("*.toml"))
DECK = """
[deck]
id = "d"
title = "My::deck"

[[topic]]
id = "t"
title = "Topic"

[[card]]
id = "b"
topic = "t"
prompt = "Q **1**?"
answer = "A"
reverse = true
explanation = "Because."
tags = ["x"]

[[card]]
id = "c"
type = "cloze"
text = "{{c2::two}} and {{c1::one::number}} and {{c2::again}}"

[[card]]
id = "p"
type = "choice"
prompt = "Which?"
answer = "this"
distractors = ["that"]
hint = "Look."
"""


def deck_of(text: str) -> Deck:
    deck = deckfile.parse([(Path("d.toml"), text.encode())]).deck
    assert deck
    return deck


def opened(data: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.deserialize(members(data)["collection.anki21"])
    return db


def rows(data: bytes, query: str) -> list[Any]:
    db = opened(data)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_package_has_the_members_of_version_2() -> None:
    files = members(write(deck_of(DECK), AT).data)
    assert [*files] == ["meta", "collection.anki21", "collection.anki2", "media"]
    assert (files["meta"], files["media"]) == (b"\x08\x02", b"{}")


def test_notes_and_cards_are_as_anki_makes_them() -> None:
    data = write(deck_of(DECK), AT).data
    explained = 'A<div class="explanation"><p>Because.</p></div>'
    assert [flds.split("\x1f") for (flds,) in rows(data, "SELECT flds FROM notes ORDER BY id")][:2] == [
        ["Q <strong>1</strong>?", explained.replace("<p>", "").replace("</p>", "")],
        ["{{c2::two}} and {{c1::one::number}} and {{c2::again}}", ""],
    ]
    assert rows(data, "SELECT guid, tags, mod FROM notes ORDER BY id") == [
        ("d/b", " x ", AT),
        ("d/c", "", AT),
        ("d/p", "", AT),
    ]
    places = rows(data, "SELECT guid, ord, due FROM cards JOIN notes ON nid = notes.id ORDER BY cards.id")
    assert places == [("d/b", 0, 1), ("d/b", 1, 1), ("d/c", 0, 2), ("d/c", 1, 2), ("d/p", 0, 3)]
    ((decks, models),) = rows(data, "SELECT decks, models FROM col")
    assert {deck["name"] for deck in json.loads(decks).values()} == {"Default", "My:deck", "My:deck::Topic"}
    assert {model["name"] for model in json.loads(models).values()} == {
        "Alliance Tutor: Basic",
        "Alliance Tutor: Basic (and reversed card)",
        "Alliance Tutor: Cloze",
    }


def test_ids_stay_when_cards_and_time_change() -> None:
    deck = deck_of(DECK)
    fewer = deck.model_copy(update={"cards": deck.cards[1:]})
    first, second = write(deck, AT).data, write(fewer, AT + 100).data
    query = "SELECT guid, mid, did FROM notes JOIN cards ON nid = notes.id"
    assert set(rows(second, query)) < set(rows(first, query))


def test_losses_are_told_by_card() -> None:
    items = {item.card: item for item in write(deck_of(DECK), AT).report.items}
    assert items["b"].outcome is Outcome.KEPT
    assert items["p"].notes == ("its options are listed, and the right ones recalled", "without hint")


def test_deck_without_cards_is_a_package_without_notes() -> None:
    data = write(deck_of('[deck]\nid = "d"\ntitle = "D"\n'), AT).data
    assert rows(data, "SELECT count(*) FROM notes") == [(0,)]


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_shipped_deck_comes_back_with_its_ids_and_the_same_bytes(path: Path) -> None:
    deck = deckfile.read(path).deck
    assert deck
    first = write(deck, AT).data
    imported = apkg.read(first, "elsewhere")
    assert (imported.deck.id, [card.id for card in imported.deck.cards]) == (
        deck.id,
        [card.id for card in deck.cards],
    )
    assert all(item.outcome is not Outcome.REFUSED for item in imported.report.items)
    assert write(imported.deck, AT).data == first


def test_notes_of_ankis_own_keep_their_guids() -> None:
    theirs = (FOLDER / "legacy2.apkg").read_bytes()
    imported = apkg.read(theirs, "geo")
    back = write(imported.deck, AT).data
    guids = {guid for (guid,) in rows(theirs, "SELECT guid FROM notes")}
    ours = {guid for (guid,) in rows(back, "SELECT guid FROM notes")}
    assert guids < ours
    assert len(ours - guids) == 1  # the second template of a note is a card, and a note, of its own
    assert write(apkg.read(back, "geo").deck, AT).data == write(apkg.read(back, "geo").deck, AT).data
