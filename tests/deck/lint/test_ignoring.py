"""What `ignore` takes away, and what is said of an `ignore` that takes nothing away."""

from pathlib import Path

import pytest
from tests.deck.lint.conftest import HEAD, WHOLE, Found, told

from alliance_tutor.deck.lint.findings import Severity

BARE = WHOLE.replace('level = "recall"\n', "")


def ignoring(*codes: str, deck: bool = False, card: str = BARE) -> str:
    listed = ", ".join(f'"{code}"' for code in codes)
    if deck:
        return HEAD.replace("sourced", f"ignore = [{listed}]\nsourced") + card
    return f'{HEAD}{card}ignore = [{listed}]\nreason = "…"\n'


@pytest.mark.parametrize("deck", [False, True])
def test_finding_when_ignored_is_not_listed(found: Found, deck: bool) -> None:
    assert told(found(HEAD + BARE)) == [("Q146", 12, 1)]
    assert found(ignoring("Q146", deck=deck)) == []


def test_finding_on_another_card_is_listed_all_the_same(found: Found) -> None:
    other = BARE.replace('"c"', '"other"').replace("When", "Where").replace("6 July 1961", "Moscow")
    assert told(found(ignoring("Q146") + other)) == [("Q146", 22, 1)]


def test_finding_of_another_code_is_listed_all_the_same(found: Found) -> None:
    assert told(found(ignoring("Q145"))) == [("Q146", 12, 1), ("I102", 20, 11)]


@pytest.mark.parametrize("deck", [False, True])
def test_code_that_finds_nothing_is_remarked_on_where_it_stands(found: Found, deck: bool) -> None:
    (remark,) = found(ignoring("Q146", "Q110", deck=deck))
    assert (remark.code, remark.severity) == ("I102", Severity.INFO)
    assert (remark.line, remark.column) == ((4, 19) if deck else (20, 19))
    assert remark.message == f"Q110 finds nothing {'in this deck' if deck else 'on this card'}"
    assert remark.card == ("" if deck else "c")


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("q110", "there is no code “q110”", "did you mean “Q110”?"),
        ("Q1100", "there is no code “Q1100”", "did you mean “Q110”?"),
        ("clang", "there is no code “clang”", "alliance-tutor guide rules lists all codes"),
        ("E120", "E120 cannot be ignored", "take it out, and mend what it finds"),
        ("W104", "W104 cannot be ignored", "take it out, and mend what it finds"),
    ],
)
def test_code_that_cannot_be_ignored_is_warned_of(found: Found, code: str, message: str, hint: str) -> None:
    (warning,) = found(ignoring("Q146", code))
    assert (warning.code, warning.severity, warning.line) == ("W104", Severity.WARNING, 20)
    assert (warning.message, warning.hint) == (message, hint)


@pytest.mark.parametrize("code", ["Q148", "Q160", "Q161", "Q162", "W101", "W103"])
def test_code_that_another_day_or_deck_decides_is_not_remarked_on(found: Found, code: str) -> None:
    assert found(ignoring(code, deck=True, card=WHOLE)) == []


def test_repetition_when_the_second_card_ignores_it_is_not_listed(found: Found) -> None:
    again = WHOLE.replace('"c"', '"again"')
    assert [each.code for each in found(HEAD + WHOLE + again)] == ["Q160"]
    assert found(HEAD + WHOLE + again + 'ignore = ["Q160"]\nreason = "Asked once more."\n') == []


def test_warning_of_structure_can_be_ignored_for_the_deck(found: Found) -> None:
    text = '[deck]\nid = "d"\ntitle = "D"\n'
    assert [each.code for each in found("\ufeff" + text)] == ["W101", "W102"]
    assert found(f'\ufeff{text}ignore = ["W101", "W102"]\n') == []


def test_hidden_deck_may_ignore_that_it_is_hidden(found: Found, tmp_path: Path) -> None:
    text = '[deck]\nid = "d"\ntitle = "D"\nignore = ["Q149"{}]\n[[card]]\nprompt = "a"\nanswer = "b"\n'
    assert [each.code for each in found(text.format(""), text.format(""))] == ["W103"]
    assert found(text.format(""), text.format(', "W103"')) == []
