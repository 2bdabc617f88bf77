"""A quiz in line mode, on a real desk: the dialogue, and what stays when it ends."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.plain.conversation import Conversation, Line
from tests.plain.test_sitting import Full

from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.plain.quiz import QuizSitting, hold
from alliance_tutor.plain.talk import EndOfInput
from alliance_tutor.study.drawing import Wanted
from alliance_tutor.study.quiz import Feedback, Quiz, QuizOptions
from alliance_tutor.study.wish import QuizWish

PICK, TICK, TYPE, RECALL = "forms/pick", "forms/tick", "forms/type", "forms/recall"
PLAINLY = QuizOptions()
SURELY = QuizOptions(certainty=True)
AT_END = QuizOptions(Feedback.AT_END)


def quizzed(desk: Desk, *lines: Line, queue: Sequence[str] = (PICK,), options: QuizOptions = PLAINLY) -> str:
    """What is said in a quiz over some questions until it or the lines end."""
    talk = Conversation(*lines)
    try:
        QuizSitting(desk, Quiz(queue, desk.shelf.question, desk, options), talk).run()
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def wish(*types: str, options: QuizOptions = PLAINLY) -> QuizWish:
    return QuizWish(Wanted(types=types), options)


def answers(desk: Desk) -> list[dict[str, Any]]:
    return [event.body for event in desk.journal.events() if event.kind == Kind.ANSWERED]


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.journal.events()]


def test_question_when_answered_is_marked_explained_and_left_by_an_empty_line(forms: Desk) -> None:
    said = quizzed(forms, "a", "next", "", "a", "", queue=[PICK, TICK], options=QuizOptions(seed=7))
    assert said.startswith(
        "\nQuiz: 2 questions. Seed 7.\n\nQuestion 1 of 2. Forms [X]: First things\n\nPick one"
    )
    assert "Pick a to b, or 1 to 2; an empty line says that you do not know:" in said
    assert "\n✓ correct\nThe answer: this\n\nBecause it is.\n\nSource: A book, n.d.\n" in said
    assert "An empty line goes on; :overrule turns the verdict." in said
    assert "Question 2 of 2" in said
    assert "~ partly, 50 %\nNote: 1 of 2 right ones ticked\na, right: indeed\nd, missed: yes\n" in said
    assert not said.endswith("(end)\n")
    assert [(body["credit"], body["mode"]) for body in answers(forms)] == [(1.0, "quiz"), (0.5, "quiz")]


def test_answer_when_shown_is_on_disk(forms: Desk) -> None:
    recorded: list[int] = []
    quizzed(forms, "a", lambda: recorded.append(len(answers(forms))), "")
    assert recorded == [1]


def test_answer_when_malformed_is_asked_again_and_records_nothing(forms: Desk) -> None:
    said = quizzed(forms, "a z", "a a", "c", queue=[TICK])
    assert "There is no option z.\nAnswer with letters, such as: a c;" in said
    assert "a stands there twice.\n" in said
    assert len(answers(forms)) == 1


def test_answer_when_the_line_is_empty_is_not_known(forms: Desk) -> None:
    said = quizzed(forms, "", queue=[TYPE])
    assert "✗ wrong\nThe answer: Kim Il-sung" in said
    assert answers(forms)[0]["credit"] == 0


def test_certainty_when_asked_comes_before_the_answer(forms: Desk) -> None:
    said = quizzed(forms, "b", "", "4", "y", "sure", "", queue=[PICK], options=SURELY)
    assert said.index("How sure are you? 1 guess, 2 fairly, 3 sure:") < said.index("✗ wrong")
    assert said.count("Type one of these: 1 guess, 2 fairly, 3 sure.") == 3
    assert "By certainty, sure: −6 marks\n" in said
    assert answers(forms)[0]["certainty"] == 3


def test_certainty_when_nothing_was_answered_is_not_asked(forms: Desk) -> None:
    assert "How sure" not in quizzed(forms, "", queue=[TYPE], options=SURELY)


@pytest.mark.parametrize(
    ("line", "credit"), [("2", 1.0), ("y", 1.0), ("Right", 1.0), ("1", 0.0), ("n", 0.0), ("wrong", 0.0)]
)
def test_recall_when_shown_is_judged_by_the_learner(forms: Desk, line: str, credit: float) -> None:
    said = quizzed(forms, "I think that", "", "3", line, "a", queue=[RECALL, PICK])
    assert "An empty line shows the answer:" in said
    assert "The answer: That." in said
    assert said.count("Were you right? 1 wrong, 2 right, or n and y:") == 3
    assert said.count("Say whether it is right") == 2
    assert "Question 2 of 2" in said
    assert answers(forms)[0]["credit"] == credit


@pytest.mark.parametrize(("line", "credit"), [("y", 1.0), (":count", 1.0), ("n", 0.0), ("1", 0.0)])
def test_near_miss_is_asked_about(forms: Desk, line: str, credit: float) -> None:
    said = quizzed(forms, "Kim Il-sang", line, queue=[TYPE])
    assert "after “Il-s” comes “u”, not “a”" in said
    assert "That is near. Does it count? 1 wrong, 2 right, or n and y:" in said
    assert [body["credit"] for body in answers(forms)] == [credit]


def test_feedback_when_it_comes_at_the_end_is_not_said_after_each_answer(forms: Desk) -> None:
    said = quizzed(forms, "b", "x", "", "1", queue=[PICK, TYPE, RECALL], options=AT_END)
    assert not any(sign in said for sign in "✓✗~")
    assert "The answer: this" not in said
    assert "The answer: That." in said
    assert len(answers(forms)) == 3


def test_missed_when_wanted_are_asked_again_until_right(forms: Desk) -> None:
    lines = ["b", "", "x", "", "b", "", ":time", "Kim Il-sung", "", "a", ""]
    said = quizzed(forms, *lines, queue=[PICK, TYPE], options=QuizOptions(retry=True))
    assert said.count("Asked again, 2 left. Forms [X]") == 2
    assert "2 questions left, this one included." in said
    assert not said.endswith("(end)\n")
    assert [body["mode"] for body in answers(forms)] == ["quiz", "quiz", "retry", "retry", "retry"]


def test_pretest_says_what_it_is(forms: Desk) -> None:
    said = quizzed(forms, "a", options=QuizOptions(pretest=True))
    assert "Pretest, not graded: 1 question." in said
    assert "Pretest, question 1 of 1" in said
    assert (answers(forms)[0]["mode"], answers(forms)[0]["counts"]) == ("pretest", False)


def test_overrule_when_the_verdict_is_shown_turns_it_and_back(forms: Desk) -> None:
    said = quizzed(forms, ":overrule", "x", ":overrule", ":repeat", ":overrule", queue=[TYPE])
    assert "There is no verdict to overrule here" in said
    assert said.count("✓ correct, by your ruling\n") == 2
    assert said.count("✗ wrong\n") == 2
    assert kinds(forms) == ["answered", "overruled", "retracted"]


def test_overrule_when_the_learner_judges_anyway_says_so(forms: Desk) -> None:
    assert "There is no verdict to overrule here" in quizzed(forms, "", ":overrule", queue=[RECALL])


def test_commands_while_asked_keep_the_answer_back(forms: Desk) -> None:
    said = quizzed(
        forms, ":sources", ":hint", ":count", ":read", ":flag", ":time", ":help", ":repeat", ":skip"
    )
    assert "The sources come with the answer." in said
    assert "Hint: The first." in said
    assert "There is no near miss to count." in said
    assert "First things\n\nWhat to read first." in said
    assert "Flagged." in said
    assert "0 s on this question, 0 s in this quiz; 1 question left, this one included." in said
    assert ":overrule: turn the verdict round" in said
    assert ":skip: " not in said
    assert "There is no command :skip here." in said
    assert "Question 1 of 1, flagged. " in said
    assert "The answer" not in said
    assert kinds(forms) == ["flagged"]


def test_sources_when_shown_are_said_again(forms: Desk) -> None:
    assert quizzed(forms, "a", ":sources").count("Source: A book") == 2
    assert "This card names no source." in quizzed(forms, "x", ":sources", queue=[TYPE])


def test_enter_when_held_down_neither_answers_nor_goes_on(
    forms: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000
    monkeypatch.setattr(forms, "clock", lambda: Moment(now, 0))
    talk = Conversation("", "", interactive=True)
    quiz = Quiz([TYPE], forms.shelf.question, forms, QuizOptions())
    with pytest.raises(EndOfInput):
        QuizSitting(forms, quiz, talk).run()
    assert kinds(forms) == []


def test_quiz_when_another_window_answered_meanwhile_counts_it_once(forms: Desk) -> None:
    def elsewhere() -> None:
        body = {"question": TYPE, "rating": 3, "study_day": "2026-11-23", "ms": 1, "credit": 1.0}
        forms.record(Kind.REVIEWED, body)

    said = quizzed(forms, elsewhere, "x", queue=[TYPE, PICK])
    assert "Answered in another window meanwhile: not counted twice." in said
    assert "Question 2 of 2" in said
    assert answers(forms) == []


def test_hold_when_all_is_answered_tells_the_result_and_ends(forms: Desk) -> None:
    talk = Conversation("a", "", "")
    hold(forms, talk, wish("choice"))
    assert "Result: 1 of 1 right" in talk.said
    assert talk.said.endswith("an empty line ends:\n")


def test_hold_when_the_input_ends_tells_the_result_of_what_was_answered(forms: Desk) -> None:
    talk = Conversation("b", "", "a")
    with pytest.raises(EndOfInput):
        hold(forms, talk, wish("choice", "multiple-response"))
    assert "Result: 0 of 2 right" in talk.said or "Result: 1 of 2 right" in talk.said
    assert len(answers(forms)) == 2


def test_hold_when_stopped_tells_the_result_of_what_was_answered(forms: Desk) -> None:
    talk = Conversation(":quit")
    hold(forms, talk, wish("choice", "short-answer"))
    assert "Result: nothing was answered." in talk.said
    assert kinds(forms) == []


def test_hold_when_another_is_wanted_draws_by_another_seed(forms: Desk) -> None:
    talk = Conversation("a", "", "r", ":quit")
    hold(forms, talk, wish("choice", options=QuizOptions(seed=5_000_000)))
    first, second = [line for line in talk.said.splitlines() if line.startswith("Quiz: ")]
    assert first == "Quiz: 1 question. Seed 5000000."
    assert second != first


def test_hold_when_interrupted_says_what_is_saved(forms: Desk) -> None:
    talk = Conversation("a", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        hold(forms, talk, wish("choice"))
    assert "Stopped. 1 answer of this quiz saved." in talk.said


@pytest.mark.parametrize(
    ("types", "options", "lines"),
    [
        ("short-answer", PLAINLY, ["x", "x", ""]),
        ("short-answer", SURELY, ["x", "2", "2", ""]),
        ("basic", PLAINLY, ["", "2", "2"]),
    ],
)
def test_answer_when_the_disk_is_full_can_be_given_again(
    forms: Desk, monkeypatch: pytest.MonkeyPatch, types: str, options: QuizOptions, lines: list[str]
) -> None:
    monkeypatch.setattr(forms.journal, "append", Full(forms, 1))
    talk = Conversation(*lines, "")
    hold(forms, talk, wish(types, options=options))
    assert "error: the disk is full\nhint: free some space\nThe answer is not saved yet" in talk.said
    assert kinds(forms) == ["answered"]


@pytest.mark.parametrize("last", [[], [":quit"]])
def test_hold_when_the_latest_answer_stays_unsaved_ends_as_a_fault(
    forms: Desk, monkeypatch: pytest.MonkeyPatch, last: list[str]
) -> None:
    monkeypatch.setattr(forms.journal, "append", Full(forms, 9))
    talk = Conversation("x", *last)
    with pytest.raises(JournalError):
        hold(forms, talk, wish("short-answer"))
    assert "Result: nothing was answered." in talk.said


def test_flag_when_the_disk_is_full_says_so_and_goes_on(forms: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms.journal, "append", Full(forms, 1))
    said = quizzed(forms, ":flag", "a", "")
    assert "error: the disk is full" in said
    assert "not saved yet" not in said
    assert kinds(forms) == ["answered"]
