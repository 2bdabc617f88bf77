"""Before a quiz: keys and mouse choose, the stock is told, and Enter begins from anywhere."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from tests.tui.replies import click
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.drawing import Order, Wanted
from alliance_tutor.study.quiz import Feedback, QuizOptions
from alliance_tutor.study.wish import SEEDS, QuizWish
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.screens import quiz_setup

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

SETUP = QuizWish(setup=True)


def chosen(screen: str, label: str) -> str:
    """What a row says."""
    return next(line for line in screen.splitlines() if label in line).partition(label)[2].strip()


def begun(pilot: Pilot[int]) -> QuizWish:
    app = pilot.app
    assert isinstance(app, TutorApp)
    assert app.quizzed
    return app.quizzed


async def home(pilot: Pilot[int]) -> None:
    """Back to the first screen, from whatever question was drawn."""
    app = pilot.app
    assert isinstance(app, TutorApp)
    app.show_home()
    await pilot.pause()


async def test_q_on_home_sets_up_a_quiz_of_all(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("q")
        await pilot.pause()
        screen = seen(pilot)
        assert [chosen(screen, label) for label in ("Decks", "Topics", "Types", "Levels")] == ["all"] * 4
        assert "‹10›" in chosen(screen, "How many")
        assert "5 questions to draw from, and all are asked." in screen
        assert screen.splitlines()[-1].startswith(" Enter begin")
        await pilot.press("escape")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_marked_topic_alone_is_preselected_and_not_remembered(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("right", "down", "q")
        await pilot.pause()
        assert chosen(seen(pilot), "Decks") == "Small"
        assert chosen(seen(pilot), "Topics") == "The second topic"
        assert "2 questions to draw from" in seen(pilot)
        await pilot.press("enter")
        await home(pilot)
        await pilot.press("left", "q")
        await pilot.pause()
        assert chosen(seen(pilot), "Topics") == "all"


async def test_latest_choices_are_remembered(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("q")
        await click(pilot, seen, "Topics")
        await click(pilot, seen, "The second topic")
        await click(pilot, seen, "at the end")
        await pilot.press("enter")
        await home(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert chosen(seen(pilot), "Topics") == "The second topic"
        assert "‹at the end›" in seen(pilot)


async def test_whole_of_it_is_chosen_by_keys(opened: Open, seen: Seen) -> None:
    async with opened(quiz=SETUP) as pilot:
        await pilot.press("down", "down", "space")
        await pilot.pause()
        assert "[x] all" in seen(pilot)
        await pilot.press("down", "down", "space", "down", "down", "space")
        await pilot.pause()
        assert "[ ] all" in seen(pilot)
        assert "[x] basic" in seen(pilot)
        assert "[x] cloze" in seen(pilot)
        assert "[ ] choice" in seen(pilot)
        assert "2 questions to draw from" in seen(pilot)
        await pilot.press("left")
        await pilot.pause()
        assert "[ ]" not in seen(pilot)
        assert "▌ Types" in seen(pilot)
        await pilot.press("down", "down", "left", "down", "space", "down", "right", "down", "right")
        await pilot.press("down", "right", "down", "left")
        await pilot.press("enter")
        await pilot.pause()
        options = QuizOptions(Feedback.AT_END, certainty=True, retry=True, pretest=True)
        wish = begun(pilot)
        assert wish.options._replace(seed=0) == options
        assert wish.wanted.items == 5
        assert wish.wanted.order is Order.LIKELY_TO_FAIL
        assert wish.wanted.types == ("basic", "cloze")
        assert "Pretest" in seen(pilot)


async def test_each_quiz_has_a_seed_of_its_own(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiz_setup, "randrange", lambda seeds: seeds - 1)
    async with opened(quiz=SETUP) as pilot:
        await pilot.press("enter")
        assert begun(pilot).options.seed == SEEDS - 1


async def test_row_that_goes_when_it_is_unticked_leaves_one_in_hand(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(Wanted(topics=("gone",)), setup=True)) as pilot:
        await pilot.press("down", "right", *["down"] * 4)
        await pilot.pause()
        assert "▌   [x] gone" in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "gone" not in seen(pilot)
        assert "▌   [ ] The second topic" in seen(pilot)


async def test_all_takes_every_tick_away(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(Wanted(types=("basic",)), setup=True)) as pilot:
        assert chosen(seen(pilot), "Types") == "basic"
        await pilot.press("down", "down", "right", "down", "space", "left")
        await pilot.pause()
        assert chosen(seen(pilot), "Types") == "all"


async def test_only_one_list_is_open_and_opening_keeps_the_row_in_hand(opened: Open, seen: Seen) -> None:
    async with opened(quiz=SETUP) as pilot:
        await pilot.press("right")
        await pilot.pause()
        assert "[ ] Small" in seen(pilot)
        await pilot.press("down", "down", "down", "right")
        await pilot.pause()
        assert "[ ] Small" not in seen(pilot)
        assert "▌ Topics" in seen(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "[ ]" not in seen(pilot)


async def test_nothing_begins_where_there_is_nothing_to_draw_from(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(Wanted(types=("ordering",)), setup=True)) as pilot:
        assert "Nothing to draw from: with all types there would be 5." in seen(pilot)
        assert "begin" not in seen(pilot)
        before = pilot.app.screen
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is before


async def test_quiz_without_a_question_asks_what_else_to_draw_from(opened: Open, seen: Seen) -> None:
    async with opened(quiz=QuizWish(Wanted(types=("ordering",)))) as pilot:
        assert "Nothing to draw from: with all types there would be 5." in seen(pilot)


async def test_all_set_aside_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    for ref in desk.shelf.refs():
        desk.record(Kind.SUSPENDED, {"question": ref.id})
    async with opened(quiz=SETUP) as pilot:
        assert "there is no question that is not suspended or buried" in seen(pilot)
        await pilot.press("enter", "right", "right")
        await pilot.pause()
        assert "Quiz" in seen(pilot)


async def test_everything_can_be_clicked(opened: Open, seen: Seen) -> None:
    async with opened(quiz=SETUP) as pilot:
        await click(pilot, seen, "Decks")
        assert "[x] all" in seen(pilot)
        await click(pilot, seen, "Decks")
        assert "[x] all" not in seen(pilot)
        await click(pilot, seen, " 20 ")
        assert "‹20›" in seen(pilot)
        await click(pilot, seen, "likely to fail")
        assert "‹likely to fail›" in seen(pilot)
        await click(pilot, seen, "Feedback")
        assert "‹at the end›" in seen(pilot)
        await click(pilot, seen, "q back")
        assert "Alliance Tutor" in seen(pilot)


async def test_wheel_moves_through_a_small_screen(opened: Open, seen: Seen) -> None:
    async with opened(size=(40, 10), quiz=SETUP) as pilot:
        assert "Pretest" not in seen(pilot)
        for _ in range(12):
            await pilot._post_mouse_events([MouseScrollDown], offset=(5, 5), button=0)
        await pilot.pause()
        assert "▌ Pretest" in seen(pilot)
        await pilot._post_mouse_events([MouseScrollUp], offset=(5, 5), button=0)
        await pilot.pause()
        assert "▌ How sure?" in seen(pilot)


async def test_keys_leap_by_pages_and_to_both_ends(opened: Open, seen: Seen) -> None:
    async with opened(size=(60, 14), quiz=SETUP) as pilot:
        for key, label in (
            ("pagedown", "How many"),
            ("end", "Pretest"),
            ("pageup", "Which"),
            ("home", "Decks"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert f"▌ {label} " in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_row_in_hand_is_in_sight_at_every_size(opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    async with opened(size=size, quiz=SETUP) as pilot:
        await pilot.press("down", "right")
        for label in ("[x] all", "The first topic", "The second topic", "Types", "Levels", "How many"):
            await pilot.press("down")
            await pilot.pause()
            [line] = [line for line in seen(pilot).splitlines() if "▌" in line]
            assert label in line
        assert "‹10›" in line
        assert ("15" in line) is (size[0] >= 60), "the others stand beside it where there is room"
        await pilot.press("enter")
        await pilot.pause()
        assert "1 of 5" in seen(pilot)


async def test_help_tells_the_keys(opened: Open, seen: Seen) -> None:
    async with opened(quiz=SETUP) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Begin the quiz as it stands here" in seen(pilot)


async def test_setting_up_looks_as_it_should(opened: Open, picture: object) -> None:
    """What is asked, parted from how it is held; chosen values in brackets; the stock; Enter begins."""
    async with opened(quiz=SETUP) as pilot:
        await pilot.press("down", "right", "down", "down", "space")
        await pilot.pause()
        assert pilot.app.export_screenshot(simplify=True) == picture
