"""Histories of vanished cards, offered in line mode's home."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line, Pick
from tests.test_relinking import HEAD, NEW, OLD, OTHER, change, save, study

from alliance_tutor.desk import Desk
from alliance_tutor.plain import home
from alliance_tutor.plain.talk import EndOfInput

ENTRY = Pick("Carry histories over: 1 card has vanished and a similar one is new")


@pytest.fixture
def path(shipped: Path) -> Path:
    for each in shipped.iterdir():
        each.unlink()
    save(shipped / "d.toml", HEAD + OLD + OTHER)
    return shipped / "d.toml"


@pytest.fixture
def vanished(path: Path) -> Iterator[Desk]:
    with Desk.open() as desk:
        study(desk)
        change(desk, path, HEAD + NEW + OTHER)
        yield desk


def at_home(desk: Desk, *lines: Line) -> str:
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_history_when_carried_over_is_offered_no_more(vanished: Desk) -> None:
    said = at_home(vanished, ENTRY, "2", "1")
    assert "93 % of the words are the same, 2 answers so far." in said
    assert "Vanished: What is the capital of Korea? Pyongyang\n" in said
    assert "New: What is the capital of North Korea? Pyongyang\n" in said
    assert "The new card has the history now." in said
    assert "That is all." in said
    assert said.count("Carry histories over") == 1
    assert len(vanished.relinking.made()) == 1


def test_history_when_taken_back_at_once_is_offered_again(vanished: Desk) -> None:
    said = at_home(vanished, ENTRY, "2", "2")
    assert said.count("Carry histories over") == 2
    assert vanished.relinking.made() == []


def test_history_when_put_off_or_left_is_not_moved(vanished: Desk) -> None:
    assert at_home(vanished, ENTRY, "1").count("Carry histories over") == 2
    assert at_home(vanished, ENTRY, "4").count("Carry histories over") == 2
    assert at_home(vanished, ENTRY, "3").count("Carry histories over") == 1
    assert vanished.relinking.made() == []
