"""The blocks of a text in one form that all equal-looking texts share, and written as Markdown again."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from alliance_tutor import text as deck_text
from alliance_tutor.text import Block, Run

Blocks = tuple[Block, ...]

_GAP = re.compile(r"\s+")
_PLAIN_ADDRESS = re.compile(r"[^\s()<>\\]+")
_ADDRESS_ENDS = re.compile(r"[<>\\]")
_MARKUP = re.compile(r"[\\`*_\[\]]")
_LIST_START = re.compile(r"([-+]|[0-9]{1,9}[.)])(?=\s|$)")
_BACKTICKS = re.compile(r"`+")
_SPACE = Run(" ")
_DEEPEST = 6
"""How deep lists nest at most; a text of a card has no use for more."""

_BREAK = Run("\n")

_Escape = Callable[[str], str]


MOST_MARKS = 2_000
"""How many such characters of a text are tried as Markdown's."""


class _Writing(NamedTuple):
    """A way to write runs: which style stands outside, how words are escaped, whether styles are written."""

    outer: str
    escape: _Escape
    styled: bool = True


def marks(text: str) -> int:
    """How many characters may open emphasis or a link: markdown-it looks far for the end of each."""
    return sum(map(text.count, "[*_"))


def parsed(markdown: str, *, inline: bool = False) -> Blocks:
    """A deck's text as tidy blocks; `inline` is for answers, options and items, shown as one line."""
    if inline:
        return tidy([Block(deck_text.inline(markdown))], inline=True)
    return tidy(deck_text.parse(markdown))


def tidy(blocks: Iterable[Block], *, inline: bool = False) -> Blocks:
    """Blocks with nothing empty in them, single spaces, and these outside of styles where styles change.

    Where `inline`, all of them as one paragraph on one line.
    """
    if inline:
        one_line = [run for block in blocks for run in (_SPACE, *block.runs)]
        tidied = _tidy_runs(
            run._replace(text=(_squeezed if run.code else _spaced)(run.text)) for run in one_line
        )
        return (Block(tidied),) if tidied else ()
    result: list[Block] = []
    items = -1  # how deep the list item above lies
    for block in blocks:
        runs, marker = _tidy_runs(block.runs), block.marker
        if not runs and marker not in ("", "•"):  # a text such as “1945.” is an item without words
            runs, marker = (Run(marker),), ""
        if runs:
            depth = min(block.depth, items + 1, _DEEPEST)
            items = depth if marker else depth - 1
            result.append(Block(runs, marker, depth))
    return tuple(result)


def as_markdown(blocks: Blocks, *, inline: bool = False) -> str:
    """Tidy blocks as Markdown that parses to the same; styles that cannot be written give way.

    Where there are more than `MOST_MARKS` in the text they give way at once.
    """
    if marks("".join(run.text for block in blocks for run in block.runs)) > MOST_MARKS:
        return _written(blocks, _WRITINGS[-1])
    text = ""
    for writing in _WRITINGS:
        text = _written(blocks, writing)
        if parsed(text, inline=inline) == blocks:
            return text
    return text


def _tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs with one space or line break between words, in the style of both where both have the same."""
    result: list[Run] = []
    gap: Run | None = None
    for piece in _pieces(runs):
        if piece in (_SPACE, _BREAK):
            gap = _BREAK if _BREAK in (piece, gap) else _SPACE
            continue
        if gap and result:
            same = not piece.code and _style(result[-1]) == _style(piece)
            _join(result, piece._replace(text=gap.text) if same and gap is _SPACE else gap)
        _join(result, piece)
        gap = None
    return tuple(result)


def _pieces(runs: Iterable[Run]) -> Iterator[Run]:
    """Code as it is, all else as words with one space between them and apart from the gaps around them."""
    for run in runs:
        if run.code and run.text.strip():
            yield run._replace(text=run.text.replace("\n", " "))
            continue
        for number, line in enumerate(run.text.split("\n")):
            words = " ".join(line.split())
            if number:
                yield _BREAK
            if line[:1].isspace():
                yield _SPACE
            if words:
                yield run._replace(text=words)
            if line[-1:].isspace():
                yield _SPACE


def _join(runs: list[Run], run: Run) -> None:
    if runs and _style(runs[-1]) == _style(run) and "\n" not in (run.text, runs[-1].text):
        runs[-1] = run._replace(text=runs[-1].text + run.text)
    else:
        runs.append(run)


def _spaced(text: str) -> str:
    return _GAP.sub(" ", text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _style(run: Run) -> Run:
    return run._replace(text="")


def _written(blocks: Blocks, writing: _Writing) -> str:
    lines: list[str] = []
    indents: list[int] = []  # where the words of each open item begin
    marks: dict[int, str] = {}  # the sign behind the last number at each depth
    before: Block | None = None
    for block in blocks:
        del indents[block.depth :]
        if before and not _follows(before, block):
            lines.append("")
        indent = " " * (indents[-1] if indents else 0)
        words = _runs(block.runs, writing).split("\n")
        if block.marker:
            marker = _marker(block, before, marks)
            lines.append(f"{indent}{marker} {words.pop(0)}")
            indents.append(len(indent) + len(marker) + 1)
        indent = " " * (indents[-1] if indents else 0)
        lines += [f"{indent}{line}" for line in words]
        before = block
    return "\n".join(lines)


def _follows(before: Block, block: Block) -> bool:
    """Whether a block stands on the next line; numbers other than 1 begin a list only after an empty one."""
    deeper = block.depth > before.depth and block.marker not in ("•", "1.")
    return bool(block.marker and before.marker) and not deeper


def _marker(block: Block, before: Block | None, marks: dict[int, str]) -> str:
    """How a list item begins; a numbered list that follows another has another sign behind its numbers."""
    if block.marker == "•":
        marks[block.depth] = ""
        return "-"
    number = block.marker.rstrip(".")
    for depth in [depth for depth in marks if depth > block.depth]:
        del marks[depth]
    last, _, sign = marks.get(block.depth, "").partition(" ")
    if last and int(last) + 1 != int(number):
        sign = ")" if sign == "." else "."
    sign = sign or "."
    marks[block.depth] = f"{number} {sign}"
    return f"{number}{sign}"


def _runs(runs: Sequence[Run], writing: _Writing) -> str:
    if not writing.styled:
        runs = [Run("".join(run.text for run in runs))]
    text = "".join(
        _link("".join(_styled(list(group), writing, writing.outer)), link)
        for link, group in groupby(runs, key=lambda run: run.link)
    )
    return "\\\n".join(_line(line) for line in text.split("\n")) if writing.escape is not _as_is else text


def _line(line: str) -> str:
    """A line that begins no list."""
    start = _LIST_START.match(line)
    return f"{line[: start.end() - 1]}\\{line[start.end() - 1 :]}" if start else line


def _link(words: str, link: str) -> str:
    if not link:
        return words
    if not _PLAIN_ADDRESS.fullmatch(link):
        link = f"<{_ADDRESS_ENDS.sub(_percent, link)}>"
    return f"[{words}]({link})"


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _styled(runs: list[Run], writing: _Writing, style: str) -> Iterator[str]:
    """Runs of one link; those of one style next to one another share its marks."""
    inner = {"strong": "emphasis", "emphasis": "strong"}[style] if style == writing.outer else ""
    for is_so, group in groupby(runs, key=lambda run: bool(getattr(run, style))):
        part = list(group)
        words = "".join(_styled(part, writing, inner) if inner else (_word(run, writing) for run in part))
        mark = {"strong": "**", "emphasis": "*"}[style] if is_so else ""
        yield f"{mark}{words}{mark}"


def _word(run: Run, writing: _Writing) -> str:
    return _code(run.text) if run.code else writing.escape(run.text)


def _code(text: str) -> str:
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    padded = f" {text} " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else text
    return f"{fence}{padded}{fence}"


def _as_is(text: str) -> str:
    return text


def _least(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


_WRITINGS = (
    _Writing("strong", _as_is),
    _Writing("strong", _least),
    _Writing("emphasis", _as_is),
    _Writing("emphasis", _least),
    _Writing("strong", deck_text.escape),
    _Writing("strong", deck_text.escape, styled=False),
)
