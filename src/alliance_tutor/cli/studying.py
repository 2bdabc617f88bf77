"""`study`: straight to the first question."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_tutor.cli.completion import complete_deck, complete_topic
from alliance_tutor.cli.options import Chosen, is_path, plain_option
from alliance_tutor.cli.start import at_a_terminal, start, wants_lines
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1, shell_complete=complete_deck)
@click.option("--topic", default="", metavar="TOPIC", help="Only this topic.", shell_complete=complete_topic)
@plain_option
@click.pass_obj
def study(chosen: Chosen, decks: tuple[str, ...], topic: str, plain: bool) -> int:
    """Study what is due today in some decks, or in all.

    A DECK is an id, or a file or folder: with a slash or ending in .toml it is a path.

    \b
    Examples:
      alliance-tutor study
      alliance-tutor study history cooperation
      alliance-tutor study history --topic korean-war
      alliance-tutor study ./my-deck.toml --plain
    """
    given = tuple(Path(deck) for deck in decks if is_path(deck))
    lines = plain or chosen.plain or wants_lines(chosen.home) or not at_a_terminal()
    ids = _ids(chosen.home, decks, given, topic) if decks or topic else ()
    return start(chosen.home, lines=lines, given=given, study=ids, topic=topic)


def _ids(home: str, decks: Sequence[str], given: tuple[Path, ...], topic: str) -> tuple[str, ...]:
    """The decks' ids, each once. Raises UsageError for a deck or a topic that there is not."""
    from alliance_tutor.desk import Desk

    with Desk.open(home, given, write=False) as desk:
        ids: dict[str, None] = {}
        for deck in decks:
            ids.update(dict.fromkeys(_at(desk, Path(deck)) if is_path(deck) else [desk.deck(deck).id]))
        if topic:
            desk.check_topic(topic, tuple(ids))
        return tuple(ids)


def _at(desk: "Desk", path: Path) -> list[str]:
    """The ids of the decks that a path holds."""
    place = path.resolve()
    loads = [entry for entry in desk.library.decks if _within(entry.path, place)]
    if loads:
        return [entry.id for entry in loads]
    for entry in desk.library.broken:
        if _within(entry.path, place):
            raise UsageError("the deck does not load", path=path, hint=f"alliance-tutor check {path}")
    hiding = next(each.finding for each in desk.library.hidden if _within(each.deck.path, place))
    raise UsageError(hiding.message, path=path, hint=hiding.hint)


def _within(file: Path, place: Path) -> bool:
    file = file.resolve()
    return file == place or place in file.parents
