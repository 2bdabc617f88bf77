"""What is picked, ticked, arranged or paired, as lines."""

from dataclasses import replace

import pytest
from tests.plain.questions import ARRANGE, PAIR, PICK, RECALL, TICK, TYPED, asked, question

from alliance_tutor.deck.questions import Option, Question
from alliance_tutor.plain.answers import Unreadable, read
from alliance_tutor.plain.forms import asked_lines, how, label, marked_lines
from alliance_tutor.study.responses import Arranged, Paired, Picked, Ticked

WHY = replace(
    TICK, options=(*TICK.options[:2], Option("option 3", False, "It *only* looks so."), TICK.options[3])
)


def test_label_when_letters_run_out_is_a_number() -> None:
    assert [label(0), label(25), label(26)] == ["a", "z", "27"]


def test_asked_lines_name_options_by_letters_and_items_by_numbers() -> None:
    assert asked_lines(asked(PICK, (2, 0, 1))) == ["a. option 3", "b. option 1", "c. option 2"]
    assert asked_lines(asked(ARRANGE, (2, 0, 1))) == ["1. item 3", "2. item 1", "3. item 2"]
    assert asked_lines(asked(PAIR, (1, 0, 2, 3))) == [
        "1. item 1",
        "2. item 2",
        "3. item 3",
        "",
        "a. option 2",
        "b. option 1",
        "c. option 3",
        "d. option 4",
    ]
    assert asked_lines(asked(TYPED)) == asked_lines(asked(RECALL)) == []


def test_asked_lines_when_several_can_be_ticked_say_the_rule_first() -> None:
    first, *options = asked_lines(asked(TICK))
    assert first == "Several may be right. Each right one earns 1/2, each wrong one costs 1/2; never below 0."
    assert options == ["a. option 1", "b. option 2", "c. option 3", "d. option 4"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (PICK, "Pick a to c, or 1 to 3"),
        (TICK, "Answer with letters, such as: a c"),
        (question("multiple-response", options=2), "Answer with letters, such as: a b"),
        (ARRANGE, "Answer with the numbers in the right order, such as: 3 1 2"),
        (question("ordering", items=5), "Answer with the numbers in the right order, such as: 5 1 2 3 4"),
        (PAIR, "Answer with a letter for each number, such as: 1b 2a 3c"),
        (
            question("matching", options=1, items=2),
            "Answer with a letter for each number, such as: 1a 2a",
        ),
        (TYPED, "Type the answer"),
        (replace(question("numeric", typed=True), unit="km"), "Type the answer: a number, km"),
        (question("numeric", typed=True), "Type the answer: a number"),
        (replace(question("date", typed=True), key="1961-07-06"), "Type the answer: day, month and year"),
        (replace(question("date", typed=True), key="1961-07"), "Type the answer: month and year"),
        (replace(question("date", typed=True), key="1961"), "Type the answer: year"),
        (RECALL, ""),
    ],
)
def test_how_says_what_to_type(question: Question, words: str) -> None:
    assert how(asked(question)) == words


@pytest.mark.parametrize(
    "form",
    [TICK, ARRANGE, PAIR, *(question("matching", options=n, items=4) for n in (1, 2, 3, 30))],
    ids=lambda form: f"{form.form}-{len(form.options)}",
)
def test_how_gives_an_example_that_can_be_read(form: Question) -> None:
    example = how(asked(form)).partition(": ")[2]
    assert not isinstance(read(asked(form), example), Unreadable)


def test_marked_lines_when_ticked_tell_right_missed_and_wrong_with_why() -> None:
    order, ticked = (3, 2, 1, 0), Ticked(frozenset({0, 2}))
    assert marked_lines(WHY, order, ticked) == [
        "b, wrong, your tick: option 3",
        "It only looks so.",
        "c, missed: option 2",
        "d, right: option 1",
    ]
    assert marked_lines(WHY, (), ticked) == [
        "Right: option 1",
        "Missed: option 2",
        "Wrong, your tick: option 3",
        "It only looks so.",
    ]


def test_marked_lines_when_arranged_tell_each_place() -> None:
    assert marked_lines(question("ordering", items=4), (), Arranged((3, 1, 0, 2))) == [
        "Place 1, wrong, you had it at 3: item 1",
        "Place 2, right: item 2",
        "Place 3, wrong, you had it at 4: item 3",
        "Place 4, wrong, you had it at 1: item 4",
    ]


def test_marked_lines_when_paired_tell_each_item() -> None:
    assert marked_lines(PAIR, (), Paired((0, 3, None))) == [
        "1, right: item 1 — option 1",
        "2, wrong, you said option 4: item 2 — option 2",
        "3, missed: item 3 — option 3",
    ]


def test_marked_lines_when_there_are_no_parts_are_none() -> None:
    assert marked_lines(PICK, (0, 1, 2), Picked(1)) == marked_lines(TICK, (), None) == []
