"""What is unanswered or flagged in an exam that is about to be handed in, a row a question."""

from collections.abc import Sequence

from textual.content import Content

from alliance_tutor.insight.examining import open_words
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.text import one_line
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
from alliance_tutor.tui.widgets.exam import FLAGGED
from alliance_tutor.tui.widgets.roomy import ROOMY


def open_numbers(attempt: Attempt) -> list[int]:
    """The numbers of the questions that are unanswered or flagged."""
    return sorted({*attempt.unanswered, *attempt.flagged})


def draw(
    attempt: Attempt, place: int, clock: str, keys: Sequence[Key], width: int, height: int
) -> list[Content]:
    """The rows for a screen of that size, with the row in `place` in hand and in sight."""
    gap = [BLANK] if height >= ROOMY else []
    head = [spread(words("Hand in?", STRONG), words(clock), width - 2), *gap]
    for told in open_words(attempt):
        head += hanging(BLANK, words(told), width - 2)[: max(1, height // 8)]
    head += gap
    foot = [*hanging(BLANK, words(_NO_WAY_BACK, QUIET), width - 2), *gap, *key_rows(keys, width - 2)[:2]]
    sight = max(1, height - len(head) - len(foot))
    numbers = open_numbers(attempt)
    top = max(0, min(place - sight // 2, len(numbers) - sight))
    listed = [
        _row(attempt, number, here=row == place, width=width)
        for row, number in enumerate(numbers[top : top + sight], top)
    ]
    return [*indented(head, 1), *listed, *[BLANK] * (sight - len(listed)), *indented(foot, 1)][:height]


def _row(attempt: Attempt, number: int, *, here: bool, width: int) -> Content:
    mark = words(f" {CURSOR} " if here else "   ", "$accent") + words(f"{number:>3}  ", QUIET)
    sign = f"{FLAGGED} " if number in attempt.flagged else "  "
    state = words("unanswered  " if number in attempt.unanswered else "answered    ", QUIET)
    prompt = attempt.progress.paper.items[number - 1].question.prompt
    row = mark + words(sign, "$warning") + state + words(one_line(prompt), STRONG if here else "")
    return clickable(row.truncate(width - 1, ellipsis=True), f"screen.open({number})")


_NO_WAY_BACK = "Once it is handed in, no answer can be changed."
