"""The plan on screen: home's rows, the plan's page, a plan in the making, the mark after the exam."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import pytest
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.plans import EndedExam, Plan, PlannedExam, Predicted
from alliance_tutor.memory.studyday import DAY_MS, Moment, day_text
from alliance_tutor.tui import aside
from alliance_tutor.tui.screens.home import HomeScreen
from alliance_tutor.tui.screens.plan import PlanScreen
from alliance_tutor.tui.screens.plan_mark import MarkScreen
from alliance_tutor.tui.screens.plan_setup import PlanSetupScreen
from alliance_tutor.tui.screens.study import StudyScreen
from alliance_tutor.tui.widgets.plan import range_bar

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

TODAY = 739_943
EXAM = PlannedExam("2026-12-12", TODAY + 19)
PLAN = Plan((EXAM,), 25, frozenset({6}))


@dataclass
class Helper:
    """A stand-in for the other process: it does the work when it is let go."""

    desk: Desk
    go: asyncio.Event = field(default_factory=asyncio.Event)
    runs: int = 0
    works: bool = True

    async def ran(self, _command: Sequence[str], _stdin: bytes) -> bool:
        self.runs += 1
        if self.works:
            await self.go.wait()
            self.desk.plans.settle()
        return self.works


@pytest.fixture
def helper(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Helper:
    helper = Helper(desk)
    helper.go.set()
    monkeypatch.setattr(aside, "ran", helper.ran)
    return helper


async def settled(pilot: Pilot[int]) -> None:
    """Until the planner is done, and the screen drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def later(desk: Desk, days: int) -> None:
    now = desk.now()
    desk.clock = lambda: Moment(now.at + days * DAY_MS, now.offset)


def answer(desk: Desk, question: str, rating: int = 4, ms: int = 60_000) -> None:
    body = {"question": question, "rating": rating, "study_day": day_text(desk.day), "ms": ms, "credit": None}
    desk.record(Kind.REVIEWED, body)


# Home


async def test_home_is_painted_before_the_plan_is_worked_out(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    helper.go.clear()
    async with opened() as pilot:
        assert "choosing today's questions …" in seen(pilot)
        assert "12 Dec · in 19 days" in seen(pilot)
        helper.go.set()
        await settled(pilot)
        text = seen(pilot)
        assert "0 due · 5 new · about" in text
        assert "0 of 25 min" in text
        assert "if held then" in text
        assert "–" in next(line for line in text.splitlines() if "if held then" in line)
        assert helper.runs == 1


async def test_enter_waits_for_todays_questions(desk: Desk, helper: Helper, opened: Open, seen: Seen) -> None:
    desk.plans.set(PLAN)
    helper.go.clear()
    async with opened() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "Choosing today's questions …" in seen(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        helper.go.set()
        await settled(pilot)
        assert isinstance(pilot.app.screen, StudyScreen)


async def test_home_shows_what_is_known_until_it_is_chosen_anew(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    desk.plans.settle()
    answer(desk, desk.queue()[0])
    helper.go.clear()
    async with opened() as pilot:
        assert "0 due · 4 new" in seen(pilot)
        assert "1 of 25 min" in seen(pilot)
        helper.go.set()
        await settled(pilot)
        assert "0 due · 4 new" in seen(pilot)


async def test_plan_is_worked_out_in_place_where_no_process_can(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    helper.works = False
    async with opened() as pilot:
        await settled(pilot)
        assert "0 due · 5 new" in seen(pilot)
        assert helper.runs == 1


async def test_home_says_when_the_minutes_are_used_and_summary_offers_more(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN._replace(minutes=1))
    answer(desk, desk.shelf.refs()[0].id)
    async with opened() as pilot:
        await settled(pilot)
        assert "minutes used" in seen(pilot)
        assert "1 of 1 min" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "10 more minutes of the plan" in seen(pilot)
        assert "Tomorrow   up to 1 minute of the plan" in seen(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StudyScreen)


async def test_home_asks_nothing_on_a_day_off(desk: Desk, helper: Helper, opened: Open, seen: Seen) -> None:
    desk.plans.set(PLAN._replace(weekdays_off=frozenset({0})))
    async with opened() as pilot:
        await settled(pilot)
        assert "Today     a day off" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_exam_is_on_home_at_every_size(
    desk: Desk, helper: Helper, opened: Open, seen: Seen, size: tuple[int, int]
) -> None:
    desk.plans.set(PLAN)
    async with opened(size=size) as pilot:
        await settled(pilot)
        assert "12 Dec · in 19 days" in seen(pilot)


async def test_home_without_a_plan_starts_no_planner(helper: Helper, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await settled(pilot)
        assert "Exam " not in seen(pilot)
        assert helper.runs == 0


# The plan


async def test_p_shows_the_forecast_by_topic_and_what_it_means(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    async with opened(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        text = seen(pilot)
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "25 minutes a day, none on Sun" in text
        assert "12 Dec · in 19 days · all decks" in text
        assert "12 Dec      +60 days" in text
        assert "All questions" in text
        assert "The second topic" in text
        assert "a guess" in text
        await pilot.press("question_mark")
        await pilot.pause()
        assert "eight times in ten" in " ".join(seen(pilot).split())
        await pilot.press("q", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_plan_is_drawn_at_every_size(
    desk: Desk, helper: Helper, opened: Open, seen: Seen, size: tuple[int, int]
) -> None:
    desk.plans.set(PLAN)
    async with opened(size=size) as pilot:
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("pagedown")
        await pilot.pause()
        assert "%" in seen(pilot)


async def test_plan_is_ended_when_it_is_confirmed(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    async with opened() as pilot:
        await settled(pilot)
        await pilot.press("p", "y", "x")
        await pilot.pause()
        assert "yes, end the plan" in seen(pilot)
        await pilot.press("x", "y")
        await pilot.pause()
        assert [exam.id for exam in desk.plans.plan.exams] == [EXAM.id]
        await pilot.press("x", "y")
        await pilot.pause()
        assert not desk.plans.plan.exams
        assert "Exam " not in seen(pilot)


def test_bar_shows_a_range_by_its_textures() -> None:
    assert range_bar(Predicted(0.5, 0.6, 0.7), 10).plain == "█████▒▒···"
    assert range_bar(Predicted(0, 0, 0), 10).plain == "▒·········"
    assert range_bar(Predicted(1, 1, 1), 10).plain == "█████████▒"
    assert range_bar(Predicted(0.71, 0.71, 0.71), 10).plain == "███████▒··"


async def test_plan_looks_as_it_should(desk: Desk, helper: Helper, opened: Open, picture: object) -> None:
    """What is planned, where today stands, and the forecast as bars with figures."""
    desk.plans.set(PLAN)
    async with opened() as pilot:
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert pilot.app.export_screenshot(simplify=True) == picture


# A plan in the making


async def test_p_makes_a_plan_where_there_is_none(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlanSetupScreen)
        assert "‹Mon 21 Dec 2026›   in 28 days" in seen(pilot)
        await pilot.press("left", "space")
        await pilot.pause()
        assert "20 Dec 2026" in seen(pilot)
        await pilot.press(*"12 Dec", "enter")
        await pilot.press("down", "down", "down", "right", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlanScreen)
        assert desk.plans.plan == Plan((EXAM,), 30)


async def test_what_cannot_be_typed_is_told_and_can_be_left(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await pilot.press("p", "space", *"2020-01-01", "enter")
        await pilot.pause()
        assert "has passed: there is no day left to plan. Give a later date." in seen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "‹Mon 21 Dec 2026›" in seen(pilot)
        assert "has passed" not in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert desk.plans.plan == Plan()


async def test_exams_are_added_weighed_and_left_out(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    async with opened() as pilot:
        await settled(pilot)
        await pilot.press("p", "c", "x")
        await pilot.pause()
        assert "One exam has to stay" in seen(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "‹Sat 19 Dec 2026›" in seen(pilot)
        await pilot.press("down", "space", *"Second", "enter", "down", "down", "right")
        await pilot.pause()
        assert "‹2›" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Second · 19 Dec · in 26 days · all decks · weight 2" in seen(pilot)
        await pilot.press("c", "x", "enter")
        await settled(pilot)
        assert [exam.title for exam in desk.plans.plan.exams] == ["Second"]


async def test_decks_are_ticked_in_a_list(desk: Desk, helper: Helper, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("p", "down", "down", "space")
        await pilot.pause()
        assert "[x] all" in seen(pilot)
        await pilot.press("down", "down", "space")
        await pilot.pause()
        assert "[x] all" in seen(pilot)  # the only deck there is: all of them
        await pilot.press("up", "space", "left")
        await pilot.pause()
        assert "[x] all" not in seen(pilot)
        await pilot.click(offset=(8, 4))
        await pilot.pause()
        assert "[x] all" in seen(pilot)


# After the exam


async def test_mark_is_asked_after_the_exam_and_kept_beside_the_forecast(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    later(desk, 21)
    async with opened() as pilot:
        await settled(pilot)
        assert "How did the exam of 12 Dec go?   p keeps your mark" in seen(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MarkScreen)
        await pilot.press(*"good", "enter")
        await pilot.pause()
        assert "no mark: good. Write it as 84" in seen(pilot)
        await pilot.press(*["backspace"] * 4, *"84", "enter")
        await settled(pilot)
        assert "Kept: 84 %, " in seen(pilot)
        assert "foreseen on the eve" in " ".join(seen(pilot).split())
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "How did" not in seen(pilot)
    assert desk.plans.plan.ended[0].mark == 0.84


async def test_mark_is_skipped_by_enter_and_put_off_by_escape(
    desk: Desk, helper: Helper, opened: Open, seen: Seen
) -> None:
    desk.plans.set(PLAN)
    later(desk, 21)
    async with opened() as pilot:
        await settled(pilot)
        await pilot.press("p", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
        assert desk.plans.plan.over(desk.day) == (EXAM,)
        await pilot.press("p", "enter")
        await settled(pilot)
        assert "No mark was kept." in seen(pilot)
    (ended,) = desk.plans.plan.ended
    assert ended._replace(predicted=None) == EndedExam(EXAM)
