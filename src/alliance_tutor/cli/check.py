"""`check`: every fault of the decks, with its place. The journal is not opened."""

import gc
import os
from contextlib import suppress
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
    from alliance_tutor.memory.studyday import Clock


def _complete_path(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


def _complete_code(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from alliance_tutor.deck.lint.codes import CODES
    from alliance_tutor.deck.lint.rules import RULES

    meanings = CODES | {code: rule.meaning for code, rule in RULES.items()}
    wanted = incomplete.upper()
    return [CompletionItem(code, help=meanings[code]) for code in sorted(meanings) if code.startswith(wanted)]


_FORMATS = "Lines, one JSON document, or annotations for GitHub's pages."


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=_complete_path)
@click.option(
    "--explain", metavar="CODE", shell_complete=_complete_code, help="Say what a code means, and why."
)
@click.option("--fix", is_flag=True, help="Mend what has one right fix; the meaning stays.")
@click.option(
    "--format", "form", type=click.Choice(["lines", "json", "github"]), default="lines", help=_FORMATS
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Exit 1 on warnings too.")
@click.pass_obj
def check(
    chosen: Chosen,
    paths: tuple[str, ...],
    explain: str | None,
    fix: bool,
    form: str,
    as_json: bool,
    strict: bool,
) -> Exit:
    """Look for faults in deck files, and in what they ask.

    A PATH is a file or a folder; without one all decks are read. Each line says
    path:line:column: severity CODE message. Exit code 1 when there is an error.
    alliance-tutor guide rules says what each code means.

    \b
    Examples:
      alliance-tutor check
      alliance-tutor check my-deck.toml --strict
      alliance-tutor check --fix my-deck.toml
      alliance-tutor check --explain Q110
    """
    if explain is not None:
        from alliance_tutor.deck.lint.explaining import explain as explained

        output.echo(explained(explain).rstrip("\n"))
        return Exit.DONE
    from alliance_tutor.deck.lint.check import check as checked

    # What is read is needed to the end: collecting would take a fifth of a large folder's time.
    gc.disable()
    files = _files(chosen, paths)
    if fix:
        _fix(files)
    report = checked(files, today())
    print_report = {"json": _print_json, "github": _print_annotations, "lines": _print}
    print_report["json" if as_json else form](report)
    return Exit.FINDINGS if report.errors or (strict and report.warnings) else Exit.DONE


def _files(chosen: Chosen, paths: tuple[str, ...]) -> "list[DeckFile]":
    from alliance_tutor import settings
    from alliance_tutor.deck import library

    places = settings.places(chosen.home)
    found = library.find([Path(path) for path in paths], places.decks, library.packaged_decks())
    return [file for file in found if file.origin is library.Origin.GIVEN] if paths else found


def _fix(files: "list[DeckFile]") -> None:
    """Mend what can be mended in all but the shipped decks, and say what was done."""
    from alliance_tutor.deck.lint.fixing import fix
    from alliance_tutor.insight.wording import number

    own = [file for file in files if not _is_shipped(file)]
    for file in files:
        if file not in own:
            output.talk(f"{file.path}: a shipped deck is left as it is")
    done = fix(own, today())
    for each in done:
        output.talk(str(each))
    output.talk(f"{number(len(done), 'finding')} fixed")


def _is_shipped(file: "DeckFile") -> bool:
    from alliance_tutor.deck.library import packaged_decks

    return file.path.resolve().is_relative_to(packaged_decks().resolve())


def today() -> "date":
    """The learner's date, by the clock that `ALLIANCE_TUTOR_NOW` may set."""
    from datetime import date

    from alliance_tutor.memory.studyday import study_day

    return date.fromordinal(study_day(clock()(), 0))


def clock() -> "Clock":
    """The learner's clock, which `ALLIANCE_TUTOR_NOW` may set."""
    from alliance_tutor.memory.studyday import make_clock

    return make_clock(os.environ.get("ALLIANCE_TUTOR_NOW"))


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


def _print_annotations(report: "Report") -> None:
    """GitHub's commands, by which its pages show a finding beside its line."""
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    for finding in report.findings:
        place = {"file": _from_here(finding.path), "line": finding.line, "col": finding.column}
        fields = ",".join(
            f"{key}={_escaped(str(value))}" for key, value in {**place, "title": finding.code}.items()
        )
        text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
        output.echo(f"::{kinds[finding.severity]} {fields}::{_escaped(text, of_a_field=False)}")


def _from_here(path: str) -> str:
    """A path from the current folder on where it lies below it: a code host knows no other."""
    with suppress(ValueError):
        return Path(path).absolute().relative_to(Path.cwd()).as_posix()
    return path


def _escaped(text: str, *, of_a_field: bool = True) -> str:
    """Text as GitHub's workflow commands have it: a field may have neither colons nor commas."""
    marks = {"%": "%25", "\r": "%0D", "\n": "%0A"} | ({":": "%3A", ",": "%2C"} if of_a_field else {})
    return "".join(marks.get(character, character) for character in text)


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
