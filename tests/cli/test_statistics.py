"""`stats`: sentences, tables, and the document whose keys the guide tells."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.answered import study
from tests.cli.conftest import Run

from alliance_tutor import guide
from alliance_tutor.desk import Desk

SHARE = {"n", "passed", "share", "low", "high"}
KNOWN = {"questions", "asked", "above", "mean"}


@pytest.fixture
def history(home: Path) -> None:
    """Fifty answers to one question, of which it was missed nine times, and one to another."""
    with Desk.open() as desk:
        study(desk, "small/pick", range(0, 150, 3), missed=range(12, 110, 12))
        study(desk, "small/turn", [2])


def keys(document: Any) -> dict[str, set[str]]:
    """By the place, the keys of each object in a document; of a list those of its first."""
    found: dict[str, set[str]] = {}

    def look(value: Any, place: str) -> None:
        if isinstance(value, list):
            for each in value[:1]:
                look(each, place)
        elif isinstance(value, dict):
            found[place] = set(value)
            for key, each in value.items():
                look(each, f"{place}.{key}".lstrip("."))

    look(document, "")
    return found


@pytest.mark.usefixtures("history")
def test_json_when_printed_has_the_keys_that_the_guide_tells(run: Run) -> None:
    document = json.loads(run("stats", "--json").out)
    assert keys(document) == {
        "": {
            *("at", "study_day", "decks", "topic", "due", "ahead", "days", "retention", "mastery"),
            *("calibration", "hardest", "leeches"),
        },
        "ahead": {"day", "due"},
        "days": {"day", "answers", "new", "reviews", "again", "minutes"},
        "retention": {"wanted", "all", "young", "mature", "months"},
        "retention.all": SHARE,
        "retention.young": SHARE,
        "retention.mature": SHARE,
        "retention.months": {"month", "all", "young", "mature"},
        "retention.months.all": SHARE,
        "retention.months.young": SHARE,
        "retention.months.mature": SHARE,
        "mastery": {*KNOWN, "wanted", "parts"},
        "mastery.parts": {*KNOWN, "deck", "topic"},
        "calibration": {"n", "predicted", "log_loss", "rmse", "brier", "bins"},
        "calibration.bins": {*SHARE, "from", "to", "predicted"},
        "hardest": {"question", "lapses", "answers", "difficulty", "leech", "suspended"},
    }
    page = guide.read("stats")
    named = set(re.findall(r"`(\w+)`", page))
    assert set().union(*keys(document).values()) - named == set()


@pytest.mark.usefixtures("history")
def test_json_when_something_was_learnt_has_its_figures(run: Run) -> None:
    document = json.loads(run("stats", "small", "--json").out)
    assert (document["decks"], document["topic"]) == (["small"], None)
    assert len(document["ahead"]) == 30
    assert document["due"] == document["ahead"][0]["due"] == 1
    assert sum(day["answers"] for day in document["days"]) == 60
    assert sum(day["minutes"] for day in document["days"]) == pytest.approx(6)
    shares = document["retention"]["all"]
    assert (shares["n"], shares["passed"]) == (48, 39)
    assert shares["share"] == pytest.approx(39 / 48, abs=1e-4)
    assert shares["low"] < shares["share"] < shares["high"]
    assert document["calibration"]["n"] == 48
    assert [part["topic"] for part in document["mastery"]["parts"]] == [None, "one", "two"]
    assert [document["mastery"][key] for key in ("questions", "asked")] == [3, 2]
    assert document["leeches"] == 1
    assert document["hardest"][0]["question"] == "small/pick"
    assert document["hardest"][0]["lapses"] == 9


@pytest.mark.usefixtures("history")
def test_json_when_a_topic_is_named_is_of_it_alone(run: Run) -> None:
    document = json.loads(run("stats", "--topic", "two", "--json").out)
    assert (document["decks"], document["topic"]) == (["small"], "two")
    assert [day["answers"] for day in document["days"]] == [1]
    assert document["retention"]["all"] == {"n": 0, "passed": 0, "share": None, "low": None, "high": None}
    assert document["calibration"]["log_loss"] is None
    assert [part["topic"] for part in document["mastery"]["parts"]] == ["two"]
    assert document["hardest"] == []


@pytest.mark.usefixtures("history")
def test_json_when_a_card_has_gone_leaves_it_out_of_what_is_due_and_keeps_its_answers(
    run: Run, home: Path
) -> None:
    before = json.loads(run("stats", "--json").out)
    packaged = home.parent / "packaged" / "small.toml"
    packaged.write_text(packaged.read_text().replace('id = "pick"', 'id = "other"'))
    after = json.loads(run("stats", "--json").out)
    assert [sum(day["due"] for day in document["ahead"]) for document in (before, after)] == [2, 1]
    assert after["days"] == before["days"]
    assert (after["leeches"], after["hardest"]) == (0, [])


def test_json_when_nothing_was_answered_is_whole(run: Run) -> None:
    document = json.loads(run("stats", "--json").out)
    assert (document["due"], document["days"], document["hardest"]) == (0, [], [])
    assert document["mastery"]["mean"] is None
    assert len(document["retention"]["months"]) == 12


@pytest.mark.usefixtures("history")
def test_stats_when_printed_say_a_sentence_a_picture_or_every_figure(run: Run) -> None:
    brief = run("stats").out.splitlines()
    assert brief[0] == "All decks."
    assert [line.partition(":")[0] for line in brief[1:]] == [
        *("Ahead", "Days", "Year", "Retention", "Mastery", "Calibration", "Hardest")
    ]
    assert "below the wanted 90 %" in brief[4] or "fits the wanted 90 %" in brief[4]
    whole = run("stats", "small", "--all").out
    assert whole.startswith("Small [/nope].\n")
    assert "small/pick: 9 lapses in 59 answers" in whole
    assert "Small [/nope] › The first topic: " in whole
    assert "Log loss: 0." in whole


def test_stats_when_nothing_was_answered_say_so(run: Run) -> None:
    assert "Nothing has been answered here yet" in run("stats").out
    assert run("stats", "--topic", "three").code == 2
    assert run("stats", "smal").code == 2


def test_explain_when_asked_tells_each_figure_in_a_line(run: Run) -> None:
    told = run("stats", "--explain").out.splitlines()
    assert len(told) > 10
    assert all(": " in line for line in told)
