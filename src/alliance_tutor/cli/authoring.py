"""`new`, `schema`, `stamp` and `preview`: what an author needs while a deck is being written."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from alliance_tutor.cli import output
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.options import Chosen, plain_option

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckFile


def complete_path(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell's own file names."""
    return [CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("path", shell_complete=complete_path)
@click.option(
    "--title", default="", metavar="TITLE", help="What learners see; made from the name if left out."
)
def new(path: str, title: str) -> None:
    """Begin a deck with comments and five cards.

    You write on from there. PATH ends in .toml, or is a folder, which becomes a deck in
    several files. Nothing is overwritten. Beside the deck goes deck.schema.json, by which
    editors complete keys and underline slips.

    \b
    Examples:
      alliance-tutor new capitals.toml
      alliance-tutor new course/ --title "A course in several files"
    """
    from alliance_tutor.deck.library import file_name
    from alliance_tutor.deck.starter import begin, place_of
    from alliance_tutor.exchange.naming import file_slug

    place = place_of(path)
    name = file_name(place)
    begin(place, file_slug(name), title.strip() or _title(name))
    output.talk(f"written: {place}")
    output.talk(f"hint: open it in your editor, and {PROGRAM} preview {place} beside it")


@click.command()
def schema() -> None:
    """Print the JSON Schema of deck files.

    Editors with a TOML language server complete and check a deck by it when the deck's
    first line is: #:schema ./deck.schema.json

    \b
    Example:
      alliance-tutor schema > deck.schema.json
    """
    from alliance_tutor.deck.schema import schema_text

    output.echo_bytes(schema_text().encode())


@click.command()
@click.argument("path", shell_complete=complete_path)
def stamp(path: str) -> None:
    """Write an id into each card of a deck that has none.

    It is the id that the card goes by until then, so learners keep their history, also
    when the prompt changes later. No other byte changes.

    \b
    Examples:
      alliance-tutor stamp my-deck.toml
      alliance-tutor stamp course/
    """
    from alliance_tutor.deck.stamp import stamp_files
    from alliance_tutor.insight.wording import number

    written = stamp_files(deck_at(path).parts)
    for each in written:
        output.echo(f"{each.path}:{each.line}: {each.id}")
    output.talk(f"{number(len(written), 'id')} written" if written else "every card has an id")


@click.command()
@click.argument("path", shell_complete=complete_path)
@plain_option
@click.pass_obj
def preview(chosen: Chosen, path: str, plain: bool) -> int:
    """See a deck as learners will, while you write it.

    Keep it open beside your editor: each time you save, the deck is read again, and you
    stay at the question that you were looking at, with what check says of it. Every
    question can be answered; nothing is recorded.

    \b
    Examples:
      alliance-tutor preview my-deck.toml
      alliance-tutor preview course/ --plain
    """
    from alliance_tutor.cli.start import at_a_terminal, wants_lines

    place = deck_at(path).path
    if not (plain or chosen.plain or wants_lines(chosen.home)) and at_a_terminal():
        from alliance_tutor.tui.app import run_preview

        return run_preview(chosen.home or None, place)
    from alliance_tutor.desk import Desk
    from alliance_tutor.plain.preview import run_preview as run_in_lines
    from alliance_tutor.plain.talk import terminal_talk

    with Desk.open(chosen.home or None, write=False) as desk:
        run_in_lines(desk, terminal_talk(sys.stdout), place)
    return Exit.DONE


def deck_at(path: str) -> "DeckFile":
    """The one deck at a path. Raises UsageError where there is none, or several."""
    from alliance_tutor.deck import library
    from alliance_tutor.errors import UsageError

    found = library.find([Path(path)], Path(path) / "none", Path(path) / "none")
    if len(found) > 1:
        raise UsageError(
            "there are several decks in this folder", path=path, hint=f"name one: {found[0].path}"
        )
    return found[0]


def _title(name: str) -> str:
    """A file's name as a title: `world-capitals` is `World capitals`."""
    words = " ".join(name.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or "A deck"
