"""Deck text as a note's fields: HTML on one line."""

import re

from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.html_writing import html
from alliance_tutor.exchange.markup import settled

_PLAYED = re.compile(r"\[(?=(?:sound|anki:play):)")


def field(markdown: str) -> str:
    """A text; one paragraph stands there without its tag. What Anki would play is shown instead."""
    blocks = settled(markdown)
    shown = html(blocks, inline=len(blocks) == 1 and not blocks[0].marker)
    return _PLAYED.sub("&#91;", shown)


def gapped(text: str) -> str:
    """A cloze text, every gap with its number. Raises ClozeError where it is none.

    Braces and colons that are no gap's are entities, which Anki does not look into.
    """
    shown = field(gaps.with_stand_ins(text))
    return gaps.filled(shown.replace("{", "&#123;").replace("}", "&#125;").replace("::", "&#58;:"))
