"""Anki's packages of every version, and what is in them that is no card."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.packages import FOLDER, changed, legacy, members, packed

from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import apkg
from alliance_tutor.exchange.apkg import archive, templates, wire
from alliance_tutor.exchange.report import Imported, Item, Outcome
from alliance_tutor.exchange.reviews import Review

CARDS: list[dict[str, Any]] = [
    {"prompt": "Capital of **France**?", "answer": "Paris", "tags": ("europe",), "level": "recall"},
    {"prompt": "Germany", "answer": "Berlin", "reverse": True},
    {"prompt": "Spain", "answer": "Madrid", "reverse": True},
    {"prompt": "Italy", "answer": "Rome"},
    {"type": "short-answer", "prompt": "Portugal", "answer": "Lisbon"},
    {
        "type": "cloze",
        "text": "{{c1::Vienna}} is the capital of {{c2::Austria::country}}.",
        "explanation": "On the Danube.",
    },
    {
        "prompt": "What is the capital of Poland?",
        "answer": "Warsaw\n\nOn the Vistula",
        "explanation": "Back: unused back",
    },
    {"prompt": "Which country has the capital Warsaw?", "answer": "Poland"},
    {"prompt": "Which river?", "answer": "Danube"},
]


def version_1() -> bytes:
    files = legacy()
    return packed({"collection.anki2": files["collection.anki21"], "media": files["media"]})


PACKAGES = {
    "version 1": version_1(),
    "version 2": (FOLDER / "legacy2.apkg").read_bytes(),
    "latest": (FOLDER / "latest.apkg").read_bytes(),
}


def refused(imported: Imported) -> list[str]:
    return [str(item) for item in imported.report.items if item.outcome is Outcome.REFUSED]


def told(imported: Imported, part: str) -> Item:
    return next(item for item in imported.report.items if part in str(item))


@pytest.mark.parametrize("data", PACKAGES.values(), ids=PACKAGES)
def test_package_of_each_version_is_the_same_deck(data: bytes) -> None:
    imported = apkg.read(data, "geo")
    deck = imported.deck
    assert (deck.id, deck.title, [topic.title for topic in deck.topics]) == (
        "geo",
        "Geography",
        ["Capitals", "East"],
    )
    cards = [card.model_dump(exclude_defaults=True, exclude={"id", "topic"}) for card in deck.cards]
    assert cards == CARDS
    assert [card.topic for card in deck.cards] == ["capitals"] * 6 + ["east"] * 2 + ["capitals"]
    assert refused(imported) == [": refused media “map.png”: pictures and sounds are not kept"]


@pytest.mark.parametrize("data", PACKAGES.values(), ids=PACKAGES)
def test_reviews_of_each_version_are_told_by_question(data: bytes) -> None:
    imported = apkg.read(data, "geo")
    ids = [card.id for card in imported.deck.cards]
    asked = [*ids[:5], f"{ids[5]}#c1"]
    assert [(review.question, review.rating) for review in imported.reviews.reviews] == list(
        zip(asked, [3, 1, 4, 2, 3, 3], strict=True)
    )
    assert imported.reviews.reviews[0] == Review(str(ids[0]), 3, 1795466573632, 0)


def test_ids_stay_when_a_note_was_changed() -> None:
    before = apkg.read(PACKAGES["version 2"], "geo").deck
    after = apkg.read(changed("UPDATE notes SET flds = replace(flds, 'Paris', 'Paris!')"), "geo").deck
    assert after.cards[0] != before.cards[0]
    assert [card.id for card in after.cards] == [card.id for card in before.cards]


def test_losses_are_told() -> None:
    imported = apkg.read(PACKAGES["latest"], "geo")
    assert told(imported, "“Country”").notes == (
        "its note type “Country” makes 2 cards of it: each is one of its own",
        "field “Back” is part of the explanation",
    )
    river = told(imported, "the picture")
    assert river.notes == ("without the picture “map.png”",)
    assert river.hand


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE notes SET mid = 5 WHERE flds LIKE 'Italy%'", "its note type is not in the package"),
        (
            "DELETE FROM cards WHERE nid = (SELECT id FROM notes WHERE flds LIKE 'Italy%')",
            "it has no card",
        ),
        (
            "UPDATE notes SET flds = 'Italy' || hex(zeroblob(30000)) WHERE flds LIKE 'Italy%'",
            "a field of it has more than 50000 characters",
        ),
        (
            "UPDATE cards SET ord = 9 WHERE nid = (SELECT id FROM notes WHERE flds LIKE 'Italy%')",
            "a card of it has no template",
        ),
        ("UPDATE notes SET flds = 'Italy' WHERE flds LIKE 'Italy%'", "its back is empty"),
    ],
)
def test_note_that_makes_no_card_is_refused_by_name(statement: str, why: str) -> None:
    imported = apkg.read(changed(statement), "geo")
    assert len(imported.deck.cards) == len(CARDS) - 1
    assert refused(imported)[0].startswith(": refused note “Italy")
    assert refused(imported)[0].endswith(why)


def test_reviews_that_are_no_answers_are_counted() -> None:
    data = changed(
        "INSERT INTO revlog SELECT 1000000000000, cid, 0, 0, 0, 0, 0, 0, 4 FROM revlog LIMIT 1",
        "INSERT INTO revlog SELECT 1000000000001, cid, 0, 3, 0, 0, 0, 0, 3 FROM revlog LIMIT 1",
        "INSERT INTO revlog SELECT 1000000000002, cid, 0, 3, 0, 0, 2500, 0, 3 FROM revlog LIMIT 1",
        "INSERT INTO revlog VALUES (1000000000003, 7, 0, 3, 0, 0, 0, 0, 1)",
        "UPDATE cards SET queue = -1 WHERE ord = 0 AND nid = (SELECT min(nid) FROM cards)",
    )
    reviews = apkg.read(data, "geo").reviews
    assert len(reviews.reviews) == 7
    assert reviews.left_out == (
        "1 set by hand, such as “forget” and “set due date” left out",
        "1 in filtered decks that do not reschedule left out",
        "1 of cards that are not here left out",
        "1 cards that are suspended in Anki are not so here",
    )


def test_buttons_of_the_first_scheduler_are_those_of_today() -> None:
    old = changed(
        """UPDATE col SET conf = replace(conf, '"schedVer":2', '"schedVer":1,"rollover":2')""",
        "UPDATE revlog SET ease = 2, type = 0",
        "UPDATE revlog SET type = 1 WHERE id = (SELECT max(id) FROM revlog)",
    )
    reviews = apkg.read(old, "geo").reviews
    assert [review.rating for review in reviews.reviews] == [3, 3, 3, 3, 3, 2]
    assert reviews.rollover == 2


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE notes", "CREATE VIEW notes AS SELECT 1 AS id"),
        ("DROP TABLE revlog",),
        ("DELETE FROM col",),
        ("UPDATE col SET models = '[]'",),
        (f"UPDATE col SET models = '{'[' * 100_000}'",),
        ("DROP TABLE graves", "UPDATE col SET conf = 'null'"),
        ("ALTER TABLE notes RENAME COLUMN guid TO g", "ALTER TABLE notes ADD guid AS (hex(mid))"),
    ],
    ids=["view", "no reviews", "no row", "no models", "deep", "no settings", "computed"],
)
def test_collection_that_is_none_is_refused(statements: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        apkg.read(changed(*statements), "geo")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x05\x06",
        packed({}),
        packed({"media": b"{}"}),
        packed({"meta": b"\x08\x02"}),
        packed({"meta": b"\x08\x03", "collection.anki21b": b"no zstd"}),
        PACKAGES["latest"][:5000],
    ],
)
def test_file_that_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        apkg.read(data, "geo")


def test_version_that_is_not_known_is_told() -> None:
    with pytest.raises(UsageError, match="version 4 are not known"):
        apkg.read(packed({**legacy(), "meta": b"\x08\x04"}), "geo")


def test_members_that_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    for data in (PACKAGES["version 2"], PACKAGES["latest"]):
        with pytest.raises(UsageError, match="unpacks to more"):
            apkg.read(data, "geo")


def test_names_in_an_archive_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        **legacy(),
        "../../evil": b"x",
        "/etc/evil": b"x",
        "media": json.dumps({"0": "../../\x1b[31mevil\u202e"}).encode(),
    }
    imported = apkg.read(packed(files), "geo")
    assert refused(imported) == [": refused media “../../[31mevil”: pictures and sounds are not kept"]
    assert not [*tmp_path.iterdir()]


def test_list_of_media_that_cannot_be_read_is_told() -> None:
    imported = apkg.read(packed({**legacy(), "media": b"[1]"}), "geo")
    assert "a list of media that cannot be read" in refused(imported)[0]


def test_update_notice_of_newer_packages_is_never_read() -> None:
    stub = members(PACKAGES["latest"])["collection.anki2"]
    assert b"latest Anki version" in stub
    assert "latest Anki" not in str(apkg.read(PACKAGES["latest"], "geo").deck)


FIELDS = {"Front": "F", "Back": "B", "None": " "}


@pytest.mark.parametrize(
    ("template", "side"),
    [
        ("{{Front}}", "F"),
        ("{{ hint:text:Front }}!", "F!"),
        ("{{#Back}}x{{/Back}}{{^Back}}y{{/Back}}", "x"),
        ("{{#None}}x{{#Back}}z{{/Back}}{{/None}}{{^None}}y{{/None}}", "y"),
        ("{{Tags}}{{Unknown}}<!-- {{Back}} -->", ""),
        ("{{/Front}}{{#Front}}a", "a"),
        ("{{Front", "{{Front"),
    ],
)
def test_template_shows_fields(template: str, side: str) -> None:
    assert templates.shown(template, FIELDS) == side


@pytest.mark.parametrize(
    ("back", "answer"),
    [
        ("{{FrontSide}}<hr id=answer>{{Back}}", "{{Back}}"),
        ("{{Front}}\n<hr id='answer' />\n{{type:Back}}", "{{type:Back}}"),
        ("{{Extra}}<hr id=answer>{{Back}}", "{{Extra}}<br>{{Back}}"),
        ("{{FrontSide}} {{Back}}", "{{Back}}"),
    ],
)
def test_answer_is_what_the_back_adds(back: str, answer: str) -> None:
    assert templates.answering("{{Front}} {{type:Back}}", back) == answer


@pytest.mark.parametrize("template", ["{{Front}}" * 1000, "x" * 50_001, "{{Front}}{{Front}}"])
def test_template_that_makes_too_much_is_refused(template: str) -> None:
    with pytest.raises(templates.TooLong):
        templates.shown(template, {"Front": "x" * 30_000})


@pytest.mark.parametrize(
    "message", [b"\x0a\x05ab", b"\x80", b"\x0b", b"\xff" * 11, b"\x0a\xff\xff\xff\xff\x0f"]
)
def test_message_that_is_none_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"field|number"):
        list(wire.fields(message))


def test_message_has_numbers_texts_and_fixed_fields() -> None:
    message = b"\x08\xac\x02" + b"\x12\x02hi" + b"\x1d\x01\x00\x00\x00" + b"\x21" + b"\x00" * 8
    assert [number for number, _ in wire.fields(message)] == [1, 2, 3, 4]
    assert wire.whole(message, 1) == 300
    assert wire.texts(message, 2) == ["hi"]
    assert wire.whole(message, 9) == 0
