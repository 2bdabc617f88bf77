"""Deck Markdown from HTML, CommonMark and plain text, and back.

What deck text cannot say is named. Whatever the input, the result shows the words that were there.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from alliance_tutor.exchange.blocks import MOST_MARKS, Blocks, as_markdown, marks, parsed, tidy
from alliance_tutor.exchange.html_reading import read_html
from alliance_tutor.exchange.html_writing import html
from alliance_tutor.exchange.limits import LONGEST_TEXT
from alliance_tutor.text import Block, Run, one_line

_TAG = re.compile(
    r"</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


MOST_BLOCKS = 5_000
"""How many paragraphs and list items of HTML are read."""


class Marked(NamedTuple):
    """A text made from another kind of text, and what of that it does not say."""

    text: str
    notes: tuple[str, ...] = ()


def from_plain(text: str, *, inline: bool = False) -> Marked:
    """Markdown that shows a plain text; its line ends stay, but where it is `inline`.

    As `from_html` and `from_markdown` it leaves a text as it is that is longer than `LONGEST_TEXT`: no card
    may have it, and what refuses it says so.
    """
    if len(text) > LONGEST_TEXT:
        return Marked(text)
    blocks = [Block((Run(part),)) for part in re.split(r"\n[ \t]*\n", text)]
    return Marked(as_markdown(tidy(blocks, inline=inline), inline=inline))


def from_html(text: str, *, inline: bool = False) -> Marked:
    """Markdown of an HTML text; scripts, pictures and the like are left out and named."""
    reader = read_html(text)
    shown = "".join(run.text for block in reader.blocks for run in block.runs)
    if len(shown) > LONGEST_TEXT or len(reader.blocks) > MOST_BLOCKS:
        return Marked(text)
    blocks = tidy(reader.blocks, inline=inline)
    notes = ("its paragraphs are one line",) if inline and len(reader.blocks) > 1 else ()
    return Marked(as_markdown(blocks, inline=inline), (*reader.notes, *notes))


def is_html(text: str) -> bool:
    """Whether a text has a tag or an entity of HTML."""
    return _TAG.search(text) is not None


def from_loose(text: str, *, inline: bool = False) -> Marked:
    """Markdown of a text that is HTML if it has a tag or an entity, else plain."""
    return from_html(text, inline=inline) if is_html(text) else from_plain(text, inline=inline)


def from_markdown(text: str, *, inline: bool = False) -> Marked:
    """Deck Markdown of a text in CommonMark, which has more: headings, quotations, tables, HTML."""
    if len(text) > LONGEST_TEXT:
        return Marked(text)
    if marks(text) > MOST_MARKS:
        note = "it has too many marks of emphasis and links, and stands as it was written"
        return Marked(from_plain(text, inline=inline).text, (note,))
    from markdown_it import MarkdownIt  # 20 ms

    commonmark = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    deepest = max((token.level for token in commonmark.parse(text)), default=0)
    if deepest + 1 >= commonmark.options.maxNesting:  # what lies deeper, markdown-it would drop
        note = "it nests too deep, and stands as it was written"
        return Marked(from_plain(text, inline=inline).text, (note,))
    return from_html(commonmark.render(text), inline=inline)


@lru_cache(4096)
def settled(markdown: str, *, inline: bool = False) -> Blocks:
    """The blocks of a deck's text as they are still after they went to HTML and came back."""
    return parsed(as_markdown(parsed(markdown, inline=inline), inline=inline), inline=inline)


def says(markdown: str) -> bool:
    """Whether a deck's text shows anything: `1.` alone is an empty list."""
    return bool(markdown.strip() and parsed(markdown))


def to_html(markdown: str, *, inline: bool = False) -> str:
    """A deck's text as HTML in one line; `inline` for answers, options and items, without a paragraph."""
    return html(settled(markdown, inline=inline), inline=inline)


def bare(blocks: Blocks) -> str | None:
    """The words of a text of one paragraph without markup; None of any other."""
    if len(blocks) != 1 or blocks[0].marker or len(blocks[0].runs) != 1:
        return None if blocks else ""
    run = blocks[0].runs[0]
    return run.text if run == Run(run.text) else None


def to_words(markdown: str) -> Marked:
    """A short field as plain words on one line, for what holds no markup."""
    runs = [run for block in parsed(markdown, inline=True) for run in block.runs]
    styled = any(run.strong or run.emphasis or run.code for run in runs)
    return Marked(
        " ".join(one_line(markdown).split()), ("emphasis and code are plain words",) if styled else ()
    )
