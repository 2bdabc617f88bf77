"""Which command opens a file in the learner's editor."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_tutor.deck.editor import HINT, command, run
from alliance_tutor.errors import UsageError

PATH = Path("decks") / "my deck.toml"
AT = str(PATH)


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["vim", "+7", AT]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", AT]),
        ("nano", ["nano", "+7", AT]),
        ("hx", ["hx", f"{AT}:7"]),
        ("code", ["code", "--wait", "--goto", f"{AT}:7"]),
        ("code -w -n", ["code", "-w", "-n", "--goto", f"{AT}:7"]),
        ("subl", ["subl", "--wait", f"{AT}:7"]),
        ("'/opt/my editor/edit' --flag", ["/opt/my editor/edit", "--flag", AT]),
    ],
)
def test_command_when_the_editor_is_known_opens_the_line_and_waits(editor: str, words: list[str]) -> None:
    assert command(editor, {}, "linux", PATH, 7) == words


def test_command_when_several_are_set_takes_setting_then_visual_then_editor() -> None:
    both = {"VISUAL": "visual", "EDITOR": "editor"}
    assert command("mine", both, "linux", PATH, 1)[0] == "mine"
    assert command("", both, "linux", PATH, 1)[0] == "visual"
    assert command(" ", {"EDITOR": "editor"}, "linux", PATH, 1)[0] == "editor"


def test_command_when_nothing_is_set_takes_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path: name if name in path else None)
    assert command("", {}, "win32", PATH, 7) == ["notepad", AT]
    assert command("", {}, "darwin", PATH, 7) == ["open", "-W", "-t", AT]
    assert command("", {"PATH": "vi nano"}, "linux", PATH, 7) == ["nano", "+7", AT]


def test_command_when_the_machine_has_no_editor_says_how_to_set_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no editor") as fault:
        command("", {"PATH": str(tmp_path)}, "linux", PATH, 1)
    assert "settings.toml" in fault.value.hint


@pytest.mark.parametrize(("setting", "platform"), [("'unclosed", "linux"), ('"', "win32")])
def test_command_when_the_setting_is_no_command_says_so(setting: str, platform: str) -> None:
    with pytest.raises(UsageError, match="is no command") as fault:
        command(setting, {}, platform, PATH, 1)
    assert fault.value.hint == HINT


def test_command_when_windows_keeps_backslashes_and_spaces(tmp_path: Path) -> None:
    program = tmp_path / "note pad.exe"
    program.write_text("")
    assert command(str(program), {}, "win32", PATH, 1) == [str(program), AT]
    quoted = r'"C:\Program Files\Vim\gvim.exe" -f'
    assert command(quoted, {}, "win32", PATH, 7) == [r"C:\Program Files\Vim\gvim.exe", "-f", "+7", AT]
    assert command("Code.exe", {}, "win32", PATH, 7) == ["Code.exe", "--wait", "--goto", f"{AT}:7"]


def test_run_gives_the_editors_exit_code() -> None:
    assert run([sys.executable, "-c", "raise SystemExit(3)"]) == 3


def test_run_when_the_editor_is_missing_says_how_to_set_one() -> None:
    with pytest.raises(UsageError, match="cannot be started") as fault:
        run(["no-such-editor-anywhere"])
    assert fault.value.hint == HINT


def test_run_leaves_ctrl_c_to_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(words: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        signal.raise_signal(signal.SIGINT)
        return subprocess.CompletedProcess(words, 0)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(subprocess, "run", interrupted)
    assert run(["any"]) == 0
    assert signal.getsignal(signal.SIGINT) is before
