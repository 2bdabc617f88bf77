"""CSV and TSV → deck: a card a row, in columns that the first row names, or that were said."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from alliance_tutor.deck.values import shown
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import markup
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.limits import LONGEST_TEXT
from alliance_tutor.exchange.markup import Marked
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.report import Imported
from alliance_tutor.exchange.tables import columns, decoding, taking
from alliance_tutor.exchange.tables.layout import LEFT_OUT, Layout, Preview
from alliance_tutor.exchange.tables.rows import Row, begun, likely, rows
from alliance_tutor.exchange.tables.sources import Sources

_SEPARATORS = (",", ";", "\t", "|")
"""What may part the cells of a CSV file."""


class _Found(NamedTuple):
    """A file's text with a complete layout; `header` are the cells of the row that is no card."""

    text: str
    first: int
    layout: Layout
    header: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows that are cards."""
        found = rows(self.text, self.layout.separator, first=self.first)
        return islice(found, bool(self.header), None)

    def left_out(self) -> Iterator[tuple[int, str]]:
        """The columns that are not read, each with its place and its name for people."""
        for place, column in enumerate(self.layout.columns):
            if column == LEFT_OUT:
                named = self.header[place] if place < len(self.header) else ""
                yield place, f"column “{shown(named)}”" if named.strip() else f"column {place + 1}"


def look_csv(data: bytes, layout: Layout) -> Preview:
    """How a CSV file would be read. Raises UsageError where it is no text or holds no row."""
    return _preview(_found(data, layout, _SEPARATORS))


def look_tsv(data: bytes, layout: Layout) -> Preview:
    """How a TSV file would be read. Raises UsageError where it is no text or holds no row."""
    return _preview(_found(data, layout, ("\t",)))


def read_csv(data: bytes, name: str, layout: Layout) -> Imported:
    """The deck of a CSV file. Raises UsageError where it holds none, or how it is laid out is not said."""
    return _read(_found(data, layout, _SEPARATORS), name)


def read_tsv(data: bytes, name: str, layout: Layout) -> Imported:
    """The deck of a TSV file. Raises UsageError where it holds none, or how it is laid out is not said."""
    return _read(_found(data, layout, ("\t",)), name)


def _found(data: bytes, layout: Layout, separators: Sequence[str]) -> _Found:
    text = decoding.decoded(data, layout.encoding)
    excels = _excels_separator(text)
    first = 1 if excels else 0
    said = layout.separator or excels or (separators[0] if len(separators) == 1 else "")
    if len(said) > 1 or said == "\n":
        raise UsageError("one character parts the cells of a table", hint="say one, such as --separator tab")
    tried = {each: begun(text, each, first=first) for each in ([said] if said else separators)}
    samples = {each: sample for each, sample in tried.items() if sample}
    if not samples:
        raise UsageError("there is no row in this file", hint="is it of the format that was said?")
    named = {each: names for each, sample in samples.items() if (names := columns.header(sample[0].cells))}
    separator = said or (next(iter(named)) if len(named) == 1 else likely(samples))
    cells = samples[separator][0].cells
    has_header = layout.header or separator in named
    meant = layout.columns or named.get(separator, ())
    unsaid = [] if said or len(named) == 1 else ["what parts its cells"]
    unsaid += [] if meant else ["what its columns hold"]
    complete = Layout(
        encoding=decoding.named(data, layout.encoding),
        separator=separator,
        columns=meant or ("prompt", "answer", *([LEFT_OUT] * (len(cells) - 2))),
        header=has_header,
        markup=layout.markup or "markdown",
    )
    return _Found(text, first, complete, cells if has_header else (), tuple(unsaid))


def _excels_separator(text: str) -> str:
    """The separator of the line `sep=;`, by which Excel says it."""
    line = text.partition("\n")[0].strip("\ufeff")
    is_so = line[:4].lower() == "sep=" and len(line) == len("sep=;") and line[-1] in ",;|\t: "
    return line[-1] if is_so else ""


def _preview(found: _Found) -> Preview:
    names = found.layout.columns
    sample = (row for row in found.rows() if not row.fault)
    shown_rows = tuple((row.line, tuple(zip(names, row.cells, strict=False))) for row in islice(sample, 3))
    notes = ["the first row names the columns"] if found.header else []
    left_out = [name for _, name in found.left_out()]
    notes += [f"left out: {', '.join(left_out)}"] if left_out else []
    return Preview(
        found.layout, shown_rows, found.unsaid, tuple(notes), bool(shown_rows) and not found.header
    )


def _read(found: _Found, name: str) -> Imported:
    if found.unsaid:
        raise _preview(found).fault()
    gathering, sources = Gathering(name), Sources()
    root = (single(name),)
    gathering.category(root)
    filled: set[int] = set()
    for row in found.rows():
        filled |= {place for place, cell in enumerate(row.cells) if cell.strip()}
        cells, notes = taking.by_columns(found.layout.columns, row)
        if why := row.fault or _too_long(row):
            gathering.refuse("row", why, row.line)
            continue
        topic = single(cells.get("topic", ("",))[0])
        taking.take(
            gathering,
            cells,
            line=row.line,
            sources=sources,
            turn=_TURNS[found.layout.markup],
            path=(*root, topic) if topic else root,
            notes=(*row.notes, *notes),
        )
    for place, column in found.left_out():
        if place in filled:
            gathering.change(column, "it is left out", found.first + 1)
    return gathering.deck(sources=sources.all())


def _too_long(row: Row) -> str:
    if all(len(cell) <= LONGEST_TEXT for cell in row.cells):
        return ""
    return f"a cell of it has more than {LONGEST_TEXT} characters"


def _from_plain(text: str, inline: bool) -> Marked:
    return markup.from_plain(text, inline=inline)


def _from_html(text: str, inline: bool) -> Marked:
    return markup.from_html(text, inline=inline)


_TURNS: dict[str, taking.Turn | None] = {"markdown": None, "plain": _from_plain, "html": _from_html}
