"""Exams at the desk, with the real index and journal: proposed, drawn, sat in two windows, looked back at."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.study.schema import faults

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk
from alliance_tutor.desk.exams import SETTINGS, file_name
from alliance_tutor.errors import UsageError
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.settings import Exam, ExamPart, Settings
from alliance_tutor.study import exam_result
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Stock, Terms
from alliance_tutor.study.exam_wish import ExamWish, Proposal, own_exam
from alliance_tutor.study.paper import Unmet
from alliance_tutor.study.responses import Picked

NOON = 1_795_435_200_000  # 2026-11-23T12:00Z
MINUTE = 60_000


def deck(cards: int = 8) -> str:
    """So many choice cards of two topics in turn, and one of each kind that the learner marks."""
    text = (
        '[deck]\nid = "d"\ntitle = "Deck [X]"\n[exam]\ntitle = "Final"\nitems = 3\nminutes = 10\n'
        '[[exam.part]]\ntopic = "a"\nitems = 2\n'
        '[[topic]]\nid = "a"\ntitle = "The first"\n[[topic]]\nid = "b"\ntitle = "The second"\n'
    )
    for number in range(cards):
        text += (
            f'[[card]]\nid = "c{number}"\ntopic = "{"ab"[number % 2]}"\n'
            f'type = "choice"\nprompt = "Q{number}?"\n'
            f'answer = "right{number}"\ndistractors = ["wrong{number}"]\n'
        )
    return text + (
        '[[card]]\nid = "basic"\ntopic = "a"\nprompt = "B?"\nanswer = "b"\n'
        '[[card]]\nid = "gap"\ntype = "cloze"\ntext = "A {{gap}} and {{one}} more."\n'
        '[[card]]\nid = "typed"\ntype = "cloze"\ntext = "Another {{hole}}."\ntyped = true\n'
        '[[card]]\nid = "open"\ntype = "open"\nprompt = "Why?"\nnotes = "Because."\n'
    )


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped decks' place, holding the deck; a home beside it."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    (folder / "d.toml").write_text(deck())
    monkeypatch.setattr(library, "packaged_decks", lambda: folder)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def desk(packaged: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        opened.clock = lambda: Moment(NOON, 0)
        yield opened


WISH = ExamWish(Blueprint("Trial", (), (Cell(4, type="choice"),)), Terms(30), seed=10)


def begun(desk: Desk, wish: ExamWish = WISH) -> Attempt:
    return desk.exams.begin(desk.exams.draw(wish), wish.terms)


def finished(desk: Desk, *right: bool, wish: ExamWish = WISH) -> Attempt:
    """An exam whose first questions were answered so, and no other, to its end."""
    attempt = begun(desk, wish)
    for number, is_right in enumerate(right, 1):
        attempt.go_to(number)
        attempt.answer(Picked(0 if is_right else 1))
    attempt.hand_in()
    attempt.predict(0.5)
    return attempt


def set_clock(desk: Desk, at: int) -> None:
    desk.clock = lambda: Moment(at, 0)


# Before it begins


def test_deck_and_settings_propose_exams_with_the_learners_extra_time(desk: Desk) -> None:
    (final,) = desk.exams.proposals()
    cells = (Cell(2, "d", "a"), Cell(1, "d"))
    assert final == Proposal("deck:d", Blueprint("Final", ("d",), cells), Terms(10))
    desk.settings = Settings(exam=Exam("Mine", 5, 9, extra_time=1.5, part=(ExamPart(2, "d", "a"),)))
    mine, final = desk.exams.proposals()
    assert mine == Proposal(
        SETTINGS, Blueprint("Mine", (), (Cell(2, "d", "a"), Cell(3))), Terms(9, extra=1.5)
    )
    assert final.terms == Terms(10, extra=1.5)
    desk.settings = Settings(exam=Exam(part=(ExamPart(2, "d"), ExamPart(1, "d", type="open"))))
    assert desk.exams.proposals()[0].blueprint.decks == ("d",)
    desk.settings = Settings(exam=Exam(extra_time=2))
    assert [proposal.key for proposal in desk.exams.proposals()] == ["deck:d"]


def test_wish_is_what_is_proposed_for_the_decks_that_are_named(desk: Desk) -> None:
    assert desk.exams.wish() == own_exam(9)
    assert desk.exams.wish(["d"]).blueprint.title == "Final"
    assert desk.exams.wish(["d"], ["a"]) == own_exam(4, ("d",), ("a",))
    desk.settings = Settings(exam=Exam("Mine", 5, extra_time=1.25))
    assert desk.exams.wish().blueprint.title == "Mine"
    assert desk.exams.wish(["d"], ["a"]).terms == Terms(6, extra=1.25)


def test_stock_tells_what_the_learner_marks_apart(desk: Desk, packaged: Path) -> None:
    stock = desk.exams.stock()
    assert stock == Stock(
        marked=(
            Cell(4, "d", "a", "", "choice"),
            Cell(4, "d", "b", "", "choice"),
            Cell(1, "d", "", "", "cloze"),
        ),
        own=(
            Cell(1, "d", "a", "", "basic"),
            Cell(1, "d", "", "", "cloze"),
            Cell(1, "d", "", "", "open"),
        ),
    )
    assert desk.exams.stock() is stock
    (packaged / "d.toml").write_text(deck(2))
    desk.shelf.reload()
    assert desk.exams.stock().marked[0].items == 1


def test_set_up_begins_with_what_is_proposed(desk: Desk) -> None:
    assert desk.exams.setup(desk.exams.wish(["d"])).told == "3 of 9 questions will be drawn, in 2 parts."
    assert desk.exams.setup().told == "9 of 9 questions will be drawn."


def test_paper_is_the_same_on_any_thread_and_leaves_empty_parts_out(desk: Desk) -> None:
    wish = WISH._replace(blueprint=Blueprint("Trial", (), (Cell(0, "d", "a"), Cell(4))))
    paper = desk.exams.draw(wish)
    assert paper.blueprint.cells == (Cell(4),)
    drawing = desk.exams.drawing(wish)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(drawing).result() == paper


def test_paper_is_the_same_in_another_home(desk: Desk, tmp_path: Path) -> None:
    finished(desk, True)
    with Desk.open(str(tmp_path / "other")) as other:
        assert other.exams.draw(WISH) == desk.exams.draw(WISH)


def test_fresh_paper_repeats_as_little_as_can_be(desk: Desk) -> None:
    first = {item.question.id for item in finished(desk).progress.paper.items}
    second = {item.question.id for item in desk.exams.draw(WISH.seeded(None)).items}
    assert not first & second


def test_what_the_learner_marks_is_drawn_where_it_is_wanted(desk: Desk) -> None:
    blueprint = Blueprint("Trial", (), (Cell(12),), self_marked=SelfMarked.ALSO)
    paper = desk.exams.draw(ExamWish(blueprint, seed=1))
    assert {item.question.ref.type for item in paper.items} == {"choice", "basic", "cloze", "open"}


def test_paper_that_cannot_be_drawn_is_told_by_titles(desk: Desk) -> None:
    wish = ExamWish(Blueprint("Trial", (), (Cell(9, "d", "a"), Cell(1))), seed=1)
    for draw in (partial(desk.exams.draw, wish), desk.exams.drawing(wish)):
        with pytest.raises(Unmet) as fault:
            draw()
        assert fault.value.message == "too few questions: Deck [X]: The first: 9 wanted, 4 found"
        assert fault.value.exit_code == 2


# While it is sat


def test_exam_goes_on_where_another_start_left_it(desk: Desk) -> None:
    attempt = begun(desk)
    attempt.answer(Picked(1))
    attempt.go_to(3)
    attempt.flag()
    with Desk.open() as later:
        set_clock(later, NOON + 10 * MINUTE)
        (running,) = later.exams.running()
        assert (running.id, running.title, running.seed) == (attempt.progress.exam, "Trial", 10)
        assert (running.stage, running.left) == (Stage.SITTING, 20 * MINUTE)
        again = later.exams.resume(running.id)
        assert (again.number, again.flagged, again.unanswered) == (3, (3,), (2, 3, 4))


def test_two_windows_on_one_exam_agree(desk: Desk) -> None:
    here = begun(desk)
    with Desk.open() as window:
        set_clock(window, NOON + MINUTE)
        there = window.exams.resume(here.progress.exam)
        there.answer(Picked(1))
        assert desk.journal.changed()
        desk.exams.catch_up(here)
        assert here.given.response == Picked(1)
        here.hand_in()
        window.exams.catch_up(there)
        assert there.stage is Stage.PREDICTING
        there.answer(Picked(0))
        assert there.progress.given == here.progress.given


def test_time_that_is_over_is_seen_without_being_recorded(desk: Desk) -> None:
    begun(desk)
    before = len(list(desk.journal.events()))
    set_clock(desk, NOON + 60 * MINUTE)
    (running,) = desk.exams.running()
    assert (running.stage, running.left) == (Stage.SITTING, 0)
    assert len(list(desk.journal.events())) == before
    assert desk.exams.resume(running.id).stage is Stage.PREDICTING
    assert desk.exams.running()[0].stage is Stage.PREDICTING


def test_exams_that_are_not_done_come_the_latest_first(desk: Desk) -> None:
    first = begun(desk, WISH._replace(terms=Terms()))
    set_clock(desk, NOON + MINUTE)
    second = begun(desk)
    done = finished(desk)
    running = desk.exams.running()
    assert [each.id for each in running] == [second.progress.exam, first.progress.exam]
    assert running[1].left is None
    assert [each.id for each in desk.exams.taken()] == [done.progress.exam]


@pytest.mark.parametrize("id", ["", "x", "abcdefgh-1", "abcdefgh-" + "9" * 50])
def test_exam_that_there_is_not_is_told(desk: Desk, id: str) -> None:
    for look in (desk.exams.resume, desk.exams.progress):
        with pytest.raises(UsageError, match="there is no exam"):
            look(id)


# Afterwards


def test_exam_that_is_done_is_taken_with_its_score(desk: Desk) -> None:
    attempt = finished(desk, True, False)
    (taken,) = desk.exams.taken()
    assert (taken.id, taken.title, taken.decks) == (attempt.progress.exam, "Trial", ())
    assert (taken.score.points, taken.score.most, taken.score.predicted) == (1, 4, 0.5)
    assert taken.began == taken.handed_in == Moment(NOON, 0)
    attempt.overrule(2)
    assert desk.exams.taken()[0].score.points == 2


def test_deck_that_changed_is_noticed_and_changes_no_sitting(desk: Desk, packaged: Path) -> None:
    attempt = begun(desk)
    asked = [item.question for item in attempt.progress.paper.items]
    assert desk.exams.changed(attempt.progress) == ()
    (packaged / "d.toml").write_text(deck().replace(asked[0].prompt, "Changed?"))
    desk.shelf.reload()
    assert desk.exams.changed(attempt.progress) == (1,)
    assert desk.exams.resume(attempt.progress.exam).current.question == asked[0]
    (packaged / "d.toml").write_text('[deck]\nid = "e"\ntitle = "E"\n')
    desk.shelf.reload()
    assert desk.exams.changed(attempt.progress) == (1, 2, 3, 4)
    assert desk.exams.missed(attempt.progress) == ()
    assert desk.exams.titles().deck("d") == "d"


def test_missed_questions_can_be_studied_but_open_ones(desk: Desk) -> None:
    cells = (Cell(3, type="choice"), Cell(1, type="open"))
    attempt = finished(desk, wish=WISH._replace(blueprint=Blueprint("Trial", (), cells)))
    missed = desk.exams.missed(attempt.progress)
    assert len(missed) == 3
    session = desk.session(missed)
    assert session.current
    assert session.current.question.ref.type == "choice"


def test_result_is_saved_as_page_and_json_and_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    progress = finished(desk, True).progress
    assert file_name(progress, ".html") == f"exam-2026-11-23-{progress.exam}.html"
    page, data = tmp_path / "r.html", tmp_path / "r.json"
    desk.exams.save_page(progress, page)
    desk.exams.save_json(progress, data)
    assert "Deck [X]: The first" in page.read_text(encoding="utf-8")
    schema = json.loads(Path(exam_result.__file__).with_name("exam-result.schema.json").read_text())
    assert faults(json.loads(data.read_text()), schema, schema) == []
    before = page.read_bytes()
    with pytest.raises(UsageError, match="there is a file of this name"):
        desk.exams.save_page(progress, page)
    assert page.read_bytes() == before
    with pytest.raises(UsageError, match="cannot be written") as fault:
        desk.exams.save_json(progress, tmp_path / "none" / "r.json")
    assert fault.value.hint


def test_year_beyond_the_calendar_does_no_harm(desk: Desk) -> None:
    progress = replace(finished(desk).progress, began=Moment(10**15, 0))
    assert file_name(progress, ".json") == f"exam-{10**15}-{progress.exam}.json"
