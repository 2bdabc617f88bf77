"""`decks`, `due`, `journal` and `where`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, put

from alliance_tutor.journal.events import Event
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment

BROKEN = '[deck]\nid = "mine"\ntitle = "Mine \x1b[31m"\n[[card]]\nprompt = "?"\nanswer = "!"\n'
ANSWER_ONE = "a\n4\n:quit\n"


def test_decks_json_holds_the_documented_keys(run: Run, tmp_path: Path) -> None:
    ran = run("decks", "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "decks": [
            {
                "id": "small",
                "title": "Small [/nope]",
                "path": str(tmp_path / "packaged" / "small.toml"),
                "cards": 2,
                "questions": 3,
                "due": 0,
                "new": 3,
                "by": {
                    "topic": {"one": 1, "two": 2},
                    "type": {"choice": 1, "basic": 2},
                    "level": {"recall": 3},
                    "status": {"documented": 1},
                },
            }
        ],
        "broken": [],
    }


def test_decks_json_when_a_deck_is_broken_lists_its_findings(run: Run, home: Path) -> None:
    put(home, "mine.toml", BROKEN)
    (finding,) = json.loads(run("decks", "--json").out)["broken"]
    assert set(finding) == {"path", "line", "column", "severity", "code", "message", "hint", "card"}
    assert (finding["line"], finding["severity"], finding["code"]) == (3, "error", "E105")


def test_decks_when_read_by_a_person_names_them_and_the_broken_ones(run: Run, home: Path) -> None:
    path = put(home, "mine.toml", BROKEN)
    put(home, "small.toml", BROKEN.replace('"mine"', '"small"').replace("\x1b[31m", ""))
    ran = run("decks")
    assert ran.code == 0
    assert "small: Mine. 1 card, 1 question, 0 due, 1 new. " in ran.out
    assert f"mine: does not load. {path}" in ran.out
    assert "alliance-tutor check" in ran.err
    assert "I101" in ran.err


def test_decks_when_something_is_learnt_counts_before_limits(run: Run, home: Path) -> None:
    (home / "settings.toml").parent.mkdir()
    (home / "settings.toml").write_text("new_per_day = 1\n")
    (deck,) = json.loads(run("decks", "--json").out)["decks"]
    assert (deck["due"], deck["new"]) == (0, 3)
    run("study", lines="a\n1\n:quit\n")
    (deck,) = json.loads(run("decks", "--json").out)["decks"]
    assert (deck["due"], deck["new"]) == (1, 2)


def test_decks_when_questions_are_set_aside_leaves_them_out(run: Run) -> None:
    run("study", lines=":suspend\n:bury\n")
    (deck,) = json.loads(run("decks", "--json").out)["decks"]
    assert (deck["due"], deck["new"]) == (0, 1)


def test_due_json_holds_the_documented_keys_after_limits_and_siblings(run: Run) -> None:
    ran = run("due", "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "at": "2026-11-23T19:00:00+01:00",
        "study_day": "2026-11-23",
        "due": 0,
        "new": 2,
        "decks": [{"id": "small", "due": 0, "new": 2}],
    }


@pytest.mark.parametrize("arguments", [("due",), ("--plain", "due")])
def test_due_when_read_by_a_person_is_short(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).out == "0 due, 2 new\nsmall: 0 due, 2 new\n"


def test_due_when_the_limit_is_reached_counts_nothing_new(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("new_per_day = 1\n")
    run("study", lines=ANSWER_ONE)
    assert json.loads(run("due", "--json").out)["new"] == 0


def test_reports_when_nothing_was_studied_create_no_file_of_the_learners(run: Run, home: Path) -> None:
    for command in ("decks", "due", "journal", "where"):
        assert run(command).code == 0
    assert not home.exists() or [path.name for path in home.iterdir()] == ["cache"]


def test_journal_json_holds_one_event_a_line_with_the_rating_as_a_word(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("study", lines=ANSWER_ONE)
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "2026-11-23T20:00:00+01:00")
    run("study", lines=":undo\n:quit\n")
    reviewed, retracted = map(json.loads, run("journal", "--json").out.splitlines())
    assert list(reviewed)[:7] == ["id", "device", "seq", "at", "offset", "kind", "question"]
    assert reviewed["id"] == f"{reviewed['device']}-1"
    assert (reviewed["seq"], reviewed["offset"], reviewed["kind"]) == (1, 60, "reviewed")
    assert (reviewed["question"], reviewed["rating"]) == ("small/pick", "easy")
    assert reviewed["study_day"] == "2026-11-23"
    assert (retracted["kind"], retracted["question"]) == ("retracted", None)
    assert retracted["event"] == reviewed["id"]


def test_journal_json_tells_all_of_a_quiz_with_the_rating_as_a_word(run: Run, home: Path) -> None:
    body = {"question": "small/pick", "mode": "quiz", "rating": 1, "study_day": "2026-11-23", "credit": 0.0}
    body |= {"certainty": 3, "counts": True}
    with Journal.open(home / "history.db") as journal:
        given = journal.append("answered", body, Moment(0, 0))
        ruling = {"event": given.id, "credit": 1.0, "rating": 3, "counts": False}
        journal.append("overruled", ruling, Moment(1, 0))
    answered, overruled = map(json.loads, run("journal", "--json").out.splitlines())
    assert {key: answered[key] for key in body} == {**body, "rating": "again"}
    assert {key: overruled[key] for key in ruling} == {**ruling, "rating": "good"}
    assert overruled["question"] is None
    assert run("journal").out.splitlines()[0].endswith("answered small/pick again")


def test_journal_when_read_by_a_person_is_one_line_an_event(run: Run) -> None:
    run("study", lines=ANSWER_ONE)
    assert run("journal").out.startswith("2026-11-23T19:00:0")
    assert run("journal").out.rstrip().endswith("reviewed small/pick easy")


@pytest.mark.parametrize(
    "event",
    [
        Event("a", 1, 10**17, 0, "reviewed", {"question": "x\x1b[31m", "rating": 9}),
        Event("a", 1, 0, 0, "unheard-of", {"id": "not mine", "rating": [1]}),
    ],
)
def test_journal_when_events_are_odd_prints_them_all_the_same(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, event: Event
) -> None:
    with Journal.open(home / "history.db") as journal:
        journal.append(event.kind, event.body, Moment(event.at, event.offset))
    told = json.loads(run("journal", "--json").out)
    assert told["rating"] == event.body["rating"]
    assert told["id"].endswith("-1")
    assert run("journal").code == 0


def test_where_json_names_every_place(run: Run, home: Path, tmp_path: Path) -> None:
    assert json.loads(run("where", "--json").out) == {
        "settings": str(home / "settings.toml"),
        "history": str(home / "history.db"),
        "decks": str(home / "decks"),
        "backups": str(home / "backups"),
        "cache": str(home / "cache"),
        "shipped": str(tmp_path / "packaged"),
    }
    assert f"history: {home / 'history.db'}\n" in run("where").out


def test_where_when_all_else_is_broken_still_tells(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("broken = ")
    (home / "history.db").write_text("garbage")
    assert run("where").code == 0


def test_home_option_when_given_comes_before_the_environment(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for arguments in (["--home", str(other), "where"], [f"--home={other}", "where"]):
        assert f"settings: {other / 'settings.toml'}" in run(*arguments).out
    run("--home", str(other), "study", lines=ANSWER_ONE)
    assert json.loads(run("--home", str(other), "due", "--json").out)["new"] == 1
    assert json.loads(run("due", "--json").out)["new"] == 2
