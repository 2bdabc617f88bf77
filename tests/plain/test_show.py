"""Questions, answers and the summary as lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.deck.questions import Citation, Option, Question
from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import UNSEEN, Memory, Stage, Standing
from alliance_tutor.plain import show
from alliance_tutor.study.grading import Outcome, Verdict, mark, overruled
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.study.session import Answer, Asked
from alliance_tutor.study.summary import summarise

REF = QuestionRef("deck/card", "deck", "card", "one", "choice", status="reported")
CHOICE = Question(
    REF,
    "Which *one*?",
    "this [X]",
    options=(Option("this [X]", True), Option("that", False, "That is the other.")),
    explanation="First.\n\nSecond.",
    citations=(Citation("A book", "A house", "https://example.org", 1961), Citation("A leaf")),
    attributed_to="A witness",
    as_of="2026-03-01",
)
TYPED = Question(REF._replace(type="short-answer"), "Who?", "Kim Il-sung", typed=True)


def asked(question: Question, order: tuple[int, ...] = (), *, flagged: bool = False) -> Asked:
    return Asked(question, order, 0, Standing(flagged=True) if flagged else UNSEEN)


def test_question_lines_when_options_are_shuffled_letters_follow_the_order_on_show() -> None:
    lines = show.question_lines(asked(CHOICE, (1, 0)), "Question 3 of 20", "Deck: One")
    assert lines == ["", "Question 3 of 20. Deck: One", "", "Which one?", "", "a. that", "b. this [X]", ""]


def test_question_lines_when_flagged_say_so() -> None:
    assert (
        show.question_lines(asked(TYPED, flagged=True), "Question 1 of 2", "")[1]
        == "Question 1 of 2, flagged."
    )


def test_answer_prompt_says_how_to_answer_and_what_an_empty_line_does() -> None:
    assert show.answer_prompt(asked(TYPED)) == "Type the answer; an empty line shows the answer:"
    recalled = Question(REF._replace(type="basic"), "What?", "that")
    assert show.answer_prompt(asked(recalled)) == "An empty line shows the answer:"
    assert show.answer_prompt(asked(recalled), "an empty line ends") == "An empty line ends:"


def test_answer_lines_when_a_wrong_option_is_picked_tell_what_why_and_the_right_one() -> None:
    lines = show.answer_lines(CHOICE, (), Picked(1), mark(CHOICE, Picked(1)), "2026-11-22")
    assert lines == [
        "",
        "✗ wrong",
        "You picked: that",
        "That is the other.",
        "The answer: this [X]",
        "",
        "First.",
        "",
        "Second.",
        "",
        "Status: reported: A witness · as of 1 Mar 2026 · checked 22 Nov 2026",
        "Source: A book, A house, 1961. https://example.org",
        "Source: A leaf, n.d.",
    ]


def test_answer_lines_when_right_do_not_repeat_what_was_given() -> None:
    lines = show.answer_lines(CHOICE, (), Picked(0), mark(CHOICE, Picked(0)), "")
    assert lines[1:3] == ["✓ correct", "The answer: this [X]"]


def test_answer_lines_when_only_looked_at_give_no_verdict() -> None:
    lines = show.answer_lines(TYPED, (), None, mark(TYPED, None), "")
    assert lines[1] == "The answer: Kim Il-sung"


def typed(text: str, question: Question = TYPED) -> list[str]:
    """What is said of a typed answer, above the key."""
    response = Typed(text)
    return show.verdict_lines(question, (), response, mark(question, response))


def test_verdict_lines_when_a_typed_answer_is_nearly_right_tell_the_letters() -> None:
    difference = "Letter by letter: after “Il-s” comes “u”, not “a”."
    assert typed("Kim Il-sang") == ["✗ wrong", "You wrote: Kim Il-sang", difference]


def test_verdict_lines_when_a_typed_answer_is_far_off_tell_what_was_compared() -> None:
    assert typed("Ho-Chi Minh") == ["✗ wrong", "You wrote: Ho-Chi Minh", "Compared as: hochiminh"]


def test_verdict_lines_when_a_number_or_date_was_read_tell_how_and_what_is_right() -> None:
    number = replace(TYPED, ref=REF._replace(type="numeric"), answer="500 men", key="500", unit="men")
    assert typed("1,234", number) == ["✗ wrong", "You wrote: 1,234", "Read as: 1234 or 1.234"]
    assert typed("many", number)[2] == "Note: no number could be read"
    assert typed("5e2", number) == ["✓ correct", "Read as: 500"]
    day = replace(TYPED, ref=REF._replace(type="date"), answer="6 July 1961", key="1961-07-06")
    assert typed("July 1961", day) == [
        "~ partly, 67 %",
        "You wrote: July 1961",
        "Note: the year and the month are right",
        "Read as: 1961-07",
    ]


def test_verdict_lines_when_overruled_say_whose_ruling_it_is() -> None:
    verdict = overruled(mark(TYPED, Typed("Seoul")))
    assert show.verdict_lines(TYPED, (), Typed("Seoul"), verdict)[0] == "✓ correct, by your ruling"
    assert show.sign_line(mark(TYPED, None)) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Kim Il-sungg", "after “Il-sung” “g” is too much"),
        ("Kim l-sung", "after “Kim” “I” is missing"),
        ("im Il-sung", "at the start “K” is missing"),
        ("Gim Il-sung", "at the start comes “K”, not “G”"),
        ("Gim Il-sang", "at the start comes “K”, not “G”; after “Il-s” comes “u”, not “a”"),
    ],
)
def test_difference_line_names_each_place_by_what_stands_before(given: str, words: str) -> None:
    assert show.difference_line(given, "Kim Il-sung") == f"Letter by letter: {words}."


@pytest.mark.parametrize("given", ["Ho Chi Minh", "", "kim il sung"])
def test_difference_line_when_little_or_nothing_is_to_tell_is_empty(given: str) -> None:
    assert show.difference_line(given, "Kim Il-sung") == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_difference_line_when_any_two_texts_differ_is_a_sentence_or_nothing(typed: str, key: str) -> None:
    line = show.difference_line(typed, key)
    assert not line or line.startswith("Letter by letter: ")


def test_answer_lines_when_partly_right_say_so() -> None:
    verdict = Verdict(Outcome.PARTLY, 0.5, "1961", "6 July 1961")
    assert show.answer_lines(TYPED, (), Typed("1961"), verdict, "")[1:3] == [
        "~ partly, 50 %",
        "You wrote: 1961",
    ]


def test_answer_lines_when_the_answer_has_paragraphs_keep_them() -> None:
    question = Question(REF, "What?", "Two:\n\n- one\n- two")
    lines = show.answer_lines(question, (), None, mark(question, None), "")
    assert lines[1:4] == ["The answer: Two:", "• one", "• two"]


def test_rating_lines_when_one_is_suggested_name_it() -> None:
    days = Memory(Stage.REVIEW, 0, 3.0, 5.0, 10, 13, 0, 3, 1, 0)
    minutes = Memory(Stage.LEARNING, 0, 3.0, 5.0, 10, 10, 600_000, 0, 1, 0)
    lines = show.rating_lines({Rating.GOOD: days, Rating.AGAIN: minutes}, Rating.GOOD, 10, 0)
    assert lines == ["1 Again: 10 min", "3 Good: 3 days, suggested"]
    assert show.rating_prompt(Rating.GOOD) == "Rate 1 to 4; an empty line takes 3 Good:"
    assert show.rating_prompt(None) == "Rate 1 to 4:"


def test_summary_lines_when_nothing_was_answered_tell_what_comes() -> None:
    assert show.summary_lines(summarise([]), 1, 0) == [
        "",
        "Nothing was answered in this sitting.",
        "Tomorrow: 1 review.",
    ]


def test_summary_lines_when_something_was_hard_name_it_with_its_answer() -> None:
    answers = [
        Answer(TYPED, Rating.AGAIN, Outcome.WRONG, True, 30_000),
        Answer(TYPED, Rating.GOOD, Outcome.RIGHT, False, 30_000),
    ]
    assert show.summary_lines(summarise(answers), 12, 10) == [
        "",
        "1 question, 2 answers in 1 min, 1 of the questions new.",
        "1 not recalled.",
        "What was hard:",
        "- Who? Kim Il-sung (1 time again)",
        "Tomorrow: 12 reviews, and up to 10 new.",
    ]
