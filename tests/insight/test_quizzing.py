from dataclasses import replace

import pytest
from tests.study.ledger import PaperLedger, Shelf, question

from alliance_tutor.insight import quizzing
from alliance_tutor.study.answered import Answered
from alliance_tutor.study.certainty import Certainty, Level, calibration
from alliance_tutor.study.quiz import Quiz, QuizOptions
from alliance_tutor.study.responses import Response, Ticked, Typed
from alliance_tutor.study.result import Sureness, result

RIGHT, WRONG = Typed("yes"), Typed("no")
SURELY = QuizOptions(certainty=True)


def held(options: QuizOptions, *responses: Response | None, certainty: int = 3) -> Quiz:
    """A quiz with so many typed questions, answered so and then again right where that is wanted."""
    ledger = PaperLedger()
    shelf = Shelf(*(question(f"d/{place}", typed=True) for place in range(len(responses))))
    quiz = Quiz(tuple(shelf.questions), shelf.load, ledger, options)
    for response in [*responses, *[RIGHT] * len(responses)]:
        ledger.at += 30_000
        quiz.respond(response)
        quiz.be_sure(certainty)
        quiz.go_on()
    return quiz


def ticked() -> Answered:
    """A question of which a half was right."""
    base = question("d/t", options=4)
    options = tuple(each._replace(right=place < 2) for place, each in enumerate(base.options))
    several = replace(base, ref=base.ref._replace(type="multiple-response"), options=options)
    shelf = Shelf(several)
    quiz = Quiz(("d/t",), shelf.load, PaperLedger(), SURELY)
    quiz.respond(Ticked(frozenset({0})))
    quiz.be_sure(2)
    return quiz.answers[0]


def recalled(*, right: bool) -> Answered:
    quiz = Quiz(("d/r",), Shelf(question("d/r")).load, PaperLedger(), QuizOptions())
    quiz.respond(None)
    quiz.judge(right)
    return quiz.answers[0]


@pytest.mark.parametrize(
    ("options", "responses", "words"),
    [
        (QuizOptions(), (RIGHT, RIGHT, WRONG), "2 of 3 right · 67 %"),
        (QuizOptions(pretest=True), (RIGHT, None), "knew 1 of 2"),
        (QuizOptions(), (), "nothing was answered"),
    ],
)
def test_score_says_what_was_right(
    options: QuizOptions, responses: tuple[Response | None, ...], words: str
) -> None:
    assert quizzing.score(result(held(options, *responses).answers)) == words


def test_score_counts_the_credit_of_partly_right_answers() -> None:
    assert quizzing.score(result([ticked()])) == "0 of 1 right · 50 %"


def test_effort_is_the_time_and_what_was_asked_again() -> None:
    assert quizzing.effort(result(held(QuizOptions(), WRONG, RIGHT).answers)) == "1 min"
    again = result(held(QuizOptions(retry=True), WRONG, RIGHT).answers)
    assert quizzing.effort(again) == "2 min · 1 asked again"


def test_levels_and_marks_are_those_that_were_said() -> None:
    said = [(Certainty.SURE, 1.0), (Certainty.SURE, 0.0), (Certainty.GUESS, 1.0)]
    sureness = Sureness(-2, 9, calibration(said), ())
    assert quizzing.levels(sureness) == "sure 2: 1 right   guess 1: 1 right"
    assert quizzing.earned(sureness) == "Marks by certainty: −2 of 9, −0.7 a question."


@pytest.mark.parametrize(
    ("certainty", "n", "right", "words"),
    [
        (Certainty.SURE, 10, 4, ["When sure, 40 % was right, below 80 %: too sure."]),
        (Certainty.SURE, 4, 3, ["When sure, 75 % was right, below 80 %: a little too sure."]),
        (Certainty.FAIRLY, 20, 20, ["When fairly sure, 100 % was right, above 80 %: could be surer."]),
        (Certainty.GUESS, 4, 3, ["When guessing, 75 % was right, above 67 %: could be a little surer."]),
        (Certainty.GUESS, 4, 1, ["How sure you were fits what was right."]),
        (Certainty.GUESS, 0, 0, []),
    ],
)
def test_calibration_says_where_certainty_and_right_answers_part(
    certainty: Certainty, n: int, right: int, words: list[str]
) -> None:
    assert quizzing.calibration([Level(certainty, n, right, right)]) == words


@pytest.mark.parametrize(
    ("response", "certainty", "words"),
    [
        (RIGHT, 3, "sure: +3 marks"),
        (RIGHT, 1, "guess: +1 mark"),
        (WRONG, 3, "sure: −6 marks"),
        (WRONG, 1, "guess: 0 marks"),
        (None, 3, ""),
    ],
)
def test_marks_of_an_answer_have_their_sign(response: Response | None, certainty: int, words: str) -> None:
    assert quizzing.marks_words(held(SURELY, response, certainty=certainty).answers[0]) == words


def test_no_marks_are_said_where_certainty_was_not_asked() -> None:
    assert quizzing.marks_words(held(QuizOptions(), RIGHT).answers[0]) == ""


def test_answer_is_told_with_what_was_given_and_what_is_right() -> None:
    blank, wrong = held(QuizOptions(), None, Typed(" no\x1b ")).answers
    assert (quizzing.outcome(blank), quizzing.given(blank)) == ("✗ wrong", "not answered")
    assert quizzing.given(wrong) == "you: no\\x1b"
    assert quizzing.key(wrong) == "it is: yes"
    assert [quizzing.given(recalled(right=right)) for right in (True, False)] == [
        "you marked it right",
        "you marked it wrong",
    ]
    assert quizzing.outcome(ticked()) == "~ partly 50 %"


def test_ruling_is_told() -> None:
    quiz = held(QuizOptions(), WRONG)
    quiz.overrule(0)
    assert quizzing.outcome(quiz.answers[0]) == "✓ correct by your ruling"


@pytest.mark.parametrize(
    ("amount", "words"), [(-0.04, "0"), (0, "0"), (-6, "−6"), (2.5, "2.5"), (1.25, "1.2"), (-21, "−21")]
)
def test_numbers_have_a_true_minus(amount: float, words: str) -> None:
    assert quizzing.signed(amount) == words
