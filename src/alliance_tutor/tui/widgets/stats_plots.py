"""Plots as rows of text, with axes and units: columns, a year's days, ranges in rows, predicted against seen.

Heights, textures and signs tell what colour only helps.
"""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.insight import statistics
from alliance_tutor.insight.statistics import Bin, Recall
from alliance_tutor.insight.wording import digits, percent
from alliance_tutor.tui.text import QUIET, STRONG, words

SEEN, THIN, RANGE_UP, RANGE_ALONG, PERFECT, WANTED = "●", "○", "│", "─", "·", "┆"
TEXTURES = "·░▒▓█"
_LEAST = 4  # up to where a scale goes at least: a single question is no peak
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_SCALE = 7  # cells of the scale beside columns
_PERCENT_SCALE = 7  # cells of `100 % ┤`
_WEEKDAY = 4
_FIGURES = 24  # cells of `   88 %  87–89   of 3214`
_PREDICTED = " % predicted"
_WIDEST = 60  # cells of the square plot: wider it would be hard to follow a line
_STARTS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)


class Column(NamedTuple):
    """A column: its height, and what stands below it where there is room."""

    value: float
    label: str


class Line(NamedTuple):
    """A row of a plot of ranges: what it is of, and what was recalled; a strong one sums others up."""

    label: str
    recall: Recall
    strong: bool = False


def columns(shown: Sequence[Column], unit: str, width: int, height: int) -> list[Content]:
    """Columns over a scale in `unit`, `height` rows of them, and below a line of labels."""
    top = nice(max([_LEAST, *(column.value for column in shown)]))
    middle = (height + 1) // 2 if height % 2 == 0 and height > 4 else 0
    each = max(1, (width - _SCALE) // max(1, len(shown)))
    bar = max(1, each - 1)
    rows: list[Content] = []
    for row in range(height, 0, -1):
        scale = {height: f"{top:g}", middle: f"{top / 2:g}"}.get(row, "")
        marks = "".join(
            _EIGHTHS[_eighths(column.value / top * height, row)] * bar + " " * (each - bar)
            for column in shown
        )
        rows.append(words(f"{scale:>{_SCALE - 2}} {'┤' if scale else '│'}", QUIET) + words(marks, "$accent"))
    axis = words(f"{0:>{_SCALE - 2}} └{'─' * (each * len(shown))}", QUIET)
    labels = _labels([(place * each, column.label) for place, column in enumerate(shown)], width - _SCALE)
    return [words(unit.rjust(_SCALE - 2) + " ", QUIET), *rows, axis, words(" " * _SCALE + labels, QUIET)]


def nice(value: float) -> float:
    """The least of 1, 2, 4, 6, 10, 20, 40 … that is not below a value: from 2 on half of it is whole."""
    if value <= 1:
        return 1
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 4, 6, 10) if step * power >= value)


def year(
    weeks: Sequence[Sequence[int | None]], limits: Sequence[int], labels: Sequence[str], width: int
) -> list[Content]:
    """A column a week, a row a weekday, the textures by how much was done; `labels` stand above the weeks."""
    each = 2 if width >= _WEEKDAY + 2 * len(weeks) else 1
    shown = weeks[-((width - _WEEKDAY) // each) :]
    above = _labels([(place * each, label) for place, label in enumerate(labels[-len(shown) :])], width)
    rows = [words(" " * _WEEKDAY + above, QUIET)]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        row = words(name.ljust(_WEEKDAY), QUIET)
        for week in shown:
            answers = week[weekday]
            mark = " " if answers is None else TEXTURES[statistics.level(answers, limits)]
            row += words(mark * each, "$accent" if answers else QUIET)
        rows.append(row)
    return rows


def legend(limits: Sequence[int], least: int) -> Content:
    """How many answers each texture stands for; `least` is the fewest on a day with any."""
    starts = [least, *limits]
    told = [f"{TEXTURES[0]} none"]
    for place, start in enumerate(starts):
        end = starts[place + 1] - 1 if place + 1 < len(starts) else None
        span = f"{start} and more" if end is None else f"{start}" if end == start else f"{start}–{end}"
        told.append(f"{TEXTURES[place + 1]} {span}")
    return words("   ".join([*told, "answers"]), QUIET)


def ranges(lines: Sequence[Line], wanted: float, width: int) -> list[Content]:
    """A share a row with its range, beside the share that is wanted, and the scale below."""
    label = max(len(line.label) for line in lines) + 1
    room = max(10, width - label - _FIGURES)
    ends = [line.recall.range[0] for line in lines if not line.recall.few]
    start = _start([wanted, *ends])

    def column(share: float) -> int:
        return max(0, min(room - 1, round((share - start) / (1 - start) * (room - 1))))

    rows = [_range_row(line, wanted, label, room, column) for line in lines]
    ticks = [(column(tick / 10), f"{tick * 10} %") for tick in range(round(start * 10), 11)]
    axis = ["─"] * room
    for place, _ in ticks:
        axis[place] = "┬"
    axis[column(wanted)] = "┼"
    below = _labels([(min(place, room - len(text)), text) for place, text in ticks], room)
    blank = " " * label
    return [*rows, words(blank + "".join(axis), QUIET), words(blank + below, QUIET)]


def calibration(bins: Sequence[Bin], width: int, height: int) -> list[Content]:
    """What was seen over what was predicted, with ranges, beside the diagonal where both are alike.

    Bins with too few answers are left out.
    """
    shown = [each for each in bins if not each.seen.few]
    start = _start([each.low for each in shown] + [each.seen.range[0] for each in shown])
    room = min(width - _PERCENT_SCALE - len(_PREDICTED), _WIDEST)
    height = max(4, height)

    def column(share: float) -> int:
        return max(0, min(room - 1, round((share - start) / (1 - start) * (room - 1))))

    def row(share: float) -> int:
        return max(0, min(height, round((share - start) / (1 - start) * height)))

    cells = [[(" ", "")] * room for _ in range(height + 1)]
    for place in range(room):
        share = start + (1 - start) * place / (room - 1)
        cells[row(share)][place] = (PERFECT, "quiet")
    for each in shown:
        place = column(each.predicted)
        low, high = each.seen.range
        for at in range(row(low), row(high) + 1):
            cells[at][place] = (RANGE_UP, "")
        cells[row(each.seen.share)][place] = (SEEN, "$accent")
    labelled = {row(tick / 10): tick * 10 for tick in range(round(start * 10), 11, 1 if start >= 0.5 else 2)}
    rows = [words("recalled", QUIET)]
    for at in range(height, -1, -1):
        scale = f"{labelled[at]:>3} % ┤" if at in labelled else "      │"
        marks = Content("").join(
            words(mark, QUIET if style == "quiet" else style) for mark, style in cells[at]
        )
        rows.append(words(scale, QUIET) + marks)
    ticks = [(column(tick / 10), f"{tick * 10}") for tick in range(round(start * 10), 11)]
    below = _labels([(min(place, room - 3), text) for place, text in ticks], room)
    axis = words(f"      └{'─' * room}", QUIET)
    return [*rows, axis, words(" " * _PERCENT_SCALE + below + _PREDICTED, QUIET)]


def _range_row(line: Line, wanted: float, label: int, room: int, column: Callable[[float], int]) -> Content:
    recall, cells = line.recall, [" "] * room
    cells[column(wanted)] = WANTED
    if recall.n and not recall.few:
        low, high = (column(end) for end in recall.range)
        cells[low : high + 1] = [RANGE_ALONG] * (high + 1 - low)
    name = words(line.label.ljust(label), STRONG if line.strong else "")
    if not recall.n:
        return name + words("".join(cells), QUIET) + words("no answers".rjust(_FIGURES), QUIET)
    mark, place = (THIN if recall.few else SEEN), column(recall.share)
    drawn = words("".join(cells[:place]), QUIET) + words(mark, "$accent")
    drawn += words("".join(cells[place + 1 :]), QUIET)
    if recall.few:
        return name + drawn + words(f"{recall.passed} of {recall.n}: too few".rjust(_FIGURES), QUIET)
    low_text, high_text = (percent(end).removesuffix(" %") for end in recall.range)
    figures = words(f"{percent(recall.share):>7}", STRONG if line.strong else "")
    rest = f"{f'{low_text}–{high_text}':>7}{f'of {digits(recall.n)}':>10}"
    return name + drawn + figures + words(rest, QUIET)


def _start(shares: Sequence[float]) -> float:
    """Where a scale up to 1 begins, so that all shares are on it and at least its last fifth is shown."""
    return next((start for start in _STARTS[1:] if all(share >= start for share in shares)), 0.0)


def _eighths(height: float, row: int) -> int:
    """How many eighths of a row a column of a height in rows fills; what is there fills one at least."""
    filled = max(ceil((height - row + 1) * 8 - 1e-9), 1 if height > 0 and row == 1 else 0)
    return max(0, min(8, filled))


def _labels(placed: Sequence[tuple[int, str]], width: int) -> str:
    """Labels at their places in one line, those left out that have no room."""
    row = ""
    for place, label in placed:
        if label and place >= (len(row) + 1 if row else 0) and place + len(label) <= width:
            row = row.ljust(place) + label
    return row
