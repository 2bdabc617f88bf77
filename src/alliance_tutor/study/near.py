"""Wrong answers that deserve a second look: a slip of one word, or the keyboard's other layout."""

import re
import unicodedata
from functools import cache

from alliance_tutor.study.folding import fold, words

SHORTEST = 5
"""How many letters a word needs for one slip to be told from another word: not Laos from Las.

One less will do among other words, if the first and the last letter stay: Kim Il-sang, but not Iraq for Iran.
"""

LONG = 10
"""How many letters a word needs for two slips: Khrushchev has them, Austria and Australia do not."""

_DIGITS = re.compile(r"[-.,]?\d+")
_DIGIT = re.compile(r"\d")
_CYRILLIC_OR_HANGUL = re.compile("[\u0400-\u04ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def nearly(given: str, key: str, *, case: bool = False) -> bool:
    """Whether `given` differs from `key` by a slip inside one of its words, and in no digit.

    A slip is a letter too many, too few or another, or two in the wrong order; in a long word two of
    these, if it begins alike: South is not North, and Kim Jong Il is not Kim Jong Un.
    """
    wanted = words(key, case=case)
    typed, whole = "".join(words(given, case=case)), "".join(wanted)
    if abs(len(typed) - len(whole)) > 2 or _DIGITS.findall(fold(given)) != _DIGITS.findall(fold(key)):
        return False
    alike, end = _alike(typed, whole), 0
    for word in wanted:
        begin, end = end, end + len(word)
        if begin <= alike <= end:
            behind = len(typed) - (len(whole) - end)
            if typed[behind:] == whole[end:] and _slipped(typed[begin:behind], word, alone=len(wanted) == 1):
                return True
    return False


def other_layout(given: str, key: str) -> bool:
    """Whether `given` is what the keys of `key` give in another layout.

    The layouts are QWERTY, the Russian ЙЦУКЕН and the Korean two-set; one of the texts is in Latin letters.
    """
    if bool(_CYRILLIC_OR_HANGUL.search(given)) == bool(_CYRILLIC_OR_HANGUL.search(key)):
        return False
    keys = fold(_on_qwerty(key))
    return bool(keys) and fold(_on_qwerty(given)) == keys


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common at the start."""
    both = min(len(one), len(other))
    return next((place for place in range(both) if one[place] != other[place]), both)


def _slipped(given: str, word: str, *, alone: bool) -> bool:
    if min(len(given), len(word)) < 2 or _DIGIT.search(given + word) or _HAN.search(given + word):
        return False  # a Han character is a word
    given, word = (unicodedata.normalize("NFD", each) for each in (given, word))  # Hangul letter by letter
    kept_ends = given[0] == word[0] and given[-1] == word[-1]
    if min(len(given), len(word)) < (SHORTEST - 1 if kept_ends and not alone else SHORTEST):
        return False
    if given.endswith(word) or word.endswith(given):
        return False  # a prefix makes another word: dependent, independent
    has_case = word.upper() != word.lower()  # a letter of Hangul or kana weighs more
    slips = 2 if has_case and len(word) >= LONG and given[0] == word[0] else 1
    return _within(given, word, slips) and not {given.casefold(), word.casefold()} <= _names()


def _within(one: str, other: str, slips: int) -> bool:
    """Whether at most `slips` edits lead from `one` to `other` (optimal string alignment distance)."""
    if abs(len(one) - len(other)) > slips:
        return False
    same = _alike(one, other)
    one, other = one[same:], other[same:]
    if not one or not other or not slips:
        return len(one) + len(other) <= slips
    swapped = one[:2] == other[1::-1] and len(one) > 1
    return (
        _within(one[1:], other[1:], slips - 1)
        or _within(one[1:], other, slips - 1)
        or _within(one, other[1:], slips - 1)
        or (swapped and _within(one[2:], other[2:], slips - 1))
    )


@cache
def _names() -> frozenset[str]:
    """Names of months and numbers, folded: one is no slip for another, as eight is none for eighty."""
    from alliance_tutor.deck.months import MONTHS
    from alliance_tutor.study.numbers import NAMES

    months = (fold(name) for table in MONTHS.values() for month in table for name in month)
    return frozenset(unicodedata.normalize("NFD", name) for name in (*months, *NAMES))


def _on_qwerty(text: str) -> str:
    """What the keys that write `text` write in the QWERTY layout; capitals are not kept."""
    text = unicodedata.normalize("NFKC", text.casefold()).translate(_CYRILLIC)
    return unicodedata.normalize("NFKD", text).translate(_HANGUL)


# ё and the backtick that shares its key count as е, as in `fold`.
_CYRILLIC = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё`", "qwertyuiop[]asdfghjkl;'zxcvbnm,.tt")
# KS X 5002: the 19 initial consonants, 21 vowels and 27 final consonants in the order of Unicode.
_HANGUL = {
    code: keys
    for first, row in (
        (0x1100, "r r s e e f a q q t t d w w c z x v g"),
        (0x1161, "k o i o j p u p h hk ho hl y n nj np nl b m ml l"),
        (0x11A8, "r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g"),
    )
    for code, keys in enumerate(row.split(), first)
}
