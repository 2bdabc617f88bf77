"""Deck Markdown from HTML, CommonMark and plain text, and back."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor import text as deck_text
from alliance_tutor.exchange.blocks import MOST_MARKS, as_markdown, parsed, tidy
from alliance_tutor.exchange.html_reading import read_html
from alliance_tutor.exchange.html_writing import html
from alliance_tutor.exchange.limits import LONGEST_TEXT
from alliance_tutor.exchange.markup import (
    Marked,
    bare,
    from_html,
    from_loose,
    from_markdown,
    from_plain,
    settled,
    to_html,
    to_words,
)
from alliance_tutor.text import FORBIDDEN, Block, Run

MARKS = (
    *(
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "](http://a.b/c)",
        "\\",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "2) ",
        "  ",
        "    ",
    ),
    *("a", "b c", "<b>", "&amp;", "\t", "\u00a0", "_____", "é", "!", "(x)", "7. "),
)
texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=14).map(
    lambda parts: FORBIDDEN.sub("", "".join(parts)).encode(errors="ignore").decode()
)
runs = st.builds(
    Run,
    st.sampled_from(["a", " ", "b c", "\n", "1. x", "- y", "x  y"]),
    strong=st.booleans(),
    emphasis=st.booleans(),
    link=st.sampled_from(["", "http://a.b/c"]),
)
blocks = st.lists(
    st.builds(
        Block,
        st.lists(runs, min_size=1, max_size=3).map(tuple),
        st.sampled_from(["", "•", "1.", "2.", "7."]),
        st.integers(0, 8),
    ),
    max_size=7,
)


@given(texts, st.booleans())
def test_deck_text_when_it_went_through_html_gives_the_same_html(text: str, inline: bool) -> None:
    first = to_html(text, inline=inline)
    back = from_html(first, inline=inline)
    assert back.notes == ()
    assert to_html(back.text, inline=inline) == first


@given(texts, st.booleans())
def test_deck_text_when_it_is_written_again_has_the_same_blocks(text: str, inline: bool) -> None:
    assert settled(text, inline=inline) == parsed(text, inline=inline)


@given(blocks)
def test_blocks_when_they_went_through_html_are_the_same(found: list[Block]) -> None:
    tidied = tidy(found)
    assert tidy(tidied) == tidied
    assert tidy(read_html(html(tidied)).blocks) == tidied


@given(blocks)
def test_blocks_when_they_have_no_styles_are_the_same_in_markdown(found: list[Block]) -> None:
    bare_blocks = [
        block._replace(runs=tuple(run._replace(strong=False, emphasis=False) for run in block.runs))
        for block in found
    ]
    tidied = tidy(bare_blocks)
    assert parsed(as_markdown(tidied)) == tidied


@given(texts, st.booleans())
def test_plain_text_when_it_is_deck_text_shows_its_words(text: str, inline: bool) -> None:
    made = from_plain(text, inline=inline).text
    shown = "".join(run.text for run in deck_text.inline(made)) if inline else deck_text.plain(made)
    assert shown.split() == text.split()


broken = st.lists(
    st.sampled_from([*"<>/&;=\"'!-ab #x1", "<ul", "<li>", "pre", "</code", "script"]), max_size=30
)


@given(broken.map("".join))
def test_html_when_it_is_broken_is_read_all_the_same(text: str) -> None:
    for made in (from_html(text), from_html(text, inline=True), from_markdown(text)):
        assert not FORBIDDEN.search(made.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p><p>two</p>", "One\n\ntwo"),
        ("One<br>two<br/>three", "One\\\ntwo\\\nthree"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
        ("<b>a</b> <i>b</i> <code>c</code>", "**a** *b* `c`"),
        ("<strong>a <em>b</em></strong>", "**a** ***b***"),
        ("un<b>believ</b>able", "un**believ**able"),
        ("<h2>Head</h2>Text", "**Head**\n\nText"),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<li>a</li>", "- a"),
        ('<a href="https://a.b/c">x</a>', "[x](https://a.b/c)"),
        ("a &lt;b&gt; &amp; &eacute;&nbsp;c", "a <b> & é c"),
        ("<pre>a\n  b</pre>", "`a`\\\n`   b `"),
        ("10<sup>5</sup> H<sub>2</sub>O", "10⁵ H₂O"),
        ("a * b * c", "a * b * c"),
        ("*a*", "\\*a\\*"),
        ("1. a", "1\\. a"),
        ("<!-- c -->a", "a"),
        ("a<o:p></o:p>", "a"),
        ("a < b > c", "a < b > c"),
        ("", ""),
    ],
)
def test_html_when_it_can_be_said_is_deck_text(text: str, expected: str) -> None:
    assert from_html(text) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("a<script>alert(1)</script>b", "ab", "without a script"),
        ("a<style>b{}</style>", "a", "without a style sheet"),
        ('<img src="x.png" alt="a map">', "[a map]", "without a picture (“a map”)"),
        ('<img src="x.png">', "", "without a picture"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</table>", "a | b\n\nc", "a table is plain text"),
        ("<del>a</del>", "a", "struck-out text is plain text"),
        ('<a href="javascript:x()">a</a>', "a", "a link that is no web address is plain text"),
        ("x<sup>ab</sup>", "x^ab", "raised or lowered text stands behind ^"),
        ('<span style="color: red">a</span>', "a", "without colours and the like"),
        ("<svg>a</svg>b", "b", "without a drawing"),
        ("a<iframe>b", "a", "without an embedded page"),
        ("a<hr>b", "a\n\nb", "without a line across"),
    ],
)
def test_html_when_it_cannot_be_said_is_named(text: str, expected: str, note: str) -> None:
    made = from_html(text)
    assert made.text == expected
    assert note in made.notes


def test_html_when_it_is_an_answer_is_one_line() -> None:
    assert from_html("<p>a</p><ul><li>b</li></ul>", inline=True) == ("a b", ("its paragraphs are one line",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head\n\n> said", "**Head**\n\nsaid"),
        ("_a_ __b__ `c`", "*a* **b** `c`"),
        ("- a\n- b", "- a\n- b"),
        ("a  \nb\nc", "a\\\nb c"),
        ("<b>a</b> &amp;", "**a** &"),
    ],
)
def test_commonmark_when_read_is_deck_text(text: str, expected: str) -> None:
    assert from_markdown(text).text == expected


def test_commonmark_when_it_nests_too_deep_stands_as_it_was_written() -> None:
    made = from_markdown("> " * 30 + "deep")
    assert made.notes == ("it nests too deep, and stands as it was written",)
    assert deck_text.plain(made.text).endswith("deep")


def test_loose_text_when_it_has_a_tag_is_html_and_else_plain() -> None:
    assert from_loose("<i>a</i>").text == "*a*"
    assert from_loose("a < b *c*").text == "a < b \\*c\\*"


def test_text_when_it_looks_like_a_list_without_words_keeps_its_number() -> None:
    assert to_html("1945.") == "<p>1945.</p>"
    assert from_html("<p>1945.</p>").text == "1945."


def test_bare_when_a_text_has_markup_is_none() -> None:
    assert bare(settled("a b")) == "a b"
    assert bare(settled("a *b*")) is None
    assert bare(settled("a\n\nb")) is None
    assert bare(settled("- a")) is None
    assert bare(settled(" ")) == ""


def test_words_when_a_text_has_emphasis_say_that_it_is_gone() -> None:
    assert to_words("a *b* [c](https://d.e)") == (
        "a b c (https://d.e)",
        ("emphasis and code are plain words",),
    )


@pytest.mark.parametrize(
    "unit", ["<ul><li>", "<b>", "<", "&", "<!--", "<a href='", "<sup>", "<pre>\n", "<p>a"]
)
def test_html_when_it_is_hostile_is_read_in_bounds(unit: str) -> None:
    made = from_html(unit * 5_000)
    assert len(made.text) < 200_000


@pytest.mark.parametrize("read", [from_html, from_markdown])
def test_more_marks_than_anybody_writes_are_shown_as_they_stand(read: Callable[[str], Marked]) -> None:
    text = "[" * (MOST_MARKS + 1)
    marked = read(text)
    assert bare(parsed(marked.text)) == text


@pytest.mark.parametrize("read", [from_html, from_markdown, from_plain])
def test_a_text_longer_than_any_card_may_have_is_left_as_it_is(read: Callable[[str], Marked]) -> None:
    text = "*a* " * LONGEST_TEXT
    assert read(text) == Marked(text)
