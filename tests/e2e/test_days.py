"""A learner's days: the first start, one question of each kind, tomorrow, second thoughts."""

import json
from pathlib import Path

from tests.e2e.decks import put_kinds, set_limits
from tests.e2e.learner import Learner
from tests.e2e.program import ASKED, SHOWN, events, open_in_terminal, quit_app, ratings, run

TODAY = {"ALLIANCE_TUTOR_NOW": "2026-11-23T18:00:00+00:00"}
TOMORROW = {"ALLIANCE_TUTOR_NOW": "2026-11-24T07:00:00+00:00"}


def test_first_start_shows_the_decks_and_enter_begins(tmp_path: Path) -> None:
    with open_in_terminal(tmp_path) as terminal:
        home = terminal.wait_for("Press Enter to begin")
        for title in ("History", "Cooperation", "Implications"):
            assert title in home
        terminal.send("\r")
        terminal.wait_for(r"1 of \d+")
        quit_app(terminal)
    assert events(tmp_path) == []


def test_one_question_of_each_kind_is_answered_by_keys(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds") as terminal:
        terminal.wait_for(r"A basic question\?[\s\S]*Enter reveal")
        terminal.send("\r")
        terminal.wait_for(r"a basic answer[\s\S]*1 Again")
        terminal.send("4")
        terminal.wait_for(r"A gap stands[\s\S]*Enter reveal")
        terminal.send(" ")
        terminal.wait_for(r"here[\s\S]*1 Again")
        terminal.send("3")
        terminal.wait_for("Which one is right")
        terminal.send("c")
        verdict = terminal.wait_for(SHOWN)
        assert "✗ wrong" in verdict
        assert "1 Again ◂" in verdict
        terminal.send("1")
        terminal.wait_for(r"Is this so\?")
        terminal.send("a")
        assert "✓ correct" in terminal.wait_for(SHOWN)
        terminal.send("2")
        terminal.wait_for(r"Which year\?")
        terminal.send("1961\r")
        terminal.wait_for(r"✓ correct[\s\S]*3 Good ◂")
        quit_app(terminal)
    assert ratings(tmp_path) == [
        ("kinds/basic", "easy"),
        ("kinds/cloze#c1", "good"),
        ("kinds/choice", "again"),
        ("kinds/true-false", "hard"),
    ]


def test_tomorrow_asks_what_is_due_then(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    set_limits(tmp_path, 2)
    with open_in_terminal(tmp_path, "study", "kinds", environ=TODAY) as terminal:
        learner = Learner(terminal)
        learner.answer("A basic question", "4")
        learner.answer("A gap stands", "3")
        terminal.wait_for(f"A gap stands[\\s\\S]*{ASKED}")
        terminal.send("q")
        terminal.wait_for("2 questions, 2 answers")
        quit_app(terminal)
    set_limits(tmp_path, 0)
    due = json.loads(run(tmp_path, "due", "--json", environ=TOMORROW).stdout)
    assert (due["study_day"], due["due"], due["new"]) == ("2026-11-24", 1, 0)
    with open_in_terminal(tmp_path, environ=TOMORROW) as terminal:
        terminal.wait_for("1 due · 0 new")
        terminal.send("\r")
        learner = Learner(terminal)
        learner.answer("A gap stands", "3")
        terminal.wait_for("Summary")
        quit_app(terminal)
    assert ratings(tmp_path)[-1] == ("kinds/cloze#c1", "good")


def test_undo_takes_back_an_answer_of_before_the_restart(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, "study", "kinds") as terminal:
        Learner(terminal).answer("A basic question", "4")
        terminal.wait_for("A gap stands")
        quit_app(terminal)
    with open_in_terminal(tmp_path) as terminal:
        terminal.wait_for("Today")
        terminal.send("u")
        terminal.wait_for(r"A basic question[\s\S]*taken back")
        Learner(terminal).answer("A basic question", "1")
        terminal.wait_for(ASKED)
        quit_app(terminal)
    first, retracted, second = events(tmp_path)
    assert (retracted["kind"], retracted["event"]) == ("retracted", first["id"])
    assert (second["question"], second["rating"]) == ("kinds/basic", "again")


def test_two_windows_count_a_question_once(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with (
        open_in_terminal(tmp_path, "study", "kinds") as one,
        open_in_terminal(tmp_path, "study", "kinds") as other,
    ):
        for window in (one, other):
            window.wait_for("A basic question")
            window.send("\r")
            window.wait_for(SHOWN)
        one.send("4")
        one.wait_for("A gap stands")
        other.send("3")
        other.wait_for(r"A gap stands[\s\S]*another window")
        quit_app(one)
        quit_app(other)
    assert ratings(tmp_path) == [("kinds/basic", "easy")]
