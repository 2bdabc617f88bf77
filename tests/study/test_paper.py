from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.study.exams import ask

from alliance_tutor.deck.questions import Question
from alliance_tutor.study.blueprint import Blueprint, Cell, is_self_marked
from alliance_tutor.study.paper import SERIES, Lack, Paper, Unmet, draw, fresh_seed, lacks

MANY = [ask(f"d/{n}", topic="war" if n % 2 else "peace") for n in range(40)]


def blueprint(*cells: Cell, decks: tuple[str, ...] = ()) -> Blueprint:
    return Blueprint("Trial", decks, cells)


TEN = blueprint(Cell(10))


def ids(paper: Paper) -> list[str]:
    return [item.question.id for item in paper.items]


def saying(id: str, prompt: str, answer: str, type: str = "short-answer") -> Question:
    return replace(ask(id, type), prompt=prompt, answer=answer)


def test_same_seed_gives_the_same_paper_whatever_the_order_of_the_decks() -> None:
    paper = draw(TEN, MANY, 4711)
    assert draw(TEN, reversed(MANY), 4711) == paper
    assert draw(TEN, [*MANY, ask("d/open", "open")], 4711) == paper
    assert ids(draw(TEN, MANY, 4721)) != ids(paper)
    assert len(set(ids(paper))) == 10


def test_paper_of_a_seed_stays_what_it_was() -> None:
    items = draw(blueprint(Cell(4)), MANY, 4711).items
    assert [(item.question.id, item.order) for item in items] == [
        ("d/32", (0, 1, 2)),
        ("d/8", (2, 1, 0)),
        ("d/1", (2, 1, 0)),
        ("d/10", (0, 2, 1)),
    ]


def test_seeds_of_a_series_repeat_nothing_while_there_is_something_else() -> None:
    papers = [draw(TEN, MANY, 4710 + number) for number in range(4)]
    assert Counter(id for paper in papers for id in ids(paper)) == {question.id: 1 for question in MANY}
    later = [draw(TEN, MANY, 4710 + number) for number in range(4, SERIES)]
    counts = Counter(id for paper in [*papers, *later] for id in ids(paper))
    assert set(counts.values()) == {2, 3}


def test_sibling_of_what_was_asked_comes_last() -> None:
    twins = [ask("d/a#c1", "typed"), ask("d/a#c2", "typed"), *MANY[:3]]
    one = blueprint(Cell(1))
    for series in range(10):
        cards = [draw(one, twins, series * SERIES + number).items[0].question.ref.card for number in range(4)]
        assert len(set(cards)) == 4


def test_fresh_seed_follows_the_latest() -> None:
    first = draw(TEN, MANY, 4710)
    earlier = [(4710, ids(first))]
    seed = fresh_seed(TEN, MANY, earlier, Random(1))
    assert seed == 4711
    assert not set(ids(draw(TEN, MANY, seed))) & set(ids(first))
    assert fresh_seed(TEN, MANY, [], Random(1)) == fresh_seed(TEN, MANY, [], Random(1))


def test_fresh_seed_shuns_what_other_papers_asked() -> None:
    everything_of_war = [(17, [question.id for question in MANY if question.ref.topic == "war"])]
    few = blueprint(Cell(2))
    for number in range(5):
        seed = fresh_seed(few, MANY, everything_of_war, Random(number))
        assert {item.question.ref.topic for item in draw(few, MANY, seed).items} == {"peace"}


def test_one_question_of_a_card_comes() -> None:
    questions = [ask("d/a#c1", "typed"), ask("d/a#c2", "typed"), ask("d/b")]
    paper = draw(blueprint(Cell(2)), questions, 1)
    assert len({item.question.ref.card for item in paper.items}) == 2
    [lack] = lacks(blueprint(Cell(3)), questions)
    assert (lack.found, lack.there, lack.missing, lack.barred) == (2, 2, 1, 0)


@pytest.mark.parametrize(
    ("asking", "asked"),
    [
        (saying("d/a", "Who met in *Vladivostok* in 2019?", "Kim"), saying("d/b", "Where?", "Vladivostok")),
        (
            saying("d/a", "Who met on 25 April 2019?", "Kim"),
            saying("d/b", "When?", "25 April 2019", "date"),
        ),
        (
            saying("d/a", "Who came to PYONGYANG?", "Putin"),
            replace(saying("d/b", "Where?", "the capital"), accept=("Pyongyang",)),
        ),
    ],
)
def test_question_that_says_the_answer_to_another_does_not_come_with_it(
    asking: Question, asked: Question
) -> None:
    for seed in range(5):
        [lack] = lacks(blueprint(Cell(2)), [asking, asked], seed)
        assert (lack.found, lack.missing, lack.barred) == (1, 1, 1)
        paper = draw(blueprint(Cell(2)), [asking, asked, ask("d/c")], seed)
        assert not {asking.id, asked.id} <= set(ids(paper))


@pytest.mark.parametrize(
    ("asking", "asked"),
    [
        (saying("d/a", "Is it True?", "Kim"), ask("d/b", "true-false")),
        (saying("d/a", "Who came to Vladivostok?", "Kim"), saying("d/b", "Where?", "Vlad")),
        (saying("d/a", "China or Russia?", "Kim"), saying("d/b", "Russia or China?", "China")),
    ],
)
def test_question_that_tells_nothing_of_another_may_come_with_it(asking: Question, asked: Question) -> None:
    assert lacks(blueprint(Cell(2)), [asking, asked]) == ()


def test_give_aways_leave_the_cells_as_full_as_they_can_be() -> None:
    # Whoever takes the teller first has too few for the cell of the told.
    teller = saying("d/t", "Alpha Beta Gamma Delta", "nothing")
    told = [
        replace(saying(f"d/{n}", "Which?", name), ref=ask(f"d/{n}", topic="told").ref)
        for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta"))
    ]
    others = [ask(f"d/o{n}") for n in range(2)]
    wanted = blueprint(Cell(4, topic="told"), Cell(2, topic="war"))
    for seed in range(0, 200, SERIES):
        assert len(draw(wanted, [teller, *told, *others], seed).items) == 6


def test_cell_that_was_left_short_is_filled_first() -> None:
    names = [f"Name{n}" for n in range(10)]
    told = [
        replace(saying(f"d/{name.lower()}", "Which?", name), ref=ask(f"d/{name.lower()}", topic="told").ref)
        for name in names
    ]
    tellers = [saying(f"d/t{n}", f"What of {name}?", "nothing") for n, name in enumerate(names)]
    wanted = blueprint(Cell(10, topic="told"), Cell(2, topic="war"))
    questions = [*told, *tellers, ask("d/x"), ask("d/y")]
    for seed in range(0, 100, SERIES):
        assert len(draw(wanted, questions, seed).items) == 12


def test_overlapping_cells_share_what_there_is() -> None:
    questions = [ask("d/a", level="recall"), ask("d/b", level="application"), ask("d/c", topic="x")]
    wanted = blueprint(Cell(1), Cell(1, topic="war"), Cell(1, topic="war", level="recall"))
    for seed in range(20):
        paper = draw(wanted, questions, seed * SERIES)
        assert sorted((item.question.id, item.cell) for item in paper.items) == [
            ("d/a", 2),
            ("d/b", 1),
            ("d/c", 0),
        ]


def test_blueprint_that_cannot_be_met_says_what_it_lacks() -> None:
    wanted = blueprint(Cell(3, topic="war"), Cell(30, "d", "peace", "recall", "choice"), Cell(1, type="open"))
    with pytest.raises(Unmet) as fault:
        draw(wanted, MANY, 1)
    assert fault.value.lacks == (Lack(wanted.cells[1], 20, 20, 0), Lack(wanted.cells[2], 0, 0, 0))
    assert fault.value.message == (
        "too few questions: deck d, topic peace, level recall, type choice: 30 wanted, 20 found; "
        "type open: 1 wanted, 0 found"
    )
    assert Unmet(fault.value.lacks, lambda cell: cell.type).message == (
        "too few questions: choice: 30 wanted, 20 found; open: 1 wanted, 0 found"
    )
    assert Unmet([Lack(Cell(3), 1, 3, 2)]).message == (
        "too few questions: any kind: 3 wanted, 1 found (2 more say the answer to another)"
    )
    assert lacks(blueprint(Cell(41)), MANY)[0].missing == 1
    assert lacks(blueprint(Cell(1), decks=("e",)), MANY)[0].there == 0


cells = st.builds(
    Cell,
    st.integers(0, 3),
    topic=st.sampled_from(["", "a", "b"]),
    level=st.sampled_from(["", "x", "y"]),
    type=st.sampled_from(["", "choice", "open", "basic"]),
)
names = st.sampled_from(["Moscow", "Pyongyang", "Beijing", "1961"])
kinds = st.tuples(
    st.sampled_from(["choice", "open", "basic", "short-answer"]),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["x", "y"]),
    names,
    names,
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(cells, min_size=1, max_size=4), st.lists(kinds, max_size=12), st.integers(-5, 40))
def test_paper_keeps_every_promise(
    cells: list[Cell], kinds: list[tuple[str, str, str, str, str, bool]], seed: int
) -> None:
    questions = []
    for n, (type, topic, level, named, answer, twin) in enumerate(kinds):
        one = ask(f"d/{n}", type, topic, level)
        questions.append(replace(one, prompt=f"What of {named} in {n}?", answer=answer))
        if twin:
            questions.append(replace(questions[-1], ref=one.ref._replace(id=f"d/{n}#reverse")))
    wanted = blueprint(*cells)
    lacking = lacks(wanted, questions, seed)
    for lack in lacking:
        assert 0 <= lack.found < lack.cell.items
        assert lack.found + lack.barred <= lack.there
    if lacking:
        with pytest.raises(Unmet):
            draw(wanted, questions, seed)
        return
    paper = draw(wanted, questions, seed)
    assert draw(wanted, reversed(questions), seed) == paper
    assert [sum(item.cell == place for item in paper.items) for place in range(len(cells))] == [
        cell.items for cell in cells
    ]
    assert all(item.cell in _places(cells, item.question) for item in paper.items)
    assert len({item.question.ref.card for item in paper.items}) == len(paper.items)
    for one, other in combinations([item.question for item in paper.items], 2):
        for asking, asked in ((one, other), (other, one)):
            told = f" {asked.answer} " in asking.prompt and f" {asked.answer} " not in asked.prompt
            assert not told


@settings(deadline=None, max_examples=50)
@given(st.lists(cells, min_size=1, max_size=3), st.lists(kinds, max_size=8))
def test_cells_are_as_full_as_any_choice_could_make_them(
    cells: list[Cell], kinds: list[tuple[str, str, str, str, str, bool]]
) -> None:
    questions = [ask(f"d/{n}", *kind[:3]) for n, kind in enumerate(kinds)]
    missing = sum(lack.missing for lack in lacks(blueprint(*cells), questions))
    assert sum(cell.items for cell in cells) - missing == best(cells, questions)


def best(cells: list[Cell], questions: list[Question]) -> int:
    """How many seats can be filled, by trying all ways."""
    if not questions:
        return 0
    first, *rest = questions
    found = best(cells, rest)
    for place in _places(cells, first):
        cell = cells[place]
        if cell.items:
            fewer = [*cells[:place], cell._replace(items=cell.items - 1), *cells[place + 1 :]]
            found = max(found, 1 + best(fewer, rest))
    return found


def _places(cells: Sequence[Cell], question: Question) -> tuple[int, ...]:
    return blueprint(*cells).places(question.ref, self_marked=is_self_marked(question))
