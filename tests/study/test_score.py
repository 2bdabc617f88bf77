from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.study.exams import ALL_FORMS, ask, begun, handed_in, paper, right, wrong
from tests.study.ledger import PaperLedger

from alliance_tutor.deck.questions import Question
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.blueprint import Cell, Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.responses import Picked, Response, Ticked, Typed
from alliance_tutor.study.score import Score, Tally, effective, reached, score, wilson

PLAIN = Terms()


def came_to(
    *given: tuple[Question, Response | None, int], terms: Terms = PLAIN, share: float | None = None
) -> Score:
    """The score of an exam of these questions with their answers and certainties, all of it done."""
    attempt = begun(PaperLedger(), *(question for question, _, _ in given), terms=terms)
    for number, (_, response, certainty) in enumerate(given, 1):
        attempt.go_to(number)
        attempt.answer(response)
        if certainty:
            attempt.be_sure(certainty)
    return score(handed_in(attempt, share=share).progress)


def half(id: str, points: float = 1) -> tuple[Question, Response, int]:
    """A question, answered half right."""
    return ask(id, "multiple-response", points=points), Ticked(frozenset({0})), 0


def test_score_is_credit_times_points() -> None:
    found = came_to(
        (ask("d/a", points=2), Picked(0), 0),
        (ask("d/b", points=0.5), Picked(1), 0),
        half("d/c", 3),
        (ask("d/e"), None, 0),
    )
    assert (found.points, found.most, found.answered, found.right) == (3.5, 6.5, 3, 1)
    assert found.share == found.credit == pytest.approx(3.5 / 6.5)
    assert (found.passed, found.predicted, found.difference, found.sureness) == (None, None, None, None)
    assert [(answer.points, answer.credit, answer.blank) for answer in found.answers] == [
        *((2, 1, False), (0, 0, False), (1.5, 0.5, False), (0, 0, True))
    ]


def test_wrong_answers_may_cost_points_and_open_ones_do_not() -> None:
    quarter = Terms(negative=0.25)
    found = came_to(
        (ask("d/a", points=2), Picked(0), 0),
        (ask("d/b", points=2), Picked(1), 0),
        (ask("d/c"), None, 0),
        half("d/e"),
        terms=quarter,
    )
    assert (found.points, found.most) == (2 - 0.5 + 0.5, 6)
    assert found.share == pytest.approx(2 / 6)
    assert found.credit == pytest.approx(2.5 / 6)
    assert found.topics == (Tally("d", "war", 4, 1, 2.0, 6),)
    sunk = came_to((ask("d/a"), Picked(1), 0), terms=quarter)
    assert (sunk.points, sunk.share, sunk.topics[0].share) == (-0.25, 0, -0.25)


def test_what_the_learner_marks_costs_nothing_and_is_counted_apart() -> None:
    attempt = begun(
        PaperLedger(), ask("d/a", "basic", points=3), ask("d/o", "open"), ask("d/c"), terms=Terms(negative=1)
    )
    handed_in(attempt, Typed("x"), Typed("y"), Picked(0))
    assert (score(attempt.progress).points, score(attempt.progress).self_points) == (1, 0)
    attempt.mark(1, 0.5)
    attempt.mark(2, 0)
    found = score(attempt.progress)
    assert (found.points, found.most, found.self_points, found.self_most) == (2.5, 5, 1.5, 4)


@pytest.mark.parametrize(("cut", "passed"), [(50, True), (50.1, False), (0, True), (100, False)])
def test_cut_score_is_a_percentage_of_the_points(cut: float, passed: bool) -> None:
    found = came_to((ask("d/a"), Picked(0), 0), (ask("d/b"), Picked(1), 0), terms=Terms(cut_score=cut))
    assert found.passed is passed


def test_cut_score_is_reached_in_spite_of_rounding() -> None:
    assert all(reached(right / 100, right) for right in range(101))
    assert not reached(0.5699, 57)


def test_prediction_is_compared_with_what_was_reached() -> None:
    found = came_to((ask("d/a"), Picked(0), 0), (ask("d/b"), Picked(1), 0), share=0.8)
    assert found.predicted == 0.8
    assert found.difference == pytest.approx(0.3)


def test_questions_worth_nothing_have_no_share() -> None:
    found = came_to((ask("d/a", points=0), Picked(0), 0), terms=Terms(cut_score=50), share=0.5)
    assert (found.share, found.credit, found.passed, found.difference) == (None, None, None, None)
    assert (found.low, found.high) == (0, 1)


def test_marks_by_certainty_are_moodles() -> None:
    sure = Terms(certainty=True)
    found = came_to(
        (ask("d/a"), Picked(0), 3),
        (ask("d/b"), Picked(0), 2),
        (ask("d/c"), Picked(1), 1),
        (ask("d/e"), Picked(1), 0),
        (ask("d/f"), None, 0),
        terms=sure,
    )
    assert found.sureness is not None
    assert found.sureness.average == pytest.approx((3 + 2 + 0 + 0 + 0) / 5)
    # Of two in five right, guessing throughout earns most of what one certainty can: 0.4 a question.
    assert found.sureness.bonus == pytest.approx(0.1 * (1 - 0.4))
    assert found.share == pytest.approx(0.4 + 0.06)
    assert found.credit == pytest.approx(0.4)
    assert [(level.certainty, level.n, level.right) for level in found.sureness.levels] == [
        *((Certainty.GUESS, 2, 0), (Certainty.FAIRLY, 1, 1), (Certainty.SURE, 1, 1))
    ]


@pytest.mark.parametrize(
    ("rights", "certainty", "bonus"),
    [(10, 3, 0), (10, 1, -0.2), (0, 1, 0), (0, 3, -0.6), (7, 2, 0), (7, 3, 0.1 * (0.3 - 0.8)), (9, 3, 0)],
)
def test_bonus_is_what_one_certainty_could_not_have_earned(rights: int, certainty: int, bonus: float) -> None:
    given = [(ask(f"d/{n}"), Picked(0 if n < rights else 1), certainty) for n in range(10)]
    found = came_to(*given, terms=Terms(certainty=True))
    assert found.sureness is not None
    assert found.sureness.bonus == pytest.approx(bonus)
    assert found.share == pytest.approx(max(0, rights / 10 + bonus))


def test_sure_but_wrong_comes_first_in_the_review() -> None:
    terms = Terms(certainty=True)
    sure_half = (*half("d/half")[:2], 3)
    found = came_to(
        (ask("d/right"), Picked(0), 3),
        sure_half,
        (ask("d/wrong"), Picked(1), 1),
        (ask("d/open"), None, 0),
        (ask("d/sure"), Picked(1), 3),
        (*half("d/partly")[:2], 2),
        terms=terms,
    )
    assert [answer.question.ref.card for answer in found.review] == [
        *("sure", "half", "wrong", "open", "partly", "right")
    ]
    assert [answer.question.ref.card for answer in found.sure_but_wrong] == ["sure", "half"]


def test_score_is_told_by_cell_topic_level_and_type() -> None:
    questions = (
        ask("d/a", "choice", "war", "recall"),
        ask("d/b", "date", "war", "application"),
        ask("e/c", "choice", "war", "recall"),
        ask("e/d", "choice", "peace", "recall"),
    )
    cells = (Cell(2, "d", "war"), Cell(1, "e"), Cell(1))
    attempt = Attempt.start(PaperLedger(), paper(*questions, cells=cells), Terms())
    handed_in(attempt, Picked(0), Typed("Seoul"), Picked(1), Picked(0))
    found = score(attempt.progress)
    assert found.cells == (
        (cells[0], Tally("d", "war", 2, 1, 1.0, 2)),
        (cells[1], Tally("e", "", 1, 0, 0.0, 1)),
        (cells[2], Tally("", "", 1, 1, 1.0, 1)),
    )
    assert [(tally.deck, tally.name, tally.share) for tally in found.topics] == [
        *(("e", "war", 0), ("d", "war", 0.5), ("e", "peace", 1))
    ]
    assert [(tally.name, tally.items, tally.share) for tally in found.levels] == [
        *(("application", 1, 0), ("recall", 3, pytest.approx(2 / 3)))
    ]
    assert [tally.name for tally in found.types] == ["date", "choice"]


def test_range_is_wilsons() -> None:
    low, high = wilson(14 / 20, 20)
    assert (round(low, 4), round(high, 4)) == (0.481, 0.8545)
    assert wilson(0, 0) == (0, 1)
    low, high = wilson(1, 10)
    assert round(low, 4) == 0.7225
    assert high == pytest.approx(1)


def test_questions_of_unlike_points_tell_as_much_as_fewer_alike() -> None:
    assert effective([2, 2, 2]) == pytest.approx(3)
    assert effective([1, 0, 0]) == 1
    assert effective([3, 1]) == pytest.approx(1.6)
    assert effective([]) == effective([0]) == 0


@given(st.floats(0, 1), st.floats(0.01, 1e6))
def test_range_holds_the_share_and_narrows_with_more_questions(share: float, n: float) -> None:
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    narrower = wilson(share, n * 2)
    assert narrower[1] - narrower[0] <= high - low
    mirrored = wilson(1 - share, n)
    assert isclose(mirrored[0], 1 - high, abs_tol=1e-9)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_unlike_points_never_tell_more_than_there_are_questions(points: list[float]) -> None:
    assert effective(points) <= len(points) + 1e-9
    assert not any(points) or effective(points) >= 1 - 1e-9


given_answers = st.lists(
    st.tuples(
        st.sampled_from(range(len(ALL_FORMS))),
        st.sampled_from(["right", "wrong", "none"]),
        st.integers(0, 3),
        st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=50)
@given(given_answers, st.booleans(), st.sampled_from([0.0, 0.25, 1.0]))
def test_parts_of_a_score_add_up(
    answers: list[tuple[int, str, int, float]], certainty: bool, negative: float
) -> None:
    given = []
    for n, (form, kind, sure, points) in enumerate(answers):
        type = ALL_FORMS[form].id.partition("/")[2]
        question = ask(f"d/{n}", type, topic=f"t{n % 3}", points=points)
        response = {"right": right(question), "wrong": wrong(question), "none": None}[kind]
        given.append((question, response, sure))
    found = came_to(*given, terms=Terms(certainty=certainty, negative=negative))
    for tallies in (found.topics, found.levels, found.types, [tally for _, tally in found.cells]):
        assert sum(tally.items for tally in tallies) == len(given)
        assert sum(tally.right for tally in tallies) == found.right
        assert sum(tally.points for tally in tallies) == pytest.approx(found.points)
        assert sum(tally.most for tally in tallies) == pytest.approx(found.most)
    assert sorted(answer.number for answer in found.review) == [answer.number for answer in found.answers]
    assert found.credit is None or found.low - 1e-9 <= found.credit <= found.high + 1e-9
    assert found.share is None or found.share >= 0
    assert certainty or found.share is None or found.share <= (found.credit or 0) + 1e-9
