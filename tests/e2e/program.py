"""The installed program: opened in a terminal, or run to its end."""

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from tests.e2e.terminal import WAIT, Terminal, environment

TUTOR = str(Path(sysconfig.get_path("scripts")) / "alliance-tutor")

ASKED = "Enter (reveal|check)"  # in the line of keys, while a question waits for its answer
SHOWN = "1 Again"
QUIT = b"\x11"  # Ctrl+Q


def open_in_terminal(
    home: Path, *arguments: str, size: tuple[int, int] = (80, 24), environ: dict[str, str] | None = None
) -> Terminal:
    """The program in a terminal of its own, `size` columns and rows."""
    return Terminal([TUTOR, *arguments], environment(home, environ), *size)


def run(
    home: Path, *arguments: str, environ: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The program without a terminal, to its end."""
    return subprocess.run(
        [TUTOR, *arguments],
        env=environment(home, environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=WAIT,
        check=False,
    )


def events(home: Path) -> list[dict[str, Any]]:
    """The journal, as the program lists it."""
    listed = run(home, "journal", "--json")
    assert listed.returncode == 0, listed.stderr
    return [json.loads(line) for line in listed.stdout.splitlines()]


def ratings(home: Path) -> list[tuple[str, str]]:
    """Question and rating of every answer in the journal, retracted ones included."""
    return [(event["question"], event["rating"]) for event in events(home) if event["kind"] == "reviewed"]


def quit_app(terminal: Terminal) -> None:
    """Leave the app, from whatever screen."""
    terminal.send(QUIT)
    assert terminal.end() == 0, terminal.text
