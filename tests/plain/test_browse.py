"""All questions in line mode."""

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain import browse, home
from alliance_tutor.plain.browse import MEANINGS, BrowseCommand
from alliance_tutor.study.search import TERMS


def said(desk: Desk, *lines: Line, search: str = "") -> str:
    """What is said while the list is open."""
    talk = Conversation(*lines, ":quit")
    browse.browse(desk, talk, search)
    return talk.said


def ids(desk: Desk, name: str) -> list[str]:
    return sorted(id for id, each in desk.journal.standings().items() if getattr(each, name))


def test_home_offers_the_list_and_browse_is_a_command(desk: Desk) -> None:
    for line in (Pick("Browse"), ":browse"):
        talk = Conversation(line, ":quit", ":quit")
        home.run(desk, talk)
        assert "in the decks' order. 1 to" in talk.said


def test_the_list_is_numbered_and_a_line_is_a_search(desk: Desk) -> None:
    text = said(desk, "water", "nothing like that", "is:duee")
    assert "1 question, in the decks' order. 1 to 1:\n1. Water is wet. (new)" in text
    assert "No question is like that." in text
    assert "error: column 1: is: what? There is no is:duee\nhint: did you mean is:due?" in text


def test_pages_go_on_and_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "PAGE", 2)
    text = said(desk, "", ":back", ":back", ":repeat", *[""] * 9)
    assert text.count(" 1 to 2:") == 3
    assert text.count(" 3 to 4:") == 2
    assert "This is the first page." in text
    assert "That was the last page." in text


def test_show_tells_the_question_its_memory_and_its_past(desk: Desk) -> None:
    desk.record(Kind.FLAGGED, {"question": "small/pick"})
    text = said(desk, "type:choice", ":show 1", ":show 9", ":show", ":show x")
    for part in (
        "1. Which of these [X] is it? (new, flagged)",
        "small/pick\nSmall [/nope]: The first topic\n\nWhich of these [X] is it?\nThe answer: The right one",
        "State: new, flagged.",
        "What happened, latest first:\n23 Nov 2026 19:00 · flagged · on",
        "9 is not in the list.",
        "Which? Type the number after the command, or all.",
        "x is not in the list.",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("command", "name", "back"),
    [("suspend", "suspended", "resume"), ("bury", "buried_day", "unbury"), ("flag", "flagged", "unflag")],
)
def test_several_are_changed_by_number_and_taken_back(desk: Desk, command: str, name: str, back: str) -> None:
    said(desk, f":{command} 1 3")
    assert ids(desk, name) == ["small/pick", "small/truth"]
    assert "Undone: 2 questions" in said(desk, ":undo", ":undo")
    assert ids(desk, name) == []
    text = said(desk, "prompt or i", f":{command} all", f":{command} all", f":{back} 2")
    assert "That changes nothing." in text
    assert len(ids(desk, name)) == 3
    assert "small/type" not in ids(desk, name)


def test_reset_makes_new_what_was_answered(desk: Desk) -> None:
    desk.record(Kind.REVIEWED, {"question": "small/pick", "rating": 3, "study_day": "2026-11-23", "ms": 1})
    text = said(desk, "is:learning", ":reset 1", ":undo")
    assert "1 question reset: new again." in text
    assert "Undone: 1 question reset: new again." in text
    assert desk.standing("small/pick").memory is not None


def test_sort_and_turn(desk: Desk) -> None:
    desk.record(Kind.REVIEWED, {"question": "small/truth", "rating": 4, "study_day": "2026-11-23", "ms": 1})
    text = said(desk, ":sort due", ":sort size", ":turn", ":sort stability")
    assert "due first. 1 to" in text
    assert "1. Water is wet. (due in " in text
    assert "due first, turned round" in text
    assert "Sort by what? :sort and one of deck, due," in text
    assert "stable" in text


def test_what_was_found_is_studied_or_asked_in_a_quiz(desk: Desk) -> None:
    text = said(desk, "water", ":study", ":quit")
    assert "Question 1 of 1" in text
    text = said(desk, "water", ":quiz 1", "a", ":quit", ":quit")
    assert "Quiz: 1 question." in text
    assert "1 of 1" in text


def test_what_is_set_aside_is_not_asked(desk: Desk) -> None:
    desk.record(Kind.SUSPENDED, {"question": "small/truth"})
    assert "None of them can be asked" in said(desk, "water", ":study")


def test_what_has_gone_is_told_by_its_id(desk: Desk) -> None:
    desk.record(Kind.FLAGGED, {"question": "nine/lost"})
    text = said(desk, "is:gone", ":show 1", ":edit 1")
    assert "1. nine/lost. It is in no deck any more. (new, flagged)" in text
    assert "error:" in text


def test_help_names_every_command_and_every_term(desk: Desk) -> None:
    text = said(desk, ":help", ":nothing")
    assert [command for command in BrowseCommand if f":{command}: {MEANINGS[command]}" not in text] == []
    assert [term for term, meaning in TERMS.items() if f"{term}: {meaning}" not in text] == []
    assert "There is no command :nothing here." in text
