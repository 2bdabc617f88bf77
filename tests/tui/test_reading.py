"""A topic's passage: it is offered before the first question, and can be opened from every question."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.tui.app import TutorApp

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

OFFER = "New topic: {} reads its passage first."
PASSAGE = "A passage to read, with emphasis and [@click=app.quit]."


async def sit(pilot: Pilot[int], desk: Desk, *questions: str) -> None:
    app = pilot.app
    assert isinstance(app, TutorApp)
    app.show_sitting(desk.session(questions), ())
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_the_first_question_of_a_topic_offers_the_passage_and_r_reads_it(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, "small/pick", "small/truth")
        assert OFFER.format("r") in seen(pilot)
        await press(pilot, "r")
        assert PASSAGE in seen(pilot)
        await press(pilot, "r")
        assert "Which of these [X] is it?" in seen(pilot)
        assert "New topic" not in seen(pilot)
        await press(pilot, "f")
        assert "Flagged." in seen(pilot)
        await press(pilot, "enter")
        assert "New topic" not in seen(pilot)
        await press(pilot, "r")
        assert PASSAGE in seen(pilot)


async def test_a_topic_that_was_begun_offers_nothing_but_undo_makes_it_new(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, "small/pick", "small/truth")
        await press(pilot, "enter", "4")
        assert "Water is wet." in seen(pilot)
        assert "New topic" not in seen(pilot)
        await press(pilot, "r")
        assert PASSAGE in seen(pilot)
        await press(pilot, "q", "u")
        assert desk.opens_topic(desk.shelf.refs()[0])


async def test_a_field_for_typing_is_told_its_own_command(desk: Desk, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, "small/type")
        assert OFFER.format(":read") in seen(pilot)
        await press(pilot, *":read", "enter")
        assert PASSAGE in seen(pilot)
        await press(pilot, "q")
        assert "Who signed in 1961?" in seen(pilot)
        assert not pilot.app.screen.query_one(Input).value
        await press(pilot, *"Kim")
        assert pilot.app.screen.query_one(Input).value == "Kim"


@pytest.mark.parametrize("question", ["small/recall", "small/gaps#c1"])
async def test_a_topic_without_a_passage_offers_none(
    desk: Desk, opened: Open, seen: Seen, question: str
) -> None:
    async with opened() as pilot:
        await sit(pilot, desk, question)
        assert "1 of 1" in seen(pilot)
        assert "New topic" not in seen(pilot)


async def test_home_reads_the_passage_of_the_topic_in_hand(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "r")
        assert PASSAGE in seen(pilot)
        await press(pilot, "q", "right", "down", "r")
        assert "This topic has no passage to read." in seen(pilot)


async def test_a_page_of_the_guide_wastes_no_lines(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("question_mark", "right", "right")
        await pilot.pause()
        text = seen(pilot)
        assert "Help › Studying" in text
        assert "• Recall" in text
        assert "\n\n\n" not in text.strip()
