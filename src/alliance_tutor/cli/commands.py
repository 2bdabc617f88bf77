"""The commands, and what is said of a verb that is none of them."""

import os
from difflib import get_close_matches

import click

from alliance_tutor import __version__
from alliance_tutor.cli import output
from alliance_tutor.cli.authoring import new, preview, schema, stamp
from alliance_tutor.cli.browsing import browse
from alliance_tutor.cli.care import backup, doctor, forget, restore
from alliance_tutor.cli.check import check
from alliance_tutor.cli.entry import COMPLETE, PROGRAM
from alliance_tutor.cli.examining import exam
from alliance_tutor.cli.exchange import export, import_
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.manual import guide
from alliance_tutor.cli.optimizing import optimize
from alliance_tutor.cli.options import Chosen, home_option, is_path, plain_option
from alliance_tutor.cli.planning import plan
from alliance_tutor.cli.printing import paper
from alliance_tutor.cli.quizzing import quiz
from alliance_tutor.cli.relinking import relink
from alliance_tutor.cli.reports import decks, due, journal, where
from alliance_tutor.cli.settings import settings
from alliance_tutor.cli.start import at_a_terminal, start, wants_lines
from alliance_tutor.cli.statistics import stats
from alliance_tutor.cli.studying import study
from alliance_tutor.cli.syncing import sync

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The verbs; an unknown one is told what may have been meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which they are defined."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb's command. Raises Unknown."""
        known = ctx.resilient_parsing or args[0].startswith("-") or args[0] in self.commands
        if not known:
            raise Unknown(*_unknown(args[0], list(self.commands), ctx.params.get("home", "")))
        return super().resolve_command(ctx, args)


class Unknown(click.UsageError):
    """A verb that is no command, with a hint of what to type instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@click.group(cls=Commands, context_settings=CONTEXT, invoke_without_command=True)
@home_option
@plain_option
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.pass_context
def tutor(ctx: click.Context, home: str, plain: bool) -> None:
    """Flashcards on the alliance between Russia and North Korea.

    Line mode, for screen readers and any terminal: alliance-tutor --plain
    (always: plain = true in settings.toml, or ALLIANCE_TUTOR_PLAIN=1).

    \b
    Examples:
      alliance-tutor                     open the app
      alliance-tutor study history       study one deck, straight away
      alliance-tutor study my-deck.toml  study a deck file
      alliance-tutor quiz                a quiz of what you choose
      alliance-tutor exam                a mock exam, timed and marked at the end
      alliance-tutor plan                the days to an exam, and where you stand
      alliance-tutor due                 how much waits today
      alliance-tutor stats               what you have learnt
      alliance-tutor browse is:due       look for questions
      alliance-tutor check               look for faults in all decks
      alliance-tutor new my-deck.toml    begin a deck of your own
      alliance-tutor preview my-deck.toml    see it while you write it
      alliance-tutor import bank.gift    a deck from Moodle's questions
      alliance-tutor guide               the manual
    """
    ctx.obj = Chosen(home, plain)
    if ctx.invoked_subcommand is None:
        ctx.exit(_open_home(ctx, home, plain))


for command in (
    study,
    quiz,
    exam,
    plan,
    decks,
    due,
    stats,
    browse,
    check,
    new,
    preview,
    stamp,
    schema,
    import_,
    export,
    paper,
    relink,
    sync,
    settings,
    optimize,
    journal,
    backup,
    restore,
    doctor,
    forget,
    where,
    guide,
):
    tutor.add_command(command)


def _open_home(ctx: click.Context, home: str, plain: bool) -> int:
    lines = plain or wants_lines(home)
    if not lines and not at_a_terminal():
        output.talk(ctx.get_help())
        return Exit.USAGE
    return start(home, lines=lines)


def run_commands(arguments: list[str]) -> int:
    """Run the commands; usage faults are told as all faults are. The exit code."""
    if COMPLETE in os.environ:
        return int(tutor.main(arguments, PROGRAM, COMPLETE, standalone_mode=False) or Exit.DONE)
    try:
        # not `main`, which turns an interrupt and a broken pipe into exit codes of its own
        with tutor.make_context(PROGRAM, arguments) as ctx:
            return int(tutor.invoke(ctx) or Exit.DONE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as fault:
        where_used = fault.ctx.command_path if fault.ctx else PROGRAM
        hint = fault.hint if isinstance(fault, Unknown) else f"{where_used} --help shows how it is used"
        output.complain(fault.format_message(), hint)
        return Exit.USAGE


def _unknown(verb: str, known: list[str], home: str) -> tuple[str, str]:
    if is_path(verb):
        return f"{verb} is no command", f"{PROGRAM} study {verb}"
    from alliance_tutor.cli.completion import deck_ids

    if verb in deck_ids(home):
        return f"{verb} is a deck, not a command", f"{PROGRAM} study {verb}"
    near = get_close_matches(verb, known, n=1)
    return f"there is no command {verb}", (
        f"did you mean {PROGRAM} {near[0]}?" if near else f"{PROGRAM} --help lists the commands"
    )
