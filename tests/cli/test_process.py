"""The command line as a process of its own: what it loads, its streams, its end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"textual", "rich", "pydantic", "fsrs", "markdown_it", "tomllib"}
LOADED = """
import sys
from alliance_tutor.cli import main
main({arguments!r})
print(*sys.modules, file=sys.stderr)
"""


def tutor(
    home: Path, *arguments: str, lines: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person would, with some bytes to read."""
    return subprocess.run(
        [sys.executable, "-m", "alliance_tutor", *arguments],
        input=lines,
        capture_output=True,
        env={**os.environ, "ALLIANCE_TUTOR_HOME": str(home), "PYTHONIOENCODING": "utf-8", **environ},
        check=False,
    )


def loaded(home: Path, *arguments: str) -> set[str]:
    """The packages that a command has loaded at its end."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=list(arguments))],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "ALLIANCE_TUTOR_HOME": str(home)},
        check=True,
    )
    return {module.partition(".")[0] for module in ran.stderr.split()}


def test_due_when_decks_are_unchanged_loads_nothing_heavy(tmp_path: Path) -> None:
    tutor(tmp_path, "due")
    modules = loaded(tmp_path, "due", "--json")
    assert not modules & (HEAVY | {"click", "platformdirs"})
    assert not loaded(tmp_path, "due") & HEAVY


def test_version_when_asked_loads_nothing_at_all(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert not modules & (HEAVY | {"click", "sqlite3", "json", "dataclasses", "pathlib", "re"})


@pytest.mark.parametrize("arguments", [["--help"], ["where"], ["guide"], ["decks"], ["journal"], ["studdy"]])
def test_commands_when_no_deck_changed_load_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    tutor(tmp_path, "due")
    assert not loaded(tmp_path, *arguments) & HEAVY


def test_shipped_decks_when_studied_from_a_pipe_record_the_answer(tmp_path: Path) -> None:
    ran = tutor(tmp_path, "study", lines=b"\n4\n:quit\n")
    assert ran.returncode == 0
    assert b"Question 1 of 10." in ran.stdout
    assert b"\x1b" not in ran.stdout
    assert ran.stderr == b""
    (event,) = [json.loads(line) for line in tutor(tmp_path, "journal", "--json").stdout.splitlines()]
    assert event["rating"] == "easy"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_streams_when_not_utf_8_neither_crash_nor_hide_the_verdict(tmp_path: Path, encoding: str) -> None:
    ran = tutor(tmp_path, "study", "history", lines=b"\xff\xfe\nb\n\n\n", PYTHONIOENCODING=encoding)
    assert ran.returncode == 0, ran.stderr
    assert b"Question 1 of 10" in ran.stdout
    ran.stdout.decode(encoding)
    for command in (["guide", "studying"], ["decks"], ["check"], ["--help"], ["study", "./\u2713.toml"]):
        told = tutor(tmp_path, *command, PYTHONIOENCODING=encoding)
        assert b"Traceback" not in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="there are no closed descriptors to inherit")
def test_streams_when_closed_end_cleanly(tmp_path: Path) -> None:
    program = f'"{sys.executable}" -m alliance_tutor'
    environ = {**os.environ, "ALLIANCE_TUTOR_HOME": str(tmp_path)}
    for shell in (f"{program} study <&-", f"{program} <&- >&-", f"{program} --help >&-", f"{program} x 2>&-"):
        ran = subprocess.run(["sh", "-c", shell], capture_output=True, env=environ, check=False)
        assert b"Traceback" not in ran.stderr, ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize("arguments", [["guide", "studying"], ["journal"], ["check", "--json"]])
def test_reader_when_gone_is_no_fault(tmp_path: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [sys.executable, "-m", "alliance_tutor", *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "ALLIANCE_TUTOR_HOME": str(tmp_path)},
        check=False,
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_today_and_tomorrow_when_the_clock_is_moved_ask_the_right_questions(tmp_path: Path) -> None:
    today, tomorrow = "2026-11-23T20:00:00+01:00", "2026-11-24T08:00:00+01:00"
    tutor(tmp_path, "study", "history", lines=b"\n1\n\n4\n:quit\n", ALLIANCE_TUTOR_NOW=today)
    missed, known = _asked(tmp_path)
    waiting = json.loads(tutor(tmp_path, "due", "--json", ALLIANCE_TUTOR_NOW=tomorrow).stdout)
    assert (waiting["study_day"], waiting["due"]) == ("2026-11-24", 1)
    tutor(tmp_path, "study", "history", lines=b"\n4\n" * 12, ALLIANCE_TUTOR_NOW=tomorrow)
    asked = _asked(tmp_path)[2:]
    assert len(asked) == 11
    assert missed in asked
    assert known not in asked


def _asked(home: Path) -> list[str]:
    return [json.loads(line)["question"] for line in tutor(home, "journal", "--json").stdout.splitlines()]
