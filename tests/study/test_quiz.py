from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from tests.study.ledger import DAY, MINUTE, NOON, PaperLedger, Shelf, question, sitting

from alliance_tutor.deck.questions import Question
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.entries import packed
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.quiz import Feedback, Quiz, QuizOptions
from alliance_tutor.study.responses import Picked, Response, Ticked, Typed
from alliance_tutor.study.session import MAX_RESPONSE, Phase

AT_ONCE = QuizOptions()
AT_END = QuizOptions(Feedback.AT_END)
SURELY = QuizOptions(certainty=True)
RETRY = QuizOptions(retry=True)
RIGHT, WRONG, NEAR = Typed("Pyongyang"), Typed("Seoul"), Typed("Pyongyong")


def typed(id: str) -> Question:
    return question(id, typed=True, answer="Pyongyang")


@pytest.fixture
def ledger() -> PaperLedger:
    return PaperLedger()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(*map(typed, ("d/a", "d/b", "d/c")))


def begin(ledger: PaperLedger, shelf: Shelf, options: QuizOptions = AT_ONCE) -> Quiz:
    return Quiz(tuple(shelf.questions), shelf.load, ledger, options)


def in_hand(quiz: Quiz) -> str:
    return quiz.current.question.id if quiz.current else ""


def answer(quiz: Quiz, response: Response | None = RIGHT, certainty: int = 2) -> str:
    """Answer the question in hand and go on; its id."""
    asked = in_hand(quiz)
    quiz.respond(response)
    quiz.be_sure(certainty)
    quiz.go_on()
    return asked


def learn(ledger: PaperLedger, shelf: Shelf, id: str = "d/a", days: int = 1) -> None:
    """Have a question learnt, and let so many days pass."""
    session = sitting(ledger, shelf, id)
    session.respond(None)
    session.rate(Rating.EASY)
    assert session.phase is Phase.DONE
    ledger.at += days * DAY


def last(ledger: PaperLedger) -> dict[str, Any]:
    return ledger.of(Kind.ANSWERED)[-1].body


# One question


def test_answer_is_on_disk_when_its_feedback_is_shown(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    assert (quiz.phase, in_hand(quiz), quiz.verdict, quiz.response) == (Phase.ASKING, "d/a", None, None)
    ledger.at += 7_500
    quiz.respond(Typed("  pyong yang "))
    assert (quiz.phase, quiz.response) == (Phase.SHOWN, Typed("  pyong yang "))
    assert quiz.verdict
    assert quiz.verdict.outcome is Outcome.RIGHT
    [event] = ledger.events
    assert event.kind == Kind.ANSWERED
    assert event.body == {
        "question": "d/a",
        "mode": "quiz",
        "rating": 3,
        "study_day": "2026-11-23",
        "ms": 7_500,
        "hash": "0badcafe",
        "credit": 1.0,
        "response": "pyong yang",
        "certainty": None,
        "counts": True,
    }
    quiz.go_on()
    assert in_hand(quiz) == "d/b"
    assert quiz.response is None
    assert quiz.verdict is None


def test_answers_of_both_kinds_are_said_in_the_order_that_packs(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf)
    answer(begin(ledger, shelf))
    assert {event.kind for event in ledger.events} == {Kind.REVIEWED, Kind.ANSWERED}
    assert [packed(event.body) for event in ledger.events] == [
        [*event.body.values()] for event in ledger.events
    ]


def test_nothing_happens_when_it_is_not_its_turn(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    quiz.go_on()
    quiz.be_sure(3)
    quiz.judge(True)
    quiz.overrule()
    quiz.overrule(0)
    assert (quiz.phase, in_hand(quiz), ledger.events) == (Phase.ASKING, "d/a", [])
    quiz.respond(WRONG)
    quiz.respond(RIGHT)
    quiz.judge(True)
    quiz.be_sure(3)
    assert quiz.verdict
    assert quiz.verdict.outcome is Outcome.WRONG
    assert len(ledger.events) == 1


def test_response_is_cut_when_it_is_long(ledger: PaperLedger, shelf: Shelf) -> None:
    begin(ledger, shelf).respond(Typed("x" * 5_000))
    assert len(last(ledger)["response"]) == MAX_RESPONSE


@pytest.mark.parametrize("response", [None, Typed("  "), Picked(0)])
def test_answer_is_not_known_when_nothing_is_given(
    ledger: PaperLedger, shelf: Shelf, response: Response | None
) -> None:
    quiz = begin(ledger, shelf, SURELY)
    quiz.respond(response)
    assert quiz.phase is Phase.SHOWN, "how sure is not asked of nothing"
    assert quiz.verdict
    assert (quiz.verdict.outcome, quiz.verdict.credit) == (Outcome.WRONG, 0.0)
    body = last(ledger)
    assert (body["credit"], body["rating"], body["certainty"], body["counts"]) == (0.0, 1, 1, True)
    assert quiz.answers[0].blank


def test_options_are_shuffled_anew_by_the_seed_and_when_asked_again(ledger: PaperLedger) -> None:
    shelf = Shelf(question("d/a", options=8))
    quiz = begin(ledger, shelf, RETRY)
    other = begin(ledger, shelf, RETRY._replace(seed=1))
    assert quiz.current
    assert other.current
    first = quiz.current.order
    assert first != other.current.order
    answer(quiz, Picked(3))
    assert quiz.retrying
    assert quiz.current.order != first
    again = begin(ledger, shelf, RETRY)
    assert again.current
    assert again.current.order == first


def test_place_is_known_throughout(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    places = []
    while quiz.current:
        places.append((quiz.position, quiz.total))
        answer(quiz)
    assert [*places, (quiz.position, quiz.total)] == [(1, 3), (2, 3), (3, 3), (3, 3)]


def test_quiz_is_done_when_there_is_nothing_to_ask(ledger: PaperLedger) -> None:
    quiz = Quiz((), Shelf().load, ledger, AT_ONCE)
    quiz.respond(RIGHT)
    quiz.flag()
    quiz.go_on()
    assert (quiz.phase, quiz.position, quiz.total, ledger.events) == (Phase.DONE, 0, 0, [])


def test_card_is_passed_over_when_it_has_gone(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    del shelf.questions["d/b"]
    answer(quiz)
    assert (in_hand(quiz), quiz.position, quiz.total) == ("d/c", 2, 2)


def test_flag_is_put_on_and_taken_off(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    quiz.flag()
    assert (quiz.notice, ledger.standing("d/a").flagged) == ("Flagged.", True)
    assert quiz.current
    assert quiz.current.standing.flagged
    quiz.respond(RIGHT)
    assert len(quiz.answers) == 1


@pytest.mark.parametrize("response", [None, WRONG, NEAR])
def test_stopping_ends_the_quiz_with_what_was_answered(
    ledger: PaperLedger, shelf: Shelf, response: Response | None
) -> None:
    quiz = begin(ledger, shelf, RETRY)
    answer(quiz, WRONG)
    if response:
        quiz.respond(response)
    recorded = len(ledger.events)
    quiz.stop()
    assert (quiz.phase, quiz.current, quiz.verdict) == (Phase.DONE, None, None)
    assert len(quiz.answers) == len(ledger.events) == recorded
    quiz.overrule(0)
    assert quiz.answers[0].right


# Feedback


def test_nothing_is_shown_before_the_end_when_feedback_is_at_the_end(
    ledger: PaperLedger, shelf: Shelf
) -> None:
    quiz = begin(ledger, shelf, AT_END)
    for id in ("d/a", "d/b", "d/c"):
        assert (in_hand(quiz), quiz.verdict) == (id, None)
        quiz.respond(WRONG)
    assert quiz.phase is Phase.DONE
    assert [each.right for each in quiz.answers] == [False] * 3
    assert len(ledger.events) == 3


@pytest.mark.parametrize("options", [AT_ONCE, AT_END])
def test_learner_judges_what_was_recalled(ledger: PaperLedger, options: QuizOptions) -> None:
    quiz = begin(ledger, Shelf(question("d/a"), question("d/b")), options)
    quiz.respond(None)
    assert (quiz.phase, quiz.to_judge, ledger.events) == (Phase.SHOWN, True, [])
    quiz.go_on()
    assert in_hand(quiz) == "d/a", "it has to be judged first"
    quiz.judge(True)
    assert (quiz.phase, quiz.to_judge) == (Phase.SHOWN, False)
    assert (last(ledger)["credit"], last(ledger)["rating"]) == (1.0, 3)
    quiz.go_on()
    quiz.respond(None)
    quiz.judge(False)
    assert (last(ledger)["credit"], last(ledger)["rating"]) == (0.0, 1)
    quiz.go_on()
    assert quiz.phase is Phase.DONE


@pytest.mark.parametrize("options", [AT_ONCE, AT_END])
@pytest.mark.parametrize("right", [True, False])
def test_learner_decides_on_a_near_miss(
    ledger: PaperLedger, shelf: Shelf, options: QuizOptions, right: bool
) -> None:
    quiz = begin(ledger, shelf, options)
    quiz.respond(NEAR)
    assert (quiz.to_judge, ledger.events) == (True, [])
    quiz.judge(right)
    assert last(ledger)["credit"] == float(right)
    assert last(ledger)["response"] == "Pyongyong"
    assert quiz.verdict
    assert quiz.verdict.outcome is (Outcome.RIGHT if right else Outcome.WRONG)
    quiz.go_on()
    assert in_hand(quiz) == "d/b"


# Certainty


def test_how_sure_is_asked_before_anything_is_shown(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, SURELY)
    quiz.respond(RIGHT)
    assert (quiz.phase, quiz.verdict, quiz.response, ledger.events) == (Phase.CERTAINTY, None, RIGHT, [])
    quiz.go_on()
    quiz.judge(True)
    with pytest.raises(ValueError, match="4"):
        quiz.be_sure(4)
    assert (quiz.phase, ledger.events) == (Phase.CERTAINTY, [])
    quiz.be_sure(3)
    assert quiz.phase is Phase.SHOWN
    assert (last(ledger)["certainty"], last(ledger)["rating"]) == (3, 3)
    assert quiz.answers[0].certainty is Certainty.SURE


def test_how_sure_is_asked_before_a_recalled_answer_is_judged(ledger: PaperLedger) -> None:
    quiz = begin(ledger, Shelf(question("d/a")), SURELY)
    quiz.respond(None)
    assert quiz.phase is Phase.CERTAINTY
    quiz.be_sure(1)
    assert (quiz.phase, quiz.to_judge) == (Phase.SHOWN, True)
    quiz.judge(True)
    assert (last(ledger)["certainty"], last(ledger)["rating"]) == (1, 1)


def test_time_taken_ends_when_the_answer_is_given(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, SURELY)
    ledger.at += 2_000
    quiz.respond(RIGHT)
    ledger.at += MINUTE
    quiz.be_sure(2)
    assert last(ledger)["ms"] == 2_000


# What counts


def test_right_answer_long_before_its_day_changes_nothing(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf)
    before = ledger.standing("d/a")
    quiz = begin(ledger, shelf)
    quiz.respond(RIGHT)
    assert last(ledger)["counts"] is False
    assert ledger.standing("d/a") == before


def test_wrong_answer_counts_whenever(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf)
    begin(ledger, shelf).respond(WRONG)
    memory = ledger.standing("d/a").memory
    assert memory
    assert (memory.lapses, last(ledger)["counts"]) == (1, True)


def test_right_answer_counts_when_due(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf, days=60)
    begin(ledger, shelf).respond(RIGHT)
    memory = ledger.standing("d/a").memory
    assert memory
    assert (memory.reps, memory.last_day) == (2, ledger.study_day(ledger.now()))


@pytest.mark.parametrize("response", [RIGHT, WRONG])
def test_pretest_counts_for_nothing(ledger: PaperLedger, shelf: Shelf, response: Response) -> None:
    quiz = begin(ledger, shelf, QuizOptions(pretest=True))
    answer(quiz, response)
    assert (last(ledger)["mode"], last(ledger)["counts"]) == ("pretest", False)
    assert ledger.standing("d/a").memory is None


# Once more


def test_missed_questions_are_asked_again_until_right(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, RETRY)
    asked = [answer(quiz, WRONG), answer(quiz, RIGHT), answer(quiz, None)]
    assert (quiz.retrying, quiz.to_retry, quiz.position, quiz.total) == (True, 2, 3, 3)
    standings = dict(ledger.standings())
    asked += [answer(quiz, WRONG), answer(quiz, RIGHT), answer(quiz, RIGHT)]
    assert asked == ["d/a", "d/b", "d/c", "d/a", "d/c", "d/a"]
    assert (quiz.phase, quiz.retrying, quiz.to_retry) == (Phase.DONE, False, 0)
    modes = [(event.body["mode"], event.body["counts"]) for event in ledger.of(Kind.ANSWERED)]
    assert modes == [("quiz", True)] * 3 + [("retry", False)] * 3
    assert ledger.standings() == standings


def test_retry_shows_its_feedback_at_once_and_does_not_ask_how_sure(
    ledger: PaperLedger, shelf: Shelf
) -> None:
    quiz = begin(ledger, shelf, QuizOptions(Feedback.AT_END, certainty=True, retry=True))
    for _ in range(3):
        answer(quiz, WRONG)
    quiz.respond(WRONG)
    assert (quiz.retrying, quiz.phase, last(ledger)["certainty"]) == (True, Phase.SHOWN, None)


def test_retry_passes_over_what_was_set_aside_meanwhile(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, RETRY)
    ledger.record(Kind.SUSPENDED, {"question": "d/a"})
    for _ in range(3):
        answer(quiz, WRONG)
    assert in_hand(quiz) == "d/b"


# Overruling


def test_overruled_answer_is_right_and_its_lapse_taken_back(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf)
    before = ledger.standing("d/a")
    quiz = begin(ledger, shelf)
    quiz.respond(WRONG)
    assert ledger.standing("d/a") != before
    quiz.overrule()
    [given] = ledger.of(Kind.ANSWERED)
    [ruling] = ledger.of(Kind.OVERRULED)
    assert ruling.body == {"event": given.id, "credit": 1.0, "rating": 3, "counts": False}
    assert ledger.standing("d/a") == before
    assert quiz.verdict
    assert (quiz.verdict.outcome, quiz.verdict.overruled) == (Outcome.RIGHT, True)
    assert quiz.answers[0].right
    quiz.go_on()
    assert in_hand(quiz) == "d/b"


def test_overruled_answer_is_wrong_and_counts_as_again(ledger: PaperLedger, shelf: Shelf) -> None:
    learn(ledger, shelf)
    quiz = begin(ledger, shelf)
    quiz.respond(RIGHT)
    quiz.overrule()
    memory = ledger.standing("d/a").memory
    assert memory
    assert (memory.lapses, ledger.of(Kind.OVERRULED)[0].body["counts"]) == (1, True)


def test_verdict_turned_twice_is_as_it_was(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    quiz.respond(WRONG)
    before, verdict = dict(ledger.standings()), quiz.verdict
    quiz.overrule()
    quiz.overrule()
    assert (quiz.verdict, ledger.standings()) == (verdict, before)
    quiz.overrule()
    assert quiz.answers[0].right
    assert ledger.standing("d/a").last_rating == Rating.GOOD


def test_certainty_decides_the_rating_of_an_overruled_answer(ledger: PaperLedger) -> None:
    quiz = begin(ledger, Shelf(question("d/a", options=3)), SURELY)
    quiz.respond(Picked(2))
    quiz.be_sure(1)
    quiz.overrule()
    assert ledger.of(Kind.OVERRULED)[0].body["rating"] == Rating.AGAIN


def test_pretest_and_retry_count_for_nothing_when_overruled(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, QuizOptions(pretest=True))
    quiz.respond(RIGHT)
    quiz.overrule()
    assert ledger.of(Kind.OVERRULED)[0].body["counts"] is False


def test_overruled_answers_are_missed_or_not_as_they_are_now(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, RETRY)
    quiz.respond(WRONG)
    quiz.overrule()
    quiz.go_on()
    quiz.respond(RIGHT)
    quiz.overrule()
    quiz.go_on()
    answer(quiz)
    assert (in_hand(quiz), quiz.to_retry) == ("d/b", 1)


def test_answers_can_be_overruled_at_the_end(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf, AT_END)
    quiz.respond(WRONG)
    quiz.overrule()
    quiz.overrule(0)
    assert ledger.of(Kind.OVERRULED) == [], "what is not shown cannot be judged"
    answer(quiz, WRONG)
    answer(quiz)
    quiz.overrule()
    quiz.overrule(1)
    assert [each.right for each in quiz.answers] == [False, True, True]
    assert ledger.of(Kind.OVERRULED)[0].body["event"] == quiz.answers[1].event
    quiz.overrule(1)
    assert [each.right for each in quiz.answers] == [False, False, True]


def test_judged_answer_can_be_overruled(ledger: PaperLedger) -> None:
    quiz = begin(ledger, Shelf(question("d/a")))
    quiz.respond(None)
    quiz.overrule()
    assert quiz.to_judge
    quiz.judge(False)
    quiz.overrule()
    assert quiz.answers[0].right


# Two windows


def test_question_is_passed_over_when_answered_in_another_window(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    learn(ledger, shelf, "d/b", days=0)
    answer(quiz)
    assert (in_hand(quiz), quiz.total) == ("d/c", 2)


def test_answer_is_not_counted_twice_when_given_in_another_window(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    learn(ledger, shelf, days=0)
    quiz.respond(WRONG)
    assert (in_hand(quiz), quiz.answers, ledger.of(Kind.ANSWERED)) == ("d/b", [], [])
    assert "another window" in quiz.notice


@pytest.mark.parametrize("kind", [Kind.SUSPENDED, Kind.BURIED])
def test_question_is_passed_over_when_set_aside_in_another_window(
    ledger: PaperLedger, shelf: Shelf, kind: Kind
) -> None:
    quiz = begin(ledger, shelf)
    ledger.record(kind, {"question": "d/b", "study_day": "2026-11-23"})
    answer(quiz)
    assert in_hand(quiz) == "d/c"


def test_undo_in_a_session_takes_the_answer_back(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(begin(ledger, shelf), WRONG)
    session = sitting(ledger, shelf, "d/b")
    assert session.undo()
    assert ledger.standing("d/a").memory is None
    assert session.current
    assert session.current.question.id == "d/a"


# A full disk


def test_same_can_be_done_again_when_the_disk_was_full(ledger: PaperLedger) -> None:
    shelf = Shelf(typed("d/a"), question("d/b"))
    quiz = begin(ledger, shelf, SURELY)

    def holds() -> tuple[object, ...]:
        place = quiz.position, quiz.total
        return (
            quiz.phase,
            quiz.current,
            quiz.response,
            quiz.verdict,
            quiz.to_judge,
            place,
            tuple(quiz.answers),
        )

    def refused(*acts: Callable[[], None]) -> None:
        for act in acts:
            before, ledger.full = holds(), True
            with pytest.raises(JournalError):
                act()
            ledger.full = False
            assert holds() == before
            act()

    refused(quiz.flag, partial(quiz.respond, Typed("")))
    quiz.go_on()
    quiz.respond(None)
    quiz.be_sure(2)
    refused(partial(quiz.judge, False), quiz.overrule, quiz.overrule)
    assert [event.kind for event in ledger.events] == [
        *(Kind.FLAGGED, Kind.ANSWERED, Kind.ANSWERED, Kind.OVERRULED, Kind.RETRACTED),
    ]
    other = begin(ledger, shelf, SURELY)
    other.respond(RIGHT)
    ledger.full = True
    with pytest.raises(JournalError):
        other.be_sure(3)
    assert (other.phase, other.answers) == (Phase.CERTAINTY, [])


def test_clock_starts_when_the_question_is_asked(ledger: PaperLedger, shelf: Shelf) -> None:
    quiz = begin(ledger, shelf)
    assert quiz.current
    assert quiz.current.since == NOON
    ledger.at -= DAY
    quiz.respond(RIGHT)
    assert last(ledger)["ms"] == 0


def test_partly_right_counts_as_again_and_can_be_overruled(ledger: PaperLedger) -> None:
    base = question("d/a", options=4)
    several = replace(base, ref=base.ref._replace(type="multiple-response"))
    several = replace(
        several, options=tuple(each._replace(right=place < 2) for place, each in enumerate(base.options))
    )
    quiz = begin(ledger, Shelf(several))
    quiz.respond(Ticked(frozenset({0})))
    assert (last(ledger)["credit"], last(ledger)["rating"]) == (0.5, 1)
    quiz.overrule()
    quiz.overrule()
    assert quiz.answers[0].credit == 0.5
