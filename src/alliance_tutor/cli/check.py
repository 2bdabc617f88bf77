"""`check`: every fault of the decks, with its place. The journal is not opened."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from alliance_tutor.cli import output
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.options import Chosen

if TYPE_CHECKING:
    from datetime import date

    from alliance_tutor.deck.library import DeckFile
    from alliance_tutor.deck.lint.check import Report


def _complete_path(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=_complete_path)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.pass_obj
def check(chosen: Chosen, paths: tuple[str, ...], as_json: bool, strict: bool) -> Exit:
    """Look for faults in deck files, and in what they ask.

    A PATH is a file or a folder; without one all decks are read. Each line says
    path:line:column: severity CODE message. Exit code 1 when there is an error.
    alliance-tutor guide checking says what each code means.

    \b
    Examples:
      alliance-tutor check
      alliance-tutor check my-deck.toml --strict
    """
    from alliance_tutor.deck.lint.check import check as checked

    report = checked(_files(chosen, paths), _today())
    if as_json:
        _print_json(report)
    else:
        _print(report)
    return Exit.FINDINGS if report.errors or (strict and report.warnings) else Exit.DONE


def _files(chosen: Chosen, paths: tuple[str, ...]) -> "list[DeckFile]":
    from alliance_tutor import settings
    from alliance_tutor.deck import library

    places = settings.places(chosen.home)
    found = library.find([Path(path) for path in paths], places.decks, library.packaged_decks())
    return [file for file in found if file.origin is library.Origin.GIVEN] if paths else found


def _today() -> "date":
    """The learner's date, by the clock that `ALLIANCE_TUTOR_NOW` may set."""
    from datetime import date

    from alliance_tutor.memory.studyday import make_clock, study_day

    return date.fromordinal(study_day(make_clock(os.environ.get("ALLIANCE_TUTOR_NOW"))(), 0))


def _print(report: "Report") -> None:
    for finding in report.findings:
        output.echo(str(finding))
        if finding.hint:
            output.echo(f"  hint: {finding.hint}")
    from alliance_tutor.insight.wording import number

    output.talk(
        f"{number(report.decks, 'deck')}, {number(report.cards, 'card')}: {number(report.errors, 'error')},"
        f" {number(report.warnings, 'warning')}, {number(report.infos, 'remark')}"
    )


def _print_json(report: "Report") -> None:
    output.echo_json(
        {
            "findings": [finding._asdict() for finding in report.findings],
            "decks": report.decks,
            "cards": report.cards,
            "errors": report.errors,
            "warnings": report.warnings,
            "infos": report.infos,
        }
    )
