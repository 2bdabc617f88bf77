"""Texts as they are compared: what is only written differently becomes the same."""

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_-]|(?<![\u3041-\u30ff])\u30fc")
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›ʻʼ′]")
_GAPS = re.compile(
    r"(?<=\d)(?P<span>\s*-[\s-]*)(?=\d)|(?<=\d)(?P<space>\s+)(?=\d)|^\s*(?P<minus>-)(?=[.,]?\d)|[\s-]+"
)
_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}(?!\d))")
_EDGES = re.compile(r"^(?:[;:!?]|[.,](?!\d))+|[.,;:!?]+$")
_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_LETTERS_WITH_MARKS = ("LATIN", "GREEK")


def fold(text: str, *, case: bool = False) -> str:
    """`text` as it is compared: NFKC, caseless unless `case`, spaces, dashes, quotes and diacritics folded.

    Diacritics fall from Latin and Greek letters and ё becomes е; й, Hangul and kana keep theirs, which
    make other letters. Between digits a dash or a space stays, but for thousands: 1950-53 is not 195053;
    so does a minus or a decimal point at the start. Folding twice gives the same as folding once.
    """
    text = _without_marks(_GAPS.sub(_joined, _even(text, case)))
    return _EDGES.sub("", _THOUSANDS.sub("", text))


def without_article(text: str, language: str = "en") -> str:
    """`text` without the article at its start, where `language` is English and a word follows."""
    return _ARTICLE.sub("", text) if language.partition("-")[0] == "en" else text


def words(text: str, *, case: bool = False) -> list[str]:
    """The words of `text`, parted by spaces and dashes, each one folded."""
    parts = _even(text, case).replace("-", " ").split()
    return [word for part in parts if (word := fold(part, case=case))]


def bare(text: str) -> str:
    """`text` caseless, without quotes and diacritics, its dashes `-`; its words stay apart."""
    return _without_marks(_even(text, case=False))


def _even(text: str, case: bool) -> str:
    """NFKC, caseless unless `case`, without quotes, every dash a hyphen."""
    text = unicodedata.normalize("NFKC", text.replace("´", ""))  # which NFKC takes for a space with an accent
    text = text if case else unicodedata.normalize("NFKC", text.casefold())
    return _DASHES.sub("-", _QUOTES.sub("", text))


def _joined(gap: re.Match[str]) -> str:
    """What stays of spaces and dashes."""
    if gap["space"]:
        return " "
    return "-" if gap["span"] or gap["minus"] else ""


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            base = character
        elif _drops_marks(base):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _drops_marks(base: str) -> bool:
    return base in ("е", "Е") or unicodedata.name(base or " ", "").startswith(_LETTERS_WITH_MARKS)
