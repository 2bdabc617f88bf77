"""`plan`: set, changed, marked and ended from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, put

SET = ("plan", "--exam", "2026-12-12", "--minutes", "25")
LATER = "2026-12-14T19:00:00+01:00"


def document(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("plan", "--json", *arguments)
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def test_plan_when_there_is_none_says_how_one_is_made(run: Run, home: Path) -> None:
    ran = run("plan")
    assert (ran.code, ran.out) == (0, "No exam is planned.\n")
    assert "plan --exam DATE --minutes N" in ran.err
    assert not home.exists() or [path.name for path in home.iterdir()] == ["cache"]


def test_plan_when_set_tells_today_and_the_forecast(run: Run) -> None:
    ran = run(*SET, "--off", "sat,sun")
    assert ran.code == 0
    assert ran.out.splitlines()[:3] == [
        "Plan: 25 minutes a day, none on Sat, Sun.",
        "Exam: 12 Dec · in 19 days · all decks.",
        "Today: 0 of 25 min; 0 due, 2 new, about 2 min left.",
    ]
    assert "The first topic: " in ran.out
    assert "known on the day" in ran.out
    assert "a guess" in ran.out


def test_plan_json_holds_the_documented_keys(run: Run) -> None:
    run(*SET, "--off", "2026-12-24,sun", "small")
    told = document(run)
    assert list(told) == ["study_day", "plan", "today", "forecasts", "over", "ended"]
    assert told["study_day"] == "2026-11-23"
    assert told["plan"] == {
        "minutes": 25,
        "weekdays_off": [6],
        "days_off": ["2026-12-24"],
        "exams": [
            {
                "id": "2026-12-12",
                "title": "",
                "date": "2026-12-12",
                "days_left": 19,
                "decks": ["small"],
                "weight": 1.0,
            }
        ],
    }
    assert told["today"] == {
        "minutes": 25,
        "spent_seconds": 0,
        "due": 0,
        "new": 2,
        "queue": ["small/pick", "small/turn"],
    }
    (forecast,) = told["forecasts"]
    assert {key: forecast[key] for key in ("exam", "questions", "unseen", "answers", "cut", "thin")} == {
        "exam": "2026-12-12",
        "questions": 3,
        "unseen": 3,
        "answers": 0,
        "cut": 0,
        "thin": True,
    }
    assert set(forecast) >= {"known", "later", "ten_more_minutes", "topics"}
    assert [(each["deck"], each["topic"], each["questions"]) for each in forecast["topics"]] == [
        ("small", "one", 1),
        ("small", "two", 2),
    ]
    for each in (forecast, *forecast["topics"]):
        assert set(each["known"]) == set(each["later"]) == {"low", "middle", "high"}
    assert (told["over"], told["ended"]) == ([], [])


def test_plan_json_when_there_is_none_is_empty(run: Run) -> None:
    assert document(run) == {
        "study_day": "2026-11-23",
        "plan": None,
        "today": None,
        "forecasts": [],
        "over": [],
        "ended": [],
    }


def test_due_agrees_with_the_plan(run: Run, home: Path) -> None:
    put(home, "other.toml", '[deck]\nid = "other"\ntitle = "Other"\n[[card]]\nprompt = "?"\nanswer = "!"\n')
    run(*SET, "small")
    due = json.loads(run("due", "--json").out)
    assert (due["due"], due["new"]) == (0, 2)
    assert {deck["id"]: deck["new"] for deck in due["decks"]} == {"other": 0, "small": 2}
    assert run("due").out.startswith("0 due, 2 new\n")
    run("study", "--plain", lines="a\n4\n:quit\n")
    assert document(run)["today"]["new"] == json.loads(run("due", "--json").out)["new"] == 1


def test_plan_when_changed_keeps_what_is_not_named(run: Run) -> None:
    run(*SET, "--off", "sun", "small")
    plan = document(run, "--minutes", "40")["plan"]
    assert (plan["minutes"], plan["weekdays_off"], plan["exams"][0]["decks"]) == (40, [6], ["small"])
    assert document(run, "--off", "none")["plan"]["weekdays_off"] == []
    exams = document(run, "--exam", "12 Dec", "--exam", "20 Dec", "--weight", "2")["plan"]["exams"]
    assert [(exam["date"], exam["weight"]) for exam in exams] == [("2026-12-12", 2.0), ("2026-12-20", 1.0)]


@pytest.mark.parametrize(
    ("arguments", "fault", "hint"),
    [
        (["--exam", "2025-12-12", "--minutes", "25"], "2025-12-12 has passed", "a later date"),
        (["--exam", "soon", "--minutes", "25"], "soon: no date", "2026-12-12"),
        (["--exam", "2026-12-12", "--minutes", "0"], "1 to 1440, not 0", "such as 25"),
        (["--exam", "2026-12-12"], "how many minutes", "--minutes 25"),
        (["--minutes", "25"], "no exam to plan for", "--exam"),
        (["--off", "sun"], "no exam to plan for", "--exam"),
        (["small"], "belong to an exam", "--exam DATE DECK"),
        (["--exam", "2026-12-12", "--minutes", "25", "smal"], "no deck smal", "small"),
        (["--exam", "2026-12-12", "--minutes", "25", "./x.toml"], "your decks folder", "where"),
        (["--exam", "12 Dec", "--exam", "2026-12-12", "--minutes", "25"], "two exams on one day", "once"),
        (
            ["--exam", "12 Dec", "--weight", "1", "--weight", "2", "--minutes", "9"],
            "more weights",
            "--weight",
        ),
        (["--exam", "12 Dec", "--weight", "0", "--minutes", "9"], "a weight is above 0", "such as 2"),
        (["--exam", "12 Dec", "--minutes", "9", "--off", "x"], "x: no date", "sat, sun"),
        (["--end"], "no plan to end", "--exam"),
        (["--mark", "84"], "no exam waits", "plan"),
        (["--end", "--minutes", "9"], "one at a time", "--help"),
    ],
)
def test_plan_that_cannot_be_is_told_with_a_hint_and_changes_nothing(
    run: Run, arguments: list[str], fault: str, hint: str
) -> None:
    ran = run("plan", *arguments)
    assert (ran.code, ran.out) == (2, "")
    error, told = ran.err.splitlines()
    assert error.startswith("error: ")
    assert fault in error
    assert told.startswith("hint: ")
    assert hint in told
    assert document(run)["plan"] is None


def test_plan_when_ended_leaves_the_limits(run: Run) -> None:
    run(*SET)
    ran = run("plan", "--end")
    assert (ran.code, ran.out) == (0, "")
    assert "The plan is ended" in ran.err
    told = document(run)
    assert told["plan"] is None
    assert [each["id"] for each in told["ended"]] == ["2026-12-12"]
    run(*SET)
    assert document(run)["plan"]["exams"][0]["id"] == "2026-12-12-2"


@pytest.mark.parametrize(("mark", "kept"), [("84", 0.84), ("17/20", 0.85), ("none", None)])
def test_mark_is_kept_with_what_was_foreseen(
    run: Run, monkeypatch: pytest.MonkeyPatch, mark: str, kept: float | None
) -> None:
    run(*SET)
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", LATER)
    ran = run("plan")
    assert "How did the exam of 12 Dec go?" in ran.out
    assert "--mark 84" in ran.err
    assert run("plan", "--mark", "101").code == 2
    assert run("plan", "--mark", mark).code == 0
    (ended,) = document(run)["ended"]
    assert ended["mark"] == kept
    assert set(ended["predicted"]) == {"low", "middle", "high"}
    assert "foreseen" in run("plan").out
    assert run("plan", "--mark", mark).code == 2


def test_plan_is_kept_in_the_journal(run: Run) -> None:
    run(*SET)
    (event,) = map(json.loads, run("journal", "--json").out.splitlines())
    assert (event["kind"], event["minutes"], event["question"]) == ("plan-set", 25, None)
    assert event["exams"][0]["date"] == "2026-12-12"
