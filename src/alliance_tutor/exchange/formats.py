"""The formats, each a module with `read`, `write` or both: a further one is added to the table here."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from alliance_tutor.deck.cards import Deck
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import aiken, apkg, gift, hashcards, moodle_xml, quizlet
from alliance_tutor.exchange.anki import text as anki
from alliance_tutor.exchange.report import Exported, Imported
from alliance_tutor.exchange.tables import options, sheet, writing
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout, Preview

Reader = Callable[[bytes, str], Imported]
"""`read(data, name)`: `name` is what the deck is called where the file does not say. Raises UsageError."""

Writer = Callable[[Deck], Exported]
"""`write(deck)`: the same bytes each time."""


class Format(NamedTuple):
    """A format: its name on the command line, its name for people, and how its files' names end.

    `read` and `write` are None where it is only written or only read; `text` says that what is written can
    be shown on a terminal.

    `look(data, layout)` is a table's: how it would be read. `read` and `write` of such a format take a
    `layout`, too; `reads_by` and `writes_by` are the parts of it that say something.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[..., Imported] | None = None
    write: Callable[..., Exported] | None = None
    text: bool = True
    look: Callable[[bytes, Layout], Preview] | None = None
    reads_by: tuple[str, ...] = ()
    writes_by: tuple[str, ...] = ()


_TABLE = ("encoding", "separator", "columns", "header", "markup")
_NOTES = ("encoding", "separator", "columns", "markup")
_TERMS = ("encoding", "separator", "rows")

FORMATS = (
    Format("gift", "Moodle's GIFT", (".gift", ".txt"), gift.read, gift.write),
    Format("moodle-xml", "Moodle XML", (".xml",), moodle_xml.read, moodle_xml.write),
    Format("aiken", "Aiken", (".aiken", ".txt"), aiken.read, aiken.write),
    Format(
        "csv",
        "CSV",
        (".csv",),
        sheet.read_csv,
        writing.write_csv,
        True,
        sheet.look_csv,
        _TABLE,
        ("separator",),
    ),
    Format("tsv", "TSV", (".tsv",), sheet.read_tsv, writing.write_tsv, True, sheet.look_tsv, _TABLE),
    Format("anki-text", "Anki's text files", (".txt",), anki.read, anki.write, True, anki.look, _NOTES),
    Format(
        "quizlet", "Quizlet", (".txt",), quizlet.read, quizlet.write, True, quizlet.look, _TERMS, _TERMS[1:]
    ),
    Format("apkg", "Anki's packages", (".apkg", ".colpkg"), apkg.read, apkg.write, text=False),
    Format("hashcards", "hashcards' Markdown", (".md",), hashcards.read),
)


def readable(name: str, path: PurePath) -> Format:
    """The format that a file is read as: the one of this name, else the one that the file's suffix tells.

    Raises UsageError where there is no such format, or the suffix may mean several.
    """
    formats = [each for each in FORMATS if each.read]
    if name:
        return _named(name, formats)
    suffix = path.suffix.lower()
    found = [each for each in formats if suffix in each.suffixes]
    if len(found) == 1:
        return found[0]
    options = " or ".join(f"--from {each.name}" for each in found or formats)
    if found:
        message = f"a {suffix} file may be {' or '.join(each.title for each in found)}"
    else:
        message = "its name does not say which format it is"
    raise UsageError(message, path=path, hint=f"say {options}")


def reader(name: str, path: PurePath, layout: Layout = NOTHING_SAID) -> Reader:
    """What reads a file, by `readable`. Raises UsageError where the layout says nothing of that format."""
    found = readable(name, path)
    assert found.read
    options.check(layout, found.reads_by, found.title)
    return partial(found.read, layout=layout) if found.look else found.read


def writer(name: str, layout: Layout = NOTHING_SAID) -> Writer:
    """What writes decks in the format of this name. Raises UsageError where there is none."""
    found = _named(name, [each for each in FORMATS if each.write])
    assert found.write
    options.check(layout, found.writes_by, found.title)
    return partial(found.write, layout=layout) if found.look else found.write


def is_text(name: str) -> bool:
    """Whether what is written in a format can be shown. Raises UsageError where decks are not written so."""
    return _named(name, [each for each in FORMATS if each.write]).text


def _named(name: str, formats: list[Format]) -> Format:
    found = next((each for each in formats if each.name == name.lower()), None)
    if found is None:
        known = ", ".join(each.name for each in formats)
        raise UsageError(f"there is no format {name} here", hint=f"there are: {known}")
    return found
