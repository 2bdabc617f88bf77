"""Days in the words of a deck's language."""

import pytest

from alliance_tutor.deck.months import MONTHS, in_words
from alliance_tutor.text import parse


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "6 July 1961", "July 1961"),
        ("en-GB", "6 July 1961", "July 1961"),
        ("ru", "6 июля 1961", "июль 1961"),
        ("uk", "6 липня 1961", "липень 1961"),
        ("de", "6. Juli 1961", "Juli 1961"),
        ("fr", "6 juillet 1961", "juillet 1961"),
        ("es", "6 de julio de 1961", "julio de 1961"),
        ("ko", "1961년 7월 6일", "1961년 7월"),
        ("zh-Hans", "1961年7月6日", "1961年7月"),
        ("ja", "1961年7月6日", "1961年7月"),
        ("it", "6 July 1961", "July 1961"),
        ("", "6 July 1961", "July 1961"),
    ],
)
def test_a_date_is_shown_in_the_words_of_the_language(language: str, day: str, month: str) -> None:
    [block] = parse(in_words("1961-07-06", language))
    assert (block.marker, block.text) == ("", day)
    assert in_words("1961-07", language) == month
    assert in_words("1961", language) == "1961"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert in_words("1961-07-01", "fr") == "1er juillet 1961"
    assert in_words("1961-07-01", "en") == "1 July 1961"


@pytest.mark.parametrize("language", MONTHS)
def test_no_word_names_two_months(language: str) -> None:
    assert len(MONTHS[language]) == 12
    words = [word.casefold() for names in MONTHS[language] for word in names]
    assert len(set(words)) == len(words)
    assert all(words)
