"""Histories of vanished cards, offered on home and on a screen of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.test_relinking import HEAD, NEW, OLD, OTHER, change, save
from tests.tui.conftest import Open
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.tui.screens.home import HomeScreen
from alliance_tutor.tui.screens.relinking import RelinkScreen


@pytest.fixture
def path(folder: Path) -> Path:
    place = folder.parent / "home" / "decks" / "d.toml"
    place.parent.mkdir(parents=True)
    save(place, HEAD + OLD + OTHER)
    return place


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        body = {"rating": 3, "study_day": "2026-11-23", "ms": 1000, "hash": "x"}
        for ref in opened.shelf.of_deck("d"):
            opened.record("reviewed", {"question": ref.id, **body})  # type: ignore[arg-type]
        yield opened


def page(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#page").render())


async def test_home_when_no_card_has_vanished_says_so(opened: Open) -> None:
    async with opened() as pilot:
        await pilot.press("l")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "No card has vanished" in str(pilot.app.screen.query_one("#notice").render())


async def test_history_when_carried_over_can_be_taken_back(
    opened: Open, desk: Desk, path: Path, seen: Callable[[Pilot[int]], str]
) -> None:
    change(desk, path, HEAD + NEW + OTHER)
    async with opened() as pilot:
        await pilot.pause()
        note = "1 card has vanished and a similar one is new: l carries the history over"
        assert note in seen(pilot)
        await pilot.press("l")
        assert "What is the capital of Korea?" in page(pilot)
        assert "What is the capital of North Korea?" in page(pilot)
        assert "93 % of the words are the same" in page(pilot)
        await pilot.press("y")
        assert "The new card has the history now; u takes it back." in page(pilot)
        assert "Every card was decided on." in page(pilot)
        assert len(desk.relinking.made()) == 1
        await pilot.press("u")
        assert desk.relinking.made() == []
        assert "Taken back." in page(pilot)
        await pilot.press("y", "y", "n", "s", "q")
        assert len(desk.relinking.made()) == 1
        assert isinstance(pilot.app.screen, HomeScreen)
        assert note not in seen(pilot)


async def test_history_when_left_or_put_off_is_not_moved(opened: Open, desk: Desk, path: Path) -> None:
    change(desk, path, HEAD + NEW + OTHER)
    async with opened() as pilot:
        await pilot.pause()
        await pilot.press("l", "s", "u", "q", "l")
        assert isinstance(pilot.app.screen, RelinkScreen)
        await pilot.press("n")
        assert "begins anew" in page(pilot)
        await pilot.press("q", "l")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert desk.relinking.made() == []


async def test_history_when_the_card_goes_meanwhile_tells_the_fault(
    opened: Open, desk: Desk, path: Path
) -> None:
    change(desk, path, HEAD + NEW + OTHER)
    async with opened() as pilot:
        await pilot.pause()
        await pilot.press("l")
        change(desk, path, HEAD + OTHER)
        await pilot.press("y")
        assert "there is no other card" in page(pilot)
