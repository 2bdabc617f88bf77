"""The settings as rows, and what each retention costs as bars with their figures beside them."""

from collections.abc import Sequence

from textual.content import Content

from alliance_tutor.desk.choices import BASIS, Choices, Kind, Row
from alliance_tutor.insight.wording import percent, rounded
from alliance_tutor.memory.workload import Cost
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, Key, clickable, hanging, indented, key_rows, words
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY

_LABEL = 24
_BAR = 24
_FIGURES = 51  # cells of a cost's other figures
_INDENT = 3


def draw(
    choices: Choices,
    rows: Sequence[Row],
    place: int,
    typed: str | None,
    told: tuple[str, str],
    costs: Sequence[Cost] | None,
    keys: Sequence[Key],
    width: int,
    height: int,
) -> list[Content]:
    """The screen with the row in `place` in hand; `told` is what just happened, with its style.

    `costs` is None while they are worked out, and empty where the row in hand has nothing to do with them.
    """
    roomy = height >= ROOMY
    gap = [BLANK] if roomy else []
    row = rows[place]
    foot = gap + indented(hanging(BLANK, words(row.why, QUIET), width - 5), _INDENT)
    if told[0]:
        foot += indented(hanging(BLANK, words(*told), width - 5), _INDENT)
    elif costs is None or costs:
        foot += indented(plot(costs, choices.retention(row), width - 5, of_all=bool(row.deck)), _INDENT)
    foot += gap + indented(key_rows(keys, width - 2)[: 2 if roomy else 1], 1)
    head = [words(" Settings", STRONG), *gap]
    listed = [_row(choices, each, number, place, typed, width) for number, each in enumerate(rows)]
    sight = max(1, height - len(head) - len(foot))
    top = max(0, min(place - sight // 2, len(listed) - sight))
    seen = listed[top : top + sight]
    return [*head, *seen, *[BLANK] * (sight - len(seen)), *foot][:height]


def plot(costs: Sequence[Cost] | None, chosen: float, width: int, *, of_all: bool) -> list[Content]:
    """Reviews a day by retention: a bar, figures, and what they rest on; the one in force is pointed at.

    `of_all` says that they are of all decks where only one is asked about.
    """
    if costs is None:
        return [words("Working out what that costs …", QUIET)]
    most = max((each.reviews for each in costs), default=0) or 1
    room = max(4, min(_BAR, width - _FIGURES))
    rows = []
    for each in costs:
        mark = f"{CURSOR} " if round(each.retention, 2) == round(chosen, 2) else "  "
        reviews, minutes = rounded(each.reviews), rounded(each.minutes)
        figures = f"{reviews:>5} reviews  {minutes:>3} min a day  {percent(each.known)} known"
        bar = ("█" * max(1, round(each.reviews / most * room))).ljust(room)
        row = Content.assemble(
            (mark, "$accent"), f"{percent(each.retention):>5}  ", (bar, "$accent"), f" {figures}"
        )
        rows.append(row.truncate(width))
    basis = f"If all decks wanted it. {BASIS}" if of_all else BASIS
    return [*rows, *hanging(BLANK, words(basis, QUIET), width)]


def _row(choices: Choices, row: Row, number: int, place: int, typed: str | None, width: int) -> Content:
    here = number == place
    mark = words(f" {CURSOR} " if here else "   ", "$accent")
    label = words((f"  {row.label}" if row.deck else row.label), STRONG if here else "")
    label = label.truncate(_LABEL - 1, ellipsis=True)
    label += " " * (_LABEL - label.cell_length)
    if here and typed is not None:
        return mark + label + words(f"‹{typed}▏›", STRONG)
    said = choices.words(row)
    if row.kind is Kind.OPEN:
        value = words(f" {said} …")
    else:
        value = words(f"‹{said}›", STRONG) if here else words(f" {said} ")
    line = mark + label + value.truncate(max(4, width - _LABEL - 4), ellipsis=True)
    return clickable(line, f"screen.take({number})")
