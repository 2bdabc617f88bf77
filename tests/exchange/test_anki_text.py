"""Anki's text files: header lines and notes, in and out."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.deck.strategies import decks
from tests.exchange.laid_out import card, deck, keys, only, told

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import BasicCard, Deck, Source, Topic
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.anki import guids
from alliance_tutor.exchange.anki import text as anki
from alliance_tutor.exchange.report import Imported, Outcome
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout

HEAD = "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
BASIC = "#separator:tab\n#html:true\n#notetype:Basic\n"
EXAMPLES = [*((packaged_decks() / f"{id}.toml") for id in SHIPPED), Path("tests/deck/every-key.toml")]


def read(text: str, layout: Layout = NOTHING_SAID) -> Imported:
    return anki.read(text.encode(), "notes", layout)


def again(found: Deck) -> tuple[bytes, bytes]:
    first = anki.write(found, NOTHING_SAID).data
    return first, anki.write(anki.read(first, "other", NOTHING_SAID).deck, NOTHING_SAID).data


@pytest.mark.parametrize(
    ("found", "row", "note"),
    [
        (card("basic", answer="a *b*"), "Basic\tDeck\tQ?\ta <em>b</em>\t", ""),
        (card("basic", answer="- a\n- b"), "Basic\tDeck\tQ?\t<ul><li>a</li><li>b</li></ul>\t", ""),
        (card("basic", answer="a", reverse=True), "Basic (and reversed card)\tDeck\tQ?\ta\t", ""),
        (card("basic", answer="a", hint="h", points=2), "Basic\tDeck\tQ?\ta\t", "without hint, points"),
        (
            card("basic", answer="a", explanation="e", level="recall", tags=["b c", 'x"y']),
            'Basic\tDeck\tQ?\t"a<div class=""explanation"">e</div>"\tb_c level:recall x\'y',
            "tag “b c” is b_c",
        ),
        (
            card("cloze", text=r"{{a::b}} in {{*c*}} \{{ std::x", explanation="e"),
            "Cloze\tDeck\t{{c1::a::b}} in {{c2::<em>c</em>}} &#123;&#123; std&#58;:x\te\t",
            "",
        ),
        (
            card("cloze", text="{{c3::a^{b}}}", typed=True),
            "Cloze\tDeck\t{{c3::a^&#123;b&#125;}}\t\t",
            "without typed",
        ),
        (
            card("choice", answer="b", distractors=["c", {"text": "A", "why": "w"}]),
            "Basic\tDeck\t<p>Q?</p><ul><li>A</li><li>b</li><li>c</li></ul>\tb\t",
            "its options are listed, and the right ones recalled",
        ),
        (
            card("multiple-response", answers=["b", "a"], distractors=["c"]),
            "Basic\tDeck\t<p>Q?</p><ul><li>a</li><li>b</li><li>c</li></ul>\t<ul><li>b</li><li>a</li></ul>\t",
            "its options are listed, and the right ones recalled",
        ),
        (card("true-false", answer=False), "Basic\tDeck\tQ?\tFalse\t", "its answer is recalled, not marked"),
        (card("short-answer", answer="a", accept=["b"]), "Basic\tDeck\tQ?\ta\t", "without accept"),
        (
            card("numeric", answer=12345, unit="km", tolerance=5),
            "Basic\tDeck\tQ?\t12,345 km\t",
            "without tolerance",
        ),
        (
            card("date", answer="1961-07-06"),
            "Basic\tDeck\tQ?\t6 July 1961\t",
            "its answer is recalled, not marked",
        ),
        (
            card("ordering", items=["b", "a"]),
            "Basic\tDeck\t<p>Q?</p><ul><li>a</li><li>b</li></ul>\t<ol><li>b</li><li>a</li></ol>\t",
            "its items are listed, to be ordered",
        ),
        (
            card("matching", pairs=[["b", "2"], ["a", "1"]], distractors=["3"]),
            "Basic\tDeck\t<p>Q?</p><ul><li>b</li><li>a</li></ul><p>–</p><ul><li>1</li><li>2</li><li>3</li></ul>"
            "\t<ul><li>b – 2</li><li>a – 1</li></ul>\t",
            "its items and partners are listed",
        ),
        (card("open", notes="n", lines=3), "Basic\tDeck\tQ?\tn\t", "its notes for marking are the answer"),
    ],
)
def test_card_when_written_is_ankis_nearest(found: Deck, row: str, note: str) -> None:
    made = anki.write(found, NOTHING_SAID)
    assert made.data.decode() == f"{HEAD}deck/c\t{row}\n"
    (item,) = (item for item in made.report.items if item.card)
    assert note in item.notes or (not note and item.outcome is Outcome.KEPT)
    first, second = again(found)
    assert first == second


def test_deck_when_written_has_its_topics_as_subdecks_and_says_where_facts_are_from() -> None:
    source = Source(id="s", title="A page", publisher="P", year=1948)
    cards = {
        "type": "basic",
        "prompt": "Q?",
        "answer": "a",
        "topic": "t",
        "sources": ("s",),
        "attributed_to": "X",
    }
    found = deck(cards, title='A "B"::C', topics=(Topic(id="t", title="T"),), sources=(source,))
    text = anki.write(found, NOTHING_SAID).data.decode()
    assert "\tA 'B':C::T\t" in text
    assert "According to X. Sources: A page, P, 1948." in text
    back = read(text).deck
    assert (back.id, back.title, [topic.title for topic in back.topics]) == ("deck", "A 'B':C", ["T"])
    assert back.cards[0].explanation == "According to X. Sources: A page, P, 1948."


def test_cards_when_some_have_no_topic_are_written_with_these_first() -> None:
    cards = [{"type": "basic", "prompt": f"{id}?", "answer": "a", "id": id} for id in "abc"]
    cards[0]["topic"] = "t"
    made = anki.write(deck(*cards, topics=(Topic(id="t", title="T"),)), NOTHING_SAID)
    assert [line[:6] for line in made.data.decode().splitlines()[6:]] == ["deck/b", "deck/c", "deck/a"]
    assert [item.notes for item in made.report.items if item.name == "order"] == [
        ("cards without a topic come first",)
    ]


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (card("cloze", text="{{c501::a}}"), "Anki's gaps are numbered up to c500"),
        (card("basic", answer="` `"), "a side of it shows nothing"),
    ],
)
def test_card_when_anki_cannot_hold_it_is_refused_by_name(found: Deck, why: str) -> None:
    made = anki.write(found, NOTHING_SAID)
    assert made.data.decode() == HEAD
    assert (made.report.items[-1].outcome, made.report.items[-1].notes) == (Outcome.REFUSED, (why,))


@pytest.mark.parametrize(
    ("text", "expected", "notes"),
    [
        (f"{BASIC}Q?\tA", {"prompt": "Q?", "answer": "A"}, ()),
        (f"{BASIC}a<br>b\t<b>A</b>&nbsp;c", {"prompt": "a\\\nb", "answer": "**A** c"}, ()),
        (f'{BASIC}"a\nb"\tA', {"prompt": "a\\\nb", "answer": "A"}, ()),
        ("#html:false\n#separator:Semicolon\n#notetype:Basic\n<b>;A", {"prompt": "<b>", "answer": "A"}, ()),
        ("#separator:|\n#html:true\n#columns:Back|Front\nA|Q?", {"prompt": "Q?", "answer": "A"}, ()),
        (
            f"#tags:x y\n{BASIC}#tags column:3\nQ?\tA\ty z",
            {"prompt": "Q?", "answer": "A", "tags": ("y", "z")},
            (),
        ),
        (f"{BASIC}# a comment\nQ?\tA\n", {"prompt": "Q?", "answer": "A"}, ()),
        (f'{BASIC}"#1 of\nit"\tA\n', {"prompt": "#1 of\\\nit", "answer": "A"}, ()),
        (
            f"{BASIC}Q?\tA\tmore",
            {"prompt": "Q?", "answer": "A", "explanation": "field 3: more"},
            ("field “field 3” is part of the explanation",),
        ),
        (f"{BASIC}\tA\n{BASIC}Q?\tA", {"prompt": "Q?", "answer": "A"}, ()),
        (
            "#separator:tab\n#notetype:Basic (and reversed card)\nQ?\tA",
            {"prompt": "Q?", "answer": "A", "reverse": True},
            (),
        ),
        (
            "#separator:tab\n#notetype:Basic (optional reversed card)\nQ?\tA\ty",
            {"prompt": "Q?", "answer": "A", "reverse": True},
            (),
        ),
        (
            "#separator:tab\n#notetype:Basic (type in the answer)\nQ?\tA",
            {"type": "short-answer", "prompt": "Q?", "answer": "A"},
            (),
        ),
        (
            "#separator:tab\n#html:true\n#notetype:Cloze\n{{c1::a::h}} <i>b</i> {{x}}\textra",
            {"type": "cloze", "text": "{{c1::a::h}} *b* \\{{x}}", "explanation": "extra"},
            (),
        ),
        (
            f"{BASIC}Q? [sound:a.mp3]\tA",
            {"prompt": "Q?", "answer": "A"},
            ("without the sound “a.mp3”",),
        ),
    ],
)
def test_note_when_read_is_a_card(text: str, expected: dict[str, Any], notes: tuple[str, ...]) -> None:
    imported = read(text)
    found, item = only(imported)
    if "tags" in expected:
        expected = {**expected, "tags": found.tags}
    assert keys(found) == expected
    assert item.notes == notes


def test_picture_when_a_note_has_one_is_left_out_and_the_card_needs_a_hand() -> None:
    _, item = only(read(f'{BASIC}Which flag? <img src="flag.png">\tA'))
    assert item.outcome is Outcome.CHANGED
    assert item.hand.startswith("see whether it can be answered without the picture “flag.png”")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("\tA", "its front is empty"),
        ("Q?\t", "its back is empty"),
        ("[sound:a.mp3]\tA", "its front is empty; without the sound “a.mp3”"),
        ("{{c1::image-occlusion:rect:left=.1}}\tA", "it hides parts of a picture, and pictures are not kept"),
        ('"a\tb', "a quotation mark that opens a cell is never closed"),
        (f"{'a' * 50_001}\tb", "a field of it is too long"),
    ],
)
def test_note_when_it_makes_no_card_is_refused_with_its_line(row: str, why: str) -> None:
    imported = read(f"{BASIC}Kept?\tyes\n{row}\n")
    (item,) = (item for item in imported.report.items if item.outcome is Outcome.REFUSED)
    assert (item.line, item.notes) == (5, (why,))


@pytest.mark.parametrize(
    ("text", "layout", "unsaid"),
    [
        ("Q?\tA", NOTHING_SAID, ("what parts its fields", "what its columns hold")),
        ("#separator:tab\nQ?\tA", NOTHING_SAID, ("what its columns hold",)),
        (
            "#separator:tab\n<b>Q?</b>\tA",
            NOTHING_SAID,
            ("whether its fields are HTML", "what its columns hold"),
        ),
        ("#separator:tab\n#notetype:Einfach\nQ?\tA", NOTHING_SAID, ("what its columns hold",)),
        ("#columns:Front|Back\nQ?|A", Layout(markup="plain"), ("what parts its fields",)),
    ],
)
def test_layout_when_not_said_is_proposed_and_nothing_taken(
    text: str, layout: Layout, unsaid: tuple[str, ...]
) -> None:
    preview = anki.look(text.encode(), layout)
    assert preview.unsaid == unsaid
    with pytest.raises(UsageError, match="the file does not say"):
        read(text, layout)
    assert only(read(text, preview.layout))[0].type == "basic"


def test_decks_when_notes_have_them_become_topics_and_comments_are_told() -> None:
    rows = "Q?\tA\tWords::Verbs\nR?\tB\tWords\nR?\tC\tWords::A::B\n"
    imported = read(f"#separator:tab\n#notetype:Basic\n#deck column:3\n#hello\n{rows}")
    assert imported.deck.title == "Words"
    assert [(topic.title, topic.id) for topic in imported.deck.topics] == [
        ("Verbs", "verbs"),
        ("A / B", "a-b"),
    ]
    assert (0, "changed", "comments", ("1 of them left out",)) in told(imported)


def test_guid_when_it_is_ankis_own_goes_back_as_it_was() -> None:
    text = f"{HEAD}Gq*k2{{`|}}x\tBasic\tD\tQ?\tA\t\n"
    found = read(text).deck
    assert found.cards[0].id == guids.id_of("Gq*k2{`|}x")
    assert anki.write(found, NOTHING_SAID).data.decode() == text


@given(st.text(min_size=1, max_size=12), st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True))
def test_guid_when_anything_gives_a_sound_id_and_comes_back(guid: str, deck: str) -> None:
    id = guids.id_of(guid)
    assert card("basic", id=id, answer="a").cards[0].id == id
    if guid.isprintable() and not guids.split(guid)[0] and len(guid.encode()) <= 40:
        assert guids.guid_of(deck, id) == guid
    assert guids.split(guids.guid_of(deck, "c")) == (deck, "c")


@given(decks())
def test_deck_when_written_read_and_written_again_has_the_same_bytes(found: Deck) -> None:
    if any(
        item.card and item.outcome is not Outcome.REFUSED
        for item in anki.write(found, NOTHING_SAID).report.items
    ):
        first, second = again(found)
        assert first == second


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_deck_when_written_read_and_written_again_has_the_same_bytes(path: Path) -> None:
    found = deckfile.read(path).deck
    assert found
    first, second = again(found)
    assert first == second
    assert not anki.write(found, NOTHING_SAID).report.refused


SIGNS = st.sampled_from(
    (
        *(
            "\t",
            "\n",
            '"',
            "#",
            "<b>",
            "<br>",
            "&amp;",
            "{{c1::",
            "::",
            "}}",
            "{{",
            "[sound:a]",
            "<img src=a>",
        ),
        *('<div class="explanation">', "</div>", "#deck:A::B", "#tags:x", "#columns:a\tb", "#html:true"),
        *("a", "*", "\x1b", "\ufdd0", "\ufdd2", "Cloze", "#notetype:Cloze"),
    )
)


@given(st.lists(SIGNS | st.text(max_size=3), max_size=30).map("".join))
def test_text_when_it_is_anything_is_read_or_refused(text: str) -> None:
    layout = Layout(
        separator="\t", columns=("id", "type", "prompt", "answer", "tags", "topic"), markup="html"
    )
    for head, said in ((BASIC, NOTHING_SAID), ("", layout)):
        try:
            imported = anki.read((head + text).encode(errors="ignore"), "notes", said)
        except UsageError:
            continue
        reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
        assert reading.deck == imported.deck
        if imported.deck.cards:
            first, second = again(imported.deck)
            assert first == second


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{{c1::a {{c2::b}} c}}\t", "a gap begins inside a gap"),
        ("{{c1::a\t", "the gap is not closed"),
    ],
)
def test_cloze_note_when_its_gaps_cannot_be_read_is_refused(row: str, why: str) -> None:
    imported = read(f"#separator:tab\n#html:true\n#columns:Front\tBack\nKept?\tyes\n{row}\n")
    (item,) = (item for item in imported.report.items if item.outcome is Outcome.REFUSED)
    assert item.notes == (why,)


def test_note_when_it_says_that_it_is_basic_shows_its_braces() -> None:
    card, _ = only(read(f"{BASIC}{{{{c1::a}}}}?\tyes\n"))
    assert isinstance(card, BasicCard)
    assert (card.type, card.prompt) == ("basic", "{{c1::a}}?")
