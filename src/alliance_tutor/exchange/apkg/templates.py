"""Anki's card templates: which sides a note shows, as HTML.

`{{Field}}`, `{{filter:Field}}`, `{{#Field}}…{{/Field}}` and `{{^Field}}…{{/Field}}`, as Anki's
manual has them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from alliance_tutor.exchange.limits import LONGEST_TEXT

MOST_TOKENS = 1_000
"""How many parts a template may have."""

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_LINE = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_SPECIAL = frozenset({"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"})
"""What a template may name beside fields."""


class TooLong(ValueError):
    """A template, or a side that it makes, is longer than a text of a card may be."""


class Token(NamedTuple):
    """A piece of a template.

    `sign` is empty for a literal text, `=` for a field, `#` or `^` for a condition's begin, `/` for its end.
    """

    sign: str
    text: str
    filters: tuple[str, ...] = ()


@lru_cache(1024)
def tokens(template: str) -> tuple[Token, ...]:
    """The pieces of a template. Raises TooLong."""
    if len(template) > LONGEST_TEXT:
        raise TooLong
    pieces = _TOKEN.split(_COMMENT.sub("", template))
    if len(pieces) > MOST_TOKENS:
        raise TooLong
    return tuple(
        _token(piece) if place % 2 else Token("", piece)
        for place, piece in enumerate(pieces)
        if piece or place % 2
    )


def _token(inner: str) -> Token:
    words = inner.strip()
    if words[:1] in ("#", "^", "/"):
        return Token(words[0], words[1:].strip())
    *filters, name = (part.strip() for part in words.split(":"))
    return Token("=", name, tuple(filters))


def fields_in(template: str) -> set[str]:
    """The fields that a template shows or asks for in a condition."""
    return {token.text for token in tokens(template) if token.sign} - _SPECIAL


def is_typed(template: str) -> bool:
    """Whether the answer is typed."""
    return any("type" in token.filters for token in tokens(template))


def shown(template: str, fields: Mapping[str, str]) -> str:
    """The side that a template makes of a note's fields. Raises TooLong.

    What is typed and what has gaps stands there as the field has it; tags and deck do not.
    """
    parts: list[str] = []
    hidden: list[bool] = []
    length = 0
    for token in tokens(template):
        if token.sign in ("#", "^"):
            is_empty = not fields.get(token.text, "").strip()
            hidden.append(is_empty is (token.sign == "#"))
        elif token.sign == "/":
            del hidden[-1:]
        elif not any(hidden):
            text = token.text if not token.sign else fields.get(token.text, "")
            length += len(text)
            if length > LONGEST_TEXT:
                raise TooLong
            parts.append(text)
    return "".join(parts).strip()


def asking(template: str) -> str:
    """A front's template without what is typed."""
    return _TOKEN.sub(lambda match: "" if "type" in _token(match[1]).filters else match[0], template).strip()


def answering(front: str, back: str) -> str:
    """What a back's template shows beside the front: all behind the line, and before it what is new there."""
    before, line, behind = _parted(back)
    if not line:
        return back.replace("{{FrontSide}}", "").strip()
    new = before.replace("{{FrontSide}}", "").strip()
    is_old = asking(new) == asking(front)
    return behind.strip() if is_old or not new else f"{new}<br>{behind.strip()}"


def _parted(back: str) -> tuple[str, str, str]:
    line = _LINE.search(back)
    return (back[: line.start()], line[0], back[line.end() :]) if line else (back, "", "")
