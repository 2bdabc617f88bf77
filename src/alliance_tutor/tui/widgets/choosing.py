"""A list of choices: its rows under a title, and below them what the one in hand is for."""

from collections.abc import Sequence

from textual.content import Content

from alliance_tutor.study.choices import Choice
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
from alliance_tutor.tui.widgets.roomy import ROOMY

INDENT = 3
"""Cells before a row: the cursor's."""


def page(
    title: str,
    rows: Sequence[Content],
    here: int,
    why: str,
    telling: tuple[str, str],
    keys: Sequence[Key],
    width: int,
    height: int,
) -> list[Content]:
    """The screen, with the row `here` in sight; `telling` is what is told of it all, and its style."""
    roomy = height >= ROOMY
    gap = [BLANK] if roomy else []
    head = [words(f" {title}", STRONG), *gap]
    reason = [*gap, *indented(hanging(BLANK, words(why, QUIET), width - 4), INDENT)]
    told = indented(hanging(BLANK, words(*telling), width - 2), 1)
    foot = [*reason[: 3 if roomy else 1], *gap, *told[: 4 if roomy else 2]]
    foot += indented(key_rows(keys, width - 2)[: 2 if roomy else 1], 1)
    sight = max(1, height - len(head) - len(foot))
    top = max(0, min(here - sight // 2, len(rows) - sight))
    seen = rows[top : top + sight]
    return [*head, *seen, *[BLANK] * (sight - len(seen)), *foot][:height]


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
