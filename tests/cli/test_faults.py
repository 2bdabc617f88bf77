"""What goes wrong ends as a message, a hint and an exit code."""

import gc
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, put

from alliance_tutor import __version__
from alliance_tutor.cli import entry, main, output
from alliance_tutor.cli.exits import Exit
from alliance_tutor.plain.sitting import Sitting


def test_version_is_one_line(run: Run) -> None:
    assert run("--version").out == f"alliance-tutor {__version__}\n"
    assert run("--plain", "--version").out == f"alliance-tutor {__version__}\n"


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_when_asked_for_begins_with_line_mode_and_examples(run: Run, option: str) -> None:
    ran = run(option)
    assert ran.code == 0
    first = ran.out.splitlines()[:10]
    assert any("--plain" in line for line in first)
    assert any("Examples:" in line for line in first)
    assert "..." not in ran.out.partition("Commands:")[2]


@pytest.mark.parametrize("command", ["study", "decks", "due", "check", "journal", "where", "guide"])
def test_help_when_asked_of_a_command_is_given(run: Run, command: str) -> None:
    ran = run(command, "-h")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: alliance-tutor {command}")


@pytest.mark.parametrize(
    ("verb", "message", "hint"),
    [
        ("small", "small is a deck, not a command", "alliance-tutor study small"),
        ("studdy", "there is no command studdy", "did you mean alliance-tutor study?"),
        ("xyzzy", "there is no command xyzzy", "alliance-tutor --help lists the commands"),
        ("./small.toml", "./small.toml is no command", "alliance-tutor study ./small.toml"),
        ("x\x1b[31m", "there is no command x\\x1b[31m", "alliance-tutor --help lists the commands"),
    ],
)
def test_verb_when_unknown_says_what_to_type(run: Run, verb: str, message: str, hint: str) -> None:
    ran = run(verb)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: {message}\nhint: {hint}\n"


def test_verb_when_unknown_and_the_decks_cannot_be_looked_at_is_still_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("alliance_tutor.deck.library.find", unreadable)
    assert run("small").err.startswith("error: there is no command small\n")


def test_option_when_unknown_points_to_the_commands_help(run: Run) -> None:
    ran = run("due", "--jsn")
    assert ran.code == 2
    assert ran.err.startswith("error: No such option '--jsn'")
    assert "hint: alliance-tutor due --help shows how it is used" in ran.err


@pytest.mark.parametrize("command", ["due", "decks", "study"])
def test_settings_when_broken_are_reported_with_their_line(run: Run, home: Path, command: str) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("theme = 'x'\nnew_per_dya = 3\n")
    ran = run(command)
    assert ran.code == 2
    where = home / "settings.toml"
    assert ran.err == f"error: {where}:2:1: unknown setting new_per_dya\nhint: did you mean new_per_day?\n"


@pytest.mark.parametrize("command", ["due", "decks", "study", "journal", "--plain"])
def test_journal_when_garbage_exits_3(run: Run, home: Path, command: str) -> None:
    home.mkdir()
    (home / "history.db").write_text("garbage, and more of it than a header")
    ran = run(command)
    assert ran.code == 3
    assert ran.err.startswith(f"error: {home / 'history.db'}: ")
    assert "\nhint: " in ran.err


def test_clock_when_it_cannot_be_read_is_a_usage_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "yesterday")
    ran = run("due")
    assert ran.code == 2
    assert "ALLIANCE_TUTOR_NOW" in ran.err


def test_interrupt_when_studying_exits_130_and_keeps_what_was_answered(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = Sitting._turn

    def interrupted(sitting: Sitting) -> None:
        if sitting._session.answers:
            raise KeyboardInterrupt
        turn(sitting)

    monkeypatch.setattr(Sitting, "_turn", interrupted)
    ran = run("study", lines="a\n4\n")
    assert ran.code == 130
    assert "Stopped. 1 answer of this sitting saved." in ran.out
    assert len(run("journal").out.splitlines()) == 1


def test_reader_when_gone_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(output, "let_go", lambda: None)
    with monkeypatch.context() as patch:
        patch.setattr(sys.stdout, "write", broken)
        code = entry.run(["guide"])
    assert code == Exit.DONE


def test_let_go_when_called_writes_nowhere_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        output.echo("kept")
        out.flush()
        output.echo("lost")
        output.let_go()
    assert (tmp_path / "out").read_text() == "kept\n"


def test_main_when_run_as_the_process_takes_its_arguments(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["alliance-tutor", "where"])
    monkeypatch.setattr(gc, "freeze", lambda: None)
    assert main() == 0
    assert "settings: " in capsys.readouterr().out


def test_streams_when_closed_before_the_start_hold_nothing_up(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["study", "--plain"]) == 0
    assert main(["due"]) == 0
    assert main(["due", "--json"]) == 0
    assert main(["--version"]) == 0
    assert main(["studdy"]) == 2


@pytest.mark.parametrize("filename", ["/full/disk", None])
def test_system_fault_when_nobody_expected_it_is_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, filename: str | None
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device", filename)

    monkeypatch.setattr("alliance_tutor.deck.library.find", full)
    ran = run("check")
    assert ran.code == 2
    assert ran.err.startswith(f"error: {filename}: No space" if filename else "error: No space")


def test_deck_text_when_hostile_leaves_no_escape_in_any_command(run: Run, home: Path) -> None:
    hostile = '[deck]\nid = "bad"\ntitle = "A [@click=app.quit] \x1b]0;x\x07\u202e"\n'
    put(home, "bad\x1b[2J.toml" if sys.platform != "win32" else "bad.toml", hostile)
    odd = '[deck]\nid = "odd"\ntitle = "[/nope] [X] [[link]]"\n[[card]]\nprompt = "[X]"\nanswer = "[/nope]"\n'
    put(home, "odd.toml", odd)
    for command in (["decks"], ["decks", "--json"], ["check"], ["check", "--json"], ["--plain"]):
        ran = run(*command)
        assert "\x07" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err
    assert "[/nope] [X] [[link]]" in run("decks").out
