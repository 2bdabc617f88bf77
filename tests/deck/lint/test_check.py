from pathlib import Path

from tests.deck.lint.conftest import TODAY

from alliance_tutor.deck.library import find, packaged_decks
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.collector import severity
from alliance_tutor.deck.lint.findings import Finding, Severity

DECK = '[deck]\nid = "{id}"\ntitle = "T"\n[[card]]\nid = "c"\nprompt = "p"\nanswer = "a"\n'


def test_the_shipped_decks_have_no_errors() -> None:
    report = check(find([], Path("/nowhere"), packaged_decks()), TODAY)
    assert [str(finding) for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert (report.decks, report.errors) == (3, 0)
    assert report.cards >= 75


def test_all_decks_are_checked_and_their_findings_sorted(tmp_path: Path) -> None:
    learner, package = tmp_path / "learner", tmp_path / "package"
    learner.mkdir()
    package.mkdir()
    (package / "history.toml").write_text(DECK.format(id="history"))
    (learner / "b.toml").write_text(DECK.format(id="history") + "x = 1\n")
    (learner / "a.toml").write_text(DECK.format(id="history"))
    (learner / "c.toml").write_text("\ufeff" + DECK.format(id="history"), encoding="utf-8")
    report = check(find([], learner, package), TODAY)
    assert [
        (Path(found.path).parent.name, Path(found.path).name, found.code) for found in report.findings
    ] == [
        ("learner", "a.toml", "Q149"),
        ("learner", "b.toml", "E120"),
        ("learner", "c.toml", "Q149"),
        ("learner", "c.toml", "W101"),
        ("learner", "c.toml", "W103"),
        ("package", "history.toml", "I101"),
        ("package", "history.toml", "Q149"),
    ]
    assert (report.decks, report.cards) == (4, 4)
    assert (report.errors, report.warnings, report.infos) == (1, 2, 4)


def test_nothing_to_check_is_nothing_found() -> None:
    report = check([], TODAY)
    assert (report.findings, report.decks, report.cards, report.errors) == ((), 0, 0, 0)


def test_every_code_says_what_it_means_and_how_grave_it_is() -> None:
    assert all(meaning.endswith(".") for meaning in CODES.values())
    assert list(CODES) == sorted(CODES, key=lambda code: ("EWI".index(code[0]), code))
    assert [severity(code) for code in ("E101", "W101", "I101")] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.INFO,
    ]


def test_a_finding_is_printed_as_editors_understand_it() -> None:
    finding = Finding("a.toml", 3, 7, Severity.ERROR, "E120", "no such key", "did you mean that?", "c")
    assert str(finding) == "a.toml:3:7: error E120 no such key"
