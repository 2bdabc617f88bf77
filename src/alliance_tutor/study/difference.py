"""Where a typed answer differs from its key, letter by letter."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from alliance_tutor.study.folding import fold

LONGEST = 200
"""How many letters of either text are compared one by one; beyond that it differs as a whole."""


class Kind(StrEnum):
    """What became of a stretch of letters."""

    KEPT = "kept"
    MISSING = "missing"
    EXTRA = "extra"


class Piece(NamedTuple):
    """A stretch of letters: kept ones and missing ones are the key's, extra ones were typed."""

    kind: Kind
    text: str


def difference(given: str, key: str) -> list[Piece]:
    """How `given` leads to `key`; a letter is never parted from its marks, nor a Hangul syllable.

    The kept and the missing pieces together are `key` (in NFC). What marking takes for the same is no
    difference: case, diacritics, and spaces, dashes and quotes but between digits.
    """
    typed = [(letter, form) for letter, form in _letters(given) if form]
    wanted = _letters(key)
    forms = [form for _, form in wanted if form]
    pieces: list[tuple[Kind, str]] = []
    at = 0  # how many of `wanted` are told
    for tag, begin, end, first, last in _steps([form for _, form in typed], forms):
        while tag == "replace" and not wanted[at][1]:  # what stands between words stays before the change
            pieces.append((Kind.KEPT, wanted[at][0]))
            at += 1
        if tag != "equal":
            pieces += [(Kind.EXTRA, letter) for letter, _ in typed[begin:end]]
        left = last - first
        while left:
            letter, form = wanted[at]
            pieces.append((Kind.MISSING if form and tag != "equal" else Kind.KEPT, letter))
            left -= bool(form)
            at += 1
    pieces += [(Kind.KEPT, letter) for letter, _ in wanted[at:]]
    return list(_joined(pieces))


def graphemes(text: str) -> list[str]:
    """The letters of `text` in NFC, each with its marks; a simple form of the clusters of UAX #29."""
    clusters: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if clusters and _goes_with(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


_JOINER = "\u200d"


def _goes_with(cluster: str, character: str) -> bool:
    if character == _JOINER or cluster[-1] == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return True
    # Hangul letters that compose to no syllable: a vowel or a final after what comes before it.
    return "\u1160" <= character <= "\u11ff" and "\u1100" <= cluster[-1] <= "\u11ff"


def _letters(text: str) -> list[tuple[str, str]]:
    """Each letter with the form in which it is compared; an empty one is not compared."""
    letters = graphemes(text)
    before = ["", *letters]
    after = [*letters[1:], ""]
    return [
        (letter, fold(letter) or (letter if after.isdecimal() and (before.isdecimal() or not before) else ""))
        for letter, before, after in zip(letters, before, after, strict=False)
    ]


def _steps(typed: list[str], wanted: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Opcodes as difflib gives them."""
    from difflib import SequenceMatcher  # 3 ms: only where a wrong answer is shown

    if max(len(typed), len(wanted)) > LONGEST:
        return [("replace", 0, len(typed), 0, len(wanted))]
    return list(SequenceMatcher(None, typed, wanted, autojunk=False).get_opcodes())


def _joined(pieces: Iterable[tuple[Kind, str]]) -> Iterable[Piece]:
    for kind, group in groupby(pieces, key=lambda piece: piece[0]):
        yield Piece(kind, "".join(letter for _, letter in group))
