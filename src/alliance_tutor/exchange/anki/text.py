"""Anki's text files: notes a row, with header lines that say how the file is laid out."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from alliance_tutor.deck.cards import Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import gaps
from alliance_tutor.exchange.anki import guids
from alliance_tutor.exchange.anki.asking import Asker
from alliance_tutor.exchange.anki.note import Kind, Note
from alliance_tutor.exchange.anki.taking import take
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.limits import LONGEST_TEXT
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.report import Exported, Imported, Item, Outcome, Report, outcome_of
from alliance_tutor.exchange.tables import decoding
from alliance_tutor.exchange.tables.columns import column
from alliance_tutor.exchange.tables.layout import LEFT_OUT, Layout, Preview, separator
from alliance_tutor.exchange.tables.rows import Row, begun, likely, rows

_HEADER = re.compile(r"#([a-z ]{3,20}):(.*)", re.IGNORECASE)
_SETTINGS = frozenset({"if matches", "match scope"})
"""Header lines that say what Anki does with notes that it has already."""

_PLACES = {"guid column": "id", "notetype column": "type", "deck column": "topic", "tags column": "tags"}
"""Header lines that say in which column something stands, and what this is called here."""

_HEAD = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:6",
)
"""The header lines of what is written."""

_FIELDS = frozenset({"prompt", "answer", "explanation"})
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&[A-Za-z]{2,8};")
_SEPARATORS = ("\t", "|", ";", ":", ",")
"""What may part fields, in the order in which Anki tries them."""


class _Head(NamedTuple):
    """What the header lines say, by their names; the rows begin on line `first`, counted from 0."""

    said: dict[str, str]
    first: int
    comments: int


class _Found(NamedTuple):
    """A file's text with its header lines and a complete layout; `names` are its own of its columns."""

    text: str
    head: _Head
    layout: Layout
    names: tuple[str, ...]
    unsaid: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Its rows."""
        return rows(self.text, self.layout.separator, first=self.head.first, comment="#")


def look(data: bytes, layout: Layout) -> Preview:
    """How the file would be read. Raises UsageError where it is no text or holds no row."""
    return _preview(_found(data, layout))


def read(data: bytes, name: str, layout: Layout) -> Imported:
    """The deck of the file. Raises UsageError where it holds none, or how it is laid out is not said."""
    found = _found(data, layout)
    if found.unsaid:
        raise _preview(found).fault()
    notes = []
    refused = []
    for row in found.rows():
        why = row.fault or (
            "a field of it is too long" if any(len(cell) > LONGEST_TEXT for cell in row.cells) else ""
        )
        if why:
            refused.append((row.line, why))
        else:
            notes.append(_note(found, row))
    decks = {guids.split(note.guid)[0] for note in notes}
    own = next(iter(decks)) if len(decks) == 1 else ""
    gathering = Gathering(own or name)
    for note in notes:
        if note.deck:
            gathering.category(note.deck[:1])
        take(gathering, note)
    for line, why in refused:
        gathering.refuse("row", why, line)
    if found.head.comments:
        gathering.change("comments", f"{found.head.comments} of them left out")
    imported = gathering.deck()
    return imported._replace(deck=imported.deck.model_copy(update={"id": own})) if own else imported


def write(deck: Deck, layout: Layout) -> Exported:
    """The deck as Anki exports notes itself, so that importing it into Anki again updates them."""
    asker = Asker(deck)
    # Anki makes a deck `A+` for a note in `A` that comes after one in `A::B`.
    ordered = sorted(deck.cards, key=lambda card: bool(card.topic))
    lines, items = list(_HEAD), of_deck(deck)
    if ordered != list(deck.cards):
        items.append(Item(Outcome.CHANGED, "order", ("cards without a topic come first",)))
    for card in ordered:
        note, notes = asker.written(card)
        id = card_id(card)
        if note:
            cells = (note.guid, note.kind, "::".join(note.deck), note.front, note.back, " ".join(note.tags))
            lines.append("\t".join(map(_cell, cells)))
        outcome = outcome_of(notes) if note else Outcome.REFUSED
        items.append(Item(outcome, f"{card.type} {id}", notes, card=id))
    return Exported(("\n".join(lines) + "\n").encode(), Report(tuple(items)))


def of_deck(deck: Deck) -> list[Item]:
    """What becomes of a deck's head and its topics in Anki."""
    keys = ("description", "version", "as_of", "sourced", "authors", "license", "ignore", "exam")
    lost = [key for key in keys if getattr(deck, key)] + (["language"] if deck.language != "en" else [])
    notes = (f"without {', '.join(lost)}",) if lost else ()
    items = [Item(outcome_of(notes), f"deck {deck.id}", notes)]
    for topic in deck.topics:
        told = ("its id is not written", *(["without its summary"] if topic.summary.strip() else []))
        items.append(Item(Outcome.CHANGED, f"topic {topic.id}", told))
    return items


def _cell(text: str) -> str:
    is_quoted = text.startswith("#") or any(sign in text for sign in '\t\n"')
    return '"' + text.replace('"', '""') + '"' if is_quoted else text


def _head(text: str) -> _Head:
    said: dict[str, str] = {}
    comments = 0
    lines = text.split("\n")
    first = 0
    while first < len(lines) and lines[first].startswith("#"):
        match = _HEADER.fullmatch(lines[first])
        key = match[1].strip().lower() if match else ""
        if match and key in _KNOWN:
            said[key] = match[2]
        else:
            comments += 1
        first += 1
    return _Head(said, first, comments)


_KNOWN = {"separator", "html", "columns", "tags", "deck", "notetype", *_PLACES, *_SETTINGS}


def _found(data: bytes, layout: Layout) -> _Found:
    text = decoding.decoded(data, layout.encoding)
    head = _head(text)
    unsaid = []
    said = layout.separator or (separator(head.said["separator"]) if "separator" in head.said else "")
    if len(said) > 1 or said == "\n":
        raise UsageError("one character parts the fields of a note", hint="say one, such as --separator tab")
    if not said:
        unsaid.append("what parts its fields")
    parting = said or likely({each: begun(text, each, first=head.first, comment="#") for each in _SEPARATORS})
    sample = begun(text, parting, first=head.first, comment="#")
    if not sample:
        raise UsageError("there is no note in this file", hint="is it of the format that was said?")
    html = head.said.get("html", "").strip().lower()
    markup = layout.markup or {"true": "html", "false": "plain"}.get(html, "")
    if not markup and _TAG.search(text):
        unsaid.append("whether its fields are HTML")
    names, columns, is_said = _columns(head, layout, parting, sample)
    if not is_said:
        unsaid.append("what its columns hold")
    complete = Layout(
        encoding=decoding.named(data, layout.encoding),
        separator=parting,
        columns=columns,
        markup=markup or ("html" if unsaid and _TAG.search(text) else "plain"),
    )
    return _Found(text, head, complete, names, tuple(unsaid))


def _columns(
    head: _Head, layout: Layout, separator: str, sample: Sequence[Row]
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What the file calls its columns, what they are here, and whether file or options say so."""
    width = max(len(row.cells) for row in sample)
    listed = next(rows(head.said.get("columns", ""), separator), Row(0)).cells
    names = tuple(
        listed[place].strip() if place < len(listed) else "" for place in range(max(width, len(listed)))
    )
    if layout.columns:
        return names, layout.columns, True
    columns = [""] * len(names)
    for key, meant in _PLACES.items():
        place = head.said.get(key, "").strip()
        if place.isascii() and place.isdigit() and 0 < int(place[:4]) <= len(columns):
            columns[int(place[:4]) - 1] = meant
    by_name = {
        place: meant for place, name in enumerate(names) if (meant := column(name)) in {*_FIELDS, "tags"}
    }
    if "prompt" in by_name.values():
        return (
            names,
            tuple(meant or by_name.get(place, "explanation") for place, meant in enumerate(columns)),
            True,
        )
    fields = iter(("prompt", "answer"))
    ordered = tuple(meant or next(fields, "explanation") for meant in columns)
    kinds = {
        row.cells[ordered.index("type")]
        for row in sample
        if "type" in ordered and len(row.cells) > ordered.index("type")
    }
    kinds |= {head.said["notetype"].strip()} if "notetype" in head.said else set()
    return names, ordered, bool(kinds) and kinds <= set(Kind)


def _preview(found: _Found) -> Preview:
    sample = (row for row in found.rows() if not row.fault)
    cells = tuple(
        (row.line, tuple(zip(found.layout.columns, row.cells, strict=False))) for row in islice(sample, 3)
    )
    return Preview(found.layout, cells, found.unsaid)


def _note(found: _Found, row: Row) -> Note:
    said: dict[str, str] = {}
    more = []
    for place, (meant, cell) in enumerate(zip(found.layout.columns, row.cells, strict=False)):
        if not cell.strip():
            continue
        if meant == "explanation" or (meant in _FIELDS and meant in said):
            named = found.names[place] if place < len(found.names) else ""
            more.append((named or f"field {place + 1}", _html(cell, found.layout.markup)))
        elif meant != LEFT_OUT:
            said[meant] = cell
    beyond = [cell for cell in row.cells[len(found.layout.columns) :] if cell.strip()]
    notes = [
        *row.notes,
        *(f"without the field “{shown(cell)}”, which stands in no column" for cell in beyond),
    ]
    named = said.get("type", found.head.said.get("notetype", "")).strip()
    front = _html(said.get("prompt", ""), found.layout.markup)
    # Where the file does not say it, its gaps do.
    unsaid = Kind.CLOZE if gaps.has_ankis(front) else Kind.BASIC
    kind = next((kind for kind in Kind if kind == named), unsaid)
    if named and named not in set(Kind):
        notes.append(f"its note type “{shown(named)}” is not known here")
    if kind is Kind.OPTIONALLY_REVERSED:
        kind, more = (Kind.REVERSED if more else Kind.BASIC), []
    deck = said.get("topic", found.head.said.get("deck", ""))
    tags = f"{found.head.said.get('tags', '')} {said.get('tags', '')}".split()
    return Note(
        kind,
        front,
        _html(said.get("answer", ""), found.layout.markup),
        more=tuple(more),
        guid=said.get("id", "").strip(),
        tags=tuple(dict.fromkeys(tags)),
        deck=tuple(filter(None, map(single, deck.split("::")))),
        line=row.line,
        notes=tuple(notes),
    )


def _html(cell: str, markup: str) -> str:
    """A field as HTML; a line that ends in the file ends in the field, too, as Anki reads it."""
    return (cell if markup == "html" else escape(cell, quote=False)).replace("\n", "<br>")
