"""`study`: straight to the first question."""

from collections.abc import Sequence

import click

from alliance_tutor.cli.completion import complete_deck, complete_topic
from alliance_tutor.cli.naming import ids_of, paths_of
from alliance_tutor.cli.options import Chosen, plain_option
from alliance_tutor.cli.start import at_a_terminal, start, wants_lines


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
    lines = plain or chosen.plain or wants_lines(chosen.home) or not at_a_terminal()
    ids = _ids(chosen.home, decks, topic) if decks or topic else ()
    return start(chosen.home, lines=lines, given=paths_of(decks), study=ids, topic=topic)


def _ids(home: str, decks: Sequence[str], topic: str) -> tuple[str, ...]:
    """The decks' ids, each once. Raises UsageError for a deck or a topic that there is not."""
    from alliance_tutor.desk import Desk

    with Desk.open(home, paths_of(decks), write=False) as desk:
        ids = ids_of(desk, decks)
        if topic:
            desk.shelf.check_topic(topic, ids)
        return ids
