"""Moodle's cloze text: questions embedded as `{1:SHORTANSWER:=1961~%50%1962#Nearly}`."""

import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from typing import NamedTuple

from alliance_tutor.exchange.moodle.question import Answer

_TYPES = {
    "shortanswer": "SHORTANSWER SHORTANSWER_C SA SAC MW MWC",
    "numerical": "NUMERICAL NM",
    "multichoice": "MULTICHOICE MULTICHOICE_V MULTICHOICE_H MULTICHOICE_S MULTICHOICE_VS MULTICHOICE_HS"
    " MC MCV MCH MCS MCVS MCHS",
    "multiresponse": "MULTIRESPONSE MULTIRESPONSE_H MULTIRESPONSE_S MULTIRESPONSE_HS MR MRH MRS MRHS",
}
_CASED = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
_START = re.compile(r"\{([0-9]{0,9}):([A-Z]{2,11}(?:_[A-Z]{1,2})?):")
_SIGN = re.compile(r"(?:\\|&(?:amp;)?)?[~#}]")
_FRACTION = re.compile(r"=|%(-?[0-9]{1,9}(?:[.,][0-9]{0,20})?)%")
_NUMBER = r"-?(?:[0-9]{1,40}[.,]?[0-9]{0,400}|[.,][0-9]{1,400})(?:[eE][-+]?[0-9]{1,3})?"
_WITH_TOLERANCE = re.compile(f"({_NUMBER})(?::({_NUMBER}))?")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_SPECIAL = re.compile(r"[~#}{\\%=\"<>&]")


class Asked(StrEnum):
    """What an embedded question asks for."""

    SHORT = "shortanswer"
    NUMERIC = "numerical"
    ONE = "multichoice"
    MANY = "multiresponse"


_ASKED = {name: Asked(asked) for asked, names in _TYPES.items() for name in names.split()}


class Embedded(NamedTuple):
    """A question that is embedded in a text; answers and feedback are HTML where `asked` is one or many.

    `points` are what it is worth; `end` is where the text goes on.
    """

    asked: Asked
    answers: tuple[Answer, ...]
    points: int
    case_sensitive: bool
    end: int


def pieces(text: str) -> Iterator[str | Embedded]:
    """A text in pieces: what is shown, and the questions. What is not well-formed is shown, as in Moodle."""
    shown = at = 0
    while start := _START.search(text, at):
        at = start.end()
        asked = _ASKED.get(start[2])
        if asked is None:
            continue
        parts, at = _parts(text, at)
        if not at:  # where one is not closed, none behind it is
            break
        if answers := tuple(_answer(asked, *part) for part in parts if _bare(part[0]) or part[1]):
            yield text[shown : start.start()]
            yield Embedded(asked, answers, int(start[1] or 1), start[2] in _CASED, at)
            shown = at
    yield text[shown:]


def _parts(text: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The answers from a place on, each with its feedback, and where the question ends; 0 for nowhere."""
    parts: list[tuple[str, str]] = []
    begun, answer = at, None
    for sign in _SIGN.finditer(text, at):
        found = sign[0]
        if found == "#" and answer is None:
            answer, begun = text[begun : sign.start()], sign.end()
        elif found in "~}":
            said = text[begun : sign.start()]
            parts.append((said, "") if answer is None else (answer, said))
            begun, answer = sign.end(), None
            if found == "}":
                return parts, sign.end()
    return parts, 0


def _answer(asked: Asked, text: str, feedback: str) -> Answer:
    fraction = _FRACTION.match(text)
    weight = 0.0
    if fraction:
        weight = 100.0 if fraction[0] == "=" else float(fraction[1].replace(",", "."))
    bare = _bare(text)
    if asked in (Asked.SHORT, Asked.NUMERIC):  # what is typed has no markup, whatever the editor made of it
        bare = _TAG.sub("", bare)
    said, tolerance = " ".join(_meant(bare).split()), "0"
    if asked is Asked.NUMERIC and (number := _WITH_TOLERANCE.fullmatch(said)):
        said, tolerance = (part.replace(",", ".") for part in (number[1], number[2] or "0"))
    return Answer(said, weight, _meant(feedback).strip(), tolerance)


def _bare(text: str) -> str:
    """An answer without what it is worth."""
    fraction = _FRACTION.match(text)
    return text[fraction.end() :] if fraction else text


def _meant(text: str) -> str:
    return unescape(text).replace("\\}", "}").replace("\\#", "#")


def short(answer: str, points: int) -> str:
    """A question that asks for an answer to be typed, to stand in HTML; in `answer`, `*` is Moodle's."""
    return f"{{{points}:SHORTANSWER:={_SPECIAL.sub(lambda sign: f'&#{ord(sign[0])};', answer)}}}"


def literal(html: str) -> str:
    """HTML in which nothing can be taken for a question."""
    return html.replace("{", "&#123;")
