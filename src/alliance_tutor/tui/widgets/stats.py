"""The pictures of the statistics, each with its heading and with what it comes to in a sentence."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.insight import statistics
from alliance_tutor.insight import statistics_words as telling
from alliance_tutor.insight.overview import Mastery
from alliance_tutor.insight.statistics import Ahead, Calibration, Hard, Hardest, Mastered, Retention
from alliance_tutor.insight.statistics_words import HEADINGS, Pane
from alliance_tutor.insight.wording import date_words, percent
from alliance_tutor.journal.tallies import DayTally
from alliance_tutor.study.plan_days import short_date
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
from alliance_tutor.tui.widgets import bars
from alliance_tutor.tui.widgets import stats_plots as plots
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY
from alliance_tutor.tui.widgets.stats_plots import Column, Line

WIDEST = 96
"""Columns up to which pictures grow with the screen."""
_MARGIN = 2
_TALLEST = 16  # rows of a plot: a higher one shows nothing more
_AROUND = 3  # rows of a plot beside it: unit, axis, labels
_SCALE = 2  # rows of the scale below ranges
_WEEK = 7
_BAR = 16


class Body(NamedTuple):
    """A picture: the lines that stay at its top and at its bottom, and between them those that scroll."""

    head: list[Content]
    rows: list[Content]
    foot: list[Content] = []  # noqa: RUF012 - never changed


class Frame(NamedTuple):
    """What stands around a picture: where it is of, which pane it is, and the keys."""

    where: str
    pane: Pane
    keys: Sequence[Key]


def room(width: int) -> int:
    """How many cells wide a picture is on a screen of that width."""
    return max(20, min(WIDEST, width - 2 * _MARGIN + 1))


def space(frame: Frame, width: int, height: int) -> int:
    """How many lines there are between the panes' names and the keys."""
    return max(1, height - 2 - _air(height) - len(_keys(frame, width, height)))


def sight(frame: Frame, body: Body, width: int, height: int) -> int:
    """How many of the lines that scroll are on the screen."""
    return max(1, space(frame, width, height) - len(body.head) - len(body.foot))


def draw(frame: Frame, body: Body, top: int, width: int, height: int) -> list[Content]:
    """The rows of the screen, those that scroll from number `top` on."""
    high = sight(frame, body, width, height)
    last = min(top + high, len(body.rows))
    far = f"lines {top + 1}–{last} of {len(body.rows)}" if len(body.rows) > high else ""
    title = spread(words(f"Stats › {frame.where}"), words(far, QUIET), width - 2)
    listed = body.rows[top:last]
    inner = [*body.head, *listed, *[BLANK] * (high - len(listed)), *body.foot][: space(frame, width, height)]
    rows = [Content(" ") + title, Content(" ") + _tabs(frame.pane, width - 2), *[BLANK] * _air(height)]
    return [*rows, *indented(inner, _MARGIN), *indented(_keys(frame, width, height), 1)]


def ahead(of: Ahead, width: int, height: int) -> Body:
    """What falls due, a column a day."""
    head = _head(Pane.AHEAD, telling.ahead_words(of), width)
    if not sum(of.due):
        return Body(head, [])
    columns = [Column(due, _label(of.day + place, of.day)) for place, due in enumerate(of.due)]
    return Body(head, plots.columns(columns, "due", width, _within(height - len(head) - _AROUND)))


def days(recent: Sequence[DayTally], width: int, height: int) -> Body:
    """Answers a day, and minutes a day, the columns of a day one below the other."""
    head = _head(Pane.DAYS, telling.days_words(recent), width)
    if not any(tally.answers for tally in recent):
        return Body(head, [])
    today, each = recent[-1].day, _within((height - len(head) - 2 * _AROUND + 1) // 2)
    answers = [Column(tally.answers, "") for tally in recent]
    minutes = [Column(tally.ms / 60_000, _label(tally.day, today)) for tally in recent]
    above = plots.columns(answers, "answers", width, each)[:-1]  # the labels stand below the minutes
    return Body(head, [*above, *plots.columns(minutes, "min", width, each)])


def year(tallies: Sequence[DayTally], day: int, streak: int, width: int) -> Body:
    """A year's days."""
    head = _head(Pane.YEAR, telling.year_words(tallies, day, streak), width)
    weeks = statistics.weeks(tallies, day)
    active = [answers for week in weeks for answers in week if answers]
    if not active:
        return Body(head, [])
    limits = statistics.limits(active)
    legend = plots.legend(limits, min(active)).truncate(width)
    return Body(head, [*plots.year(weeks, limits, _months(len(weeks), day), width), BLANK, legend])


def retention(of: Retention, width: int, height: int) -> Body:
    """The share that was recalled, with its range, in all and month by month."""
    told = telling.retention_words(of)
    if not of.all.n:
        return Body(_head(Pane.RETENTION, told, width), [])
    head = _head(Pane.RETENTION, f"{told} {plots.WANTED} marks it.", width)
    begun = next(place for place, month in enumerate(of.months) if month.all.n)
    summed = [Line("All", of.all, strong=True), Line("Young", of.young), Line("Mature", of.mature)]
    months = [Line(telling.month_name(month.year, month.month), month.all) for month in of.months[begun:]]
    shown = [*summed, *months[-max(1, height - len(head) - len(summed) - _SCALE) :]]
    return Body(head, plots.ranges(shown, of.wanted, width))


def mastery(
    whole: Mastered,
    parts: Sequence[Mastered],
    name: Callable[[Mastered], str],
    wanted: float,
    width: int,
    *,
    all_read: bool,
) -> Body:
    """A bar a deck and topic; `whole` are all of them together, `name` gives their titles."""
    decks = sum(not part.topic for part in parts)
    title = max(12, width - 40)
    rows: list[Content] = []
    for part in parts:
        rows += [BLANK] if 1 < decks < len(parts) and not part.topic and rows else []
        indent = "  " if decks and part.topic else ""
        rows.append(_mastery_row(part, indent + name(part), title, strong=not indent))
    told = telling.mastery_words(whole, wanted) if all_read else "Adding up …"
    over = words(f"{'':{title + _BAR}}{'recalled':>10}{'known':>14}", QUIET)
    key = (
        f"{bars.KNOWN} known: {percent(wanted)} or above   {bars.SLIPPING} slipping   {bars.UNSEEN} not asked"
    )
    return Body([*_head(Pane.MASTERY, told, width), over], rows, [BLANK, words(key, QUIET).truncate(width)])


def calibration(of: Calibration, width: int, height: int) -> Body:
    """Predicted against seen."""
    told = telling.calibration_words(of)
    if all(each.seen.few for each in of.bins):
        return Body(_head(Pane.CALIBRATION, told, width), [])
    head = _head(Pane.CALIBRATION, f"{told} On the dotted line both are alike.", width)
    return Body(head, plots.calibration(of.bins, width, _within(height - len(head) - _AROUND - 1)))


def hardest(of: Hardest, prompt: Callable[[str], Content], here: int, width: int) -> Body:
    """The questions that lapsed most often, the one in place `here` in hand."""
    head = _head(Pane.HARDEST, telling.hardest_words(of), width)
    if not of.questions:
        return Body(head, [])
    hard = of.questions[here]
    listed = enumerate(of.questions)
    rows = [_hard_row(each, prompt(each.question), place, place == here, width) for place, each in listed]
    whole = hanging(BLANK, prompt(hard.question), width)[:2]
    foot = [BLANK, *whole, words(telling.hard_words(hard), QUIET)]
    return Body([*head, words(f"{'lapses':>8}{'answers':>9}", QUIET)], rows, foot)


def waiting(pane: Pane, width: int) -> Body:
    """A picture that is being made."""
    return Body(_head(pane, "Adding up …", width), [])


def nothing_yet(pane: Pane, width: int) -> Body:
    """A picture of a history without an answer."""
    return Body(_head(pane, telling.NOTHING_YET, width), [])


def explanation(width: int, figures: Iterable[str]) -> list[Content]:
    """What each figure means, and the `figures` that stand in no picture."""
    rows: list[Content] = []
    for figure in figures:
        rows += hanging(BLANK, words(figure, STRONG), width)
    rows += [BLANK] if rows else []
    for name, meaning in telling.EXPLANATION:
        rows += [*hanging(BLANK, words(f"{name}: ", STRONG) + words(meaning), width), BLANK]
    return rows


def _head(pane: Pane, told: str, width: int) -> list[Content]:
    """What a picture shows, and what it comes to."""
    return [*hanging(BLANK, words(HEADINGS[pane], STRONG), width), *hanging(BLANK, words(told), width), BLANK]


def _within(rows: int) -> int:
    return max(3, min(_TALLEST, rows))


def _label(day: int, today: int) -> str:
    """What stands below the column of a day: today, and the date of every seventh from it."""
    return "" if (day - today) % _WEEK else short_date(day, today) if day != today else "today"


def _months(weeks: int, day: int) -> list[str]:
    """Above each week the name of the month that begins in it."""
    monday = day - (day - 1) % 7 - 7 * (weeks - 1)
    firsts = [date.fromordinal(max(1, monday + 7 * week + 6)) for week in range(weeks)]
    return [date_words(f"{first:%Y-%m}").partition(" ")[0] if first.day <= 7 else "" for first in firsts]


def _mastery_row(part: Mastered, title: str, room: int, *, strong: bool) -> Content:
    name = words(title, STRONG if strong else "").truncate(room - 1, ellipsis=True)
    name = name.pad_right(room - name.cell_length)
    if not part.asked:
        return (
            name + words("not begun".ljust(_BAR), QUIET) + words(f"{part.questions} to ask".rjust(24), QUIET)
        )
    bar = bars.mastery(Mastery(part.above, part.asked - part.above, part.questions - part.asked), _BAR)
    known = f"{part.above} of {part.questions}"
    return name + bar + words(f"{percent(part.mean):>10}") + words(f"{known:>14}", QUIET)


def _hard_row(hard: Hard, prompt: Content, place: int, here: bool, width: int) -> Content:
    mark = words(f"{CURSOR} " if here else "  ", "$accent")
    counts = words(f"{hard.lapses:>6}", STRONG) + words(f"{hard.answers:>9}", QUIET)
    leech = words("  leech  " if hard.leech else "         ", "$warning")
    row = mark + counts + leech + (prompt.stylize(STRONG) if here else prompt)
    return clickable(row.truncate(width, ellipsis=True), f"screen.open({place})")


def _tabs(pane: Pane, width: int) -> Content:
    """The panes by number; where there is little room the names of the others are left out."""
    whole = [f"{number} {each}" for number, each in enumerate(Pane, start=1)]
    fits = sum(map(len, whole)) + 2 * len(whole) <= width
    parts = []
    for number, (each, text) in enumerate(zip(Pane, whole, strict=True), start=1):
        shown = words(
            f"‹{text}›" if each is pane else text if fits else str(number), STRONG if each is pane else QUIET
        )
        parts.append(clickable(shown, f"screen.pane({number - 1})"))
    return Content(" " if fits else "  ").join(parts)


def _keys(frame: Frame, width: int, height: int) -> list[Content]:
    return key_rows(frame.keys, width - 2)[: 2 if height >= ROOMY else 1]


def _air(height: int) -> int:
    return 1 if height >= ROOMY else 0
