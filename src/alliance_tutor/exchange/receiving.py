"""A deck that was received, a file or a folder of them: kept byte for byte, if it loads."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from stat import S_IMODE
from tempfile import mkdtemp
from typing import NamedTuple

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.library import DECK_FILE, parts_of, read_parts
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.limits import MOST_BYTES
from alliance_tutor.exchange.report import Item, Outcome, Report

DECK_SUFFIX = ".toml"


class Received(NamedTuple):
    """The bytes of a deck's files by their names; `whole` says whether they load, and may be kept."""

    id: str
    files: dict[str, bytes]
    report: Report
    whole: bool


def is_deck(path: Path) -> bool:
    """Whether a path leads to a deck of this program: a `.toml` file by its name, or a folder."""
    return path.suffix.lower() == DECK_SUFFIX or path.is_dir()


def is_folder(path: Path) -> bool:
    """Whether the deck lies in several files: a folder, or its `deck.toml` with others beside it."""
    return path.is_dir() or (path.name == DECK_FILE and len(parts_of(path)) > 1)


def receive(path: Path) -> Received:
    """Read a deck that was sent: a file, or all of a folder's.

    Raises UsageError where a file cannot be read, the folder has no `deck.toml`, or all is too much.
    """
    parts = parts_of(path) if is_folder(path) else (path,)
    if path in parts and path.is_dir():
        hint = f"a deck in a folder has a {DECK_FILE}; else name one of the files"
        raise UsageError("this folder is no deck", path=path, hint=hint)
    files = _read(path, parts)
    reading = deckfile.parse(files)
    if reading.deck is None:
        items = [
            Item(Outcome.REFUSED, code, (message, hint), line, card, file)
            for file, line, _, severity, code, message, hint, card in reading.findings
            if severity is Severity.ERROR
        ]
    else:
        items = [
            Item(Outcome.KEPT, f"card {id}", line=line, card=id, path=file)
            for id, (file, line) in reading.places.items()
        ]
        items += _left(path, parts) if is_folder(path) else []
    names = {file.name: data for file, data in files}
    return Received(reading.id, names, Report(tuple(items)), reading.deck is not None)


def keep_folder(received: Received, folder: Path) -> None:
    """Write a deck's files into a new folder: all of them, or none.

    Raises FileExistsError where something has that name, OSError where it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, data in received.files.items():
            (partial / name).write_bytes(data)
        partial.chmod(S_IMODE(folder.parent.stat().st_mode))
        if folder.exists():  # an empty one would be renamed over
            raise FileExistsError(folder)
        partial.rename(folder)
    except OSError:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _read(path: Path, parts: Sequence[Path]) -> list[tuple[Path, bytes]]:
    try:
        if sum(part.stat().st_size for part in parts) > MOST_BYTES:
            hint = "split it, and import each part"
            raise UsageError(f"the deck is larger than {MOST_BYTES // 1_000_000} MB", path=path, hint=hint)
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    files = []
    for part, data in read_parts(parts):
        if isinstance(data, OSError):
            raise _unreadable(part, data)
        files.append((part, data))
    return files


def _unreadable(path: Path, fault: OSError) -> UsageError:
    message = f"the file cannot be read: {fault.strerror or fault}"
    return UsageError(message, path=path, hint="see that it is there")


def _left(path: Path, parts: Sequence[Path]) -> list[Item]:
    """What else lies in the folder: it is named, since nobody has to guess then why it did not come along."""
    folder = path if path.is_dir() else path.parent
    others = sorted(each for each in folder.iterdir() if each not in parts)
    note = ("it is no part of the deck, and stays where it is",)
    return [Item(Outcome.CHANGED, f"file {each.name}", note, path=str(each)) for each in others]
