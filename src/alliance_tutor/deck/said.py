"""What a search looks through: the words of a question, and how they are compared. Pure.

The index keeps a deck's words as one text, a line a question, so that a deck in which a word does not occur
costs one look.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_tutor.deck.questions import Question

APART = "\t"
"""What stands between the parts of a line, so that no phrase reaches from one into the next."""

_EVEN = str.maketrans(
    dict.fromkeys("‘’‚‛ʻʼ′´`", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_LETTER = r"\w"
# The marks of Latin and Greek letters, and of е; those of other scripts make other letters (й, Hangul, kana).
_MARKS = re.compile("(?<=[a-z\u00df-\u024f\u0370-\u03ff\u0435])[\u0300-\u036f]+")


def folded(text: str) -> str:
    """`text` as it is searched: NFKC, caseless, one space for many, plain quotes and dashes, no diacritics.

    Folding twice gives the same as folding once.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_EVEN)).casefold())
        text = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_EVEN)))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().split())


def line_of(question: "Question") -> str:
    """The words of a question, folded: prompt, answers, options, explanation and tags."""
    options = [option.text for option in question.options]
    parts = (question.prompt, question.answer, *question.accept, *options, *question.items)
    return APART.join(folded(part) for part in (*parts, question.explanation, *question.tags) if part)


def tags_of(question: "Question") -> str:
    """The tags of a question as a line, each between two separators; empty where it has none."""
    tags = APART.join(map(folded, question.tags))
    return f"{APART}{tags}{APART}" if tags else ""


@dataclass(frozen=True)
class Pattern:
    """What is looked for: folded text, in which `*` stands for any letters of a word.

    Without a `*` it is found anywhere; with one it stands for whole words, so that `sov*` finds what
    begins so. `whole` takes it for all of a name, be there a `*` or not.
    """

    text: str

    @cached_property
    def longest(self) -> str:
        """The longest piece without a `*`: what does not hold it, does not match."""
        return max(self.text.split("*"), key=len)

    def lines(self, text: str) -> list[int]:
        """The numbers of the lines, from 0, in which it is found."""
        if self.longest not in text:
            return []
        if "*" not in self.text:
            return [number for number, line in enumerate(text.split("\n")) if self.text in line]
        search = self._in_words.search
        return [number for number, line in enumerate(text.split("\n")) if search(line)]

    def among(self, names: Iterable[str]) -> list[str]:
        """Those of some names that it matches as a whole."""
        return [name for name in names if self._whole.fullmatch(folded(name))]

    def tagged(self, text: str) -> list[int]:
        """The numbers of the lines, from 0, that have a tag which it matches as a whole."""
        if self.longest not in text:
            return []
        lines = enumerate(text.split("\n"))
        return [number for number, line in lines if any(map(self._whole.fullmatch, line.split(APART)))]

    @cached_property
    def _in_words(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){_glob(self.text, _LETTER)}(?!\w)")

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(_glob(self.text, "."))


def _glob(text: str, letter: str) -> str:
    """A regular expression for a text with `*` in it.

    A piece between two `*` is taken where it comes first and never looked for again, as fnmatch does: else
    many `*` would take time beyond measure.
    """
    first, *others = [re.escape(piece) for piece in re.split(r"\*+", text)]
    if not others:
        return first
    *middle, last = others
    return first + "".join(f"(?>{letter}*?{piece})" for piece in middle) + f"{letter}*{last}"
