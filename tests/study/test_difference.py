import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_tutor.study.difference import LONGEST, Kind, difference, graphemes
from alliance_tutor.study.folding import fold

KEPT, MISSING, EXTRA = Kind.KEPT, Kind.MISSING, Kind.EXTRA
TEXT = st.text(max_size=30) | st.text("abKim -'é\u0301\u3131가각1,", max_size=15)


@pytest.mark.parametrize(
    ("given", "key", "pieces"),
    [
        ("Pyongyang", "Pyongyang", [(KEPT, "Pyongyang")]),
        (
            "Kruschev",
            "Khrushchev",
            [(KEPT, "K"), (MISSING, "h"), (KEPT, "rus"), (MISSING, "h"), (KEPT, "chev")],
        ),
        ("Pyongyangg", "Pyongyang", [(KEPT, "Pyongyang"), (EXTRA, "g")]),
        ("kim jongil", "Kim Jong-un", [(KEPT, "Kim Jong-"), (EXTRA, "il"), (MISSING, "un")]),
        ("kim il song", "Kim Il-sŏng", [(KEPT, "Kim Il-sŏng")]),
        ("김정일", "김정은", [(KEPT, "김정"), (EXTRA, "일"), (MISSING, "은")]),
        ("195053", "1950-53", [(KEPT, "1950"), (MISSING, "-"), (KEPT, "53")]),
        ("5", "-5", [(MISSING, "-"), (KEPT, "5")]),
        ("", "abc", [(MISSING, "abc")]),
        ("abc", "", [(EXTRA, "abc")]),
        ("", "", []),
        (
            "x" * LONGEST + "z",
            "y z",
            [(EXTRA, "x" * LONGEST + "z"), (MISSING, "y"), (KEPT, " "), (MISSING, "z")],
        ),
    ],
)
def test_difference_is_told_letter_by_letter(given: str, key: str, pieces: list[tuple[Kind, str]]) -> None:
    assert difference(given, key) == pieces


def told(text: str, typed: str, *kinds: Kind) -> str:
    return "".join(piece.text for piece in difference(typed, text) if piece.kind in kinds)


def compared(letters: list[str]) -> list[str]:
    """What is compared of `letters`, in no order."""
    return sorted(unicodedata.normalize("NFD", "".join(map(fold, letters))))


@given(typed=TEXT, key=TEXT)
@example(typed="\u0301a", key="a\u0301")
@example(typed='ᄀ"ᅡ', key="")
def test_pieces_are_the_key_and_what_was_typed(typed: str, key: str) -> None:
    pieces = difference(typed, key)
    assert told(key, typed, KEPT, MISSING) == unicodedata.normalize("NFC", key)
    shown = [letter for piece in pieces if piece.kind is not MISSING for letter in graphemes(piece.text)]
    assert compared(shown) == compared(graphemes(typed))
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


@given(typed=TEXT, key=TEXT)
def test_no_letter_is_split_from_its_marks(typed: str, key: str) -> None:
    whole = {*graphemes(typed), *graphemes(key)}
    for piece in difference(typed, key):
        rest = piece.text
        while rest:
            rest = next(
                rest[len(each) :] for each in sorted(whole, key=len, reverse=True) if rest.startswith(each)
            )


@given(key=TEXT)
def test_nothing_differs_when_the_key_was_typed(key: str) -> None:
    assert all(piece.kind is KEPT for piece in difference(key, key))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("e\u0301a", ["é", "a"]),
        ("q\u0323\u0307x", ["q\u0323\u0307", "x"]),
        ("각", ["각"]),
        ("ᄀᄀ", ["ᄀ", "ᄀ"]),
        ("ᅟᅡ", ["ᅟᅡ"]),
        ("नि", ["नि"]),
        ("👩\u200d🚀!", ["👩\u200d🚀", "!"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("❤\ufe0f", ["❤\ufe0f"]),
    ],
)
def test_letters_are_whole_when_told_apart(text: str, letters: list[str]) -> None:
    assert graphemes(unicodedata.normalize("NFD", text)) == letters
