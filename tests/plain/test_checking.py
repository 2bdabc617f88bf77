"""What `check` says, in line mode."""

from pathlib import Path

import pytest
from tests.plain.conversation import Conversation

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.desk import Desk
from alliance_tutor.plain.checking import say_of_card, visit_findings

DECK = """\
[deck]
id = "mine"
title = "Mine"
[[card]]
id = "pact"
type = "choice"
prompt = "Which of these states was not in the pact?"
answer = "Malta"
distractors = ["Hungary", "Poland"]
"""


@pytest.fixture
def mine(desk: Desk) -> Path:
    """A deck of the learner's own, with one warning and one remark."""
    path = desk.places.decks / "mine.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DECK)
    desk.shelf.reload()
    return path


def number_of(desk: Desk, words: str) -> str:
    """The number of an entry in the list of findings."""
    talk = Conversation("")
    visit_findings(desk, talk)
    (line,) = (line for line in talk.said.splitlines() if words in line)
    return line.partition(".")[0]


def test_findings_when_listed_can_be_chosen_explained_and_left(desk: Desk, mine: Path) -> None:
    talk = Conversation(number_of(desk, "mine.toml, line 7"), "n", "")
    visit_findings(desk, talk)
    said = talk.said
    assert "What check says of all decks: 0 errors, " in said
    listed = "mine.toml, line 7: “not” turns the question round, and does not stand out. Warning Q115"
    assert f". {listed}" in said
    assert f"{mine}:7:1: warning Q115" in said
    assert "Hint: ask for what is so, or write **not**." in said
    assert "Why: Who knows the answer overlooks the word" in said


def test_finding_when_edited_is_gone_from_the_list(
    desk: Desk, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(command: list[str], stdin: int | None = None) -> int:
        assert command == ["vi", "+7", str(mine)]
        mine.write_text(DECK.replace("was not in", "stayed out of"))
        return 0

    monkeypatch.setattr("alliance_tutor.deck.editor.run", edit)
    monkeypatch.setenv("EDITOR", "vi")
    talk = Conversation(number_of(desk, "mine.toml, line 7"), "y", "")
    visit_findings(desk, talk)
    assert talk.said.count("“not” turns the question round, and does not stand out. Warning") == 1


def test_remarks_when_asked_for_are_said(desk: Desk, mine: Path) -> None:
    talk = Conversation(number_of(desk, "Say the "), "")
    visit_findings(desk, talk)
    assert f"{mine}:1:1: info Q149 the deck does not say that it is sourced" in talk.said


def test_card_when_asked_about_has_its_own_findings_alone(desk: Desk, mine: Path) -> None:
    talk = Conversation()
    say_of_card(desk, talk, QuestionRef("mine/pact", "mine", "pact", "", "choice"))
    assert talk.said.count("warning") == 1
    say_of_card(desk, talk, QuestionRef("gone/c", "gone", "c", "", "choice"))
    assert "Nothing is found on this card." in talk.said
