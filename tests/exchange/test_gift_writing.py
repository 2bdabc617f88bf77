"""Decks as GIFT: what each type of card becomes, and that nothing is lost in silence on the way back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.deck.strategies import decks

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import CARD_TYPES, Deck, Source, Topic
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.exchange import gift
from alliance_tutor.exchange.report import Item, Outcome

HEAD = "$CATEGORY: $course$/top/Deck\n\n"
EXAMPLES = [*((packaged_decks() / f"{id}.toml") for id in SHIPPED), Path("tests/deck/every-key.toml")]


def deck(*cards: dict[str, Any], **head: Any) -> Deck:
    made = [CARD_TYPES[card["type"]].model_validate({"id": "c", **card}) for card in cards]
    return Deck(id="deck", title="Deck", cards=tuple(made), **head)


def card(type: str, **keys: Any) -> Deck:
    return deck({"type": type, **({} if type == "cloze" else {"prompt": "Q?"}), **keys})


def written(found: Deck) -> str:
    return gift.write(found).data.decode().removeprefix(HEAD)


def notes(found: Deck) -> tuple[str, ...]:
    return tuple(note for item in gift.write(found).report.items if item.card for note in item.notes)


def again(found: Deck) -> tuple[bytes, bytes]:
    """What a deck is written as, and what it is written as once it was read again."""
    first = gift.write(found).data
    return first, gift.write(gift.read(first, found.id).deck).data


@pytest.mark.parametrize(
    ("found", "body"),
    [
        (
            card("choice", answer="a", distractors=["b", {"text": "c", "why": "no"}]),
            "{\n\t=a\n\t~b\n\t~c#no\n}",
        ),
        (
            card("multiple-response", answers=["a", "b", "c"], distractors=["d", "e"]),
            "{\n\t~%33.33333%a\n\t~%33.33333%b\n\t~%33.33333%c\n\t~%-50%d\n\t~%-50%e\n}",
        ),
        (card("true-false", answer=False, explanation="Since."), "{FALSE\n\t####Since.\n}"),
        (card("short-answer", answer="a*", accept=["b"]), "{\n\t=%100%a\\\\*\n\t=%100%b\n}"),
        (card("numeric", answer=500, tolerance="5 %"), "{#\n\t=500:25\n}"),
        (card("date", answer="1961-07-06"), "{\n\t=%100%6 July 1961\n\t=%100%1961-07-06\n}"),
        (card("date", answer="1961"), "{\n\t=%100%1961\n}"),
        (card("ordering", items=["b", "a"]), "{\n\t=b -> 1\n\t=a -> 2\n}"),
        (
            card("matching", pairs=[["a", "1"], ["*b*", "<2>"]], distractors=["3"]),
            "{\n\t=a -> 1\n\t=[html]<em>b</em> -> &lt;2>\n\t= -> 3\n}",
        ),
        (card("matching", pairs=[["a -> b", "1"], ["c", "2"]]), "{\n\t=[html]a -&gt; b -> 1\n\t=c -> 2\n}"),
        (card("open", notes="Notes."), "{\n\t####Notes.\n}"),
        (card("basic", answer="short"), "{\n\t=%100%short\n}"),
        (card("basic", answer="One.\n\nTwo."), "{\n\t####[html]<p>One.</p><p>Two.</p>\n}"),
    ],
)
def test_card_when_written_is_moodles_nearest(found: Deck, body: str) -> None:
    assert written(found) == f"// [id:c]\n::c::Q?{body}\n"
    first, second = again(found)
    assert first == second


def test_cloze_when_written_asks_for_each_gap() -> None:
    assert written(card("cloze", text="In {{Moscow}} in {{1961::year}}.")) == (
        "// [id:c-c1]\n::c-c1::In _____ in 1961.{\n\t=%100%Moscow\n}\n\n"
        "// [id:c-c2]\n::c-c2::In Moscow in _____ (year).{\n\t=%100%1961\n}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {b} ~ = # : \\\\ c", "a \\{b\\} \\~ \\= \\# \\: \\\\ c"),
        ("a *b*", "[html]<p>a <em>b</em></p>"),
        ("a < b & c", "[html]<p>a &lt; b &amp; c</p>"),
        ("[html] x", "[html]<p>[html] x</p>"),
        ("%50% x", "[html]<p>%50% x</p>"),
        ("// x", "// x"),
        ("a\nb", "a b"),
        ("- a\n- b", "[html]<ul><li>a</li><li>b</li></ul>"),
        ("[x](https://a.b/c?d=e)", '[html]<p><a href\\="https\\://a.b/c?d\\=e">x</a></p>'),
    ],
)
def test_text_when_written_is_plain_where_it_has_no_markup(text: str, expected: str) -> None:
    found = deck({"type": "true-false", "prompt": text, "answer": True})
    assert written(found) == f"// [id:c]\n::c::{expected}{{TRUE}}\n"


def test_deck_when_written_has_its_topics_as_categories_and_their_summaries_as_descriptions() -> None:
    topics = (Topic(id="one", title="One", summary="To *read*."), Topic(id="two", title="Two/three"))
    cards = (
        {"type": "true-false", "prompt": "A?", "answer": True, "topic": "two"},
        {"type": "true-false", "prompt": "B?", "answer": True, "id": "d"},
    )
    found = deck(*cards, topics=topics, description="What it is.")
    assert gift.write(found).data.decode().split("\n\n") == [
        "$CATEGORY: $course$/top/Deck",
        "What it is.",
        "$CATEGORY: $course$/top/Deck/One",
        "// [id:one]\n[html]<p>To <em>read</em>.</p>",
        "$CATEGORY: $course$/top/Deck/Two//three",
        "// [id:c]\n::c::A?{TRUE}",
        "$CATEGORY: $course$/top/Deck",
        "// [id:d]\n::d::B?{TRUE}\n",
    ]
    back = gift.read(gift.write(found).data, "deck").deck
    assert (back.title, back.description) == ("Deck", "What it is.")
    assert [(topic.id, topic.title) for topic in back.topics] == [("one", "One"), ("two-three", "Two/three")]
    assert [card.topic for card in back.cards] == ["two-three", ""]


def test_card_when_it_has_a_level_and_the_like_keeps_them_as_tags() -> None:
    keys = {
        "level": "recall",
        "status": "claimed",
        "when": "1948-10",
        "tags": ("x", "y]"),
        "as_of": date(2026, 3, 1),
    }
    found = card("true-false", answer=True, **keys)
    tags = ("x", "status:claimed", "level:recall", "when:1948-10", "as_of:2026-03-01")
    assert written(found).startswith(f"// [id:c] {' '.join(f'[tag:{tag}]' for tag in tags)}\n")
    (back,) = gift.read(gift.write(found).data, "deck").deck.cards
    assert (back.level, back.status, back.when, str(back.as_of)) == (
        "recall",
        "claimed",
        "1948-10",
        "2026-03-01",
    )
    assert notes(found) == ("without tag “y]”",)


def test_card_when_it_has_sources_and_is_by_somebody_says_so_in_the_feedback() -> None:
    source = Source(id="s", title="A *page*", publisher="P", year=1948, url="https://a.b/c")
    cards = {"type": "true-false", "prompt": "Q?", "answer": True, "sources": ("s",), "attributed_to": "X"}
    found = deck(cards, sources=(source,))
    assert "\t####According to X. Sources\\: A *page*, P, 1948, https\\://a.b/c.\n" in written(found)
    assert notes(found) == ("whom it is by and its sources are part of the feedback",)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (card("true-false", answer=True, hint="h", points=2), "without hint, points"),
        (card("choice", answer="a", distractors=["b"], shuffle=False), "without shuffle"),
        (card("short-answer", answer="a", case_sensitive=True), "without case_sensitive"),
        (card("basic", answer="a", reverse=True), "it is asked in one direction"),
        (card("basic", answer="a"), "it is a short answer, to be typed"),
        (card("cloze", text="{{a}} {{b}}"), "its gaps are 2 short answers, to be typed"),
        (card("numeric", answer=1, unit="km"), "the unit is part of the prompt"),
        (card("numeric", answer=3, tolerance="5 %"), "the tolerance is a number"),
        (card("date", answer="1961"), "it is a short answer; the right year alone earns nothing"),
        (card("ordering", items=["a", "b"]), "it is a matching question: each item and its place"),
        (card("matching", pairs=[["a", "*b*"], ["c", "d"]]), "emphasis and code are plain words"),
        (card("open", notes="n", lines=3), "without lines"),
        (card("open", notes="n"), "its notes for marking are part of the feedback, which learners see"),
    ],
)
def test_card_when_it_loses_something_says_what(found: Deck, expected: str) -> None:
    assert expected in notes(found)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (card("short-answer", answer="a -> b"), "GIFT cannot hold -> in a short answer"),
        (card("choice", answer="*a*", distractors=["\\*a\\*", "_a_"]), "two parts of it look the same"),
        (card("choice", answer="a", distractors=["` `"]), "a part of it shows nothing"),
        (
            card("multiple-response", answers=[f"a{n}" for n in range(11)], distractors=["b"]),
            "Moodle has no weight for 11 right options",
        ),
        (card("numeric", answer=10**29, tolerance="999999999 %"), "its tolerance is too large"),
    ],
)
def test_card_when_gift_cannot_hold_it_is_refused_by_name(found: Deck, why: str) -> None:
    made = gift.write(found)
    (item,) = (item for item in made.report.items if item.card)
    assert (item.outcome, item.card, item.notes) == (Outcome.REFUSED, "c", (why,))
    assert made.data.decode() == HEAD.rstrip() + "\n"


@given(decks())
def test_deck_when_written_and_read_loses_nothing_that_is_not_named(found: Deck) -> None:
    made = gift.write(found)
    read = gift.read(made.data, found.id)
    taken = [item for item in made.report.items if item.card and item.outcome is not Outcome.REFUSED]
    assert [item.card for item in made.report.items if item.card] == [card.id for card in found.cards]
    assert [item.notes for item in refused(read.report.items)] == []
    assert len(read.deck.cards) >= len(taken)
    assert gift.write(read.deck).data == made.data
    assert deckfile.parse([(Path("deck.toml"), deckfile.dump(read.deck).encode())]).deck == read.deck


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_deck_when_written_read_and_written_again_has_the_same_bytes(path: Path) -> None:
    found = deckfile.read(path).deck
    assert found is not None
    first, second = again(found)
    assert first == second
    assert list(refused(gift.write(found).report.items)) == []
    assert len(gift.read(first, found.id).deck.cards) >= len(found.cards)


def refused(items: tuple[Item, ...]) -> Iterator[Item]:
    return (item for item in items if item.outcome is Outcome.REFUSED)
