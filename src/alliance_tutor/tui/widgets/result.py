"""A quiz's result as one page: what was right by topic and type, how sure it was, what was missed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.insight import quizzing
from alliance_tutor.study.answered import Answered
from alliance_tutor.study.result import Part, Result, Sureness
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, clickable, hanging, indented, lines, words
from alliance_tutor.tui.widgets import bars
from alliance_tutor.tui.widgets.dashboard import CURSOR

_WIDE = 60  # cells from which a bar has its full length and the weakest is said in a word
_MARGIN = 3
_PARTS = 6  # bars at most
_PROMPT = 2  # rows of a question at most
_GAP = "   "


class Entry(NamedTuple):
    """An answer to look at, and its place among those of the quiz."""

    place: int
    answered: Answered


class Group(NamedTuple):
    """Answers under a heading."""

    heading: str
    entries: Sequence[Entry]


class Drawing(NamedTuple):
    """The page, and in which line the answer in hand begins and ends; 0 and 0 where there is none."""

    page: Content
    begins: int
    ends: int


def draw(
    result: Result, title: Callable[[Part], str], groups: Sequence[Group], place: int, seed: int, width: int
) -> Drawing:
    """The page for lines of so many cells; `place` counts through the groups' answers."""
    rows: list[Content] = []
    for heading, parts in (("by topic", result.topics), ("by type", result.types)):
        rows += _parts(heading, parts, title, width) if len(parts) > 1 else []
    rows += _sureness(result.sureness, width) if result.sureness else []
    begins, ends, number = 0, 0, 0
    for heading, entries in groups:
        rows += [words(f"   {heading}", STRONG)]
        for entry in entries:
            before = len(rows)
            rows += _entry(entry, number, width, here=number == place)
            begins, ends = (before, len(rows)) if number == place else (begins, ends)
            number += 1
        rows.append(BLANK)
    if not number:
        rows += [words(_NONE_MISSED if result.n else _NOTHING), BLANK]
    return Drawing(lines([*rows, words(f"   seed {seed}", QUIET)]), begins, ends)


def _parts(heading: str, parts: Sequence[Part], title: Callable[[Part], str], width: int) -> list[Content]:
    """A bar a part, the weakest first; of many the others share one."""
    bars_of = [(title(part), part.share, part.right, part.n) for part in parts]
    if len(parts) > _PARTS:
        others = parts[_PARTS - 1 :]
        n, right = sum(part.n for part in others), sum(part.right for part in others)
        share = sum(part.credit for part in others) / n
        bars_of[_PARTS - 1 :] = [(f"{len(others)} others", share, right, n)]
    wide = width >= _WIDE
    length, weakest = (20, " ◂ weakest") if wide else (6, " ◂")
    room = width - _MARGIN - length - len("  999/999") - len(weakest)
    rows = [words(f"   {heading}", QUIET)]
    for number, (name, share, right, n) in enumerate(bars_of):
        label = words(name).truncate(room, ellipsis=True)
        row = words("   ") + label.pad_right(room - label.cell_length + 1) + bars.share(share, length)
        row += words(f" {f'{right}/{n}':>7}")
        alone = number == 0 and share < parts[1].share
        rows.append(row + words(weakest, QUIET) if alone else row)
    return [*rows, BLANK]


def _sureness(of: Sureness, width: int) -> list[Content]:
    told = [quizzing.levels(of), quizzing.earned(of), *quizzing.calibration(of.levels)]
    body = [row for text in told if text for row in hanging(BLANK, words(text), width - _MARGIN)]
    return [words("   how sure", QUIET), *indented(body, _MARGIN), BLANK]


def _entry(entry: Entry, number: int, width: int, *, here: bool) -> list[Content]:
    answered = entry.answered
    mark = words(f" {CURSOR} " if here else "   ", "$accent") + words(f"{entry.place + 1:>3}  ", QUIET)
    asked = words(one_line(answered.question.prompt), STRONG if here else "")
    room = width - mark.cell_length
    told = _told(answered)
    apart = [_GAP.join(told)] if len(_GAP.join(told)) <= room else [_GAP.join(told[:-1]), told[-1]]
    below = [row for text in apart for row in hanging(BLANK, words(text, QUIET), room)]
    rows = hanging(mark, asked, width)
    if len(rows) > _PROMPT:
        rows[_PROMPT - 1 :] = [rows[_PROMPT - 1].truncate(width - 1) + "…"]
    rows += indented(below, mark.cell_length)
    return [clickable(row, f"screen.open({number})") for row in rows]


def _told(answered: Answered) -> list[str]:
    """The verdict, what was given, and what is right; each only where it says something new."""
    recalled = not answered.blank and not answered.verdict.given
    given = [] if recalled else [quizzing.given(answered)]
    known = answered.right and not answered.verdict.overruled and not recalled
    return [quizzing.outcome(answered), *given, *([] if known else [quizzing.key(answered)])]


_NONE_MISSED = "   Nothing missed."
_NOTHING = "   No question was answered."
