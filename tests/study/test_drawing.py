from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.standing import Memory, Stage, Standing
from alliance_tutor.study.drawing import Drawn, Order, Wanted, draw, stock

DAY = 739_943


def ref(
    deck: str, card: str, topic: str = "", type: str = "basic", level: str = "", part: str = ""
) -> QuestionRef:
    return QuestionRef(f"{deck}/{card}{part}", deck, card, topic, type, level)


def seen(stability: float, last_day: int = DAY - 10) -> Standing:
    return Standing(Memory(Stage.REVIEW, 0, stability, 5.0, last_day, DAY, 0, 10, 3, 0))


REFS = [
    ref("h", "a", "old", "choice", "recall"),
    ref("h", "b", "old", "basic", "recall"),
    ref("h", "b", "old", "basic", "recall", part="#reverse"),
    ref("h", "c", "new", "date", "application"),
    ref("c", "a", "old", "choice", "understanding"),
]


def drawn(wanted: Wanted, standings: dict[str, Standing] | None = None, seed: int = 1) -> Drawn:
    return draw(REFS, standings or {}, DAY, wanted, Random(seed))


def test_one_question_of_a_card_is_drawn_and_the_stock_told() -> None:
    found = drawn(Wanted(items=10))
    assert found.available == 4
    assert sorted(id.partition("#")[0] for id in found.questions) == ["c/a", "h/a", "h/b", "h/c"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(decks=("c",)), {"c/a"}),
        (Wanted(topics=("new",)), {"h/c"}),
        (Wanted(topics=("new", "old"), decks=("c",)), {"c/a"}),
        (Wanted(types=("choice",)), {"h/a", "c/a"}),
        (Wanted(types=("choice", "date"), levels=("recall", "application")), {"h/a", "h/c"}),
        (Wanted(levels=("none",)), set()),
    ],
)
def test_only_what_is_wanted_is_drawn(wanted: Wanted, ids: set[str]) -> None:
    assert set(drawn(wanted).questions) == ids
    assert drawn(wanted).available == len(ids)


def test_no_more_than_wanted_are_drawn() -> None:
    assert len(drawn(Wanted(items=2)).questions) == 2
    assert drawn(Wanted(items=2)).available == 4
    assert drawn(Wanted(items=0)).questions == drawn(Wanted(items=-1)).questions == ()


def test_seed_decides_what_is_drawn_and_nothing_else_does() -> None:
    assert drawn(Wanted(), seed=7) == drawn(Wanted(), seed=7)
    assert len({drawn(Wanted(), seed=seed).questions for seed in range(40)}) > 10


def test_set_aside_is_not_drawn() -> None:
    standings = {
        "h/a": Standing(suspended=True),
        "h/b": Standing(buried_day=DAY),
        "h/c": Standing(buried_day=DAY - 1),
    }
    for seed in range(10):
        assert set(drawn(Wanted(), standings, seed).questions) == {"h/b#reverse", "h/c", "c/a"}


def test_sibling_of_what_was_answered_today_is_not_drawn() -> None:
    standings = {"h/b": seen(5, DAY)}
    for seed in range(10):
        assert set(drawn(Wanted(), standings, seed).questions) == {"h/a", "h/b", "h/c", "c/a"}


def test_least_retrievable_come_first_and_never_asked_last() -> None:
    standings = {"h/c": seen(20), "h/a": seen(2), "h/b": seen(9), "h/b#reverse": seen(300)}
    for seed in range(10):
        assert drawn(Wanted(order=Order.LIKELY_TO_FAIL), standings, seed).questions == (
            "h/a",
            "h/b",
            "h/c",
            "c/a",
        )
    assert drawn(Wanted(2, Order.LIKELY_TO_FAIL), standings).questions == ("h/a", "h/b")


def test_never_asked_are_mixed_among_themselves() -> None:
    orders = {drawn(Wanted(order=Order.LIKELY_TO_FAIL), seed=seed).questions for seed in range(40)}
    assert len(orders) > 10


def test_stock_tells_what_each_choice_would_leave() -> None:
    found = stock(REFS, {}, DAY, Wanted(decks=("h",), types=("basic", "choice")))
    assert found.available == 2
    assert found.decks == {"h": 2, "c": 1}
    assert found.topics == {"old": 2}
    assert found.types == {"choice": 1, "basic": 1, "date": 1}
    assert found.levels == {"recall": 2}


names = st.sampled_from(["a", "b", "c"])
refs = st.lists(
    st.builds(ref, names, names, names, names, names, st.sampled_from(["", "#reverse"])),
    max_size=20,
    unique_by=lambda each: each.id,
)
some = st.lists(names, max_size=2).map(tuple)
wishes = st.builds(Wanted, st.integers(0, 12), st.sampled_from(Order), some, some, some, some)
states = st.one_of(
    st.builds(seen, st.floats(0.1, 300), st.integers(DAY - 30, DAY)),
    st.builds(Standing, suspended=st.booleans(), buried_day=st.sampled_from([None, DAY, DAY - 1])),
)


@given(refs, st.dictionaries(st.builds("{}/{}".format, names, names), states), wishes, st.integers())
def test_draw_keeps_its_rules_whatever_the_standings(
    refs: list[QuestionRef], standings: dict[str, Standing], wanted: Wanted, seed: int
) -> None:
    found = draw(refs, standings, DAY, wanted, Random(seed))
    assert found == draw(iter(refs), standings, DAY, wanted, Random(seed))
    known = {each.id: each for each in refs}
    cards = [(known[id].deck, known[id].card) for id in found.questions]
    assert len(cards) == len(set(cards)) == min(wanted.items, found.available)
    for id in found.questions:
        standing = standings.get(id, Standing())
        assert not standing.suspended
        assert standing.buried_day != DAY
        assert not wanted.decks or known[id].deck in wanted.decks
        assert not wanted.topics or known[id].topic in wanted.topics
    assert stock(refs, standings, DAY, wanted).available == found.available
