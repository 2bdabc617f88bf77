"""What a search looks through, and what matches."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.deck.said import Pattern, folded, line_of, tags_of


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("TREATY", "treaty"),
        ("résumé  of\n1961", "resume of 1961"),
        ("Straße", "strasse"),
        ("1950–1953", "1950-1953"),
        ("“so-called” ‘ally’", "\"so-called\" 'ally'"),
        ("ﬁne ²", "fine 2"),
        ("ёлка", "елка"),
        ("Ιστορία", "ιστορια"),
    ],
)
def test_text_when_folded_is_what_a_search_compares(text: str, same: str) -> None:
    assert folded(text) == same


@pytest.mark.parametrize("word", ["йод", "김일성", "ガ"])
def test_marks_that_make_another_letter_are_kept(word: str) -> None:
    assert folded(word) == word
    assert folded(unicodedata.normalize("NFD", word)) == word


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert "\n" not in once


def test_line_of_a_question_holds_all_its_words_and_its_tags_apart() -> None:
    question = Question(
        QuestionRef("d/a", "d", "a", "", "choice"),
        "Which *one*?",
        "This",
        options=(Option("This", right=True), Option("That\nother", right=False)),
        explanation="Because.",
        tags=("Big Tag", "x"),
    )
    assert line_of(question) == "which *one*?\tthis\tthis\tthat other\tbecause.\tbig tag\tx"
    assert tags_of(question) == "\tbig tag\tx\t"


LINES = "the treaty of 1961\tmoscow\npostwar years, warsaw\nwar\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("war", [1, 2]),
        ("war*", [1, 2]),
        ("*war", [1, 2]),
        ("w*w", [1]),
        ("p*war", [1]),
        ("*", [0, 1, 2, 3]),
        ("1961 moscow", []),
        ("treaty of", [0]),
        ("t*ty of 19*", [0]),
        ("", [0, 1, 2, 3]),
        ("nothing", []),
        (".", []),
    ],
)
def test_pattern_when_looked_for_is_found_in_the_right_lines(text: str, lines: list[int]) -> None:
    assert Pattern(text).lines(LINES) == lines


def test_pattern_when_a_name_is_wanted_has_to_match_all_of_it() -> None:
    names = ["history", "history-2", "prehistory", "History"]
    assert Pattern("history").among(names) == ["history", "History"]
    assert Pattern("history*").among(names) == ["history", "history-2", "History"]
    assert Pattern("*").among(names) == names


def test_pattern_when_a_tag_is_wanted_has_to_match_all_of_it() -> None:
    tags = "\tbig tag\tx\t\n\n\ttag\t"
    assert Pattern("tag").tagged(tags) == [2]
    assert Pattern("*tag").tagged(tags) == [0, 2]
    assert Pattern("x").tagged(tags) == [0]


def test_many_stars_take_no_time_beyond_measure() -> None:
    text = f"{'a' * 20_000}\n{'a' * 20_000} {'-' * 20_000}b"
    assert Pattern("*a" * 100 + "*c*b").lines(text + "c") == []
    assert Pattern("*a" * 50 + "b").among(["a" * 5_000]) == []


@given(st.text(alphabet="ab* -", max_size=8), st.lists(st.text(alphabet="ab -", max_size=8), max_size=4))
def test_pattern_finds_a_line_where_one_of_its_words_matches(text: str, lines: list[str]) -> None:
    found = Pattern(text).lines("\n".join(lines))
    assert found == sorted(set(found))
    for number, line in enumerate(lines):
        if "*" not in text and lines:
            assert (number in found) is (text in line)
