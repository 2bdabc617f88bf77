"""The quality bars, measured: `python -m tests.bench.run [ROUNDS]`, where the program is installed.

Each figure stands beside its yardstick, measured in the same run in turn; differences under 5 % are noise.
First paint is the time from the start of the process, under a terminal of 120×40, until the frame that holds
the first screen is closed. Nothing is asserted: other programs on the machine decide too much.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench import answers, figures, reviews, screens
from tests.bench.figures import Compared, percentile
from tests.bench.screens import Program
from tests.e2e.decks import set_limits
from tests.e2e.program import TUTOR
from tests.e2e.terminal import environment

BLOCKS, ANSWERS = 4, 60
HELLO = str(Path(__file__).with_name("hello.py"))


def main(rounds: int) -> None:
    """Print the table."""
    print(f"{rounds} rounds in turn, {BLOCKS * ANSWERS} answers; ratios are medians by round\n")
    _row("what", "budget", "measured", "ours", "beside")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        hello = Program(
            [sys.executable, str(Path(__file__).with_name("hello.py"))], environment(home), "ready"
        )
        ours = Program([TUTOR], environment(home), "Press Enter to begin")
        _starts(ours, hello, rounds)
        _commands(home, rounds)
        _keys(Path(folder), hello)
        _answers(Path(folder))
        _ratio("one review replayed / py-fsrs's", "1.0 x", reviews.compare(rounds), "µs", 1_000_000)


def _starts(ours: Program, hello: Program, rounds: int) -> None:
    paint = figures.compare(partial(screens.first_paint, ours), partial(screens.first_paint, hello), rounds)
    _ratio("first paint / app with one Static", "1.20 x", paint)
    echo = partial(screens.first_key, hello, b"x", "pressed 1")
    moved = figures.compare(partial(screens.first_key, ours, b"j", "▌ Cooperation"), echo, rounds)
    _ratio("first key handled (row down) / its echo", "1.30 x", moved)
    begun = figures.compare(partial(screens.first_key, ours, b"d", r" 1 of \d+"), echo, rounds)
    _ratio("  for information: d, the first question", "", begun)
    for label, budget, settled in (("at the first screen", "1.25 x", 0.0), ("1.5 s later", "", 1.5)):
        memory = figures.compare(
            partial(screens.resident, ours, settled), partial(screens.resident, hello, settled), 5
        )
        _ratio(f"memory {label} / that app's", budget, memory, "MiB", 1)


def _commands(home: Path, rounds: int) -> None:
    environ = environment(home)
    nothing = partial(figures.whole_process, [sys.executable, "-c", "pass"], environ)
    for budget, command in (("6 x", "due --json"), ("2 x", "--version")):
        ours = partial(figures.whole_process, [TUTOR, *command.split()], environ)
        _ratio(f"{command} / python -c pass", budget, figures.compare(ours, nothing, 2 * rounds))


def _keys(folder: Path, hello: Program) -> None:
    rated: list[float] = []
    echoed: list[float] = []
    for block in range(BLOCKS):
        home = folder / f"keys-{block}"
        set_limits(home, 1000)
        ours = Program([TUTOR, "study"], environment(home), r" 1 of \d+")
        echoed += screens.echoes(hello, ANSWERS)
        rated += screens.ratings(ours, ANSWERS)
    middle, yardstick = statistics.median(rated), statistics.median(echoed)
    _ratio(
        "rating key to next question, p50 / echo", "2.5 x", Compared(middle, yardstick, middle / yardstick)
    )
    late, yardstick = percentile(rated, 99), percentile(echoed, 99)
    above = f"{1000 * (late - yardstick):+.1f} ms"
    _row("  p99 above the echo's p99", "16.7 ms", above, _in(late), _in(yardstick))


def _answers(folder: Path) -> None:
    _ratio("one answer / a bare fdatasync of 4 KiB", "1.3 x", answers.compare(folder, 500))
    synced = [_synced(folder / f"count-{count}", count) for count in (50, 150)]
    each = f"{(synced[1] - synced[0]) / 100:.2f}" if all(synced) else "no strace"
    _row("  fdatasync calls an answer", "1", each)


def _synced(path: Path, count: int) -> int:
    """How often a process that records `count` answers synchronises a file; 0 where that cannot be traced."""
    strace = shutil.which("strace")
    if not strace:
        return 0
    record = [sys.executable, "-m", "tests.bench.answers", str(path), str(count)]
    traced = [strace, "-f", "-qq", "-e", "trace=fdatasync,fsync,sync_file_range", *record]
    done = subprocess.run(traced, capture_output=True, text=True, check=True, env=dict(os.environ))
    return done.stderr.count("sync(")


def _ratio(what: str, budget: str, figure: Compared, unit: str = "ms", scale: float = 1000) -> None:
    ours, beside = (_in(value, unit, scale) for value in (figure.ours, figure.yardstick))
    _row(what, budget, f"{figure.ratio:.2f} x", ours, beside)


def _in(value: float, unit: str = "ms", scale: float = 1000) -> str:
    return f"{value * scale:.1f} {unit}"


def _row(what: str, budget: str, measured: str, ours: str = "", beside: str = "") -> None:
    print(f"{what:<44}{budget:>9}{measured:>11}{ours:>12}{beside:>12}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
