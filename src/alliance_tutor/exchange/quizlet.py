"""Quizlet: a term and its definition a row, parted by what its dialogue was told; nothing is quoted.

Quizlet's own separators are a tab between term and definition and a line end between rows.
"""

from collections.abc import Iterator
from typing import NamedTuple

from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.markup import from_plain
from alliance_tutor.exchange.report import Exported, Imported, Item, Outcome, Report, outcome_of
from alliance_tutor.exchange.sides import ASKED, lost, sides
from alliance_tutor.exchange.tables import decoding, traps
from alliance_tutor.exchange.tables.layout import Layout, Preview, shown_separator
from alliance_tutor.text import plain

_CELLS, _ROWS = "\t", "\n"
_ONE_LINE = " / "
"""What stands between lines where they have to be one."""

_LIKELY = (_CELLS, ";", " - ", ",")
"""What may part a term from its definition."""

_LOOKED_AT = 20
_SHOWN = 3


class _Row(NamedTuple):
    line: int
    text: str


class _Found(NamedTuple):
    text: str
    layout: Layout
    unsaid: tuple[str, ...]

    def rows(self) -> Iterator[_Row]:
        """Its rows, without blank ones."""
        line = 1
        for text in self.text.split(self.layout.rows):
            if text.strip():
                yield _Row(line + text[: len(text) - len(text.lstrip())].count("\n"), text)
            line += text.count("\n") + self.layout.rows.count("\n")


def look(data: bytes, layout: Layout) -> Preview:
    """How the file would be read. Raises UsageError where it is no text or holds no row."""
    return _preview(_found(data, layout))


def read(data: bytes, name: str, layout: Layout) -> Imported:
    """The deck of the file. Raises UsageError where it holds none, or what parts it is not said."""
    found = _found(data, layout)
    if found.unsaid:
        raise _preview(found).fault()
    gathering = Gathering(name)
    parting = found.layout.separator
    for row in found.rows():
        term, parted, definition = row.text.partition(parting)
        title = f"row “{shown(row.text)}”"
        if not parted:
            gathering.refuse(title, f"there is no {shown_separator(parting)} in it", row.line)
        elif not term.strip() or not definition.strip():
            gathering.refuse(title, "its term or its definition is empty", row.line)
        else:
            _take(gathering, row, parting)
    return gathering.deck()


def _take(gathering: Gathering, row: _Row, parting: str) -> None:
    term, _, definition = row.text.partition(parting)
    notes = []
    if parting in definition:
        notes.append(f"its definition has a {shown_separator(parting)} in it: it begins behind the first")
    found = [trap for cell in (term, definition) if (trap := traps.suspicion(cell))]
    card = {
        "type": "basic",
        "prompt": from_plain(term.strip()).text,
        "answer": from_plain(definition.strip()).text,
    }
    hand = f"see whether this is what was written: {found[0]}" if found else ""
    gathering.add(card, line=row.line, notes=(*notes, *found), hand=hand)


def write(deck: Deck, layout: Layout) -> Exported:
    """The deck as terms and definitions, with Quizlet's own separators or those of the layout."""
    cells, rows = layout.separator or _CELLS, layout.rows or _ROWS
    lines: dict[str, str] = {}
    notes = ("without everything but what is asked and answered",)
    items = [Item(Outcome.CHANGED, f"deck {deck.id}", notes)]
    for card in deck.cards:
        made, told = _rows_of(card, deck.language, cells, rows)
        id = card_id(card)
        if same := next((lines[row] for row in made if row in lines), ""):
            made, told = [], (f"{same} is the same in Quizlet",)
        lines |= dict.fromkeys(made, id)
        outcome = outcome_of(told) if made else Outcome.REFUSED
        items.append(Item(outcome, f"{card.type} {id}", told, card=id))
    ends = rows if rows.endswith("\n") else f"{rows}\n"
    text = rows.join(lines) + ends if lines else ""
    return Exported(text.encode(), Report(tuple(items)))


def _rows_of(card: AnyCard, language: str, cells: str, rows: str) -> tuple[list[str], tuple[str, ...]]:
    """The rows of a card and what they do not say; none, and why, where Quizlet cannot hold it."""
    on_one_line = not cells.strip() or not rows.strip()
    made: list[str] = []
    told: dict[str, None] = {}
    for both in sides(card, language):
        front, back = _lines(both.front), _lines(both.back)
        told |= dict.fromkeys(both.notes)
        if on_one_line and (len(front) > 1 or len(back) > 1):
            told["its lines are one"] = None
        ends = _ONE_LINE if on_one_line else "\n"
        term, definition = ends.join(front), ends.join(back)
        row = f"{term}{cells}{definition}"
        if not term or not definition:
            return [], ("a side of it shows nothing",)
        if row.partition(cells)[2] != definition:
            return [], (f"{shown_separator(cells)} stands in its term",)
        if cells in definition or f"{row}{rows}".partition(rows)[0] != row:
            return [], (f"{shown_separator(cells if cells in definition else rows)} stands in its words",)
        made.append(row)
    missing = lost(card, ASKED | {"id", "topic"})
    return made, (*told, *([f"without {', '.join(missing)}"] if missing else []))


def _lines(markdown: str) -> list[str]:
    """The lines of a text as words."""
    lines = (" ".join(line.split()) for line in plain(markdown).split("\n"))
    return [line.removeprefix("• ") for line in lines if line]


def _found(data: bytes, layout: Layout) -> _Found:
    text = decoding.decoded(data, layout.encoding)
    if not text.strip():
        raise UsageError("there is no row in this file", hint="is it of the format that was said?")
    unsaid = [] if layout.separator else ["what parts a term from its definition"]
    unsaid += [] if layout.rows else ["what parts its rows"]
    rows = text.split(layout.rows or _ROWS)[:_LOOKED_AT]
    likely = (sign for sign in _LIKELY if all(sign in row for row in rows if row.strip()))
    complete = Layout(
        encoding=decoding.named(data, layout.encoding),
        separator=layout.separator or next(likely, _CELLS),
        rows=layout.rows or _ROWS,
    )
    return _Found(text, complete, tuple(unsaid))


def _preview(found: _Found) -> Preview:
    shown_rows = []
    for row in found.rows():
        term, _, definition = row.text.partition(found.layout.separator)
        shown_rows.append((row.line, (("prompt", term), ("answer", definition))))
        if len(shown_rows) == _SHOWN:
            break
    return Preview(found.layout, tuple(shown_rows), found.unsaid)
