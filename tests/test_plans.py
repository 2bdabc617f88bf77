"""Plans on a desk: from the day that one is set to the true mark, with the real index and journal."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk, apart, planner
from alliance_tutor.desk.plans import MORE_MINUTES, PLANNED
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.plans import Plan, PlannedExam
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import Moment, day_text

NOON = 1_795_435_200_000  # 2026-11-23T12:00Z, a Monday
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
TODAY = 739_943
MINUTES = 4
CARDS = 30


class Learner:
    """The learner's hands on a desk, and its clock."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.at = NOON
        self.offset = 0
        desk.clock = lambda: Moment(self.at, self.offset)

    def plan(
        self, *, days: int = 19, minutes: int = MINUTES, decks: tuple[str, ...] = ("h",), **more: object
    ) -> PlannedExam:
        """Plan for one exam."""
        exam = PlannedExam(f"exam-{days}", TODAY + days, "", decks)
        self.desk.plans.set(Plan((exam,), minutes)._replace(**more))  # type: ignore[arg-type]
        return exam

    def study(
        self, *decks: str, seconds: int = 10, rating: Rating = Rating.GOOD, most: int = 500
    ) -> list[str]:
        """Answer today's questions; what was asked, in order."""
        session = self.desk.sitting(decks)
        asked: list[str] = []
        while session.current and len(asked) < most:
            asked.append(session.current.question.id)
            self.at += seconds * 1000
            session.respond(None)
            session.rate(rating)
        return asked


@pytest.fixture
def open_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Learner]]:
    folder = tmp_path / "packaged"
    folder.mkdir()
    for id, cards in (("h", CARDS), ("c", 5)):
        head = f'[deck]\nid = "{id}"\ntitle = "{id}"\n'
        topics = "".join(f'[[topic]]\nid = "t{number}"\ntitle = "T{number}"\n' for number in range(2))
        each = '[[card]]\nid = "c{0}"\ntopic = "t{1}"\nprompt = "Question {0}?"\nanswer = "{0}"\n'
        cards_text = "".join(each.format(number, number % 2) for number in range(cards))
        (folder / f"{id}.toml").write_text(head + topics + cards_text)
    monkeypatch.setattr(library, "packaged_decks", lambda: folder)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALLIANCE_TUTOR_NOW", raising=False)
    desks: list[Desk] = []

    def open_one() -> Learner:
        desks.append(Desk.open(given=sorted(folder.glob("*.toml"))))
        return Learner(desks[-1])

    yield open_one
    for desk in desks:
        desk.close()


@pytest.fixture
def learner(open_learner: Callable[[], Learner]) -> Learner:
    return open_learner()


def deck_of(question: str) -> str:
    return question.partition("/")[0]


# What today asks


def test_plan_takes_the_place_of_the_limits(learner: Learner) -> None:
    before = learner.desk.today()
    assert len(before.new) == 10
    learner.plan(minutes=8)
    today = learner.desk.today()
    assert {deck_of(each) for each in today.new} == {"h"}
    assert len(today.new) > 10
    assert learner.desk.queue() == today.new
    learner.plan(decks=())
    assert {deck_of(each) for each in learner.desk.today().new} == {"h", "c"}


def test_queue_is_the_same_until_something_is_answered(
    learner: Learner, open_learner: Callable[[], Learner]
) -> None:
    learner.plan()
    queue = learner.desk.queue()
    assert learner.desk.queue() == queue
    assert open_learner().desk.queue() == queue
    learner.study(most=2, rating=Rating.EASY)
    left = learner.desk.queue()
    assert not set(queue[:2]) & set(left)


def test_figures_of_home_and_of_today_agree(learner: Learner) -> None:
    learner.plan()
    for _ in range(2):
        seen, today = learner.desk.overview(), learner.desk.today()
        assert (seen.load.due, seen.load.new) == (len(today.due), len(today.new))
        assert sum(deck.due + deck.new for deck in seen.decks) == seen.load.due + seen.load.new
        assert seen.load.minutes <= MINUTES
        learner.study(most=3)


def test_sitting_stops_when_the_minutes_are_used_and_more_are_offered(learner: Learner) -> None:
    learner.plan()
    session = learner.desk.sitting()
    while session.current:
        learner.at += 50_000
        session.respond(None)
        session.rate(Rating.EASY)
    assert learner.desk.plans.spent == 250_000
    assert session.left_out > 0
    assert "4 minutes are used" in learner.desk.stopped(session)
    assert learner.desk.queue() == ()
    seen = learner.desk.overview()
    assert (seen.load.due, seen.load.new) == (0, 0)
    offer = learner.desk.offers()[0]
    assert (offer.key, offer.title) == (PLANNED, f"{MORE_MINUTES} more minutes of the plan")
    more = learner.desk.take_up(offer)
    assert len(more) > 5
    assert {deck_of(each) for each in more} == {"h"}


def test_rest_of_today_is_offered_while_minutes_are_left(learner: Learner) -> None:
    learner.plan()
    learner.study(most=1)
    offer = learner.desk.offers()[0]
    assert offer.title == "the rest of today's plan"
    assert learner.desk.take_up(offer) == learner.desk.queue()
    assert learner.desk.offers(("c",))[0].key != PLANNED


def test_missed_question_comes_back_in_the_sitting_though_the_minutes_are_used(learner: Learner) -> None:
    learner.plan(minutes=1)
    session = learner.desk.sitting()
    asked = []
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        assert session.current is not None
        asked.append(session.current.question.id)
        learner.at += 70_000
        session.respond(None)
        session.rate(rating)
    assert len(set(asked)) == 1
    assert session.current is None


def test_day_off_asks_nothing_and_offers_more(learner: Learner) -> None:
    learner.plan(weekdays_off=frozenset({0}))
    assert learner.desk.queue() == ()
    assert learner.desk.plans.minutes == 0
    assert learner.desk.take_up(learner.desk.offers()[0])
    learner.at += DAY
    assert learner.desk.queue()
    learner.plan(days_off=frozenset({TODAY + 1}))
    assert learner.desk.queue() == ()
    assert learner.desk.planned_tomorrow() == f"up to {MINUTES} minutes of the plan"


def test_deck_by_name_gives_what_the_plan_chose_of_it_else_what_is_due_there(learner: Learner) -> None:
    learner.plan()
    queue = learner.desk.queue()
    assert learner.desk.queue(("h",)) == queue
    assert learner.desk.queue(("h",), "t0") == queue
    assert len(learner.desk.queue(("h",), "t1")) == 10
    assert {deck_of(each) for each in learner.desk.queue(("c",))} == {"c"}
    today = learner.desk.today(("c",))
    assert (len(today.due), len(today.new)) == (0, 5)
    assert learner.study("c", most=2, rating=Rating.EASY) == ["c/c0", "c/c2"]


def test_minutes_are_those_of_answers_to_what_the_exams_ask(learner: Learner) -> None:
    learner.plan()
    learner.study("c", most=2, seconds=60)
    assert learner.desk.plans.spent == 0
    learner.study("h", most=2, seconds=60)
    assert learner.desk.plans.spent == 2 * MINUTE
    assert learner.desk.plans.minutes == MINUTES


def test_due_reviews_outside_the_plan_are_counted(learner: Learner) -> None:
    learner.study("c", most=2, rating=Rating.EASY)
    learner.plan()
    learner.at += 40 * DAY
    glance = learner.desk.plans.glance()
    assert glance is not None
    assert glance.outside == 0  # the exam is over: the reviews are due today
    learner.plan(days=60)
    glance = learner.desk.plans.glance()
    assert glance is not None
    assert glance.outside == 2


def test_plan_whose_decks_have_gone_has_no_say(learner: Learner) -> None:
    learner.plan(decks=("gone",))
    assert not learner.desk.plans.running
    assert len(learner.desk.today().new) == 10
    assert learner.desk.plans.forecasts() == []
    assert learner.desk.overview().plan is not None


# Days


def test_exam_is_on_a_study_day_which_ends_at_the_roll_over_hour(learner: Learner) -> None:
    learner.plan(days=1)
    assert learner.desk.queue()
    learner.at = NOON + 15 * HOUR  # 03:00 on the date of the exam: still the day before
    assert learner.desk.queue()
    learner.at += 2 * HOUR
    assert learner.desk.day == TODAY + 1
    assert learner.desk.queue() == ()
    assert learner.desk.plans.running
    learner.at += DAY
    assert not learner.desk.plans.running
    assert len(learner.desk.queue()) == 10


def test_exam_day_is_the_learners_own_wherever_they_are(learner: Learner) -> None:
    learner.plan(days=1)
    learner.at, learner.offset = NOON + 8 * HOUR, 9 * 60  # 20:00Z is 05:00 of the next day in Seoul
    assert learner.desk.day == TODAY + 1
    assert learner.desk.queue() == ()
    learner.offset = -5 * 60
    assert learner.desk.day == TODAY
    assert learner.desk.queue()


def test_normal_scheduling_goes_on_after_the_last_exam(learner: Learner) -> None:
    learner.plan(days=2)
    learner.study(rating=Rating.EASY)
    learner.at += 30 * DAY
    assert learner.desk.today().due
    assert learner.desk.offers()[0].key != PLANNED
    assert learner.desk.planned_tomorrow() == ""


# The forecasts, and after the exam


def test_forecast_is_a_range_by_topic_for_the_exam_day_and_later(learner: Learner) -> None:
    exam = learner.plan()
    (foreseen,) = learner.desk.plans.forecasts()
    assert foreseen.exam == exam
    assert foreseen.forecast.thin
    assert set(foreseen.forecast.topics) == {("h", "t0"), ("h", "t1")}
    whole = foreseen.forecast.overall
    assert 0 <= whole.known.low <= whole.known.middle <= whole.known.high <= 1
    assert whole.later.middle < whole.known.middle
    assert learner.desk.plans.forecasts() == learner.desk.plans.foreseen() == [foreseen]


def test_forecast_rests_on_the_answers_on_later_days(learner: Learner) -> None:
    learner.plan()
    for _ in range(4):
        learner.study()
        learner.at += 2 * DAY
    learner.study(rating=Rating.AGAIN, most=5)
    counts = learner.desk.journal.evidence()
    assert sum(missed for missed, _ in counts.values()) >= 3
    assert sum(recalled for _, recalled in counts.values()) >= 3


def test_several_exams_are_foreseen_by_date(learner: Learner) -> None:
    first, second = PlannedExam("b", TODAY + 9, "", ("h",)), PlannedExam("a", TODAY + 19, "", ("c",), 2.0)
    learner.desk.plans.set(Plan((second, first), 20))
    assert [each.exam for each in learner.desk.plans.forecasts()] == [first, second]
    assert {deck_of(each) for each in learner.desk.queue()} == {"h", "c"}


def test_true_mark_is_kept_beside_what_was_foreseen_on_the_eve(learner: Learner) -> None:
    exam = learner.plan(days=3)
    learner.study()
    learner.at += 2 * DAY
    learner.study()
    day = learner.at
    learner.at += 2 * DAY
    learner.desk.record(Kind.FLAGGED, {"question": "h/c0"})
    learner.study()  # after the exam: it changes nothing of what was foreseen
    assert learner.desk.plans.plan.over(learner.desk.day) == (exam,)
    predicted = learner.desk.plans.end(exam, 0.8)
    assert predicted is not None
    (ended,) = learner.desk.plans.plan.ended
    assert (ended.exam, ended.mark, ended.predicted) == (exam, 0.8, predicted)
    assert learner.desk.plans.plan.over(learner.desk.day) == ()
    learner.at = day
    assert predicted.low <= predicted.middle <= predicted.high


def test_exam_without_a_plan_on_its_eve_has_nothing_foreseen(learner: Learner) -> None:
    learner.at += 5 * DAY
    exam = learner.plan(days=3)
    assert learner.desk.plans.end(exam) is None
    assert learner.desk.plans.plan.ended[0].predicted is None


def test_exam_that_is_over_stays_until_its_mark_was_asked(learner: Learner) -> None:
    over = learner.plan(days=3)
    learner.at += 5 * DAY
    learner.plan(days=30)
    assert learner.desk.plans.plan.over(learner.desk.day) == (over,)
    assert len(learner.desk.plans.plan.exams) == 2
    learner.desk.plans.end(over)
    assert len(learner.desk.plans.plan.exams) == 1


def test_plan_that_is_called_off_leaves_the_limits(learner: Learner) -> None:
    learner.desk.plans.end(learner.plan())
    assert len(learner.desk.today().new) == 10
    assert learner.desk.overview().plan is None


# Before anything is worked out


def test_what_was_chosen_stands_less_what_was_answered_until_it_is_chosen_anew(learner: Learner) -> None:
    learner.plan()
    assert learner.desk.today(at_once=True).new == ()
    queue = learner.desk.queue()
    assert learner.desk.today(at_once=True).new == queue
    asked = learner.study(most=3, rating=Rating.EASY)
    learner.desk.record(Kind.SUSPENDED, {"question": queue[5]})
    learner.desk.record(Kind.BURIED, {"question": queue[6], "study_day": day_text(TODAY)})
    known = learner.desk.today(at_once=True)
    assert known.new == tuple(each for each in queue if each not in {*asked, queue[5], queue[6]})
    learner.plan(minutes=MINUTES + 1)
    assert learner.desk.today(at_once=True).new == ()


def test_running_step_is_known_first(learner: Learner) -> None:
    learner.plan()
    queue = learner.desk.queue()
    learner.study(most=1, rating=Rating.AGAIN)
    known = learner.desk.today(at_once=True)
    assert known.due == queue[:1]


def test_glance_works_nothing_out(learner: Learner) -> None:
    learner.plan()
    glance = learner.desk.plans.glance()
    assert glance is not None
    assert (glance.known, glance.settled, glance.minutes) == (None, False, MINUTES)
    assert not learner.desk.plans.ready
    learner.desk.plans.settle()
    glance = learner.desk.plans.glance()
    assert glance is not None
    assert glance.known == tuple(learner.desk.plans.forecasts()[0].forecast.overall.known)
    assert glance.settled
    assert learner.desk.plans.ready


def test_planner_works_out_in_its_own_process_what_is_then_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ALLIANCE_TUTOR_NOW", raising=False)
    with Desk.open() as desk:  # the shipped decks: another process finds no others
        learner = Learner(desk)
        learner.plan(decks=("history",))
        learner.study(most=2)
        done = subprocess.run(planner.command(), input=apart.to_stdin(desk), check=False)
        assert done.returncode == 0
        assert desk.plans.settled
        chosen, foreseen = desk.queue(), desk.plans.forecasts()
        for name in ("plan-today.json", "plan-forecast.json"):
            (desk.places.cache / name).unlink()
        assert desk.queue() == chosen
        assert desk.plans.forecasts() == foreseen


def test_planner_says_where_it_could_not_work(learner: Learner) -> None:
    learner.plan()
    learner.desk.places.history.write_bytes(b"no journal at all")
    told = apart.to_stdin(learner.desk)
    assert subprocess.run(planner.command(), input=told, check=False).returncode == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"key": 1}', '{"key": [1], "queue": 5}', "\x00" * 50])
def test_cache_that_is_spoilt_is_made_anew(learner: Learner, text: str) -> None:
    learner.plan()
    queue, foreseen = learner.desk.queue(), learner.desk.plans.forecasts()
    for name in ("plan-today.json", "plan-forecast.json", "plan-predicted.json"):
        (learner.desk.places.cache / name).write_text(text)
    assert learner.desk.plans.glance() is not None
    assert learner.desk.today(at_once=True).new == ()
    assert (learner.desk.queue(), learner.desk.plans.forecasts()) == (queue, foreseen)


def test_cache_that_cannot_be_written_is_held(learner: Learner) -> None:
    cache = learner.desk.places.cache
    learner.plan()
    for name in ("plan-today.json", "plan-forecast.json"):
        (cache / name).mkdir()
    learner.desk.plans.settle()
    assert learner.desk.plans.settled
    assert not learner.desk.plans.found_by_all
    assert learner.desk.queue()
