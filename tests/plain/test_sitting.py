"""One sitting in line mode, on a real desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.plain.conversation import Conversation

from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.plain.sitting import Sitting, rated
from alliance_tutor.plain.talk import EndOfInput

PICK, TYPE, TRUTH = "small/pick", "small/type", "small/truth"


def sit(desk: Desk, *lines: str | type[BaseException], queue: Sequence[str] = (PICK,)) -> Conversation:
    """A sitting over some questions until the lines end."""
    talk = Conversation(*lines)
    with pytest.raises(EndOfInput):
        Sitting(desk, desk.session(queue), talk).run()
    return talk


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.journal.events()]


def test_run_when_everything_is_answered_ends_with_the_summary(desk: Desk) -> None:
    talk = Conversation("a", "4")
    Sitting(desk, desk.session([PICK]), talk).run()
    assert "✓ correct" in talk.said
    assert "1 question, 1 answer" in talk.said
    assert kinds(desk) == ["reviewed"]


def test_run_when_the_input_ends_sums_up_and_keeps_every_answer(desk: Desk) -> None:
    talk = sit(desk, "a", "4", queue=[PICK, TYPE])
    assert "1 question, 1 answer" in talk.said
    assert kinds(desk) == ["reviewed"]


def test_run_when_interrupted_says_what_is_saved(desk: Desk) -> None:
    talk = Conversation("a", "4", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        Sitting(desk, desk.session([PICK, TYPE]), talk).run()
    assert "Stopped. 1 answer of this sitting saved." in talk.said
    assert kinds(desk) == ["reviewed"]


def test_run_when_a_deck_is_hostile_shows_its_text_as_it_stands(desk: Desk) -> None:
    said = sit(desk, ":topic", "a").said
    assert "Question 1 of 1. Small [/nope]: The first topic" in said
    assert "Which of these [X] is it?" in said
    assert "[@click=app.quit]" in said
    assert "Because of [[link]]." in said
    assert "Source: A book [X], A publisher, 1961. https://example.org/book" in said


@pytest.mark.parametrize("line", ["a", "A.", "1", "１", "the RIGHT one"])
def test_answer_when_an_option_is_named_in_any_way_is_picked(desk: Desk, line: str) -> None:
    assert "✓ correct" in sit(desk, line).said


def test_answer_when_options_are_shuffled_picks_the_one_on_show(desk: Desk) -> None:
    session = desk.session([PICK])
    assert session.current
    session.current = replace(session.current, order=(1, 2, 0))
    talk = Conversation("c", "4")
    Sitting(desk, session, talk).run()
    assert "c. The right one" in talk.said
    assert "✓ correct" in talk.said


@pytest.mark.parametrize("line", ["d", "4", "0", "something else"])
def test_answer_when_no_option_is_named_asks_again(desk: Desk, line: str) -> None:
    talk = sit(desk, line, "b")
    assert f"There is no option {line}." in talk.said
    assert "It looks the same." in talk.said


def test_answer_when_the_line_is_empty_reveals_without_a_verdict(desk: Desk) -> None:
    talk = sit(desk, "", "", queue=[TYPE])
    assert "The answer: Kim Il-sung" in talk.said
    assert "✗" not in talk.said
    (event,) = desk.journal.events()
    assert (event.body["rating"], event.body["credit"]) == (3, None)


@pytest.mark.parametrize("line", ["2", "hard", "Hard "])
def test_rate_when_a_rating_is_named_takes_it(desk: Desk, line: str) -> None:
    sit(desk, "a", line)
    (event,) = desk.journal.events()
    assert event.body["rating"] == 2


def test_rate_when_the_line_is_empty_takes_the_suggested_one(desk: Desk) -> None:
    talk = sit(desk, "b", "")
    assert "1 Again: 1 min, suggested" in talk.said
    (event,) = desk.journal.events()
    assert event.body["rating"] == 1


@pytest.mark.parametrize("line", ["5", "0", "fine"])
def test_rate_when_no_rating_is_named_says_which_there_are(desk: Desk, line: str) -> None:
    assert f"{line} is no rating: 1 Again" in sit(desk, "a", line).said
    assert kinds(desk) == []


def test_rate_when_enter_is_held_down_does_not_rate_what_it_revealed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0
    monkeypatch.setattr(desk, "clock", lambda: Moment(now, 0))
    talk = Conversation("", "", interactive=True)
    with pytest.raises(EndOfInput):
        Sitting(desk, desk.session([PICK]), talk).run()
    assert kinds(desk) == []


def test_again_when_rated_comes_back_in_the_same_sitting(desk: Desk) -> None:
    talk = sit(desk, "b", "1", "a", "3")
    assert talk.said.count("Question 1 of 1") == 3
    assert talk.said.count("Question 1 of 1, again.") == 2
    assert kinds(desk) == ["reviewed", "reviewed"]


def test_commands_when_nothing_is_shown_yet_keep_the_answer_hidden(desk: Desk) -> None:
    said = sit(desk, ":sources", ":hint", ":count", ":time", ":help", ":repeat").said
    assert "The sources come with the answer." in said
    assert "Hint: Not the other one." in said
    assert "There is no near miss to count." in said
    assert "0 s on this question" in said
    assert "1 question left" in said
    assert ":suspend: do not ask this question any more" in said
    assert said.count("Which of these [X] is it?") == 2
    assert "The answer:" not in said


def test_commands_when_a_card_lacks_what_they_show_say_so(desk: Desk) -> None:
    said = sit(desk, ":hint", ":topic", "", ":sources", queue=[TRUTH]).said
    assert "This card has no hint." in said
    assert "There is nothing to read on this card's topic." in said
    assert "Status: checked 22 Nov 2026" in said


def test_sources_when_shown_are_said_again(desk: Desk) -> None:
    assert sit(desk, "a", ":sources").said.count("Source: A leaflet, n.d.") == 2


def test_unknown_command_when_typed_is_not_an_answer(desk: Desk) -> None:
    said = sit(desk, ":flagg").said
    assert "There is no command :flagg here. Did you mean :flag?" in said
    assert "✗" not in said


def test_count_when_near_lets_it_count(desk: Desk) -> None:
    talk = sit(desk, "Kim Il-sang", ":count", "", queue=[TYPE])
    assert talk.said.index("✗ wrong") < talk.said.index("✓ correct")
    (event,) = desk.journal.events()
    assert (event.body["rating"], event.body["credit"]) == (3, 1.0)


def test_undo_when_an_answer_was_given_asks_it_again(desk: Desk) -> None:
    talk = sit(desk, "a", "4", ":undo", queue=[PICK, TYPE])
    assert "Taken back." in talk.said
    assert talk.said.count("Which of these [X] is it?") == 2
    assert kinds(desk) == ["reviewed", "retracted"]


def test_undo_when_there_is_nothing_says_so(desk: Desk) -> None:
    assert "Nothing to take back." in sit(desk, ":undo").said


def test_flag_when_given_is_said_with_the_question(desk: Desk) -> None:
    talk = sit(desk, ":flag", ":repeat")
    assert "Flagged." in talk.said
    assert "Question 1 of 1, flagged." in talk.said


@pytest.mark.parametrize(
    ("command", "notice", "recorded"),
    [
        (":skip", "it comes back at the end", []),
        (":bury", "it comes back tomorrow", ["buried"]),
        (":suspend", "it is not asked any more", ["suspended"]),
    ],
)
def test_setting_aside_when_told_goes_on_to_the_next(
    desk: Desk, command: str, notice: str, recorded: list[str]
) -> None:
    talk = sit(desk, command, queue=[PICK, TYPE])
    assert notice in talk.said
    assert "Who signed in 1961?" in talk.said
    assert kinds(desk) == recorded


def test_quit_when_told_sums_up_and_returns(desk: Desk) -> None:
    talk = Conversation(":quit", "never read")
    Sitting(desk, desk.session([PICK]), talk).run()
    assert "Nothing was answered in this sitting." in talk.said


class Full:
    """A disk that is full for the first `times` answers."""

    def __init__(self, desk: Desk, times: int) -> None:
        self._append = desk.journal.append
        self._times = times

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._times:
            self._times -= 1
            raise JournalError("the disk is full", hint="free some space")
        return self._append(*args, **kwargs)


def test_rate_when_the_disk_is_full_can_be_given_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.journal, "append", Full(desk, 1))
    talk = sit(desk, "a", "3", "3")
    assert "error: the disk is full\nhint: free some space\nThe answer is not saved yet" in talk.said
    assert kinds(desk) == ["reviewed"]


def test_run_when_the_latest_answer_stays_unsaved_ends_as_a_fault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.journal, "append", Full(desk, 9))
    talk = Conversation("a", "3")
    with pytest.raises(JournalError):
        Sitting(desk, desk.session([PICK]), talk).run()
    assert "Nothing was answered" in talk.said


def test_command_when_the_disk_is_full_says_so_and_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.journal, "append", Full(desk, 1))
    talk = sit(desk, ":bury", "a", "3")
    assert "error: the disk is full" in talk.said
    assert "not saved yet" not in talk.said
    assert kinds(desk) == ["reviewed"]


@pytest.mark.parametrize("text", ["", "x", "10", "-1"])
def test_rated_when_the_text_names_none_is_none(text: str) -> None:
    assert rated(text) is None
