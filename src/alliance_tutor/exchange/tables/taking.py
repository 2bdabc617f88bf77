"""Rows of a table → cards: what a cell says that a card cannot is named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from alliance_tutor.deck.cards import CARD_TYPES
from alliance_tutor.deck.values import did_you_mean, shown
from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.markup import Marked
from alliance_tutor.exchange.moodle.numbers import as_number, exact, is_kept
from alliance_tutor.exchange.tables import cells, traps
from alliance_tutor.exchange.tables.cells import items, line, parts, truth
from alliance_tutor.exchange.tables.columns import COLUMNS
from alliance_tutor.exchange.tables.layout import LEFT_OUT
from alliance_tutor.exchange.tables.rows import Row
from alliance_tutor.exchange.tables.sources import Sources

Cells = Mapping[str, tuple[str, ...]]
"""The cells of a row by their columns; a column may stand there several times. None is blank."""

Turn = Callable[[str, bool], Marked]
"""`turn(text, inline)` makes deck text of a cell's text."""

_OWN = {
    "basic": {"reverse"},
    "cloze": {"typed"},
    "choice": {"distractors", "shuffle"},
    "multiple-response": {"distractors", "shuffle"},
    "true-false": set(),
    "short-answer": {"accept", "case_sensitive"},
    "numeric": {"tolerance", "unit"},
    "date": set(),
    "ordering": set(),
    "matching": {"distractors"},
    "open": {"lines"},
}
"""The columns that only some types of card have."""

_ALWAYS = frozenset(COLUMNS) - {column for columns in _OWN.values() for column in columns}

_TYPED_BY_HAND = ("prompt", "answer", "distractors", "accept")


class _Refused(Exception):
    """A row that makes no card; the message says why."""


class _Reader(NamedTuple):
    """Reads the cells of one row; `notes` gathers what is to be said."""

    row: Cells
    turn: Turn | None
    notes: list[str]

    def one(self, column: str) -> str:
        """The cell of a column, empty if there is none."""
        return self.row.get(column, ("",))[0]

    def long(self, column: str) -> str:
        """A long text."""
        return self._marked(cells.text(self.one(column)), inline=False)

    def short(self, column: str) -> str:
        """A short text."""
        return self._marked(line(self.one(column)), inline=True)

    def many(self, column: str) -> tuple[str, ...]:
        """The items of a list of texts."""
        return tuple(self._marked(item, inline=True) for item in items(self.row.get(column, ())))

    def with_parts(self, column: str) -> tuple[tuple[str, str], ...]:
        """The items of a list, each in two parts; the second may be empty."""
        found = []
        for item in items(self.row.get(column, ())):
            first, *rest = parts(item)
            found.append(
                (self._marked(first, inline=True), self._marked(cells.PARTS.join(rest), inline=True))
            )
        return tuple(found)

    def number(self, column: str) -> Any:
        """A number, as far as the cell is one."""
        cell = line(self.one(column)).replace("−", "-").replace("\u00a0", "").replace("\u202f", "")
        number = exact(cell)
        if number is None and cell.count(",") == 1 and (number := exact(cell.replace(",", "."))) is not None:
            if len(cell.partition(",")[2]) == 3:
                raise _Refused(f"“{shown(cell)}” may be two numbers: write it without a comma")
            self.notes.append(f"“{shown(cell)}” is read as {cell.replace(',', '.')}")
        if number is None:
            return line(self.one(column))
        if cell.lstrip("+-").startswith("0") and cell.lstrip("+-0")[:1].isdigit():
            self.notes.append(f"“{shown(cell)}” is a number here, without its leading zeros")
        if not is_kept(number):
            self.notes.append(f"{shown(cell)} has more digits than a number can have here")
        return as_number(number)

    def day(self, column: str) -> str:
        """A day, month or year."""
        try:
            day, note = cells.day(self.one(column))
        except ValueError as fault:
            raise _Refused(str(fault)) from None
        self.notes.extend([note] if note else [])
        if trap := traps.suspicion(day):
            raise _Refused(trap)
        return day

    def gapped(self, column: str) -> str:
        """A cloze text."""
        text = cells.text(self.one(column))
        turn = self.turn
        marked = gaps.marked(text, lambda part: turn(part, False)) if turn else Marked(text)
        self.notes.extend(marked.notes)
        return marked.text

    def _marked(self, text: str, *, inline: bool) -> str:
        marked = self.turn(text, inline) if self.turn else Marked(text)
        self.notes.extend(marked.notes)
        return marked.text


def by_columns(columns: Sequence[str], row: Row) -> tuple[Cells, tuple[str, ...]]:
    """The cells of a row by their columns, and what is to be said of those that have none."""
    found: dict[str, tuple[str, ...]] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column != LEFT_OUT and cell.strip():
            found[column] = (*found.get(column, ()), cells.unguarded(cell))
    beyond = [cell for cell in row.cells[len(columns) :] if cell.strip()]
    return found, tuple(f"without the cell “{shown(cell)}”, which stands in no column" for cell in beyond)


def take(
    gathering: Gathering,
    row: Cells,
    *,
    line: int,
    sources: Sources,
    turn: Turn | None,
    path: tuple[str, ...],
    notes: Iterable[str] = (),
) -> None:
    """Put a row into the deck as a card, or refuse it; without `turn` its texts are deck text already."""
    reader = _Reader(row, turn, list(notes))
    type = _type(row)
    name = f"{type} “{shown(reader.one('prompt'))}”"
    try:
        if type not in _OWN:
            hint = did_you_mean(type, CARD_TYPES) or f"the types are {', '.join(CARD_TYPES)}"
            raise _Refused(f"there is no such type of card: {hint}")
        card = {**_card(type, reader), **_common(reader, sources)}
    except _Refused as refusal:
        gathering.refuse(name, str(refusal), line)
        return
    alien = [column for column in row if column not in _ALWAYS | _OWN[type]]
    reader.notes.extend(f"without {column}, which {type} cards do not have" for column in alien)
    traps_found = _traps(row)
    gathering.add(
        card,
        id=cells.line(reader.one("id")),
        path=path,
        line=line,
        notes=tuple(dict.fromkeys((*reader.notes, *traps_found))),
        hand=f"see whether this is what was written: {traps_found[0]}" if traps_found else "",
    )


def _type(row: Cells) -> str:
    said = line(row.get("type", ("",))[0]).lower().replace("_", "-").replace(" ", "-")
    if said:
        return said
    if "distractors" in row:
        return "choice"
    return "cloze" if "{{" in row.get("prompt", ("",))[0] and "answer" not in row else "basic"


def _card(type: str, reader: _Reader) -> dict[str, Any]:
    """The keys of a type's own."""
    asked = {"text": reader.gapped("prompt")} if type == "cloze" else {"prompt": reader.long("prompt")}
    return {"type": type, **asked, **_MAKERS[type](reader)}


def _basic(reader: _Reader) -> dict[str, Any]:
    return {"answer": reader.long("answer"), **_truths(reader, "reverse")}


def _cloze(reader: _Reader) -> dict[str, Any]:
    if answer := reader.one("answer"):
        reader.notes.append(f"without the answer “{shown(answer)}”: the gaps of a cloze text hold its own")
    return _truths(reader, "typed")


def _choice(reader: _Reader) -> dict[str, Any]:
    return {"answer": reader.short("answer"), **_options(reader)}


def _multiple_response(reader: _Reader) -> dict[str, Any]:
    return {"answers": reader.many("answer"), **_options(reader)}


def _options(reader: _Reader) -> dict[str, Any]:
    wrong = [{"text": text, "why": why} for text, why in reader.with_parts("distractors")]
    return {"distractors": wrong, **_truths(reader, "shuffle")}


def _true_false(reader: _Reader) -> dict[str, Any]:
    return _truths(reader, "answer")


def _short(reader: _Reader) -> dict[str, Any]:
    return {
        "answer": reader.short("answer"),
        "accept": reader.many("accept"),
        **_truths(reader, "case_sensitive"),
    }


def _numeric(reader: _Reader) -> dict[str, Any]:
    card = {column: reader.number(column) for column in ("answer", "tolerance") if reader.one(column)}
    return {**card, "unit": line(reader.one("unit"))}


def _date(reader: _Reader) -> dict[str, Any]:
    return {"answer": reader.day("answer")}


def _ordering(reader: _Reader) -> dict[str, Any]:
    return {"items": reader.many("answer")}


def _matching(reader: _Reader) -> dict[str, Any]:
    pairs = reader.with_parts("answer")
    if lone := next((left for left, right in pairs if not right), ""):
        raise _Refused(f"there is no :: between “{shown(lone)}” and its partner")
    return {"pairs": pairs, "distractors": reader.many("distractors")}


def _open(reader: _Reader) -> dict[str, Any]:
    lines = {"lines": reader.number("lines")} if reader.one("lines") else {}
    return {"notes": reader.long("answer"), **lines}


_MAKERS: dict[str, Callable[[_Reader], dict[str, Any]]] = {
    "basic": _basic,
    "cloze": _cloze,
    "choice": _choice,
    "multiple-response": _multiple_response,
    "true-false": _true_false,
    "short-answer": _short,
    "numeric": _numeric,
    "date": _date,
    "ordering": _ordering,
    "matching": _matching,
    "open": _open,
}


def _truths(reader: _Reader, column: str) -> dict[str, Any]:
    return {column: truth(cell)} if (cell := reader.one(column)) else {}


def _common(reader: _Reader, sources: Sources) -> dict[str, Any]:
    """The keys that every type has."""
    row = reader.row
    as_of = reader.day("as_of")
    return {
        "hint": reader.long("hint"),
        "explanation": reader.long("explanation"),
        "sources": tuple(map(sources.id_of, items(row.get("sources", ())))),
        "status": line(reader.one("status")).lower(),
        "attributed_to": line(reader.one("attributed_to")),
        "level": line(reader.one("level")).lower(),
        "when": reader.day("when"),
        "as_of": _as_date(as_of),
        "tags": items(row.get("tags", ())),
        **({"points": reader.number("points")} if "points" in row else {}),
        "ignore": items(row.get("ignore", ())),
        "reason": cells.text(reader.one("reason")),
    }


def _as_date(iso: str) -> date | str:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso


def _traps(row: Cells) -> tuple[str, ...]:
    """What a spreadsheet seems to have made of the cells that were typed by hand."""
    typed = [item for column in _TYPED_BY_HAND for item in items(row.get(column, ()))]
    return tuple(dict.fromkeys(filter(None, map(traps.suspicion, typed))))
