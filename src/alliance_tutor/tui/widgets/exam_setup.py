"""The choices before an exam as rows: brackets and ticks tell what is chosen, so that colour only helps."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.study.choices import Choice, Field
from alliance_tutor.study.exam_setup import FIELDS, Part, Setup
from alliance_tutor.tui.text import (
    BLANK,
    QUIET,
    STRONG,
    Key,
    clickable,
    spread,
    words,
)
from alliance_tutor.tui.widgets.choosing import INDENT, page, tick, values
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY

PARTS = Field("parts", "Parts", "How many questions each part asks, of how many cards there are.")
_LABEL = 14
_LIST = 66  # cells of a row of a list at most
_APART = ("minutes", "seed")  # fields before which a blank row parts what does not belong together


class Line(NamedTuple):
    """A row that the cursor can stand on: a field, or below it a `choice` or `part` of the open list.

    The first row of a list of choices stands for all: `every`. `part` counts from 0, -1 where it is none.
    """

    field: Field
    choice: Choice | None = None
    every: bool = False
    part: int = -1

    @property
    def opens(self) -> bool:
        """Whether it is the row of a list that can be opened."""
        return not (self.choice or self.every or self.part >= 0) and (
            self.field.several or self.field is PARTS
        )


def lines_of(setup: Setup, opened: str) -> list[Line]:
    """The rows from the top; `opened` is the key of the field whose list is open, empty for none."""
    rows: list[Line] = []
    for field in FIELDS:
        rows.append(Line(field))
        if field.several and field.key == opened:
            rows.append(Line(field, every=True))
            rows += [Line(field, choice) for choice in setup.choices(field)]
        if field.key == "split" and len(setup.parts) > 1:
            rows.append(Line(PARTS))
            rows += [Line(PARTS, part=part) for part in range(len(setup.parts)) if opened == PARTS.key]
    return rows


def draw(
    setup: Setup,
    lines: Sequence[Line],
    place: int,
    typed: str | None,
    told: str,
    keys: Sequence[Key],
    width: int,
    height: int,
) -> list[Content]:
    """The screen, with the row in `place` in hand and in sight; `typed` is what is being typed there.

    `told` is what went wrong, empty where nothing did.
    """
    rows, here = _listed(setup, lines, place, typed, width, apart=height >= ROOMY)
    telling = told or setup.told, "" if setup.ready and not told else "$warning"
    return page("Mock exam", rows, here, lines[place].field.why, telling, keys, width, height)


def _listed(
    setup: Setup, lines: Sequence[Line], place: int, typed: str | None, width: int, *, apart: bool
) -> tuple[list[Content], int]:
    """The rows, and which of them is in hand."""
    rows: list[Content] = []
    here, parts = 0, setup.parts
    for number, line in enumerate(lines):
        if apart and line.field.key in _APART:
            rows.append(BLANK)
        in_hand = number == place
        here = len(rows) if in_hand else here
        mark = words(f" {CURSOR} " if in_hand else "   ", "$accent")
        entered = typed if in_hand else None
        rows.append(mark + _row(setup, parts, line, number, entered, width - INDENT, here=in_hand))
    return rows, here


def _row(
    setup: Setup, parts: Sequence[Part], line: Line, number: int, typed: str | None, width: int, *, here: bool
) -> Content:
    take = f"screen.take({number})"
    if line.part >= 0:
        return clickable(_part(parts[line.part], typed, min(_LIST, width), here=here), take)
    if line.every or line.choice:
        row = tick(line.choice, min(_LIST, width), all_wanted=not setup.value(line.field))
        return clickable(row, take)
    label = words(line.field.label.ljust(_LABEL), STRONG if here else "")
    if typed is not None:
        return label + words(f"‹{typed}▏›", STRONG)
    if line.opens:
        asked = sum(part.items > 0 for part in parts)
        chosen = f"{asked} of {len(parts)}" if line.field is PARTS else setup.words(line.field)
        return clickable(label + words(chosen).truncate(max(4, width - _LABEL - 1), ellipsis=True), take)
    return clickable(label, take) + values(setup.choices(line.field), number, width - _LABEL)


def _part(part: Part, typed: str | None, width: int, *, here: bool) -> Content:
    """How many questions a part asks, and of how many; what lacks stands out by a word, too."""
    asked = f"‹{typed}▏›" if typed is not None else f"‹{part.items}›" if here else f" {part.items} "
    lacking = part.items > part.there
    there = words(f"of {part.there}{'  too few' if lacking else ''}", "$warning" if lacking else QUIET)
    return spread(words(f"  {asked:>6} ", STRONG if here else "") + words(part.label), there, width)
