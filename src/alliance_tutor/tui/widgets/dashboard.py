"""The first screen's body: what is waiting, and where the learner stands."""

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from alliance_tutor.insight.overview import UNCOUNTED, Load, Mastery, Waiting
from alliance_tutor.tui.text import QUIET, STRONG, clickable, shown_key, spread, words
from alliance_tutor.tui.widgets import bars
from alliance_tutor.tui.widgets.sheet import Row

if TYPE_CHECKING:
    from alliance_tutor.insight.planning import Glance

CURSOR = "▌"
INDENT = 3
_COUNTS = 14  # the cells of `  due   new   `
_PERCENT = 7
_READING = "the decks are being read …"


class Dashboard(NamedTuple):
    """All that the first screen's body shows. `marked` is the row in hand; -1: none in that list.

    `plan` is None where there is none; while decks are `reading` what waits is not all known.
    """

    load: Load
    streak: int
    recent: tuple[int, ...]
    decks: tuple[Waiting, ...]
    notes: tuple[str, ...]
    marked_deck: int
    topics: tuple[Waiting, ...]
    marked_topic: int
    begun: bool
    plan: "Glance | None" = None
    reading: bool = False


class DeckRow(NamedTuple):
    """A deck's line, made when it comes into sight: of hundreds a screen shows a few."""

    deck: Waiting
    number: int
    marked: bool
    width: int

    def content(self) -> Content:
        """The line, which a click marks."""
        counts = f"{self.deck.due:>6}{self.deck.new:>6}  "
        return clickable(_row(self.deck, self.marked, self.width, counts), f"screen.deck({self.number})")


class Drawing(NamedTuple):
    """The lines of the body, and that on which the row in hand stands."""

    lines: tuple[Row, ...]
    marked_line: int


def draw(board: Dashboard, width: int) -> Drawing:
    """The body for a screen of `width` cells."""
    planned = board.plan if board.plan and board.plan.ahead else None
    today = _planned(planned, board, width) if planned else _today(board, width)
    lines: list[Row] = [Content(""), *today, *_over(board.plan), Content(""), _header(width)]
    marked = 0
    for number, deck in enumerate(board.decks):
        here = number == board.marked_deck and board.marked_topic < 0
        marked = len(lines) if here else marked
        lines.append(DeckRow(deck, number, here, width))
    for note in board.notes:
        lines += Content.assemble(" ", ("! ", "$warning"), words(note)).wrap(width - 1)
    if board.topics:
        lines += [Content(""), _title_of_topics(board)]
    for number, topic in enumerate(board.topics):
        here = number == board.marked_topic
        marked = len(lines) if here else marked
        lines.append(clickable(_row(topic, here, width, ""), f"screen.topic({number})"))
    if board.begun:
        label = "   Twelve weeks   "
        lines += [
            Content(""),
            Content.styled(label, QUIET) + bars.sparkline(board.recent, width - len(label) - 2),
        ]
    return Drawing(tuple(lines), marked)


def _today(board: Dashboard, width: int) -> list[Content]:
    load = board.load
    left = load.due + load.new
    if board.reading and not left:
        return [words(f"   Today     {_READING}", QUIET)]
    total = load.done + left
    streak = f"{board.streak} study days in a row" if board.streak > 1 else ""
    if not board.begun:
        return _welcome(load.new, width)
    if not left:
        what = Content.assemble(
            ("   Today     ", QUIET), ("all done", STRONG), ("   Enter: what else there is", QUIET)
        )
    else:
        counts = f"{load.due} due · {load.new} new · about {load.minutes} min"
        what = Content.assemble(("   Today     ", QUIET), (counts, STRONG))
    if load.paused:
        what += Content.styled("   new cards wait: reviews first", QUIET)
    bar_width = max(10, min(24, width - 30))
    bar = Content("   ") + bars.progress(load.done, total, bar_width) + f"  {load.done} of {total}"
    fits = what.cell_length + len(streak) + 2 < width
    return [spread(what, words(streak + " " if fits else "", QUIET), width), bar]


def _planned(plan: "Glance", board: Dashboard, width: int) -> list[Content]:
    """Today by the plan, beside the exam and the share that is foreseen for it."""
    from alliance_tutor.insight import planning  # only where there is a plan

    load = board.load
    if load.due or load.new:
        counts = f"{load.due} due · {load.new} new · about {load.minutes} min"
        what = words(counts, STRONG)
    elif board.reading:
        what = words(_READING, QUIET)
    elif plan.minutes and not plan.settled:
        what = words("choosing today's questions …", QUIET)
    else:
        told = "minutes used" if plan.minutes and plan.spent >= plan.minutes * 60_000 else "all done"
        told = told if plan.minutes else planning.done_words(plan)
        what = words(told, STRONG) + words(
            f"   {shown_key('Enter', 'screen.study')}: what else there is", QUIET
        )
    what = words("   Today     ", QUIET) + what
    bar_width = max(10, min(24, width - 30))
    bar = Content("   ") + bars.progress(min(plan.done, plan.minutes), plan.minutes, bar_width)
    bar += f"  {planning.done_words(plan)}"
    exam = words("Exam     ", QUIET) + words(planning.exam_words(plan), STRONG)
    held = words("if held then  ", QUIET) + words(planning.known_words(plan).rjust(exam.cell_length - 14))
    exam, held = (clickable(each + " ", "screen.plan") for each in (exam, held))
    rows = [spread(what, exam, width), spread(bar if plan.minutes else Content(""), held, width)]
    if what.cell_length + exam.cell_length >= width:
        rows = [what, bar, Content("   ") + exam, Content("   ") + held]
    outside = planning.outside_words(plan)
    return [*rows, *([words(f"   {outside}", QUIET).truncate(width - 1, ellipsis=True)] if outside else [])]


def _over(plan: "Glance | None") -> list[Content]:
    """The question after an exam."""
    if plan is None or not plan.over:
        return []
    from alliance_tutor.insight import planning

    asked = Content.assemble("   ", words(planning.over_words(plan.over[0], plan.day)), "   ", ("p", STRONG))
    return [Content(""), clickable(asked + words(" keeps your mark", QUIET), "screen.plan")]


def _welcome(new: int, width: int) -> list[Content]:
    """What a first start says: how much waits, and the one key."""
    waits = f"   {new} new questions wait. "
    key = shown_key("Enter", "screen.study"), STRONG
    if width < 76:
        return [Content.assemble(waits, key, " begins.")]
    begin = Content.assemble(waits, " Press ", key, " to begin.")
    return [begin, words("   Each comes back on the day on which you would be about to forget it.", QUIET)]


def _header(width: int) -> Content:
    title = words(f"{'':{INDENT}}Deck", QUIET)
    room = _title_width(width)
    gap = " " * max(1, INDENT + room - title.cell_length)
    return title + gap + words(f"{'due':>6}{'new':>6}  mastery", QUIET)


def _title_of_topics(board: Dashboard) -> Content:
    deck = board.decks[board.marked_deck].title if 0 <= board.marked_deck < len(board.decks) else ""
    return Content(" " * INDENT) + words(f"{deck} by topic", QUIET)


def _row(waiting: Waiting, here: bool, width: int, counts: str) -> Content:
    room = _title_width(width) + _COUNTS - len(counts)
    title = words(waiting.title).truncate(room, ellipsis=True)
    mark = Content.styled(f" {CURSOR} ", "$accent") if here else Content("   ")
    text = title.stylize(STRONG) if here else title
    return mark + text.pad_right(room - title.cell_length) + counts + _mastery(waiting.mastery, width)


def _mastery(of: Mastery, width: int) -> Content:
    room = _bar_width(width)
    if of == UNCOUNTED:
        return words(" " * (room + _PERCENT))
    if of.unseen == of.total:
        return words("not begun".ljust(room), QUIET) + " " * _PERCENT
    return bars.mastery(of, room) + f"{of.share:>5.0%} ".replace("%", " %")


def _bar_width(width: int) -> int:
    return max(8, min(32, width - INDENT - _COUNTS - _PERCENT - 30))


def _title_width(width: int) -> int:
    return max(8, width - INDENT - _COUNTS - _bar_width(width) - _PERCENT)
