"""An exam in words: before, while it is sat, and what it came to."""

from collections.abc import Sequence

import pytest
from tests.study.exams import ask, begun, handed_in, paper, right, wrong
from tests.study.ledger import MINUTE, PaperLedger

from alliance_tutor.insight import examining
from alliance_tutor.insight.examining import Row
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.blueprint import Cell, Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.responses import Typed
from alliance_tutor.study.score import Score, score

TITLES = Titles()
FOUR = tuple(ask(f"d/{n}", topic="war" if n < 2 else "peace") for n in range(4))


def done(*credits: bool | None, terms: Terms = Terms(), share: float | None = None) -> Score:  # noqa: B008
    """The score of an exam with so many right, wrong and unanswered questions."""
    questions = FOUR[: len(credits)]
    attempt = begun(PaperLedger(), *questions, terms=terms)
    responses = [
        None if credit is None else (right if credit else wrong)(question)
        for question, credit in zip(questions, credits, strict=True)
    ]
    return score(handed_in(attempt, *responses, share=share).progress)


def test_heading_joins_title_and_decks() -> None:
    assert examining.heading("Mock\x1b exam", "History") == "Mock\\x1b exam · History"
    assert examining.heading("", "History") == "History"


def test_first_page_says_what_is_asked_how_long_and_marked_how() -> None:
    terms = Terms(minutes=30, item_seconds=60, negative=0.25, cut_score=62.5, extra=1.5)
    drawn = paper(*FOUR, ask("d/own", "basic"))
    assert examining.first_page(drawn, terms, TITLES) == [
        "5 questions from all decks.",
        "45 minutes, extra time × 1.5 included.",
        "1½ minutes for each question, extra time × 1.5 included.",
        "The clock runs on while the program is closed, and cannot be paused. "
        "When the time is over, what stands there is handed in.",
        "Every answer is on disk at once, and can be changed until you hand in.",
        "A wrong answer costs 25 % of its points; one left open costs nothing.",
        "Passed from 62.5 % on.",
        "1 answer you mark yourself at the end, with 0, ½ or 1.",
        "Seed 4711: with the same decks it gives the same paper.",
    ]


@pytest.mark.parametrize(
    ("terms", "policy"),
    [
        (Terms(30, pause=True), "The clock runs on while the program is closed, unless you pause it. When"),
        (Terms(item_seconds=30), "The clock runs on while the program is closed, and cannot be paused. When"),
        (
            Terms(),
            "The clock runs on while the program is closed, and cannot be paused; the time used is told",
        ),
        (
            Terms(pause=True),
            "The clock runs on while the program is closed, and can be paused; the time used",
        ),
    ],
)
def test_clock_policy_is_that_of_the_terms(terms: Terms, policy: str) -> None:
    assert examining.clock_policy(terms).startswith(policy)


def test_terms_without_limits_and_with_certainty_are_told() -> None:
    assert examining.time_rules(Terms()) == ["No time limit."]
    assert examining.marking_rules(Terms()) == []
    (rule,) = examining.marking_rules(Terms(certainty=True))
    assert "sure and right earns most" in rule


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "00:00"), (1, "00:01"), (60_000, "01:00"), (18 * MINUTE + 42_000, "18:42"), (3_601_000, "1:00:01")],
)
def test_clock_shows_what_has_begun_of_a_second(ms: int, words: str) -> None:
    assert examining.clock_words(ms) == words


def sat(terms: Terms, ms: int) -> Attempt:
    ledger = PaperLedger()
    attempt = begun(ledger, *FOUR, terms=terms)
    ledger.at += ms
    attempt.tick()
    return attempt


def test_time_is_told_as_left_or_as_used() -> None:
    limited = sat(Terms(30, 120), 90_000)
    assert examining.left_words(limited) == "28:30 left"
    assert examining.time_left(limited) == "28½ minutes left. 30 seconds left for this question."
    assert examining.time_told(limited) == f"1½ minutes used. {examining.time_left(limited)}"
    free = sat(Terms(), 90_500)
    assert examining.left_words(free) == "01:30 used"
    assert examining.time_left(free) == ""
    assert examining.time_told(free) == "1½ minutes used. There is no limit."


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([3], "3"), ([1, 2], "1, 2"), ([1, 2, 3], "1–3"), ([1, 3, 4, 5, 9], "1, 3–5, 9")],
)
def test_numbers_in_a_row_are_told_in_short(numbers: Sequence[int], words: str) -> None:
    assert examining.numbers_words(numbers) == words


def test_what_is_open_is_told_before_it_is_handed_in() -> None:
    attempt = begun(PaperLedger(), *FOUR[:2])
    assert examining.open_words(attempt) == ["2 questions without an answer: 1, 2."]
    attempt.flag()
    for number in (1, 2):
        attempt.go_to(number)
        attempt.answer(right(attempt.current.question))
    assert examining.open_words(attempt) == ["All questions are answered.", "Flagged: 1."]


def test_changed_decks_are_told_with_the_questions() -> None:
    assert examining.changed_words(()) == ""
    assert examining.changed_words((3,)).endswith("began. Question 3 stays as it stood then.")
    assert examining.changed_words((3, 4)).endswith("began. Questions 3, 4 stay as they stood then.")


def test_result_says_points_range_mark_prediction_and_time() -> None:
    found = done(True, True, False, None, terms=Terms(10, cut_score=50), share=0.8)
    assert examining.result_lines(found, Terms(10, cut_score=50)) == [
        "2 of 4 points · 50 %",
        "of all such questions: 15–85 %",
        "passed: 50 % were needed",
        "you predicted 80 %: 30 percentage points too high",
        "0 s used · 0 s a question",
    ]
    assert examining.passed_line(done(False, terms=Terms(cut_score=50)), Terms(cut_score=50)) == (
        "not passed: 50 % were needed"
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, ""),
        (0.5, "you predicted 50 %, and so it was"),
        (0.504, "you predicted 50 %, and so it was"),
        (0.49, "you predicted 49 %: 1 percentage point too low"),
    ],
)
def test_prediction_is_told_with_its_difference(share: float | None, words: str) -> None:
    assert examining.prediction_line(done(True, False, share=share)) == words


def test_points_may_be_lost_and_are_told_with_a_minus_sign() -> None:
    found = done(False, None, terms=Terms(negative=1 / 3))
    assert examining.score_line(found) == "−0.33 of 2 points · 0 %"
    assert examining.tally_words(found.topics[0]) == "−0.33 of 2 points · 0 %"
    assert examining.earned(found.answers[0]) == "−0.33 of 1 points · 0 s"


def test_questions_worth_nothing_have_no_share_and_no_range() -> None:
    ledger = PaperLedger()
    question = ask("d/a", points=0)
    found = score(handed_in(begun(ledger, question), right(question)).progress)
    assert examining.result_lines(found, Terms())[0] == "1 of 1 right; the questions are worth no points"
    assert examining.range_line(found) == ""
    assert examining.tally_words(found.topics[0]) == "0 of 0 points"


def test_points_that_the_learner_gave_are_told_apart() -> None:
    ledger = PaperLedger()
    attempt = handed_in(begun(ledger, FOUR[0], ask("d/own", "basic", points=3)), None, Typed("that"))
    attempt.mark(2, 0.5)
    found = score(attempt.progress)
    assert examining.self_marked_line(found) == "1.5 of the points you gave yourself, of 3"
    assert examining.outcome(found.answers[1]) == "~ partly 50 %, marked by you"
    assert examining.outcome(found.answers[0]) == examining.given(found.answers[0]) == "not answered"


def test_answer_is_told_with_its_key_and_ruling() -> None:
    ledger = PaperLedger()
    attempt = handed_in(begun(ledger, FOUR[0]), wrong(FOUR[0]))
    answer = score(attempt.progress).answers[0]
    assert (examining.given(answer), examining.key(answer)) == ("you: no", "it is: yes")
    assert examining.outcome(answer) == "✗ wrong"
    attempt.overrule(1)
    assert examining.outcome(score(attempt.progress).answers[0]) == "✓ correct by your ruling"


def test_certainty_is_told_with_what_it_changes() -> None:
    attempt = begun(PaperLedger(), *FOUR[:2], terms=Terms(certainty=True))
    for number, sure in ((1, Certainty.SURE), (2, Certainty.GUESS)):
        attempt.go_to(number)
        attempt.answer((right if number == 1 else wrong)(attempt.current.question))
        attempt.be_sure(sure)
    attempt.hand_in()
    attempt.predict(None)
    found = score(attempt.progress)
    assert found.sureness
    levels, earned, *_ = examining.certainty_lines(found.sureness)
    assert levels == "sure 1: 1 right   guess 1: 0 right"
    assert (
        earned
        == "Marks by certainty: 1.5 a question, 3 at best. They change the score by 10 percentage points."
    )
    assert examining.earned(found.answers[0]) == "1 of 1 points · sure · 0 s"


def test_rows_are_told_by_part_topic_level_and_type() -> None:
    cells = (Cell(2, "d", "war"), Cell(2))
    attempt = Attempt.start(PaperLedger(), paper(*FOUR, cells=cells), Terms())
    found = score(handed_in(attempt, right(FOUR[0])).progress)
    assert [row.label for row in examining.by_part(found, TITLES)] == ["d: war", "any question"]
    assert [row.label for row in examining.by_topic(found, TITLES)] == ["d: peace", "d: war"]
    assert examining.by_type(found) == [Row("choice", found.types[0])]
    assert [row.label for row in examining.by_level(found)] == ["recall"]
    plain = score(handed_in(begun(PaperLedger(), ask("d/a", level=""))).progress)
    assert examining.by_level(plain) == []
    assert examining.by_part(plain, TITLES) == []


def test_exam_in_a_list_is_one_line() -> None:
    found = done(True, False, terms=Terms(cut_score=50), share=0.6)
    assert examining.history_line("Mock", Moment(1_795_435_200_000, 60), found) == (
        "23 Nov 2026 · Mock · 1 of 2 points · 50 % (9–91 %) · predicted 60 % · passed"
    )
    assert examining.date_line(Moment(10**17, 0)) == "n.d."


@pytest.mark.parametrize(
    ("stage", "left", "words"),
    [
        (Stage.SITTING, 90_000, "1½ minutes left"),
        (Stage.SITTING, None, "no time limit"),
        (Stage.SITTING, 0, "the time is over, the result waits"),
        (Stage.PAUSED, 90_000, "paused, 1½ minutes left"),
        (Stage.PAUSED, None, "paused"),
        (Stage.PREDICTING, 5, "handed in, the result waits"),
        (Stage.MARKING, None, "handed in, the result waits"),
    ],
)
def test_exam_that_is_not_done_is_told_by_where_it_stands(stage: Stage, left: int | None, words: str) -> None:
    assert examining.running_words(stage, left) == words
