"""The exams that were taken: their scores over time, and a row for each."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from alliance_tutor.desk.exams import Taken
from alliance_tutor.insight import examining
from alliance_tutor.insight.quizzing import signed
from alliance_tutor.insight.wording import percent, single
from alliance_tutor.memory.studyday import Moment
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
from alliance_tutor.tui.widgets.exam_plot import IN_HAND, PASS, RANGE, SCORE, Point, plot, steps_for
from alliance_tutor.tui.widgets.roomy import ROOMY

_LISTED = 5  # rows of the list beside a plot, at least
_EDGE = 3  # cells left free on either side


def draw(
    taken: Sequence[Taken], place: int, fault: str, keys: Sequence[Key], width: int, height: int
) -> list[Content]:
    """The rows for a screen of that size; `taken` is in order of time, the latest is listed first."""
    gap = [BLANK] if height >= ROOMY else []
    far = words(f"{place + 1} of {len(taken)}" if taken else "")
    head = [*indented([spread(words("Exams taken", STRONG), far, width - 2)], 1), *gap]
    foot = indented([*([words(fault, "$error")] if fault else []), *key_rows(keys, width - 2)[:2]], 1)
    if not taken:
        body = [*gap, *indented(hanging(BLANK, words(_NONE), width - 2 * _EDGE), _EDGE)]
    else:
        here = len(taken) - 1 - place
        steps = steps_for(height - len(head) - len(foot) - _LISTED - 2)
        body = _plotted(taken, here, width, steps) if steps else []
        sight = max(1, height - len(head) - len(body) - len(foot))
        body += _listed(taken, place, width, sight)
    body += [BLANK] * (height - len(head) - len(body) - len(foot))
    return [*head, *body, *foot][:height]


def _plotted(taken: Sequence[Taken], here: int, width: int, steps: int) -> list[Content]:
    points = [_point(each) for each in taken]
    cut_score = taken[here].cut_score
    rows = plot(points, here, cut_score, width - 2 * _EDGE, steps)
    signs = f"{IN_HAND} in hand   {SCORE} others   {RANGE} range, of all such questions"
    signs += f"   {PASS} pass mark" if cut_score is not None else ""
    told = words(signs, QUIET).truncate(width - _EDGE - 1, ellipsis=True)
    return [*indented([*rows, told], _EDGE), BLANK]


def _listed(taken: Sequence[Taken], place: int, width: int, sight: int) -> list[Content]:
    """A heading and the rows in sight; no heading where there is hardly room for a row."""
    rows: list[Content] = []
    if sight > 1:
        rows.append(words(f"   {'taken':>11}{_HEADING}", QUIET).truncate(width - 1))
        sight -= 1
    top = max(0, min(place - sight // 2, len(taken) - sight))
    for row in range(top, min(len(taken), top + sight)):
        here = row == place
        mark = words(f" {CURSOR} " if here else "   ", "$accent")
        line = words(_line(taken[len(taken) - 1 - row]), STRONG if here else "")
        shown = (mark + line).truncate(width - 1, ellipsis=True)
        rows.append(clickable(shown, f"screen.open({row})"))
    return rows


def _line(taken: Taken) -> str:
    """One exam in columns, what tells most first, so that a narrow screen cuts the title."""
    score = taken.score
    share = "–" if score.share is None else percent(score.share)
    reach = f"{round(score.low * 100)}–{round(score.high * 100)} %"
    points = f"{signed(score.points)}/{signed(score.most)}"
    passed = {None: "", True: "passed", False: "not passed"}[score.passed]
    predicted = "" if score.predicted is None else percent(score.predicted)
    date = examining.date_line(taken.handed_in)
    return f"{date:>11}{share:>8}{reach:>10}{points:>9}  {passed:10} {predicted:>9}  {single(taken.title)}"


_HEADING = f"{'score':>8}{'range':>10}{'points':>9}  {'pass mark':10} {'predicted':>9}  exam"


def _point(taken: Taken) -> Point:
    score = taken.score
    day = _day(taken.handed_in)
    return Point(day.toordinal(), day.isoformat(), score.share or 0.0, score.low, score.high)


def _day(moment: Moment) -> date:
    """The learner's date then; the first of the calendar where it holds no such year."""
    days = (moment.at + moment.offset * 60_000) // 86_400_000 + date(1970, 1, 1).toordinal()
    return date.fromordinal(min(max(days, 1), date.max.toordinal()))


_NONE = "No exam has been taken to its end yet. One is set up on the first screen."
