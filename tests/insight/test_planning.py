"""A plan in words."""

import pytest

from alliance_tutor.insight import planning
from alliance_tutor.insight.planning import Glance
from alliance_tutor.journal.plans import EndedExam, Plan, PlannedExam, Predicted
from alliance_tutor.memory.exam_plan import Exam
from alliance_tutor.memory.forecast import LATER, Forecast, Outcome, Range
from alliance_tutor.study.exam_titles import Titles

DAY = 739_943  # Monday 23 November 2026
EXAM = PlannedExam("2026-12-12", DAY + 19, "", ("h",))
PLAN = Plan((EXAM,), 25, frozenset({5, 6}), frozenset({DAY - 2, DAY + 31}))
KNOWN, WIDE = Range(0.7149, 0.8, 0.8351), Range(0.4, 0.5, 0.6)
WHOLE = Outcome(300, 12, 420, KNOWN, WIDE, 0)


def glance(**change: object) -> Glance:
    seen = Glance(
        DAY, (EXAM,), (), 25, 11 * 60_000 + 59_999, Predicted(*KNOWN), thin=False, settled=True, outside=0
    )
    return seen._replace(**change)  # type: ignore[arg-type]


def forecast(overall: Outcome = WHOLE, *, thin: bool = False, more: float = 0.04) -> Forecast:
    topics = {("h", "one"): overall, ("h", "two"): overall}
    return Forecast(Exam(DAY + 19), overall, topics, thin, more)


def test_home_says_the_exam_the_share_and_the_minutes() -> None:
    assert planning.exam_words(glance()) == "12 Dec · in 19 days"
    assert planning.known_words(glance()) == "71–84 %"
    assert planning.known_words(glance(thin=True)) == "71–84 % · a guess"
    assert planning.done_words(glance()) == "11 of 25 min"


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (2, "in 2 days")])
def test_days_left_are_told(days: int, words: str) -> None:
    seen = glance(ahead=(EXAM._replace(day=DAY + days), EXAM))
    assert planning.exam_words(seen).endswith(f"{words} · 1 more")


def test_home_says_why_today_asks_nothing() -> None:
    assert planning.done_words(glance(minutes=0)) == "a day off"
    assert planning.done_words(glance(minutes=0, ahead=(EXAM._replace(day=DAY),))) == "the day of the exam"


def test_home_says_that_the_share_is_not_known_yet() -> None:
    assert planning.known_words(glance(known=None, settled=False)) == "…"
    assert planning.known_words(glance(known=None)) == "not known"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.71, 0.84, "71–84 %"),
        (0.5, 0.504, "50 %"),
        (0, 0.001, "0–1 %"),
        (0.998, 0.999, "99 %"),
        (0.2, 1, "20–100 %"),
    ],
)
def test_share_is_a_range_and_never_all_for_less(low: float, high: float, words: str) -> None:
    assert planning.share_words(Predicted(low, low, high)) == words


def test_plan_says_its_minutes_and_the_days_off_that_are_to_come() -> None:
    assert planning.plan_words(PLAN, DAY) == "25 minutes a day, none on Sat, Sun, 24 Dec"
    assert planning.plan_words(Plan((), 1), DAY) == "1 minute a day"


def test_exam_has_a_weight_where_there_are_several() -> None:
    two = PLAN._replace(exams=(EXAM, EXAM._replace(title=" The \x1b second ", weight=2.0, decks=())))
    assert planning.exam_line(EXAM, PLAN, DAY, Titles()) == "12 Dec · in 19 days · h"
    last = planning.exam_line(two.exams[1], two, DAY, Titles())
    assert last.startswith("The")
    assert last.endswith("second · 12 Dec · in 19 days · all decks · weight 2")
    assert "\x1b" not in last


def test_page_says_all_of_a_plan() -> None:
    told = planning.page(PLAN, glance(outside=3), (18, 10, 9), [(EXAM, forecast())], Titles(), DAY)
    assert told == [
        "Plan: 25 minutes a day, none on Sat, Sun, 24 Dec.",
        "Exam: 12 Dec · in 19 days · h.",
        "Today: 11 of 25 min; 18 due, 10 new, about 9 min left.",
        "3 reviews due in decks that no exam asks: study them by name.",
        "",
        "The exam of 12 Dec, if the plan is kept:",
        "All questions: 71–84 % known on the day, 40–60 % 60 days later",
        "one: 71–84 % known on the day, 40–60 % 60 days later",
        "two: 71–84 % known on the day, 40–60 % 60 days later",
        "Rests on 420 answers; 12 of 300 questions not asked yet.",
        "25 minutes a day are enough to ask every question.",
        "Ten more minutes a day would add about 4 points.",
    ]


def test_later_share_is_for_the_day_that_the_forecast_means() -> None:
    assert planning.LATER_DAYS == LATER


def test_page_warns_of_too_little_history_and_names_what_is_cut() -> None:
    little = forecast(WHOLE._replace(cut=40), thin=True, more=0.001)
    assert planning.page(PLAN, glance(), (0, 0, 0), [(EXAM, little)], Titles(), DAY)[5] == planning.warning(
        little
    )
    assert "a guess" in planning.warning(little)
    assert planning.warning(forecast()) == ""
    told = planning.notes(little, PLAN)
    assert told[1] == "25 minutes a day are too few for about 40 questions: they are cut."
    assert told[2] == "Ten more minutes a day would add less than 1 point."


def test_topics_stand_under_their_decks_where_there_are_several() -> None:
    several = forecast()._replace(topics={("h", "one"): WHOLE, ("c", ""): WHOLE})
    assert [line.place for line in planning.lines(several, Titles())] == [
        "All questions",
        "h: one",
        "c: no topic",
    ]
    alone = forecast()._replace(topics={("h", "one"): WHOLE})
    assert [line.place for line in planning.lines(alone, Titles())] == ["All questions"]


def test_exams_that_are_over_are_told_with_what_was_foreseen() -> None:
    ended = (
        EndedExam(EXAM._replace(day=DAY - 9, title="Finals"), 0.8, Predicted(*KNOWN)),
        EndedExam(EXAM._replace(day=DAY - 8), None, Predicted(*KNOWN)),
        EndedExam(EXAM._replace(day=DAY - 7), 0.5),
        EndedExam(EXAM),
    )
    told = planning.page(Plan((), 25, ended=ended), None, (0, 0, 0), [], Titles(), DAY)
    assert told[2:] == [
        "Finals, 14 Nov: foreseen 71–84 %, mark 80 %",
        "15 Nov: foreseen 71–84 %, no mark given",
        "16 Nov: mark 50 %",
    ]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (0.8, "Kept: 80 %, within the 71–84 % foreseen on the eve."),
        (0.7, "Kept: 70 %, below the 71–84 % foreseen on the eve."),
        (0.9, "Kept: 90 %, above the 71–84 % foreseen on the eve."),
        (None, "No mark was kept."),
    ],
)
def test_mark_is_told_beside_what_was_foreseen(mark: float | None, words: str) -> None:
    assert planning.settled_words(mark, Predicted(*KNOWN)) == words


def test_mark_is_kept_though_nothing_was_foreseen() -> None:
    assert planning.settled_words(0.5, None) == "Kept: 50 %. Nothing was foreseen for this exam."


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (PLAN, "up to 25 minutes of the plan"),
        (PLAN._replace(weekdays_off=frozenset({1})), "a day off"),
        (PLAN._replace(exams=(EXAM._replace(day=DAY + 1),)), "the day of the exam"),
        (PLAN._replace(exams=(EXAM._replace(day=DAY),)), ""),
    ],
)
def test_tomorrow_is_told_by_the_plan(plan: Plan, words: str) -> None:
    assert planning.tomorrow_words(plan, DAY) == words


def test_sitting_that_stops_says_why() -> None:
    assert (
        planning.stopped_words(25, 3) == "Today's 25 minutes are used. 3 questions are left for another day."
    )
    assert planning.stopped_words(1, 1) == "Today's 1 minute is used. 1 question is left for another day."


def test_nothing_is_promised() -> None:
    words = " ".join(planning.EXPLANATION).casefold()
    assert not any(word in words for word in ("guarantee", "will pass", "will know", "optimal", "ensure"))
