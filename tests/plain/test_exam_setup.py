"""An exam is set up in lines."""

import pytest
from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.plain.exam_setup import set_up
from alliance_tutor.plain.talk import EndOfInput
from alliance_tutor.study.blueprint import Cell, SelfMarked, Terms
from alliance_tutor.study.exam_wish import ExamWish, Split, own_exam

FIVE = own_exam(5)


def chosen(desk: Desk, *lines: Line, wish: ExamWish = FIVE) -> tuple[ExamWish, str]:
    """What is chosen by these lines and an empty one."""
    talk = Conversation(*lines, "")
    found = set_up(desk, talk, wish._replace(setup=True))
    assert found is not None
    assert not found.setup
    return found, talk.said


def test_setup_when_the_line_is_empty_takes_what_is_proposed(forms: Desk) -> None:
    found, said = chosen(forms)
    assert found == FIVE
    assert (
        "\n1. Exam: your own\n2. Decks: all\n3. Topics: all\n4. How many: 5\n5. Split by: nothing\n" in said
    )
    assert said.endswith(
        "\n5 of 7 questions will be drawn.\nAn empty line draws the paper; a number changes a line:\n"
    )


@pytest.mark.parametrize(
    ("row", "line", "terms"),
    [
        ("Minutes", "45", Terms(45)),
        ("Minutes", "no limit", Terms(0)),
        ("Seconds each", "90", Terms(8, 90)),
        ("Extra time", "3", Terms(8, extra=1.5)),
        ("Extra time", "× 2", Terms(8, extra=2.0)),
        ("Pause", "y", Terms(8, pause=True)),
        ("How sure", "2", Terms(8, certainty=True)),
        ("Wrong costs", "25 %", Terms(8, negative=0.25)),
        ("Pass mark", "60", Terms(8, cut_score=60.0)),
        ("Pass mark", "none", Terms(8)),
        ("Pause", "", Terms(8)),
    ],
)
def test_term_when_its_number_is_typed_can_be_changed(forms: Desk, row: str, line: str, terms: Terms) -> None:
    found, said = chosen(forms, Pick(row), line)
    assert found.terms == terms
    assert f". {row}: " in said.rpartition(" questions will be drawn.")[0].rpartition("An empty line")[2]


def test_content_can_be_changed(forms: Desk) -> None:
    lines = (
        *(Pick("Topics"), "2", Pick("How many"), "4", Pick("You mark"), "2", Pick("Split by"), "type"),
        *(Pick("Seed"), "4711"),
    )
    found, said = chosen(forms, *lines)
    assert found.blueprint.topics == ("second",)
    assert found.blueprint.self_marked is SelfMarked.ALSO
    assert (found.blueprint.items, found.split, found.seed) == (4, Split.TYPE, 4711)
    assert "\n1. First things: 2 questions\n2. Second things: 5 questions\n" in said
    assert "A number, of 5 questions. An empty line takes 5:" in said
    assert "A number up to 999999999, or fresh. An empty line takes fresh:" in said


def test_seed_that_was_typed_can_be_made_fresh_again(forms: Desk) -> None:
    assert chosen(forms, Pick("Seed"), "4711", Pick("Seed"), "fresh")[0].seed is None


def test_ticked_topics_can_be_all_again(forms: Desk) -> None:
    found, said = chosen(forms, Pick("Topics"), "1", Pick("How many"), "1", Pick("Topics"), "all")
    assert found.blueprint.topics == ()
    assert "Numbers, such as: 1 2; or all. An empty line leaves what is chosen:" in said


def test_counts_of_parts_can_be_changed(forms: Desk) -> None:
    lines = (Pick("Split by"), "2", "15", "1 0", "3 1", "1 x", "2", "2 3", "")
    found, said = chosen(forms, *lines)
    assert found.blueprint.cells == (Cell(0, "forms", "first"), Cell(3, "forms", "second"))
    assert "1. Forms [X]: First things: 1 of 2\n2. Forms [X]: Second things: 4 of 5\n" in said
    assert ". Split by: topic\n15. Counts of the 2 parts\n5 of 7 questions will be drawn, in 2 parts." in said
    assert "3 1 is no part with a count." in said
    assert said.count("is no part with a count.") == 3
    assert "Forms [X]: Second things: 3 of 5. 3 of 5 questions will be drawn." in said


def test_exam_that_cannot_be_drawn_says_why_and_is_not_taken(forms: Desk) -> None:
    found, said = chosen(forms, Pick("How many"), "8", "", Pick("How many"), "7")
    assert found.blueprint.items == 7
    assert said.count("Too few questions. any question: 8 wanted, 7 there.") == 2


def test_setup_when_told_to_quit_leaves(forms: Desk) -> None:
    assert set_up(forms, Conversation(":quit"), FIVE) is None
    with pytest.raises(EndOfInput):
        set_up(forms, Conversation(), FIVE)


def test_setup_when_asked_tells_and_repeats(forms: Desk) -> None:
    _, said = chosen(
        forms, ":help", ":repeat", ":undo", "99", "x", Pick("Pause"), ":quit", Pick("Pause"), "7", "1"
    )
    assert ":quit: " in said
    assert said.count("1. Exam: your own\n") == 2
    assert "There is no command :undo here." in said
    assert "99 is not in the list.\n" in said
    assert "7 is not among these." in said
