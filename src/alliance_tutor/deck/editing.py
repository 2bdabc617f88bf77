"""Getting a card ready for an editor: the file that may be written, and the line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.deck.library import DECK_FILE, DeckEntry, Origin, parts_of, read_parts
from alliance_tutor.deck.writing import replace_file, write_new
from alliance_tutor.errors import TutorError, UsageError

if TYPE_CHECKING:
    from alliance_tutor.deck.lint.findings import Finding


class Target(NamedTuple):
    """The file to be edited, and the line of the card's header, from 1."""

    path: Path
    line: int


def prepare(entry: DeckEntry, card: str, learner_decks: Path) -> Target:
    """Make a card's file ready to be edited, and find the card in it.

    A shipped deck is first copied, byte for byte, into the learner's folder, where it takes its place; no
    file is overwritten, and what was copied is noted, so that an upgrade can tell what has changed. A card
    without an id is stamped, so that its history stays with it. A card that is not found opens the deck's
    first file at line 1. Raises UsageError when a file cannot be read or written.
    """
    with _told(entry.path):
        parts = parts_of(entry.path)
        if entry.origin is Origin.PACKAGE:
            parts = _copy_of(entry, parts, learner_decks)
        for part in parts:
            line = _header(_read(part), "card", card)
            if line:
                return Target(part, line)
        for part in parts:
            if line := _stamped(part, card):
                return Target(part, line)
    return Target(parts[0], 1)


def faults(file: Path) -> "list[Finding]":
    """Why the deck does not load that a file is or is a part of; empty where it loads."""
    from alliance_tutor.deck import deckfile  # 80 ms, which the way to the editor need not wait for

    parts = parts_of(file.with_name(DECK_FILE))
    reading = deckfile.parse(read_parts(parts if file in parts else (file,)))
    return [] if reading.deck else list(reading.findings)


def _copy_of(entry: DeckEntry, parts: tuple[Path, ...], learner_decks: Path) -> tuple[Path, ...]:
    """The learner's copy of a shipped deck: made now, or one that does not load at present."""
    from alliance_tutor.deck import upgrade  # only where a deck is copied

    folder = entry.path.name == DECK_FILE
    name = entry.path.parent.name if folder else entry.path.stem
    for number in count(1):
        stem = name if number == 1 else f"{name}-{number}"
        main = learner_decks / stem / DECK_FILE if folder else learner_decks / f"{stem}.toml"
        if not main.exists():
            upgrade.remember(entry.id, parts, learner_decks)
            return _copy(parts, main)
        if _header(_read(main), "deck", entry.id):
            return parts_of(main)
    raise AssertionError("count() does not end")


def _copy(parts: tuple[Path, ...], main: Path) -> tuple[Path, ...]:
    main.parent.mkdir(parents=True, exist_ok=True)
    copies = (main, *(main.with_name(part.name) for part in parts[1:]))
    for part, copy in zip(parts, copies, strict=True):
        write_new(copy, part.read_bytes())
    return copies


def _stamped(path: Path, card: str) -> int:
    """Write the missing ids into a file that holds the card without one; the card's line, else 0."""
    from alliance_tutor.deck.stamp import stamp  # loads pydantic: not on the start path

    try:
        text, ids = stamp(_read(path))
    except TutorError:
        return 0  # the file is broken at present: its own faults tell where
    if card not in ids:
        return 0
    replace_file(path, text.encode("utf-8", "surrogateescape"))
    return _header(text, "card", card)


def _read(path: Path) -> str:
    """A file's text as it is, line ends too; bytes that are not UTF-8 keep their places."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


_TABLE = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]")
_ID = re.compile(r"""\s*["']?id["']?\s*=\s*["']([^"']*)["']""")


def _header(text: str, table: str, id: str) -> int:
    """The line of the header of the `table` with that id, from 1; 0 where there is none."""
    line = 0
    for number, words in enumerate(text.split("\n"), start=1):
        if header := _TABLE.match(words):
            line = number if header[1] == table else 0
        elif line and (found := _ID.match(words)) and found[1] == id:
            return line
    return 0


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise UsageError(
            f"the deck cannot be made ready for the editor: {fault.strerror or fault}",
            path=fault.filename or path,
            hint="look at the rights of the file and its folder, and at the free space",
        ) from fault
