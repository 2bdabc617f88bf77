"""An exam's parts: what they are made of, how questions are shared out, what there is for each."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Stock
from alliance_tutor.study.exam_parts import apportioned, cells_of, counted
from alliance_tutor.study.exam_wish import Split

STOCK = Stock(
    marked=(
        Cell(6, "h", "war", "recall", "choice"),
        Cell(3, "h", "early", "", "cloze"),
        Cell(1, "c", "war", "application", "choice"),
        Cell(2, "c", "", "recall", "date"),
    ),
    own=(Cell(4, "h", "war", "recall", "basic"), Cell(5, "h", "early", "recall", "cloze")),
)
TOPICS = {("h", "early"): 0, ("h", "war"): 1, ("c", "war"): 2}
ALL = Blueprint("", (), ())


def parts(split: Split, blueprint: Blueprint = ALL) -> list[Cell]:
    return list(cells_of(split, blueprint, STOCK, TOPICS))


def test_nothing_is_one_part_of_all() -> None:
    assert parts(Split.NOTHING) == [Cell(12)]


def test_topics_come_in_teaching_order_with_the_unnamed_last() -> None:
    cells = [Cell(3, "h", "early"), Cell(6, "h", "war"), Cell(1, "c", "war"), Cell(2, "c")]
    assert parts(Split.TOPIC) == cells


def test_levels_come_as_they_ask_more_with_the_unnamed_last() -> None:
    assert parts(Split.LEVEL) == [Cell(8, level="recall"), Cell(1, level="application"), Cell(3)]


def test_types_and_topics_with_levels_are_parts_too() -> None:
    assert parts(Split.TYPE) == [Cell(7, type="choice"), Cell(3, type="cloze"), Cell(2, type="date")]
    assert parts(Split.TOPIC_LEVEL)[:2] == [Cell(3, "h", "early"), Cell(6, "h", "war", "recall")]


def test_parts_are_of_the_decks_and_topics_that_are_wanted() -> None:
    assert parts(Split.TOPIC, ALL._replace(decks=("c",))) == [Cell(1, "c", "war"), Cell(2, "c")]
    assert parts(Split.TOPIC, ALL._replace(topics=("early",))) == [Cell(3, "h", "early")]
    assert parts(Split.TOPIC, ALL._replace(decks=("x",))) == [Cell(0)]


def test_what_the_learner_marks_makes_parts_only_if_it_is_wanted() -> None:
    wanted = parts(Split.TYPE, ALL._replace(self_marked=SelfMarked.ALSO))
    assert wanted == [
        Cell(7, type="choice"),
        Cell(8, type="cloze"),
        Cell(2, type="date"),
        Cell(4, type="basic"),
    ]


def test_questions_are_shared_out_by_weight_the_largest_remainders_first() -> None:
    shared = apportioned((Cell(6, "a"), Cell(3, "b"), Cell(1, "c")), 5)
    assert shared == (Cell(3, "a"), Cell(2, "b"), Cell(0, "c"))
    assert apportioned((Cell(0, "a"), Cell(0, "b")), 3) == (Cell(2, "a"), Cell(1, "b"))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 60))
def test_shares_add_up_and_ask_no_part_for_more_than_it_has(weights: list[int], items: int) -> None:
    shares = [cell.items for cell in apportioned([Cell(each) for each in weights], items)]
    assert sum(shares) == items
    if items <= sum(weights):
        assert all(share <= weight for share, weight in zip(shares, weights, strict=True))


NAMES = st.sampled_from(["", "a", "b"])
KINDS = st.builds(Cell, st.integers(1, 5), st.sampled_from("dh"), NAMES, NAMES, st.sampled_from("pq"))
CELLS = st.builds(Cell, st.integers(0, 3), NAMES, NAMES, NAMES, st.sampled_from(["", "p", "q"]))


@given(
    st.lists(CELLS, max_size=5),
    st.lists(KINDS, max_size=6, unique_by=lambda kind: kind[1:]),
    st.lists(KINDS, max_size=6, unique_by=lambda kind: kind[1:]),
    st.sampled_from(SelfMarked),
    st.sampled_from([(), ("d",)]),
    st.sampled_from([(), ("a",)]),
)
def test_what_there_is_for_each_part_is_what_drawing_would_find(
    cells: list[Cell],
    marked: list[Cell],
    own: list[Cell],
    self_marked: SelfMarked,
    decks: tuple[str, ...],
    topics: tuple[str, ...],
) -> None:
    blueprint = Blueprint("", decks, tuple(cells), topics, self_marked)
    there, total = [0] * len(cells), 0
    for kind, mine in (*((each, False) for each in marked), *((each, True) for each in own)):
        ref = QuestionRef("x", kind.deck, "x", kind.topic, kind.type, kind.level)
        places = blueprint.places(ref, self_marked=mine)
        for place in places:
            there[place] += kind.items
        total += kind.items if any(cells[place].items for place in places) else 0
    assert counted(blueprint, Stock(tuple(marked), tuple(own))) == (tuple(there), total)
