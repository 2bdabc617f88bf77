"""What is picked, ticked, arranged or paired: drawn while it is asked, and marked afterwards.

A new form gets a drawing in each of the two tables at the end. Signs and words tell what colour only helps.
"""

from collections.abc import Callable

from textual.content import Content

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.study.draft import Draft
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked
from alliance_tutor.tui.text import BLANK, QUIET, STRONG, clickable, hanging, short, words

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RIGHT, _WRONG, _MISSED = ("✓", "$success"), ("✗", "$error"), ("○", "$warning")
_NONE = (" ", "")

Rows = list[Content]


def asked(question: Question, draft: Draft, width: int) -> Rows:
    """The rows to answer with; none where the answer is typed or recalled."""
    draw = _ASKED.get(question.form)
    return draw(question, draft, width) if draw else []


def marked(question: Question, order: tuple[int, ...], response: Response | None, width: int) -> Rows:
    """The same rows with what is right, what was given and why; `order` is the options as they were listed.

    Without a response the right answer is shown alone.
    """
    draw = _MARKED.get(question.form)
    return draw(question, order, response, width) if draw else []


def _options(question: Question, draft: Draft, width: int) -> Rows:
    rows: Rows = []
    ticks = draft.form is Form.TICK
    for place, option in enumerate(draft.order):
        box = f"[{'x' if option in draft.ticked else ' '}] " if ticks else ""
        mark = words(f"{_cursor(draft, place)} {LETTERS[place]}  {box}", STRONG)
        rows += _row(mark, short(question.options[option].text), width, f"screen.letter({place})")
    return rows


def _items(question: Question, draft: Draft, width: int) -> Rows:
    rows: Rows = []
    for place, item in enumerate(draft.order):
        held = draft.held and place == draft.cursor
        mark = words(f"{'↕' if held else _cursor(draft, place)} {place + 1}  ", STRONG)
        text = short(question.items[item])
        rows += _row(mark, text.stylize("bold $accent") if held else text, width, f"screen.digit({place})")
    return rows


def _pairs(question: Question, draft: Draft, width: int) -> Rows:
    rows: Rows = []
    letters = {option: LETTERS[place] for place, option in enumerate(draft.order)}
    for place, (item, option) in enumerate(zip(question.items, draft.paired, strict=True)):
        mark = words(f"{_cursor(draft, place)} {place + 1}  ", STRONG)
        partner = words("  → …", QUIET)
        if option is not None:
            partner = Content.assemble("  → ", (letters[option], STRONG), "  ")
            partner += short(question.options[option].text)
        rows += _row(mark, short(item) + partner, width, f"screen.digit({place})")
    rows.append(BLANK)
    used = set(draft.paired)
    for place, option in enumerate(draft.order):
        text = short(question.options[option].text)
        mark = words(f"  {LETTERS[place]}  ", STRONG)
        rows += _row(mark, text.stylize(QUIET) if option in used else text, width, f"screen.letter({place})")
    return rows


def _marked_options(
    question: Question, order: tuple[int, ...], response: Response | None, width: int
) -> Rows:
    rows: Rows = []
    several = question.form is Form.TICK
    given = response.options if isinstance(response, Ticked) else frozenset[int]()
    given = frozenset({response.option}) if isinstance(response, Picked) else given
    for place, index in enumerate(order):
        option, chosen = question.options[index], index in given
        (sign, colour), word = _NONE, ""
        if option.right and (chosen or not several or response is None):
            (sign, colour), word = _RIGHT, "" if chosen else "the answer"
        elif option.right:
            (sign, colour), word = _MISSED, "(missed)"
        elif chosen:
            (sign, colour), word = _WRONG, "your tick" if several else "your pick"
        mark = words(f"{sign} {LETTERS[place]}  ", colour or STRONG)
        text = short(option.text)
        rows += hanging(mark, text + words(f"   {word}", QUIET) if word else text, width)
        if chosen and option.why and not option.right:
            rows += hanging(Content("     "), short(option.why).stylize(QUIET), width)
    return rows


def _marked_items(question: Question, order: tuple[int, ...], response: Response | None, width: int) -> Rows:
    rows: Rows = []
    given = response.order if isinstance(response, Arranged) else None
    for place, item in enumerate(question.items):
        yours = given.index(place) if given else place
        sign, colour = (_RIGHT if yours == place else _WRONG) if given else _NONE
        text = short(item)
        if yours != place:
            text += words(f"   you: {yours + 1}", QUIET)
        rows += hanging(words(f"{sign} {place + 1}  ", colour or STRONG), text, width)
    return rows


def _marked_pairs(question: Question, order: tuple[int, ...], response: Response | None, width: int) -> Rows:
    rows: Rows = []
    given = response.options if isinstance(response, Paired) else question.partners
    for place, (item, right, yours) in enumerate(zip(question.items, question.partners, given, strict=True)):
        sign, colour = (_RIGHT if yours == right else _WRONG) if response else _NONE
        text = short(item) + words("  → ") + short(question.options[right].text)
        if yours is None:
            text += words("   (missed)", QUIET)
        elif yours != right:
            text += words("   you: ", QUIET) + short(question.options[yours].text).stylize(QUIET)
        rows += hanging(words(f"{sign} {place + 1}  ", colour or STRONG), text, width)
    return rows


def _cursor(draft: Draft, place: int) -> str:
    return "▸" if place == draft.cursor else " "


def _row(mark: Content, text: Content, width: int, action: str) -> Rows:
    return [clickable(row, action) for row in hanging(mark, text, width)]


_ASKED: dict[Form, Callable[[Question, Draft, int], Rows]] = {
    Form.PICK: _options,
    Form.TICK: _options,
    Form.ARRANGE: _items,
    Form.PAIR: _pairs,
}
_MARKED: dict[Form, Callable[[Question, tuple[int, ...], Response | None, int], Rows]] = {
    Form.PICK: _marked_options,
    Form.TICK: _marked_options,
    Form.ARRANGE: _marked_items,
    Form.PAIR: _marked_pairs,
}
