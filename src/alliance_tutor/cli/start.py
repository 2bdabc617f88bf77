"""Opening a face: the app on a terminal, line mode elsewhere or where it is wanted."""

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_tutor import settings
from alliance_tutor.cli.exits import Exit
from alliance_tutor.errors import DamagedError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk
    from alliance_tutor.plain.talk import Talk
    from alliance_tutor.study.exam_wish import ExamWish
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
    exam: "ExamWish | str | None" = None,
    as_json: bool = False,
) -> int:
    """Open the app, or with `lines` line mode: at home, or at the first question to study, at a quiz or exam.

    `exam` may be the id of one to go on with. With `as_json` line mode talks on stderr, and prints the exam's
    result on stdout once it is done.
    """
    if not lines:
        from alliance_tutor.tui.app import run  # Textual is loaded only where a screen opens

        return run(home or None, given, study, topic, quiz, exam)
    return _in_lines(home, given, study, topic, quiz, exam, as_json=as_json)


def _in_lines(
    home: str,
    given: tuple[Path, ...],
    study: Sequence[str] | None,
    topic: str,
    quiz: "QuizWish | None",
    exam: "ExamWish | str | None",
    *,
    as_json: bool,
) -> int:
    from alliance_tutor.plain.talk import EndOfInput, terminal_talk

    talk = terminal_talk(sys.stderr if as_json else sys.stdout)
    while True:
        try:
            _talk(talk, home, given, study, topic, quiz, exam, as_json=as_json)
        except EndOfInput:
            return Exit.DONE
        except DamagedError as fault:
            if not _rescued(home, talk, fault):
                raise
        else:
            return Exit.DONE


def _talk(
    talk: "Talk",
    home: str,
    given: tuple[Path, ...],
    study: Sequence[str] | None,
    topic: str,
    quiz: "QuizWish | None",
    exam: "ExamWish | str | None",
    *,
    as_json: bool,
) -> None:
    """Line mode with what was asked for, to its end. Raises EndOfInput, or TutorError."""
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.backing import backing_up
    from alliance_tutor.plain import home as plain_home

    with (
        Desk.open(home or None, given) as desk,
        backing_up(desk.places, desk.clock),
        _in_step(desk, talk),
    ):
        if quiz is not None:
            from alliance_tutor.plain.quiz import hold

            hold(desk, talk, quiz)
        elif exam is not None:
            _examine(desk, talk, exam, as_json=as_json)
        elif study is not None:
            plain_home.study(desk, talk, study, topic)
        else:
            plain_home.run(desk, talk)


def _in_step(desk: "Desk", talk: "Talk") -> AbstractContextManager[None]:
    """Answers are carried before and after, where a folder is remembered for that."""
    if not desk.settings.sync_folder:
        return nullcontext()
    from alliance_tutor.desk.syncing import in_step

    return in_step(desk, talk.say)


def _rescued(home: str, talk: "Talk", fault: DamagedError) -> bool:
    """Whether one of the ways out of a damaged journal was taken; not where nobody answers."""
    from alliance_tutor.desk.keeping import keeping_of
    from alliance_tutor.plain.keeping import rescue
    from alliance_tutor.plain.talk import EndOfInput

    try:
        return rescue(keeping_of(home), talk, fault)
    except EndOfInput:
        return False


def _examine(desk: "Desk", talk: "Talk", exam: "ExamWish | str", *, as_json: bool) -> None:
    from alliance_tutor.plain.exam import go_on, hold

    if isinstance(exam, str):
        done = go_on(desk, talk, exam, once=as_json)
    else:
        done = hold(desk, talk, exam, once=as_json)
    if as_json and done:
        from alliance_tutor.cli import output
        from alliance_tutor.study.exam_result import exam_result

        output.echo_json(exam_result(done))
