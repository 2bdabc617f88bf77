"""`import` and `export` of tables: what is not said is shown, and asked where somebody is there."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from alliance_tutor.cli import laying

TABLE = "Wann?;1961\nWer?;Kim\n"
SEEN = [
    "  encoding: UTF-8",
    "  cells parted by: semicolon",
    "  columns: prompt, answer",
    "  texts: markdown",
    "  line 1: prompt: Wann? | answer: 1961",
    "  line 2: prompt: Wer? | answer: Kim",
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "words.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_import_when_the_layout_is_not_said_shows_it_and_takes_nothing(
    run: Run, home: Path, table: Path
) -> None:
    ran = run("import", str(table))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"{table} would be read so:",
        *SEEN,
        f"error: {table}: the file does not say what parts its cells and what its columns hold",
        "hint: if this is right, say --separator semicolon --columns prompt,answer;"
        " --header if line 1 is no card",
    ]
    assert not (home / "decks").exists()
    assert run("import", str(table), "--json").err.startswith("error: ")


def test_import_when_the_layout_is_said_shows_it_and_takes_the_file(run: Run, table: Path) -> None:
    ran = run("import", str(table), "--separator", "semicolon", "--columns", "prompt,answer")
    assert ran.code == 0
    assert ran.err.splitlines()[:7] == [f"{table} is read so:", *SEEN]
    assert ran.out.startswith(f"{table}:1: kept basic ")


@pytest.mark.parametrize(("said", "code", "cards"), [("y", 0, 2), ("h", 0, 1), ("n", 2, 0), ("", 2, 0)])
def test_import_when_somebody_is_there_asks(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch, said: str, code: int, cards: int
) -> None:
    monkeypatch.setattr(laying, "at_a_terminal", lambda: True)
    ran = run("import", str(table), lines=f"{said}\n")
    assert ran.code == code
    assert "Is it right so? y: yes; h: yes, but line 1 names the columns; n: no\n" in ran.err
    assert ran.out.count("kept basic") == cards


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["bank.gift", "--columns", "prompt"], "--columns says nothing of Moodle's GIFT"),
        (["words.csv", "--rows", "tab"], "--rows says nothing of CSV"),
        (["words.csv", "--columns", "prompt,colour"], "there is no column colour"),
        (["words.csv", "--columns", "answer"], "no column is the prompt"),
        (["words.csv", "--columns", "prompt,term"], "the column prompt stands there twice"),
        (["words.csv", "--text", "pdf"], "there is no --text pdf"),
        (["words.csv", "--separator", '"'], '“"” cannot part cells or rows'),
        (["deck.toml", "--columns", "prompt"], "--columns says nothing of a deck file"),
        (["words.txt"], "a .txt file may be Moodle's GIFT or Aiken or Anki's text files or Quizlet"),
    ],
)
def test_import_when_an_option_makes_no_sense_says_so(
    run: Run, table: Path, arguments: list[str], error: str
) -> None:
    name, *options = arguments
    ran = run("import", str(table.with_name(name)), *options)
    assert ran.code == 2
    assert error in ran.err


def test_export_when_asked_for_a_separator_parts_by_it(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "small.csv"
    assert run("export", "small", "--to", "csv", "--separator", ";", "-o", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith("\ufeffid;type;topic;prompt;answer;")
    ran = run("import", str(target), "-o", str(tmp_path / "small.toml"))
    assert ran.code == 0
    ran = run("export", "small", "--to", "anki-text", "--rows", "|")
    assert (ran.code, ran.out) == (2, "")
    assert run("export", "small", "--to", "quizlet", "--separator", ";", "--rows", "|").out.endswith("|\n")
