from collections.abc import Callable
from functools import partial

import pytest
from tests.study.ledger import DAY, MINUTE, NOON, PaperLedger, Shelf, question, sitting

from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.scheduler import Scheduler
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.responses import Picked, Typed
from alliance_tutor.study.session import MAX_RESPONSE, Phase, Session

IDS = ("d/a", "d/b", "d/c")


@pytest.fixture
def ledger() -> PaperLedger:
    return PaperLedger()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(*map(question, IDS))


@pytest.fixture
def session(ledger: PaperLedger, shelf: Shelf) -> Session:
    return sitting(ledger, shelf)


def in_hand(session: Session) -> str:
    return session.current.question.id if session.current else ""


def answer(session: Session, rating: Rating) -> str:
    """Answer the question in hand; its id."""
    asked = in_hand(session)
    session.respond(None)
    session.rate(rating)
    return asked


def place(session: Session) -> tuple[int, int]:
    return session.position, session.total


# One question


def test_first_question_is_asked_when_session_begins(session: Session) -> None:
    assert (session.phase, in_hand(session), place(session)) == (Phase.ASKING, "d/a", (1, 3))
    assert session.suggested is None
    assert session.previews == {}


def test_answer_is_shown_with_four_intervals_when_responded(session: Session) -> None:
    session.respond(None)
    assert session.phase is Phase.SHOWN
    assert session.verdict
    assert session.verdict.outcome is Outcome.SELF
    assert session.suggested is Rating.GOOD
    assert list(session.previews) == list(Rating)
    assert in_hand(session) == "d/a"


def test_second_response_changes_nothing_when_answer_is_shown(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.respond(Typed("no"))
    shown = session.verdict
    session.respond(Typed("yes"))
    assert session.verdict is shown
    assert session.suggested is Rating.AGAIN


def test_rating_records_nothing_when_answer_is_not_shown(session: Session, ledger: PaperLedger) -> None:
    session.rate(Rating.GOOD)
    assert (session.phase, ledger.events) == (Phase.ASKING, [])


def test_answer_is_recorded_whole_when_rated(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.respond(Typed("  No,  never "))
    ledger.at += 7_500
    session.rate(Rating.HARD)
    [event] = ledger.events
    assert event.kind == Kind.REVIEWED
    assert event.body == {
        "question": "d/a",
        "rating": 2,
        "study_day": "2026-11-23",
        "ms": 7_500,
        "hash": "0badcafe",
        "credit": 0.0,
        "response": "No, never",
    }
    [answered] = session.answers
    assert (answered.rating, answered.outcome, answered.first, answered.ms) == (
        Rating.HARD,
        Outcome.WRONG,
        True,
        7_500,
    )


def test_response_is_cut_when_it_is_long(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.respond(Typed("x" * 5_000))
    session.rate(Rating.AGAIN)
    assert len(ledger.events[0].body["response"]) == MAX_RESPONSE


def test_place_moves_on_with_each_new_question_and_a_returning_one_keeps_to_the_end(
    session: Session,
) -> None:
    places = [place(session)]
    for _ in range(3):
        answer(session, Rating.GOOD)
        places.append(place(session))
    assert places == [(1, 3), (2, 3), (3, 3), (3, 3)]
    assert session.returned
    assert session.finished == 0


def test_time_taken_is_nothing_when_clock_jumped_back(session: Session, ledger: PaperLedger) -> None:
    session.respond(None)
    ledger.at -= DAY
    session.rate(Rating.EASY)
    assert ledger.events[0].body["ms"] == 0


def test_near_miss_counts_as_right_when_learner_says_so(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True, answer="Pyongyang")))
    session.respond(Typed("Pyongyong"))
    assert (session.verdict and session.verdict.near, session.suggested) == (True, Rating.AGAIN)
    session.count()
    assert (session.verdict and session.verdict.outcome, session.suggested) == (Outcome.RIGHT, Rating.GOOD)
    session.rate(Rating.GOOD)
    assert ledger.events[0].body["credit"] == 1.0


def test_plain_mistake_does_not_count_when_learner_asks(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.count()
    session.respond(Typed("no"))
    session.count()
    assert session.verdict
    assert session.verdict.outcome is Outcome.WRONG


def test_response_is_kept_while_its_answer_is_shown(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True), question("d/b")))
    session.respond(Typed("no"))
    assert session.response == Typed("no")
    session.rate(Rating.EASY)
    assert session.response is None


@pytest.mark.parametrize(
    ("given", "turned", "rating"), [("no", 1.0, Rating.GOOD), ("yes", 0.0, Rating.AGAIN)]
)
def test_overruled_verdict_is_recorded_beside_what_marking_said(
    ledger: PaperLedger, given: str, turned: float, rating: Rating
) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True), question("d/b")))
    session.respond(Typed(given))
    session.overrule()
    assert session.verdict
    assert (session.verdict.credit, session.verdict.overruled, session.suggested) == (turned, True, rating)
    session.rate(rating)
    answered, ruling = ledger.events
    assert (answered.body["credit"], answered.body["rating"]) == (1.0 - turned, rating)
    assert (ruling.kind, ruling.body) == (Kind.OVERRULED, {"event": answered.id, "credit": turned})
    assert session.answers[0].outcome is (Outcome.RIGHT if turned else Outcome.WRONG)


def test_verdict_turned_twice_is_as_it_was(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.respond(Typed("no"))
    before = session.verdict
    session.overrule()
    session.overrule()
    assert session.verdict == before
    session.rate(Rating.AGAIN)
    assert [event.kind for event in ledger.events] == [Kind.REVIEWED]


def test_there_is_no_verdict_to_overrule_when_the_learner_marks(session: Session) -> None:
    session.overrule()
    assert session.verdict is None
    session.respond(None)
    shown = session.verdict
    session.overrule()
    assert session.verdict == shown


def test_overruled_answer_is_taken_back_whole_when_undone(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", typed=True)))
    session.respond(Typed("no"))
    session.overrule()
    session.rate(Rating.EASY)
    assert session.undo()
    assert ledger.standing("d/a").memory is None
    session.respond(Typed("no"))
    assert session.verdict
    assert not session.verdict.overruled


def test_options_are_shuffled_the_same_way_when_asked_again(ledger: PaperLedger) -> None:
    shelf = Shelf(question("d/a", options=6))
    first, second = sitting(ledger, shelf), sitting(ledger, shelf)
    assert first.current
    assert second.current
    assert first.current.order == second.current.order
    assert sorted(first.current.order) == list(range(6))
    answer(first, Rating.GOOD)
    assert first.current
    assert first.current.order != second.current.order, "the place must not be learnt instead of the answer"


def test_picked_option_is_marked_by_its_place_in_the_file(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a", options=4)))
    session.respond(Picked(0))
    assert session.verdict
    assert session.verdict.outcome is Outcome.RIGHT


# The order of questions


def test_question_is_done_for_today_when_it_leaves_its_learning_steps(session: Session) -> None:
    assert [answer(session, Rating.EASY) for _ in IDS] == list(IDS)
    assert (session.phase, session.current, session.verdict, session.previews) == (Phase.DONE, None, None, {})
    assert place(session) == (3, 3)


def test_again_comes_back_when_its_minute_is_over(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.AGAIN)
    assert in_hand(session) == "d/b"
    ledger.at += MINUTE
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/a"
    assert place(session) == (2, 3), "a question that comes back does not count again"


def test_queue_goes_on_when_no_step_is_over(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.AGAIN)
    ledger.at += MINUTE - 1
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/c"


def test_steps_come_before_their_time_when_nothing_else_is_left(session: Session) -> None:
    for _ in IDS:
        answer(session, Rating.GOOD)
    asked = [answer(session, Rating.GOOD) for _ in IDS]
    assert asked == list(IDS)
    assert session.phase is Phase.DONE


def test_step_that_ends_first_comes_first(session: Session) -> None:
    answer(session, Rating.GOOD)
    answer(session, Rating.AGAIN)
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/b"


def test_other_step_comes_first_when_the_earlier_one_was_just_asked(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a"), question("d/b")))
    answer(session, Rating.GOOD)  # 10 minutes
    answer(session, Rating.AGAIN)  # 1 minute
    assert in_hand(session) == "d/a"
    answer(session, Rating.GOOD)
    assert [answer(session, Rating.AGAIN) for _ in range(2)] == ["d/b", "d/b"], "no other is left"


def test_waiting_question_comes_when_the_only_other_is_skipped(ledger: PaperLedger) -> None:
    session = sitting(ledger, Shelf(question("d/a"), question("d/b")))
    answer(session, Rating.AGAIN)
    session.skip()
    assert in_hand(session) == "d/a"


def test_step_that_still_runs_waits_when_a_sitting_begins(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf, "d/a"), Rating.AGAIN)
    session = sitting(ledger, shelf)
    assert (in_hand(session), place(session)) == ("d/b", (1, 3))
    ledger.at += MINUTE
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/a"


def test_question_is_asked_once_when_the_queue_names_it_twice(ledger: PaperLedger, shelf: Shelf) -> None:
    session = sitting(ledger, shelf, "d/a", "d/b", "d/a")
    assert [answer(session, Rating.EASY) for _ in range(session.total)] == ["d/a", "d/b"]
    assert session.phase is Phase.DONE


def test_answers_of_a_long_evening_belong_to_their_own_days(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.GOOD)
    ledger.at += DAY
    for _ in range(2):
        answer(session, Rating.EASY)
    days = [event.body["study_day"] for event in ledger.of(Kind.REVIEWED)]
    assert days == ["2026-11-23", "2026-11-24", "2026-11-24"]


# Nothing to ask


def test_session_is_done_when_the_queue_is_empty(ledger: PaperLedger) -> None:
    session = Session((), Shelf().load, ledger, Scheduler())
    for act in (session.skip, session.bury, session.suspend, session.flag, session.count):
        act()
    session.respond(None)
    session.rate(Rating.GOOD)
    session.replace(question("d/a"))
    session.replace(None)
    assert (session.phase, place(session), ledger.events) == (Phase.DONE, (0, 0), [])
    assert not session.undo()
    assert session.notice == "Nothing to take back."


def test_card_is_passed_over_when_it_has_gone(ledger: PaperLedger, shelf: Shelf) -> None:
    del shelf.questions["d/b"]
    session = sitting(ledger, shelf, *IDS)
    answer(session, Rating.EASY)
    assert (in_hand(session), place(session)) == ("d/c", (2, 2))


def test_session_is_done_when_every_card_has_gone(ledger: PaperLedger) -> None:
    assert sitting(ledger, Shelf(), *IDS).phase is Phase.DONE


# Setting aside


def test_skipped_question_comes_back_at_the_end(session: Session, ledger: PaperLedger) -> None:
    session.skip()
    assert "Skipped" in session.notice
    assert [answer(session, Rating.EASY) for _ in IDS] == ["d/b", "d/c", "d/a"]
    assert len(ledger.events) == 3


def test_last_question_is_asked_again_when_skipped(ledger: PaperLedger, shelf: Shelf) -> None:
    session = sitting(ledger, shelf, "d/a")
    session.skip()
    assert (in_hand(session), place(session)) == ("d/a", (1, 1))


def test_buried_question_is_gone_for_today(session: Session, ledger: PaperLedger) -> None:
    session.respond(None)
    session.bury()
    assert (in_hand(session), session.phase, place(session)) == ("d/b", Phase.ASKING, (2, 3))
    assert ledger.standing("d/a").buried_day == ledger.study_day(ledger.now())
    assert ledger.of(Kind.REVIEWED) == []
    assert session.undo()
    assert (in_hand(session), place(session)) == ("d/a", (1, 3))
    assert ledger.standing("d/a").buried_day is None


def test_buried_question_is_brought_back_when_the_clock_jumped_back(
    session: Session, ledger: PaperLedger
) -> None:
    session.bury()
    ledger.at -= 60 * MINUTE
    session.undo()
    assert ledger.standing("d/a").buried_day is None


def test_suspended_question_is_gone_until_resumed(session: Session, ledger: PaperLedger) -> None:
    session.suspend()
    assert in_hand(session) == "d/b"
    assert ledger.standing("d/a").suspended
    assert session.undo()
    assert not ledger.standing("d/a").suspended


def test_flag_is_put_on_and_taken_off(session: Session, ledger: PaperLedger) -> None:
    session.flag()
    assert (session.notice, ledger.standing("d/a").flagged) == ("Flagged.", True)
    assert session.current
    assert session.current.standing.flagged
    session.flag()
    assert (session.notice, ledger.standing("d/a").flagged) == ("Flag taken off.", False)
    assert not session.current.standing.flagged


def test_answer_counts_when_the_question_was_flagged_before(session: Session, ledger: PaperLedger) -> None:
    session.respond(None)
    session.flag()
    session.rate(Rating.EASY)
    assert len(session.answers) == 1
    assert ledger.standing("d/a").flagged


# Undo


def test_answer_is_taken_back_and_asked_again_when_undone(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.AGAIN)
    session.respond(None)
    assert session.undo()
    assert (in_hand(session), session.phase, place(session)) == ("d/a", Phase.ASKING, (1, 3))
    assert (session.answers, session.notice) == ([], "Taken back.")
    assert ledger.standing("d/a").memory is None
    assert [answer(session, Rating.EASY) for _ in IDS] == list(IDS), (
        "the question that was in hand is not lost"
    )


def test_answer_is_retracted_once_when_undone_twice(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.EASY)
    assert session.undo()
    assert not session.undo()
    assert len(ledger.of(Kind.RETRACTED)) == 1


def test_skip_is_undone_without_an_event(session: Session, ledger: PaperLedger) -> None:
    session.skip()
    assert session.undo()
    assert (in_hand(session), ledger.events) == ("d/a", [])
    assert [answer(session, Rating.EASY) for _ in IDS] == list(IDS)


def test_last_answer_is_undone_when_the_session_is_done(ledger: PaperLedger, shelf: Shelf) -> None:
    session = sitting(ledger, shelf, "d/a")
    answer(session, Rating.EASY)
    assert session.phase is Phase.DONE
    assert session.undo()
    assert (in_hand(session), session.phase) == ("d/a", Phase.ASKING)


def test_new_text_is_asked_when_undone_after_an_edit(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(session, Rating.EASY)
    shelf.rewrite("d/a", "Better?")
    session.undo()
    assert session.current
    assert session.current.question.prompt == "Better?"


def test_old_text_is_asked_when_undone_after_the_card_has_gone(session: Session, shelf: Shelf) -> None:
    answer(session, Rating.EASY)
    del shelf.questions["d/a"]
    session.undo()
    assert in_hand(session) == "d/a"


def test_earlier_answer_is_undone_when_restarted(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf), Rating.EASY)
    ledger.at += DAY
    session = sitting(ledger, shelf, "d/b", "d/c")
    assert session.undo()
    assert "earlier sitting" in session.notice
    assert (in_hand(session), place(session)) == ("d/a", (1, 3))
    assert ledger.standing("d/a").memory is None
    assert [answer(session, Rating.EASY) for _ in IDS] == list(IDS)
    assert session.phase is Phase.DONE


def test_earlier_answer_is_undone_when_its_question_is_in_the_queue(
    ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(sitting(ledger, shelf), Rating.AGAIN)
    session = sitting(ledger, shelf, "d/b", "d/a")
    assert session.undo()
    assert place(session) == (1, 2)
    assert [answer(session, Rating.EASY) for _ in range(2)] == ["d/a", "d/b"]


def test_earlier_answer_is_undone_when_its_question_is_in_hand(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf), Rating.AGAIN)
    session = sitting(ledger, shelf, "d/a", "d/b")
    answer(session, Rating.EASY)
    assert session.undo()
    session.undo()
    assert session.total == 2
    assert sorted(answer(session, Rating.EASY) for _ in range(2)) == ["d/a", "d/b"]
    assert session.phase is Phase.DONE


def test_earlier_answer_is_undone_when_nothing_is_in_hand(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf), Rating.EASY)
    session = Session((), shelf.load, ledger, Scheduler())
    assert session.undo()
    assert (in_hand(session), place(session)) == ("d/a", (1, 1))


def test_earlier_answer_is_undone_when_its_card_has_gone(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf), Rating.EASY)
    del shelf.questions["d/a"]
    session = sitting(ledger, shelf, "d/b")
    assert session.undo()
    assert "not in the decks any more" in session.notice
    assert in_hand(session) == "d/b"
    assert ledger.standing("d/a").memory is None


# Edits


def test_new_text_is_asked_when_the_card_was_changed(session: Session, shelf: Shelf) -> None:
    session.respond(None)
    session.replace(shelf.rewrite("d/a", "Better?"))
    assert session.phase is Phase.ASKING
    assert session.current
    assert session.current.question.prompt == "Better?"
    assert "changed" in session.notice
    answer(session, Rating.EASY)
    assert place(session) == (2, 3)


def test_session_goes_on_when_the_card_in_hand_has_gone(session: Session, ledger: PaperLedger) -> None:
    session.replace(None)
    assert (in_hand(session), place(session), ledger.events) == ("d/b", (1, 2), [])
    assert "history is kept" in session.notice


# Two windows


def test_answer_is_not_counted_when_given_in_another_window(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    session.respond(None)
    answer(sitting(ledger, shelf), Rating.EASY)
    session.rate(Rating.GOOD)
    assert (in_hand(session), session.answers, len(ledger.events)) == ("d/b", [], 1)
    assert "another window" in session.notice
    assert place(session) == (2, 3)


def test_question_comes_back_when_missed_in_another_window(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    session.respond(None)
    answer(sitting(ledger, shelf), Rating.AGAIN)
    session.rate(Rating.GOOD)
    assert [answer(session, Rating.EASY) for _ in IDS] == ["d/b", "d/c", "d/a"]
    assert session.phase is Phase.DONE


def test_question_is_passed_over_when_answered_in_another_window(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(sitting(ledger, shelf, "d/b"), Rating.EASY)
    answer(session, Rating.EASY)
    assert (in_hand(session), place(session)) == ("d/c", (2, 2))


def test_question_waits_when_missed_in_another_window_before_its_turn(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(sitting(ledger, shelf, "d/b"), Rating.AGAIN)
    assert [answer(session, Rating.EASY) for _ in IDS] == ["d/a", "d/c", "d/b"]


def test_waiting_question_is_passed_over_when_finished_in_another_window(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(session, Rating.AGAIN)
    answer(sitting(ledger, shelf, "d/a"), Rating.EASY)
    ledger.at += MINUTE
    assert [answer(session, Rating.EASY) for _ in range(2)] == ["d/b", "d/c"]
    assert (session.phase, place(session)) == (Phase.DONE, (3, 3))


def test_undone_question_is_passed_over_when_finished_in_another_window(
    ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(sitting(ledger, shelf, "d/a"), Rating.EASY)
    session = sitting(ledger, shelf, "d/b", "d/c")
    session.undo()
    answer(session, Rating.AGAIN)
    answer(sitting(ledger, shelf, "d/a"), Rating.EASY)
    ledger.at += MINUTE
    assert [answer(session, Rating.EASY) for _ in range(2)] == ["d/b", "d/c"]
    assert session.phase is Phase.DONE


def test_question_answered_in_another_window_is_asked_when_it_is_due_again(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(sitting(ledger, shelf, "d/b"), Rating.EASY)
    memory = ledger.standing("d/b").memory
    assert memory
    ledger.at += memory.interval * DAY
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/b"


def test_waiting_question_waits_longer_when_answered_in_another_window(
    session: Session, ledger: PaperLedger, shelf: Shelf
) -> None:
    answer(session, Rating.AGAIN)
    ledger.at += MINUTE
    answer(sitting(ledger, shelf, "d/a"), Rating.GOOD)  # to the step of ten minutes
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/c"
    ledger.at += 10 * MINUTE
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/a"


def test_waiting_question_is_asked_when_its_answer_was_retracted_elsewhere(
    session: Session, ledger: PaperLedger
) -> None:
    answer(session, Rating.AGAIN)
    ledger.record(Kind.RETRACTED, {"event": ledger.events[0].id})
    ledger.at += MINUTE
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/a"


@pytest.mark.parametrize("kind", [Kind.SUSPENDED, Kind.BURIED])
def test_question_is_passed_over_when_set_aside_in_another_window(
    session: Session, ledger: PaperLedger, kind: Kind
) -> None:
    answer(session, Rating.AGAIN)
    for id in ("d/a", "d/c"):
        ledger.record(kind, {"question": id, "study_day": "2026-11-23"})
    answer(session, Rating.EASY)
    assert session.phase is Phase.DONE


def test_buried_question_is_asked_when_the_day_is_over(session: Session, ledger: PaperLedger) -> None:
    ledger.record(Kind.BURIED, {"question": "d/b", "study_day": "2026-11-23"})
    ledger.at += DAY
    answer(session, Rating.EASY)
    assert in_hand(session) == "d/b"


def test_due_question_is_asked_when_answered_days_ago(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf, "d/a"), Rating.EASY)
    ledger.at += 60 * DAY
    session = sitting(ledger, shelf, "d/a")
    assert in_hand(session) == "d/a"
    answer(session, Rating.GOOD)
    assert session.phase is Phase.DONE


def test_question_not_due_is_asked_when_the_queue_wants_it(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf, "d/a"), Rating.EASY)
    assert in_hand(sitting(ledger, shelf, "d/a")) == "d/a"


# A full disk


def test_same_answer_can_be_given_again_when_the_disk_was_full(session: Session, ledger: PaperLedger) -> None:
    session.respond(None)
    before = (session.phase, session.verdict, session.current, place(session), session.previews)
    ledger.full = True
    acts: list[Callable[[], None]] = [partial(session.rate, Rating.GOOD), session.bury, session.suspend]
    for act in (*acts, session.flag):
        with pytest.raises(JournalError):
            act()
        assert (session.phase, session.verdict, session.current, place(session), session.previews) == before
        assert session.answers == []
    ledger.full = False
    session.rate(Rating.GOOD)
    assert (len(session.answers), len(ledger.events), in_hand(session)) == (1, 1, "d/b")


def test_undo_can_be_tried_again_when_the_disk_was_full(session: Session, ledger: PaperLedger) -> None:
    answer(session, Rating.EASY)
    ledger.full = True
    with pytest.raises(JournalError):
        session.undo()
    assert (in_hand(session), len(session.answers), place(session)) == ("d/b", 1, (2, 3))
    ledger.full = False
    assert session.undo()
    assert (in_hand(session), session.answers) == ("d/a", [])


def test_earlier_undo_can_be_tried_again_when_the_disk_was_full(ledger: PaperLedger, shelf: Shelf) -> None:
    answer(sitting(ledger, shelf), Rating.EASY)
    session = sitting(ledger, shelf, "d/b", "d/c")
    ledger.full = True
    with pytest.raises(JournalError):
        session.undo()
    assert (in_hand(session), place(session)) == ("d/b", (1, 2))
    ledger.full = False
    assert session.undo()
    assert in_hand(session) == "d/a"


def test_clock_starts_when_the_question_is_asked(session: Session) -> None:
    assert session.current
    assert session.current.since == NOON
