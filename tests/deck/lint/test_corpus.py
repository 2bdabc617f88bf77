"""Every rule is measured; those that warn are right often enough to be kept on."""

import pytest
from tests.deck.lint.measure import Measured, everything

from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules import RULES

STRUCTURE = {"Q183"}
"""Rules that are exact: a count is wrong or right, and their own tests say so."""


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    """All rules on their corpora."""
    return {each.code: each for each in everything()}


def test_every_rule_has_a_corpus(measured: dict[str, Measured]) -> None:
    assert RULES.keys() - measured.keys() == STRUCTURE


@pytest.mark.parametrize("code", sorted(RULES.keys() - STRUCTURE))
def test_rule_is_seldom_wrong_and_finds_most(measured: dict[str, Measured], code: str) -> None:
    rule = measured[code]
    assert len(rule.flawed) >= 10
    assert len(rule.clean) >= 20
    assert rule.recall >= 0.8
    if RULES[code].severity is not Severity.INFO:
        assert rule.precision >= 0.9


@pytest.mark.parametrize("code", sorted(RULES.keys() - STRUCTURE))
def test_rule_finds_all_that_is_not_marked_as_missed(measured: dict[str, Measured], code: str) -> None:
    rule = measured[code]
    assert {each for each in rule.flawed - rule.found if "missed-" not in each[1]} == set()
