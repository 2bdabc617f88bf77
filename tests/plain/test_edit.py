"""Editing from line mode, with a stand-in for the editor."""

import signal
import subprocess
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation

from alliance_tutor.desk import Desk
from alliance_tutor.errors import UsageError
from alliance_tutor.plain.edit import edit_file
from alliance_tutor.plain.sitting import Sitting
from alliance_tutor.plain.talk import EndOfInput

QUESTION = "small/pick"


def sit(desk: Desk, *lines: str) -> str:
    talk = Conversation(*lines)
    with pytest.raises(EndOfInput):
        Sitting(desk, desk.session([QUESTION, "small/type"]), talk).run()
    return talk.said


def replacing(old: str, new: str) -> str:
    return f"text = path.read_text(encoding='utf-8').replace({old!r}, {new!r})\n"


def test_edit_when_the_text_changes_goes_on_with_the_new_one(desk: Desk, shipped: Path, editor: Path) -> None:
    before = (shipped / "small.toml").read_bytes()
    editor.write_text(replacing("Which of these [X] is it?", "Which is it now?"))
    said = sit(desk, ":edit")
    copy = desk.places.decks / "small.toml"
    assert f"Editing {copy}, line 27, with " in said
    assert "The card was changed: here is its new text.\n\nQuestion 1 of 2." in said
    assert "Which is it now?" in said
    assert (shipped / "small.toml").read_bytes() == before


def test_edit_when_nothing_is_changed_asks_on(desk: Desk, editor: Path) -> None:
    assert sit(desk, ":edit", "a").count("✓ correct") == 1


def test_edit_when_the_card_is_deleted_goes_on_without_it(desk: Desk, editor: Path) -> None:
    editor.write_text(replacing('id = "pick"', 'id = "picked"'))
    said = sit(desk, ":edit")
    assert "The card is not in the deck any more; its history is kept." in said
    assert "Who signed in 1961?" in said


def test_edit_when_the_deck_breaks_says_where_and_keeps_the_old_text(desk: Desk, editor: Path) -> None:
    editor.write_text(replacing('answer = "The right one"', 'answr = "The right one"'))
    said = sit(desk, ":edit", "n", "a")
    assert "The deck does not load any more:" in said
    assert "small.toml:27:1: error" in said
    assert "hint: " in said
    assert "The sitting goes on with the text as it was." in said
    assert "✓ correct" in said


def test_edit_when_the_deck_breaks_can_be_mended_at_once(desk: Desk, editor: Path) -> None:
    editor.write_text(
        "old = path.read_text(encoding='utf-8')\n"
        "text = old.replace('answr', 'answer') if 'answr' in old else old.replace('answer', 'answr')\n"
    )
    said = sit(desk, ":edit", "", "a")
    assert said.count("Editing ") == 2
    assert "The card was changed" in said
    assert [path.name for path in desk.places.decks.glob("[!.]*")] == ["small.toml"]


def test_edit_when_the_editor_fails_says_its_code(desk: Desk, editor: Path) -> None:
    editor.write_text("code = 3\n")
    assert "The editor ended with code 3." in sit(desk, ":edit")


def test_edit_when_there_is_no_such_editor_says_how_to_set_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    said = sit(desk, ":edit", "a")
    assert "error: the editor no-such-editor-anywhere cannot be started: " in said
    assert "hint: set editor in settings.toml" in said
    assert "✓ correct" in said


def test_edit_file_when_interrupted_in_the_editor_goes_on(
    desk: Desk, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(command: list[str], **kwargs: object) -> subprocess.CompletedProcess[bytes]:
        signal.raise_signal(signal.SIGINT)
        return subprocess.CompletedProcess(command, 0)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(subprocess, "run", interrupted)
    edit_file(desk, Conversation(), editor)
    assert signal.getsignal(signal.SIGINT) is before


def test_edit_file_when_the_setting_is_no_command_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "'unclosed")
    with pytest.raises(UsageError, match="is no command"):
        edit_file(desk, Conversation(), Path("x"))
