"""Deck text parsed and made harmless, without Textual: every face uses it.

Deck files are untrusted. `parse` turns Markdown into blocks of styled runs, `plain` into lines for line mode,
`harmless` makes any string safe to print, `escape` writes text so that it renders as itself.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# C0 but for newline and tab, DEL, C1; the bidi embeddings, overrides and isolates; line separators.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
# Half a surrogate pair, as undecodable bytes of a file's name arrive, cannot be printed either.
_UNPRINTABLE = re.compile(f"{FORBIDDEN.pattern}|[\ud800-\udfff]")
# What may be Markdown here; a text without it is spared the parser (0.1 ms).
_MARKUP = re.compile(r"[\\`*_\[]")
_BLOCKS = re.compile(r"[\\`*_\[\t]|^ *([-+]|\d+[.)])|\n *\n|  \n", re.MULTILINE)
_ESCAPABLE = re.compile(r"([!-/:-@\[-`{-~])")
_LINK = re.compile(r"https?://", re.IGNORECASE)


class Run(NamedTuple):
    """A stretch of text in one style. `link` is an http or https address, or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


class Block(NamedTuple):
    """A paragraph or a list item; `marker` is what stands before it (`•`, `2.`), `depth` its nesting."""

    runs: tuple[Run, ...]
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """The block's words without their style."""
        return "".join(run.text for run in self.runs)


def harmless(text: str) -> str:
    """`text` with every character that cannot be shown replaced by a `\\x1b`- or `\\u202e`-like escape."""
    return _UNPRINTABLE.sub(lambda match: _visible(match[0]), text)


def escape(text: str) -> str:
    """Markdown that renders as exactly `text` (white space at line ends aside)."""
    return _ESCAPABLE.sub(r"\\\1", text)


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text: emphasis, code, links, paragraphs and lists; the rest shows itself."""
    text = harmless(text)
    if not _BLOCKS.search(text):
        words = " ".join(line.strip() for line in text.strip().split("\n"))
        return (Block((Run(words),)),) if words else ()
    return tuple(_blocks(_tokens(text)))


def inline(text: str) -> tuple[Run, ...]:
    """The runs of a short field (an answer, an option): emphasis, code and links, never a list."""
    text = " ".join(harmless(text).split())
    if not _MARKUP.search(text):
        return (Run(text),) if text else ()
    return tuple(_runs(_markdown().parseInline(text)[0].children or []))


def plain(text: str) -> str:
    """A Markdown text as lines: paragraphs apart, list items marked, a link's address after its words."""
    lines: list[str] = []
    for block in parse(text):
        if lines and not block.marker:
            lines.append("")
        indent = "  " * block.depth
        words = "".join(_run_plain(run) for run in block.runs)
        lines.append(f"{indent}{block.marker} {words}".rstrip() if block.marker else indent + words)
    return "\n".join(lines)


def one_line(text: str) -> str:
    """A short field as a single line of words, with a link's address after its words."""
    return "".join(_run_plain(run) for run in inline(text))


def _visible(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _run_plain(run: Run) -> str:
    return f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text


def _tokens(text: str) -> "list[Token]":
    """The tokens of `text`; its lists stand as they are written where they nest too deep to be read."""
    tokens = _markdown().parse(text)
    deepest = max((token.level for token in tokens), default=0)
    if deepest + 1 < _markdown().options.maxNesting:
        return tokens
    return _markdown(lists=False).parse(text)  # markdown-it drops what lies deeper than maxNesting


@cache
def _markdown(*, lists: bool = True) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 20 ms: after the first paint

    rules = ["paragraph", "emphasis", "backticks", "link", "escape", "newline", "text"]
    markdown = MarkdownIt("zero").enable([*rules, "list"] if lists else rules)
    markdown.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    return markdown


def _blocks(tokens: "list[Token]") -> "list[Block]":
    blocks: list[Block] = []
    counters: list[int | None] = []
    marker = ""
    for token in tokens:
        if marker and token.type not in ("paragraph_open", "inline"):  # an item that begins without words
            blocks.append(Block((), marker, len(counters) - 1))
            marker = ""
        match token.type:
            case "bullet_list_open":
                counters.append(None)
            case "ordered_list_open":
                counters.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                counters.pop()
            case "list_item_open":
                marker, counters[-1] = _next_marker(counters[-1])
            case "inline":
                depth = max(0, len(counters) - 1) if marker else len(counters)
                blocks.append(Block(tuple(_runs(token.children or [])), marker, depth))
                marker = ""
    return blocks


def _next_marker(counter: int | None) -> tuple[str, int | None]:
    return ("•", None) if counter is None else (f"{counter}.", counter + 1)


def _runs(tokens: "list[Token]") -> "list[Run]":
    runs: list[Run] = []
    strong = emphasis = before = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                link, before = str(token.attrs.get("href", "")), len(runs)
            case "link_close":
                if len(runs) == before:  # a link without words shows its address
                    runs.append(Run(link, strong > 0, emphasis > 0, link=link))
                link = ""
            case "softbreak":
                runs.append(Run(" ", strong > 0, emphasis > 0, link=link))
            case "hardbreak":
                runs.append(Run("\n"))
            case _:
                code = token.type == "code_inline"
                if token.content:
                    runs.append(Run(token.content, strong > 0, emphasis > 0, code, link))
    return runs
