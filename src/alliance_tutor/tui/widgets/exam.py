"""A question of an exam on the screen, whole: the clock, the numbers of all questions, the card, the keys.

Signs tell what colour only helps: `✓` answered, `·` not, `⚑` flagged, and `▸` before the number in hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.deck.refs import EXAM_ONLY
from alliance_tutor.insight.quizzing import CERTAINTIES, HOW_SURE, signed
from alliance_tutor.study.blueprint import is_self_marked
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.draft import Draft
from alliance_tutor.study.grading import ticking_rule
from alliance_tutor.tui.text import (
    BLANK,
    QUIET,
    STRONG,
    Key,
    clickable,
    hanging,
    indented,
    key_rows,
    spread,
    words,
)
from alliance_tutor.tui.widgets import card, forms
from alliance_tutor.tui.widgets.roomy import ROOMY

CARD = 76  # cells of text in a line, at most
ANSWERED, OPEN, FLAGGED, HERE = "✓", "·", "⚑", "▸"
_LINES = 8  # of an answer that is written, where the card does not say
_ARROW = 4  # cells before a field of one line
_RAIL = 2  # cells before a field of several
_TENTHS = 8  # of so many rows of the screen one may show numbers
_FIVE = 5  # numbers are counted easily in rows of so many


class Sign(NamedTuple):
    """What is to be seen of a question from afar."""

    answered: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen shows of a question.

    `where` and `clock` stand left and right in the first row. `number` is that of the question in hand, from
    1, and `signs` are those of all. `question` is None while the exam is paused: then `told` stands there.
    `asks_sure` says whether certainty is asked, `sure` what was said. `top` is the first row of the card in
    sight.
    """

    where: str
    clock: str
    number: int
    signs: Sequence[Sign]
    question: Question | None
    told: str
    draft: Draft
    asks_sure: bool
    sure: Certainty | None
    notice: str
    fault: str
    keys: Sequence[Key]
    top: int


class Field(NamedTuple):
    """Where the field for writing lies, in cells; a height of 0 where there is none."""

    column: int = 0
    row: int = 0
    width: int = 0
    height: int = 0


class Drawing(NamedTuple):
    """The rows; how far the card can be scrolled; where the field for writing lies."""

    rows: list[Content]
    last_top: int
    field: Field


def draw(view: View, width: int, height: int) -> Drawing:
    """The rows for a screen of that size."""
    roomy = height >= ROOMY
    room = max(20, min(CARD, width - 4))
    margin = max(1, (width - room) // 2)
    gap = [BLANK] if roomy else []
    title = spread(words(view.where, STRONG), words(view.clock), width - 2)
    head = [title, *gap, *strip(view.signs, view.number, width - 2, max(1, height // _TENTHS)), *gap]
    told = hanging(BLANK, words(view.notice, "$warning"), width - 2)[:2] if view.notice else []
    told = hanging(BLANK, words(view.fault, "$error"), width - 2)[:3] if view.fault else told
    foot = key_rows(view.keys, width - 2)[: None if roomy else 1]
    sure = [*gap, _certainty(view, width - 2 * margin, margin)] if view.asks_sure and view.question else []
    body = _card(view, room, roomy=roomy)
    sight = max(1, height - len(head) - len(sure) - max(1, len(told)) - len(foot))
    lines = _lines(view.question, sight, len(body))
    in_sight = max(1, sight - lines)
    last_top = max(0, len(body) - in_sight)
    top = min(view.top, last_top)
    seen = body[top : top + in_sight]
    first = len(head) + len(seen)
    several = lines > 1
    rail = words("│ " if several else "  › ", QUIET if several else "$accent")
    shown = [*indented(seen, margin), *indented([rail] * lines, margin)]
    rows = [*indented(head, 1), *shown, *[BLANK] * (sight - len(shown)), *sure]
    rows += indented([*(told or [_standing(view, more=top < last_top)]), *foot], 1)
    before = _RAIL if several else _ARROW
    return Drawing(rows[:height], last_top, Field(margin + before, first, room - before, lines))


def strip(signs: Sequence[Sign], number: int, width: int, height: int) -> list[Content]:
    """All questions by their numbers, or of many those around the one in hand, on at most `height` rows."""
    digits = len(str(len(signs)))
    fitting = max(1, (width - 2) // (digits + 3))
    a_row = fitting - fitting % _FIVE if fitting > _FIVE else fitting
    rows = -(-len(signs) // a_row)
    first = max(0, min((number - 1) // a_row - height // 2, rows - height))
    shown: list[Content] = []
    for row in range(first, min(rows, first + height)):
        places = range(row * a_row, min(len(signs), (row + 1) * a_row))
        shown.append(Content("").join(_numbered(place + 1, signs[place], number, digits) for place in places))
    if first > 0:
        shown[0] += words("↑", QUIET)
    if first + height < rows:
        shown[-1] += words("↓", QUIET)
    return shown


def _numbered(number: int, sign: Sign, here: int, digits: int) -> Content:
    """The cell of the cursor parts it from the number before."""
    in_hand = number == here
    shown = Content.assemble(
        " " * (digits - len(str(number))),
        (HERE if in_hand else " ", "$accent"),
        (str(number), STRONG if in_hand else ""),
        (ANSWERED, "$success") if sign.answered else (OPEN, QUIET),
        (FLAGGED, "$warning") if sign.flagged else " ",
    )
    return clickable(shown, f"screen.go({number})")


def _lines(question: Question | None, sight: int, body: int) -> int:
    """How many rows the field for writing gets: it is in sight however long the text is."""
    if question is None or question.form not in (Form.TYPED, Form.RECALL):
        return 0
    wanted = (question.lines or _LINES) if question.ref.type == EXAM_ONLY else 1
    return max(1, min(wanted, max(sight - body, 3), sight - 1))


def _card(view: View, width: int, *, roomy: bool) -> list[Content]:
    question = view.question
    if question is None:
        return hanging(BLANK, words(view.told), width)
    gap = [BLANK] if roomy else []
    sign = view.signs[view.number - 1]
    number = words(f"Question {view.number}", STRONG) + words(f" of {len(view.signs)}", QUIET)
    if question.points != 1:
        number += words(f" · {signed(question.points)} points", QUIET)
    flag = words(f"{FLAGGED} flagged" if sign.flagged else "", "$warning")
    rows = [spread(number, flag, width), *gap, *card.prompt(question, width)]
    rule = ""
    if is_self_marked(question):
        rule = "You mark your answer yourself, after you have handed in."
    elif question.form is Form.TICK:
        rule = ticking_rule(question)
    rows += [*gap, *hanging(BLANK, words(rule, QUIET), width)] if rule else []
    answering = forms.asked(question, view.draft, width)
    return [*rows, BLANK, *answering]


def _certainty(view: View, width: int, margin: int) -> Content:
    """How sure the learner is, one key each, with what was said in brackets."""
    parts = [
        clickable(
            words(f"‹{int(each)} {word}›", STRONG)
            if each is view.sure
            else Content.assemble(" ", (str(int(each)), STRONG), f" {word} "),
            f"screen.sure({int(each)})",
        )
        for each, word in CERTAINTIES.items()
    ]
    row = Content(" ").join([words(HOW_SURE, QUIET), *parts])
    return Content(" " * margin) + (row if row.cell_length <= width else Content("").join(parts))


def _standing(view: View, *, more: bool) -> Content:
    """That the text goes on below, else how far the exam has come."""
    if more:
        return words("PgDn: more below ↓", QUIET)
    answered, flagged = sum(sign.answered for sign in view.signs), sum(sign.flagged for sign in view.signs)
    told = f"{answered} of {len(view.signs)} answered" + (f" · {flagged} flagged" if flagged else "")
    return words(told, QUIET)
