"""A search as it is typed, read. Pure."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from alliance_tutor.deck.said import Pattern, folded
from alliance_tutor.errors import UsageError
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.search import (
    EVERYTHING,
    FIELDS,
    LONGEST_DAYS,
    And,
    Compared,
    Field,
    Figure,
    Is,
    Not,
    Or,
    Rated,
    Said,
    Search,
    State,
)

LONGEST = 500
"""Characters that a search may have."""
DEEPEST = 30
"""How deep brackets and negations may nest."""

_QUOTES = MappingProxyType({'"': '"', "“": "”", "„": "“", "«": "»"})
_KEY = re.compile(r"([A-Za-z]+):")
_FIGURE = re.compile(r"([a-z]*)\s*(<=|>=|!=|<|>|=)\s*([+-]?\d{1,9}(?:\.\d{1,9})?|[+-]?\.\d{1,9})")
_DAYS = re.compile(r"(\d{1,6})(?::(.*))?")


class SearchError(UsageError):
    """A search cannot be read; `column` counts from 1."""

    def __init__(self, message: str, column: int, hint: str = "") -> None:
        super().__init__(message, hint=hint, column=column)

    def __str__(self) -> str:
        return f"column {self.column}: {self.message}"


class _Token(NamedTuple):
    """A bracket, a `-`, `or`, or a term: its key where it has one, and its value."""

    sign: str
    column: int
    key: str = ""
    value: str = ""
    quoted: bool = False


def read(text: str) -> Search:
    """What a search says; an empty one finds everything. Raises SearchError.

    A quote that is not closed reaches to the end, so that a list can be filtered while it is typed.
    """
    if len(text) > LONGEST:
        raise SearchError(f"this is longer than {LONGEST} characters", LONGEST + 1)
    reader = _Reader(list(_tokens(text)), len(text) + 1)
    return reader.whole()


class _Reader:
    """Reads tokens from left to right: `or` binds least, then what stands side by side, then `-`."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._end = end
        self._depth = 0

    def whole(self) -> Search:
        if not self._tokens:
            return EVERYTHING
        search = self._either()
        if self._at < len(self._tokens):
            raise SearchError("this ) closes nothing", self._tokens[self._at].column)
        return search

    def _either(self) -> Search:
        parts = [self._all()]
        while self._next_is("or"):
            self._at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Search:
        parts: list[Search] = []
        while self._at < len(self._tokens) and not self._next_is("or") and not self._next_is(")"):
            parts.append(self._one())
        if not parts:
            raise SearchError("something to look for is missing here", self._column, _IN_QUOTES)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Search:
        if self._at == len(self._tokens):
            raise SearchError("something to look for is missing here", self._end)
        token = self._tokens[self._at]
        if token.sign in ("or", ")"):
            raise SearchError("something to look for is missing here", token.column, _IN_QUOTES)
        self._at += 1
        if token.sign not in ("-", "("):
            return _term(token)
        self._depth += 1
        if self._depth > DEEPEST:
            raise SearchError(f"this nests deeper than {DEEPEST} times", token.column)
        part = self._one() if token.sign == "-" else self._either()
        if token.sign == "(":
            if not self._next_is(")"):
                raise SearchError("this ( is not closed", token.column, "a ) belongs behind the last word")
            self._at += 1
        self._depth -= 1
        return Not(part) if token.sign == "-" else part

    def _next_is(self, sign: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].sign == sign

    @property
    def _column(self) -> int:
        return self._tokens[self._at].column if self._at < len(self._tokens) else self._end


_IN_QUOTES = "in quotes it is looked for as it stands"


def _tokens(text: str) -> Iterable[_Token]:
    at = 0
    while at < len(text):
        here, column = text[at], at + 1
        if here.isspace():
            at += 1
        elif here in "()-":
            yield _Token(here, column)
            at += 1
        else:
            key = _KEY.match(text, at)
            start = key.end() if key else at
            value, at, quoted = _value(text, start)
            if not key and not quoted and value.casefold() == "or":
                yield _Token("or", column)
            else:
                yield _Token("", column, key[1].casefold() if key else "", value, quoted)


def _value(text: str, at: int) -> tuple[str, int, bool]:
    """The value that begins at a place, where what follows begins, and whether it stood in quotes."""
    close = _QUOTES.get(text[at : at + 1])
    if close:
        end = text.find(close, at + 1)
        end = end if end >= 0 else len(text)
        return text[at + 1 : end], end + 1, True
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        end += 1
    return text[at:end], end, False


def _term(token: _Token) -> Search:
    if not token.key:
        return Said(Pattern(folded(token.value)))
    if token.key in FIELDS:
        if not token.value.strip():
            raise SearchError(f"{token.key}: what?", token.column, f"such as {_EXAMPLES[token.key]}")
        return Field(token.key, Pattern(folded(token.value)))
    read_value = _KEYS.get(token.key)
    if read_value is None:
        near = get_close_matches(token.key, [*FIELDS, *_KEYS], n=1)
        hint = f"did you mean {near[0]}:?" if near else _IN_QUOTES
        raise SearchError(f"there is nothing called {token.key}:", token.column, hint)
    return read_value(token)


def _is(token: _Token) -> Search:
    word = token.value.casefold()
    if word not in list(State):
        raise SearchError(f"is: what? There is no is:{word}" if word else "is: what?", *_choice(token, State))
    return Is(State(word))


def _rated(token: _Token) -> Search:
    found = _DAYS.fullmatch(token.value.strip())
    if not found or not 1 <= int(found[1]) <= LONGEST_DAYS:
        raise SearchError(
            f"rated: is followed by a number of days, 1 to {LONGEST_DAYS}",
            token.column,
            "such as rated:7 or rated:7:again",
        )
    if found[2] is None:
        return Rated(int(found[1]))
    ratings = {rating.word: rating for rating in Rating} | {str(int(rating)): rating for rating in Rating}
    word = found[2].casefold()
    if word not in ratings:
        raise SearchError("a rating is again, hard, good or easy", token.column, "such as rated:7:again")
    return Rated(int(found[1]), ratings[word])


def _figure(token: _Token) -> Search:
    found = _FIGURE.fullmatch(token.value.strip().casefold())
    name = re.match(r"[a-z]*", token.value.casefold())
    if name and name[0] not in list(Figure):
        raise SearchError(
            f"there is no prop:{name[0]}" if name[0] else "prop: what?", *_choice(token, Figure, "<7")
        )
    if not found:
        raise SearchError(
            "a figure is compared by <, <=, =, !=, >= or > with a number",
            token.column,
            "such as prop:stability<7",
        )
    return Compared(Figure(found[1]), found[2], float(found[3]))


def _choice(token: _Token, names: Iterable[str], more: str = "") -> tuple[int, str]:
    """Where a term stands, and what it could have said."""
    words = list(names)
    typed = re.sub("[^a-z].*", "", token.value.casefold())
    near = [word for word in words if typed and word.startswith(typed)] or get_close_matches(
        typed, words, n=1
    )
    told = f"did you mean {token.key}:{near[0]}{more}?" if near else f"there are {', '.join(words)}"
    return token.column, told


_KEYS: MappingProxyType[str, Callable[[_Token], Search]] = MappingProxyType(
    {"is": _is, "rated": _rated, "prop": _figure}
)
_EXAMPLES = MappingProxyType(
    {
        "deck": "deck:history",
        "topic": "topic:early-ties",
        "type": "type:choice",
        "level": "level:recall",
        "status": "status:disputed",
        "tag": "tag:treaty",
        "card": "card:soviet-recognition",
    }
)
