"""An exam's result as one page: the score, what it is made of, and the answers, the most telling first."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.insight import examining
from alliance_tutor.insight.examining import Row
from alliance_tutor.insight.quizzing import signed
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.score import Score, Tally
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, clickable, hanging, indented, lines, words
from alliance_tutor.tui.widgets import bars
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.exam import FLAGGED

_WIDE = 60  # cells from which a bar has its full length and the weakest is said in a word
_MARGIN = 3
_MOST, _MOST_PARTS = 6, 12  # bars at most
_PROMPT = 2  # rows of a question at most
_GAP = "   "


class Group(NamedTuple):
    """Answers under a heading."""

    heading: str
    answers: Sequence[Marked]


class Drawing(NamedTuple):
    """The page, and in which line the answer in hand begins and ends; 0 and 0 where there is none."""

    page: Content
    begins: int
    ends: int


def draw(
    score: Score, titles: Titles, said: Sequence[str], groups: Sequence[Group], place: int, width: int
) -> Drawing:
    """The page for lines of so many cells.

    `said` is what is to be told beside the score, `place` counts through the groups' answers.
    """
    rows: list[Content] = []
    for line in said:
        rows += indented(hanging(BLANK, words(line), width - _MARGIN), _MARGIN)
    rows += [BLANK] if rows else []
    parts = examining.by_part(score, titles)
    rows += _bars("by part", parts, _MOST_PARTS, width)
    told = {row.label for row in parts}
    for name, tallies in (
        ("by topic", examining.by_topic(score, titles)),
        ("by level", examining.by_level(score)),
        ("by type", examining.by_type(score)),
    ):
        rows += [] if {row.label for row in tallies} == told else _bars(name, tallies, _MOST, width)
    if score.sureness:
        sure = examining.certainty_lines(score.sureness)
        rows += [words(f"{'':{_MARGIN}}how sure", QUIET)]
        rows += indented(
            [row for line in sure for row in hanging(BLANK, words(line), width - _MARGIN)], _MARGIN
        )
        rows.append(BLANK)
    begins, ends, number = 0, 0, 0
    for group in groups:
        rows.append(words(f"{'':{_MARGIN}}{group.heading}", STRONG))
        for answer in group.answers:
            before = len(rows)
            rows += _entry(answer, number, width, here=number == place)
            begins, ends = (before, len(rows)) if number == place else (begins, ends)
            number += 1
        rows.append(BLANK)
    if not number:
        rows.append(words(_NONE_MISSED))
    return Drawing(lines(rows), begins, ends)


def _bars(heading: str, tallies: Sequence[Row], most: int, width: int) -> list[Content]:
    """A bar each, of many the others share one; the weakest is pointed at where it is alone."""
    if len(tallies) < 2:
        return []
    tallies = tallies if len(tallies) <= most else [*tallies[: most - 1], _others(tallies[most - 1 :])]
    length, weakest = (20, " ◂ weakest") if width >= _WIDE else (6, " ◂")
    figures = [f"{signed(row.tally.points)}/{signed(row.tally.most)}" for row in tallies]
    wide = max(map(len, figures))
    room = width - _MARGIN - length - wide - 2 - len(weakest)
    shares = sorted(row.tally.share for row in tallies)
    rows = [words(f"{'':{_MARGIN}}{heading}", QUIET)]
    for row, figure in zip(tallies, figures, strict=True):
        label = words(row.label).truncate(room, ellipsis=True)
        line = words(" " * _MARGIN) + label.pad_right(room - label.cell_length + 1)
        line += bars.share(row.tally.share, length) + words(f" {figure:>{wide}}")
        alone = row.tally.share == shares[0] < shares[1]
        rows.append(line + words(weakest, QUIET) if alone else line)
    return [*rows, BLANK]


def _others(rows: Sequence[Row]) -> Row:
    tallies = [row.tally for row in rows]
    items, right = sum(each.items for each in tallies), sum(each.right for each in tallies)
    points, most = sum(each.points for each in tallies), sum(each.most for each in tallies)
    return Row(f"{len(rows)} others", Tally("", "", items, right, points, most))


def _entry(answer: Marked, number: int, width: int, *, here: bool) -> list[Content]:
    mark = words(f" {CURSOR} " if here else "   ", "$accent") + words(f"{answer.number:>3}  ", QUIET)
    flag = words(f"{FLAGGED} " if answer.flagged else "", "$warning")
    asked = flag + words(one_line(answer.question.prompt), STRONG if here else "")
    room = width - mark.cell_length
    told = _told(answer)
    apart = [_GAP.join(told)] if len(_GAP.join(told)) <= room else [_GAP.join(told[:-1]), told[-1]]
    below = [row for text in apart for row in hanging(BLANK, words(text, QUIET), room)]
    rows = hanging(mark, asked, width)
    if len(rows) > _PROMPT:
        rows[_PROMPT - 1 :] = [rows[_PROMPT - 1].truncate(width - 1) + "…"]
    rows += indented(below, mark.cell_length)
    return [clickable(row, f"screen.open({number})") for row in rows]


def _told(answer: Marked) -> list[str]:
    """The verdict, what was given, and what is right; each only where it says something new."""
    given = [] if answer.blank else [examining.given(answer)]
    known = answer.right and not answer.verdict.overruled
    return [examining.outcome(answer), *given, *([] if known else [examining.key(answer)])]


_NONE_MISSED = "   Nothing missed."
