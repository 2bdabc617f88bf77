"""One sitting in line mode, on a real desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.plain.conversation import Conversation

from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.plain.sitting import Sitting
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
    said = sit(desk, ":read", "a").said
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
    said = sit(desk, ":hint", ":read", "", ":sources", queue=[TRUTH]).said
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


def test_first_question_of_a_topic_offers_its_passage(desk: Desk) -> None:
    said = sit(desk, ":read", "a", "4", queue=[PICK, TYPE, TRUTH]).said
    assert said.count("New topic: :read reads its passage first.") == 1
    assert said.index("New topic") < said.index("Pick a to c") < said.index("A passage to read")


def test_first_question_of_a_topic_without_a_passage_offers_none(desk: Desk) -> None:
    assert "New topic" not in sit(desk, queue=[TRUTH]).said


@pytest.mark.parametrize(
    ("card", "malformed", "why", "line", "verdict"),
    [
        ("tick", "a z", "There is no option z.", "a b", "✓ correct"),
        ("tick", "a a", "a stands there twice.", "a", "~ partly, 50 %"),
        ("pair", "1z", "There is no option z.", "1a 2b", "✓ correct"),
        ("pair", "1a", None, "", "~ partly, 50 %"),
        ("number", "500", None, "", "✓ correct"),
        ("number", "about 503 men", None, "", "✓ correct"),
        ("day", "6 July 1961", None, "", "✓ correct"),
        ("day", "1961", None, "", "~ partly, 33 %"),
        ("type", "kim il sung", None, "", "✓ correct"),
    ],
)
def test_answer_of_each_form_is_marked_and_what_is_malformed_is_asked_again(
    forms: Desk, card: str, malformed: str, why: str | None, line: str, verdict: str
) -> None:
    session = forms.session([f"forms/{card}"])
    assert session.current
    session.current = replace(session.current, order=tuple(range(len(session.current.order))))
    talk = Conversation(malformed, *([line] if why else []))
    with pytest.raises(EndOfInput):
        Sitting(forms, session, talk).run()
    assert f"\n{why or verdict}" in talk.said
    assert verdict in talk.said
    assert kinds(forms) == []


def test_answer_when_items_are_arranged_is_read_by_their_numbers_on_show(forms: Desk) -> None:
    session = forms.session(["forms/order"])
    assert session.current
    session.current = replace(session.current, order=(2, 0, 1))
    talk = Conversation("3 3 1", "2 3 1", "4")
    Sitting(forms, session, talk).run()
    assert "1. three\n2. one\n3. two\n" in talk.said
    assert "3 stands there twice; each number stands once." in talk.said
    assert "✓ correct" in talk.said
    (event,) = forms.journal.events()
    assert (event.body["credit"], event.body["response"]) == (1.0, "one → two → three")


def test_answer_when_some_parts_are_wrong_tells_each_part(forms: Desk) -> None:
    said = sit(forms, "a c", queue=["forms/tick"]).said
    assert "Several may be right. Each right one earns 1/2" in said
    assert "a, right: indeed\nc, wrong, your tick: no\nIt never was.\nd, missed: yes\nThe answer: " in said


@pytest.mark.parametrize("card", ["tick", "order", "pair", "number", "day"])
def test_answer_when_the_line_is_empty_reveals_in_every_form(forms: Desk, card: str) -> None:
    said = sit(forms, "", "", queue=[f"forms/{card}"]).said
    assert "The answer: " in said
    assert not any(sign in said for sign in "✓✗~")
    assert [event.body["credit"] for event in forms.journal.events()] == [None]


def test_overrule_when_shown_turns_the_verdict_and_the_suggestion_and_back(forms: Desk) -> None:
    said = sit(forms, "x", ":overrule", ":overrule", ":ov", "", queue=["forms/type"]).said
    assert said.count("✓ correct, by your ruling\n1 Again") == 2
    assert "3 Good: 10 min, suggested" in said
    reviewed, ruling = forms.journal.events()
    assert (reviewed.kind, reviewed.body["credit"], reviewed.body["rating"]) == ("reviewed", 0.0, 3)
    assert (ruling.kind, ruling.body["credit"]) == ("overruled", 1.0)


@pytest.mark.parametrize("lines", [[":overrule"], ["", ":overrule"]])
def test_overrule_when_there_is_no_verdict_says_so(forms: Desk, lines: list[str]) -> None:
    assert "There is no verdict to overrule." in sit(forms, *lines, queue=["forms/type"]).said
    assert kinds(forms) == []
