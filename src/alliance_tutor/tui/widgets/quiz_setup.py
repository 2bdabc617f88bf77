"""The choices before a quiz as rows: brackets and ticks tell what is chosen, so that colour only helps."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.study.choices import Choice, Field
from alliance_tutor.study.quiz_setup import FIELDS, Setup
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
from alliance_tutor.tui.widgets.dashboard import CURSOR

ROOMY = 18  # rows from which blank ones part what does not belong together
LABEL = 13
_LIST = 62  # cells of a row of a ticked list at most, its count included
_INDENT = 3


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
    roomy = height >= ROOMY
    gap = [BLANK] if roomy else []
    head = [words(" Quiz", STRONG), *gap]
    why = [*gap, *indented(hanging(BLANK, words(lines[place].field.why, QUIET), width - 4), 3)]
    told = indented(hanging(BLANK, words(setup.told, "" if setup.ready else "$warning"), width - 2), 1)
    foot = [*why[: 3 if roomy else 1], *gap, *told[:2], *indented(key_rows(keys, width - 2)[:2], 1)]
    sight = max(1, height - len(head) - len(foot))
    listed, here = _listed(setup, lines, place, width, apart=roomy)
    top = max(0, min(here - sight // 2, len(listed) - sight))
    seen = listed[top : top + sight]
    return [*head, *seen, *[BLANK] * (sight - len(seen)), *foot][:height]


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
        rows.append(mark + _row(setup, line, number, width - _INDENT, here=number == place))
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


def tick(choice: Choice | None, width: int, *, all_wanted: bool) -> Content:
    """A row of a ticked list, with how many questions it would give; without a choice the one for all."""
    if choice is None:
        return words(f"  [{'x' if all_wanted else ' '}] all")
    box = words(f"  [{'x' if choice.chosen else ' '}] ")
    return spread(box + words(choice.label), words(str(choice.questions), QUIET), width)


def values(choices: Sequence[Choice], number: int, width: int) -> Content:
    """All values in a row with the chosen one in brackets, or that one alone where there is no room.

    A click picks one for the row with that number.
    """
    parts = [
        clickable(
            words(f"‹{choice.label}›", STRONG) if choice.chosen else words(f" {choice.label} ", QUIET),
            f"screen.pick({number}, {place})",
        )
        for place, choice in enumerate(choices)
    ]
    row = Content(" ").join(parts)
    if row.cell_length <= width:
        return row
    return next(part for part, choice in zip(parts, choices, strict=True) if choice.chosen)
