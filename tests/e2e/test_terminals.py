"""Terminals that are small, that change, that have no colours, no cursor or no Unicode."""

import re
from pathlib import Path

from tests.e2e.decks import put_kinds
from tests.e2e.program import SHOWN, open_in_terminal, quit_app, ratings

_COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")
_ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def test_forty_by_ten_is_enough_to_study(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds", size=(40, 10)) as terminal:
        terminal.wait_for(r"1 of 5[\s\S]*A basic question")
        terminal.send("\r")
        terminal.wait_for(SHOWN)
        terminal.send("4")
        terminal.wait_for("A gap stands")
        quit_app(terminal)
    assert ratings(tmp_path) == [("kinds/basic", "easy")]


def test_a_window_resized_in_the_middle_of_a_question_keeps_it(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds") as terminal:
        terminal.wait_for("A basic question")
        for columns, rows in ((120, 40), (40, 10), (60, 20)):
            terminal.resize(columns, rows)
            terminal.wait_for("A basic question")
        terminal.send("\r")
        terminal.wait_for(SHOWN)
        terminal.resize(80, 24)
        terminal.wait_for(rf"A basic question[\s\S]*{SHOWN}")
        terminal.send("4")
        terminal.wait_for("A gap stands")
        quit_app(terminal)
    assert ratings(tmp_path) == [("kinds/basic", "easy")]


def test_no_color_holds(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds", environ={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("A basic question")
        terminal.send("\r")
        terminal.wait_for(SHOWN)
        quit_app(terminal)
        assert not _COLOUR.search(terminal.written)


def test_a_dumb_terminal_gets_line_mode(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds", environ={"TERM": "dumb"}) as terminal:
        terminal.wait_for(r"A basic question\?")
        terminal.send("\n")
        terminal.wait_for("a basic answer")
        terminal.send("4\n")
        terminal.wait_for("A gap stands")
        terminal.send(":quit\n")
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.written
    assert ratings(tmp_path) == [("kinds/basic", "easy")]


def test_a_locale_without_unicode_gets_line_mode_in_ascii(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds", environ=_ASCII) as terminal:
        terminal.wait_for("not UTF-8: line mode")
        terminal.wait_for(r"A basic question\?")
        terminal.send("\n")
        terminal.wait_for("a basic answer")
        terminal.send("4\n")
        terminal.wait_for("A gap stands")
        terminal.send(":quit\n")
        assert terminal.end() == 0
        assert terminal.written.isascii()
        assert b"Traceback" not in terminal.written
    assert ratings(tmp_path) == [("kinds/basic", "easy")]
