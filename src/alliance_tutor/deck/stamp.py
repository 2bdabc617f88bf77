"""Writing ids into a deck file: each card without one gets its provisional id, and nothing else changes."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.keys import type_of
from alliance_tutor.deck.positions import Positions
from alliance_tutor.deck.refusals import refusal
from alliance_tutor.deck.writing import replace_file
from alliance_tutor.errors import TutorError, UsageError

_BOM = "\ufeff"


class Stamped(NamedTuple):
    """An id that was written: into which file, and on which line."""

    path: Path
    line: int
    id: str


def stamp_files(parts: Sequence[Path]) -> list[Stamped]:
    """Write the missing ids into a deck's files.

    Files are written one after another, each whole; those that lack no id are not touched. Raises TutorError,
    with nothing written, where a file cannot be read or is no TOML, or where two cards would get one id.
    """
    written: list[Stamped] = []
    texts: dict[Path, str] = {}
    taken: dict[str, str] = {}
    for path in parts:
        text = _read(path)
        try:
            cards = _cards(text)
        except TutorError as fault:
            fault.path = path
            raise
        _claim(path, cards, taken)
        if any(card.missing for card in cards):
            texts[path], ids = stamp(text)
            written += [Stamped(path, card.line, card.id) for card in _cards(texts[path]) if card.id in ids]
    for path, text in texts.items():
        _write(path, text)
    return written


def stamp(text: str) -> tuple[str, list[str]]:
    """A deck file's text with an `id` line below the header of every card that lacks one, and these ids.

    `text` is the file's, read and written with `newline=""`: line ends and comments stay as they are. Ids
    are those that the cards have provisionally, so that history goes on. Cards that cannot be read are
    passed over. Raises TutorError, with line and column, where the text is no TOML.
    """
    source = text.removeprefix(_BOM).replace("\r\n", "\n")
    positions = Positions(source)
    ids = _missing_ids(_loads(source, positions))
    lines = text.split("\n")
    headers = {table.path: positions.line_column(table.start)[0] for table in positions.tables}
    for index, id in ids.items():
        header = headers.get(("card", index))
        if header is None:
            _insert_inline(lines, positions.at(("card", index)), id)
        else:
            end = "\r" if lines[header - 1].endswith("\r") else ""
            lines[header - 1] += f'\nid = "{id}"{end}'
    return "\n".join(lines), list(ids.values())


def _insert_inline(lines: list[str], at: tuple[int, int], id: str) -> None:
    """Write an id into a card of the form `{ type = "basic", … }`, whose brace stands at `at`."""
    line, column = at
    column += line == 1 and lines[0].startswith(_BOM)
    text = lines[line - 1]
    lines[line - 1] = f'{text[:column]} id = "{id}",{text[column:]}'


def _loads(source: str, positions: Positions) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        fault = refusal(error, source)
        line, column = positions.line_column(fault.offset)
        raise TutorError(fault.message, hint=fault.hint, line=line, column=column) from None


def _missing_ids(document: dict[str, Any]) -> dict[int, str]:
    """The provisional id of each card that needs one, by the card's place in the file."""
    cards = document.get("card")
    ids: dict[int, str] = {}
    for index, card in enumerate(cards if isinstance(cards, list) else []):
        if not isinstance(card, dict) or "id" in card:
            continue
        card_type, _ = type_of(card)
        text = card.get("text" if card_type == "cloze" else "prompt")
        if card_type and isinstance(text, str):
            ids[index] = provisional_id(card_type, text)
    return ids


def _read(path: Path) -> str:
    """A file's text with its line ends and its byte order mark."""
    try:
        return path.read_bytes().decode()
    except OSError as fault:
        raise UsageError(
            f"the file cannot be read: {fault.strerror or fault}", path=path, hint="see that it is there"
        ) from fault
    except UnicodeDecodeError:
        raise UsageError(
            "the file is not UTF-8", path=path, hint="alliance-tutor check says where; save it as UTF-8"
        ) from None


def _write(path: Path, text: str) -> None:
    try:
        replace_file(path, text.encode())
    except OSError as fault:
        raise UsageError(
            f"the file cannot be written: {fault.strerror or fault}",
            path=path,
            hint="look at the rights of the file and its folder, and at the free space",
        ) from fault


class _Card(NamedTuple):
    """A card's id, given or missing, and the line on which its table begins."""

    id: str
    line: int
    missing: bool


def _cards(text: str) -> list[_Card]:
    """The cards of a file that have an id, or get one. Raises TutorError as `stamp` does."""
    positions = Positions(text.removeprefix(_BOM).replace("\r\n", "\n"))
    document = _loads(positions.text, positions)
    missing = _missing_ids(document)
    given = document.get("card")
    found: list[_Card] = []
    for index, card in enumerate(given if isinstance(given, list) else []):
        id = missing.get(index) or (card.get("id") if isinstance(card, dict) else None)
        if isinstance(id, str):
            found.append(_Card(id, positions.line(("card", index)), index in missing))
    return found


def _claim(path: Path, cards: Sequence[_Card], taken: dict[str, str]) -> None:
    """Note the missing ids of a file's cards. Raises UsageError where two cards would have one."""
    for card in cards:
        where = f"line {card.line} of {path.name}"
        if card.missing and card.id in taken:
            raise UsageError(
                f"this card would get the id {card.id}, and so would the one on {taken[card.id]}",
                path=path,
                line=card.line,
                hint="they ask the same: delete one, or give each an id of its own",
            )
        taken.setdefault(card.id, where)
