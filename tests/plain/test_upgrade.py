"""Line mode, after an upgrade: a learner's copy beside the shipped deck."""

from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.plain import home
from alliance_tutor.plain.talk import EndOfInput

ENTRY = "Compare your copy of Small [/nope] with the shipped deck, which differs in 3 cards"
COMPARE = Pick("Compare")


@pytest.fixture
def copy(desk: Desk, shipped: Path) -> Path:
    """The learner's copy of the small deck, of which the shipped text has changed in three cards since."""
    path = desk.shelf.edit_target("small/type").path
    path.write_text(path.read_text().replace("Water is wet.", "Water is very wet."))
    deck = shipped / "small.toml"
    text = deck.read_text().replace("Kim Il-sung", "Kim Il Sung").replace("Water is wet.", "Water is dry.")
    deck.write_text(text + '\n[[card]]\nid = "new"\nprompt = "New?"\nanswer = """\nOne\n\n[X]"""\n')
    desk.shelf.reload()
    return path


def at_home(desk: Desk, *lines: Line) -> str:
    """What is said at home until the lines end or the learner quits."""
    talk = Conversation(*lines)
    try:
        home.run(desk, talk)
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_home_when_nothing_was_upgraded_offers_nothing(desk: Desk) -> None:
    desk.shelf.edit_target("small/type")
    desk.shelf.reload()
    assert "Compare" not in at_home(desk)


def test_home_when_a_shipped_deck_has_changed_offers_to_compare(desk: Desk, copy: Path) -> None:
    assert ENTRY in at_home(desk)


def test_comparing_shows_both_texts_and_what_can_be_done(desk: Desk, copy: Path) -> None:
    said = at_home(desk, COMPARE, "1", "1", "1")
    assert "Card type. The shipped deck has changed this card; you have not." in said
    assert "Mine, answer: Kim Il-sung\nShipped, answer: Kim Il Sung\n\n1. Decide later\n2. Keep mine" in said
    assert "Card truth. The shipped deck has changed this card, and so have you." in said
    assert "Card new. The shipped deck has this card; your copy has not." in said
    assert "Shipped, answer:\nOne\n\n[X]\n" in said
    assert "2. Leave it out\n3. Add it" in said
    assert "3 cards left to decide on." in said
    assert said.count(ENTRY) == 2


def test_comparing_when_each_is_decided_on_says_so_and_is_offered_no_more(desk: Desk, copy: Path) -> None:
    said = at_home(desk, COMPARE, "3", "2", "3")
    assert "Taken. Your copy as it was is kept in " in said
    assert "Every card was decided on." in said
    assert said.count("Compare your copy") == 1
    text = copy.read_text()
    assert "Kim Il Sung" in text
    assert "very wet" in text
    assert "New?" in text
    assert any(ref.id == "small/new" for ref in desk.shelf.refs())


@pytest.mark.parametrize(("number", "kept"), [("4", True), ("5", False)])
def test_comparing_can_decide_on_all_that_are_left(desk: Desk, copy: Path, number: str, kept: bool) -> None:
    before = copy.read_bytes()
    said = at_home(desk, COMPARE, "1", number, "2")
    assert "Keep my text of all 2 that are left" in said
    assert "Every card was decided on." not in said
    assert "1 card left to decide on." in said
    assert (copy.read_bytes() == before) is kept
    assert b"Kim Il-sung" in copy.read_bytes()


@pytest.mark.parametrize("line", [Pick("Back"), ":quit"])
def test_comparing_can_be_left(desk: Desk, copy: Path, line: str) -> None:
    assert at_home(desk, COMPARE, line).count(ENTRY) == 2


def test_comparing_when_the_copy_has_gone_says_so(desk: Desk, copy: Path) -> None:
    said = at_home(desk, COMPARE, copy.unlink, "3")
    assert "error: " in said
    assert "hint: " in said
    assert said.endswith("(end)\n")
