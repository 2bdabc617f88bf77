"""What a line means where something is asked. Pure, and no text makes it fail."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeVar

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.plain.forms import label
from alliance_tutor.study.folding import fold
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed
from alliance_tutor.study.session import Asked
from alliance_tutor.text import one_line

_LONGEST = 40  # characters of what could not be read that are said back
_APART = re.compile(r"[\s,;、→>&+/]+")
_EDGES = "().:"
_TO_LETTER = re.compile(r"(?<=\d) ?[-–—=:.)→>]{0,2} ?(?=[a-z])")
_TO_NUMBER = re.compile(r"(?<=[a-z])(?=\d)")
_PAIR = re.compile(r"(\d+)(?:([a-z])|-(\d+))")
_NO_PARTNER = ("-", "–", "—", "_", "?")
_YES, _NO = ("y", "yes", "right"), ("n", "no", "wrong")

_Number = TypeVar("_Number", bound=IntEnum)


class Unreadable(NamedTuple):
    """A line that is no answer to what is asked; `why` tells the learner in a sentence."""

    why: str


def read(asked: Asked, line: str) -> Response | Unreadable | None:
    """The answer that a line holds; None for an empty one."""
    if not line.strip():
        return None
    question, order = asked.question, asked.order
    match question.form:
        case Form.PICK:
            return _picked(question, order, line)
        case Form.TICK:
            return _ticked(question, order, line)
        case Form.ARRANGE:
            return _arranged(order, line)
        case Form.PAIR:
            return _paired(order, len(question.items), line)
    return Typed(line)


def several(line: str, count: int) -> tuple[int, ...] | Unreadable:
    """The places, from 0, in a list of `count` that a line names by their numbers; in the list's order."""
    found: set[int] = set()
    for token in _tokens(line) or [line]:
        place = numbered(token, count)
        if place is None:
            return Unreadable(f"{said(token)} is not in the list.")
        found.add(place)
    return tuple(sorted(found))


def numbered(text: str, count: int) -> int | None:
    """The place, from 0, in a list of `count` whose number a text is."""
    text = _even(text)
    if not text.isdecimal() or len(text) > len(str(count)):  # int() refuses thousands of digits
        return None
    return int(text) - 1 if 0 < int(text) <= count else None


def named(text: str, among: type[_Number]) -> _Number | None:
    """The one of `among`, such as the ratings, that a text names by its number or its word."""
    text = fold(text)
    return next((each for each in among if text in (str(int(each)), each.name.casefold())), None)


def agreed(text: str) -> bool | None:
    """Whether a text says yes (or right) or no (or wrong); None where it says neither."""
    text = fold(text)
    return True if text in _YES else False if text in _NO else None


def said(text: str) -> str:
    """What was typed, on one line and not too long, to be said back."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _picked(question: Question, order: Sequence[int], line: str) -> Picked | Unreadable:
    place = _labelled(_even(line), len(order))
    place = _worded(question, order, line) if place is None else place
    return _no_option(line) if place is None else Picked(order[place])


def _ticked(question: Question, order: Sequence[int], line: str) -> Ticked | Unreadable:
    ticked: set[int] = set()
    for token in _tokens(line, joined=str.isalpha):
        place = _labelled(token, len(order))
        if place is None:
            worded = _worded(question, order, line)
            return _no_option(token) if worded is None else Ticked(frozenset({order[worded]}))
        if order[place] in ticked:
            return Unreadable(f"{said(token)} stands there twice.")
        ticked.add(order[place])
    return Ticked(frozenset(ticked)) if ticked else _no_option(line)


def _arranged(order: Sequence[int], line: str) -> Arranged | Unreadable:
    def joined(text: str) -> bool:
        return text.isdecimal() and len(text) == len(order) < 10

    places: list[int] = []
    for token in _tokens(line, joined=joined):
        place = numbered(token, len(order))
        if place is None:
            return _no_number(token)
        if place in places:
            return Unreadable(f"{place + 1} stands there twice; each number stands once.")
        places.append(place)
    missing = [str(place + 1) for place in range(len(order)) if place not in places]
    if missing:
        return Unreadable(f"Missing: {', '.join(missing)}; each number stands once.")
    return Arranged(tuple(order[place] for place in places))


def _paired(order: Sequence[int], items: int, line: str) -> Paired | Unreadable:
    """Pairs such as `1b 2a`, of which some may be left out; or letters for all numbers in turn."""
    text = _even(line)
    if text[:1].isdecimal():
        return _paired_by_number(order, items, _tokens(_TO_NUMBER.sub(" ", _TO_LETTER.sub("", text))))
    tokens = _tokens(text, joined=lambda text: text.isalpha() and len(text) == items)
    if len(tokens) != items:
        return Unreadable(f"{items} letters are wanted here, or pairs of a number and a letter.")
    found: list[int | None] = []
    for token in tokens:
        option = None if token in _NO_PARTNER else _lettered(token, len(order))
        if option is None and token not in _NO_PARTNER:
            return _no_option(token)
        found.append(None if option is None else order[option])
    return Paired(tuple(found))


def _paired_by_number(order: Sequence[int], items: int, tokens: Sequence[str]) -> Paired | Unreadable:
    found: list[int | None] = [None] * items
    for token in tokens:
        match = _PAIR.fullmatch(token)
        if match is None:
            return Unreadable(f"{said(token)} is no pair of a number and a letter.")
        item, option = numbered(match[1], items), _lettered(match[2] or match[3], len(order))
        if item is None:
            return _no_number(match[1])
        if option is None:
            return _no_option(match[2] or match[3])
        if found[item] is not None:
            return Unreadable(f"{item + 1} stands there twice.")
        found[item] = order[option]
    return Paired(tuple(found))


def _tokens(line: str, joined: Callable[[str], bool] | None = None) -> list[str]:
    """The parts of a line; one that stands alone and is `joined` of several signs, sign by sign."""
    tokens = [token for part in _APART.split(_even(line)) if (token := part.strip(_EDGES))]
    if joined and len(tokens) == 1 and joined(tokens[0]):
        return list(tokens[0])
    return tokens


def _even(text: str) -> str:
    """NFKC, caseless, with single spaces, without a dot or bracket around."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(text.split()).strip(_EDGES).strip()


def _labelled(text: str, count: int) -> int | None:
    """The place of an option by its letter or number."""
    place = _lettered(text, count)
    return numbered(text, count) if place is None else place


def _lettered(text: str, count: int) -> int | None:
    """The place of an option by its label alone."""
    return next((place for place in range(count) if label(place) == text), None)


def _worded(question: Question, order: Sequence[int], line: str) -> int | None:
    """The place of the only option that has these words."""
    words = [fold(one_line(question.options[option].text)) for option in order]
    text = fold(line)
    return words.index(text) if text and words.count(text) == 1 else None


def _no_option(text: str) -> Unreadable:
    return Unreadable(f"There is no option {said(text)}.")


def _no_number(text: str) -> Unreadable:
    return Unreadable(f"There is no number {said(text)} in the list.")
