"""`check`."""

import json
from pathlib import Path

from tests.cli.conftest import Run, put

BROKEN = '[deck]\nid = "mine"\ntitle = "Mine"\n[[card]]\nprompt = "a\\u001b"\nanswr = "!"\n'
BARE = '[deck]\nid = "mine"\ntitle = "Mine"\n'


def test_check_when_all_is_well_says_so_on_stderr(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 deck, 2 cards: 0 errors, 0 warnings, 0 remarks\n"


def test_check_when_a_deck_has_faults_prints_each_with_its_place_and_hint(run: Run, home: Path) -> None:
    path = put(home, "mine.toml", BROKEN)
    ran = run("check")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert any(line.startswith(f"{path}:6:1: error E120 ") for line in lines)
    assert any(line.startswith(f"{path}:5:") and "E105" in line for line in lines)
    assert any(line.startswith("  hint: did you mean") and "answer" in line for line in lines)
    assert ran.err.startswith("2 decks, ")


def test_check_json_holds_the_documented_keys(run: Run, home: Path) -> None:
    path = put(home, "mine.toml", BROKEN)
    ran = run("check", "--json", str(path))
    report = json.loads(ran.out)
    assert ran.code == 1
    assert list(report) == ["findings", "decks", "cards", "errors", "warnings", "infos"]
    keys = ["path", "line", "column", "severity", "code", "message", "hint", "card"]
    assert all(list(finding) == keys for finding in report["findings"])
    assert {finding["path"] for finding in report["findings"]} == {str(path)}
    assert report["errors"] == len(report["findings"])
    assert ran.err == ""


def test_check_when_only_warned_fails_only_if_strict(run: Run, home: Path) -> None:
    path = str(put(home, "mine.toml", BARE))
    assert run("check", path).code == 0
    strict = run("check", path, "--strict")
    assert strict.code == 1
    assert "warning W102" in strict.out


def test_check_when_a_path_is_named_reads_only_that(run: Run, home: Path) -> None:
    put(home, "mine.toml", BROKEN)
    good = put(home, "good.toml", BARE)
    assert json.loads(run("check", "--json", str(good)).out)["decks"] == 1
    assert json.loads(run("check", "--json", str(good.parent)).out)["decks"] == 2


def test_check_when_a_path_does_not_exist_is_a_usage_fault(run: Run) -> None:
    ran = run("check", "no/such.toml")
    assert ran.code == 2
    assert ran.err.startswith(f"error: {Path('no/such.toml')}: ")
    assert "\nhint: " in ran.err


def test_check_when_the_journal_is_garbage_does_not_look_at_it(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_text("garbage")
    assert run("check").code == 0
