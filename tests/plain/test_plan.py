"""The plan in line mode, on a real desk."""

from tests.plain.conversation import Conversation, Line, Pick

from alliance_tutor.desk import Desk
from alliance_tutor.journal.plans import Plan, PlannedExam
from alliance_tutor.memory.studyday import DAY_MS, Moment
from alliance_tutor.plain import home, plan
from alliance_tutor.plain.talk import EndOfInput

EXAM = PlannedExam("2026-12-12", 739_962)


def said(act: object, desk: Desk, *lines: Line) -> str:
    """What is said until the lines end or the learner goes back."""
    talk = Conversation(*lines)
    try:
        act(desk, talk)  # type: ignore[operator]
    except EndOfInput:
        talk.say("(end)")
    return talk.said


def later(desk: Desk, days: int) -> None:
    now = desk.now()
    desk.clock = lambda: Moment(now.at + days * DAY_MS, now.offset)


def test_plan_is_set_question_by_question(desk: Desk) -> None:
    told = said(plan.show, desk, "12 Dec", "Finals", "", "n", "40", "sat, sun", ":quit")
    assert "An empty line takes Mon 21 Dec 2026:" in told
    assert "The plan is set." in told
    assert desk.plans.plan == Plan((EXAM._replace(title="Finals"),), 40, frozenset({5, 6}))
    assert "Plan: 40 minutes a day, none on Sat, Sun." in told
    assert "Exam: Finals · 12 Dec · in 19 days · all decks." in told
    assert "All questions: " in told
    assert "1. Back\n2. Change the plan\n" in told


def test_proposal_is_taken_by_empty_lines(desk: Desk) -> None:
    said(plan.set_up, desk, "", "", "", "", "", "")
    assert desk.plans.plan == Plan((PlannedExam("2026-12-21", 739_971),), 25)


def test_what_cannot_be_read_is_asked_again(desk: Desk) -> None:
    told = said(
        plan.set_up,
        desk,
        "2020-01-01",
        ":what",
        ":help",
        "12 Dec",
        "",
        "9",
        "1",
        "maybe",
        "n",
        "0",
        "5",
        "x",
        "none",
    )
    assert "error: 2020-01-01 has passed: there is no day left to plan\nhint: give a later date" in told
    assert "There is no command :what here." in told
    assert ":quit: " in told
    assert "9 is not in the list." in told
    assert "y or n is wanted" in told
    assert "error: minutes a day are 1 to 1440, not 0" in told
    assert "hint: name days as sat, sun or 2026-12-24" in told
    assert desk.plans.plan == Plan((EXAM._replace(decks=()),), 5)


def test_leaving_changes_nothing(desk: Desk) -> None:
    for lines in (
        [":quit"],
        ["", ":quit"],
        ["", "", "", ":quit"],
        ["", "", "", "n", ":quit"],
        ["", "", "", "n", "", ":quit"],
    ):
        said(plan.set_up, desk, *lines)
        assert desk.plans.plan == Plan()


def test_several_exams_have_weights(desk: Desk) -> None:
    said(plan.set_up, desk, "12 Dec", "", "", "y", "20 Dec", "Second", "", "", "2", "", "25", "")
    first, second = desk.plans.plan.exams
    assert (first.weight, second.weight, second.title) == (2.0, 1.0, "Second")


def test_plan_is_changed_explained_and_ended(desk: Desk) -> None:
    desk.plans.set(Plan((EXAM._replace(title="Finals"),), 40))
    told = said(plan.show, desk, "3", "2", "", "-", "", "", "10", "", "4", "n", "4", "y")
    assert "The ranges are meant to hold what comes eight times in ten." in told
    assert "Plan: 10 minutes a day." in told
    assert "The plan is ended." in told
    assert desk.plans.plan.exams == ()
    assert desk.plans.plan.ended[0].exam.title == ""


def test_home_says_where_the_learner_stands(desk: Desk) -> None:
    desk.plans.set(Plan((EXAM,), 25))
    told = said(home.run, desk, ":quit")
    assert "Exam: 12 Dec · in 19 days. If held then, known: " in told
    assert "Plan: 0 of 25 min." in told
    assert "1. Study today's plan: 0 due, " in told
    assert "Plan: change it, and see where you stand\n" in told


def test_home_leads_to_a_plan(desk: Desk) -> None:
    told = said(home.run, desk, Pick("Plan the days to an exam"), ":quit", ":quit")
    assert "A plan. An empty line takes what is proposed" in told


def test_mark_is_asked_after_the_exam_and_kept(desk: Desk) -> None:
    desk.plans.set(Plan((EXAM,), 25))
    later(desk, 21)
    told = said(home.run, desk, Pick("How did the exam of 12 Dec go?"), "good", "84", ":quit")
    assert "How did the exam of 12 Dec go?" in told
    assert "error: no mark: good" in told
    assert "Kept: 84 %" in told
    assert desk.plans.plan.ended[0].mark == 0.84
    assert told.count("How did the exam of 12 Dec go?") < 5


def test_mark_is_skipped_by_an_empty_line_and_put_off_by_quit(desk: Desk) -> None:
    desk.plans.set(Plan((EXAM,), 25))
    later(desk, 21)
    said(lambda desk, talk: plan.mark(desk, talk, EXAM), desk, ":quit")
    assert desk.plans.plan.over(desk.day) == (EXAM,)
    assert "No mark was kept." in said(lambda desk, talk: plan.mark(desk, talk, EXAM), desk, "")
    assert desk.plans.plan.ended[0].mark is None


def test_sitting_says_when_the_minutes_are_used(desk: Desk) -> None:
    desk.plans.set(Plan((EXAM,), 1))
    start = desk.now()
    ticks = iter(range(start.at, start.at + 1000 * DAY_MS, 60_000))
    desk.clock = lambda: Moment(next(ticks), start.offset)
    told = said(home.run, desk, Pick("Study today's plan"), "a", "4", ":quit")
    assert "Today's 1 minute is used." in told
    assert "Tomorrow: up to 1 minute of the plan." in told
    assert "1. 10 more minutes of the plan" in told
