import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from alliance_tutor.study.folding import bare, fold, words

TEXT = st.text(max_size=40)


@given(text=TEXT, case=st.booleans())
@example(text="a \u0301b", case=False)
@example(text="-!a", case=False)
@example(text="1 ,000", case=False)
@example(text=".-5", case=False)
@example(text="ᄀ ᅡ", case=False)
@example(text="İ ß ŉ ǰ ΐ", case=False)
def test_fold_changes_nothing_when_folded_twice(text: str, case: bool) -> None:
    once = fold(text, case=case)
    assert fold(once, case=case) == once


@given(text=TEXT)
def test_fold_is_the_same_when_text_is_composed_or_decomposed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(text=TEXT)
def test_fold_is_the_same_when_spaces_stand_around(text: str) -> None:
    assert fold(f" \t{text}\u00a0 ") == fold(text)


@given(
    parts=st.lists(st.text("abcxyz", min_size=1, max_size=6), min_size=1, max_size=5),
    gap=st.sampled_from("-–— _"),
)
def test_fold_is_the_same_whatever_joins_words(parts: list[str], gap: str) -> None:
    assert fold(gap.join(parts)) == "".join(parts)
    assert words(gap.join(parts)) == parts


def test_words_are_folded_when_parted() -> None:
    assert words("  The “Kim Il-sŏng” Peace, Treaty! - ") == ["the", "kim", "il", "song", "peace", "treaty"]
    assert words("TASS", case=True) == ["TASS"]


@given(text=TEXT, case=st.booleans())
def test_words_hold_nothing_empty_whatever_is_parted(text: str, case: bool) -> None:
    assert all(words(text, case=case))


def test_words_stay_apart_when_bare() -> None:
    assert bare("6 JÚLI\u00a01961 – “Август”, ёж") == "6 juli 1961 - август, еж"
