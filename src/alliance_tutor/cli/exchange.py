"""`import` and `export`: other people's formats into decks, and decks into them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from alliance_tutor.cli import output
from alliance_tutor.cli.check import clock, today
from alliance_tutor.cli.completion import complete_deck
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.laying import EXPORT_PARTS, IMPORT_PARTS, agreed_layout, layout_options, of_options
from alliance_tutor.cli.options import Chosen, is_path, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliance_tutor.deck.library import Library
    from alliance_tutor.exchange.importing import Kept
    from alliance_tutor.exchange.report import Report
    from alliance_tutor.settings import Places


def _complete_file(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


def _complete_format(_ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from alliance_tutor.exchange.formats import FORMATS

    formats = [each for each in FORMATS if (each.read if param.name == "source" else each.write)]
    return [
        CompletionItem(each.name, help=each.title) for each in formats if each.name.startswith(incomplete)
    ]


@click.command("import")
@click.argument("file", shell_complete=_complete_file)
@click.option(
    "--from",
    "source",
    default="",
    metavar="FORMAT",
    help="What the file is, where its name does not say.",
    shell_complete=_complete_format,
)
@click.option(
    "-o",
    "target",
    default="",
    metavar="DECK.toml",
    help="Where the deck goes; else into your decks folder.",
    shell_complete=_complete_file,
)
@click.option("--replace", is_flag=True, help="Write over the deck that is there.")
@click.option("--history", is_flag=True, help="Add the reviews in an Anki package to your history.")
@layout_options(*IMPORT_PARTS)
@json_option
@click.pass_obj
def import_(
    chosen: Chosen,
    file: str,
    source: str,
    target: str,
    replace: bool,
    history: bool,
    said: dict[str, Any],
    as_json: bool,
) -> Exit:
    """Make a deck of a FILE from elsewhere.

    That is a question bank of Moodle's, say, or a deck, file or folder, that you were
    sent.
    Each item is told, with its line: kept, changed (and what is lost of it) or refused
    (and why). Exit code 1 when anything was refused; the rest is imported.
    alliance-tutor guide exchange tells what each format keeps.

    \b
    Examples:
      alliance-tutor import bank.gift
      alliance-tutor import bank.txt --from aiken -o ./bank.toml
      alliance-tutor import words.csv --separator semicolon --columns prompt,answer
      alliance-tutor import geography.apkg --history
      alliance-tutor import ~/Downloads/treaties.toml
    """
    from alliance_tutor import settings
    from alliance_tutor.exchange.importing import Wish, bring_in, look_at

    places = settings.places(chosen.home)
    wish = Wish(
        Path(file),
        source,
        Path(target) if target else None,
        places.decks,
        _library(places),
        replace,
        of_options(said),
    )
    if preview := look_at(wish):
        wish = wish._replace(layout=agreed_layout(preview, wish.file, as_json=as_json))
    kept = bring_in(wish, today())
    kept = kept._replace(report=_with_reviews(kept, file, places, bring=history))
    if as_json:
        path = str(kept.path) if kept.path else None
        output.echo_json({"deck": kept.deck, "path": path, **kept.report.as_json()})
    else:
        _tell(kept.report, output.echo)
        _tell_of_deck(kept, in_decks=not target)
    return _exit(kept.report)


@click.command()
@click.argument("deck", shell_complete=complete_deck)
@click.option(
    "--to",
    "format",
    required=True,
    metavar="FORMAT",
    help="gift, aiken …: the guide's page on exchange lists them.",
    shell_complete=_complete_format,
)
@click.option(
    "-o", "target", default="", metavar="FILE", help="Write to a new file.", shell_complete=_complete_file
)
@layout_options(*EXPORT_PARTS)
@json_option
@click.pass_obj
def export(chosen: Chosen, deck: str, format: str, target: str, said: dict[str, Any], as_json: bool) -> Exit:
    """Write a DECK for another program.

    To the standard output, or to a new file. Each card is told, and what it loses: to the
    standard error, or to the standard output where -o names a file. Exit code 1 when a
    card was refused.

    \b
    Examples:
      alliance-tutor export history --to gift -o history.gift
      alliance-tutor export ./my-deck.toml --to aiken
    """
    from alliance_tutor import settings
    from alliance_tutor.exchange.exporting import send_out, write_new
    from alliance_tutor.exchange.formats import is_text

    if not target and (as_json or not is_text(format)):
        what = "--json prints the report" if as_json else f"{format} is no text"
        raise UsageError(f"{what}: the deck needs a file", hint="name one with -o")
    made = send_out(_path_of(deck, settings.places(chosen.home)), format, of_options(said))
    if not target:
        _tell(made.report, output.talk)
        output.echo_bytes(made.data)
        return _exit(made.report)
    write_new(Path(target), made.data)
    if as_json:
        output.echo_json({"path": target, **made.report.as_json()})
    else:
        _tell(made.report, output.echo)
        output.talk(f"written: {target}")
    return _exit(made.report)


def _with_reviews(kept: "Kept", file: str, places: "Places", *, bring: bool) -> "Report":
    """The report with what became of the reviews in the file; where `bring`, they are in the history then."""
    from alliance_tutor import settings
    from alliance_tutor.exchange import history
    from alliance_tutor.exchange.report import Report
    from alliance_tutor.journal.store import Journal

    if kept.imported is None:
        return kept.report
    deck, reviews = kept.imported.deck, kept.imported.reviews
    items = history.not_brought(reviews)
    if bring:
        rollover = settings.load(places).rollover_hour
        with Journal.open(places.history) as journal:
            items = (history.bring(journal, deck, reviews, rollover, clock()().at),)
    return Report((*kept.report.items, *Report(items).at(file).items))


def _library(places: "Places") -> "Library":
    from alliance_tutor.deck import library
    from alliance_tutor.deck.index import DeckIndex

    index = DeckIndex(places.cache / "index.db")
    try:
        return index.refresh(library.find((), places.decks, library.packaged_decks()))
    finally:
        index.close()


def _path_of(deck: str, places: "Places") -> Path:
    """Where a DECK is. Raises UsageError where there is none, or a folder holds several."""
    from alliance_tutor.deck import library
    from alliance_tutor.deck.names import unknown_deck

    if not is_path(deck):
        there = _library(places)
        entry = there.deck(deck)
        if entry is None:
            raise unknown_deck(deck, there)
        return entry.path
    found = [file.path for file in library.find([Path(deck)], Path(deck), Path(deck))]
    if len(found) > 1:
        raise UsageError("there are several decks in this folder", path=deck, hint="name one of them")
    return found[0]


def _tell(report: "Report", say: "Callable[[str], None]") -> None:
    from alliance_tutor.exchange.report import Outcome

    for item in report.items:
        say(str(item))
        if item.hand:
            say(f"  by hand: {item.hand}")
    counts: dict[str, Any] = {outcome.value: report.count(outcome) for outcome in Outcome}
    output.talk(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))


def _tell_of_deck(kept: "Kept", *, in_decks: bool) -> None:
    """Where the deck is, and what to type next."""
    if kept.path is None:
        output.talk("Nothing could be imported, and no deck was written.")
        return
    output.talk(f"written: {kept.path}")
    if kept.report.unfinished:
        output.talk(f"hint: mend what is told “by hand”, then {PROGRAM} check {kept.path}")
    else:
        output.talk(f"hint: {PROGRAM} study {kept.deck if in_decks else kept.path}")


def _exit(report: "Report") -> Exit:
    return Exit.FINDINGS if report.refused else Exit.DONE
