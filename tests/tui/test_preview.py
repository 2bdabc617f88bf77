"""The preview of a deck while it is written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.test_preview import HEAD, ONE, THREE, TWO, save
from textual.content import Content
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.desk.preview import Preview
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.screens.findings import FindingsScreen
from alliance_tutor.tui.screens.preview import PreviewScreen
from alliance_tutor.tui.widgets.sheet import Sheet

TYPED = '\n[[card]]\nid = "typed"\ntype = "short-answer"\nprompt = "Which?"\nanswer = "That"\n'


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "d.toml"
    save(path, HEAD + ONE + TWO + TYPED)
    return path


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with Desk.open(write=False) as opened:
        yield opened


def app_of(desk: Desk, deck: Path) -> TutorApp:
    return TutorApp(desk, preview=Preview(deck, date(2026, 11, 23)))


def shown(pilot: Pilot[int]) -> str:
    screen = pilot.app.screen_stack[0]
    rows = screen.query_one(Sheet)._rows
    return "\n".join(row.plain for row in rows if isinstance(row, Content))


async def looked(pilot: Pilot[int]) -> str:
    """What is shown once the file was looked at."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, PreviewScreen)
    screen.look()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return shown(pilot)


async def test_preview_when_walked_through_asks_all_and_records_nothing(desk: Desk, deck: Path) -> None:
    async with app_of(desk, deck).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Preview › D" in shown(pilot)
        assert "d.toml:6   1 of 3" in shown(pilot)
        await pilot.press("enter")
        assert "answer" in shown(pilot)
        await pilot.press("n", "b")
        assert "2 of 3" in shown(pilot)
        assert "✓ correct" in shown(pilot) or "✗ wrong" in shown(pilot)
        await pilot.press("a", "a")
        await pilot.press("n")
        await pilot.press("t", "h", "a", "t", "enter")
        assert "✓ correct" in shown(pilot)
        await pilot.press("p")
        assert "2 of 3" in shown(pilot)
        await pilot.press("left", "right", "right")
        await pilot.press(*":previous", "enter")
        assert "2 of 3" in shown(pilot)
    assert not desk.places.history.exists()


async def test_preview_when_the_file_is_saved_stays_and_tells_what_is_wrong_and_where(
    desk: Desk, deck: Path, picture: SnapshotAssertion
) -> None:
    app = app_of(desk, deck)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        save(deck, HEAD + ONE + TWO.replace("distractors", "distractrs") + TYPED)
        told = await looked(pilot)
        assert "line 16: a choice card has no key `distractrs`" in told
        assert "did you mean “distractors”?" in told
        assert "Two?" in told
        assert app.export_screenshot() == picture
        save(deck, HEAD + ONE + TWO.replace("Two?", "Twice?") + TYPED)
        told = await looked(pilot)
        assert "distractrs" not in told
        assert "Twice?" in told
        assert "Saved: this question has changed." in told


async def test_preview_when_nothing_loads_yet_shows_why_and_goes_on_once_it_does(
    desk: Desk, deck: Path
) -> None:
    save(deck, "[deck]\nid = 5\n")
    async with app_of(desk, deck).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "This deck does not load yet." in shown(pilot)
        assert "line 2: " in shown(pilot)
        await pilot.press("enter", "n", "a", "y", "h", "g", "space", "o", "r")
        save(deck, HEAD)
        assert "no questions yet" in await looked(pilot)
        save(deck, HEAD + THREE)
        assert "Three?" in await looked(pilot)


async def test_preview_when_all_findings_are_open_follows_the_file(desk: Desk, deck: Path) -> None:
    async with app_of(desk, deck).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("w")
        assert isinstance(pilot.app.screen, FindingsScreen)
        page = pilot.app.screen.query_one("#list")
        save(deck, HEAD + ONE + "level = 5\n")
        await looked(pilot)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "`level`" in str(page.render())
        await pilot.press("q", "q")
    assert pilot.app.return_code == 0


async def test_preview_when_the_card_is_edited_shows_it_as_it_was_saved(
    desk: Desk, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], stdin: int | None = None) -> int:
        ran.append(command)
        save(deck, HEAD + ONE + TWO.replace("Two?", "Twice?") + TYPED)
        return 0

    monkeypatch.setattr("alliance_tutor.deck.editor.run", run)
    monkeypatch.setenv("EDITOR", "vi")
    async with app_of(desk, deck).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "e")
        assert ran == [["vi", "+11", str(deck)]]
        assert "Twice?" in shown(pilot)
        await pilot.press("g")
        assert "Twice?" in shown(pilot)
