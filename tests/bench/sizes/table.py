"""The table of sizes: what a learner waits for at a size, beside the floor of the same run."""

import asyncio
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import NamedTuple

from tests.bench import figures, reviews, screens, syncing
from tests.bench.figures import Compared, percentile
from tests.bench.screens import Program
from tests.bench.sizes.history import NOW
from tests.e2e.program import TUTOR
from tests.e2e.terminal import environment

from alliance_tutor.deck import reader
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, find, packaged_decks
from alliance_tutor.desk import apart, fitting
from alliance_tutor.desk.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.journal.store import Journal
from alliance_tutor.tui import aside

HELLO = str(Path(__file__).parents[1] / "hello.py")
ANSWERS, FEWER, ROWS = 200, 50, 50

Load = Callable[[], AbstractContextManager[None]]
"""What goes on while keys are pressed."""

_PARSE = "import sys, tomllib\nfor path in sys.argv[1:]: tomllib.loads(open(path, encoding='utf-8').read())"


class Row(NamedTuple):
    """A line of the table: what was measured, its budget, the measure, and both figures it was made of."""

    what: str
    budget: str
    measured: str
    ours: str = ""
    beside: str = ""


class Sizes(NamedTuple):
    """The homes to compare, both written to: that of the size in question, and one with 100 questions."""

    home: Path
    small: Path
    events: int
    rounds: int

    @property
    def environ(self) -> dict[str, str]:
        return _environ(self.home)


def rows(sizes: Sizes) -> Iterator[Row]:
    """Measure one after the other; what cannot be measured says why, and the others go on."""
    for measure in (_commands, _start, _screens, _decks, _answers, _journal, _care):
        try:
            yield from measure(sizes)
        except (AssertionError, OSError, SystemExit, TutorError) as fault:
            yield Row(f"{measure.__name__.lstrip('_')}: {str(fault).splitlines()[0]}", "", "not measured")


def _start(sizes: Sizes) -> Iterator[Row]:
    hello, ours = _hello(sizes), _ours(sizes)
    paint = figures.compare(
        partial(screens.first_paint, ours), partial(screens.first_paint, hello), sizes.rounds
    )
    yield _ratio("first paint / app with one Static", "1.20 x", paint)
    down = partial(screens.first_key, ours, b"j", "▌ Deck 1")
    echo = partial(screens.first_key, hello, b"x", "pressed 1")
    yield _ratio("first key handled / its echo", "1.30 x", figures.compare(down, echo, sizes.rounds))
    memory = figures.compare(
        partial(screens.resident, ours, 0.0), partial(screens.resident, hello, 0.0), min(5, sizes.rounds)
    )
    yield _ratio("memory at the first screen / that app's", "1.25 x", memory, "MiB", 1)


def _decks(sizes: Sizes) -> Iterator[Row]:
    files = find((), sizes.home / "decks", packaged_decks())
    one = next(file for file in files if file.path.stem == "deck-000")
    text = one.path.read_text(encoding="utf-8")
    index = DeckIndex(sizes.home / "cache" / "index.db")
    index.refresh(files)
    number = iter(range(1_000_000))

    def taken_in() -> float:
        one.path.write_text(f"{text}\n# {next(number)}\n", encoding="utf-8")
        return _timed(lambda: index.refresh(files))

    changed = figures.compare(taken_in, partial(_timed, lambda: tomllib.loads(text)), sizes.rounds)
    index.close()
    one.path.write_text(text, encoding="utf-8")
    yield _ratio("one changed deck of 500 / tomllib", "1.3 x", changed)
    cache = sizes.home / "cache" / "bench.db"
    whole = figures.compare(partial(_indexed, files, cache), partial(_parsed, files), 1)
    cache.unlink()
    yield _ratio("index of all decks from nothing / tomllib", "1.3 x", whole)


def _commands(sizes: Sizes) -> Iterator[Row]:
    few = _environ(sizes.small)
    for command in ("due --json", "decks --json"):
        ours, beside = (
            partial(figures.whole_process, [TUTOR, *command.split()], environ)
            for environ in (sizes.environ, few)
        )
        compared = figures.compare(ours, beside, 2 * sizes.rounds)
        yield _ratio(f"{command} / with 100 questions", "1.2 x", compared)


def _answers(sizes: Sizes) -> Iterator[Row]:
    """Each beside the echo of a key under the same load."""
    loads: tuple[tuple[str, int, Load], ...] = (
        ("", ANSWERS, nullcontext),
        (", while decks are indexed", FEWER, partial(_reading, sizes)),
        (", while a backup is made", FEWER, partial(_backing_up, sizes)),
        (", while the schedule is fitted", FEWER, partial(_fitting, sizes)),
    )
    settings = sizes.home / "settings.toml"
    settings.write_text("reviews_per_day = 9999\nnew_per_day = 1000\n", encoding="utf-8")
    study = Program([TUTOR, "study"], sizes.environ, r" 1 of \d+")
    for what, answers, load in loads:
        with load():
            echoed, rated = screens.echoes(_hello(sizes), answers), screens.ratings(study, answers)
        late, yardstick = percentile(rated, 99), percentile(echoed, 99)
        above = f"{1000 * (late - yardstick):+.1f} ms"
        yield Row(f"rating key, p99 above an echo's{what}", "16.7 ms", above, _in(late), _in(yardstick))
    settings.unlink()


@contextmanager
def _reading(sizes: Sizes) -> Iterator[None]:
    """Meanwhile all decks are read from nothing, over and over, by as many processes as home starts."""
    files = find((), sizes.home / "decks", packaged_decks())
    with TemporaryDirectory() as folder, ExitStack() as working:
        for n in range(aside.PROCESSES):
            cache = Path(folder) / f"{n}.db"
            told = reader.to_stdin(files[n :: aside.PROCESSES])
            working.enter_context(_repeated(reader.command(cache), sizes.environ, told, cache))
        yield


@contextmanager
def _backing_up(sizes: Sizes) -> Iterator[None]:
    """Meanwhile the history is copied, over and over."""
    with TemporaryDirectory() as folder, _repeated([TUTOR, "backup", f"{folder}/copy.db"], sizes.environ):
        yield


@contextmanager
def _fitting(sizes: Sizes) -> Iterator[None]:
    """Meanwhile the schedule is fitted, over and over, by the process that the settings' screen starts."""
    with Desk.open(str(sizes.home), write=False) as desk:
        told = apart.to_stdin(desk)
    with TemporaryDirectory() as folder, _repeated(fitting.command(Path(folder, "fit")), sizes.environ, told):
        yield


@contextmanager
def _repeated(
    command: Sequence[str], environ: Mapping[str, str], stdin: bytes = b"", made: Path | None = None
) -> Iterator[None]:
    """Meanwhile a command is begun again whenever it has ended, without the file that it `made`."""
    over = Event()

    def repeat() -> None:
        while not over.is_set():
            if made:
                made.unlink(missing_ok=True)
            with subprocess.Popen(
                command, stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL, env=environ
            ) as process:
                if process.stdin:
                    process.stdin.write(stdin)
                    process.stdin.close()
                while process.poll() is None:
                    if over.wait(0.05):
                        process.kill()

    thread = Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _screens(sizes: Sizes) -> Iterator[Row]:
    small = Program([TUTOR], _environ(sizes.small), "Deck 0")
    ours = _ours(sizes)
    opened = figures.compare(
        partial(screens.shown_by, ours, b"b"), partial(screens.shown_by, small, b"b"), min(5, sizes.rounds)
    )
    yield _ratio("browse opened / with 100 questions", "1.2 x", opened)
    yield from _browsing(sizes)
    plots = [screens.shown_by(ours, b"s") for _ in range(min(5, sizes.rounds))]
    yield Row("stats screen to its first plot", "100 ms", _in(percentile(plots, 50)))


def _browsing(sizes: Sizes) -> Iterator[Row]:
    echoed = percentile(screens.echoes(_hello(sizes), ROWS), 50)
    for what, key in (("row", b"j"), ("page", b"\x1b[6~")):
        moved = percentile(screens.keys(_ours(sizes), b"b", [key] * ROWS), 50)
        yield _ratio(f"{what} down in browse / the echo", "2.5 x", Compared(moved, echoed, moved / echoed))
    typed = [letter.encode() for letter in "/is:due question"]
    letters = screens.keys(_ours(sizes), b"b", typed)[1:]
    yield Row(
        "letter in browse's search, p50 and slowest", "50 ms", _in(percentile(letters, 50)), _in(max(letters))
    )


def _journal(sizes: Sizes) -> Iterator[Row]:
    with Journal.open(sizes.home / "history.db") as journal:
        replayed = _timed(journal.rebuild)
    theirs = reviews.compare(3).yardstick * sizes.events
    yield _ratio(
        "replay of all events / fsrs called once an event",
        "0.5 x",
        Compared(replayed, theirs, replayed / theirs),
        "s",
        1,
    )
    size = (sizes.home / "history.db").stat().st_size
    yield Row("bytes an event in history.db", "200", f"{size / sizes.events:.0f}")


def _care(sizes: Sizes) -> Iterator[Row]:
    history, copy = sizes.home / "history.db", sizes.home / "copy.db"
    backup = figures.compare(
        lambda: _run(sizes, "backup", str(copy)) - _run(sizes, "where"),
        partial(_timed, history.read_bytes),
        sizes.rounds,
    )
    copy.unlink()
    yield _ratio("backup / a file read", "3 x", backup)
    syncs = syncing.measure(sizes.home)
    yield Row("first sync, sent", "60 s", _in(syncs.first_sent, "s", 1))
    yield Row("first sync, received", "60 s", _in(syncs.first_received, "s", 1))
    later = max(syncs.later_sent, syncs.later_received)
    yield Row("later sync of 100 events, the slower side", "150 ms", _in(later))
    yield Row("later sync, nothing new", "150 ms", _in(syncs.nothing_new))


def _environ(home: Path) -> dict[str, str]:
    return environment(home, {"ALLIANCE_TUTOR_NOW": NOW})


def _run(sizes: Sizes, *arguments: str) -> float:
    return figures.whole_process([TUTOR, *arguments], sizes.environ)


def _indexed(files: list[DeckFile], cache: Path) -> float:
    """As the first screen has it done."""
    cache.unlink(missing_ok=True)
    index = DeckIndex(cache)
    seconds = _timed(lambda: asyncio.run(aside.read(index, files)))
    index.close()
    return seconds


def _parsed(files: list[DeckFile]) -> float:
    paths = [str(part) for file in files for part in file.parts]
    return figures.whole_process([sys.executable, "-c", _PARSE, *paths], os.environ)


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _hello(sizes: Sizes) -> Program:
    return Program([sys.executable, HELLO], sizes.environ, "ready")


def _ours(sizes: Sizes) -> Program:
    return Program([TUTOR], sizes.environ, "Deck 0")


def _ratio(what: str, budget: str, figure: Compared, unit: str = "ms", scale: float = 1000) -> Row:
    ours, beside = (_in(value, unit, scale) for value in (figure.ours, figure.yardstick))
    return Row(what, budget, f"{figure.ratio:.2f} x", ours, beside)


def _in(value: float, unit: str = "ms", scale: float = 1000) -> str:
    return f"{value * scale:.1f} {unit}"
