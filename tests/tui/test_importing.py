"""Importing a deck in the app."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from tests.tui.conftest import Open
from textual.pilot import Pilot
from textual.widgets import Input

from alliance_tutor.desk import Desk
from alliance_tutor.desk.importing import Importing
from alliance_tutor.tui.screens.home import HomeScreen
from alliance_tutor.tui.screens.importing import ImportScreen

GIFT = "::one::One?{=a ~b}\n\nTwo?{~a ~b}\n"


def page(pilot: Pilot[int]) -> str:
    return " ".join(str(pilot.app.screen.query_one("#page").render()).split())


async def type_path(pilot: Pilot[int], path: Path | str) -> None:
    pilot.app.screen.query_one(Input).value = str(path)
    await done(pilot, "enter")


async def done(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait for what each began."""
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_import_when_a_file_is_named_shows_the_report_and_the_deck_is_there(
    opened: Open, desk: Desk, tmp_path: Path, seen: Callable[[Pilot[int]], str]
) -> None:
    bank = tmp_path / "bank.gift"
    bank.write_text(GIFT)
    async with opened() as pilot:
        await pilot.press("i")
        assert isinstance(pilot.app.screen, ImportScreen)
        assert "Which file?" in page(pilot)
        await type_path(pilot, f'"{bank}"')
        assert "2 items: 1 kept, 0 changed, 1 refused." in page(pilot)
        assert "refused multichoice “Two?”: no option is right" in page(pilot)
        assert desk.shelf.library.deck("bank") is not None
        await pilot.press("down", "pagedown", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "bank" in seen(pilot).casefold()


async def test_import_when_the_format_is_open_and_the_deck_is_there_asks(
    opened: Open, desk: Desk, tmp_path: Path
) -> None:
    bank = tmp_path / "bank.txt"
    bank.write_text("::one::One?{=a ~b}\n")
    async with opened() as pilot:
        for answer, told in (("2", "Nothing was imported."), ("1", "1 kept")):
            await pilot.press("i")
            await type_path(pilot, bank)
            assert "1 Moodle's GIFT" in page(pilot)
            await done(pilot, "9", "1")
            if answer == "2":
                assert "1 kept" in page(pilot)
                await pilot.press("i")
                await type_path(pilot, bank)
                await done(pilot, "1")
            assert "there is a deck bank already" in page(pilot)
            await done(pilot, answer)
            assert told in page(pilot)
            await pilot.press("escape")


async def test_import_when_a_table_does_not_say_how_it_is_laid_out_shows_it_first(
    opened: Open, desk: Desk, tmp_path: Path
) -> None:
    table = tmp_path / "words.csv"
    table.write_text("hund;dog\nkatze;cat\n")
    async with opened() as pilot:
        await pilot.press("i")
        await type_path(pilot, table)
        assert "Is it right so?" in page(pilot)
        assert desk.shelf.library.deck("words") is None
        await done(pilot, "1")
        assert "2 kept" in page(pilot)
        assert desk.shelf.library.deck("words") is not None


async def test_import_when_the_file_cannot_be_read_says_why_and_asks_again(
    opened: Open, tmp_path: Path
) -> None:
    async with opened((60, 20)) as pilot:
        await pilot.press("i", "enter")
        await type_path(pilot, tmp_path / "gone.gift")
        assert "the file cannot be read" in page(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one(Input)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_import_while_a_file_is_read_says_so_and_leaves_nothing_half_done(
    opened: Open, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = tmp_path / "bank.gift"
    bank.write_text(GIFT)
    go_on = Event()
    begin = Importing.begin

    def slowly(importing: Importing, text: str) -> object:
        go_on.wait()
        return begin(importing, text)

    monkeypatch.setattr(Importing, "begin", slowly)
    async with opened() as pilot:
        await pilot.press("i")
        pilot.app.screen.query_one(Input).value = str(bank)
        await pilot.press("enter", "escape", "q", "1")
        assert "Reading the file" in page(pilot)
        go_on.set()
        await done(pilot)
        assert "2 items: 1 kept" in page(pilot)
