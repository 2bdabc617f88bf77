"""The list of all questions as rows, and below it the one in hand; and a question's own page."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.desk.browsing import Row
from alliance_tutor.insight.browsing import (
    due_short,
    figure_name,
    figure_short,
    memory_lines,
    past_line,
    states,
)
from alliance_tutor.journal.browsing import Past
from alliance_tutor.study.search import Order
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import (
    BLANK,
    QUIET,
    STRONG,
    Key,
    clickable,
    hanging,
    indented,
    key_rows,
    short,
    spread,
    words,
)
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY

MARK = "✓"
FLAG = "⚑"
WIDE = 70  # columns from which a row has room for its figure
_DUE, _FIGURE = 7, 8
_DETAIL = 4
GONE_TEXT = "in no deck any more"


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen shows.

    `far` says how much was found; `rows` are those in sight from the place `top` on, `place` is the one in
    hand of `count`. `note` is what was just done or is wrong. `belongs` tells where a question belongs.
    """

    far: str
    note: str
    fault: bool
    rows: Sequence[Row]
    top: int
    place: int
    count: int
    marked: Collection[str]
    order: Order
    day: int
    belongs: Callable[[Row], str]
    empty: Sequence[str]
    keys: Sequence[Key]


class Frame(NamedTuple):
    """How many rows the parts of the screen have: those above the list, the list, those below it."""

    above: int
    sight: int
    detail: int
    keys: int


def frame(keys: Sequence[Key], width: int, height: int) -> Frame:
    """The parts for a screen of that size."""
    roomy = height >= ROOMY
    below = min(len(key_rows(keys, width - 2)), 2 if roomy else 1)
    above, detail = (4, _DETAIL) if roomy else (3, 0)
    return Frame(above, max(1, height - above - detail - below), detail, below)


def draw(view: View, width: int, height: int) -> list[Content]:
    """The rows for a screen of that size; the second is left free for the field."""
    parts = frame(view.keys, width, height)
    note = words(view.note, "$error" if view.fault else QUIET)
    above = [
        *indented([spread(words("Browse"), words(view.far), width - 2)], 1),
        BLANK,
        *indented([note.truncate(width - 2, ellipsis=True)], 1),
    ]
    listed = [_line(view, at, row, width) for at, row in enumerate(view.rows)]
    if not listed:
        told = [row for line in view.empty for row in hanging(BLANK, words(line), width - 6)]
        listed = indented(told, 3)[: parts.sight]
    listed += [BLANK] * (parts.sight - len(listed))
    above += [_heading(view, width)] if parts.above > 3 else []
    here = view.place - view.top
    detail = _detail(view, view.rows[here], width) if parts.detail and 0 <= here < len(view.rows) else []
    detail += [BLANK] * (parts.detail - len(detail))
    keys = indented(key_rows(view.keys, width - 2)[: parts.keys], 1)
    return [*above, *listed, *detail, *keys][:height]


def page(row: Row, past: Sequence[Past], day: int, width: int) -> list[Content]:
    """The memory of a question and all that happened to it, latest first."""
    rows = [BLANK, words("Memory", STRONG)]
    rows += [
        part
        for line in memory_lines(row.standing, day, row.known)
        for part in hanging(BLANK, words(line), width)
    ]
    rows += [BLANK, words("What happened, latest first", STRONG)]
    for each in reversed(past):
        rows += hanging(words("· ", QUIET), words(past_line(each), "" if each.held else QUIET), width)
    if not past:
        rows.append(words("Nothing yet: it was not asked.", QUIET))
    return rows


def _heading(view: View, width: int) -> Content:
    figure = figure_name(view.order).rjust(_FIGURE) if width >= WIDE else ""
    return words(" " * 5, QUIET) + spread(
        words("question", QUIET), words(f"{'due'.rjust(_DUE)}{figure} ", QUIET), width - 5
    )


def _line(view: View, at: int, row: Row, width: int) -> Content:
    place = view.top + at
    here, standing = place == view.place, row.standing
    mark = MARK if row.id in view.marked else " "
    left = words(f" {CURSOR if here else ' '}", "$accent") + words(f"{mark}", "$success")
    left += words(f"{FLAG if standing.flagged else ' '} ", "$warning")
    right = due_short(standing, view.day).rjust(_DUE)
    if width >= WIDE:
        right += figure_short(view.order, standing, view.day, row.known).rjust(_FIGURE)
    text = words(text_of(row), STRONG if here else QUIET if standing.suspended else "")
    room = width - left.cell_length - len(right) - 2
    line = left + text.truncate(room, ellipsis=True)
    return clickable(spread(line, words(f"{right} ", "" if here else QUIET), width), f"screen.go({place})")


def text_of(row: Row) -> str:
    """What a question asks on one line; its id where its text is not known any more."""
    if row.question is not None:
        return one_line(row.question.prompt)
    return f"{row.id}: {one_line(row.gone.prompt) if row.gone else GONE_TEXT}"


def _detail(view: View, row: Row, width: int) -> list[Content]:
    """The question in hand: where it belongs, what holds of it, and its answer."""
    room = min(76, width - 4)
    where = words(view.belongs(row), QUIET)
    told = words(", ".join(states(row.standing, view.day)), QUIET)
    rows = [BLANK, spread(where, told, room)]
    if row.question is not None:
        rows += hanging(words("answer ", QUIET), short(row.question.answer), room)[:2]
    return indented(rows, 3)
