"""The words that rules compare."""

import pytest

from alliance_tutor.deck.lint.words import bare, content, names, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When was the *Treaty* signed?", ("when", "was", "the", "treaty", "signed")),
        ("500,000 barrels, 500 000 barrels", ("500000", "barrels", "500000", "barrels")),
        ("1961, 1962", ("1961", "1962")),
        ("Seoul’s and Moscow's", ("seoul", "and", "moscow")),
        ("Kim Jong-un\n\ncame", ("kim", "jong", "un", "came")),
        ("ＤＰＲＫ 김정은 [text](https://example.org/a)", ("dprk", "김정은", "text")),
        ("…", ()),
    ],
)
def test_words_when_only_written_differently_are_the_same(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_names_when_a_sentence_begins_with_a_capital_are_those_inside_it() -> None:
    assert names("Which law did Kim sign in 2022? Then he left for K-3.") == {"kim", "2022", "k", "3"}


def test_content_when_words_say_nothing_leaves_them_out_and_takes_roots() -> None:
    assert content("Which treaties were signed, and who signs them?") == {"treat", "sign"}


def test_bare_when_a_text_has_marks_and_addresses_shows_its_words() -> None:
    assert bare("**Russian** [coal](https://example.org/coal)\nfrom `Rajin`") == "Russian coal from Rajin"
