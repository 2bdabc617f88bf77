"""`browse`."""

import json
from pathlib import Path

from tests.cli.conftest import Run

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind


def test_browse_prints_a_line_a_question_and_their_number(run: Run, home: Path) -> None:
    ran = run("browse")
    assert (ran.code, ran.err) == (0, "3 questions\n")
    assert (
        ran.out == "small/pick: Which is it? (new)\nsmall/turn: front (new)\nsmall/turn#reverse: back (new)\n"
    )
    assert not (home / "history.db").exists()
    assert run("browse", "type:choice", "which").out == "small/pick: Which is it? (new)\n"
    assert run("browse", "--", "-type:choice").out.count("\n") == 2
    assert run("browse", "--reverse").out.startswith("small/turn#reverse")
    ran = run("browse", "nothing")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 questions\n")


def test_browse_when_the_search_cannot_be_read_says_where(run: Run) -> None:
    ran = run("browse", "which", "is:")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: column 7: is: what?\nhint: there are due, new,")


def test_browse_as_json_holds_its_keys(run: Run) -> None:
    with Desk.open() as desk:
        body = {"question": "small/turn", "rating": 4, "study_day": "2026-11-23", "ms": 1}
        desk.record(Kind.REVIEWED, body)
        desk.record(Kind.FLAGGED, {"question": "nine/lost"})
    document = json.loads(run("browse", "--json", "--sort", "stability").out)
    assert set(document) == {"search", "order", "study_day", "questions"}
    assert (document["search"], document["order"], document["study_day"]) == ("", "stability", "2026-11-23")
    first, second, _ = document["questions"]
    assert list(first) == [
        *("id", "topic", "type", "level", "status", "tags", "prompt", "answer", "gone", "states", "due"),
        *("stability", "difficulty", "retrievability", "reps", "lapses"),
    ]
    assert (first["id"], first["topic"], first["reps"], first["retrievability"]) == (
        "small/turn",
        "two",
        1,
        1.0,
    )
    assert (second["id"], second["states"], second["due"]) == ("small/pick", ["new"], None)
    (gone,) = json.loads(run("browse", "--json", "is:gone").out)["questions"]
    assert (gone["id"], gone["gone"], gone["prompt"], gone["states"]) == (
        "nine/lost",
        True,
        None,
        ["new", "flagged"],
    )
