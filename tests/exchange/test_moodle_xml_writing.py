"""Decks as Moodle XML: what Moodle's reader wants, and that nothing is lost in silence on the way back."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.deck.strategies import decks

from alliance_tutor.deck import cloze, deckfile
from alliance_tutor.deck.cards import CARD_TYPES, ClozeCard, Deck, Topic
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.exchange import moodle_xml
from alliance_tutor.exchange.moodle.question import Answer
from alliance_tutor.exchange.moodle_xml import embedded
from alliance_tutor.exchange.report import Outcome

EXAMPLES = [*((packaged_decks() / f"{id}.toml") for id in SHIPPED), Path("tests/deck/every-key.toml")]

# Which shares of a mark Moodle's importer takes (question/engine/bank.php): any other is refused there.
SHARES = {Fraction(p, q) for q in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20) for p in (0, 1)}
SHARES |= {Fraction(p, q) for q in range(1, 7) for p in range(q)} | {Fraction(p, 10) for p in range(10)}


def deck(*cards: dict[str, Any], **head: Any) -> Deck:
    made = [CARD_TYPES[card["type"]].model_validate({"id": "c", **card}) for card in cards]
    return Deck(id="deck", title="Deck", cards=tuple(made), **head)


def card(type: str, **keys: Any) -> Deck:
    return deck({"type": type, **({} if type == "cloze" else {"prompt": "Q?"}), **keys})


def tree(found: Deck) -> list[ET.Element]:
    """The questions of what is written, as another reader of XML sees them."""
    return ET.fromstring(moodle_xml.write(found).data).findall("question")


def only(found: Deck) -> ET.Element:
    (question,) = (each for each in tree(found) if each.get("type") != "category")
    return question


def said(element: ET.Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path)]


def notes(found: Deck) -> tuple[str, ...]:
    return tuple(note for item in moodle_xml.write(found).report.items if item.card for note in item.notes)


def again(found: Deck) -> tuple[bytes, bytes]:
    """What a deck is written as, and what it is written as once it was read again."""
    first = moodle_xml.write(found).data
    return first, moodle_xml.write(moodle_xml.read(first, found.id).deck).data


@pytest.mark.parametrize(
    ("found", "type", "answers"),
    [
        (
            card("choice", answer="*a*", distractors=["b", "c < d"]),
            "multichoice",
            [("100", "<em>a</em>"), ("0", "b"), ("0", "c &lt; d")],
        ),
        (
            card("multiple-response", answers=["a", "b", "c"], distractors=["d", "e"]),
            "multichoice",
            [("33.33333", "a"), ("33.33333", "b"), ("33.33333", "c"), ("-50", "d"), ("-50", "e")],
        ),
        (card("true-false", answer=False), "truefalse", [("0", "true"), ("100", "false")]),
        (
            card("short-answer", answer="a*b < c", accept=["d"]),
            "shortanswer",
            [("100", "a\\*b < c"), ("100", "d")],
        ),
        (card("numeric", answer=500, tolerance="5 %"), "numerical", [("100", "500")]),
        (card("date", answer="1961-07"), "shortanswer", [("100", "July 1961"), ("100", "1961-07")]),
        (card("ordering", items=["b", "a"]), "ordering", [("1", "b"), ("2", "a")]),
        (card("basic", answer="short"), "shortanswer", [("100", "short")]),
        (card("basic", answer="One.\n\nTwo."), "essay", []),
        (card("open", notes="Notes.", lines=12), "essay", []),
        (card("cloze", text="{{a}}"), "cloze", []),
        (card("matching", pairs=[["a", "1"], ["b", "2"]]), "matching", []),
    ],
)
def test_card_when_written_is_moodles_nearest(found: Deck, type: str, answers: list[tuple[str, str]]) -> None:
    question = only(found)
    assert question.get("type") == type
    assert [(each.get("fraction"), each.findtext("text")) for each in question.findall("answer")] == answers
    assert said(question, "name/text") == said(question, "idnumber") == ["c"]
    first, second = again(found)
    assert first == second


def test_choice_when_written_has_what_moodles_reader_looks_for() -> None:
    found = card(
        "choice", answer="a", distractors=[{"text": "b", "why": "*no*"}], points=2.5, hint="h", tags=["t"]
    )
    question = only(found)
    expected = {
        "questiontext/text": ["<p>Q?</p>"],
        "defaultgrade": ["2.5"],
        "single": ["true"],
        "shuffleanswers": ["true"],
        "answer/feedback/text": ["", "<p><em>no</em></p>"],
        "hint/text": ["<p>h</p>"],
        "tags/tag/text": ["t"],
    }
    assert {path: said(question, path) for path in expected} == expected
    assert [each.get("format") for each in question.iter("questiontext")] == ["html"]


def test_cloze_when_written_embeds_its_gaps_and_nothing_else() -> None:
    found = card("cloze", text="{1:SA:=x} {{~a}b#\\\\*::*when*}} & {{Kim & <Lee>}}", points=3)
    assert said(only(found), "questiontext/text") == [
        "<p>&#123;1:SA:=x} {3:SHORTANSWER:=&#126;a&#125;b&#35;&#92;&#92;*} (<em>when</em>) &amp; "
        "{3:SHORTANSWER:=Kim &#38; &#60;Lee&#62;}</p>"
    ]
    (back,) = moodle_xml.read(moodle_xml.write(found).data, "deck").deck.cards
    assert isinstance(back, ClozeCard)
    assert back.text == "{1:SA:=x} {{~a}b#\\\\\\*}} (*when*) & {{Kim & <Lee>}}"
    assert back.points == 3


def test_numeric_when_written_has_its_tolerance_and_its_unit() -> None:
    question = only(card("numeric", answer=500, tolerance="5 %", unit="km"))
    assert said(question, "answer/tolerance") == ["25"]
    assert said(question, "units/unit/unit_name") == ["km"]
    assert said(question, "showunits") == ["0"]
    assert said(only(card("numeric", answer=500)), "showunits") == ["3"]


def test_matching_when_written_has_its_partners_as_text_with_entities() -> None:
    question = only(card("matching", pairs=[["*a*", "1 & 2"], ["b", "<3>"]], distractors=["4"]))
    assert said(question, "subquestion/text") == ["<em>a</em>", "b", ""]
    assert said(question, "subquestion/answer/text") == ["1 &amp; 2", "&lt;3&gt;", "4"]


def test_open_when_written_has_its_notes_for_who_marks_it() -> None:
    question = only(card("open", notes="- a\n- b", lines=12, explanation="Why."))
    assert said(question, "graderinfo/text") == ["<ul><li>a</li><li>b</li></ul>"]
    assert said(question, "generalfeedback/text") == ["<p>Why.</p>"]
    assert said(question, "responsefieldlines") == ["12"]


def test_deck_when_written_has_its_topics_as_categories_with_their_texts() -> None:
    topics = (Topic(id="one", title="One", summary="To *read*."), Topic(id="two", title="Two/three"))
    cards = (
        {"type": "true-false", "prompt": "A?", "answer": True, "topic": "two"},
        {"type": "true-false", "prompt": "B?", "answer": True, "id": "d"},
    )
    found = deck(*cards, topics=topics, description="What it is.")
    parts = [
        (
            said(each, "category/text") or said(each, "name/text"),
            said(each, "info/text"),
            said(each, "idnumber"),
        )
        for each in tree(found)
    ]
    assert parts == [
        (["$course$/top/Deck"], ["<p>What it is.</p>"], []),
        (["$course$/top/Deck/One"], ["<p>To <em>read</em>.</p>"], ["one"]),
        (["$course$/top/Deck/Two//three"], [], ["two"]),
        (["c"], [], ["c"]),
        (["$course$/top/Deck"], [], []),
        (["d"], [], ["d"]),
    ]
    back = moodle_xml.read(moodle_xml.write(found).data, "deck").deck
    assert back == found


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            card("basic", answer="a", reverse=True),
            ("it is a short answer, to be typed", "it is asked in one direction"),
        ),
        (card("cloze", text="{{a}}", typed=True), ()),
        (
            card("cloze", text="{{c1::a::h}} {{c1::*b*}}", points=0.5),
            (
                "what stands in its gaps is to be typed",
                "emphasis and code are plain words",
                "hints stand behind its gaps",
                "gaps of one number are asked for one by one",
                "a gap is worth 1 point: here there are whole ones only",
            ),
        ),
        (card("ordering", items=["a", "b"]), ()),
        (card("open", notes="n", lines=3, hint="h", points=2), ()),
        (card("short-answer", answer="a", case_sensitive=True), ()),
        (card("choice", answer="a", distractors=["b"], shuffle=False), ()),
        (card("numeric", answer=1, unit="km"), ()),
        (
            card("true-false", answer=True, points=1 / 3),
            ("it is worth 0.3333333 points, not 0.3333333333333333",),
        ),
        (
            deck({"type": "true-false", "prompt": "Q?", "answer": True, "id": "c" * 101}),
            ("its id has more than 100 characters, too many for an id number",),
        ),
    ],
)
def test_card_when_it_loses_something_says_what(found: Deck, expected: tuple[str, ...]) -> None:
    assert notes(found) == expected
    first, second = again(found)
    assert first == second


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (card("cloze", text="[a](https://a.b/{{c}})"), "a gap stands in the address of a link"),
        (card("cloze", text="a {{` `}}"), "a gap of it shows nothing"),
        (card("true-false", answer=True, hint="\uffff"), "it has a character that XML cannot hold"),
        (
            card("multiple-response", answers=[f"a{n}" for n in range(11)], distractors=["b"]),
            "Moodle has no weight for 11 right options",
        ),
    ],
)
def test_card_when_moodle_cannot_hold_it_is_refused_by_name(found: Deck, why: str) -> None:
    made = moodle_xml.write(found)
    (item,) = (item for item in made.report.items if item.card)
    assert (item.outcome, item.card, item.notes) == (Outcome.REFUSED, "c", (why,))
    assert [each.get("type") for each in tree(found)] == ["category"]


def test_text_when_it_has_the_end_of_a_cdata_section_is_whole() -> None:
    found = card("true-false", answer=True, explanation="`a]]>b` & c")
    assert said(only(found), "generalfeedback/text") == ["<p><code>a]]&gt;b</code> &amp; c</p>"]
    found = card("short-answer", answer="a]]>b & c")
    assert said(only(found), "answer/text") == ["a]]>b & c"]


@pytest.mark.parametrize("right", range(1, 11))
@pytest.mark.parametrize("wrong", [1, 2, 3, 7, 11, 30])
def test_weights_when_written_are_some_that_moodle_takes(right: int, wrong: int) -> None:
    answers, distractors = (
        [f"{side}{n}" for n in range(count)] for side, count in (("a", right), ("b", wrong))
    )
    question = only(card("multiple-response", answers=answers, distractors=distractors))
    weights = [float(answer.get("fraction", "")) / 100 for answer in question.findall("answer")]
    assert all(min(abs(abs(weight) - share) for share in SHARES) < 1e-5 for weight in weights)
    assert sum(weight for weight in weights if weight > 0) == pytest.approx(1, abs=1e-4)


@given(decks())
def test_deck_when_written_and_read_loses_nothing_that_is_not_named(found: Deck) -> None:
    made = moodle_xml.write(found)
    assert [item.card for item in made.report.items if item.card] == [card.id for card in found.cards]
    read = moodle_xml.read(made.data, found.id)
    assert [item for item in read.report.items if item.outcome is Outcome.REFUSED] == []
    assert moodle_xml.write(read.deck).data == made.data
    assert deckfile.parse([(Path("deck.toml"), deckfile.dump(read.deck).encode())]).deck == read.deck


PIECES = (
    *(
        "{{1961}}",
        "{{a*b*::hint}}",
        "{{**x**}}",
        "{{x\\}}}",
        "{{\\{x}}",
        "{{{x}}}",
        "{{a::}}",
        "{{~#=}\\}}",
        "{{Kim & <b>Lee</b>}}",
        "{{&lt;}}",
    ),
    *("{", "}", "\\", "\\{{", "*", "**", "_", "`", "[a](http://x/", "(", ")", "\n", "\n\n", "- ", "1. ", " "),
    *("{1:SHORTANSWER:=x}", "{#1}", "~", "#", "=", "%", "&", "<b>", "&amp;", "\ufdd0", "\ufffe", "words"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_cloze_when_written_read_and_written_again_has_the_same_bytes(text: str) -> None:
    try:
        cloze.parse(text)
    except cloze.ClozeError:
        assume(False)
    found = card("cloze", text=text)
    assume(not moodle_xml.write(found).report.refused)
    first, second = again(found)
    assert first == second


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_gap_when_embedded_is_found_where_it_was_put(answer: str, text: str) -> None:
    answer = " ".join(answer.split())
    before = embedded.literal(text)
    found = list(embedded.pieces(f"{before}{embedded.short(answer, 1)}{before}"))
    assert found[0] == found[2] == before
    assert isinstance(found[1], embedded.Embedded)
    assert found[1].answers == (Answer(answer),)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_deck_when_written_read_and_written_again_has_the_same_bytes(path: Path) -> None:
    found = deckfile.read(path).deck
    assert found is not None
    first, second = again(found)
    assert first == second
    assert not moodle_xml.write(found).report.refused
    back = moodle_xml.read(first, found.id).deck
    assert [card.id for card in back.cards] == [card_id(card) for card in found.cards]
    assert [topic.id for topic in back.topics] == [topic.id for topic in found.topics]


def test_deck_when_its_head_has_what_xml_cannot_hold_says_so() -> None:
    found = Deck(
        id="deck",
        title="A\uffff",
        description="B\ufffe",
        topics=(Topic(id="t", title="C\uffff", summary="D"),),
    )
    made = moodle_xml.write(found)
    assert made.report.items[0].notes == ("a character that XML cannot hold is � there",)
    back = moodle_xml.read(made.data, "deck").deck
    assert (back.title, back.description, back.topics[0].title) == ("A�", "B�", "C�")
