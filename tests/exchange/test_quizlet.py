"""Quizlet's terms and definitions: two separators, nothing quoted."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.deck.strategies import decks
from tests.exchange.laid_out import card, deck, told

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.library import SHIPPED, packaged_decks
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import quizlet
from alliance_tutor.exchange.report import Imported, Outcome
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout

USUAL = Layout(separator="\t", rows="\n")
OWN = Layout(separator=" = ", rows="\n---\n")
EXAMPLES = [*((packaged_decks() / f"{id}.toml") for id in SHIPPED), Path("tests/deck/every-key.toml")]


def read(text: str, layout: Layout = USUAL) -> Imported:
    return quizlet.read(text.encode(), "terms", layout)


def again(found: Deck, layout: Layout) -> tuple[bytes, bytes]:
    first = quizlet.write(found, layout).data
    return first, quizlet.write(quizlet.read(first, "terms", layout).deck, layout).data


@pytest.mark.parametrize(
    ("found", "row"),
    [
        (card("basic", answer="*a* `b` [c](https://d.e)"), "Q?\ta b c (https://d.e)\n"),
        (card("basic", answer="a\n\nb"), "Q?\ta / b\n"),
        (card("cloze", text="{{a}} and {{b::h}}"), "[…] and b\ta\na and [h]\tb\n"),
        (card("choice", answer="b", distractors=["c", "a"]), "Q? / a / b / c\tb\n"),
        (card("ordering", items=["b", "a"]), "Q? / a / b\t1. b / 2. a\n"),
        (card("true-false", answer=True), "Q?\tTrue\n"),
    ],
)
def test_card_when_written_is_a_term_and_its_definition(found: Deck, row: str) -> None:
    assert quizlet.write(found, NOTHING_SAID).data.decode() == row
    first, second = again(found, USUAL)
    assert first == second


def test_card_when_written_with_separators_of_ones_own_keeps_its_lines() -> None:
    found = card("choice", answer="b", distractors=["a"])
    assert quizlet.write(found, OWN).data.decode() == "Q?\na\nb = b\n---\n"


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (card("basic", answer="a = b"), "“ = ” stands in its words"),
        (deck({"type": "basic", "prompt": "a =", "answer": "b"}), "“ = ” stands in its term"),
        (card("basic", answer="a\n\n\\---\n\nb"), "“\\n---\\n” stands in its words"),
        (card("basic", answer="` `"), "a side of it shows nothing"),
    ],
)
def test_card_when_a_separator_stands_in_it_is_refused_by_name(found: Deck, why: str) -> None:
    made = quizlet.write(found, OWN)
    assert made.data == b""
    assert (made.report.items[-1].outcome, made.report.items[-1].notes) == (Outcome.REFUSED, (why,))


def test_card_when_it_looks_like_another_is_refused_by_name() -> None:
    found = deck(
        {"type": "basic", "prompt": "Q?", "answer": "a"},
        {"type": "short-answer", "prompt": "Q?", "answer": "*a*", "id": "d"},
    )
    made = quizlet.write(found, NOTHING_SAID)
    assert made.data == b"Q?\ta\n"
    assert made.report.items[-1].notes == ("c is the same in Quizlet",)


def test_card_when_it_says_more_than_two_sides_names_what_is_lost() -> None:
    found = card("basic", answer="a\n\nb", explanation="e", when="1961", reverse=True)
    assert quizlet.write(found, NOTHING_SAID).report.items[-1].notes == (
        "its lines are one",
        "without explanation, when, reverse",
    )


def test_rows_when_read_are_cards_or_refused_with_their_lines() -> None:
    imported = read("a\tb\n\nno tab\n\tb\na, *c*\t d\te\n6-Jul\tf\n")
    assert [(line, outcome, notes) for line, outcome, _, notes in told(imported)] == [
        (1, "kept", ()),
        (3, "refused", ("there is no tab in it",)),
        (4, "refused", ("its term or its definition is empty",)),
        (5, "changed", ("its definition has a tab in it: it begins behind the first",)),
        (
            6,
            "changed",
            ("“6-Jul” looks like a spreadsheet's reading of something else, such as 6/7 or 6-7",),
        ),
    ]
    assert [getattr(card, "prompt", "") for card in imported.deck.cards] == ["a", "a, \\*c\\*", "6-Jul"]


def test_rows_when_parted_by_something_of_ones_own_have_their_lines() -> None:
    imported = read("a = b\nc\n---\n\nd = e\n---\n", OWN)
    assert [(line, name) for line, _, name, _ in told(imported)] == [
        (1, f"basic {imported.deck.cards[0].id}"),
        (5, f"basic {imported.deck.cards[1].id}"),
    ]
    assert getattr(imported.deck.cards[0], "answer", "") == "b\\\nc"


@pytest.mark.parametrize(
    ("text", "layout", "options"),
    [
        ("a\tb\nc\td", NOTHING_SAID, "--separator tab --rows newline"),
        ("a;b\nc;d", Layout(rows="\n"), "--separator semicolon --rows newline"),
        ("a - b", NOTHING_SAID, "--separator ' - ' --rows newline"),
        ("a,b", Layout(separator=","), "--separator comma --rows newline"),
    ],
)
def test_separators_when_not_said_are_proposed_and_nothing_taken(
    text: str, layout: Layout, options: str
) -> None:
    preview = quizlet.look(text.encode(), layout)
    assert preview.unsaid
    assert preview.options == options
    with pytest.raises(UsageError, match="the file does not say") as raised:
        read(text, layout)
    assert raised.value.hint == f"if this is right, say {options}"
    assert read(text, preview.layout).deck.cards


@pytest.mark.parametrize("layout", [USUAL, OWN], ids=["usual", "own"])
@given(decks())
def test_deck_when_written_read_and_written_again_has_the_same_bytes(layout: Layout, found: Deck) -> None:
    assume(quizlet.write(found, layout).data)
    first, second = again(found, layout)
    assert first == second


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_deck_when_written_read_and_written_again_has_the_same_bytes(path: Path) -> None:
    found = deckfile.read(path).deck
    assert found
    first, second = again(found, USUAL)
    assert first == second
    assert not quizlet.write(found, USUAL).report.refused


@given(
    st.lists(
        st.sampled_from(["\t", "\n", ";", "--", "a", "*", "\x1b", "1. ", "- "]) | st.text(max_size=3)
    ).map("".join),
    st.sampled_from([USUAL, OWN, Layout(separator=";", rows="--"), Layout(separator="a", rows="aa")]),
)
def test_text_when_it_is_anything_is_read_or_refused(text: str, layout: Layout) -> None:
    try:
        imported = quizlet.read(text.encode(errors="ignore"), "terms", layout)
    except UsageError:
        return
    reading = deckfile.parse([(Path("deck.toml"), deckfile.dump(imported.deck).encode())])
    assert reading.deck == imported.deck
    if quizlet.write(imported.deck, layout).data:
        first, second = again(imported.deck, layout)
        assert first == second
