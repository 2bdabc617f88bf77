"""What the shell offers after a Tab."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete, ShellComplete
from tests.cli.conftest import Run, put

from alliance_tutor import guide
from alliance_tutor.cli.commands import tutor
from alliance_tutor.cli.entry import COMPLETE, PROGRAM


def offered(*words: str) -> list[str]:
    """What may stand for the last word."""
    *arguments, incomplete = words
    shell = ShellComplete(tutor, {}, PROGRAM, COMPLETE)
    return [f"{item.type}:{item.value}" for item in shell.get_completions(arguments, incomplete)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["stu"], ["plain:study"]),
        (["study", "s"], ["plain:small"]),
        (["study", "x"], []),
        (["study", "./s"], ["file:./s"]),
        (["study", "--topic", "t"], ["plain:two"]),
        (["study", "small", "--topic", ""], ["plain:one", "plain:two"]),
        (["study", "other", "--topic", ""], []),
        (["quiz", "s"], ["plain:small"]),
        (["quiz", "small", "--topic", "one", "--topic", "t"], ["plain:two"]),
        (["quiz", "--type", ""], ["plain:choice", "plain:basic"]),
        (["quiz", "small", "--type", "c"], ["plain:choice"]),
        (["quiz", "--level", "r"], ["plain:recall"]),
        (["quiz", "other", "--level", ""], []),
        (["quiz", "--feedback", ""], ["plain:now", "plain:end"]),
        (["exam", "s"], ["plain:small"]),
        (["exam", "small", "--topic", ""], ["plain:one", "plain:two"]),
        (["exam", "--extra-time", "1."], ["plain:1.25", "plain:1.5"]),
        (["check", "x"], ["file:x"]),
        (["import", "x"], ["file:x"]),
        (["import", "x", "--from", "gi"], ["plain:gift"]),
        (["export", "s"], ["plain:small"]),
        (["export", "small", "--to", "ai"], ["plain:aiken"]),
        (["paper", "s"], ["plain:small"]),
        (["paper", "small", "--topic", "t"], ["plain:two"]),
        (["paper", "small", "--pick", "x"], ["file:x"]),
        (["paper", "--to", "h"], ["plain:html"]),
        (["stamp", "x"], ["file:x"]),
        (["new", "x"], ["file:x"]),
        (["preview", "s"], ["file:s"]),
        (["guide", "sch"], ["plain:schedule"]),
    ],
)
def test_completion_when_asked_offers_what_fits(home: Path, words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_completion_when_another_home_is_named_looks_there(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "other",
        "mine.toml",
        '[deck]\nid = "mine"\ntitle = "Mine"\n[[card]]\nprompt="?"\nanswer="!"\n',
    )
    assert offered("--home", str(tmp_path / "other"), "study", "m") == ["plain:mine"]


@pytest.mark.parametrize(
    "words", [["study", ""], ["study", "--topic", ""], ["quiz", "--type", ""], ["quiz", "--level", ""]]
)
def test_completion_when_the_decks_cannot_be_looked_at_offers_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    def unreadable(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("alliance_tutor.deck.library.find", unreadable)
    assert offered(*words) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_when_switched_on_as_the_guide_says_prints_the_shells_script(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    assert f"{COMPLETE}={shell}_source alliance-tutor" in guide.read("command-line")
    monkeypatch.setattr(BashComplete, "_check_version", lambda self: None)  # it runs bash itself
    monkeypatch.setenv(COMPLETE, f"{shell}_source")
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 0
    assert f"{COMPLETE}={shell}_complete" in capsys.readouterr().out
