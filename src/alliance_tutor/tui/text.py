"""The one door from deck text to the screen: `text.py`'s result as Textual's `Content`.

Textual reads markup in every plain `str` that it is given, so no deck text reaches a widget but through
these functions; action strings are made here from the program's own names only.
"""

from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from functools import lru_cache

from textual.content import Content
from textual.style import Style

from alliance_tutor.text import Block, Run, harmless, inline, parse

STRONG = Style(bold=True)
QUIET = Style(dim=True)
CODE = Style(bold=True, dim=True)
ADDRESS = Style(underline=True)
CLICK = "tutor"
BLANK = Content("")
_GAP = "  "

Key = tuple[str, str, str]
"""A key as it is shown, what it does, and the action that a click runs."""

FOLLOW: ContextVar[Callable[[str, str], str]] = ContextVar("follow", default=lambda shown, action: shown)
"""What a key is called where the learner moved it: told the key as the program has it, and its action."""


def words(text: str, style: Style | str = "") -> Content:
    """Any string as it is, harmless, in one style."""
    return Content.styled(harmless(text), style) if style else Content(harmless(text))


def short(text: str) -> Content:
    """A short Markdown field: a prompt's line, an option, an answer."""
    return _runs(inline(text))


def long(text: str, width: int) -> list[Content]:
    """A long Markdown field as lines of `width` cells, list items hanging from their markers."""
    rows: list[Content] = []
    for block in parse(text):
        if rows and not block.marker:
            rows.append(BLANK)
        rows.extend(_block(block, width))
    return rows or [BLANK]


def hanging(mark: Content, body: Content, width: int) -> list[Content]:
    """`body` wrapped to `width` cells, its first line after `mark` and the others under its first word."""
    indent = mark.cell_length
    wrapped = body.wrap(max(8, width - indent)) or [Content("")]
    blank = Content(" " * indent)
    return [(blank if number else mark) + line.rstrip() for number, line in enumerate(wrapped)]


def clickable(body: Content, action: str) -> Content:
    """`body` as something that runs one of the program's actions when it is clicked.

    The app looks for it in `on_click`; Textual's own `@click` would paint it as a link.
    """
    return body.stylize(Style.from_meta({CLICK: action}))


def key_rows(pairs: Iterable[Key], width: int) -> list[Content]:
    """The keys, on as many lines of `width` cells as they need."""
    return list(_key_rows(_followed(pairs), width))


def keys(pairs: Iterable[Key], width: int) -> Content:
    """The keys as one content."""
    return lines(_key_rows(_followed(pairs), width))


def shown_key(key: str, action: str) -> str:
    """A key as it is shown, the learner's own where they moved it."""
    return FOLLOW.get()(key, action)


def spread(left: Content, right: Content, width: int) -> Content:
    """One line with a left and a right end; the left one is cut where they would meet."""
    room = max(0, width - right.cell_length - 1)
    left = left.truncate(room, ellipsis=True)
    return left + " " * (width - left.cell_length - right.cell_length) + right


def lines(parts: Sequence[Content]) -> Content:
    """Contents one under the other."""
    return Content("\n").join(parts)


def indented(rows: Sequence[Content], margin: int) -> list[Content]:
    """The rows, `margin` cells further right."""
    blank = Content(" " * margin)
    return [blank + row if row.plain else row for row in rows]


def _followed(pairs: Iterable[Key]) -> tuple[Key, ...]:
    return tuple((shown_key(key, action), label, action) for key, label, action in pairs)


@lru_cache(maxsize=64)  # the same few lines of keys come again with every question
def _key_rows(pairs: tuple[Key, ...], width: int) -> tuple[Content, ...]:
    rows: list[list[Content]] = [[]]
    used = 0
    for key, label, action in pairs:
        part = clickable(Content.assemble((key, STRONG), (f" {label}" if label else "", QUIET)), action)
        if rows[-1] and used + part.cell_length > width:
            rows.append([])
            used = 0
        rows[-1].append(part)
        used += part.cell_length + len(_GAP)
    return tuple(Content(_GAP).join(row) for row in rows)


def _block(block: Block, width: int) -> list[Content]:
    indent = "  " * block.depth
    mark = Content(f"{indent}{block.marker} " if block.marker else indent)
    return hanging(mark, _runs(block.runs), width)


def _runs(runs: Iterable[Run]) -> Content:
    parts: list[Content] = []
    for run in runs:
        parts.append(Content.styled(run.text, _style(run)))
        if run.link and run.link != run.text:
            parts.append(Content.assemble(" (", (run.link, ADDRESS), ")"))
    return Content("").join(parts)


def _style(run: Run) -> Style:
    return CODE if run.code else Style(bold=run.strong or None, italic=run.emphasis or None)
