"""Opening a face: the app on a terminal, line mode elsewhere or where it is wanted."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_tutor import settings
from alliance_tutor.cli.exits import Exit

if TYPE_CHECKING:
    from alliance_tutor.study.wish import QuizWish


def at_a_terminal() -> bool:
    """Whether a person can be shown a screen and can type."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def wants_lines(home: str) -> bool:
    """Whether line mode is the learner's wish or the terminal's. Raises SettingsError."""
    if os.environ.get("ALLIANCE_TUTOR_PLAIN", "0") not in ("", "0") or os.environ.get("TERM") == "dumb":
        return True
    return settings.load(settings.places(home)).plain or _cannot_draw()


def _cannot_draw() -> bool:
    """Whether the locale keeps the screen's bars and arrows from being written; line mode has words for them.

    Windows' console takes any character, whatever its code page.
    """
    encoding = (sys.stdout and sys.stdout.encoding) or "ascii"
    if sys.platform == "win32" or encoding.lower().replace("-", "") == "utf8":
        return False
    if at_a_terminal():
        sys.stderr.write("This terminal's locale is not UTF-8: line mode instead of screens.\n")
    return True


def start(
    home: str,
    *,
    lines: bool = False,
    given: tuple[Path, ...] = (),
    study: tuple[str, ...] | None = None,
    topic: str = "",
    quiz: "QuizWish | None" = None,
) -> int:
    """Open the app, or with `lines` line mode: at home, or at the first question to study, or at a quiz."""
    if not lines:
        from alliance_tutor.tui.app import run  # Textual is loaded only where a screen opens

        return run(home or None, given, study, topic, quiz)
    return _in_lines(home, given, study, topic, quiz)


def _in_lines(
    home: str, given: tuple[Path, ...], study: Sequence[str] | None, topic: str, quiz: "QuizWish | None"
) -> int:
    from alliance_tutor.desk import Desk
    from alliance_tutor.plain import home as plain_home
    from alliance_tutor.plain.talk import EndOfInput, terminal_talk

    talk = terminal_talk()
    with Desk.open(home or None, given) as desk:
        try:
            if quiz is not None:
                from alliance_tutor.plain.quiz import hold

                hold(desk, talk, quiz)
            elif study is not None:
                plain_home.study(desk, talk, study, topic)
            else:
                plain_home.run(desk, talk)
        except EndOfInput:
            return Exit.DONE
    return Exit.DONE
