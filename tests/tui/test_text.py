"""The one door to the screen: any deck text shows itself, and none becomes an action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from alliance_tutor.text import escape, harmless
from alliance_tutor.tui.text import hanging, keys, lines, long, short, spread, words

HOSTILE = [
    "[/nope]",
    "[x] todo",
    "[X]",
    "[[link]]",
    "[@click=app.quit]press[/]",
    "[$accent]a[/]",
    "list[i]",
    "f[x](y)",
    "\\[b]",
    "[red]",
    "a\x1b[31mb\x1b]0;title\x07",
    "\u202eabc",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_itself_and_does_nothing(text: str) -> None:
    for content in (words(text), short(text), lines(long(text, 60)), lines([words(text)])):
        shown = content.plain
        assert shown in (harmless(text), harmless(text).replace("\\[b]", "[b]"))
        assert "\x1b" not in shown
        assert not any(getattr(span.style, "meta", None) for span in content.spans)


@given(st.text(max_size=60))
def test_any_escaped_text_renders_as_itself(text: str) -> None:
    wanted = " ".join(harmless(text).split())
    assert " ".join(short(escape(text)).plain.split()) == wanted


@given(st.text(max_size=80))
def test_any_text_is_drawn_without_a_control_character(text: str) -> None:
    for content in (words(text), short(text), lines(long(text, 20))):
        assert not {character for character in content.plain if ord(character) < 32} - {"\n", "\t"}


def test_emphasis_and_links_are_drawn_with_the_address_after_the_words() -> None:
    content = short("**a** *b* `c` [d](https://example.org) [e](javascript:f)")
    assert content.plain == "a b c d (https://example.org) [e](javascript:f)"


def test_lines_hang_under_the_first_word_of_an_item() -> None:
    assert [row.plain for row in long("- one two three\n- four", 9)] == ["• one two", "  three", "• four"]


def test_hanging_keeps_the_mark_on_the_first_line_only() -> None:
    rows = hanging(Content("a  "), Content("one two three"), 11)
    assert [row.plain for row in rows] == ["a  one two", "   three"]


def test_keys_take_another_line_where_they_do_not_fit() -> None:
    pairs = [("Enter", "study", "screen.study"), ("q", "quiz", "screen.quiz")]
    assert keys(pairs, 80).plain == "Enter study  q quiz"
    assert keys(pairs, 14).plain == "Enter study\nq quiz"


def test_spread_cuts_the_left_end_where_they_meet() -> None:
    line = spread(Content("a long title"), Content("7 of 28"), 16)
    assert len(line.plain) == 16
    assert line.plain.endswith(" 7 of 28")
