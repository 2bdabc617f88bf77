"""The preview of a deck in line mode."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line
from tests.test_preview import HEAD, ONE, TWO, save

from alliance_tutor.desk import Desk
from alliance_tutor.plain.preview import MEANINGS, PreviewCommand, run_preview


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "d.toml"
    save(path, HEAD + ONE + TWO)
    return path


Heard = Callable[..., str]


@pytest.fixture
def heard(desk: Desk, deck: Path) -> Heard:
    def run(*lines: Line) -> str:
        talk = Conversation(*lines)
        run_preview(desk, talk, deck)
        return talk.said

    return run


def test_preview_when_walked_through_asks_and_answers_each(heard: Heard) -> None:
    said = heard("", "", "1", "", ":quit")
    assert said.startswith("Preview of D, 2 questions. Nothing is recorded. :help lists the commands.\n")
    assert "Question 1 of 2, d.toml line 6." in said
    assert "The answer: 1" in said
    assert "Question 2 of 2, d.toml line 11." in said
    assert "correct" in said or "wrong" in said
    assert said.count("Question 1 of 2") == 2


def test_preview_when_the_input_ends_ends(heard: Heard) -> None:
    assert "Question 1 of 2" in heard()


def test_preview_when_the_file_was_saved_reads_it_again_at_the_next_line(heard: Heard, deck: Path) -> None:
    def breaks() -> None:
        save(deck, HEAD + ONE + "levle = 1\n" + TWO)

    def mends() -> None:
        save(deck, HEAD + ONE.replace("One?", "Once?") + TWO)

    said = heard(breaks, "", mends, "", "", ":quit")
    assert "Saved, but it does not load: the questions stay as they were." in said
    assert "The deck does not load:\nLine 10: error E120 a basic card has no key `levle`" in said
    assert "hint: did you mean “level”?" in said
    after = said.partition("Saved: this question has changed.")[2]
    assert "Once?" in after
    assert "levle" not in after
    assert "The answer: 1" in after


def test_preview_when_nothing_loads_waits_for_a_save(heard: Heard, deck: Path) -> None:
    save(deck, "[deck]\n")

    def mends() -> None:
        save(deck, HEAD + ONE)

    said = heard("", mends, "", ":quit")
    assert "Save the file, then type an empty line:" in said
    assert "Nothing was saved since." in said
    assert "Question 1 of 1" in said


def test_preview_when_commands_are_given_does_them(heard: Heard, desk: Desk, deck: Path) -> None:
    commands = [f":{each}" for each in PreviewCommand if each not in ("quit", "edit")]
    said = heard(*commands, ":nonsense", ":quit")
    assert all(f":{each}: {MEANINGS[each]}" in said for each in PreviewCommand)
    assert "This card has no hint." in said
    assert "There is nothing to read on this card's topic." in said
    assert "There is no near miss to count." in said
    assert "Q149" in said
    assert "No question was changed since the deck was opened." in said
    assert "There is no command :nonsense here." in said


def test_preview_when_the_card_is_edited_says_what_was_saved(
    heard: Heard, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], stdin: int | None = None) -> int:
        save(deck, HEAD + ONE.replace("One?", "Once?") + TWO)
        return 0

    monkeypatch.setattr("alliance_tutor.deck.editor.run", run)
    monkeypatch.setenv("EDITOR", "vi")
    said = heard(":edit", ":changed", ":quit")
    assert f"Editing {deck}, line 6, with vi." in said
    assert "Once?" in said
