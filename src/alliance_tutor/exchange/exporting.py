"""A deck that is there → a file of another format."""

from pathlib import Path

from alliance_tutor.deck import deckfile, writing
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.formats import writer
from alliance_tutor.exchange.report import Exported
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout


def send_out(path: Path, format: str, layout: Layout = NOTHING_SAID) -> Exported:
    """The deck in a file or folder, in a format; the report has the line of each card.

    `layout` says how a table is laid out. Raises UsageError where the deck does not load or there is no such
    format.
    """
    write = writer(format, layout)
    reading = deckfile.read(path)
    if reading.deck is None:
        raise UsageError("the deck does not load", path=path, hint=f"alliance-tutor check {path}")
    made = write(reading.deck)
    return Exported(made.data, made.report.at(str(path), reading.places))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises UsageError."""
    try:
        writing.write_new(path, data)
    except FileExistsError:
        raise UsageError("there is such a file already", path=path, hint="name another with -o") from None
    except OSError as fault:
        raise UsageError(
            f"the file cannot be written: {fault.strerror or fault}", path=path, hint="look at the folder"
        ) from fault
