"""`exam`."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, put
from tests.study.schema import faults

from alliance_tutor.study import exam_result
from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Terms
from alliance_tutor.study.exam_wish import ExamWish, own_exam


def deck(cards: int = 6) -> str:
    """A deck of choice cards that proposes an exam of three of them."""
    text = '[deck]\nid = "mine"\ntitle = "Mine"\n[exam]\ntitle = "Final"\nitems = 3\nminutes = 9\n'
    text += '[[topic]]\nid = "t"\ntitle = "T"\n'
    for number in range(cards):
        text += (
            f'[[card]]\nid = "c{number}"\ntopic = "t"\ntype = "choice"\nprompt = "Q{number}?"\n'
            f'answer = "right{number}"\ndistractors = ["wrong{number}", "no{number}"]\n'
        )
    return text


@pytest.fixture
def mine(home: Path) -> Path:
    return put(home, "mine.toml", deck())


def wished(opened: list[tuple[Any, ...]]) -> ExamWish | str:
    """How the app was opened the last time."""
    *_, study, _, quiz, exam = opened[-1]
    assert study is None
    assert quiz is None
    assert isinstance(exam, ExamWish | str)
    return exam


def sat(run: Run, *arguments: str, lines: str = "\na\na\n:hand-in\ny\n50\n\n") -> str:
    """Sit an exam in line mode; its id."""
    assert run("exam", "mine", "--items", "2", "--plain", *arguments, lines=lines).code == 0
    listed = json.loads(run("exam", "--results", "--json").out)["exams"]
    return str(listed[-1]["exam"]) if listed else ""


def journal(run: Run) -> str:
    return run("journal", "--json").out


# Setting it up


def test_exam_when_nothing_is_said_opens_the_set_up(run: Run, opened: list[tuple[Any, ...]]) -> None:
    assert run("exam").code == 0
    assert wished(opened) == own_exam(1)._replace(setup=True)
    assert "An exam. Nothing begins before you have seen its first page." in run("exam", "--plain").out
    assert len(opened) == 1


def test_exam_when_a_deck_is_named_is_the_one_that_it_proposes(
    run: Run, mine: Path, opened: list[tuple[Any, ...]]
) -> None:
    assert run("exam", "mine", "--seed", "7").code == 0
    blueprint = Blueprint("Final", ("mine",), (Cell(3, "mine"),))
    assert wished(opened) == ExamWish(blueprint, Terms(9), 7, exam="deck:mine")
    assert opened[-1][1] == ()
    run("exam", str(mine), "--seed", "7")
    assert opened[-1][1] == (mine,)


def test_exam_when_all_is_said_asks_nothing_before(
    run: Run, mine: Path, opened: list[tuple[Any, ...]]
) -> None:
    arguments = ["--topic", "t", "--items", "4", "--minutes", "12", "--seed", "5", "--extra-time", "1.5"]
    assert run("exam", "mine", *arguments, "--pause", "--negative", "0.25", "--cut-score", "60").code == 0
    wish = wished(opened)
    assert isinstance(wish, ExamWish)
    assert wish.blueprint == Blueprint("Mock exam", ("mine",), (Cell(4),), ("t",), SelfMarked.NEVER)
    assert wish.terms == Terms(12, 0, pause=True, negative=0.25, cut_score=60, extra=1.5)
    assert (wish.seed, wish.setup) == (5, False)
    run("exam", "mine", "--items", "4", "--certainty", "--minutes", "0")
    wish = wished(opened)
    assert isinstance(wish, ExamWish)
    assert wish.terms == Terms(certainty=True)


def test_exam_when_no_seed_is_given_settles_one(run: Run, mine: Path, opened: list[tuple[Any, ...]]) -> None:
    run("exam", "mine")
    wish = wished(opened)
    assert isinstance(wish, ExamWish)
    assert wish.seed is not None


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nowhere"], "there is no deck nowhere"),
        (["--topic", "nowhere"], "there is no topic nowhere"),
        (["mine", "--items", "7"], "too few questions: Mine: 7 wanted, 6 found"),
        (["--resume"], "no exam is under way"),
        (["--result", "x-1"], "there is no exam x-1"),
        (["--resume", "--results"], "--resume, --results and --result ID stand alone"),
        (["mine", "--results"], "--resume, --results and --result ID stand alone"),
        (["--page", "x.html"], "--page needs --result ID"),
        (["--certainty", "--negative", "0.5"], "--certainty marks wrong answers already"),
        (["--items", "0"], "0 is not in the range"),
        (["--extra-time", "3"], "'3' is not one of"),
        (["--seed", "-1"], "-1 is not in the range"),
        (["--cut-score", "101"], "101.0 is not in the range"),
        (["--negative", "nan"], "nan is no number"),
        (["--cut-score", "nan"], "nan is no number"),
    ],
)
def test_exam_that_cannot_be_is_a_usage_fault(run: Run, mine: Path, arguments: list[str], fault: str) -> None:
    for plain in ([], ["--plain"]):
        ran = run("exam", *arguments, *plain)
        assert ran.code == 2
        assert fault in ran.err
        assert "hint: " in ran.err
        assert ran.out == ""


# Papers


def test_paper_is_printed_and_nothing_recorded(run: Run, mine: Path) -> None:
    ran = run("exam", "mine", "--seed", "4711", "--json")
    paper = json.loads(ran.out)
    assert list(paper) == ["seed", "items"]
    assert paper["seed"] == 4711
    assert len(paper["items"]) == 3
    for item in paper["items"]:
        assert list(item) == ["question", "options"]
        number = item["question"].removeprefix("mine/c")
        assert sorted(item["options"]) == [f"no{number}", f"right{number}", f"wrong{number}"]
    assert journal(run) == ""


def test_same_seed_gives_the_same_paper_in_another_home(run: Run, mine: Path, tmp_path: Path) -> None:
    sat(run)
    here = run("exam", str(mine), "--seed", "4711", "--json").out
    there = run("--home", str(tmp_path / "elsewhere"), "exam", str(mine), "--seed", "4711", "--json").out
    assert here == there
    assert run("exam", str(mine), "--seed", "4712", "--json").out != here


# Sitting it in line mode


def test_exam_in_line_mode_is_sat_to_its_result(run: Run, mine: Path) -> None:
    ran = run("exam", "mine", "--items", "2", "--seed", "3", "--plain", lines="\na\na\n:hand-in\ny\n50\n\n")
    assert ran.code == 0
    assert "Seed 3: with the same decks it gives the same paper." in ran.out
    assert "Question 2 of 2." in ran.out
    assert "Result: " in ran.out
    assert ran.err == ""


def test_exam_when_killed_goes_on_where_it_was(run: Run, mine: Path) -> None:
    assert sat(run, lines="\na\n") == ""
    ran = run("exam", "--resume", "--plain", lines=":quit\n")
    assert "Question 2 of 2." in ran.out
    assert "1 question without an answer: 2." in run("exam", "--plain", lines=":time\n").out
    assert run("exam", "--results").err == (
        "No exam was taken yet.\nAn exam is not done: alliance-tutor exam --resume goes on with it.\n"
    )


def test_app_goes_on_with_an_exam(run: Run, mine: Path, opened: list[tuple[Any, ...]]) -> None:
    sat(run, lines="\na\n")
    id = json.loads(journal(run).splitlines()[0])["id"]
    run("exam", "--resume")
    assert wished(opened) == id
    run("exam")
    assert wished(opened) == id


def test_exam_when_its_time_is_over_is_handed_in_at_the_next_start(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sat(run, lines="\na\n")
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T23:00:00+01:00")
    ran = run("exam", "--resume", "--plain", "--json", lines="50\n")
    found = json.loads(ran.out)
    assert found["ended_by"] == "time"
    assert (found["score"]["answered"], found["score"]["items"]) == (1, 2)


def test_dialogue_goes_to_stderr_and_the_result_to_stdout(run: Run, mine: Path) -> None:
    lines = "\na\na\n:hand-in\ny\n50\n"
    ran = run("exam", "mine", "--items", "2", "--plain", "--json", lines=lines)
    assert ran.code == 0
    assert "Question 1 of 2." in ran.err
    assert "Type 1 to 2" not in ran.err
    schema = json.loads(Path(exam_result.__file__).with_name("exam-result.schema.json").read_text())
    assert faults(json.loads(ran.out), schema, schema) == []


def test_exam_that_is_left_prints_no_result(run: Run, mine: Path) -> None:
    ran = run("exam", "mine", "--items", "2", "--plain", "--json", lines="\n:quit\n")
    assert ran.code == 0
    assert ran.out == ""
    assert "exam --resume" in ran.err


# Results


def test_results_are_listed(run: Run, mine: Path) -> None:
    ids = [sat(run), sat(run)]
    ran = run("exam", "--results")
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == ids
    assert " · Mock exam · " in ran.out
    row = json.loads(run("exam", "--results", "--json").out)["exams"][0]
    assert list(row) == [
        *("exam", "title", "decks", "seed", "began", "handed_in", "items", "points", "most", "share"),
        *("low", "high", "predicted", "passed"),
    ]
    assert (row["items"], row["predicted"], row["passed"]) == (2, 0.5, None)
    assert row["began"] == "2026-11-23T19:00:00+01:00"


def test_result_is_printed_in_lines_and_as_json(run: Run, mine: Path) -> None:
    id = sat(run)
    ran = run("exam", "--result", id)
    assert ran.code == 0
    assert ran.out.startswith("Result: ")
    assert json.loads(run("exam", "--result", id, "--json").out)["exam"] == id


def test_result_is_saved_as_a_page_and_overwrites_nothing(run: Run, mine: Path, tmp_path: Path) -> None:
    id, path = sat(run), tmp_path / "page.html"
    ran = run("exam", "--result", id, "--page", str(path))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Saved: {path}\n")
    before = path.read_bytes()
    assert before.startswith(b"<!DOCTYPE html>")
    ran = run("exam", "--result", id, "--page", str(path))
    assert ran.code == 2
    assert ran.err == f"error: {path}: there is a file of this name\nhint: name another one\n"
    assert path.read_bytes() == before


def test_result_of_an_exam_that_is_not_done_is_not_told(run: Run, mine: Path) -> None:
    sat(run, lines="\na\n:hand-in\ny\n")
    id = json.loads(journal(run).splitlines()[0])["id"]
    ran = run("exam", "--result", id)
    assert (ran.code, ran.out) == (2, "")
    assert f"the exam {id} is not done" in ran.err


def test_reports_write_nothing(run: Run, mine: Path) -> None:
    sat(run, lines="\na\n")
    before = journal(run)
    for arguments in (["--results"], ["--results", "--json"], ["--json"]):
        run("exam", *arguments)
    assert journal(run) == before
