"""Versions of a paper: the same questions, told apart by their order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, paper

from alliance_tutor.deck.questions import Form
from alliance_tutor.study.versions import picked, remarks, versions

TEN = tuple(ask(f"d/c{number}") for number in range(10))
NAMES = ["A", "B", "C", "D"]


@given(st.integers(0, 999_999_999), st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
def test_every_version_holds_the_same_questions(seed: int, names: list[str]) -> None:
    drawn = picked("T", ALL_FORMS, seed)
    for version in versions(drawn, names):
        assert sorted(item.question.id for item in version.paper.items) == sorted(q.id for q in ALL_FORMS)
        assert version.paper.seed == seed
        for item in version.paper.items:
            shown = item.question.items if item.question.form is Form.ARRANGE else item.question.options
            assert sorted(item.order) == [*range(len(shown))]


@pytest.mark.parametrize("count", [3, 10])
@given(st.integers(0, 999_999))
def test_versions_when_there_are_orders_enough_differ_in_the_order_of_questions(
    count: int, seed: int
) -> None:
    found = versions(picked("T", TEN[:count], seed), NAMES)
    assert len({tuple(item.question.id for item in each.paper.items) for each in found}) == len(NAMES)


def test_version_a_and_the_one_without_a_name_are_as_drawn() -> None:
    drawn = paper(*ALL_FORMS)
    for name in ("A", ""):
        ((_, same),) = versions(drawn, [name])
        assert same == drawn


def test_version_when_printed_alone_is_the_same_as_beside_a() -> None:
    drawn = paper(*ALL_FORMS)
    assert versions(drawn, ["A", "B"])[1:] == versions(drawn, ["B"])


def test_versions_when_picked_keep_the_order_of_questions_and_shuffle_options() -> None:
    found = versions(picked("T", TEN, 7), ["A", "B"], in_order=True)
    assert {tuple(item.question for item in each.paper.items) for each in found} == {TEN}
    assert found[0].paper != found[1].paper


def test_versions_when_nothing_can_stand_differently_are_alike() -> None:
    fixed = replace(ask("d/a"), shuffle=False)
    first, second = versions(picked("T", [fixed], 7), ["A", "B"])
    assert first.paper == second.paper


def test_remarks_when_questions_are_siblings_or_give_an_answer_away_name_them() -> None:
    telling = replace(ask("d/tells"), prompt="Pyongyang is where?")
    asking = ask("d/asks", "short-answer")
    sisters = [ask("d/c#c1", "open"), ask("d/c#c2", "open")]
    assert remarks([telling, asking]) == ("of d/tells and d/asks one says the answer to the other",)
    assert remarks(sisters) == ("d/c#c1 and d/c#c2 are questions of one card",)
    assert remarks(TEN) == ()
