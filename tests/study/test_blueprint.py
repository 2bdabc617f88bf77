from tests.study.exams import ALL_FORMS, ask

from alliance_tutor.deck.library import ExamEntry, ExamPartEntry
from alliance_tutor.study.blueprint import (
    Blueprint,
    Cell,
    SelfMarked,
    Stock,
    Terms,
    is_self_marked,
    is_self_marked_type,
    proposed,
    stock,
)


def asked(blueprint: Blueprint) -> list[str]:
    """The types of which a question may be asked."""
    places = {
        each.id: blueprint.places(each.ref, self_marked=is_self_marked(each))
        for each in (*ALL_FORMS, ask("d/gap", "cloze"))
    }
    return [id.removeprefix("d/") for id, found in places.items() if found]


MARKED = ["choice", "true-false", "multiple-response", "ordering", "matching", "short-answer", "typed"]


def test_cell_fits_what_has_all_that_it_names() -> None:
    ref = ask("d/a", "basic", topic="war", level="recall").ref
    assert Cell(1).fits(ref)
    assert Cell(1, "d", "war", "recall", "basic").fits(ref)
    for other in (Cell(1, "e"), Cell(1, topic="x"), Cell(1, level="x"), Cell(1, type="open")):
        assert not other.fits(ref)


def test_what_the_learner_marks_comes_where_it_is_asked_for() -> None:
    assert asked(Blueprint("", (), (Cell(1),))) == MARKED
    assert asked(Blueprint("", (), (Cell(1, type="basic"), Cell(1, type="cloze")))) == [
        "basic",
        "typed",
        "gap",
    ]
    cells = (Cell(1), Cell(1, type="cloze"))
    assert asked(Blueprint("", (), cells, self_marked=SelfMarked.NEVER)) == MARKED
    assert asked(Blueprint("", (), cells[:1], self_marked=SelfMarked.ALSO)) == [
        *MARKED[:-1],
        *("basic", "typed", "open", "gap"),
    ]


def test_what_the_learner_marks_is_told_by_its_type() -> None:
    for question in (*ALL_FORMS, ask("d/gap", "cloze")):
        known = is_self_marked_type(question.ref.type)
        assert known is (None if question.ref.type == "cloze" else is_self_marked(question))


def test_question_of_another_deck_or_topic_has_no_place() -> None:
    ref, cells = ask("d/a", topic="war").ref, (Cell(1), Cell(2, topic="war"))
    assert Blueprint("", ("d",), cells, ("war",)).places(ref, self_marked=False) == (0, 1)
    assert Blueprint("", ("e",), cells).places(ref, self_marked=False) == ()
    assert Blueprint("", ("d",), cells, ("peace",)).places(ref, self_marked=False) == ()


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
    asked = [ask("d/a"), ask("d/b"), ask("d/c#c1", "typed"), ask("d/c#c2", "typed"), ask("e/a", topic="")]
    own = [ask("d/e", "cloze"), ask("d/f", "basic")]
    ids = {each.id for each in own}
    assert stock([each.ref for each in (*own, *asked)], lambda ref: ref.id in ids) == Stock(
        marked=(
            Cell(2, "d", "war", "recall", "choice"),
            Cell(1, "d", "war", "recall", "cloze"),
            Cell(1, "e", "", "recall", "choice"),
        ),
        own=(Cell(1, "d", "war", "recall", "cloze"), Cell(1, "d", "war", "recall", "basic")),
    )
