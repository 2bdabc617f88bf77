"""`study`, and which face opens."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import NOW, Run, put

MINE = '[deck]\nid = "mine"\ntitle = "Mine"\n[[card]]\nid = "one"\nprompt = "Mine?"\nanswer = "!"\n'


def test_study_when_piped_asks_in_lines_and_ends_with_the_input(run: Run) -> None:
    ran = run("study", lines="b\n\n")
    assert ran.code == 0
    assert "Question 1 of 2. Small [/nope]: The first topic" in ran.out
    assert "✗ wrong" in ran.out
    assert "1 question, 1 answer" in ran.out
    assert ran.err == ""


def test_study_when_a_topic_is_named_asks_only_that(run: Run) -> None:
    assert "Question 1 of 1. Small [/nope]: The second topic" in run("study", "small", "--topic", "two").out


@pytest.mark.parametrize("where", ["file", "folder"])
def test_study_when_a_deck_is_a_path_studies_that_deck(run: Run, tmp_path: Path, where: str) -> None:
    path = tmp_path / "elsewhere" / "mine.toml"
    path.parent.mkdir()
    path.write_text(MINE)
    ran = run("study", str(path if where == "file" else path.parent))
    assert "Question 1 of 1. Mine\n" in ran.out
    assert "Mine?" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["smal"], "there is no deck smal", "did you mean small?"),
        (["small", "--topic", "tow"], "there is no topic tow", "did you mean two?"),
        (["small", "--topic", "x"], "there is no topic x", "there are: one, two"),
        (["./gone.toml"], "gone.toml: there is no such file or folder", ""),
    ],
)
def test_study_when_there_is_no_such_deck_or_topic_says_what_there_is(
    run: Run, arguments: list[str], message: str, hint: str
) -> None:
    ran = run("study", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert message in ran.err
    assert f"hint: {hint}" in ran.err


def test_study_when_the_path_holds_a_broken_deck_points_to_check(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("[deck]\n")
    ran = run("study", str(path))
    assert ran.code == 2
    assert ran.err == f"error: {path}: the deck does not load\nhint: alliance-tutor check {path}\n"


def test_study_when_two_paths_hold_one_id_names_the_hidden_one(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(MINE)
    second.write_text(MINE)
    ran = run("study", str(first), str(second))
    assert ran.code == 2
    assert ran.err.startswith(f"error: {second}: the deck “mine” is hidden by {first}")


def test_study_when_nothing_is_due_offers_more(run: Run) -> None:
    run("study", lines="a\n4\n\n4\n")
    ran = run("study")
    assert ran.code == 0
    assert "Nothing is due" in ran.out


def test_study_when_today_is_over_asks_tomorrow_what_is_due_then(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("study", lines="a\n4\n\n3\n")
    assert json.loads(run("due", "--json").out)["due"] == 1
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", NOW.replace("23T19", "24T07"))
    tomorrow = json.loads(run("due", "--json").out)
    assert (tomorrow["study_day"], tomorrow["due"]) == ("2026-11-24", 1)
    ran = run("study", lines="\n4\n")
    assert "front" in ran.out
    assert [json.loads(line)["study_day"] for line in run("journal", "--json").out.splitlines()] == [
        "2026-11-23",
        "2026-11-23",
        "2026-11-24",
    ]


def test_bare_when_there_is_no_terminal_prints_help_and_exits_2(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "Usage: alliance-tutor" in ran.err
    assert "--plain" in ran.err


@pytest.mark.parametrize("way", ["option", "environment", "setting"])
def test_bare_when_lines_are_wanted_opens_the_numbered_home(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    home.mkdir()
    if way == "environment":
        monkeypatch.setenv("ALLIANCE_TUTOR_PLAIN", "1")
    if way == "setting":
        (home / "settings.toml").write_text("plain = true\n")
    ran = run(*(["--plain"] if way == "option" else []))
    assert ran.code == 0
    assert "1. Study all decks: 0 due, 2 new" in ran.out


def test_bare_when_at_a_terminal_opens_the_app(run: Run, opened: list[tuple[Any, ...]]) -> None:
    assert run().code == 0
    assert run("--home", "/somewhere").code == 0
    assert opened == [(None, (), None, "", None, None), ("/somewhere", (), None, "", None, None)]


def test_study_when_at_a_terminal_opens_the_app_at_the_first_question(
    run: Run, opened: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    run("study")
    run("study", "small", "small", "--topic", "one")
    run("study", str(path))
    assert opened == [
        (None, (), (), "", None, None),
        (None, (), ("small",), "one", None, None),
        (None, (path,), ("mine",), "", None, None),
    ]


@pytest.mark.parametrize("arguments", [["study", "--plain"], ["--plain", "study"], ["--plain"]])
def test_plain_when_at_a_terminal_opens_no_app(
    run: Run, opened: list[tuple[Any, ...]], arguments: list[str]
) -> None:
    assert run(*arguments).code == 0
    assert opened == []


@pytest.mark.parametrize("arguments", [[], ["study"]])
def test_terminal_when_dumb_opens_no_app(
    run: Run, opened: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert run(*arguments).code == 0
    assert opened == []


def test_plain_variable_when_zero_wants_nothing(
    run: Run, opened: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_PLAIN", "0")
    run("study")
    assert len(opened) == 1


def test_study_when_the_deck_vanishes_meanwhile_ends_cleanly(run: Run, home: Path) -> None:
    put(home, "mine.toml", MINE)
    assert run("study", "mine", lines="\n\n").code == 0
