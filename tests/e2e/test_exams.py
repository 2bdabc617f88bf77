"""An exam lives through a killed process, and ends by the clock while nobody looks. The installed program."""

import json
from pathlib import Path

import pytest
from tests.e2e.decks import put_kinds
from tests.e2e.program import events, open_in_terminal, run
from tests.e2e.terminal import Terminal

BEGAN = "2026-11-23T12:00:00+00:00"
PAPER = ("exam", "kinds", "--plain", "--items", "3", "--minutes", "10", "--seed", "7")


def at(instant: str) -> dict[str, str]:
    """The environment of a start at that instant."""
    return {"ALLIANCE_TUTOR_NOW": instant}


def begin(terminal: Terminal) -> None:
    """Read the first page, and see the first question."""
    terminal.wait_for("An empty line begins")
    terminal.send("\r")
    terminal.wait_for("Question 1 of 3")


def give(terminal: Terminal, answer: str, number: int) -> None:
    """Answer, and see the question that follows: by then the answer is acknowledged."""
    terminal.send(f"{answer}\r")
    terminal.wait_for(f"Question {number} of 3")


def answers(home: Path) -> list[int]:
    """Which questions the journal has answers to, in order."""
    return [event["item"] + 1 for event in events(home) if event["kind"] == "exam-answered"]


def test_exam_when_killed_in_the_middle_goes_on_with_every_answer_that_was_given(tmp_path: Path) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, *PAPER, environ=at(BEGAN)) as terminal:
        begin(terminal)
        give(terminal, ":flag", 1)
        give(terminal, "1", 2)
        terminal.send("1")  # typed, and not entered
        terminal.read_for(0.1)
        terminal.kill()
    assert answers(tmp_path) == [1]
    with open_in_terminal(tmp_path, "exam", "--plain", environ=at("2026-11-23T12:04:00+00:00")) as terminal:
        terminal.wait_for(r"Question 2 of 3\. 6 minutes left")
        give(terminal, "1", 3)
        terminal.send(":time\r")
        shown = terminal.wait_for("1 question without an answer: 3")
        assert "Flagged: 1." in shown
        terminal.send("1\r")
        terminal.wait_for("That was the last question")
        terminal.send(":hand-in\r")
        terminal.wait_for("Hand in now")
        terminal.send("y\r")
        terminal.wait_for("what score do you expect")
        terminal.kill()  # handed in, and not predicted
    with open_in_terminal(tmp_path, "exam", "--resume", "--plain") as terminal:
        terminal.send("50\r")
        terminal.wait_for("an empty line ends")
        terminal.send("\r")
        assert terminal.end() == 0
    assert answers(tmp_path) == [1, 2, 3]
    (exam,) = json.loads(run(tmp_path, "exam", "--results", "--json").stdout)["exams"]
    assert (exam["items"], exam["predicted"]) == (3, 0.5)


@pytest.mark.parametrize("closed", [True, False])
def test_exam_whose_time_is_over_counts_what_was_entered_before(tmp_path: Path, closed: bool) -> None:
    put_kinds(tmp_path)
    with open_in_terminal(tmp_path, *PAPER, environ=at(BEGAN)) as terminal:
        begin(terminal)
        give(terminal, "1", 2)
        if closed:
            terminal.kill()
        else:
            terminal.send(":quit\r")
            assert terminal.end() == 0
    assert "time" not in [event.get("by") for event in events(tmp_path)]
    later = at("2026-11-23T13:00:00+00:00")
    with open_in_terminal(tmp_path, "exam", "--resume", "--plain", environ=later) as terminal:
        terminal.wait_for("what score do you expect")
        terminal.send("\r")
        terminal.wait_for("an empty line ends")
        terminal.kill()
    (exam,) = json.loads(run(tmp_path, "exam", "--results", "--json").stdout)["exams"]
    result = json.loads(run(tmp_path, "exam", "--result", exam["exam"], "--json").stdout)
    assert result["ended_by"] == "time"
    assert (result["score"]["answered"], result["ms"]) == (1, 10 * 60_000)


def test_same_seed_gives_the_same_paper_in_another_home(tmp_path: Path) -> None:
    papers = []
    for name in ("one", "two"):
        home = tmp_path / name
        put_kinds(home)
        printed = run(home, "exam", "kinds", "--items", "3", "--seed", "4711", "--json")
        assert printed.returncode == 0, printed.stderr
        papers.append(printed.stdout)
    assert papers[0] == papers[1]
    assert not (tmp_path / "one" / "history.db").exists()
