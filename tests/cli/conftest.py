"""The command line run in this process, on small decks of its own, at a fixed instant."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alliance_tutor.cli import main
from alliance_tutor.deck import library
from alliance_tutor.tui import app

NOW = "2026-11-23T19:00:00+01:00"
DECK = """\
[deck]
id = "small"
title = "Small [/nope]"

[[topic]]
id = "one"
title = "The first topic"

[[topic]]
id = "two"
title = "The second topic"

[[card]]
id = "pick"
topic = "one"
type = "choice"
level = "recall"
status = "documented"
prompt = "Which is it?"
answer = "This"
distractors = ["That"]

[[card]]
id = "turn"
topic = "two"
level = "recall"
prompt = "front"
answer = "back"
reverse = true
"""


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's home; the only shipped deck is `small`."""
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    (packaged / "small.toml").write_text(DECK, encoding="utf-8")
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", NOW)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with some lines to read; its code and what it wrote."""

    def command(*arguments: str, lines: str = "") -> Ran:

        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        capsys.readouterr()
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "\x1b" not in out + err
        return Ran(code, out, err)

    return command


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Two terminals, and a stand-in for the app that notes how it was opened."""
    calls: list[tuple[Any, ...]] = []

    def run_app(*arguments: Any) -> int:
        calls.append(arguments)
        return 0

    monkeypatch.setattr(app, "run", run_app)
    # First those that take it from the last.
    for module in ("commands", "studying", "quizzing", "examining", "start"):
        monkeypatch.setattr(f"alliance_tutor.cli.{module}.at_a_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    return calls


def put(home: Path, name: str, text: str) -> Path:
    """A deck in the learner's own folder."""
    path = home / "decks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
