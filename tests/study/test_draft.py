"""Answers in the making: keys and clicks, row by row."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Form, Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.study.draft import Draft, begin, shown_order, taken_up
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked

OPTIONS = tuple(Option(text, text in "AB") for text in "ABCD")
ORDER = (2, 0, 3, 1)


def asked(type: str, *, options: bool = True, items: int = 0) -> Question:
    ref = QuestionRef("deck/card", "deck", "card", "", type)
    return Question(
        ref,
        "?",
        "!",
        options=OPTIONS if options else (),
        items=tuple("uvwxyz"[:items]),
        partners=tuple(range(items)),
    )


def drafted(
    type: str, *, items: int = 0, options: bool = True, order: tuple[int, ...] = (2, 0, 3, 1)
) -> Draft:
    return begin(asked(type, options=options, items=items), order)


ARRANGE = drafted("ordering", items=4, options=False)
PAIR = drafted("matching", items=3)


def test_a_letter_picks_the_option_in_its_row() -> None:
    assert drafted("choice").response is None
    assert drafted("choice").at_letter(1).response == Picked(0)


def test_the_cursor_goes_round_and_starts_at_the_end_that_it_comes_from() -> None:
    draft = drafted("choice")
    assert draft.moved(1).cursor == 0
    assert draft.moved(-1).cursor == 3
    assert draft.moved(-1).moved(1).cursor == 0


def test_a_second_tick_takes_the_first_away() -> None:
    draft = drafted("multiple-response").at_letter(0).at_letter(3)
    assert draft.response == Ticked(frozenset({2, 1}))
    assert draft.at_letter(0).grasped().response == Ticked(frozenset({1, 2}))
    assert draft.at_letter(0).at_letter(3).response is None


def test_an_item_is_picked_up_moved_and_put_down() -> None:
    assert ARRANGE.response is None
    moved = ARRANGE.grasped().moved(1).moved(1).grasped()
    assert moved.response == Arranged((0, 3, 2, 1))
    assert moved.moved(1).cursor == 3, "put down, it stays while the cursor goes on"
    assert moved.moved(1).response == moved.response


def test_what_is_held_stops_at_the_ends() -> None:
    assert ARRANGE.grasped().moved(-1).cursor == 0
    assert ARRANGE.grasped().moved(9).order == (0, 3, 1, 2)


def test_two_numbers_or_clicks_move_an_item() -> None:
    assert ARRANGE.at_row(3).at_row(0).response == Arranged((1, 2, 0, 3))
    assert not ARRANGE.at_row(3).at_row(0).held


def test_letters_give_partners_item_by_item() -> None:
    draft = PAIR.at_letter(1)
    assert (draft.cursor, draft.response) == (1, Paired((0, None, None)))
    full = draft.at_letter(0).at_letter(3)
    assert full.response == Paired((0, 2, 1))
    assert full.cursor == 2


def test_a_partner_is_changed_and_taken_away() -> None:
    full = PAIR.at_letter(1).at_letter(0).at_letter(3)
    assert full.at_row(1).at_letter(2).response == Paired((0, 3, 1))
    assert full.at_row(0).grasped().response == Paired((None, 2, 1))
    assert full.at_row(0).at_letter(1).response == Paired((None, 2, 1)), "the same letter again"


def test_a_partner_may_serve_twice() -> None:
    assert PAIR.at_letter(1).at_letter(1).response == Paired((0, 0, None))


@pytest.mark.parametrize("draft", [drafted("choice"), drafted("multiple-response"), ARRANGE, PAIR])
@given(acts=st.lists(st.tuples(st.sampled_from(["row", "letter", "move", "grasp"]), st.integers(-2, 9))))
def test_no_key_leaves_the_answer_without_what_it_had(draft: Draft, acts: list[tuple[str, int]]) -> None:
    for act, place in acts:
        match act:
            case "row":
                draft = draft.at_row(place)
            case "letter":
                draft = draft.at_letter(place)
            case "move":
                draft = draft.moved(place)
            case "grasp":
                draft = draft.grasped()
        assert sorted(draft.order) == [0, 1, 2, 3]
        assert -1 <= draft.cursor < draft.rows
        assert all(option is None or 0 <= option < 4 for option in draft.paired)
        assert (draft.response is None) or draft.form in (Form.PICK, Form.TICK, Form.ARRANGE, Form.PAIR)


@pytest.mark.parametrize(
    ("type", "acts"),
    [("choice", (1,)), ("multiple-response", (0, 3)), ("ordering", (3, 0)), ("matching", (1, 0))],
)
def test_draft_of_a_given_answer_gives_it_again_and_can_be_changed(type: str, acts: tuple[int, ...]) -> None:
    arranged, items = type == "ordering", {"ordering": 4, "matching": 3}.get(type, 0)
    question = asked(type, options=not arranged, items=items)
    draft = begin(question, ORDER)
    for place in acts:
        draft = draft.at_row(place) if arranged else draft.at_letter(place)
    again = taken_up(question, ORDER, draft.response)
    assert draft.response is not None
    assert again.response == draft.response
    assert again.at_row(1).at_letter(2) != again


@pytest.mark.parametrize("type", ["choice", "multiple-response", "ordering", "matching"])
@pytest.mark.parametrize(
    "response",
    [None, Picked(9), Ticked(frozenset({0, 9})), Arranged((0, 0, 1, 2)), Paired((9, None, 0)), Paired((0,))],
)
def test_answer_that_does_not_fit_leaves_nothing_done(type: str, response: Response | None) -> None:
    arranged, items = type == "ordering", {"ordering": 4, "matching": 3}.get(type, 0)
    question = asked(type, options=not arranged, items=items)
    assert taken_up(question, ORDER, response) == begin(question, ORDER)


@given(st.text())
def test_items_never_stand_in_the_right_order_at_first(seed: str) -> None:
    question = asked("ordering", options=False, items=2)
    assert shown_order(question, seed) == (1, 0)


def test_the_order_of_options_depends_on_the_seed_alone() -> None:
    question = asked("choice")
    assert shown_order(question, "a") == shown_order(question, "a")
    assert len({shown_order(question, str(seed)) for seed in range(50)}) > 10


@pytest.mark.parametrize("type", ["choice", "multiple-response"])
def test_options_that_are_not_shuffled_stand_in_their_order_whatever_the_seed(type: str) -> None:
    options = tuple(Option(text, text == "1519") for text in ("1519", "1492", "1453"))
    question = replace(asked(type), options=options, shuffle=False)
    assert {shown_order(question, str(seed)) for seed in range(20)} == {(2, 1, 0)}


def test_true_stands_before_false() -> None:
    options = (Option("True", False), Option("False", True))
    question = replace(asked("true-false"), options=options, shuffle=False)
    assert shown_order(question, "a") == (0, 1)
