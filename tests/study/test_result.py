from dataclasses import replace

from tests.study.ledger import PaperLedger, Shelf, question

from alliance_tutor.deck.questions import Question
from alliance_tutor.study.certainty import Certainty, Level
from alliance_tutor.study.quiz import Quiz, QuizOptions
from alliance_tutor.study.responses import Response, Ticked, Typed
from alliance_tutor.study.result import Part, Result, result

RIGHT, WRONG = Typed("Pyongyang"), Typed("Seoul")


def typed(id: str, topic: str = "one", type: str = "short-answer") -> Question:
    base = question(id, typed=True, answer="Pyongyang")
    return Question(base.ref._replace(topic=topic, type=type), base.prompt, base.answer, typed=True)


def several(id: str) -> Question:
    """A question of which one half can be right."""
    base = question(id, options=4)
    options = tuple(each._replace(right=place < 2) for place, each in enumerate(base.options))
    return replace(base, ref=base.ref._replace(type="multiple-response"), options=options)


def held(options: QuizOptions, *given: tuple[Question, Response | None, int]) -> tuple[Quiz, Result]:
    ledger = PaperLedger()
    shelf = Shelf(*(each for each, _, _ in given))
    quiz = Quiz(tuple(shelf.questions), shelf.load, ledger, options)
    for _, response, certainty in given:
        ledger.at += 2_000
        quiz.respond(response)
        quiz.be_sure(certainty)
        quiz.go_on()
    return quiz, result(quiz.answers)


def test_nothing_answered_has_no_share() -> None:
    assert result([]) == Result(False, 0, 0, 0, None, (), (), (), 0, 0, None)


def test_score_is_the_mean_credit_and_parts_come_weakest_first() -> None:
    a, b, c, e = typed("h/a"), typed("h/b", "two"), typed("h/c", "two", "date"), typed("c/e", "two")
    quiz, found = held(QuizOptions(), (a, RIGHT, 0), (b, WRONG, 0), (c, RIGHT, 0), (e, None, 0))
    assert (found.n, found.right, found.credit, found.share, found.ms) == (4, 2, 2.0, 0.5, 8_000)
    assert found.topics == (
        Part("c", "two", 1, 0, 0.0),
        Part("h", "two", 2, 1, 1.0),
        Part("h", "one", 1, 1, 1.0),
    )
    assert [part.share for part in found.topics] == [0, 0.5, 1]
    assert [(part.name, part.n) for part in found.types] == [("short-answer", 3), ("date", 1)]
    assert [answer.question.id for answer in found.missed] == ["h/b", "c/e"]
    assert (found.sureness, found.retries, found.pretest) == (None, 0, False)
    quiz.overrule(1)
    assert result(quiz.answers).share == 0.75


def test_question_counts_by_its_first_answer_when_asked_again() -> None:
    quiz, _ = held(QuizOptions(retry=True), (typed("h/a"), WRONG, 0))
    for response in (WRONG, RIGHT):
        quiz.respond(response)
        quiz.go_on()
    found = result(quiz.answers)
    assert (found.n, found.right, found.retries, len(found.missed)) == (1, 0, 2, 1)


def test_pretest_is_not_graded() -> None:
    _, found = held(QuizOptions(pretest=True), (typed("h/a"), RIGHT, 0), (typed("h/b"), WRONG, 0))
    assert (found.pretest, found.right, found.n, found.share) == (True, 1, 2, None)


def test_certainty_gives_marks_levels_and_what_was_sure_but_wrong() -> None:
    given = [
        (typed("h/a"), RIGHT, 3),
        (typed("h/b"), WRONG, 3),
        (typed("h/c"), WRONG, 2),
        (typed("h/d"), RIGHT, 1),
        (typed("h/e"), None, 3),  # left blank: nobody is asked how sure
    ]
    _, found = held(QuizOptions(certainty=True), *given)
    assert found.sureness
    assert (found.sureness.marks, found.sureness.most) == (3 - 6 - 2 + 1, 15)
    assert found.sureness.levels == (
        Level(Certainty.GUESS, 1, 1, 1.0),
        Level(Certainty.FAIRLY, 1, 0, 0.0),
        Level(Certainty.SURE, 2, 1, 1.0),
    )
    assert [answer.question.id for answer in found.sureness.sure_but_wrong] == ["h/b"]


def test_wholly_wrong_come_first_of_what_was_sure_but_wrong() -> None:
    half, wrong = (Ticked(frozenset({place})) for place in (1, 3))
    _, found = held(QuizOptions(certainty=True), (several("h/a"), half, 3), (several("h/b"), wrong, 3))
    assert found.sureness
    assert [(each.question.id, each.credit) for each in found.sureness.sure_but_wrong] == [
        ("h/b", 0.0),
        ("h/a", 0.5),
    ]
    assert found.sureness.marks == 1.5 - 6
