from tests.study.exams import ALL_FORMS, ask

from alliance_tutor.deck.library import ExamEntry, ExamPartEntry
from alliance_tutor.study.blueprint import Blueprint, Cell, Terms, is_self_marked, proposed, stock


def test_cell_without_a_type_fits_only_what_the_program_marks() -> None:
    fitting = [question.id for question in ALL_FORMS if Cell(1).fits(question)]
    assert fitting == [question.id for question in ALL_FORMS if not is_self_marked(question)]
    assert [question.id for question in ALL_FORMS if is_self_marked(question)] == ["d/basic", "d/open"]


def test_cell_fits_what_has_all_that_it_names() -> None:
    question = ask("d/a", "basic", topic="war", level="recall")
    assert Cell(1, "d", "war", "recall", "basic").fits(question)
    assert Cell(1, type="basic").fits(question)
    for other in (
        Cell(1, "e", type="basic"),
        Cell(1, topic="x", type="basic"),
        Cell(1, level="x", type="basic"),
    ):
        assert not other.fits(question)
    assert not Cell(1, type="open").fits(question)
    assert Cell(1, type="cloze").fits(ask("d/b", "typed"))
    assert Cell(1, type="cloze").fits(ask("d/b", "cloze"))


def test_exam_of_a_deck_leaves_the_rest_to_all_of_it() -> None:
    part = ExamPartEntry(3, topic="war", type="open")
    exam = ExamEntry("Final", 10, 20, 90, 60, True, False, 0.25, (part,))
    blueprint, terms = proposed(exam, "d")
    assert blueprint == Blueprint("Final", ("d",), (Cell(3, "d", "war", "", "open"), Cell(7, "d")))
    assert blueprint.items == 10
    assert terms == Terms(20, 90, True, False, 0.25, 60)
    whole, _ = proposed(exam._replace(items=3), "d")
    assert whole.cells == blueprint.cells[:1]


def test_extra_time_lengthens_both_limits() -> None:
    assert (Terms().limit, Terms().item_limit) == (0, 0)
    terms = Terms(minutes=20, item_seconds=90, extra=1.25)
    assert (terms.limit, terms.item_limit) == (25 * 60_000, 112_500)


def test_stock_counts_cards_of_each_kind() -> None:
    questions = [ask("d/a"), ask("d/b"), ask("d/c#c1", "typed"), ask("d/c#c2", "typed"), ask("e/a", topic="")]
    assert stock(questions) == (
        Cell(2, "d", "war", "recall", "choice"),
        Cell(1, "d", "war", "recall", "cloze"),
        Cell(1, "e", "", "recall", "choice"),
    )
