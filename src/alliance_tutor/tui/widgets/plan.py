"""A plan drawn: the shares foreseen as bars of three textures, and the rows of a plan in the making."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from alliance_tutor.insight import planning
from alliance_tutor.insight.planning import Glance, Line
from alliance_tutor.journal.plans import Plan, PlannedExam, Predicted
from alliance_tutor.study.plan_days import short_date
from alliance_tutor.study.plan_setup import LABELS, WHY, Kind, Row, Setup
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, clickable, hanging, words
from alliance_tutor.tui.widgets.bars import KNOWN, SLIPPING, UNSEEN
from alliance_tutor.tui.widgets.dashboard import CURSOR

if TYPE_CHECKING:
    from alliance_tutor.memory.forecast import Forecast, Range
    from alliance_tutor.study.exam_titles import Titles

_SHARE, _LATER = 11, 14  # cells of a range, and of the later one with its heading
_LEAST_BAR, _MOST_BAR, _LEAST_LABEL = 8, 20, 16
_LABEL = 10


class Page(NamedTuple):
    """All that the plan's page shows; `waiting` is due, new and minutes of today, `forecasts` by exam."""

    plan: Plan
    glance: Glance
    waiting: tuple[int, int, int]
    forecasts: "Sequence[tuple[PlannedExam, Forecast]]"
    titles: "Titles"


def draw(page: Page, width: int) -> list[Content]:
    """The page in lines of `width` cells."""
    plan, glance, today = page.plan, page.glance, page.glance.day
    rows = [words(planning.plan_words(plan, today), STRONG)]
    for exam in glance.ahead:
        rows += hanging(BLANK, words(planning.exam_line(exam, plan, today, page.titles)), width)
    due, new, minutes = page.waiting
    left = f"   {due} due · {new} new · about {minutes} min" if due or new else ""
    rows += [BLANK, words("Today   ", QUIET) + words(planning.done_words(glance)) + words(left, QUIET)]
    outside = planning.outside_words(glance)
    rows += hanging(BLANK, words(outside, QUIET), width) if outside else []
    if not glance.settled:
        rows += [BLANK, words("Working it out …", QUIET)]
    for exam, forecast in page.forecasts:
        rows += [BLANK, *_forecast(exam, forecast, page, width)]
    told = planning.told_of(plan)
    if told:
        rows += [BLANK, words("Exams that are over", QUIET)]
        rows += [
            row for each in told for row in hanging(BLANK, words(planning.ended_words(each, today)), width)
        ]
    return rows


def range_bar(share: "Range | Predicted", width: int) -> Content:
    """A range of shares: full up to its lower end, half full up to its upper one, at least one cell."""
    low = min(int(share.low * width), width - 1)
    high = min(max(round(share.high * width), low + 1), width)
    return Content.assemble(
        (KNOWN * low, "$accent"), (SLIPPING * (high - low), "$warning"), (UNSEEN * (width - high), QUIET)
    )


def _forecast(exam: PlannedExam, forecast: "Forecast", page: Page, width: int) -> list[Content]:
    bar = min(_MOST_BAR, width - _LEAST_LABEL - _SHARE - _LATER - 2)
    bar = bar if bar >= _LEAST_BAR else -1
    label = width - _SHARE - _LATER - bar - 1
    date = short_date(exam.day, page.glance.day)
    head = (
        f"{'If you keep to it':{label + bar + 1}}{date:>{_SHARE}}{f'+{planning.LATER_DAYS} days':>{_LATER}}"
    )
    warning = words(planning.warning(forecast), "$warning")
    rows = [*([*hanging(BLANK, warning, width), BLANK] if forecast.thin else []), words(head, QUIET)]
    deck = ""
    for number, line in enumerate(planning.lines(forecast, page.titles)):
        rows += [BLANK] if number == 1 or line.deck != deck else []
        rows += [words(line.deck, QUIET)] if line.deck != deck else []
        deck = line.deck
        rows.append(_line(line, label, bar, overall=not number))
    notes = map(words, planning.notes(forecast, page.plan))
    return [*rows, BLANK, *(row for note in notes for row in hanging(BLANK, note, width))]


def _line(line: Line, label: int, bar: int, *, overall: bool) -> Content:
    style = STRONG if overall else ""
    title = words(line.label, style).truncate(label - 1, ellipsis=True)
    drawn = range_bar(line.known, bar) + " " if bar > 0 else Content("")
    known, later = planning.share_words(line.known), planning.share_words(line.later)
    figures = words(f"{known:>{_SHARE}}", style) + words(f"{later:>{_LATER}}", QUIET)
    return title.pad_right(label - title.cell_length) + drawn + figures


class Place(NamedTuple):
    """A line of the set-up that the cursor can stand on: a row, or a deck of the list open below it.

    The first of such a list stands for all decks: `every`.
    """

    row: Row
    deck: str = ""
    every: bool = False


def places(setup: Setup, opened: Row | None) -> list[Place]:
    """The lines from the top; `opened` is the row whose list is open."""
    found: list[Place] = []
    for row in setup.rows:
        found.append(Place(row))
        if row == opened:
            found.append(Place(row, every=True))
            found += [Place(row, str(choice.value)) for choice in setup.choices(row)]
    return found


def draw_setup(setup: Setup, listed: Sequence[Place], here: int, width: int) -> list[Content]:
    """The lines of the set-up, the one in place `here` in hand; a blank one parts what belongs together."""
    rows: list[Content] = []
    for number, place in enumerate(listed):
        apart = place.row.kind in (Kind.DATE, Kind.MINUTES) and not place.deck and number
        rows += [BLANK] if apart else []
        mark = words(f" {CURSOR} " if number == here else "   ", "$accent")
        rows.append(
            clickable(mark + _setup_row(setup, place, number == here, width - 3), f"screen.take({number})")
        )
    return rows


def why(place: Place) -> str:
    """What a line is about."""
    return WHY[place.row.kind]


def _setup_row(setup: Setup, place: Place, here: bool, width: int) -> Content:
    if place.every or place.deck:
        chosen = setup.exams[place.row.exam].decks
        ticked = place.deck in chosen if place.deck else not chosen
        deck = setup.titles.deck(place.deck) if place.deck else "all"
        return words(f"  [{'x' if ticked else ' '}] {deck}").truncate(width, ellipsis=True)
    label = words(LABELS[place.row.kind].ljust(_LABEL), STRONG if here else "")
    value = setup.words(place.row)
    stepped = here and place.row.kind in (Kind.DATE, Kind.WEIGHT, Kind.MINUTES)
    shown = words(f"‹{value}›" if stepped else value or "none", STRONG if here else "")
    if place.row.kind is Kind.DATE:
        shown += words(f"   {planning.days_left(setup.exams[place.row.exam].day - setup.today)}", QUIET)
    return (label + shown).truncate(width, ellipsis=True)
