"""Before an exam: what it is to be, the first page, and taking one up again."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from tests.tui.exams import Clock, app_of, reopened, settle, sit
from tests.tui.replies import click, recorded, refuse
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.attempt import Stage
from alliance_tutor.study.blueprint import Terms
from alliance_tutor.study.exam_wish import own_exam

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

SETUP = own_exam(5)._replace(setup=True)


def chosen(screen: str, label: str) -> str:
    """What a row says."""
    return next(line for line in screen.splitlines() if label in line).partition(label)[2].strip()


async def drawn(pilot: Pilot[int]) -> None:
    """The paper was drawn in its thread, and what follows is on the screen."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await settle(pilot)


async def test_e_on_home_sets_up_an_exam(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("e")
        await settle(pilot)
        screen = seen(pilot)
        assert chosen(screen, "Exam") == "‹your own›"
        assert "4 of 4 questions will be drawn." in screen
        assert "Enter begin" in screen
        before = pilot.app.screen
        await pilot.press("down", "down", "down", *"20", "enter")
        await settle(pilot)
        assert "Too few questions" in seen(pilot)
        assert "Enter begin" not in seen(pilot)
        await pilot.press("enter")
        assert pilot.app.screen is before
        await pilot.press("escape")
        await settle(pilot)
        assert "Alliance Tutor" in seen(pilot)


async def test_numbers_are_typed_and_what_is_not_possible_is_told(opened: Open, seen: Seen) -> None:
    async with opened(exam=SETUP) as pilot:
        await pilot.press("down", "down", "down", "4")
        await pilot.pause()
        assert "‹4▏›" in chosen(seen(pilot), "How many")
        await pilot.press("enter")
        await pilot.pause()
        assert "‹4›" in chosen(seen(pilot), "How many")
        await pilot.press("0", "enter")
        await pilot.pause()
        assert "0 is not possible for “How many”." in seen(pilot)
        assert "‹4›" in chosen(seen(pilot), "How many")
        await pilot.press("3", "9", "backspace", "down")
        await pilot.pause()
        assert "‹3›" in chosen(seen(pilot), "How many")
        await pilot.press("up", "9", "escape")
        await pilot.pause()
        assert "‹3›" in chosen(seen(pilot), "How many")


async def test_parts_show_how_many_there_are_and_are_changed(opened: Open, seen: Seen) -> None:
    async with opened(exam=SETUP._replace(blueprint=own_exam(3).blueprint)) as pilot:
        await pilot.press(*["down"] * 4, "right")
        await pilot.pause()
        assert chosen(seen(pilot), "Parts") == "2 of 2"
        await pilot.press("down", "right", "down")
        await pilot.pause()
        rows = [line for line in seen(pilot).splitlines() if "Small: The" in line]
        assert [row.split()[-2:] for row in rows] == [["of", "3"], ["of", "1"]]
        before = int(rows[0].split("‹")[1].split("›")[0])
        await pilot.press("right")
        await pilot.pause()
        assert f"‹{before + 1}›" in seen(pilot)
        await pilot.press("9", "enter")
        await pilot.pause()
        assert "‹9›" in seen(pilot)
        assert "too few" in seen(pilot)
        assert "Too few questions. Small: The first topic: 9 wanted, 3 there" in seen(pilot)
        await pilot.press("left", "up", "left")
        await pilot.pause()
        assert "too few" not in seen(pilot), "the list is closed"


async def test_topics_are_ticked_and_values_clicked(opened: Open, seen: Seen) -> None:
    async with opened(exam=SETUP) as pilot:
        await click(pilot, seen, "Topics")
        await click(pilot, seen, "The second topic")
        assert "[x] The second topic" in seen(pilot)
        await click(pilot, seen, "[ ] all")
        assert "[x] all" in seen(pilot)
        await click(pilot, seen, "guess, fairly, sure")
        assert "‹guess, fairly, sure›" in seen(pilot)
        await click(pilot, seen, "× 1.5")
        assert "‹× 1.5›" in seen(pilot)
        await click(pilot, seen, "Pause")
        assert "‹allowed›" in seen(pilot)


async def test_first_page_comes_before_the_clock_runs(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(exam=SETUP._replace(seed=7, blueprint=own_exam(3).blueprint)) as pilot:
        await pilot.press("enter")
        await drawn(pilot)
        assert "The clock runs on while the program is closed" in seen(pilot)
        assert "Seed 7: with the same decks it gives the same paper." in seen(pilot)
        assert recorded(desk, Kind.EXAM_STARTED) == []
        await pilot.press("c")
        await settle(pilot)
        assert "‹7›" in chosen(seen(pilot), "Seed")
        await pilot.press("enter")
        await drawn(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Mock exam · seed 7" in seen(pilot)
        assert "Question 1 of 3" in seen(pilot)
        assert len(recorded(desk, Kind.EXAM_STARTED)) == 1


async def test_exam_that_cannot_be_begun_says_why_and_waits(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(exam=own_exam(3)) as pilot:
        await drawn(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("enter")
            await settle(pilot)
            assert "the disk is full" in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Question 1 of 3" in seen(pilot)


async def test_paper_that_cannot_be_drawn_leads_to_the_choices(opened: Open, seen: Seen) -> None:
    async with opened(exam=own_exam(50)) as pilot:
        await drawn(pilot)
        assert "too few questions" in seen(pilot)
        assert "How many" in seen(pilot)


async def test_paused_exam_is_gone_on_with_from_the_first_page(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "pick", "truth", terms=Terms(minutes=30, pause=True))
        await pilot.press("z", "q")
        await settle(pilot)
        assert "Exam paused: 30 minutes left. e goes on with it." in seen(pilot)
        clock.on(60)
        await pilot.press("e")
        await settle(pilot)
        assert "0 of 2 answered, 30:00 left: the clock is stopped." in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Question 1 of 2" in seen(pilot)
        assert reopened(desk, attempt).stage is Stage.SITTING


async def test_changed_deck_is_told_and_the_text_stays(
    opened: Open, seen: Seen, desk: Desk, folder: Path
) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "truth", "pick")
        await pilot.press("q")
        deck = folder / "small.toml"
        deck.write_text(deck.read_text().replace("Which of these [X] is it?", "Which one?"))
        await pilot.press("f5", "e")
        await settle(pilot)
        assert "Question 2 stays as it stood then." in " ".join(seen(pilot).split())
        await pilot.press("enter", "n")
        await settle(pilot)
        assert "Which of these [X] is it?" in seen(pilot)
        assert attempt.total == 2


async def test_time_may_end_on_the_first_page(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        clock = Clock(desk)
        attempt = await sit(pilot, desk, "pick", "truth")
        await pilot.press("q", "e")
        await settle(pilot)
        assert "the clock runs" in seen(pilot)
        clock.on(31)
        pilot.app.screen._look()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Time is up" in seen(pilot)
        assert reopened(desk, attempt).stage is Stage.PREDICTING


async def test_exam_is_taken_up_by_its_id(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        attempt = await sit(pilot, desk, "pick", "truth")
    async with opened(exam=attempt.progress.exam) as pilot:
        await settle(pilot)
        assert "0 of 2 answered" in seen(pilot)
    async with opened(exam="nothing-1") as pilot:
        await settle(pilot)
        assert "Alliance Tutor" in seen(pilot)
        assert "there is no exam nothing-1" in " ".join(seen(pilot).split())


async def test_latest_choices_are_remembered_but_for_the_seed(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(exam=own_exam(3).seeded(9)) as pilot:
        await drawn(pilot)
        app_of(pilot).show_home()
        await pilot.press("e")
        await settle(pilot)
        assert "‹3›" in chosen(seen(pilot), "How many")
        assert "‹fresh›" in chosen(seen(pilot), "Seed")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_row_in_hand_is_in_sight_at_every_size(opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    labels = ("Decks", "Topics", "How many", "Split by", "You mark", "Minutes", "Seconds each", "Extra time")
    async with opened(size=size, exam=SETUP) as pilot:
        for label in (*labels, "Pause", "How sure?", "Wrong costs", "Pass mark", "Seed"):
            await pilot.press("down")
            await pilot.pause()
            [line] = [line for line in seen(pilot).splitlines() if "▌" in line]
            assert label in line
        await pilot._post_mouse_events([MouseScrollUp], offset=(5, 5), button=0)
        await pilot.pause()
        assert "▌ Pass mark" in seen(pilot)
        await pilot._post_mouse_events([MouseScrollDown], offset=(5, 5), button=0)
        await pilot.pause()
        assert "▌ Seed" in seen(pilot)


async def test_setting_up_looks_as_it_should(opened: Open, picture: object) -> None:
    """What is asked, its parts with what there is, how it is held, what will be drawn; Enter begins."""
    async with opened(exam=SETUP._replace(blueprint=own_exam(3).blueprint)) as pilot:
        await pilot.press(*["down"] * 4, "right", "down", "right", "down")
        await settle(pilot)
        assert pilot.app.export_screenshot(simplify=True) == picture
