"""The list of all questions: how it is filtered, moved through and acted on, and the page of a question."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from unittest.mock import Mock

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.events import MouseScrollUp
from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.studyday import Moment, day_text
from alliance_tutor.tui.screens.browse import BrowseScreen
from alliance_tutor.tui.screens.browse_page import QuestionScreen
from alliance_tutor.tui.screens.home import HomeScreen
from alliance_tutor.tui.screens.quiz import QuizScreen
from alliance_tutor.tui.screens.study import StudyScreen

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

KEYS = {" ": "space", ":": "colon", "<": "less_than_sign", "(": "left_parenthesis", "-": "minus"}
DAY_MS = 86_400_000


def learn(desk: Desk, question: str, ago: int) -> None:
    """Bring a question past learning, so many days ago."""
    now = desk.now()
    body = {"question": question, "rating": 4, "study_day": day_text(desk.day - ago), "ms": 5000}
    desk.journal.append(Kind.REVIEWED, body, Moment(now.at - ago * DAY_MS, now.offset))


async def settled(pilot: Pilot[int]) -> None:
    """Wait until nothing is looked for or done any more."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def search(pilot: Pilot[int], text: str) -> None:
    await press(pilot, "slash", *[KEYS.get(letter, letter) for letter in text])


def listed(text: str) -> list[str]:
    """The rows of the list."""
    rows = text.split("\n")
    head = next(number for number, row in enumerate(rows) if row.split()[:1] == ["question"])
    return [row for row in rows[head + 1 : -6] if row.strip()]


async def test_b_lists_all_questions_with_what_is_known_of_them(desk: Desk, opened: Open, seen: Seen) -> None:
    learn(desk, "small/type", 200)
    desk.record(Kind.SUSPENDED, {"question": "small/truth"})
    desk.record(Kind.FLAGGED, {"question": "small/pick"})
    async with opened() as pilot:
        await press(pilot, "b")
        text = seen(pilot)
        assert "1 of 7 questions · in the decks' order" in text
        rows = [row.split() for row in listed(text)]
        assert rows[0] == ["▌", "⚑", "Which", "of", "these", "[X]", "is", "it?", "new"]
        assert rows[1][:4] == ["Who", "signed", "in", "1961?"]
        assert rows[1][4].startswith("−")
        assert rows[1][-1] == "%"
        assert rows[2] == ["Water", "is", "wet.", "susp."]
        assert "Small › The first topic" in text
        assert "new, flagged" in text
        assert "answer The right one" in text


async def test_what_is_typed_filters_the_list_letter_by_letter(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b")
        await search(pilot, "wate")
        assert [row.split()[:3] for row in listed(seen(pilot))] == [["▌", "Water", "is"]]
        await press(pilot, "backspace", "backspace", "backspace", "backspace")
        assert len(listed(seen(pilot))) == 7
        await press(pilot, *"tYpE", "colon", *"choice", "enter")
        assert len(listed(seen(pilot))) == 1
        assert "1 of 1 question ·" in seen(pilot)
        await press(pilot, "z")
        assert "1 question suspended. u takes it back." in seen(pilot)


async def test_a_search_that_cannot_be_read_keeps_the_list_and_says_why(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b")
        await search(pilot, "water (")
        assert "column 8: something to look for is missing here" in seen(pilot)
        assert len(listed(seen(pilot))) == 1
        await press(pilot, "backspace")
        assert "column" not in seen(pilot)


async def test_nothing_found_says_so(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b")
        await search(pilot, "xyzzy")
        assert "No question is like that." in seen(pilot)
        assert "0 questions" in seen(pilot)
        await press(pilot, "enter", "enter", "space", "z", "e", "down", "pagedown", "S", "Q")
        assert isinstance(pilot.app.screen, BrowseScreen)


async def test_letters_act_in_the_list_and_are_typed_in_the_field(desk: Desk, opened: Open) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "slash", "z", "f", "S", "u", "q")
        assert pilot.app.screen.query_one(Input).value == "zfSuq"
        assert not desk.standing("small/pick").suspended
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BrowseScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("key", "does", "name"), [("z", "suspended", "suspended"), ("f", "flagged", "flagged")]
)
async def test_one_key_changes_all_that_are_marked_and_u_takes_it_back(
    desk: Desk, opened: Open, seen: Seen, key: str, does: str, name: str
) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "space", "down", "space")
        assert "2 questions marked." in seen(pilot)
        await press(pilot, key)
        assert f"2 questions {name}" in seen(pilot)
        changed = [id for id, each in desk.journal.standings().items() if getattr(each, does)]
        assert sorted(changed) == ["small/pick", "small/truth"]
        await press(pilot, "space", "up", "R")
        assert "That changes nothing." in seen(pilot)
        await press(pilot, "u")
        assert f"Undone: 2 questions {name}" in seen(pilot)
        assert not [id for id, each in desk.journal.standings().items() if getattr(each, does)]
        await press(pilot, "u")
        assert "There is nothing to undo here." in seen(pilot)


async def test_the_same_key_turns_it_round_where_the_one_in_hand_is_so(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "z", "z")
        assert "1 question resumed." in seen(pilot)
        await press(pilot, "b", "b", "f", "f")
        assert "without a flag now" in seen(pilot)
        standing = desk.standing("small/pick")
        assert (standing.suspended, standing.buried_day, standing.flagged) == (False, None, False)


async def test_a_marks_all_that_was_found_and_none_again(desk: Desk, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "a")
        assert "7 questions marked." in seen(pilot)
        await press(pilot, "R")
        assert "That changes nothing." in seen(pilot)
        await press(pilot, "a")
        assert "No question is marked." in seen(pilot)


async def test_space_marks_and_takes_the_mark_off(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "space", "space", "up", "up", "space")
        assert "1 question marked." in seen(pilot)
        assert ["✓" in row for row in listed(seen(pilot))][:3] == [False, True, False]


async def test_reset_lets_a_question_be_new(desk: Desk, opened: Open, seen: Seen) -> None:
    learn(desk, "small/pick", 10)
    async with opened() as pilot:
        await press(pilot, "b", "R")
        assert "1 question reset: new again. u takes it back." in seen(pilot)
        assert desk.standing("small/pick").memory is None
        await press(pilot, "u")
        assert desk.standing("small/pick").memory is not None


async def test_s_sorts_and_r_turns_round(desk: Desk, opened: Open, seen: Seen) -> None:
    learn(desk, "small/truth", 10)
    learn(desk, "small/type", 200)
    async with opened() as pilot:
        await press(pilot, "b", "s")
        assert "due first" in seen(pilot)
        assert [row.split()[:3] for row in listed(seen(pilot))][:2] == [
            ["▌", "Who", "signed"],
            ["Water", "is", "wet."],
        ]
        await press(pilot, "r")
        assert "due first, turned" in seen(pilot)
        assert listed(seen(pilot))[0].split()[:3] == ["▌", "Water", "is"]
        for told in ("least stable", "hardest", "most lapses", "least likely known", "answered last"):
            await press(pilot, "s")
            assert told in seen(pilot)
        await press(pilot, "s")
        assert "in the decks' order" in seen(pilot)


async def test_enter_shows_the_whole_question_and_all_that_happened_to_it(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    learn(desk, "small/pick", 10)
    desk.record(Kind.FLAGGED, {"question": "small/pick"})
    async with opened(size=(80, 50)) as pilot:
        await press(pilot, "b", "enter")
        assert isinstance(pilot.app.screen, QuestionScreen)
        text = seen(pilot)
        for part in (
            "Which of these [X] is it?",
            "✓ a  The right one",
            "Because of [[link]].",
            "https://example.org/book",
            "State: due, flagged.",
            "1 counted answer, 0 lapses.",
            "23 Nov 2026 19:00 · flagged · on",
            "13 Nov 2026 19:00 · studied · easy · next after",
        ):
            assert part in text
        pilot.app.open_url = opens = Mock()  # type: ignore[method-assign]
        await press(pilot, "o")
        opens.assert_called_once_with("https://example.org/book")
        await press(pilot, "r")
        assert "A passage to read" in seen(pilot)
        await press(pilot, "q", "q")
        assert isinstance(pilot.app.screen, BrowseScreen)


async def test_what_is_done_with_the_list_can_be_done_on_a_questions_page(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    learn(desk, "small/pick", 10)
    async with opened(size=(80, 50)) as pilot:
        await press(pilot, "b", "enter", "z")
        assert desk.standing("small/pick").suspended
        text = seen(pilot)
        assert "1 question suspended. u takes it back." in text
        assert "State: due, suspended." in text
        assert "23 Nov 2026 19:00 · suspended · on" in text
        await press(pilot, "u")
        assert "Undone: 1 question suspended." in seen(pilot)
        assert "suspended · on" in seen(pilot)
        assert "taken back" in seen(pilot)
        await press(pilot, "z", "z", "b", "f", "R")
        standing = desk.standing("small/pick")
        assert (standing.suspended, standing.buried_day, standing.flagged) == (False, desk.day, True)
        assert standing.memory is None
        await press(pilot, "q")
        assert "buried" in listed(seen(pilot))[0]


async def test_help_tells_the_language(opened: Open, seen: Seen) -> None:
    async with opened(size=(100, 70)) as pilot:
        await press(pilot, "b", "slash", "f1")
        text = seen(pilot)
        assert "prop:stability<7" in text
        assert "not answered yet" in text


async def test_a_question_that_has_gone_is_shown_by_what_is_known(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    learn(desk, "small/lost", 10)
    async with opened(size=(80, 40)) as pilot:
        await press(pilot, "b")
        await search(pilot, "is:gone")
        assert "small/lost: in no deck any more" in seen(pilot)
        await press(pilot, "enter", "e")
        assert "This card is in no deck any more." in seen(pilot)
        await press(pilot, "enter")
        assert "studied · easy" in seen(pilot)


async def test_s_studies_and_q_quizzes_what_was_found(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b")
        await search(pilot, "water")
        await press(pilot, "enter", "S")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "Water is wet." in seen(pilot)
        assert "1 of 1" in seen(pilot)
    async with opened() as pilot:
        await press(pilot, "b", "down", "down", "space", "Q")
        assert isinstance(pilot.app.screen, QuizScreen)
        assert "Water is wet." in seen(pilot)


async def test_what_is_set_aside_cannot_be_studied(desk: Desk, opened: Open, seen: Seen) -> None:
    desk.record(Kind.SUSPENDED, {"question": "small/truth"})
    async with opened() as pilot:
        await press(pilot, "b")
        await search(pilot, "water")
        await press(pilot, "enter", "S")
        assert "None of them can be asked" in seen(pilot)


async def test_rows_are_reached_by_keys_wheel_and_clicks(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "end")
        assert "7 of 7 questions" in seen(pilot)
        await press(pilot, "home", "pagedown")
        assert "7 of 7 questions" in seen(pilot)
        await press(pilot, "pageup", "j", "k", "down")
        assert "2 of 7 questions" in seen(pilot)
        await pilot.click(offset=(10, 8))
        await settled(pilot)
        assert "5 of 7 questions" in seen(pilot)
        await pilot._post_mouse_events([MouseScrollUp])
        await settled(pilot)
        assert "2 of 7 questions" in seen(pilot)


async def test_only_the_latest_of_several_searches_is_shown(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "slash")
        field = pilot.app.screen.query_one(Input)
        for text in ("w", "wa", "who"):
            field.value = text
            await asyncio.sleep(0)
        await settled(pilot)
        assert [row.split()[1] for row in listed(seen(pilot))] == ["Who"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (40, 10)])
async def test_every_row_fits_the_screen(desk: Desk, opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    learn(desk, "small/pick", 200)
    async with opened(size=size) as pilot:
        await press(pilot, "b", "space", "s", "slash")
        rows = seen(pilot).split("\n")
        assert len(rows) == size[1]
        assert max(map(len, rows)) <= size[0]


async def test_picture_of_the_list(desk: Desk, opened: Open, picture: SnapshotAssertion) -> None:
    learn(desk, "small/type", 200)
    learn(desk, "small/recall", 30)
    desk.record(Kind.SUSPENDED, {"question": "small/truth"})
    desk.record(Kind.FLAGGED, {"question": "small/pick"})
    async with opened() as pilot:
        await press(pilot, "b", "down", "space", "space")
        assert pilot.app.export_screenshot() == picture
