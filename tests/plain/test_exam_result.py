"""An exam's result in lines: the whole, each question, saving, overruling, studying, another one."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.plain.conversation import Conversation, Line
from tests.plain.test_sitting import Full

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.plain.exam_result import ExamResultPage
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Blueprint, Cell, Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.study.paper import Paper
from alliance_tutor.study.responses import Picked, Response, Typed

TWO: Mapping[str, Response | None] = {"pick": Picked(1), "type": Typed("Kim Il-sung")}


def done(desk: Desk, answers: Mapping[str, Response | None], terms: Terms = Terms()) -> Attempt:  # noqa: B008
    """An exam with these questions of the forms deck, answered so, to its end."""
    types = {"pick": "choice", "type": "short-answer", "tick": "multiple-response"}
    cells = tuple(Cell(1, type=types[card]) for card in answers)
    drawn = desk.exams.draw(ExamWish(Blueprint("Trial", ("forms",), cells), seed=3))
    items = {item.question.ref.card: item for item in drawn.items}
    paper = Paper(drawn.blueprint, 3, tuple(items[card] for card in answers))
    attempt = desk.exams.begin(paper, terms)
    for number, response in enumerate(answers.values(), 1):
        attempt.go_to(number)
        attempt.answer(response)
        attempt.be_sure(Certainty.SURE)
    attempt.hand_in()
    attempt.predict(0.5)
    return attempt


def looked_at(desk: Desk, attempt: Attempt, *lines: Line) -> tuple[bool, str]:
    """Whether another exam is wanted, and what is said of this one."""
    talk = Conversation(*lines, "")
    page = ExamResultPage(desk, attempt, talk)
    page.tell()
    return page.choose(), talk.said


def test_result_tells_the_whole_with_the_most_telling_first(forms: Desk) -> None:
    again, said = looked_at(forms, done(forms, {**TWO, "tick": None}, Terms(10, certainty=True)))
    assert not again
    assert said.startswith(
        "\nResult: 1 of 3 points · 20 % by certainty.\nOf all such questions: 6–79 %.\nYou predicted 50 %: "
    )
    assert "\nBy topic, the weakest first:\n- Forms [X]: First things: 0 of 2 points · 0 %\n" in said
    assert "\nBy part:\n- choice: 0 of 1 points · 0 %\n" in said
    assert "\nBy type of question, the weakest first:\n- choice: 0 of 1 points · 0 %\n" in said
    assert "\nsure 2: 1 right\nMarks by certainty: " in said
    assert (
        "\nSure but wrong:\n1. Pick one [/nope].\n   You: those; it is: this\n\nMissed:\n3. Tick some.\n"
        in said
    )
    assert "   Not answered; it is: " in said
    assert "Type 1 to 3 to hear a question, s to study what was missed, r for another exam like this" in said


def test_result_without_a_fault_says_so(forms: Desk) -> None:
    _, said = looked_at(forms, done(forms, {"type": Typed("Kim Il-sung")}))
    assert "\nNothing was missed.\n" in said
    assert "s to study" not in said
    assert "By topic" not in said


def test_question_when_its_number_is_typed_is_told_whole(forms: Desk) -> None:
    _, said = looked_at(forms, done(forms, TWO), "1", "2", "3", "x")
    assert "Question 1. Forms [X]: First things.\n\nPick one [/nope].\n\n✗ wrong. 0 of 1 points · " in said
    assert "You picked: those\nThe answer: this\n\nBecause it is.\n\nSource: A book, n.d.\n" in said
    assert "✓ correct. 1 of 1 points" in said
    assert "You: Kim Il-sung.\n" in said
    assert "3 is no question of this exam.\nType" in said
    assert "x is no question of this exam." in said


def test_verdict_when_mistaken_can_be_overruled_and_back(forms: Desk) -> None:
    attempt = done(forms, {**TWO, "tick": None})
    _, said = looked_at(forms, attempt, ":overrule", "1", ":overrule", ":overrule", "3", ":overrule")
    assert "Type a number first; :overrule then turns the verdict on that answer." in said
    assert "✓ correct by your ruling.\nResult: 2 of 3 points · 67 %." in said
    assert "✗ wrong.\nResult: 1 of 3 points · 33 %." in said
    assert "What was not answered cannot be overruled." in said


def test_result_can_be_saved_as_page_and_json(
    forms: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    attempt = done(forms, TWO)
    _, said = looked_at(forms, attempt, ":page mine.html", ":page mine.html", ":json", ":page none/x.html")
    assert f"Saved: {tmp_path / 'mine.html'}\n" in said
    assert "there is a file of this name\nhint: name another one" in said
    assert (tmp_path / f"exam-2026-11-23-{attempt.progress.exam}.json").is_file()
    assert "error: none/x.html: cannot be written: " in said


def test_missed_questions_can_be_studied_at_once(forms: Desk) -> None:
    attempt = done(forms, TWO)
    again, said = looked_at(forms, attempt, "s", "a", "4")
    assert not again
    assert "Question 1 of 1. Forms [X]: First things" in said
    assert [event.question for event in forms.journal.events() if event.kind == Kind.REVIEWED] == [
        "forms/pick"
    ]


def test_another_exam_can_be_wanted(forms: Desk) -> None:
    assert looked_at(forms, done(forms, TWO), ":help", ":repeat", ":flag", "R")[0]
    assert not looked_at(forms, done(forms, TWO), ":quit")[0]


def test_result_when_the_disk_is_full_says_so_and_goes_on(
    forms: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = done(forms, TWO)
    monkeypatch.setattr(forms.journal, "append", Full(forms, times=1))
    _, said = looked_at(forms, attempt, "1", ":overrule", ":overrule")
    assert "error: the disk is full" in said
    assert "✓ correct by your ruling." in said
