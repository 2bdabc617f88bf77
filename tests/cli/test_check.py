"""`check`."""

import json
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Run, put

BROKEN = '[deck]\nid = "mine"\ntitle = "Mine"\n[[card]]\nprompt = "a\\u001b"\nanswr = "!"\n'
CARD = """\
[deck]
id = "mine"
title = "Mine"
[[source]]
id = "s"
title = "S"
[[card]]
id = "c"
prompt = "When was the treaty signed?"
answer = "6 July 1961"
explanation = "Five days before the one with China."
sources = ["s"]
status = "documented"
level = "recall"
"""
SOURCED = CARD.replace('title = "Mine"', 'title = "Mine"\nsourced = true')
BARE = '[deck]\nid = "mine"\ntitle = "Mine"\n'


def test_check_when_all_is_well_says_so_on_stderr(run: Run, home: Path) -> None:
    ran = run("check", str(put(home, "mine.toml", SOURCED)))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 deck, 1 card: 0 errors, 0 warnings, 0 remarks\n"


def test_check_when_a_deck_is_not_sourced_makes_one_remark_of_it(run: Run, home: Path) -> None:
    ran = run("check", "--strict", str(put(home, "mine.toml", CARD)))
    assert (ran.code, ran.out.count("info Q149"), len(ran.out.splitlines())) == (0, 1, 2)
    assert ran.err == "1 deck, 1 card: 0 errors, 0 warnings, 1 remark\n"


def test_check_when_a_rule_is_broken_says_where_and_how_gravely(run: Run, home: Path) -> None:
    again = CARD[CARD.index("[[card]]") :].replace('"c"', '"d"')
    path = put(home, "mine.toml", CARD + again)
    ran = run("check", "--json", str(path))
    report = json.loads(ran.out)
    (error,) = (each for each in report["findings"] if each["severity"] == "error")
    assert ran.code == 1
    assert (report["errors"], report["warnings"], report["infos"]) == (1, 0, 1)
    assert (error["code"], error["path"], error["line"], error["column"]) == ("Q160", str(path), 17, 1)
    assert (error["card"], error["message"]) == ("d", "asks the same as the card “c” on line 7")
    assert error["hint"]


@pytest.mark.parametrize(
    ("now", "remarks"), [("2027-02-28T23:00:00+01:00", 0), ("2027-03-02T00:30:00+01:00", 1)]
)
def test_check_when_it_counts_days_goes_by_the_clock_that_is_set(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, now: str, remarks: int
) -> None:
    path = put(home, "mine.toml", SOURCED + "as_of = 2026-03-01\n")
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", now)
    ran = run("check", str(path))
    assert ran.out.count("info Q148") == remarks


def test_check_when_the_clock_cannot_be_set_is_a_usage_fault(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", "tomorrow")
    ran = run("check")
    assert ran.code == 2
    assert "ALLIANCE_TUTOR_NOW" in ran.err


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


def test_check_when_asked_to_explain_prints_the_rule_and_reads_no_deck(run: Run, home: Path) -> None:
    put(home, "mine.toml", BROKEN)
    ran = run("check", "--explain", "q110")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Q110\n")
    assert "PMC10711986" in ran.out
    assert ran.out.count("```toml") == 2


def test_check_when_asked_to_explain_what_is_not_is_a_usage_fault(run: Run) -> None:
    ran = run("check", "--explain", "Q1100")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean “Q110”?" in ran.err


def test_codes_are_completed_with_what_they_mean() -> None:
    from alliance_tutor.cli.check import _complete_code, check

    context = click.Context(check)
    (item,) = _complete_code(context, check.params[0], "q110")
    assert (item.value, item.help) == ("Q110", "The answer is much longer than every wrong option.")
    assert {each.value for each in _complete_code(context, check.params[0], "")} >= {
        "E101",
        "W101",
        "I101",
        "Q184",
    }


def test_check_for_github_prints_a_command_a_finding(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a, b.toml").write_text(
        '[deck]\nid = "mine"\ntitle = "100 %"\n[[card]]\nprompt = "a"\nanswr = 1\n'
    )
    ran = run("check", "--format", "github", "a, b.toml")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert all(line.startswith("::error file=a%2C b.toml,line=") for line in lines)
    assert lines[0].startswith(
        "::error file=a%2C b.toml,line=4,col=1,title=E123::`answer` is missing (write answer"
    )
    assert lines[1].startswith("::error file=a%2C b.toml,line=6,col=1,title=E120::")


def test_check_for_github_escapes_what_its_commands_use(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(
        home, "mine.toml", CARD.replace("“", "").replace('answer = "6 July 1961"', 'answer = "50 %, at: x"')
    )
    again = CARD[CARD.index("[[card]]") :].replace('"c"', '"d"').replace("6 July 1961", "60 %: y")
    path.write_text(path.read_text() + again)
    ran = run("check", "--format", "github", str(path))
    (error,) = (line for line in ran.out.splitlines() if line.startswith("::error"))
    fields, _, message = error.removeprefix("::error ").partition("::")
    assert fields == f"file={path},line=17,col=1,title=Q161".replace(":", "%3A")
    assert "“50 %25, at: x”" in message
    assert "title=Q149::" in ran.out
    assert "::notice " in ran.out


def test_check_json_is_the_same_by_either_name(run: Run, home: Path) -> None:
    path = str(put(home, "mine.toml", BARE))
    assert run("check", "--format", "json", path).out == run("check", "--json", path).out


def test_check_when_told_to_fix_mends_says_so_and_checks_again(run: Run, home: Path) -> None:
    path = put(home, "mine.toml", CARD.replace("[[card]]", "[card]"))
    ran = run("check", "--fix", str(path))
    assert ran.code == 0
    assert "E114" not in ran.out
    assert ran.err.splitlines()[:2] == [f"{path}:7: fixed E114: the header is [[card]]", "1 finding fixed"]
    assert path.read_text() == CARD


def test_check_when_told_to_fix_leaves_shipped_decks_alone(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "history.toml").write_text("\ufeff" + CARD, encoding="utf-8")
    monkeypatch.setattr("alliance_tutor.deck.library.packaged_decks", lambda: tmp_path)
    for arguments in ((), (str(tmp_path / "history.toml"),)):
        ran = run("check", "--fix", *arguments)
        assert "0 findings fixed" in ran.err
        assert "history.toml: a shipped deck is left as it is" in ran.err
        assert "warning W101" in ran.out
