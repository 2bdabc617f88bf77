"""A paper as it is printed: what stands in each question, in its key and on the answer sheet. Pure.

It is the same for Markdown and HTML. Fields called Markdown hold deck text; all others are plain.
"""

import re
from string import ascii_uppercase
from typing import NamedTuple

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.insight.wording import citation_line, number, single, status_line, to_type
from alliance_tutor.study.grading import ticking_rule
from alliance_tutor.study.paper import Item
from alliance_tutor.study.versions import Version

GAP = "\ue000"
"""Stands in a prompt where a line to write on is to be printed; always as long."""

_RECALL_LINES = 3
_ASKED_GAP = "[…]"
_HINTED_GAP = re.compile(r"(?<!\\)\[[^\[\]]+\](?![(\[])")
_EXTRA_PARTNERS = "Some letters are left over."
_SHARED_PARTNERS = "A letter may be right more than once."


class Row(NamedTuple):
    """An item to number or to be given a letter, with the label by which the answer sheet names it."""

    label: str
    markdown: str


class Part(NamedTuple):
    """A question as it is printed.

    `prompt` is Markdown, with `GAP` where a gap is to be filled. `options` have their letter as label. A
    blank stands before each of `rows`. `lines` is how many lines stand below on the test, 0 for none, and
    `sheet_lines` on the answer sheet; `unit` stands behind the line.
    """

    number: int
    points: str
    language: str
    form: Form
    prompt: str
    told: str
    options: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: int = 0
    sheet_lines: int = 0
    unit: str = ""


class Solution(NamedTuple):
    """The key to a question.

    `marks` is what is to stand on the paper, such as `B` or `A 2, B 1`; `answer` the same in words, as
    Markdown; `facts` are lines on marking and sources.
    """

    number: int
    points: str
    language: str
    marks: str
    answer: str
    facts: tuple[str, ...]


class Sheet(NamedTuple):
    """What stands above the questions: `title`, `total` and, small, `imprint`."""

    title: str
    total: str
    imprint: str


def head(version: Version, title: str) -> Sheet:
    """What stands above the questions of a version."""
    items = version.paper.items
    total = points_words(sum(item.question.points for item in items))
    named = [f"version {version.name}"] if version.name else []
    return Sheet(
        single(title),
        f"{number(len(items), 'question')} · {total}",
        " · ".join([*named, f"seed {version.paper.seed}"]),
    )


def parts(version: Version) -> tuple[Part, ...]:
    """The questions of a version, numbered from 1."""
    return tuple(_part(place, item) for place, item in enumerate(version.paper.items, 1))


def solutions(version: Version) -> tuple[Solution, ...]:
    """The key to each question of a version, numbered as they are."""
    return tuple(_solution(place, item) for place, item in enumerate(version.paper.items, 1))


def points_words(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{points:g} {'point' if points == 1 else 'points'}"


def letter(place: int) -> str:
    """The letter of a place from 0: A to Z, then AA, AB."""
    before, at = divmod(place, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[at]


def _part(place: int, item: Item) -> Part:
    question = item.question
    part = Part(
        place,
        points_words(question.points),
        single(question.language),
        question.form,
        question.prompt.replace(GAP, ""),
        _told(question),
    )
    match question.form:
        case Form.PICK | Form.TICK:
            return part._replace(options=_lettered(item.shown))
        case Form.ARRANGE:
            return part._replace(rows=_lettered(item.shown))
        case Form.PAIR:
            rows = tuple(Row(str(at), text) for at, text in enumerate(question.items, 1))
            return part._replace(options=_lettered(item.shown), rows=rows)
    if question.ref.type == "cloze":
        prompt = _gapped(part.prompt)
        return part._replace(prompt=prompt, lines=GAP not in prompt, sheet_lines=1)
    lines = 1 if question.typed else question.lines or _RECALL_LINES
    return part._replace(lines=lines, sheet_lines=lines, unit=single(question.unit))


def _lettered(texts: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(Row(letter(place), text) for place, text in enumerate(texts))


def _gapped(prompt: str) -> str:
    """The prompt of a cloze question with a line for its gap; a hint stands behind it.

    A question does not say where in its text a gap with a hint is: it is known where all that is in brackets
    is the same. Else the text stays as it is.
    """
    if _ASKED_GAP in prompt:
        return prompt.replace(_ASKED_GAP, GAP)
    hinted = set(_HINTED_GAP.findall(prompt))
    return _HINTED_GAP.sub(rf"{GAP} \g<0>", prompt) if len(hinted) == 1 else prompt


def _told(question: Question) -> str:
    """What is to be done, where the question's form does not show it."""
    match question.form:
        case Form.TICK:
            return "Mark all that apply."
        case Form.ARRANGE:
            return f"Number them in order, 1 to {len(question.items)}."
        case Form.PAIR:
            shared = len(set(question.partners)) < len(question.items)
            extra = len(set(question.partners)) < len(question.options)
            notes = [_SHARED_PARTNERS] * shared + [_EXTRA_PARTNERS] * extra
            return " ".join(["Write the letter of its partner before each number.", *notes])
    return f"Answer with the {to_type(question)}." if question.ref.type == "date" else ""


def _solution(place: int, item: Item) -> Solution:
    question = item.question
    return Solution(
        place,
        points_words(question.points),
        single(question.language),
        _marks(item),
        question.answer,
        tuple(line for line in _facts(question) if line),
    )


def _marks(item: Item) -> str:
    """What is to stand on the paper, by letters and numbers; empty where words are to."""
    question, order = item.question, item.order
    match question.form:
        case Form.PICK | Form.TICK:
            return ", ".join(letter(at) for at, place in enumerate(order) if question.options[place].right)
        case Form.ARRANGE:
            return ", ".join(f"{letter(at)} {place + 1}" for at, place in enumerate(order))
        case Form.PAIR:
            letters = [letter(order.index(partner)) for partner in question.partners]
            return ", ".join(f"{at} {each}" for at, each in enumerate(letters, 1))
    return ""


def _facts(question: Question) -> list[str]:
    also = "; ".join(single(text) for text in question.accept)
    capitals = question.form is Form.TYPED and question.case_sensitive
    return [
        f"Also right: {also}" if also else "",
        "Capitals matter." if capitals else "",
        f"Right within ± {single(question.tolerance)}" if question.tolerance.strip("0. ") else "",
        ticking_rule(question) if question.form is Form.TICK else "",
        status_line(question),
        *(
            ". ".join(part for part in (citation_line(each), single(each.url)) if part)
            for each in question.citations
        ),
        question.id,
    ]
