"""A quiz's result in lines, and what can be done with it."""

from collections.abc import Sequence

import pytest
from tests.plain.conversation import Conversation, Line
from tests.plain.test_sitting import Full

from alliance_tutor.desk import Desk
from alliance_tutor.plain.result import ResultPage
from alliance_tutor.plain.talk import EndOfInput
from alliance_tutor.study.quiz import Quiz, QuizOptions
from alliance_tutor.study.responses import Picked, Response, Ticked, Typed

PICK, TICK, TYPE, DAY = "forms/pick", "forms/tick", "forms/type", "forms/day"
PLAINLY = QuizOptions()
Given = tuple[str, Response | None, int]
MISSED: Sequence[Given] = (
    (PICK, Picked(0), 2),
    (TICK, Ticked(frozenset({0, 2})), 1),
    (TYPE, Typed("Ho"), 3),
    (DAY, Typed("1961"), 2),
)


def held(desk: Desk, given: Sequence[Given], options: QuizOptions = PLAINLY) -> Quiz:
    """A quiz that was answered so, with such certainties."""
    quiz = Quiz([id for id, *_ in given], desk.shelf.question, desk, options)
    for _, response, certainty in given:
        quiz.respond(response)
        quiz.be_sure(certainty)
        quiz.go_on()
    quiz.stop()
    return quiz


def talked(desk: Desk, *lines: Line, given: Sequence[Given] = MISSED, options: QuizOptions = PLAINLY) -> str:
    """What is said of a result until the lines end or the learner goes on."""
    talk = Conversation(*lines)
    page = ResultPage(desk, held(desk, given, options), talk)
    page.tell()
    try:
        page.choose()
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def test_result_tells_score_parts_and_what_was_missed(forms: Desk) -> None:
    said = talked(forms)
    assert "\nResult: 1 of 4 right · 33 %.\nTime: 0 s.\n" in said
    topics = "- Forms [X]: Second things: 17 %, 0 of 2 right\n- Forms [X]: First things: 50 %, 1 of 2 right\n"
    assert f"\nBy topic, the weakest first:\n{topics}" in said
    assert "\nBy type, the weakest first:\n- multiple-response: 0 %, 0 of 1 right\n" in said
    assert "\nMissed:\n1. Tick some.\n   You: yes; no; it is: yes; indeed\n2. Who?\n" in said
    assert "3. When?\n   You: 1961; it is: 6 July 1961\n" in said
    assert (
        "\nType a number to hear what was missed, s to study it now, r for another quiz like this; an" in said
    )


def test_result_when_certainty_was_asked_puts_what_was_sure_but_wrong_first(forms: Desk) -> None:
    said = talked(forms, options=QuizOptions(certainty=True))
    assert "\nMarks by certainty: −3.3 of 12, −0.8 a question.\n" in said
    assert "- guess: 1 answer, 0 right\n- fairly: 2 answers, 1 right\n- sure: 1 answer, 0 right\n" in said
    assert "\nSure but wrong:\n1. Who?\n   You: Ho; it is: Kim Il-sung\n\nMissed:\n2. Tick some.\n" in said


def test_result_when_nothing_was_missed_says_so_and_offers_no_list(forms: Desk) -> None:
    said = talked(forms, "", given=[(PICK, Picked(0), 1)])
    assert "Result: 1 of 1 right · 100 %." in said
    assert "Nothing was missed." in said
    assert "By topic" not in said
    assert "\nType r for another quiz like this; an empty line ends:\n" in said


def test_result_of_a_pretest_is_not_graded(forms: Desk) -> None:
    said = talked(forms, options=QuizOptions(pretest=True))
    assert "\nPretest: knew 1 of 4.\n" in said
    assert "Nothing of it counts for the schedule." in said


def test_result_when_nothing_was_answered_asks_nothing(forms: Desk) -> None:
    assert talked(forms, given=[]) == "\nResult: nothing was answered.\n"


@pytest.mark.parametrize(("line", "again"), [("", False), (":quit", False), ("r", True), ("R", True)])
def test_choose_says_whether_another_is_wanted(forms: Desk, line: str, again: bool) -> None:
    assert ResultPage(forms, held(forms, MISSED), Conversation(line)).choose() is again


def test_missed_when_its_number_is_typed_is_explained(forms: Desk) -> None:
    said = talked(forms, "1", "4", "x")
    assert "\nForms [X]: First things\n\nTick some.\n\n✗ wrong\n" in said
    assert (
        "\nRight: yes\nMissed: indeed\nWrong, your tick: no\nIt never was.\nThe answer: yes; indeed\n" in said
    )
    assert "4 is not in the list." in said
    assert "x is not in the list." in said


def test_overrule_turns_the_verdict_last_explained_and_the_score(forms: Desk) -> None:
    said = talked(forms, ":overrule", "2", ":overrule", ":repeat", ":overrule", "1", ":overrule")
    assert "Type a number first; :overrule then turns the verdict on that answer." in said
    assert "✓ correct, by your ruling\nResult: 2 of 4 right · 58 %.\n" in said
    assert "✗ wrong\nResult: 1 of 4 right · 33 %.\n" in said
    kinds = [event.kind for event in forms.journal.events()]
    assert kinds[4:] == ["overruled", "retracted", "overruled"]


def test_overrule_when_the_disk_is_full_says_so_and_goes_on(
    forms: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill() -> None:
        monkeypatch.setattr(forms.journal, "append", Full(forms, 1))

    said = talked(forms, "2", fill, ":overrule", ":overrule")
    assert "error: the disk is full" in said
    assert "✓ correct, by your ruling" in said


def test_study_asks_what_was_missed_now(forms: Desk) -> None:
    said = talked(forms, "s", ":quit")
    assert "Question 1 of 3. Forms [X]: First things\n\nTick some." in said


def test_study_when_nothing_is_missed_any_more_is_not_offered(forms: Desk) -> None:
    said = talked(forms, "1", ":overrule", "s", given=[(TYPE, Typed("Ho"), 1)])
    assert "s is not in the list." in said
    assert said.count("s to study it now") == 2


def test_commands_when_asked_for_are_listed(forms: Desk) -> None:
    said = talked(forms, ":help", ":repeat", ":undo")
    assert ":overrule: turn the verdict round" in said
    assert ":undo: " not in said
    assert said.count("Result: 1 of 4 right") == 2
    assert "There is no command :undo here." in said
