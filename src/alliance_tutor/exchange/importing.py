"""A file of another format → a deck file of the learner's; nothing is replaced unasked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from alliance_tutor.deck import deckfile
from alliance_tutor.deck.library import DECK_FILE, DeckEntry, DeckFile, Library, Origin
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.writing import replace_file, write_new
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.formats import readable, reader
from alliance_tutor.exchange.limits import MOST_BYTES
from alliance_tutor.exchange.receiving import DECK_SUFFIX, is_deck, is_folder, keep_folder, receive
from alliance_tutor.exchange.report import Imported, Report
from alliance_tutor.exchange.tables import options
from alliance_tutor.exchange.tables.layout import NOTHING_SAID, Layout, Preview

_Read = TypeVar("_Read")


class Taken(UsageError):
    """There is such a deck or file already, and it was not to be replaced."""


class Wish(NamedTuple):
    """What is to be imported: a file, as which format (empty for what its name says), and to where.

    Without `target` the deck goes to the learner's folder `decks`; `library` has the decks that there are.
    `layout` says how a table is laid out.
    """

    file: Path
    format: str
    target: Path | None
    decks: Path
    library: Library
    replace: bool = False
    layout: Layout = NOTHING_SAID


class Kept(NamedTuple):
    """What an import did: the deck's id, where it is now (None if nothing could be taken), the report.

    `imported` is what was read of another format, if any of it was taken.
    """

    deck: str
    path: Path | None
    report: Report
    imported: Imported | None = None


def look_at(wish: Wish) -> Preview | None:
    """How the file would be read, if it is a table: to be agreed to before `bring_in` if that was not said.

    Raises UsageError where the file cannot be read, or the layout says nothing of its format.
    """
    if _is_deck(wish):
        options.check(wish.layout, (), "a deck file")
        return None
    format = readable(wish.format, wish.file)
    options.check(wish.layout, format.reads_by, format.title)
    look = format.look
    return _told(wish.file, lambda: look(_read(wish.file), wish.layout)) if look else None


def bring_in(wish: Wish, today: date) -> Kept:
    """Read a file and write the deck that it holds; `today` is for `check`, which looks at the result.

    Raises UsageError where the file cannot be read, holds nothing, or would replace what is there.
    """
    if _is_deck(wish):
        return _received(wish)
    data = _read(wish.file)
    read = reader(wish.format, wish.file, wish.layout)
    imported = _told(wish.file, lambda: read(data, (wish.target or wish.file).stem))
    report = imported.report.at(str(wish.file))
    if not imported.deck.cards:
        return Kept(imported.deck.id, None, report)
    path = _place(wish, imported.deck.id)
    _write(path, deckfile.dump(imported.deck).encode(), replace=wish.replace)
    return Kept(imported.deck.id, path, report.with_hands(_hands(path, report, today)), imported)


def _is_deck(wish: Wish) -> bool:
    return not wish.format and is_deck(wish.file)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UsageError(
                f"the file is larger than {MOST_BYTES // 1_000_000} MB",
                path=file,
                hint="split it, and import each part",
            )
        return file.read_bytes()
    except OSError as fault:
        raise UsageError(
            f"the file cannot be read: {fault.strerror or fault}", path=file, hint="see that it is there"
        ) from fault


def _told(file: Path, read: Callable[[], _Read]) -> _Read:
    """What a reader gives; its faults get the file's path."""
    try:
        return read()
    except UsageError as fault:
        fault.path = fault.path or file
        raise


def _received(wish: Wish) -> Kept:
    """A deck that was received, in one file or a folder: it is kept byte for byte, if it loads."""
    received = receive(wish.file)
    if not received.whole:
        return Kept(received.id, None, received.report)
    if is_folder(wish.file):
        folder = _folder(wish, received.id)
        with _writing(folder):
            keep_folder(received, folder)
        return Kept(received.id, folder / DECK_FILE, received.report)
    [data] = received.files.values()
    path = _place(wish, received.id)
    _write(path, data, replace=wish.replace)
    return Kept(received.id, path, received.report)


def _folder(wish: Wish, id: str) -> Path:
    """Where a deck of several files goes. Raises UsageError where a deck of this id is used already."""
    if wish.target:
        if wish.target.suffix.lower() == DECK_SUFFIX:
            raise UsageError("the deck is in several files", path=wish.target, hint="-o names a new folder")
        return wish.target
    there = wish.library.deck(id)
    if there and (there.origin is not Origin.PACKAGE or not wish.replace):
        # A folder is never written over, so the app must not offer it.
        hint = f"move it away first, or write elsewhere: -o {wish.decks / id}-2"
        kind = Taken if there.origin is Origin.PACKAGE else UsageError
        raise kind(f"there is a deck {id} already", path=there.path, hint=hint)
    return wish.decks / id


def _place(wish: Wish, id: str) -> Path:
    """Where the deck goes. Raises UsageError where a deck of this id is used already."""
    if wish.target:
        if wish.target.suffix.lower() != DECK_SUFFIX:
            raise UsageError(
                "this is no name of a deck file", path=wish.target, hint=f"decks end in {DECK_SUFFIX}"
            )
        return wish.target
    there = wish.library.deck(id)
    if there is None:
        return wish.decks / f"{id}{DECK_SUFFIX}"
    if not wish.replace:
        hint = f"--replace takes its place; -o {wish.decks / id}-2{DECK_SUFFIX} gives it another name"
        raise Taken(f"there is a deck {id} already", path=there.path, hint=hint)
    return _own(there) or wish.decks / f"{id}{DECK_SUFFIX}"


def _own(there: DeckEntry) -> Path | None:
    """The learner's own file of a deck, None if it is a shipped one."""
    if there.origin is not Origin.LEARNER:
        return None
    if there.path.name == DECK_FILE:
        hint = "move the folder away first, or write elsewhere with -o"
        raise UsageError("a deck in several files is not replaced", path=there.path.parent, hint=hint)
    return there.path


def _write(path: Path, data: bytes, *, replace: bool) -> None:
    with _writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            replace_file(path, data)
        else:
            write_new(path, data)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Tell of what goes wrong with a deck's file or folder as people can act on it."""
    try:
        yield
    except FileExistsError:
        kind = "folder" if path.is_dir() else "file"
        hint = "-o names another" if kind == "folder" else "--replace writes over it; -o names another"
        raise (UsageError if kind == "folder" else Taken)(
            f"there is such a {kind} already", path=path, hint=hint
        ) from None
    except OSError as fault:
        raise UsageError(
            f"the deck cannot be written: {fault.strerror or fault}",
            path=path,
            hint="look at the folder's rights and the free space",
        ) from fault


def _hands(path: Path, report: Report, today: date) -> dict[str, str]:
    """What has to be mended of the cards that were written, by their ids."""
    hands = {item.card: item.hand for item in report.items if item.hand}
    for finding in check([DeckFile(path, Origin.GIVEN, (path,))], today).findings:
        if finding.severity is Severity.ERROR:
            hands.setdefault(finding.card, f"{finding.code} {finding.message}")
    return hands
