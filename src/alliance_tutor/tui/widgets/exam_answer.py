"""One answer of an exam after it was handed in: beside its key to be marked, or as it was marked."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight import examining
from alliance_tutor.insight.quizzing import signed
from alliance_tutor.insight.wording import number
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.responses import Typed
from alliance_tutor.tui.text import BLANK, QUIET, hanging, long, words
from alliance_tutor.tui.widgets import card, forms

_BESIDE = 60  # cells from which the answer and the key stand beside each other
_APART = 3

Rows = list[Content]


def to_mark(answer: Marked, checked: str, width: int) -> Rows:
    """The question, what was answered beside the key, and why; `checked` is when facts were checked."""
    question = answer.question
    rows = [*card.prompt(question, width), BLANK]
    if answer.verdict.near:
        rows += [*card.answer(question, answer.verdict, width)[:-1], BLANK]
    else:
        column = (width - _APART) // 2 if width >= _BESIDE else width
        given, key = _given(answer, column), _key(question, column)
        rows += [*(_beside(given, key, column) if width >= _BESIDE else [*given, BLANK, *key]), BLANK]
    rows += [words(f"What is it worth, of {_points(question)}?"), BLANK]
    return rows + _background(question, checked, width)


def marked(answer: Marked, order: tuple[int, ...], checked: str, width: int) -> Rows:
    """The question, what was answered, the verdict, and why."""
    question = answer.question
    rows = [*card.prompt(question, width), BLANK]
    listed = forms.marked(question, order, answer.response, width)
    if answer.blank:
        rows += [*listed, BLANK] if listed else []
        rows += [words(examining.outcome(answer), "$error"), BLANK]
        rows += [] if listed else [*card.key(question, width), BLANK]
    elif answer.self_marked:
        column = (width - _APART) // 2 if width >= _BESIDE else width
        given, key = _given(answer, column), _key(question, column)
        rows += [*(_beside(given, key, column) if width >= _BESIDE else [*given, BLANK, *key]), BLANK]
        rows += [words(examining.outcome(answer)), BLANK]
    else:
        rows += [*listed, BLANK] if listed else []
        rows += [*card.answer(question, answer.verdict, width), BLANK]
    rows += [words(examining.earned(answer), QUIET), BLANK]
    return rows + _background(question, checked, width)


def _given(answer: Marked, width: int) -> Rows:
    text = answer.response.text if isinstance(answer.response, Typed) else answer.verdict.given
    rows = [words("you wrote", QUIET)]
    for line in text.splitlines() or [""]:
        rows += hanging(BLANK, words(line), width)
    return rows


def _key(question: Question, width: int) -> Rows:
    return [words("the key", QUIET), *long(question.answer or "No notes for marking.", width)]


def _beside(left: Sequence[Content], right: Sequence[Content], column: int) -> Rows:
    """Two columns, each of so many cells."""
    return [
        one.pad_right(max(0, column - one.cell_length)) + " " * _APART + other
        for one, other in zip_longest(left, right, fillvalue=BLANK)
    ]


def _background(question: Question, checked: str, width: int) -> Rows:
    return card.background(question, checked, width, addresses=True)


def _points(question: Question) -> str:
    return number(1, "point") if question.points == 1 else f"{signed(question.points)} points"
