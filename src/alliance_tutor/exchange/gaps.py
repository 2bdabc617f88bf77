r"""Cloze texts between deck Markdown and other markups: the gaps stay what they are, all else is turned.

While a text is turned, `{{c1::`, `::` and `}}` are characters that no text has for good.
"""

import re
from collections.abc import Callable

from alliance_tutor.deck import cloze
from alliance_tutor.exchange.markup import Marked

OPEN, CLOSE = "\ufdd0", "\ufdd2"
"""What stands for the braces of a gap without a number."""

_PART = "\ufdd1"
_STAND_INS = re.compile(f"[{OPEN}{_PART}{CLOSE}]")
_MARKS = re.compile(r"\{\{(?:c[0-9]{1,9}::)?|::|\}\}")
_ANKIS_OPEN = re.compile(r"\{\{c[0-9]{1,9}::")
_GAP = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_ANKIS = re.compile(r"\{\{c[0-9]{1,9}::|::|\}\}")

HIGHEST = 500
"""The highest number of a gap that Anki asks for."""


def has_ankis(text: str) -> bool:
    """Whether a text has a gap as Anki writes it."""
    return bool(_ANKIS_OPEN.search(text))


def marked(text: str, turn: Callable[[str], Marked], *, numbered: bool = False) -> Marked:
    """A cloze text of another markup as deck Markdown; `turn` makes this of a text without gaps.

    Where gaps are `numbered`, as Anki's are, braces without a number are only braces.
    """
    depth = 0

    def stand_in(match: re.Match[str]) -> str:
        nonlocal depth
        if match[0].startswith("{{"):
            depth += 1
            return OPEN + match[0][2:].replace("::", _PART)
        if not depth:
            return match[0]
        depth -= match[0] == "}}"
        return CLOSE if match[0] == "}}" else _PART

    marks = _ANKIS if numbered else _MARKS
    return turned(marks.sub(stand_in, without_stand_ins(text)), turn)


def turned(text: str, turn: Callable[[str], Marked]) -> Marked:
    r"""A text with stand-ins as deck Markdown.

    Braces that are no gap's are `\{{`, and `::` that parts nothing is `:\:`, but in code, where that shows.
    """
    found, notes = turn(text)
    found = _GAP.sub(lambda match: match[0].replace("::", ": :" if "`" in match[0] else r":\:"), found)
    return Marked(filled(found.replace("{{", r"\{{")), notes)


def without_stand_ins(text: str) -> str:
    """A text that has none of the characters that stand for gaps."""
    return _STAND_INS.sub("\ufffd", text)


def with_stand_ins(text: str) -> str:
    """A deck's cloze text in which each gap has its number and characters that no text has for good.

    `filled` puts them in again. Raises ClozeError where it is no cloze text.
    """
    pieces = cloze.parse(without_stand_ins(text)).segments
    return "".join(piece if isinstance(piece, str) else _gap(piece) for piece in pieces)


def filled(text: str) -> str:
    """A text with its gaps as Anki writes them."""
    return text.replace(OPEN, "{{").replace(_PART, "::").replace(CLOSE, "}}")


def _gap(gap: cloze.Gap) -> str:
    hint = f"{_PART}{gap.hint}" if gap.hint else ""
    return f"{OPEN}c{gap.number}{_PART}{gap.text}{hint}{CLOSE}"
