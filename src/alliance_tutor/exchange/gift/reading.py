"""GIFT → deck: questions in the order of the file, each with the line on which it begins."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.gathering import Gathering, Path
from alliance_tutor.exchange.gift.syntax import TextFormat, format_of, hidden, loose, marked, meant
from alliance_tutor.exchange.limits import decoded
from alliance_tutor.exchange.moodle.categories import titles_in
from alliance_tutor.exchange.moodle.numbers import exact, span
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle.taking import take
from alliance_tutor.exchange.report import Imported

_CATEGORY = "$CATEGORY:"
_ID = re.compile(r"\[id:((?:\\\]|[^\]])*)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])*)\]")
_MOODLES_COMMENT = re.compile(r"//\s*question:\s*\d+\s+name:")
_WEIGHT = re.compile(r"%(-*[0-9]{1,3}\.?[0-9]{0,20})%")
_BLANK = "_____"


class _Part(NamedTuple):
    """Lines of the file up to an empty one, without the comments, and what these say of the question."""

    line: int
    text: str
    id: str
    tags: tuple[str, ...]


class _Fault(Exception):
    """Why a question cannot be read."""


class _Body(NamedTuple):
    """A question taken apart; texts have stand-ins. `answers` is None where there are no braces."""

    name: str
    text: str
    answers: str | None
    feedback: str


def read(data: bytes, name: str) -> Imported:
    """The deck of a GIFT file. Raises UsageError where the file is no text or has no question."""
    text = decoded(data)
    gathering = Gathering(name)
    path: Path = ()
    for part in _parts(text):
        begun, _, rest = part.text.partition("\n")
        if begun.startswith(_CATEGORY):
            path = titles_in(meant(hidden(begun.removeprefix(_CATEGORY))))
            gathering.category(path, part.line)
            part = part._replace(text=rest.strip(), line=part.line + 1)
        if part.text:
            _read_one(gathering, part, path)
    _tell_of_comments(gathering, text)
    return gathering.deck()


def _parts(text: str) -> Iterator[_Part]:
    """What empty lines part. Lines of comments are passed over, and part nothing."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append((number, line.strip()))
            continue
        comments = " ".join(line for _, line in lines if line.startswith("//"))
        body = [(number, line) for number, line in lines if not line.startswith("//")]
        if body:
            ids = _ID.findall(comments)
            tags = dict.fromkeys(_one_line(tag.replace("\\]", "]")) for tag in _TAG.findall(comments))
            id = _one_line(ids[0].replace("\\]", "]")) if ids else ""
            yield _Part(body[0][0], "\n".join(line for _, line in body), id, tuple(filter(None, tags)))
        lines = []


def _read_one(gathering: Gathering, part: _Part, path: Path) -> None:
    try:
        question = _question(part)
    except _Fault as fault:
        gathering.refuse(f"question “{shown(part.text)}”", str(fault), part.line)
        return
    take(gathering, question, path)


def _question(part: _Part) -> MoodleQuestion:
    body = _body(hidden(part.text))
    default, _ = format_of(body.text, TextFormat.MOODLE)
    reader = _Texts(default)
    text = reader.read(body.text)
    feedback = reader.read(body.feedback)
    return _answered(body.answers, reader)._replace(
        text=text,
        feedback=feedback,
        name=_one_line(meant(body.name)),
        id=part.id,
        tags=part.tags,
        line=part.line,
        notes=tuple(reader.notes),
    )


def _body(text: str) -> _Body:
    name = ""
    if text.startswith("::"):
        name, ends, rest = text[2:].partition("::")
        name, text = (name, rest.strip()) if ends else ("", text[2:])
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return _Body(name, text, None, "")
    if start < 0 or end < start:
        raise _Fault("there is no pair of braces {…} around its answers")
    blank = "" if text.endswith("}") else _BLANK
    answers, _, feedback = text[start + 1 : end].rpartition("####")
    if "####" not in text[start + 1 : end]:
        answers, feedback = feedback, ""
    return _Body(name, f"{text[:start]}{blank}{text[end + 1 :]}", answers.strip(), feedback)


class _Texts:
    """Reads the texts of one question, in its format where they say no other; gathers what is lost."""

    def __init__(self, default: TextFormat) -> None:
        self.notes: dict[str, None] = {}
        self._default = default

    def read(self, text: str, *, inline: bool = False) -> str:
        found = marked(text, self._default, inline=inline)
        self.notes |= dict.fromkeys(found.notes)
        return found.text

    def partner(self, text: str) -> str:
        """The right side of a pair, which has no format of its own."""
        found = loose(text, inline=True)
        self.notes |= dict.fromkeys(found.notes)
        return found.text


def _answered(answers: str | None, texts: _Texts) -> MoodleQuestion:
    """The question with its type and its answers, by Moodle's order of looking."""
    if answers is None:
        return MoodleQuestion(Kind.DESCRIPTION, "")
    if not answers:
        return MoodleQuestion(Kind.ESSAY, "")
    if answers.startswith("#"):
        return _numeric(answers[1:], texts)
    if "~" in answers:
        return _choice(answers, texts)
    if "=" in answers and "->" in answers:
        return _match(answers, texts)
    if answers.partition("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        return _true_false(answers, texts)
    return MoodleQuestion(Kind.SHORT, "", tuple(_typed(each, texts) for each in _split(answers, "=")))


def _choice(answers: str, texts: _Texts) -> MoodleQuestion:
    options = []
    for option in _split(answers.replace("=", "~="), "~"):
        weight, rest = _weighed(option.removeprefix("=").lstrip(), 100 if option.startswith("=") else 0)
        text, _, feedback = rest.partition("#")
        options.append(Answer(texts.read(text, inline=True), weight, texts.read(feedback)))
    if len(options) < 2:
        raise _Fault("there are fewer than two options")
    return MoodleQuestion(Kind.CHOICE, "", tuple(options), single="=" in answers)


def _match(answers: str, texts: _Texts) -> MoodleQuestion:
    pairs = []
    for pair in _split(answers, "="):
        left, arrow, right = pair.partition("->")
        if not arrow:
            raise _Fault(
                f"there is no -> in “{shown(meant(pair))}”, as the parts of a matching question have it"
            )
        pairs.append((texts.read(left, inline=True), texts.partner(right)))
    return MoodleQuestion(Kind.MATCH, "", pairs=tuple(pairs))


def _true_false(answers: str, texts: _Texts) -> MoodleQuestion:
    said, wrong, right = (*answers.split("#", 2), "", "")[:3]
    is_true = said.strip() in ("T", "TRUE")
    feedback = {True: texts.read(right), False: texts.read(wrong)}
    both = [(is_true, feedback[is_true]), (not is_true, feedback[not is_true])]
    return MoodleQuestion(
        Kind.TRUE_FALSE,
        "",
        tuple(Answer("", 100 * right, feedback) for right, feedback in both),
    )


def _numeric(answers: str, texts: _Texts) -> MoodleQuestion:
    answers, tilde, other = answers.partition("~")
    found = []
    for answer in _split(answers, "="):
        weight, rest = _weighed(answer, 100)
        number, _, feedback = rest.partition("#")
        text, tolerance = _with_tolerance(meant(number))
        found.append(Answer(text, weight, texts.read(feedback), tolerance))
    if not found:
        raise _Fault("there is no number among its answers")
    if tilde and (feedback := texts.read(other.partition("#")[2])):
        found.append(Answer("*", 0, feedback))
    return MoodleQuestion(Kind.NUMERIC, "", tuple(found))


def _with_tolerance(number: str) -> tuple[str, str]:
    """A number and how far off it may be, from `5`, `5:1` or `4..6`; what is none is left for all to see."""
    low, dots, high = number.partition("..")
    if dots and low.strip():
        ends = exact(low), exact(high)
        if ends[0] is None or ends[1] is None or ends[1] < ends[0]:
            raise _Fault(f"“{shown(number)}” is no range of numbers")
        middle, width = span(ends[0], ends[1])
        return f"{middle:f}", f"{width:f}"
    text, _, tolerance = number.partition(":")
    return text.strip(), tolerance.strip() or "0"


def _typed(answer: str, texts: _Texts) -> Answer:
    weight, rest = _weighed(answer, 100)
    text, _, feedback = rest.partition("#")
    _, plain = format_of(text, TextFormat.MOODLE)
    return Answer(_one_line(meant(plain)), weight, texts.read(feedback))


def _weighed(answer: str, default: float) -> tuple[float, str]:
    """What an answer is worth in per cent, and the rest of it."""
    weight = _WEIGHT.match(answer)
    if not weight:
        return default, answer
    minus = "-" * (weight[1].count("-") % 2)
    return float(f"{minus}{weight[1].lstrip('-')}"), answer[weight.end() :]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split(answers: str, sign: str) -> list[str]:
    parts = [part.strip() for part in answers.split(sign)]
    return parts if parts[0] else parts[1:]


def _tell_of_comments(gathering: Gathering, text: str) -> None:
    """Say that the comments are gone, but for those that Moodle writes itself."""
    lines = [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if line.lstrip().startswith("//") and not _is_data(line.strip())
    ]
    if lines:
        count = "one line" if len(lines) == 1 else f"{len(lines)} lines"
        gathering.change("comments", f"{count} of comments left out", lines[0])


def _is_data(comment: str) -> bool:
    if _MOODLES_COMMENT.match(comment):
        return True
    return not re.sub(r"[\s/=-]", "", _TAG.sub("", _ID.sub("", comment)))
