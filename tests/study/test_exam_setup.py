"""What an exam is to be: what may be chosen, its parts, and what is said of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.study.test_exam_titles import deck

from alliance_tutor.study.blueprint import Blueprint, Cell, SelfMarked, Stock, Terms
from alliance_tutor.study.exam_setup import FIELDS, Part, Setup
from alliance_tutor.study.exam_wish import OWN, ExamWish, Proposal, Split, own_exam

FIELD = {field.key: field for field in FIELDS}
DECKS = (deck("h", "History", ("early", "Early"), ("war", "War")), deck("c", "Cooperation", ("arms", "Arms")))
STOCK = Stock(
    marked=(
        Cell(30, "h", "early", "recall", "choice"),
        Cell(10, "h", "war", "recall", "choice"),
        Cell(20, "c", "arms", "application", "date"),
    ),
    own=(Cell(5, "h", "war", "recall", "basic"),),
)
FINAL = Proposal(
    "deck:h",
    Blueprint("Final", ("h",), (Cell(4, "h", "war"), Cell(2, "h", type="basic"), Cell(6, "h"))),
    Terms(20, 60, pause=True, cut_score=60.0),
)


def setup(wish: ExamWish | None = None, stock: Stock = STOCK) -> Setup:
    return Setup(wish or own_exam(), DECKS, [FINAL], stock)


def chosen(*choices: tuple[str, Any], of: Setup | None = None) -> Setup:
    """The set-up after these choices."""
    made = of or setup()
    for key, value in choices:
        made.choose(FIELD[key], value)
    return made


def counts(made: Setup) -> list[int]:
    return [part.items for part in made.parts]


def labels(made: Setup, key: str) -> list[str]:
    return [choice.label for choice in made.choices(FIELD[key])]


def test_own_exam_asks_twenty_of_all_that_the_program_marks() -> None:
    made = setup()
    assert made.ready
    assert made.told == "20 of 60 questions will be drawn."
    assert made.parts == (Part("any question", 20, 60),)
    assert made.wish.terms == Terms(minutes=30)


def test_every_field_tells_its_choices_with_one_that_is_chosen() -> None:
    made = setup()
    for field in FIELDS:
        choices = made.choices(field)
        assert choices
        assert sum(choice.chosen for choice in choices) == (0 if field.several else 1)
        assert made.words(field) == (
            "all" if field.several else next(each.label for each in choices if each.chosen)
        )


def test_proposal_is_taken_as_it_is_but_for_extra_time_and_seed() -> None:
    made = chosen(("extra", 1.5), ("seed", 7), ("exam", "deck:h"))
    assert made.wish == ExamWish(FINAL.blueprint, FINAL.terms._replace(extra=1.5), 7, exam="deck:h")
    assert made.parts == (
        Part("History: War", 4, 10),
        Part("History, basic", 2, 5),
        Part("History", 6, 40),
    )
    assert made.told == "12 of 45 questions will be drawn, in 3 parts."
    assert labels(made, "split")[0] == "as proposed"
    assert labels(made, "exam") == ["Final", "your own"]
    assert chosen(("exam", OWN), of=made).wish.blueprint == own_exam().blueprint


def test_proposal_that_is_changed_is_ones_own_exam_on_its_terms() -> None:
    made = chosen(("exam", "deck:h"), ("items", 6))
    assert counts(made) == [2, 1, 3]
    assert (made.wish.exam, made.wish.blueprint.title, made.wish.terms) == (OWN, "Mock exam", FINAL.terms)
    made = chosen(("exam", "deck:h"), ("decks", "c"))
    assert (made.wish.split, made.wish.blueprint.self_marked) == (Split.NOTHING, SelfMarked.NEVER)
    assert made.parts == (Part("any question", 12, 60),)
    assert made.value(FIELD["decks"]) == ()  # all were ticked


def test_split_gives_each_part_its_share_of_the_cards() -> None:
    made = chosen(("split", Split.TOPIC))
    assert made.parts == (
        Part("History: Early", 10, 30),
        Part("History: War", 3, 10),
        Part("Cooperation: Arms", 7, 20),
    )
    assert made.told == "20 of 60 questions will be drawn, in 3 parts."
    assert counts(chosen(("items", 6), of=made)) == [3, 1, 2]


def test_count_of_a_part_changes_the_total_and_is_kept_when_that_is_changed() -> None:
    made = chosen(("split", Split.TOPIC), ("items", 6))
    made.count(2, 8)
    assert counts(made) == [3, 1, 8]
    assert made.value(FIELD["items"]) == 12
    assert counts(chosen(("items", 24), of=made)) == [6, 2, 16]
    made.count(0, -5)
    assert counts(made)[0] == 0


@pytest.mark.parametrize(("text", "taken"), [("0", True), ("9", True), ("1001", False), ("x", False)])
def test_count_that_is_typed_is_a_number_of_questions(text: str, taken: bool) -> None:
    made = chosen(("split", Split.LEVEL))
    assert made.type_count(1, text) is taken
    assert counts(made)[1] == (int(text) if taken else 7)


def test_what_the_learner_marks_is_counted_if_it_is_wanted() -> None:
    made = chosen(("self_marked", SelfMarked.ALSO), ("split", Split.TYPE))
    assert [(part.label, part.there) for part in made.parts] == [("choice", 40), ("date", 20), ("basic", 5)]
    assert [choice.questions for choice in made.choices(FIELD["topics"])] == [30, 15, 20]
    assert chosen(("exam", "deck:h"), ("split", Split.TYPE)).wish.blueprint.self_marked is SelfMarked.NEVER


def test_decks_and_topics_narrow_what_there_is() -> None:
    made = chosen(("decks", "h"))
    assert made.told == "20 of 40 questions will be drawn."
    assert labels(made, "topics") == ["Early", "War"]
    chosen(("topics", "war"), of=made)
    assert made.told == "Too few questions. any question: 20 wanted, 10 there."
    assert not made.ready
    made.choose_all(FIELD["decks"])
    assert made.value(FIELD["decks"]) == ()
    chosen(("decks", "c"), of=made)
    assert made.value(FIELD["topics"]) == ()  # it is none of this deck's


def test_what_lacks_is_told_by_titles() -> None:
    made = chosen(("split", Split.TOPIC))
    for place in range(3):
        made.count(place, 40)
    assert not made.ready
    assert made.told == (
        "Too few questions. History: Early: 40 wanted, 30 there; History: War: 40 wanted, 10 there; "
        "Cooperation: Arms: 40 wanted, 20 there."
    )
    for place in range(3):
        made.count(place, 0)
    assert made.told == "No part asks for a question yet."
    assert setup(stock=Stock()).told == "There is nothing to draw from."
    own = setup(stock=Stock(own=(Cell(3, "history", type="basic"),)))
    assert own.told == "The program can mark none; 3 if you mark what you recall or write."
    overlapping = Blueprint("x", (), (Cell(25, "c"), Cell(15, topic="arms"), Cell(1, "h")))
    assert "Cooperation: 25 wanted, 20 there." in setup(ExamWish(overlapping)).told
    overlapping = Blueprint("x", (), (Cell(15, "c"), Cell(15, topic="arms")))
    assert setup(ExamWish(overlapping)).told == "Too few questions: 30 wanted, 20 there."


def test_exam_of_too_many_questions_is_told() -> None:
    many = Stock(marked=(Cell(3000, "h", "early", "recall", "choice"),))
    made = Setup(ExamWish(Blueprint("x", (), (Cell(700, "h"), Cell(700)))), DECKS, [], many)
    assert not made.ready
    assert made.told == "An exam has at most 1000 questions, and 1400 are wanted."


def test_time_of_an_own_exam_follows_its_length_until_it_is_chosen() -> None:
    assert chosen(("items", 10)).wish.terms.minutes == 15
    assert chosen(("minutes", 45), ("items", 10)).wish.terms.minutes == 45
    assert chosen(("items", 1000)).wish.terms.minutes == 1440


def test_certainty_and_negative_marks_exclude_one_another() -> None:
    made = chosen(("negative", 0.25), ("certainty", True))
    assert (made.wish.terms.certainty, made.wish.terms.negative) == (True, 0)
    chosen(("negative", 0.5), of=made)
    assert (made.wish.terms.certainty, made.wish.terms.negative) == (False, 0.5)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("items", "7", 7),
        ("items", "７", 7),
        ("minutes", "0", 0),
        ("item_seconds", " 90 ", 90),
        ("negative", "33,3 %", 0.333),
        ("negative", "0", 0),
        ("cut_score", "62.5", 62.5),
        ("cut_score", "", None),
        ("seed", "4711", 4711),
        ("seed", "", None),
    ],
)
def test_number_when_typed_is_taken_and_listed(key: str, text: str, value: object) -> None:
    made = setup()
    assert made.type(FIELD[key], text)
    assert made.value(FIELD[key]) == pytest.approx(value)
    assert sum(choice.chosen for choice in made.choices(FIELD[key])) == 1


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("items", "0"),
        ("items", "1001"),
        ("items", ""),
        ("minutes", "1441"),
        ("minutes", "-1"),
        ("item_seconds", "x"),
        ("negative", "101"),
        ("negative", ""),
        ("cut_score", "100.5"),
        ("seed", "1" * 5000),
        ("pause", "1"),
        ("extra", "1.25"),
    ],
)
def test_what_is_no_such_number_is_not_taken(key: str, text: str) -> None:
    made = setup()
    before = made.wish
    assert not made.type(FIELD[key], text)
    assert made.wish == before


def test_step_goes_round_the_values() -> None:
    made = setup()
    made.step(FIELD["extra"], -1)
    assert made.words(FIELD["extra"]) == "× 2"
    made.step(FIELD["extra"], 1)
    assert made.words(FIELD["extra"]) == "× 1"
    made.step(FIELD["decks"], 1)
    assert made.value(FIELD["decks"]) == ()


@given(st.lists(st.tuples(st.sampled_from(FIELDS), st.integers(0, 9)), max_size=12))
def test_any_choices_leave_an_exam_that_can_be_told(choices: list[tuple[Any, int]]) -> None:
    made = setup()
    for field, number in choices:
        known = made.choices(field)
        made.choose(field, known[number % len(known)].value)
        assert made.parts
        assert sum(counts(made)) == made.value(FIELD["items"])
        assert made.ready == made.told.endswith(("drawn.", "parts."))
