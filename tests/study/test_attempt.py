from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.study.exams import ALL_FORMS, ask, begun, handed_in, paper, resumed, right, wrong
from tests.study.ledger import DAY, MINUTE, NOON, PaperLedger

from alliance_tutor.deck.questions import Question
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Event, Kind
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.study.attempt import Attempt, Stage
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.kept import LONGEST
from alliance_tutor.study.progress import End, Given, progress_of
from alliance_tutor.study.responses import Picked, Response, Ticked, Typed

THREE = tuple(ask(f"d/{each}") for each in "abc")
HALF_HOUR = Terms(minutes=30)
PAUSED = Terms(minutes=30, pause=True)
BY_QUESTION = Terms(item_seconds=60)
RIGHT = Typed("Pyongyang")


@pytest.fixture
def ledger() -> PaperLedger:
    return PaperLedger()


def bodies(ledger: PaperLedger, kind: Kind) -> list[dict[str, object]]:
    return [event.body for event in ledger.of(kind)]


# Sitting


def test_whole_paper_is_on_disk_when_an_exam_begins(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    [event] = ledger.events
    assert event.kind == Kind.EXAM_STARTED
    assert event.body["items"][1]["text"]["prompt"] == "What of d/b?"
    assert (attempt.stage, attempt.number, attempt.total) == (Stage.SITTING, 1, 3)
    assert (attempt.left, attempt.elapsed, attempt.notice) == (30 * MINUTE, 0, "")
    assert (attempt.unanswered, attempt.flagged, attempt.given) == ((1, 2, 3), (), Given())
    assert attempt.current.question == THREE[0]


def test_paper_without_questions_begins_nothing(ledger: PaperLedger) -> None:
    with pytest.raises(ValueError, match="without questions"):
        Attempt.start(ledger, paper(), Terms())
    assert ledger.events == []


def test_answers_are_given_changed_and_taken_back(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    attempt.answer(Picked(1))
    attempt.answer(Picked(1))
    attempt.answer(Picked(0))
    assert attempt.given == Given(Picked(0))
    left = [attempt.unanswered]
    attempt.answer(None)
    assert [*left, attempt.unanswered] == [(2, 3), (1, 2, 3)]
    assert [body["response"] for body in bodies(ledger, Kind.EXAM_ANSWERED)] == [
        {"picked": 1},
        {"picked": 0},
        None,
    ]


def test_empty_draft_is_no_answer(ledger: PaperLedger) -> None:
    attempt = begun(ledger, ask("d/t", "short-answer"), terms=HALF_HOUR)
    ledger.at += DAY
    attempt.tick(Typed(" "))
    assert (attempt.stage, attempt.unanswered) == (Stage.PREDICTING, (1,))


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (THREE[0], Picked(3)),
        (THREE[0], Typed("yes")),
        (ask("d/t", "short-answer"), Typed("  ")),
        (ask("d/m", "multiple-response"), Ticked(frozenset())),
    ],
)
def test_response_that_says_nothing_is_no_answer(
    ledger: PaperLedger, question: Question, response: Response
) -> None:
    attempt = begun(ledger, question)
    attempt.answer(response)
    assert attempt.unanswered == (1,)
    assert ledger.of(Kind.EXAM_ANSWERED) == []


def test_very_long_answer_is_cut_and_the_learner_told(ledger: PaperLedger) -> None:
    attempt = begun(ledger, ask("d/o", "open"))
    attempt.answer(Typed("x" * (LONGEST + 5)))
    assert attempt.notice == "Only the first 20,000 characters are kept."
    assert attempt.given.response == Typed("x" * LONGEST)
    events = len(ledger.events)
    attempt.answer(Typed("x" * (LONGEST + 5)))
    assert len(ledger.events) == events


def test_learner_goes_where_they_like(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    attempt.go_to(3)
    attempt.answer(Picked(0))
    assert (attempt.number, attempt.unanswered) == (3, (1, 2))
    attempt.go_to_unanswered()
    assert attempt.number == 1
    attempt.go_to_unanswered()
    assert attempt.number == 2
    attempt.flag()
    assert (attempt.flagged, attempt.notice) == ((2,), "Flagged.")
    attempt.go_to_flagged()
    assert (attempt.number, attempt.notice) == (2, "No other question is flagged.")
    attempt.go_to(1)
    attempt.go_to_flagged()
    attempt.flag()
    assert (attempt.number, attempt.flagged, attempt.notice) == (2, (), "Flag taken off.")
    events = len(ledger.events)
    attempt.go_to(2)
    for number in (0, 4, -1):
        attempt.go_to(number)
        assert attempt.notice == f"There is no question {number}: they go from 1 to 3."
    assert len(ledger.events) == events
    for number in (1, 2):
        attempt.go_to(number)
        attempt.answer(Picked(0))
    attempt.go_to_unanswered()
    assert attempt.notice == "No other question is left without an answer."


def test_certainty_goes_with_the_answer_where_it_is_asked(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=Terms(certainty=True))
    attempt.be_sure(3)
    assert attempt.given.certainty is None
    attempt.answer(Picked(0))
    attempt.be_sure(3)
    attempt.answer(Picked(1))
    assert attempt.given == Given(Picked(1), Certainty.SURE)
    assert bodies(ledger, Kind.EXAM_ANSWERED)[-1]["certainty"] == 3
    attempt.answer(None)
    assert attempt.given == Given()
    with pytest.raises(ValueError, match="4"):
        attempt.be_sure(4)
    plain = begun(PaperLedger(), *THREE)
    plain.answer(Picked(0))
    plain.be_sure(3)
    assert plain.given.certainty is None


@pytest.mark.parametrize(
    "act",
    [
        lambda attempt: attempt.answer(Picked(2)),
        lambda attempt: attempt.go_to(3),
        lambda attempt: attempt.flag(),
        lambda attempt: attempt.pause(),
        lambda attempt: attempt.hand_in(),
    ],
)
def test_full_disk_changes_nothing(ledger: PaperLedger, act: Callable[[Attempt], None]) -> None:
    attempt = begun(ledger, *THREE, terms=PAUSED)
    attempt.answer(Picked(0))
    before = attempt.progress
    ledger.full = True
    with pytest.raises(JournalError):
        act(attempt)
    assert attempt.progress == before
    ledger.full = False
    act(attempt)
    assert attempt.progress != before


# Time


def test_time_left_is_told_once_at_each_mark(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    told = {}
    for second in range(1, 30 * 60):
        ledger.at = NOON + second * 1000
        attempt.tick()
        if attempt.notice:
            told[second // 60] = attempt.notice
    assert told == {
        15: "Half of the time is left: 15 minutes.",
        20: "10 minutes left.",
        25: "5 minutes left.",
        29: "1 minute left.",
    }


def test_only_the_latest_mark_is_told_after_a_long_look_away(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    ledger.at += 26 * MINUTE
    attempt.answer(Picked(0))
    assert attempt.notice == "5 minutes left."
    assert resumed(ledger).notice == ""


def test_half_is_told_in_place_of_the_same_mark(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=Terms(minutes=2))
    ledger.at += MINUTE
    attempt.tick()
    assert attempt.notice == "Half of the time is left: 1 minute."
    other = begun(ledger, *THREE, terms=Terms(minutes=1))
    ledger.at += MINUTE // 2
    other.tick()
    assert other.notice == "Half of the time is left: 30 seconds."


def test_extra_time_counts(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR._replace(extra=1.5))
    assert attempt.left == 45 * MINUTE
    ledger.at += 44 * MINUTE
    attempt.answer(Picked(0))
    assert attempt.stage is Stage.SITTING


def test_exam_without_a_limit_goes_on_for_ever(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    ledger.at += 400 * DAY
    attempt.tick()
    assert (attempt.stage, attempt.left, attempt.item_left, attempt.notice) == (Stage.SITTING, 0, 0, "")
    assert attempt.elapsed == 400 * DAY


def test_end_of_time_hands_in_what_is_there(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    attempt.answer(Picked(0))
    ledger.at += 31 * MINUTE
    attempt.tick()
    assert (attempt.stage, attempt.notice) == (Stage.PREDICTING, "Time is up: handed in as it stood.")
    assert bodies(ledger, Kind.EXAM_HANDED_IN) == [
        {"exam": "paperaaa-1", "by": "time", "elapsed": 30 * MINUTE}
    ]
    assert (attempt.progress.end, attempt.left, attempt.elapsed) == (End.TIME, 0, 30 * MINUTE)


@pytest.mark.parametrize(
    "act",
    [
        lambda attempt: attempt.answer(Picked(2)),
        lambda attempt: attempt.go_to(3),
        lambda attempt: attempt.go_to_unanswered(),
        lambda attempt: attempt.flag(),
        lambda attempt: attempt.be_sure(2),
        lambda attempt: attempt.pause(),
        lambda attempt: attempt.hand_in(),
    ],
)
def test_nothing_is_taken_once_time_is_up(ledger: PaperLedger, act: Callable[[Attempt], None]) -> None:
    attempt = begun(ledger, *THREE, terms=PAUSED._replace(certainty=True))
    attempt.answer(Picked(0))
    ledger.at += 30 * MINUTE
    act(attempt)
    assert (attempt.stage, attempt.progress.end) == (Stage.PREDICTING, End.TIME)
    assert (attempt.progress.given, attempt.progress.item) == ({0: Given(Picked(0))}, 0)
    assert attempt.notice == "Time is up: handed in as it stood."
    events = len(ledger.events)
    act(attempt)
    assert len(ledger.events) == events


def test_draft_in_the_field_counts_when_time_runs_out(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    ledger.at += 29 * MINUTE
    attempt.tick(Picked(0))
    assert attempt.unanswered == (1, 2, 3)
    ledger.at += 2 * MINUTE
    attempt.tick(Picked(0))
    assert attempt.progress.given == {0: Given(Picked(0))}
    assert [event.kind for event in ledger.events[1:]] == [Kind.EXAM_ANSWERED, Kind.EXAM_HANDED_IN]
    assert progress_of(ledger.events) == attempt.progress


def test_closed_program_costs_time_and_a_pause_does_not(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=PAUSED)
    ledger.at += 5 * MINUTE
    again = resumed(ledger)
    assert again.elapsed == 5 * MINUTE
    again.pause()
    assert again.stage is Stage.PAUSED
    ledger.at += DAY
    again.tick()
    later = resumed(ledger)
    for one in (again, later):
        one.answer(Picked(0))
        one.go_to(2)
        one.flag()
        assert (one.stage, one.left, one.unanswered, one.number) == (Stage.PAUSED, 25 * MINUTE, (1, 2, 3), 1)
    later.go_on()
    ledger.at += MINUTE
    later.answer(Picked(0))
    assert (later.stage, later.left) == (Stage.SITTING, 24 * MINUTE)
    later.pause()
    later.hand_in()
    assert later.progress.end is End.LEARNER
    assert attempt.stage is Stage.SITTING


def test_exam_that_allows_no_pause_says_so(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    attempt.pause()
    assert (attempt.stage, attempt.notice) == (
        Stage.SITTING,
        "This exam cannot be paused: its clock runs on.",
    )
    attempt.go_on()
    assert len(ledger.events) == 1


def test_exam_whose_time_ran_out_meanwhile_is_handed_in_when_taken_up_again(ledger: PaperLedger) -> None:
    begun(ledger, *THREE, terms=HALF_HOUR).answer(Picked(0))
    ledger.at += 3 * DAY
    attempt = resumed(ledger)
    assert (attempt.stage, attempt.notice) == (Stage.PREDICTING, "Time is up: handed in as it stood.")
    assert attempt.progress.given == {0: Given(Picked(0))}


def test_clock_that_is_set_back_stands_still_and_loses_nothing(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    ledger.at += 10 * MINUTE
    attempt.tick()
    ledger.at -= 5 * 60 * MINUTE
    attempt.tick()
    assert attempt.elapsed == 10 * MINUTE
    ledger.at += MINUTE
    attempt.answer(Picked(0))
    assert attempt.elapsed == 11 * MINUTE
    assert resumed(ledger).elapsed == 11 * MINUTE
    ledger.at -= MINUTE
    assert resumed(ledger).elapsed == 11 * MINUTE


def test_clock_that_is_set_forward_counts_like_a_closed_lid(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=HALF_HOUR)
    ledger.at += 20 * MINUTE
    attempt.answer(Picked(0))
    assert resumed(ledger).left == attempt.left == 10 * MINUTE


def test_time_is_told_for_each_question(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    for number, seconds in ((2, 5), (1, 7), (3, 11)):
        ledger.at += seconds * 1000
        attempt.go_to(number)
    ledger.at += 2000
    attempt.answer(Picked(0))
    assert attempt.progress.spent == (16_000, 7_000, 2_000)
    ledger.at += 1000
    attempt.hand_in()
    assert attempt.progress.spent == (16_000, 7_000, 3_000)
    assert sum(attempt.progress.spent) == attempt.progress.elapsed == 26_000


def test_question_whose_own_time_is_up_is_left(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=BY_QUESTION)
    ledger.at += 20_000
    attempt.tick()
    assert attempt.item_left == 40_000
    attempt.go_to(2)
    assert attempt.item_left == 60_000
    attempt.go_to(1)
    assert attempt.item_left == 40_000
    ledger.at += 41_000
    attempt.tick(Picked(0))
    assert (attempt.number, attempt.notice) == (2, "The time for question 1 is up.")
    assert attempt.progress.given == {0: Given(Picked(0))}
    attempt.go_to(1)
    assert (attempt.number, attempt.notice) == (2, "The time for question 1 is up.")
    assert progress_of(ledger.events) == attempt.progress
    ledger.at += 61_000
    attempt.answer(Picked(1))
    assert (attempt.number, attempt.unanswered) == (3, (2, 3))
    ledger.at += 61_000
    attempt.flag()
    assert (attempt.stage, attempt.progress.end) == (Stage.PREDICTING, End.TIME)
    assert attempt.notice == "The time for each question is up: handed in as it stood."
    assert attempt.flagged == ()


def test_time_of_all_goes_before_that_of_a_question(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=Terms(minutes=1, item_seconds=45))
    ledger.at += 50_000
    attempt.tick()
    assert attempt.number == 2
    ledger.at += 10_000
    attempt.tick(Picked(0))
    assert attempt.stage is Stage.PREDICTING
    assert attempt.progress.given == {1: Given(Picked(0))}
    assert attempt.progress.elapsed == MINUTE


def test_draft_of_a_question_left_long_ago_still_counts(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE, terms=Terms(minutes=2, item_seconds=45))
    ledger.at += DAY
    attempt.tick(Picked(0))
    assert attempt.stage is Stage.PREDICTING
    assert attempt.progress.given == {0: Given(Picked(0))}
    assert progress_of(ledger.events) == attempt.progress


# Two windows


def test_what_another_window_did_is_taken_in(ledger: PaperLedger) -> None:
    one = begun(ledger, *THREE, terms=HALF_HOUR)
    two = resumed(ledger)
    ledger.at += MINUTE
    two.go_to(2)
    two.answer(Picked(1))
    one.answer(Picked(0))
    one.catch_up(ledger.events)
    assert one.progress.given == {0: Given(Picked(0)), 1: Given(Picked(1))}
    two.hand_in()
    one.answer(Picked(2))
    one.catch_up(ledger.events)
    assert (one.stage, one.progress.given[0]) == (Stage.PREDICTING, Given(Picked(0)))
    one.catch_up([])
    assert one.stage is Stage.PREDICTING


def test_exam_finished_in_two_windows_counts_once(ledger: PaperLedger) -> None:
    one = handed_in(begun(ledger, ask("d/b", "basic"), ask("d/a")), Typed("x"), Picked(1))
    two = resumed(ledger)
    one.mark(1, 1)
    two.mark(1, 0)
    assert len(ledger.of(Kind.EXAM_FINISHED)) == 2
    memory = ledger.standing("d/b").memory
    assert memory is not None
    assert memory.reps == 1
    two.catch_up(ledger.events)
    assert two.progress.credits == one.progress.credits


# Afterwards


def test_exam_counts_when_all_is_predicted_and_marked(ledger: PaperLedger) -> None:
    attempt = begun(ledger)
    assert [question.id for question in ALL_FORMS if question.id in ledger.standings()] == []
    for number, question in enumerate(ALL_FORMS, 1):
        attempt.go_to(number)
        attempt.answer(right(question))
    attempt.hand_in()
    assert (attempt.stage, attempt.to_mark) == (Stage.PREDICTING, ())
    attempt.mark(7, 1)
    attempt.predict(0.8)
    assert (attempt.stage, [answer.question.id for answer in attempt.to_mark]) == (
        Stage.MARKING,
        ["d/basic", "d/open"],
    )
    attempt.mark(1, 0)
    attempt.mark(9, 0.5)
    assert ledger.standings() == {}
    attempt.mark(7, 1)
    assert attempt.stage is Stage.DONE
    assert set(ledger.standings()) == {question.id for question in ALL_FORMS[:-1]}
    [end] = ledger.of(Kind.EXAM_FINISHED)
    assert end.body["study_day"] == day_text(ledger.study_day(ledger.now()))
    rows = {row["question"]: row for row in end.body["answers"]}
    assert rows["d/open"] == {"item": 8, "question": "d/open", "credit": 0.5, "ms": 0, "hash": "00000006"}
    assert (rows["d/choice"]["rating"], rows["d/typed"]["rating"], rows["d/basic"]["rating"]) == (2, 3, 3)
    assert attempt.progress == progress_of(ledger.events)
    attempt.mark(7, 0)
    attempt.predict(0.1)
    attempt.hand_in()
    assert len(ledger.of(Kind.EXAM_FINISHED)) == 1


def test_answers_count_by_the_rule_of_quizzes(ledger: PaperLedger) -> None:
    sure = Terms(certainty=True)
    attempt = begun(ledger, *THREE, ask("d/t", "short-answer"), ask("d/u"), terms=sure)
    given: list[tuple[Response, int]] = [(Picked(0), 3), (Picked(0), 1), (Picked(1), 3), (RIGHT, 2)]
    for number, (response, certainty) in enumerate(given, 1):
        attempt.go_to(number)
        attempt.answer(response)
        attempt.be_sure(certainty)
    attempt.hand_in()
    attempt.predict(None)
    rows = ledger.of(Kind.EXAM_FINISHED)[0].body["answers"]
    assert [(row.get("rating"), row.get("counts")) for row in rows] == [
        *((3, True), (1, True), (1, True), (3, True)),
        (None, None),
    ]
    ledger.at += 60_000
    again = handed_in(begun(ledger, THREE[0], ask("d/t", "short-answer")), Picked(0), Typed("Seoul"))
    rows = ledger.of(Kind.EXAM_FINISHED)[1].body["answers"]
    assert again.stage is Stage.DONE
    assert [row["due"] for row in rows] == [row["counts"] for row in rows] == [True, True]


def test_question_that_is_not_due_counts_only_when_it_was_wrong(ledger: PaperLedger) -> None:
    three = [ask(f"d/{each}", "short-answer") for each in "abc"]
    for _ in range(3):
        handed_in(begun(ledger, *three), *map(right, three))
        ledger.at += DAY
    handed_in(begun(ledger, *three), right(three[0]), wrong(three[1]), None)
    rows = ledger.of(Kind.EXAM_FINISHED)[-1].body["answers"]
    assert [(row.get("due"), row.get("counts")) for row in rows] == [
        (False, False),
        (False, True),
        (None, None),
    ]


def test_near_miss_is_the_learners_to_judge(ledger: PaperLedger) -> None:
    attempt = handed_in(begun(ledger, ask("d/t", "short-answer")), Typed("Pyongyong"))
    [answer] = attempt.to_mark
    assert (answer.verdict.near, answer.self_marked, answer.credit) == (True, False, 0)
    attempt.mark(1, 1)
    assert attempt.stage is Stage.DONE
    assert attempt.progress.credits[0].credit == 1


def test_prediction_may_be_refused_and_is_asked_once(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    attempt.predict(0.5)
    assert attempt.stage is Stage.SITTING
    attempt.hand_in()
    for share in (1.5, -0.1, float("nan")):
        with pytest.raises(ValueError, match="no share"):
            attempt.predict(share)
    attempt.predict(None)
    assert (attempt.stage, attempt.progress.predicted) == (Stage.DONE, None)
    attempt.predict(0.5)
    assert attempt.progress.predicted is None


@pytest.mark.parametrize("credit", [0.3, 2, -1])
def test_credit_is_nothing_half_or_all(ledger: PaperLedger, credit: float) -> None:
    attempt = handed_in(begun(ledger, ask("d/b", "basic")), Typed("x"))
    with pytest.raises(ValueError, match="no credit"):
        attempt.mark(1, credit)
    with pytest.raises(ValueError, match="no credit"):
        attempt.overrule(1, credit)


def test_exam_is_finished_by_the_next_start_if_the_last_could_not(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    attempt.hand_in()
    events = len(ledger.events)
    attempt.predict(0.5)
    del ledger.events[events + 1 :]
    assert [event.kind for event in ledger.events[events:]] == [Kind.EXAM_PREDICTED]
    assert resumed(ledger).stage is Stage.DONE
    assert len(ledger.of(Kind.EXAM_FINISHED)) == 1


def test_verdict_of_a_done_exam_is_turned_and_turned_back(ledger: PaperLedger) -> None:
    attempt = handed_in(begun(ledger, *THREE), Picked(0), Picked(1))
    before = dict(ledger.standings())
    attempt.overrule(2)
    assert (attempt.progress.credits[1].credit, ledger.standing("d/b").last_rating) == (1, 2)
    assert resumed(ledger).progress == attempt.progress
    attempt.overrule(2, 0.5)
    assert (attempt.progress.credits[1].credit, ledger.standing("d/b").last_rating) == (0.5, 1)
    attempt.overrule(2)
    assert attempt.progress.credits[1].credit == 1
    attempt.overrule(2)
    assert attempt.progress.credits[1].credit == 0
    assert ledger.standings() == before
    attempt.overrule(1)
    assert (attempt.progress.credits[0].credit, ledger.standing("d/a").last_rating) == (0, 1)


def test_mark_of_the_learners_can_be_changed_also_where_nothing_is_scheduled(ledger: PaperLedger) -> None:
    attempt = handed_in(begun(ledger, ask("d/o", "open")), Typed("x"))
    attempt.mark(1, 0.5)
    attempt.overrule(1, 1)
    assert attempt.progress.credits[0].credit == 1
    assert "rating" not in ledger.of(Kind.OVERRULED)[0].body
    attempt.overrule(1)
    assert attempt.progress.credits[0].credit == 0.5
    assert ledger.standings() == {}


def test_what_was_left_open_cannot_be_turned(ledger: PaperLedger) -> None:
    attempt = begun(ledger, *THREE)
    attempt.answer(Picked(1))
    attempt.overrule(1)
    handed_in(attempt)
    events = len(ledger.events)
    attempt.overrule(3)
    assert len(ledger.events) == events


def test_right_answer_that_was_not_due_does_not_count_when_turned(ledger: PaperLedger) -> None:
    question = ask("d/a", "short-answer")
    for _ in range(3):
        handed_in(begun(ledger, question), right(question))
        ledger.at += DAY
    attempt = handed_in(begun(ledger, question), wrong(question))
    reps = ledger.standing("d/a").memory
    attempt.overrule(1)
    assert ledger.of(Kind.OVERRULED)[0].body["counts"] is False
    now = ledger.standing("d/a").memory
    assert reps is not None
    assert now is not None
    assert now.reps == reps.reps - 1


def test_changed_deck_changes_nothing_of_a_sitting(ledger: PaperLedger) -> None:
    question = ask("d/t", "short-answer")
    begun(ledger, replace(question, answer="Wonsan", prompt="Which port?"))
    attempt = handed_in(resumed(ledger), Typed("Wonsan"))
    assert attempt.current.question.prompt == "Which port?"
    assert attempt.progress.credits[0].credit == 1


# Taken up again


def test_exam_is_taken_up_again_after_any_event(ledger: PaperLedger) -> None:
    attempt = begun(ledger, terms=PAUSED._replace(certainty=True))
    states = {len(ledger.events): attempt.progress}

    def note() -> None:
        ledger.at += 7_000
        states[len(ledger.events)] = attempt.progress

    for number, question in enumerate(ALL_FORMS, 1):
        attempt.go_to(number)
        note()
        attempt.answer(wrong(question) if number % 2 else right(question))
        note()
        attempt.be_sure(1 + number % 3)
        note()
    for act in (attempt.flag, attempt.pause, attempt.go_on, attempt.hand_in):
        act()
        note()
    attempt.predict(0.5)
    note()
    attempt.mark(7, 0.5)
    note()
    attempt.mark(9, 1)
    note()
    attempt.overrule(1)
    note()
    assert len(states) == len(ledger.events) - 1  # with the last mark it is finished: two events
    for count, state in states.items():
        assert progress_of(ledger.events[:count]) == state
        assert progress_of(reversed(ledger.events[:count])) == state
        fresh = PaperLedger()
        fresh.events, fresh.at = ledger.events[:count], ledger.at
        again = Attempt.resume(fresh, fresh.events)
        assert again is not None
        assert again.progress.given == state.given


def test_there_is_nothing_to_take_up_where_no_exam_began(ledger: PaperLedger) -> None:
    begun(ledger, *THREE).answer(Picked(0))
    assert Attempt.resume(ledger, ()) is None
    assert Attempt.resume(ledger, ledger.events[1:]) is None
    gone = Event("z", 1, NOON, 0, Kind.RETRACTED, {"event": ledger.events[0].id})
    assert Attempt.resume(ledger, [*ledger.events, gone]) is None


def test_self_marked_half_is_partly_right(ledger: PaperLedger) -> None:
    from alliance_tutor.study.marking import marked

    attempt = handed_in(begun(ledger, ask("d/b", "basic")), Typed("x"))
    attempt.mark(1, 0.5)
    [answer] = marked(attempt.progress)
    assert (answer.verdict.outcome, answer.verdict.given, answer.verdict.key) == (
        Outcome.PARTLY,
        "x",
        "Pyongyang",
    )
    assert ledger.standing("d/b").last_rating == 1
