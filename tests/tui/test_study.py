"""The study screen: keys and mouse drive the session, and what is shown is what the session says."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.deck import editor
from alliance_tutor.desk import Desk
from alliance_tutor.errors import JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.settings import Settings
from alliance_tutor.tui.screens import asking

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]


def answers(desk: Desk) -> list[tuple[str, int]]:
    return [
        (event.body["question"], event.body["rating"])
        for event in desk.journal.events()
        if event.kind == Kind.REVIEWED
    ]


async def until(pilot: Pilot[int], seen: Seen, words: str) -> None:
    """Skip until a question with these words is asked."""
    for _ in range(12):
        if words in seen(pilot):
            return
        entry = pilot.app.screen.query_one("#entry", Input)
        await (pilot.press(*":skip", "enter") if entry.has_focus else pilot.press("n"))
        await pilot.pause()
    raise AssertionError(f"never asked: {words}")


async def test_enter_on_home_asks_the_first_question(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "Small › The first topic" in seen(pilot)
        assert "1 of 5" in seen(pilot)


async def test_a_letter_picks_and_enter_accepts_the_suggested_rating(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        right = next(line for line in seen(pilot).splitlines() if "The right one" in line).split()[0]
        await pilot.press(right)
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        assert "3 Good ◂" in seen(pilot)
        await pilot.press("enter")
        assert answers(desk) == [("small/pick", 3)]


@pytest.mark.parametrize("flag", ["а", "ㄹ"])
async def test_a_key_of_another_layout_does_what_its_place_does(opened: Open, seen: Seen, flag: str) -> None:
    async with opened(study=()) as pilot:
        await pilot.press(flag)
        await pilot.pause()
        assert "⚑ flagged" in seen(pilot)


async def test_a_wrong_pick_shows_the_pick_the_answer_and_why(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        wrong = next(line for line in seen(pilot).splitlines() if "The tempting one" in line).split()[0]
        await pilot.press(wrong)
        await pilot.pause()
        text = seen(pilot)
        assert "✗ wrong" in text
        assert "The tempting one   your pick" in text
        assert "It looks the same." in text
        assert "The right one   the answer" in text
        assert "1 Again ◂" in text


async def test_deck_text_shows_itself(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        await pilot.press("a")
        await pilot.pause()
        assert "Because of [[link]]." in seen(pilot)
        assert "A book [/nope], A publisher, 1961" in seen(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert "A passage to read, with emphasis and [@click=app.quit]." in seen(pilot)


async def test_a_click_picks_and_a_click_rates(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        place = next(n for n, line in enumerate(seen(pilot).splitlines()) if "The right one" in line)
        await pilot.click(offset=(8, place))
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        place = next(n for n, line in enumerate(seen(pilot).splitlines()) if "4 Easy" in line)
        await pilot.click(offset=(66, place))
        assert answers(desk) == [("small/pick", 4)]


async def test_a_typed_answer_is_marked_and_an_empty_one_only_reveals(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Who signed in 1961?")
        await pilot.press(*"kim il sung", "enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)
        assert "you wrote: kim il sung" in seen(pilot)
        await pilot.press("3")
        await pilot.pause()
        await until(pilot, seen, "The treaty of [year]")
        await pilot.press("enter")
        await pilot.pause()
        assert "answer" in seen(pilot)
        assert "✗" not in seen(pilot)


async def test_a_near_miss_asks_and_y_counts_it(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Who signed in 1961?")
        await pilot.press(*"Kim Il-sang", "enter")
        await pilot.pause()
        assert "Count it as right? y" in seen(pilot)
        assert "1 Again ◂" in seen(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert "3 Good ◂" in seen(pilot)


async def test_a_held_key_reveals_but_never_rates(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Water is wet.")
        await pilot.press("enter", "enter", "enter", "enter")
        await pilot.pause()
        assert "3 Good ◂" in seen(pilot)
        assert answers(desk) == []


async def test_undo_asks_again_and_takes_the_answer_out_of_the_count(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(study=()) as pilot:
        await pilot.press("a", "4")
        await pilot.pause()
        assert "2 of 5" in seen(pilot)
        await pilot.press(*":undo", "enter")
        await pilot.pause()
        assert "1 of 5" in seen(pilot)
        assert desk.journal.last_answer() is None


async def test_undo_from_home_after_a_restart_asks_the_last_question(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        question = seen(pilot).splitlines()[2]
        await pilot.press("a", "4")
    async with opened() as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert question in seen(pilot)


async def test_flag_bury_and_suspend_are_recorded(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Water is wet.")
        await pilot.press("f")
        await pilot.pause()
        assert "⚑ flagged" in seen(pilot)
        await pilot.press("z")
        await until(pilot, seen, "What is recalled?")
        await pilot.press("x")
        kinds = [event.kind for event in desk.journal.events()]
        assert kinds == [Kind.FLAGGED, Kind.SUSPENDED, Kind.BURIED]


async def test_a_journal_that_cannot_be_written_is_told_and_the_answer_can_be_given_again(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = JournalError("the disk is full", hint="free some space")

    def refuse(*_: object, **__: object) -> None:
        raise full

    async with opened(study=()) as pilot:
        await pilot.press("a")
        with monkeypatch.context() as broken:
            broken.setattr(desk.journal, "append", refuse)
            await pilot.press("3")
            await pilot.pause()
            assert "the disk is full. free some space" in seen(pilot)
            assert "1 of 5" in seen(pilot)
        await pilot.press("4")
        await pilot.pause()
        assert len(answers(desk)) == 1


async def test_the_sitting_ends_in_a_summary_with_offers(
    opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "HELD", 0.0)
    async with opened(study=()) as pilot:
        for _ in range(5):
            entry = pilot.app.screen.query_one("#entry", Input)
            await pilot.press("enter") if entry.has_focus else await pilot.press("space")
            await pilot.press("4")
            await pilot.pause()
        text = seen(pilot)
        assert "5 questions, 5 answers" in text
        assert "Tomorrow" in text
        await pilot.press("enter")
        await pilot.pause()
        assert "all done" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_every_phase_is_drawn_at_every_size(opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    async with opened(size=size, study=()) as pilot:
        await until(pilot, seen, "Which of these [X]")
        await pilot.press("a")
        await pilot.resize_terminal(70, 18)
        await pilot.pause()
        assert "1 Again" in seen(pilot)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "Again" in seen(pilot)


async def test_the_asked_and_the_answered_question_look_as_they_should(
    opened: Open, seen: Seen, picture: object
) -> None:
    """The prompt stays where it was; options, verdict, why, status, source; four ratings at the bottom."""
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.export_screenshot(simplify=True) == picture(name="asked")  # type: ignore[operator]
        await pilot.press("b")
        await pilot.pause()
        assert pilot.app.export_screenshot(simplify=True) == picture(name="answered")  # type: ignore[operator]


async def test_editing_goes_on_with_the_new_text_and_a_broken_deck_keeps_the_old(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mend(words: list[str]) -> int:
        path = Path(words[-1])
        path.write_text(path.read_text().replace("Which of these [X] is it?", "Which one is it?"))
        return 0

    def spoil(words: list[str]) -> int:
        path = Path(words[-1])
        path.write_text(path.read_text() + "[[card]]\nanswr = 1\n")
        return 0

    desk.settings = Settings(editor="edit")
    async with opened(study=()) as pilot:
        await until(pilot, seen, "Which of these [X] is it?")
        monkeypatch.setattr(editor, "run", mend)
        await pilot.press("e")
        await pilot.pause()
        assert "Which one is it?" in seen(pilot)
        assert (desk.places.decks / "small.toml").exists()
        monkeypatch.setattr(editor, "run", spoil)
        await pilot.press("e")
        await pilot.pause()
        assert "until then the old text stands" in " ".join(seen(pilot).split())
        assert "Which one is it?" in seen(pilot)
        await pilot.press("a", "4")
        await pilot.pause()
        assert "2 of 5" in seen(pilot)
