"""The timeline as rows: years down the left, a rail with a mark for each card, what it asks beside it.

Three textures tell what colour only helps: `●` a card that was asked, `○` one that was not, `┆` where no card
lies for a decade or more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight.timeline import Dated, Period, day_words, periods
from alliance_tutor.insight.wording import date_words
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
    short,
    spread,
    words,
)
from alliance_tutor.tui.widgets import bars
from alliance_tutor.tui.widgets.dashboard import CURSOR
from alliance_tutor.tui.widgets.roomy import ROOMY

ASKED, NOT_ASKED, RAIL, HOLE = "●", "○", "│", "┆"
NOT_YET = "not asked yet"
WIDE = 60  # columns from which a row has margins
_DECADE = 10
_DETAIL = 6
_TAIL = 30  # cells of text in a row from which its answer has room


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen shows.

    `where` and `far` stand left and right in the first row; `cards` are those on show, `place` is the one in
    hand. `text` gives a question, None where its card has gone; it is asked only for what is in sight.
    `decks` maps ids to titles where more than one deck is on show, else it is empty; `topic` is where the
    card in hand belongs. `empty` are the lines that stand for the list where it has no card.
    """

    where: str
    far: str
    cards: Sequence[Dated]
    place: int
    text: Callable[[str], Question | None]
    decks: Mapping[str, str]
    topic: str
    empty: Sequence[str]
    keys: Sequence[Key]


class Drawing(NamedTuple):
    """The rows of the screen, and how many of them the list has."""

    rows: list[Content]
    sight: int


class Line(NamedTuple):
    """A row of the list: the card in a place, or with `between` the piece of rail above it."""

    place: int
    between: bool = False


def draw(view: View, width: int, height: int) -> Drawing:
    """The rows for a screen of that size."""
    roomy = height >= ROOMY
    title = spread(words(view.where), words(view.far), width - 2)
    keys = key_rows(view.keys, width - 2)[: 2 if roomy else 1]
    if not view.cards:
        told = [row for line in view.empty for row in [*hanging(BLANK, words(line), width - 6), BLANK]]
        body = [BLANK, *indented(told, 3)]
        sight = max(0, height - 1 - len(keys))
        return Drawing(_framed(title, (body + [BLANK] * sight)[:sight], keys)[:height], sight)
    bar = indented([overview(periods(view.cards, max(1, width // 2 - 8)), view, width - 2)], 1)
    head = [BLANK, *bar, BLANK] if roomy else bar
    detail = _detail(view, width) if roomy else []
    sight = max(1, height - 1 - len(head) - len(detail) - len(keys))
    lines = in_sight(view.cards, view.place, sight)
    listed = [_line(view, line, first=number == 0, width=width) for number, line in enumerate(lines)]
    body = [*head, *listed, *[BLANK] * (sight - len(listed)), *detail]
    return Drawing(_framed(title, body, keys)[:height], sight)


def in_sight(cards: Sequence[Dated], place: int, height: int) -> list[Line]:
    """At most `height` lines, with the one of the card in `place` in the middle as far as there are others.

    A piece of rail stands where a new decade begins.
    """
    low, high = max(0, place - height), min(len(cards), place + height + 1)
    lines: list[Line] = []
    for at in range(low, high):
        if at > low and _decade(cards[at]) != _decade(cards[at - 1]):
            lines.append(Line(at, between=True))
        lines.append(Line(at))
    row = lines.index(Line(place))
    top = max(0, min(row - height // 2, len(lines) - height))
    return lines[top : top + height]


def overview(parts: Sequence[Period], view: View, width: int) -> Content:
    """How many cards each decade has, by height, on one line; the one in hand stands in brackets."""
    here = next(number for number, part in enumerate(parts) if view.place < part.first + part.cards)
    labels, ends = _labels(parts, width), ("", "")
    if not any(labels):
        ends = f"{parts[0].begin} ", f" {parts[-1].begin + parts[-1].years - 1}"
    heights = bars.sparkline([part.cards for part in parts], len(parts)).plain
    row = words(ends[0], QUIET)
    for number, part in enumerate(parts):
        item = words(labels[number], STRONG if number == here else QUIET)
        item += words(heights[number], "$accent" if part.cards else QUIET)
        row += words({here: "‹", here + 1: "›"}.get(number, " "), STRONG)
        row += clickable(item, f"screen.go({part.first})") if part.cards else item
    return row + words("›" if here == len(parts) - 1 else " ", STRONG) + words(ends[1], QUIET)


def _labels(parts: Sequence[Period], width: int) -> list[str]:
    """The longest names of the periods for which a line has room: `1940s`, `40s`, nothing."""
    decades = all(part.years == _DECADE for part in parts)
    whole = [f"{part.begin}s" if decades else str(part.begin) for part in parts]
    cut = [label[-3:] for label in whole]
    usable = [whole, cut] if decades and len(set(cut)) == len(cut) else [whole]
    # A period takes its label, its height, and a sign between it and the next.
    return next((each for each in usable if sum(map(len, each)) + 2 * len(each) < width), [""] * len(parts))


def _line(view: View, line: Line, *, first: bool, width: int) -> Content:
    card, here = view.cards[line.place], line.place == view.place
    before = view.cards[line.place - 1] if line.place else None
    margin = " " if width >= WIDE else ""
    if line.between:
        hole = before is not None and _decade(card) - _decade(before) > 1
        return words(f"{margin} {margin}{'':4} {HOLE if hole else RAIL}", QUIET)
    cursor = words(f"{margin}{CURSOR if here else ' '}{margin}", "$accent")
    year = words(
        f"{card.year:>4} " if first or before is None or before.year != card.year else "     ", STRONG
    )
    mark = words(ASKED, "$accent") if card.asked else words(NOT_ASKED, QUIET)
    day = day_words(card.when).ljust(9 if margin else 6)
    left = cursor + year + mark + words(f" {day} ", QUIET if not here else "")
    deck = words(view.decks.get(card.deck, "") if width >= WIDE + 10 else "", QUIET)
    deck = deck.truncate(width // 10, ellipsis=True)
    room = width - left.cell_length - (deck.cell_length + 3 if deck else 2)
    row = spread(left + _essence(view, card, here, room), deck + " ", width)
    return clickable(row, f"screen.open_at({line.place})")


def _essence(view: View, card: Dated, here: bool, room: int) -> Content:
    """What the card asks and, once it was asked, the answer, as far as there is room."""
    question = view.text(card.questions[0])
    if question is None:
        return words("this card is not in the deck any more", QUIET).truncate(room, ellipsis=True)
    prompt = words(one_line(question.prompt), STRONG if here else "" if card.asked else QUIET)
    if room < _TAIL:
        return prompt.truncate(room, ellipsis=True)
    answer = words(one_line(question.answer) if card.asked else NOT_YET, QUIET)
    answer = answer.truncate(max(room // 3, room - prompt.cell_length - 3), ellipsis=True)
    return prompt.truncate(room - answer.cell_length - 3, ellipsis=True) + words(" · ", QUIET) + answer


def _detail(view: View, width: int) -> list[Content]:
    """The card in hand with its whole date, where it belongs, and more of its text."""
    card, room = view.cards[view.place], min(76, width - 4)
    question = view.text(card.questions[0])
    rows = [BLANK, spread(words(date_words(card.when), STRONG), words(view.topic, QUIET), room)]
    if question is not None:
        rows += hanging(BLANK, short(question.prompt), room)[:2]
        answer = short(question.answer) if card.asked else words(f"{NOT_YET}: the answer stays hidden")
        rows += hanging(BLANK, answer.stylize_before(QUIET), room)[:2]
    return indented([*rows, *[BLANK] * (_DETAIL - len(rows))], 3 if width >= WIDE else 1)


def _framed(title: Content, body: Sequence[Content], keys: Sequence[Content]) -> list[Content]:
    return [*indented([title], 1), *body, *indented(keys, 1)]


def _decade(card: Dated) -> int:
    return card.year // _DECADE
