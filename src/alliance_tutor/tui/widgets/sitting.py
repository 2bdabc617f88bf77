"""A question on the screen, whole: title, card, ratings, notice and keys as rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content

from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory
from alliance_tutor.study.grading import Verdict
from alliance_tutor.study.session import Asked
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import QUIET, hanging, keys, lines, spread, words
from alliance_tutor.tui.widgets import bars, card

CARD = 76  # cells of text in a line, at most
BAR = 7
ARROW = 4  # cells before the field for typing
ROOMY = 18  # rows from which a blank one stands under the title
SPOKEN = ("undo", "skip", "bury", "suspend", "flag", "edit", "hint", "read", "quit")

Keys = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen shows of a question.

    `verdict` is None while it is asked; `previews` is what each rating would give. `cursor` is the place of
    the option pointed at and `chosen` the picked one in the question's own order, -1 for none. `top` is the
    first row of the card in sight.
    """

    asked: Asked
    verdict: Verdict | None
    previews: Mapping[Rating, Memory]
    suggested: Rating | None
    where: str
    checked: str
    position: int
    total: int
    finished: int
    returned: bool
    day: int
    now: int
    notice: str
    fault: str
    cursor: int
    chosen: int
    hint: bool
    addresses: bool
    top: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows; how far the card can be scrolled; where the field for typing lies: column, row and width."""

    rows: list[Content]
    last_top: int
    field: tuple[int, int, int]


def draw(view: View, width: int, height: int) -> Drawing:
    """The rows for a screen of that size."""
    room = max(20, min(CARD, width - 4))
    margin = max(1, (width - room) // 2)
    head = [_title(view, width - 2), *([Content("")] if height >= ROOMY else [])]
    fault = hanging(Content(""), words(view.fault, "$error"), width - 2)[:3] if view.fault else []
    foot = _rows(keys(_shown_keys(view) if view.verdict else _asked_keys(view), width - 2))
    ratings = _rows(card.ratings(view.previews, view.suggested, view.day, view.now, width))
    body = _rows(_card(view, room))
    sight = max(1, height - len(head) - len(ratings) - (len(fault) or 1) - len(foot))
    last_top = max(0, len(body) - sight)
    top = min(view.top, last_top)
    seen = body[top : top + sight]
    rows = [*_indented(head, 1), *_indented(seen, margin), *[Content("")] * (sight - len(seen))]
    rows += ratings if view.verdict else [Content("")] * len(ratings)
    rows += _indented([*(fault or [_notice(view, more=top < last_top)]), *foot], 1)
    field = margin + ARROW, len(head) + max(0, len(seen) - 1), room - ARROW
    return Drawing(rows[:height], last_top, field)


def _title(view: View, width: int) -> Content:
    flag = "  ⚑ flagged" if view.asked.standing.flagged else ""
    again = " again" if view.returned else ""
    far = words(f"{view.position} of {view.total}{again}  ") + bars.progress(view.finished, view.total, BAR)
    return spread(words(view.where) + words(flag, "$warning"), far, width)


def _card(view: View, width: int) -> Content:
    question, verdict = view.asked.question, view.verdict
    parts = [card.prompt(question, width)]
    if view.hint:
        hint = f"hint: {one_line(question.hint)}" if question.hint else "This card has no hint."
        parts += [Content(""), *hanging(Content(""), words(hint, QUIET), width)]
    if question.options:
        order = view.asked.order
        asked = card.options(question, order, view.cursor, width)
        parts += [Content(""), card.marked_options(question, order, view.chosen, width) if verdict else asked]
    if question.typed and not verdict:
        parts += [Content(""), words("  ›", "$accent")]
    if verdict:
        apart = [] if question.options else [Content("")]
        background = card.background(question, view.checked, width, addresses=view.addresses)
        parts += [Content(""), card.answer(question, verdict, width), *apart, background]
    return lines(parts)


def _notice(view: View, *, more: bool) -> Content:
    """What just happened, else that the text goes on below."""
    if view.notice:
        return words(view.notice, "$warning")
    return words("PgDn: more below ↓" if more else "", QUIET)


def _shown_keys(view: View) -> Keys:
    near = [("y", "count it", "screen.count")] if view.verdict and view.verdict.near else []
    accept = f"rates {view.suggested.word.capitalize()}" if view.suggested else ""
    return [("Enter", accept, "screen.accept"), *near, *_COMMON, *_LAST]


def _asked_keys(view: View) -> Keys:
    question, order = view.asked.question, view.asked.order
    hint = [("Tab", "hint", "screen.hint")] if question.hint else []
    if question.typed:
        first = [("Enter", "check", "screen.accept"), ("empty Enter", "reveals", "screen.accept"), *hint]
        spoken = [(f":{each}", "", f"screen.{each}") for each in ("undo", "skip", "flag", "quit")]
        return [*first, *spoken, ("F1", "help", "app.help")]
    pick = [(f"a–{card.LETTERS[len(order) - 1]}", "pick", "screen.accept")] if order else []
    aside = [each for each in _COMMON if each[1] in ("undo", "bury", "suspend")]
    return [*pick, ("Enter", "reveal", "screen.accept"), *hint, ("n", "skip", "screen.skip"), *aside, *_LAST]


def _rows(content: Content) -> list[Content]:
    return content.split("\n", allow_blank=True)


def _indented(rows: list[Content], margin: int) -> list[Content]:
    blank = Content(" " * margin)
    return [blank + row if row.plain else row for row in rows]


_COMMON = [
    ("u", "undo", "screen.undo"),
    ("f", "flag", "screen.flag"),
    ("x", "bury", "screen.bury"),
    ("z", "suspend", "screen.suspend"),
    ("e", "edit", "screen.edit"),
]
_LAST = [("q", "stop", "screen.quit"), ("?", "help", "app.help")]
