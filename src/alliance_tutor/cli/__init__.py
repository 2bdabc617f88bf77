"""The command line's entry: it imports nothing before it must, for every command pays for it."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line on `arguments` (by default the process's own); the exit code."""
    gc.set_threshold(100_000, 50, 50)  # imports make no garbage: 8–14 % of a start goes to looking for it
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        from alliance_tutor import __version__

        print(f"alliance-tutor {__version__}")
        return 0
    from alliance_tutor.cli.entry import run

    code = run(given)
    if arguments is None:
        gc.freeze()  # the interpreter's last collection takes 7 ms otherwise, and finds nothing to do
    return code
