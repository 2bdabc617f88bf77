"""From arguments to an exit code: which door opens, and the one place where faults are told."""

import io
import os
import sys

from alliance_tutor.cli import output
from alliance_tutor.cli.exits import Exit
from alliance_tutor.errors import TutorError

PROGRAM = "alliance-tutor"
COMPLETE = "_ALLIANCE_TUTOR_COMPLETE"  # click's name for it, made from PROGRAM


def run(arguments: list[str]) -> int:
    """Do what the arguments ask for; every fault that a person can act on ends as a message and a code."""
    _forgive_encodings()
    try:
        code = _open(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except TutorError as fault:
        output.complain_of(fault)
        return fault.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        output.let_go()
        return Exit.DONE
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        output.complain(f"{place}{fault.strerror or fault}", "look at the file's rights and the free space")
        return Exit.USAGE
    return code


def _open(arguments: list[str]) -> int:
    home, rest = _home_and_rest(arguments)
    if COMPLETE in os.environ:
        rest = [COMPLETE]  # the shell asks what may follow: nothing is run
    if rest == ["due", "--json"]:  # a prompt or a status bar asks often, and click costs a third of it
        from alliance_tutor.cli.waiting import report

        report(home, as_json=True)
        return Exit.DONE
    if not rest:
        from alliance_tutor.cli.start import at_a_terminal, start, wants_lines

        if at_a_terminal() and not wants_lines(home):
            return start(home)  # the app, without click
    from alliance_tutor.cli.commands import run_commands

    return run_commands(arguments)


def _forgive_encodings() -> None:
    """No character ends the program: what an encoding cannot hold is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _home_and_rest(arguments: list[str]) -> tuple[str, list[str]]:
    """The home directory, empty where none is given first, and the arguments after it."""
    match arguments:
        case ["--home", home, *rest]:
            return home, rest
        case [word, *rest] if word.startswith("--home="):
            return word.removeprefix("--home="), rest
    return "", arguments
