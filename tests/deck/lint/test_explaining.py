"""What is said of each code, and that the examples are what they are said to be."""

import re

import pytest
from tests.deck.lint.conftest import Found

from alliance_tutor import guide
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.explaining import TITLE, explain, explanation, page
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules import RULES
from alliance_tutor.errors import UsageError

OF_DECKS = {"Q111", "Q131", "Q149"}
HEAD = '[deck]\nid = "d"\ntitle = "D"\nsourced = {}\n'
HANDBOOK = '[[source]]\nid = "handbook"\ntitle = "A handbook"\n'


def wrapped(code: str, example: str) -> str:
    """An example as a deck of its own."""
    source = HANDBOOK if "handbook" in example else ""
    return HEAD.format(str(RULES[code].sourced).lower()) + source + example + "\n"


@pytest.mark.parametrize("code", sorted(RULES.keys() - OF_DECKS))
def test_bad_example_is_found_by_its_rule_and_the_good_one_is_not(found: Found, code: str) -> None:
    told = explanation(code)
    bad = [each for each in found(wrapped(code, told.bad)) if each.code == code]
    assert bad, "the bad example is not found"
    if RULES[code].severity is not Severity.INFO:
        assert any(each.severity is not Severity.INFO for each in bad)
    good = found(wrapped(code, told.good))
    assert code not in [each.code for each in good]
    assert [str(each) for each in good if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", sorted(RULES.keys() - OF_DECKS - {"Q181", "Q182", "Q184", "Q180"}))
def test_good_example_when_checked_has_no_warning_of_another_rule(found: Found, code: str) -> None:
    findings = found(wrapped(code, explanation(code).good))
    assert [
        str(each) for each in findings if each.severity is not Severity.INFO and each.code != "Q141"
    ] == []


@pytest.mark.parametrize("code", sorted(OF_DECKS))
def test_example_of_a_whole_deck_is_told_in_words(code: str) -> None:
    told = explanation(code)
    assert not told.bad.startswith("[")
    assert told.bad.endswith(".")
    assert told.good.endswith(".")


@pytest.mark.parametrize("code", sorted(RULES))
def test_explanation_when_printed_says_why_on_what_it_rests_and_how_it_looks(code: str) -> None:
    told, rule = explanation(code), RULES[code]
    text = explain(code.lower())
    for part in (f"# {code}\n", "\nBad:", "\nGood:", told.bad, told.good):
        assert part in text
    assert bool(told.studies) is bool(told.evidence)
    line = " ".join(text.split())
    for part in (rule.meaning, f"Why: {rule.why}", *told.studies, told.evidence or "rests on no study"):
        assert part in line


@pytest.mark.parametrize("code", sorted(CODES))
def test_code_of_the_structure_when_explained_says_its_meaning(code: str) -> None:
    assert explain(code) == f"# {code}\n\n{CODES[code]}\n"


def test_code_that_there_is_not_is_a_fault_with_the_near_one() -> None:
    with pytest.raises(UsageError) as fault:
        explain("Q1100")
    assert fault.value.hint == "did you mean “Q110”?"


def test_guides_page_says_of_every_rule_what_explain_prints() -> None:
    text = page()
    assert guide.read("rules") == text
    assert text.startswith(f"# {TITLE}\n")
    assert re.findall(r"^### (Q\d+)$", text, re.MULTILINE) == list(RULES)
    for code in RULES:
        assert explain(code).removeprefix(f"# {code}\n") in text
    rows = re.findall(r"^\| ([EWI]\d+) \| (.+) \|$", text, re.MULTILINE)
    assert {code: f"{meaning}." for code, meaning in rows} == CODES
