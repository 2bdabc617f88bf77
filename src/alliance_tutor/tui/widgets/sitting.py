"""A question on the screen, whole: title, card, what is asked below it, notice and keys as rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from alliance_tutor.deck.questions import Form
from alliance_tutor.study.draft import Draft
from alliance_tutor.study.grading import Verdict
from alliance_tutor.study.responses import Response, Typed
from alliance_tutor.study.session import Asked
from alliance_tutor.tui.text import BLANK, QUIET, Key, hanging, indented, key_rows, spread, words
from alliance_tutor.tui.widgets import card, forms
from alliance_tutor.tui.widgets.roomy import ROOMY

CARD = 76  # cells of text in a line, at most
ARROW = 4  # cells before the field for typing


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen shows of a question.

    `where` and `far` stand left and right in the first row. `verdict` is None until it is shown, `draft` is
    the answer in the making and `response` the one given. `below` is rows under the card (the ratings), for
    which `room_below` rows are kept free at all times. `rule` says how parts are marked. `top` is the first
    row of the card in sight.
    """

    asked: Asked
    where: Content
    far: Content
    draft: Draft
    response: Response | None
    verdict: Verdict | None
    checked: str
    rule: str
    below: Sequence[Content]
    room_below: int
    notice: str
    fault: str
    keys: Sequence[Key]
    hint: bool
    addresses: bool
    top: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows; how far the card can be scrolled; where the field for typing lies: column, row and width."""

    rows: list[Content]
    last_top: int
    field: tuple[int, int, int]


def draw(view: View, width: int, height: int) -> Drawing:
    """The rows for a screen of that size."""
    room = max(20, min(CARD, width - 4))
    margin = max(1, (width - room) // 2)
    head = [spread(view.where, view.far, width - 2), *([BLANK] if height >= ROOMY else [])]
    fault = hanging(BLANK, words(view.fault, "$error"), width - 2)[:3] if view.fault else []
    foot = key_rows(view.keys, width - 2)[: None if height >= ROOMY else 1]
    gap = [BLANK] if view.room_below and height >= ROOMY else []
    below = [*gap, *view.below, *[BLANK] * (view.room_below - len(view.below))]
    body = _card(view, room)
    sight = max(1, height - len(head) - len(below) - (len(fault) or 1) - len(foot))
    last_top = max(0, len(body) - sight)
    top = min(view.top, last_top)
    seen = body[top : top + sight]
    rows = [*indented(head, 1), *indented(seen, margin), *[BLANK] * (sight - len(seen)), *below]
    rows += indented([*(fault or [_notice(view, more=top < last_top)]), *foot], 1)
    field = margin + ARROW, len(head) + max(0, len(seen) - 1), room - ARROW
    return Drawing(rows[:height], last_top, field)


def _card(view: View, width: int) -> list[Content]:
    question, verdict = view.asked.question, view.verdict
    rows = card.prompt(question, width)
    if view.hint:
        rows += [BLANK, *card.hint(question, width)]
    if view.rule:
        rows += [BLANK, *hanging(BLANK, words(view.rule, QUIET), width)]
    if verdict is None:
        answering = forms.asked(question, view.draft, width)
        if question.form is Form.TYPED:
            typed = words(view.response.text) if isinstance(view.response, Typed) else BLANK
            answering = hanging(words("  › ", "$accent"), typed, width)
        return [*rows, BLANK, *answering] if answering else rows
    answers = forms.marked(question, view.asked.order, view.response, width)
    rows += [BLANK, *answers] if answers else []
    apart = [] if answers else [BLANK]
    background = card.background(question, view.checked, width, addresses=view.addresses)
    return [*rows, BLANK, *card.answer(question, verdict, width), *apart, *background]


def _notice(view: View, *, more: bool) -> Content:
    """What just happened, else that the text goes on below."""
    if view.notice:
        return words(view.notice, "$warning")
    return words("PgDn: more below ↓", QUIET) if more else BLANK
