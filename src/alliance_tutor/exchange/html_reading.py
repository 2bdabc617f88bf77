"""HTML as blocks of deck text; what such a text cannot say is left out and named."""

import re
from html.parser import HTMLParser

from alliance_tutor.text import Block, Run

_STRONG = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_EMPHASIS = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "tt", "kbd", "samp", "pre"})
_PARAGRAPHS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "html", "legend", "main", "nav", "p", "pre", "section", "summary", "table"),
        *("tbody", "tfoot", "thead", "tr"),
    }
)
_STYLES = {"strong": _STRONG, "emphasis": _EMPHASIS, "code": _CODE, "pre": frozenset({"pre"})}
_LEFT_OUT = {
    "script": "a script",
    "style": "a style sheet",
    "svg": "a drawing",
    "math": "a formula",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "audio": "a sound",
    "video": "a film",
    "canvas": "a drawing",
    "head": "a page's head",
    "template": "a template",
}
"""Elements whose contents are left out."""
_EMPTY = {"img": "a picture", "embed": "an embedded object", "input": "a form", "hr": "a line across"}
_FLAT = {
    "table": "a table",
    "blockquote": "a quotation",
    "del": "struck-out text",
    "s": "struck-out text",
    "strike": "struck-out text",
}
"""Elements whose contents stay, without what the element says of them."""
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LOOK = re.compile(r"(?:color|background|text-decoration)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_SIGN = re.compile(r"<(/?[A-Za-z][A-Za-z0-9:_-]{0,40})([^<>]*>)?|<")
_LONGEST_TAG = 2_000
_HIGHEST_NUMBER = 999_999
_LONGEST_ALT = 200


def read_html(text: str) -> "HtmlReader":
    """The text of some HTML, in time that grows as its length does."""
    reader = HtmlReader()
    # What HTMLParser looks for again and again to the end of a text stands nowhere after this.
    reader.feed(_SIGN.sub(_whole, _COMMENT.sub("", text)))
    reader.close()
    return reader


def _whole(match: re.Match[str]) -> str:
    """A tag that ends before the next begins; one that is very long without its attributes."""
    if match[2] is None:
        return match[0].replace("<", "&lt;")
    return match[0] if len(match[0]) <= _LONGEST_TAG else f"<{match[1]}>"


class HtmlReader(HTMLParser):
    """Feed it HTML and close it; then `blocks` has its text, and `notes` say what is left out, each once.

    Whatever is not well-formed is read as browsers do, roughly: no input makes it raise.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._notes: dict[str, None] = {}
        self._runs: list[Run] = []
        self._styles = dict.fromkeys(_STYLES, 0)
        self._links: list[str] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._hidden = ""
        self._hidden_depth = 0
        self._shift = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is left out, each kind once."""
        return tuple(self._notes)

    def close(self) -> None:
        """End the last block."""
        super().close()
        self._end_block()
        if self._hidden:
            self._note(f"what follows {_LEFT_OUT[self._hidden]} is left out: it does not end")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if self._hidden:
            self._hidden_depth += tag == self._hidden
        elif tag in _LEFT_OUT:
            self._note(f"without {_LEFT_OUT[tag]}")
            self._hidden, self._hidden_depth = tag, 1
        elif tag in _EMPTY:
            self._leave_out(tag, given)
        else:
            self._begin(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself, as in XHTML; one with contents is taken to be empty."""
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY and tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if self._hidden:
            self._hidden_depth -= tag == self._hidden
            self._hidden = self._hidden if self._hidden_depth else ""
        else:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        """Take some text."""
        if self._hidden or not data:
            return
        if self._shift:
            data = self._shifted(data)
        if self._styles["pre"]:
            lines = data.split("\n")
            for number, line in enumerate(lines):
                self._put(line)
                if number + 1 < len(lines):
                    self._runs.append(Run("\n"))
        else:
            self._put(data if self._styles["code"] else re.sub(r"\s+", " ", data))

    def unknown_decl(self, data: str) -> None:
        """A CDATA section or the like, which HTML has not."""

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._note_look(tag, given)
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.append(_first(given.get("start", "")) if tag == "ol" else None)
        elif tag == "li":
            self._end_item()
        elif tag == "a":
            self._links.append(self._address(given.get("href", "")))
        elif tag in ("sup", "sub"):
            self._shift = tag
        elif tag in ("td", "th") and self._runs:
            self._runs.append(Run(" | "))
        elif tag in _PARAGRAPHS:
            self._end_block()
        for style, tags in (("strong", _STRONG), ("emphasis", _EMPHASIS), ("code", _CODE), ("pre", {"pre"})):
            self._styles[style] += tag in tags

    def _end(self, tag: str) -> None:
        self._style(tag, -1)
        if tag in ("ul", "ol"):
            self._end_block()
            del self._lists[-1:]
        elif tag == "a":
            del self._links[-1:]
        elif tag in ("sup", "sub"):
            self._shift = ""
        elif tag in _PARAGRAPHS:
            self._end_block()
        elif tag == "li":
            self._end_block()
            self._marker = ""

    def _style(self, tag: str, by: int) -> None:
        for style, tags in _STYLES.items():
            if tag in tags:
                self._styles[style] = max(0, self._styles[style] + by)

    def _note_look(self, tag: str, given: dict[str, str]) -> None:
        if tag in _FLAT:
            self._note(f"{_FLAT[tag]} is plain text")
        if _LOOK.search(given.get("style", "")) or (tag == "font" and "color" in given):
            self._note("without colours and the like")

    def _leave_out(self, tag: str, given: dict[str, str]) -> None:
        alt = " ".join(given.get("alt", "").split())[:_LONGEST_ALT]
        self._note(f"without {_EMPTY[tag]}" + (f" (“{alt}”)" if alt else ""))
        if tag == "img" and alt:
            self._put(f"[{alt}]")
        elif tag == "hr":
            self._end_block()

    def _end_item(self) -> None:
        """Begin a list item; one outside of any list begins a list."""
        self._end_block()
        if not self._lists:
            self._lists.append(None)
        number = self._lists[-1]
        self._marker = "•" if number is None else f"{number}."
        self._lists[-1] = None if number is None else number + 1

    def _end_block(self) -> None:
        if any(run.text.strip() for run in self._runs):
            depth = max(0, len(self._lists) - 1) if self._marker else len(self._lists)
            self.blocks.append(Block(tuple(self._runs), self._marker, depth))
            self._marker = ""
        self._runs = []

    def _put(self, text: str) -> None:
        link = self._links[-1] if self._links else ""
        styles = self._styles
        self._runs.append(
            Run(text, bool(styles["strong"]), bool(styles["emphasis"]), bool(styles["code"]), link)
        )

    def _shifted(self, data: str) -> str:
        """Raised or lowered text in characters that are so, or behind a sign."""
        table, sign = (_RAISED, "^") if self._shift == "sup" else (_LOWERED, "_")
        words = data.strip()
        if all(ord(letter) in table for letter in words):
            return words.translate(table)
        self._note(f"raised or lowered text stands behind {sign}")
        return f"{sign}{words}" if words.isalnum() else f"{sign}({words})"

    def _address(self, href: str) -> str:
        if _ADDRESS.fullmatch(href.strip()):
            return href.strip()
        if href:
            self._note("a link that is no web address is plain text")
        return ""

    def _note(self, note: str) -> None:
        self._notes.setdefault(note)


def _first(start: str) -> int:
    """The first number of a list."""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
    return min(number, _HIGHEST_NUMBER)
