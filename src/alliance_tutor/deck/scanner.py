"""A tolerant scanner over TOML text: headers, keys, values and strings with their offsets.

It judges nothing and forgives what tomllib refuses. With `recover` it also finds its way out of a string or
an array that was never closed, at the next line which looks like one of a deck's table headers. Every
character is looked at a bounded number of times.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

KeyPath = tuple[str | int, ...]

# Deeper than any deck: paths stop growing here, or a text of nothing but brackets takes quadratic time.
DEEPEST = 32
# tomllib gives up at a few hundred: nothing behind can be told apart any more.
_TOO_DEEP = 1000

_NAMES = frozenset({"deck", "topic", "source", "card"})
_HEADER = r"\[\[?[ \t]*(?:deck|topic|source|card)s?[ \t]*(?:\.[^\]\n]*)?\]{1,2}[ \t]*(?:#.*)?$"
_HEADER_LINE = re.compile(rf"^[ \t]*{_HEADER}", re.IGNORECASE | re.MULTILINE)
_HEADER_HERE = re.compile(_HEADER, re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(r"\]{1,2}[ \t]*(?:#.*)?$", re.MULTILINE)
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[\s]++|#[^\n]*+)*+")
_LINE = re.compile(r"[^\n]*")
_BARE_KEY = re.compile(r"[^\s=.,\[\]{}\"'#]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")
_STRINGS = {
    '"': re.compile(r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"'),
    "'": re.compile(r"'[^'\n]*+'"),
    '"""': re.compile(r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""(?:"{1,2}+)?+', re.DOTALL),
    "'''": re.compile(r"'''[^']*+(?:'(?!'')[^']*+)*+'''(?:'{1,2}+)?+"),
}

# A header of bare names, alone on its line. In a list over several lines no value looks like one, but these.
_BARE_HEADER = re.compile(
    r"^[ \t]*+(?P<header>\[\[?[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][\w. \t-]*+\]{1,2}"
    r"[ \t]*+(?:#[^\n]*)?)$",
    re.MULTILINE,
)
_QUOTED_HEADER = re.compile(r"^[ \t]*+\[\[?[ \t]*+[\"'][^\n,]*\][ \t]*+(?:#[^\n]*)?$", re.MULTILINE)
_PASSED_OVER = re.compile(
    "|".join([*(_STRINGS[quote].pattern for quote in ('"""', "'''", '"', "'")), r"#[^\n]*"]), re.DOTALL
)


class Header(NamedTuple):
    """`[names]` or `[[names]]`; the table's first key may stand at `body`."""

    offset: int
    body: int
    names: tuple[str, ...]
    array: bool


class Key(NamedTuple):
    """A key, from its table on; `parts` counts its dotted parts."""

    offset: int
    path: KeyPath
    parts: int


class Value(NamedTuple):
    """A value, or an element of an array."""

    offset: int
    path: KeyPath


class String(NamedTuple):
    """A string with its quotes."""

    start: int
    end: int


class Unclosed(NamedTuple):
    """What opens at `offset` and never ends: a string, an array or an inline table."""

    offset: int
    what: str


Event = Header | Key | Value | String | Unclosed


@dataclass(slots=True)
class _Open:
    path: KeyPath
    opener: str
    offset: int
    count: int = 0


class Scanner:
    """One pass over `text[start:end]`, which begins outside of any value."""

    def __init__(self, text: str, start: int, end: int, *, recover: bool) -> None:
        self._text = text
        self._at = start
        self._end = end
        self._recover = recover

    def events(self) -> Iterator[Event]:
        """What stands in the text, in its order."""
        while self._blank():
            yield from self._header() if self._next() == "[" else self._pair()

    def headers(self) -> Iterator[Header]:
        """The headers alone, many times as fast; of a text that tomllib takes they are those of `events`."""
        if _QUOTED_HEADER.search(self._text):
            yield from (event for event in self.events() if isinstance(event, Header))
            return
        long = -1
        while match := _BARE_HEADER.search(self._text, self._at, self._end):
            if long < self._at:
                found = (self._text.find(quotes, self._at) for quotes in ('"""', "'''"))
                long = min((offset for offset in found if offset >= 0), default=self._end)
            if long < match.start():  # the header may stand inside
                self._at = self._behind(long)
            else:
                self._at = match.start("header")
                yield from self._header()

    def _behind(self, offset: int) -> int:
        """Where the string or the comment ends in which a character stands; nothing is open before it."""
        ends = (found.end() for found in _PASSED_OVER.finditer(self._text, self._at, self._end))
        return next((end for end in ends if end > offset), self._end)

    def _header(self) -> Iterator[Header]:
        offset = self._at
        array = self._text.startswith("[[", offset)
        self._at += 2 if array else 1
        names = self._names()
        known = bool(names) and names[0].lower().removesuffix("s") in _NAMES
        if known or (names and _HEADER_END.match(self._text, self._at, self._end)):
            self._take(_LINE)
            yield Header(offset, self._at, names, array)
        else:
            self._take(_LINE)

    def _pair(self) -> Iterator[Event]:
        offset = self._at
        names = self._names()
        if names:
            yield Key(offset, names[:DEEPEST], len(names))
        if not names or self._next() != "=":
            self._take(_LINE)
            return
        self._at += 1
        self._take(_SPACE)
        if (yield from self._value(names[:DEEPEST])):
            self._take(_LINE)

    def _value(self, path: KeyPath) -> Generator[Event, None, bool]:
        """Scan a value; False if it was left before its end."""
        stack: list[_Open] = []
        whole = yield from self._scalar_or_opening(path, stack)
        while whole and stack:
            if len(stack) > _TOO_DEEP:
                self._at = self._end
            if not self._blank() or (self._recover and _HEADER_HERE.match(self._text, self._at, self._end)):
                yield Unclosed(stack[-1].offset, "[" if stack[-1].opener == "[" else "{")
                return False
            whole = yield from self._inside(stack)
        return whole

    def _inside(self, stack: list[_Open]) -> Generator[Event, None, bool]:
        top, char = stack[-1], self._next()
        if char in "]},":
            self._at += 1
            if char != ",":
                stack.pop()
            return True
        path: KeyPath = (*top.path, top.count)
        top.count += 1
        if top.opener == "{":
            offset = self._at
            names = self._names()
            path = top.path + names
            if names:
                yield Key(offset, path[:DEEPEST], len(names))
            if not self._blank() or self._next() != "=":
                self._at += not names
                return True
            self._at += 1
            self._blank()
        return (yield from self._scalar_or_opening(path[:DEEPEST], stack))

    def _scalar_or_opening(self, path: KeyPath, stack: list[_Open]) -> Generator[Event, None, bool]:
        yield Value(self._at, path)
        char = self._next()
        if char in ('"', "'"):
            return (yield from self._string(char))
        if char in ("[", "{"):
            stack.append(_Open(path, char, self._at))
            self._at += 1
        else:
            self._take(_BARE_VALUE)
        return True

    def _string(self, quote: str) -> Generator[Event, None, bool]:
        start = self._at
        long = self._text.startswith(quote * 3, start)
        match = _STRINGS[quote * 3 if long else quote].match(self._text, start, self._end)
        last = match.end() if match else self._end
        header = _HEADER_LINE.search(self._text, start, last) if long and self._recover else None
        if match and not header:
            self._at = last
            yield String(start, last)
            return True
        yield Unclosed(start, quote * 3 if long else quote)
        if long:
            self._at = header.start() if header else self._end
        else:
            self._take(_LINE)
        return False

    def _names(self) -> tuple[str, ...]:
        """The parts of a dotted key, and the space behind it."""
        names: list[str] = []
        while True:
            self._take(_SPACE)
            quote = self._next()
            quoted = quote in ('"', "'")
            name = self._take(_STRINGS[quote])[1:-1] if quoted else self._take(_BARE_KEY)
            if not name:
                break
            names.append(name)
            self._take(_SPACE)
            if self._next() != ".":
                break
            self._at += 1
        return tuple(names)

    def _blank(self) -> bool:
        """Skip white space, newlines and comments; False at the end."""
        self._take(_BLANK)
        return self._at < self._end

    def _next(self) -> str:
        return self._text[self._at] if self._at < self._end else ""

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at, self._end)
        if match is None:
            return ""
        self._at = match.end()
        return match[0]
