"""The learner's editor: which command opens a file at a line, and running it."""

import ntpath
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from alliance_tutor.errors import UsageError

HINT = "set editor in settings.toml, or $VISUAL or $EDITOR"
_PLUS_LINE = {
    "vi",
    "vim",
    "nvim",
    "gvim",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "mg",
    "ne",
}
_COLON_LINE = {"hx", "helix", "subl", "zed"}
_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor"}
_WAIT = {"subl", "zed", *_GOTO}  # these return at once unless they are told to wait
_ON_UNIX = ("sensible-editor", "editor", "nano", "vi")


def command(setting: str, environ: Mapping[str, str], platform: str, path: Path, line: int) -> list[str]:
    """The command that opens `path` at `line` (from 1) in the learner's editor and returns when it is closed.

    The editor is the setting, else $VISUAL, else $EDITOR, else the system's; `platform` is `sys.platform`'s.
    Raises UsageError when there is none, or when what is set is no command.
    """
    wanted = next(filter(str.strip, (setting, environ.get("VISUAL", ""), environ.get("EDITOR", ""))), "")
    base = _split(wanted, platform) if wanted else _system(environ, platform)
    name = _name(base[0])
    if name in _WAIT and not {"-w", "--wait"} & set(base):
        base.append("--wait")
    if name in _GOTO:
        return [*base, "--goto", f"{path}:{line}"]
    if name in _COLON_LINE:
        return [*base, f"{path}:{line}"]
    if name in _PLUS_LINE:
        return [*base, f"+{line}", str(path)]
    return [*base, str(path)]


def run(command: list[str], stdin: int | None = None) -> int:
    """Run an editor's command and wait for it; its exit code. A Ctrl-C typed in it stays with it.

    `stdin` is as for `subprocess.run`. Raises UsageError when it cannot be started.
    """
    try:
        with _interrupts_left_to_the_editor():
            return subprocess.run(command, stdin=stdin, check=False).returncode
    except OSError as fault:
        raise UsageError(
            f"the editor {command[0]} cannot be started: {fault.strerror or fault}", hint=HINT
        ) from fault


def _split(wanted: str, platform: str) -> list[str]:
    """A command in the system's own way of quoting; a whole path with spaces in it is one word."""
    try:
        if platform == "win32":
            unquoted = wanted.strip().strip('"')
            words = [unquoted] if Path(unquoted).is_file() else _windows_words(wanted)
        else:
            words = shlex.split(wanted)
    except ValueError:
        words = []
    if not words:
        raise UsageError(f"the editor {wanted!r} is no command", hint=HINT)
    return words


def _windows_words(wanted: str) -> list[str]:
    return [word.strip('"') for word in shlex.split(wanted, posix=False)]


def _system(environ: Mapping[str, str], platform: str) -> list[str]:
    if platform == "win32":
        return ["notepad"]
    if platform == "darwin":
        return ["open", "-W", "-t"]
    for name in _ON_UNIX:
        if shutil.which(name, path=environ.get("PATH")):
            return [name]
    raise UsageError("there is no editor on this machine that is known here", hint=HINT)


def _name(program: str) -> str:
    return ntpath.splitext(ntpath.basename(program))[0].casefold()


@contextmanager
def _interrupts_left_to_the_editor() -> Iterator[None]:
    """A Ctrl-C typed in the editor reaches this process too, and must not end it."""

    def ignore(_number: int, _frame: FrameType | None) -> None:
        return

    before = signal.signal(signal.SIGINT, ignore)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
