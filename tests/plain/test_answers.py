"""What a line means, by the form of the question."""

import string
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plain.questions import ARRANGE, PAIR, PICK, RECALL, TICK, TYPED, asked, question

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.memory.rating import Rating
from alliance_tutor.plain.answers import Unreadable, agreed, named, numbered, read, said, several
from alliance_tutor.plain.forms import label
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.grading import mark
from alliance_tutor.study.responses import Arranged, Paired, Picked, Ticked, Typed

FORMS = (PICK, TICK, ARRANGE, PAIR, TYPED, RECALL)
MANY_PAIRS = question("matching", options=28, right=28, items=28)


def why(question: Question, line: str, order: tuple[int, ...] | None = None) -> str:
    """Why a line is no answer."""
    found = read(asked(question, order), line)
    assert isinstance(found, Unreadable)
    return found.why


@pytest.mark.parametrize("form", FORMS, ids=lambda question: question.form)
@pytest.mark.parametrize("line", ["", "  ", "\t"])
def test_read_when_the_line_is_empty_gives_nothing(form: Question, line: str) -> None:
    assert read(asked(form), line) is None


def test_read_when_the_answer_is_typed_or_recalled_keeps_the_line_as_it_is() -> None:
    assert read(asked(TYPED), " Kim  Il-sung ") == Typed(" Kim  Il-sung ")
    assert read(asked(RECALL), "1b") == Typed("1b")


@pytest.mark.parametrize("line", ["b", "B.", "(b)", "2", "２", "option 2", "OPTION  2"])
def test_read_when_picking_takes_a_letter_a_number_or_the_words(line: str) -> None:
    assert read(asked(PICK), line) == Picked(1)
    assert read(asked(PICK, (2, 0, 1)), line if line.lower().startswith("o") else "c") == Picked(1)


@pytest.mark.parametrize("line", ["d", "4", "0", "-1", "option", "a b", "9" * 5000])
def test_read_when_picking_what_is_not_listed_says_so(line: str) -> None:
    assert why(PICK, line) == f"There is no option {said(line)}."


@pytest.mark.parametrize("line", ["a c", "c,a", "A, C.", "ac", "1 3", "a; 3", "a+c", "ａ　ｃ", "a、c"])
def test_read_when_ticking_takes_letters_and_numbers_apart_or_together(line: str) -> None:
    assert read(asked(TICK), line) == Ticked(frozenset({0, 2}))
    assert read(asked(TICK, (3, 2, 1, 0)), line) == Ticked(frozenset({3, 1}))


def test_read_when_ticking_one_takes_its_words_too() -> None:
    assert read(asked(TICK), "Option 3") == Ticked(frozenset({2}))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a z", "There is no option z."),
        ("a a", "a stands there twice."),
        ("a 1", "1 stands there twice."),
        ("a and c", "There is no option and."),
        ("13", "There is no option 13."),
        (",", "There is no option ,."),
    ],
)
def test_read_when_ticking_goes_wrong_says_why(line: str, reason: str) -> None:
    assert why(TICK, line) == reason


@pytest.mark.parametrize("line", ["3 1 2", "312", "3, 1, 2", "3>1>2", "3 → 1 → 2", "3. 1. 2.", "３ １ ２"])
def test_read_when_arranging_takes_the_numbers_on_show_in_order(line: str) -> None:
    assert read(asked(ARRANGE), line) == Arranged((2, 0, 1))
    assert read(asked(ARRANGE, (1, 2, 0)), line) == Arranged((0, 1, 2))


def test_read_when_more_than_nine_are_arranged_does_not_take_digits_apart() -> None:
    ten = question("ordering", items=10)
    assert read(asked(ten), "10 9 8 7 6 5 4 3 2 1") == Arranged(tuple(range(9, -1, -1)))
    assert why(ten, "1234567890").startswith("There is no number 1234567890")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3 3 1", "3 stands there twice; each number stands once."),
        ("3 1", "Missing: 2; each number stands once."),
        ("2", "Missing: 1, 3; each number stands once."),
        ("3 1 4", "There is no number 4 in the list."),
        ("c a b", "There is no number c in the list."),
        ("3-1-2", "There is no number 3-1-2 in the list."),
        (",", "Missing: 1, 2, 3; each number stands once."),
    ],
)
def test_read_when_arranging_goes_wrong_says_why(line: str, reason: str) -> None:
    assert why(ARRANGE, line) == reason


@pytest.mark.parametrize(
    "line",
    ["1b 2a 3c", "3c,1b,2a", "1B2A3C", "1-b 2 - a 3:c", "1. b 2) a 3 = c", "b a c", "bac", "B, A, C"],
)
def test_read_when_pairing_takes_pairs_or_letters_in_turn(line: str) -> None:
    assert read(asked(PAIR), line) == Paired((1, 0, 2))
    assert read(asked(PAIR, (3, 2, 1, 0)), line) == Paired((2, 3, 1))


@pytest.mark.parametrize("line", ["1b 3c", "b - c", "b ? c"])
def test_read_when_pairing_leaves_out_what_is_not_known(line: str) -> None:
    assert read(asked(PAIR), line) == Paired((1, None, 2))


def test_read_when_letters_have_run_out_takes_the_number_of_an_option() -> None:
    found = read(asked(MANY_PAIRS), "1a 28-27")
    assert found == Paired((0, *[None] * 26, 26))
    assert read(asked(MANY_PAIRS), " ".join(map(label, range(28)))) == Paired(tuple(range(28)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1z", "There is no option z."),
        ("4a", "There is no number 4 in the list."),
        ("1b 1c", "1 stands there twice."),
        ("2 1 3", "2 is no pair of a number and a letter."),
        ("1b 2", "2 is no pair of a number and a letter."),
        ("b a", "3 letters are wanted here, or pairs of a number and a letter."),
        ("b a z", "There is no option z."),
        ("b1 a2", "3 letters are wanted here, or pairs of a number and a letter."),
    ],
)
def test_read_when_pairing_goes_wrong_says_why(line: str, reason: str) -> None:
    assert why(PAIR, line) == reason


LINES = st.one_of(
    st.text(),
    st.text(alphabet=string.digits + "abcdz -,;:.→１ａ²", max_size=30),
    st.lists(st.sampled_from(["1", "2", "3", "a", "b", "1b", "2-a", "-", "26"]), max_size=6).map(" ".join),
)


@pytest.mark.parametrize("form", [*FORMS, MANY_PAIRS], ids=lambda question: question.form)
@given(line=LINES)
def test_read_when_any_line_is_typed_gives_what_can_be_marked_or_a_reason(form: Question, line: str) -> None:
    found = read(asked(form), line)
    if isinstance(found, Unreadable):
        assert found.why.endswith(".")
        assert len(found.why) < 200
        return
    assert (found is None) == (not line.strip())
    if (
        found is not None
        and form.form not in (Form.TYPED, Form.RECALL)
        and found != Paired((None,) * len(form.items))
    ):
        assert mark(form, found).credit is not None


@given(st.permutations(range(4)), st.permutations(range(4)))
def test_read_when_an_order_is_typed_gives_that_order_of_what_is_on_show(
    order: list[int], wanted: list[int]
) -> None:
    four = question("ordering", items=4)
    typed = " ".join(str(order.index(item) + 1) for item in wanted)
    assert read(asked(four, tuple(order)), typed) == Arranged(tuple(wanted))


@given(st.sets(st.integers(0, 3), min_size=1), st.permutations(range(4)))
def test_read_when_letters_are_ticked_gives_the_options_behind_them(
    ticked: set[int], order: list[int]
) -> None:
    typed = " ".join(label(order.index(option)) for option in ticked)
    assert read(asked(TICK, tuple(order)), typed) == Ticked(frozenset(ticked))


def test_several_takes_numbers_in_any_order_each_once() -> None:
    assert several("3, 1 3", 3) == (0, 2)
    assert several("4", 3) == Unreadable("4 is not in the list.")
    assert several(" , ", 3) == Unreadable(", is not in the list.")


@given(st.text())
def test_several_numbered_and_agreed_when_any_text_is_typed_never_fail(text: str) -> None:
    several(text, 12)
    place = numbered(text, 12)
    assert place is None or 0 <= place < 12
    assert agreed(text) in (True, False, None)


@pytest.mark.parametrize(
    ("text", "among", "expected"),
    [
        ("2", Rating, Rating.HARD),
        ("Hard ", Rating, Rating.HARD),
        ("fairly", Certainty, Certainty.FAIRLY),
        ("３", Certainty, Certainty.SURE),
        ("", Rating, None),
        ("5", Rating, None),
        ("-1", Rating, None),
        ("x", Certainty, None),
    ],
)
def test_named_takes_a_number_or_a_word(text: str, among: type[IntEnum], expected: IntEnum | None) -> None:
    assert named(text, among) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Y", True), ("yes", True), ("n", False), ("No.", False), ("", None), ("2", None)]
)
def test_agreed_takes_yes_and_no(text: str, expected: bool | None) -> None:
    assert agreed(text) is expected


def test_said_when_the_text_is_long_is_cut() -> None:
    assert said("a\n b") == "a b"
    assert said("x" * 100) == "x" * 40 + "…"
