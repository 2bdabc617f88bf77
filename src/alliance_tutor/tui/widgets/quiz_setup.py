"""The choices before a quiz as rows: brackets and ticks tell what is chosen, so that colour only helps."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.study.choices import Choice, Field
from alliance_tutor.study.quiz_setup import FIELDS, Setup
from alliance_tutor.tui.text import (
    BLANK,
    STRONG,
    Key,
    clickable,
    words,
)
from alliance_tutor.tui.widgets.choosing import INDENT, page, tick, values
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY

LABEL = 13
_LIST = 62  # cells of a row of a ticked list at most, its count included


class Line(NamedTuple):
    """A row that the cursor can stand on: a field, or a `choice` of the list that is open below it.

    The first row of such a list stands for all: `every`.
    """

    field: Field
    choice: Choice | None = None
    every: bool = False


def lines_of(setup: Setup, opened: str) -> list[Line]:
    """The rows from the top; `opened` is the key of the field whose list is open, empty for none."""
    rows: list[Line] = []
    for field in FIELDS:
        rows.append(Line(field))
        if field.key == opened:
            rows.append(Line(field, every=True))
            rows += [Line(field, choice) for choice in setup.choices(field)]
    return rows


def draw(
    setup: Setup, lines: Sequence[Line], place: int, keys: Sequence[Key], width: int, height: int
) -> list[Content]:
    """The screen, with the row in `place` in hand and in sight."""
    rows, here = _listed(setup, lines, place, width, apart=height >= ROOMY)
    telling = setup.told, "" if setup.ready else "$warning"
    return page("Quiz", rows, here, lines[place].field.why, telling, keys, width, height)


def _listed(
    setup: Setup, lines: Sequence[Line], place: int, width: int, *, apart: bool
) -> tuple[list[Content], int]:
    """The rows, and which of them is in hand; a blank one parts what is asked from how it is held."""
    rows: list[Content] = []
    here = 0
    for number, line in enumerate(lines):
        if apart and line.field.key == "items":
            rows.append(BLANK)
        if number == place:
            here = len(rows)
        mark = words(f" {CURSOR} " if number == place else "   ", "$accent")
        rows.append(mark + _row(setup, line, number, width - INDENT, here=number == place))
    return rows, here


def _row(setup: Setup, line: Line, number: int, width: int, *, here: bool) -> Content:
    if line.every or line.choice:
        row = tick(line.choice, min(_LIST, width), all_wanted=not setup.value(line.field))
        return clickable(row, f"screen.take({number})")
    label = words(line.field.label.ljust(LABEL), STRONG if here else "")
    if line.field.several:
        chosen = words(setup.words(line.field)).truncate(max(4, width - LABEL - 1), ellipsis=True)
        return clickable(label + chosen, f"screen.take({number})")
    return clickable(label, f"screen.take({number})") + values(
        setup.choices(line.field), number, width - LABEL
    )
