"""A printed exam as Markdown: the test, its marking key, its answer sheet. Pure.

Deck text is written anew from what was read of it, so that nothing but emphasis, code, paragraphs and lists
is Markdown in it, and nothing HTML.
"""

import re
from collections.abc import Iterable

from alliance_tutor.deck.questions import Form
from alliance_tutor.insight.paper_parts import GAP, Part, Row, Sheet, Solution, head, parts, solutions
from alliance_tutor.study.versions import Version
from alliance_tutor.text import Block, Run, harmless, inline, parse

_SIGNS = re.compile(r"([\\`*_\[\]<>&#|~$])")
_LINE_STARTS = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=:]))", re.MULTILINE)
_BARE_BAR = re.compile(r"(?<!\\)\|")  # as it stands in code, where a table still ends its cell at it
_TICKS = re.compile("`+")
_RULE = "_" * 60
_BLANK = "____"
_PERSON = f"Name {'_' * 24} Class {'_' * 8} Date {'_' * 10}"


def test(version: Version, title: str) -> str:
    """The test of a version."""
    top = head(version, title)
    return _document(_head(top, top.title), [_PERSON], *map(_question, parts(version)))


def key(version: Version, title: str) -> str:
    """The marking key of a version."""
    top = head(version, title)
    return _document(_head(top, f"Marking key: {top.title}"), *map(_solved, solutions(version)))


def answers(version: Version, title: str) -> str:
    """The answer sheet of a version."""
    top = head(version, title)
    return _document(_head(top, f"Answer sheet: {top.title}"), [_PERSON], *map(_room, parts(version)))


def _document(*sections: list[str]) -> str:
    """Paragraphs, each apart from the next."""
    return "\n\n".join(each for lines in sections for each in lines if each) + "\n"


def _head(top: Sheet, name: str) -> list[str]:
    return [f"# {_text(name)}", _text(f"{top.total} · {top.imprint}")]


def _question(part: Part) -> list[str]:
    lines = [f"## {part.number} ({part.points})", _blocks(part.prompt)]
    lines += [f"*{part.told}*"] if part.told else []
    if part.rows and part.options:
        lines.append(_columns(part.rows, part.options))
    elif part.rows:
        lines.append("\n".join(f"- {_BLANK} {row.label} · {_inline(row.markdown)}" for row in part.rows))
    elif part.options:
        lines.append("\n".join(f"- ({row.label}) {_inline(row.markdown)}" for row in part.options))
    return [*lines, *_lines(part.lines, part.unit)]


def _columns(rows: tuple[Row, ...], options: tuple[Row, ...]) -> str:
    """Items on the left and lettered partners on the right, as a table."""
    left = [f"{_BLANK} {row.label} · {_cell(row.markdown)}" for row in rows]
    right = [f"({row.label}) {_cell(row.markdown)}" for row in options]
    most = max(len(left), len(right))
    pairs = zip(left + [""] * (most - len(left)), right + [""] * (most - len(right)), strict=True)
    return "\n".join(["| | |", "|---|---|", *(f"| {one} | {other} |" for one, other in pairs)])


def _lines(count: int, unit: str) -> list[str]:
    return [f"{'_' * 24} {_text(unit)}"] if unit and count else [_RULE] * count


def _room(part: Part) -> list[str]:
    """Where the answer goes on the answer sheet."""
    number = f"**{part.number}**"
    if part.form in (Form.PICK, Form.TICK):
        return [f"{number} {' '.join(f'({option.label})' for option in part.options)}"]
    if part.rows:
        return [f"{number} {' '.join(f'{row.label} {_BLANK}' for row in part.rows)}"]
    return [number, *_lines(part.sheet_lines, part.unit)]


def _solved(solution: Solution) -> list[str]:
    lines = [f"## {solution.number} ({solution.points})"]
    lines += [f"**{solution.marks}**"] if solution.marks else []
    return [*lines, _blocks(solution.answer), "\n".join(f"- {_text(line)}" for line in solution.facts)]


def _blocks(markdown: str) -> str:
    """Deck Markdown, written anew."""
    found = ""
    before: Block | None = None
    for block in parse(markdown):
        if before:
            found += "\n" if block.marker and before.marker else "\n\n"
        found += _block(block)
        before = block
    return found


def _block(block: Block) -> str:
    marker = {"": "", "•": "- "}.get(block.marker, f"{block.marker} ")
    indent = "    " * block.depth
    return indent + marker + _runs(block.runs).replace("\n", f"\n{indent}{' ' * len(marker)}")


def _inline(markdown: str) -> str:
    return _runs(inline(markdown))


def _cell(markdown: str) -> str:
    return _BARE_BAR.sub(r"\\|", _inline(markdown))


def _runs(runs: Iterable[Run]) -> str:
    return _line_starts("".join(map(_run, runs)))


def _run(run: Run) -> str:
    if run.text == "\n":
        return "\\\n"
    shown = _code(run.text) if run.code else _signs(run.text)
    mark = "*" * (run.emphasis + 2 * run.strong)
    words = shown.strip()
    if mark and words:
        start = shown.index(words)
        shown = f"{shown[:start]}{mark}{words}{mark}{shown[start + len(words) :]}"
    return f"{shown} ({_signs(run.link)})" if run.link and run.link != run.text else shown


def _code(text: str) -> str:
    """Text as code, between more backticks than stand together in it; a line stays one."""
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text.replace(GAP, '_' * 10)}{pad}{fence}"


def _text(text: str) -> str:
    """Plain text, as Markdown that renders as it."""
    return _line_starts(_signs(harmless(text)))


def _signs(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text).replace(GAP, r"\_" * 10)


def _line_starts(text: str) -> str:
    """A line that does not begin a list or a heading's underline."""
    return _LINE_STARTS.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3] or found[4]}", text)
