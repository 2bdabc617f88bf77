"""The rules that judge words are right often enough to be kept on."""

import pytest
from tests.deck.lint.measure import CODES, measure


def test_every_rule_that_judges_words_has_a_corpus() -> None:
    assert CODES == ["Q110", "Q142", "Q147", "Q160", "Q161", "Q162"]


@pytest.mark.parametrize("code", CODES)
def test_rule_is_seldom_wrong_and_finds_most(code: str) -> None:
    measured = measure(code)
    assert len(measured.flawed) >= 10
    assert len(measured.clean) >= 20
    assert measured.precision >= 0.9
    assert measured.recall >= 0.7


@pytest.mark.parametrize("code", CODES)
def test_rule_finds_what_it_is_known_to_find_and_nothing_clean(code: str) -> None:
    measured = measure(code)
    assert measured.found & measured.clean == set()
    assert {card for card in measured.flawed - measured.found if card[1].startswith("bad-")} == set()
