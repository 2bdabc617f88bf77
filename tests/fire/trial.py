"""One round under fire: real processes on real files, and all that is counted of them."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.e2e.program import TUTOR
from tests.e2e.terminal import WAIT, environment
from tests.fire.disks import Disk

from alliance_tutor.journal import doctor
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.fold import fold
from alliance_tutor.journal.store import Journal

UNDER = str(Path(__file__).with_name("under.py"))
DESIGNED = (0, 1, 2, 3, 130)
"""The exit codes of DESIGN §8."""

Id = tuple[str, int]
History = dict[Id, Event]


@dataclass
class Found:
    """What rounds came to. From `missing` on all have to be 0.

    `lost` are events that lay where a file was spoiled, and `changed` those of which a bit was flipped within
    what they say, which no reader can know.
    """

    rounds: int = 0
    processes: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    changed: int = 0
    missing: int = 0
    doubled: int = 0
    differing: int = 0
    tracebacks: int = 0
    codes: int = 0
    other: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How much is not as it has to be."""
        return self.missing + self.doubled + self.differing + self.tracebacks + self.codes + self.other

    def add(self, more: "Found") -> None:
        """Take another round's figures in."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(more, each.name))


class Ended(NamedTuple):
    """A process that has ended: its exit code (below 0: the signal that killed it), and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        """Whether it was killed before it ended by itself."""
        return self.code == -signal.SIGKILL


Command = Callable[[Path], tuple[Path, list[str]]]
"""A home and a command's arguments, from the folder in which all of a round lies."""

_STEPS: dict[str, int] = {}  # of each kind of command how many it has
_ROOMS = [0, 0, 1, 2, 4, 8, 16, 32, 64]  # pages of memory, in which a tmpfs counts


class Trial:
    """A round: a folder of its own, its random source, and what it found; on a `disk` that can be filled."""

    def __init__(self, root: Path, random: Random, disk: Disk | None = None) -> None:
        self.root = root
        self.random = random
        self.disk = disk
        self.found = Found(rounds=1)

    def on(self, disk: Disk, name: str) -> "Trial":
        """A part of this round, in a folder on a disk."""
        part = Trial(disk.folder / name, self.random, disk)
        part.root.mkdir()
        part.found = self.found
        return part

    def run(
        self,
        home: Path,
        *arguments: str,
        typed: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
        cut: int = 0,
        limit: int = 0,
        step: int = 0,
        report: str = "",
        weak: bool = False,
        zones: Sequence[str] = (),
    ) -> Ended:
        """A process to its end, or with `cut` until it has printed so many bytes; all else as in `under`.

        Tracebacks and exit codes that were not designed are counted.
        """
        way = [TUTOR]
        if limit or step or report or weak or zones:
            hard = (limit, step, report or "-", int(weak), " ".join(zones))
            way = [sys.executable, UNDER, *map(str, hard)]
        self.found.processes += 1
        with tempfile.TemporaryFile() as lines, tempfile.TemporaryFile() as talk:
            lines.write("".join(f"{line}\n" for line in typed).encode())
            lines.seek(0)
            with subprocess.Popen(
                [*way, *arguments],
                env=environment(home, environ),
                stdin=lines,
                stdout=subprocess.PIPE,
                stderr=talk,
                cwd=self.root,
            ) as process:
                out = _read(process, cut)
                code = process.wait(WAIT)
            talk.seek(0)
            ended = Ended(code, out.decode("utf-8", "replace"), talk.read().decode("utf-8", "replace"))
        self._judge(ended, arguments)
        return ended

    def room(self) -> int:
        """Bytes that a full disk may have left."""
        return self.random.choice(_ROOMS) * resource.getpagesize()

    def struck(self, command: Command, kind: str = "") -> bool:
        """Run a command that is killed at one of its own steps; whether it was (it may have ended before).

        Commands of one `kind` take about as many steps. On a disk it is not killed: the disk is full.
        """
        home, arguments = command(self.root)
        if self.disk:
            with self.disk.filled(self.room()):
                return self.run(home, *arguments).killed
        key = kind or " ".join(each for each in arguments if not each.startswith(str(self.root)))
        if key not in _STEPS:
            _STEPS[key] = self._steps(command)
        return self.run(home, *arguments, step=self.random.randint(1, _STEPS[key])).killed

    def check(self, right: bool, what: str, count: str = "other", times: int = 1) -> bool:
        """Count what is not right, with a note of what it is."""
        if not right:
            setattr(self.found, count, getattr(self.found, count) + times)
            self.note(what)
        return right

    def note(self, text: str) -> None:
        """Keep what helps to find a fault."""
        self.found.notes.append(text)

    def history(self, home: Path) -> History:
        """A journal that has to be whole: its events; memories and figures are held against a replay."""
        path = home / "history.db"
        if not path.exists():
            return {}
        with Journal.open(path, write=False) as journal:
            events = list(journal.events())
            differing = journal.standings().items() ^ fold(events).standings.items()
        stale = doctor.stale(path)
        count = len(dict(differing)) + sum(map(len, stale.values()))
        self.check(not count, f"not as a replay: {stale or dict(differing)}", "differing", count)
        return {(event.device, event.seq): event for event in events}

    def kept(self, told: History, now: History, where: str) -> None:
        """Everything of a history stands in a later one, as it was."""
        gone = [key for key, event in told.items() if now.get(key) != event]
        self.check(not gone, f"{where}: {len(gone)} missing, such as {gone[:1]}", "missing", len(gone))

    def _steps(self, command: Command) -> int:
        with tempfile.TemporaryDirectory() as folder:
            copy, report = Path(folder, "copy"), Path(folder, "steps")
            shutil.copytree(self.root, copy)
            home, arguments = command(copy)
            ended = self.run(home, *arguments, report=str(report))
            assert report.exists(), ended
            return max(1, int(report.read_text(encoding="utf-8")))

    def _judge(self, ended: Ended, arguments: Sequence[str]) -> None:
        self.found.killed += ended.killed
        said = ended.out + ended.err
        name = " ".join(arguments)
        if "Traceback" in said:
            self.check(False, f"{name}: traceback: {said[said.index('Traceback') :][-1500:]}", "tracebacks")
        self.check(
            ended.killed or ended.code in DESIGNED, f"{name}: exit code {ended.code}: {said[-300:]}", "codes"
        )
        if ended.code in (2, 3) and arguments[0] != "doctor":
            self.check("error: " in said, f"{name}: code {ended.code} and no error told: {said[-300:]}")


def _read(process: "subprocess.Popen[bytes]", cut: int) -> bytes:
    """What a process prints; once it was `cut` bytes (if above 0) it is killed, and the rest read."""
    assert process.stdout
    out = b""
    while piece := os.read(process.stdout.fileno(), 65_536 if not cut else max(1, cut - len(out))):
        out += piece
        if cut and len(out) >= cut:
            process.kill()
            return out + process.stdout.read()
    return out
