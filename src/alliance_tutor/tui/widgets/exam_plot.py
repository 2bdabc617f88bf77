"""Scores over time as rows of text: a mark a score, a bar for its range, axes with their units.

Signs tell what colour only helps: `●` a score, `◆` the one in hand, `│` its range, `┄` the pass mark.
"""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.insight.wording import date_words
from alliance_tutor.tui.text import QUIET, clickable, words

SCORE, IN_HAND, RANGE, PASS = "●", "◆", "│", "┄"
_AXIS = 7  # cells of `100 % ┤`
_OTHERS = 3  # rows beside the steps: that of 0 %, the axis and the dates
_LABELLED = 20  # percent from one label of the scale to the next
_LEAST = 2  # columns from one score to the next, so that each can be told from its neighbours


class Point(NamedTuple):
    """A score on a day (a proleptic ordinal and `YYYY-MM-DD`): its share and range, 0..1."""

    day: int
    date: str
    share: float
    low: float
    high: float


def steps_for(height: int) -> int:
    """Into how many steps the scale is divided where the plot may have so many rows; 0 for no plot."""
    return next((steps for steps in (20, 10, 5) if steps + _OTHERS <= height), 0)


def plot(
    points: Sequence[Point], here: int, cut_score: float | None, width: int, steps: int
) -> list[Content]:
    """The scores, the earliest left, with the axes.

    Of more than there is room for, those around the one in hand. `cut_score` is a percentage.
    """
    room = max(4, width - _AXIS)
    most = max(1, (room - 2) // _LEAST)
    first = max(0, min(here - most // 2, len(points) - most))
    shown = points[first : first + most]
    columns = [column + 1 for column in columns_of([point.day for point in shown], room - 2)]
    limit = None if cut_score is None else round(cut_score / 100 * steps)
    rows = [
        _row(step, steps, limit, [*zip(columns, shown, strict=True)], here - first, first, room)
        for step in range(steps, -1, -1)
    ]
    return [*rows, words(" " * (_AXIS - 1) + "└" + "─" * room, QUIET), _dates(columns, shown, room)]


def columns_of(days: Sequence[int], width: int) -> list[int]:
    """A column for each day by the calendar, but no two closer than can be told apart."""
    if not days:
        return []
    span = max(1, days[-1] - days[0])
    found = [round((day - days[0]) / span * (width - 1)) for day in days]
    for place in range(1, len(found)):
        found[place] = max(found[place], found[place - 1] + _LEAST)
    last = width - 1
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], last)
        last = found[place] - _LEAST
    return found


def _row(
    step: int,
    steps: int,
    limit: int | None,
    points: Sequence[tuple[int, Point]],
    here: int,
    first: int,
    width: int,
) -> Content:
    """All that lies on one step of the scale."""
    cells = [words(PASS if step == limit else " ", QUIET)] * width
    for place, (column, point) in enumerate(points):
        action = f"screen.go({first + place})"
        if step == round(point.share * steps):
            sign = IN_HAND if place == here else SCORE
            cells[column] = clickable(words(sign, "$accent"), action)
        elif round(point.low * steps) <= step <= round(point.high * steps):
            cells[column] = clickable(words(RANGE, "" if place == here else QUIET), action)
    percent = 100 * step // steps
    label = "      │" if percent % _LABELLED else f"{percent:>3} % ┤"
    return words(label, QUIET) + Content("").join(cells)


def _dates(columns: Sequence[int], points: Sequence[Point], width: int) -> Content:
    """The dates of the first and of the last score, and of those between that have room."""
    row = " " * (width + _AXIS)
    taken: list[tuple[int, int]] = []
    for place in dict.fromkeys([0, len(points) - 1, *range(len(points))]):
        label = date_words(points[place].date)
        begin = max(0, min(columns[place] + _AXIS - 1, len(row) - len(label)))
        end = begin + len(label)
        if all(end + 2 <= other or begin >= its_end + 2 for other, its_end in taken):
            taken.append((begin, end))
            row = row[:begin] + label + row[end:]
    return words(row.rstrip(), QUIET)
