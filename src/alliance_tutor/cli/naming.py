"""The decks that a command line names, as they are there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_tutor.cli.options import is_path
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk


def paths_of(decks: Sequence[str]) -> tuple[Path, ...]:
    """Those of the DECKs that are paths."""
    return tuple(Path(deck) for deck in decks if is_path(deck))


def ids_of(desk: "Desk", decks: Sequence[str]) -> tuple[str, ...]:
    """The ids of DECKs, each once; a path may hold several. Raises UsageError for one that there is not."""
    ids: dict[str, None] = {}
    for deck in decks:
        ids.update(dict.fromkeys(_at(desk, Path(deck)) if is_path(deck) else [desk.shelf.deck(deck).id]))
    return tuple(ids)


def _at(desk: "Desk", path: Path) -> list[str]:
    """The ids of the decks that a path holds."""
    place = _deck_of(path).resolve()
    loads = [entry for entry in desk.shelf.library.decks if _within(entry.path, place)]
    if loads:
        return [entry.id for entry in loads]
    for entry in desk.shelf.library.broken:
        if _within(entry.path, place):
            raise UsageError("the deck does not load", path=path, hint=f"alliance-tutor check {path}")
    hiding = next(each.finding for each in desk.shelf.library.hidden if _within(each.deck.path, place))
    raise UsageError(hiding.message, path=path, hint=hiding.hint)


def _deck_of(path: Path) -> Path:
    """The `deck.toml` of the folder deck that a file is a part of; any other path as it is."""
    from alliance_tutor.deck import library

    return library.find([path], path, path)[0].path if path.is_file() else path


def _within(file: Path, place: Path) -> bool:
    file = file.resolve()
    return file == place or place in file.parents
