from collections.abc import Iterable

from tests.study.ledger import question

from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.session import Answer
from alliance_tutor.study.summary import MOST_HARD, summarise


def answers(given: Iterable[tuple[str, Rating]], *, first: bool = False) -> list[Answer]:
    return [Answer(question(f"d/{id}"), rating, Outcome.SELF, first, 1_500) for id, rating in given]


def test_summary_is_empty_when_nothing_was_answered() -> None:
    summary = summarise([])
    assert (summary.questions, summary.new, summary.answers, summary.ms, summary.hard) == (0, 0, 0, 0, ())
    assert summary.counts == (("recalled", 0), ("recalled with effort", 0), ("not recalled", 0))


def test_question_counts_by_its_first_answer_when_it_came_back() -> None:
    given = [
        ("a", Rating.AGAIN),
        ("b", Rating.EASY),
        ("c", Rating.HARD),
        ("d", Rating.GOOD),
        ("a", Rating.GOOD),
    ]
    summary = summarise(answers(given))
    assert (summary.questions, summary.answers, summary.ms) == (4, 5, 7_500)
    assert summary.counts == (("recalled", 2), ("recalled with effort", 1), ("not recalled", 1))


def test_new_questions_are_counted_once() -> None:
    given = [*answers([("a", Rating.AGAIN)], first=True), *answers([("a", Rating.GOOD), ("b", Rating.GOOD)])]
    assert summarise(given).new == 1


def test_hardest_come_first_and_only_a_few_of_them() -> None:
    given = [(letter, Rating.AGAIN) for letter in "abcdefg"] + [("f", Rating.AGAIN), ("g", Rating.GOOD)]
    hard = summarise(answers(given)).hard
    assert [(each.id, times) for each, times in hard] == [
        ("d/f", 2),
        *((f"d/{letter}", 1) for letter in "abcd"),
    ]
    assert len(hard) == MOST_HARD
