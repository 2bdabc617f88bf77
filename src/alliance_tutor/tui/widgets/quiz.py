"""What a quiz asks below the card: how sure the answer is, and whether it was right."""

from collections.abc import Sequence

from textual.content import Content

from alliance_tutor.insight.quizzing import CERTAINTIES, HOW_SURE
from alliance_tutor.tui.text import QUIET, STRONG, Key, clickable, words
from alliance_tutor.tui.widgets.sitting import CARD

RECALLED: Sequence[Key] = (("1", "wrong", "screen.judge(False)"), ("2", "right", "screen.judge(True)"))
NEAR: Sequence[Key] = (("y", "count it", "screen.judge(True)"), ("n", "it is wrong", "screen.judge(False)"))
_GAP = "   "


def certainty(width: int) -> Content:
    """How sure the learner is, one key each."""
    levels = [(str(int(each)), word, f"screen.sure({int(each)})") for each, word in CERTAINTIES.items()]
    return _row(HOW_SURE, levels, width)


def judging(choices: Sequence[Key], width: int) -> Content:
    """Whether the answer was right: `RECALLED` or `NEAR`."""
    return _row("were you right?", choices, width)


def aside(text: str, width: int) -> Content:
    """A quiet word under the card."""
    return Content(" " * _margin(width)) + words(text, QUIET)


def _row(asked: str, choices: Sequence[Key], width: int) -> Content:
    parts = [
        clickable(Content.assemble((key, STRONG), f" {word}"), action).stylize_before("$accent")
        for key, word, action in choices
    ]
    row = Content(_GAP).join([aside(asked, width), *parts])
    return row if row.cell_length <= width else Content("  ").join([aside(asked, width), *parts])


def _margin(width: int) -> int:
    """Where the card's text begins."""
    return max(1, (width - max(20, min(CARD, width - 4))) // 2)
