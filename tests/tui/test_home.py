"""Home: what is waiting, the topics, broken decks, themes, help and the palette."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from alliance_tutor import settings
from alliance_tutor.desk import Desk
from alliance_tutor.insight.overview import UNCOUNTED, Mastery, Overview
from alliance_tutor.journal.events import Kind
from alliance_tutor.tui.screens.home import MANY

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]


def written(folder: Path, decks: int) -> None:
    """Write so many decks of one card."""
    for number in range(decks):
        card = '[[card]]\nid = "one"\nprompt = "What?"\nanswer = "That"\n'
        deck = f'[deck]\nid = "deck-{number}"\ntitle = "Deck {number}"\n{card}'
        (folder / f"deck-{number}.toml").write_text(deck)


async def test_the_first_start_says_what_waits_and_which_key_begins(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        text = seen(pilot)
        assert "5 new questions wait.  Press Enter to begin." in text
        assert "Mon 23 Nov 2026" in text


async def test_topics_are_listed_and_one_alone_can_be_studied(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("right", "down", "enter")
        await pilot.pause()
        assert "Small › The second topic" in seen(pilot)
        assert "1 of 2" in seen(pilot)


async def test_a_click_marks_a_topic(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        place = next(n for n, line in enumerate(seen(pilot).splitlines()) if "The second topic" in line)
        await pilot.click(offset=(10, place))
        await pilot.pause()
        assert "▌ The second topic" in seen(pilot)


async def test_r_reads_the_topic_and_q_comes_back(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("r")
        await pilot.pause()
        assert "A passage to read" in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_a_broken_deck_is_named_and_c_tells_how_to_mend_it(
    folder: Path, opened: Open, seen: Seen
) -> None:
    (folder / "broken.toml").write_text(
        '[deck]\nid = "broken"\ntitle = "Mine"\n[[card]]\nanswr = "x"\nprompt = "p"\n'
    )
    async with opened() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert "does not load: line 4" in seen(pilot)
        await pilot.press("c")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "broken.toml" in seen(pilot)
        await pilot.press("down")
        assert "did you mean" in seen(pilot)


async def test_the_theme_is_remembered(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        pilot.app.theme = "nord"
        await pilot.pause()
    assert settings.load(desk.places).theme == "nord"


async def test_an_unknown_theme_falls_back_to_the_terminal(opened: Open, desk: Desk) -> None:
    desk.settings = settings.Settings(theme="gone")
    async with opened() as pilot:
        assert pilot.app.theme == "auto"


async def test_help_shows_this_screens_keys_and_the_guide(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Help › Keys" in seen(pilot)
        assert "What is due and new today" in seen(pilot).replace("\n", " ")
        await pilot.press("right")
        await pilot.pause()
        assert "Help › Keys" not in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_the_palette_runs_a_key_by_its_name(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"Read the topic")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause()
        assert "A passage to read" in seen(pilot)


async def test_nothing_due_offers_more(opened: Open, seen: Seen, desk: Desk) -> None:
    desk.settings = settings.Settings(new_per_day=0)
    async with opened() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "Nothing due" in seen(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert "1 of 5" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
async def test_home_is_drawn_at_every_size(opened: Open, seen: Seen, size: tuple[int, int]) -> None:
    async with opened(size=size) as pilot:
        assert "Small" in seen(pilot)


async def test_home_looks_as_it_should(opened: Open, picture: object) -> None:
    """Calm: title and date on top, what waits, decks, topics, keys in the last line."""
    async with opened() as pilot:
        assert pilot.app.export_screenshot(simplify=True) == picture


async def test_a_named_deck_that_has_gone_is_told_and_the_rest_stays(
    desk: Desk, opened: Open, seen: Seen, tmp_path: Path
) -> None:
    desk.shelf.given = (tmp_path / "gone.toml",)
    async with opened() as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert "The decks stay as they were" in " ".join(seen(pilot).split())
        assert "Small" in seen(pilot)


async def test_long_lists_of_decks_are_leapt_through(
    folder: Path, opened: Open, seen: Seen, desk: Desk
) -> None:
    written(folder, 30)
    desk.shelf.reload()
    async with opened() as pilot:
        for key, marked in (
            ("end", "Small"),
            ("home", "Deck 0"),
            ("pagedown", "Deck 21"),
            ("pageup", "Deck 0"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert f"▌ {marked} " in seen(pilot)


async def test_of_many_decks_mastery_is_counted_after_the_first_picture(
    folder: Path, opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, MANY + 1)
    desk.shelf.reload()
    body = {"question": "small/truth", "rating": 3, "study_day": "2026-11-23", "ms": 1000}
    desk.record(Kind.REVIEWED, body)
    drawn: list[Mastery] = []
    look = Desk.overview

    def watched(self: Desk, **how: bool) -> Overview:
        found = look(self, **how)
        drawn.append(found.decks[0].mastery)
        return found

    monkeypatch.setattr(Desk, "overview", watched)
    async with opened() as pilot:
        await pilot.pause()
        assert drawn == [UNCOUNTED]
        assert "not begun" in seen(pilot)
        await pilot.press("f5")
        await pilot.pause()
        assert UNCOUNTED not in drawn[1:]
