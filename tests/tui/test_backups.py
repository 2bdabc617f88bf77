"""Backups on their screen, and the screen for a history that does not open."""

from pathlib import Path

import pytest
from tests.journal.keeping import spoil
from tests.tui.conftest import Open
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.desk.backing import Backing
from alliance_tutor.errors import DamagedError, JournalError
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.rescue import RescueApp
from alliance_tutor.tui.screens.backups import BackupsScreen, CopyScreen
from alliance_tutor.tui.screens.home import HomeScreen


@pytest.fixture
def past(desk: Desk) -> Desk:
    """One backup with three events, and a fourth after it."""
    for number in range(3):
        desk.record(Kind.FLAGGED, {"question": f"small/{number}"})
    desk.keeping.back_up()
    desk.record(Kind.FLAGGED, {"question": "small/last"})
    return desk


def page(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#page").render())


async def done(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_backup_when_brought_back_is_the_history_at_once(opened: Open, past: Desk) -> None:
    async with opened() as pilot:
        await pilot.press("B")
        assert isinstance(pilot.app.screen, BackupsScreen)
        assert "Mon 23 Nov 2026 19:00, 3 events" in page(pilot)
        await pilot.press("enter")
        await done(pilot)
        assert isinstance(pilot.app.screen, CopyScreen)
        assert "Would be lost: 1 event" in page(pilot)
        await pilot.press("y")
        await done(pilot)
        assert isinstance(pilot.app.screen, BackupsScreen)
        assert "The backup is your history now" in page(pilot)
        assert "4 events" in page(pilot)
        assert "small/last" not in past.journal.standings()
        await pilot.press("q")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_backup_when_left_changes_nothing(opened: Open, past: Desk) -> None:
    async with opened() as pilot:
        await pilot.press("B", "enter")
        await done(pilot)
        await pilot.press("m", "q", "down", "up", "q")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert "small/last" in past.journal.standings()


async def test_backup_when_merged_adds_what_only_it_has(opened: Open, past: Desk) -> None:
    past.keeping.restore(past.keeping.backups()[0].path)
    past.reopen()
    assert "small/last" not in past.journal.standings()
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("B")
        place = next(place for place, copy in enumerate(past.keeping.copies()) if copy.replaced)
        await pilot.press(*["down"] * place, "enter")
        await done(pilot)
        await pilot.press("m")
        await done(pilot)
        assert "1 event added." in page(pilot)
    assert "small/last" in past.journal.standings()


async def test_backup_when_asked_for_is_made_and_listed(opened: Open, past: Desk) -> None:
    async with opened() as pilot:
        await pilot.press("B")
        await done(pilot)  # with the first key the app makes a backup by itself
        past.record(Kind.FLAGGED, {"question": "small/after"})
        await pilot.press("b")
        await done(pilot)
        assert "5 events copied." in page(pilot)
        await pilot.press("b")
        await done(pilot)
        assert "The latest backup has everything." in page(pilot)


async def test_damaged_backup_when_compared_is_told(opened: Open, past: Desk) -> None:
    past.keeping.backups()[0].path.write_bytes(b"garbage" * 1000)
    async with opened() as pilot:
        await pilot.press("B", "enter")
        await done(pilot)
        assert "is not a journal" in page(pilot)
        await pilot.press("y", "q")
    assert "small/last" in past.journal.standings()


async def test_app_after_its_first_paint_makes_a_backup(opened: Open, past: Desk) -> None:
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, TutorApp)
        app._settle()
        await done(pilot)
        assert [each.events for each in past.keeping.backups()] == [4, 3]


def test_backup_that_cannot_be_made_is_told_and_one_that_is_stopped_is_not(
    past: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = Backing(past.places, past.clock)
    stopped.stop()
    assert stopped.make() == ""
    assert len(past.keeping.backups()) == 1

    def fail(fault: JournalError) -> None:
        def back_up(*_: object) -> None:
            raise fault

        monkeypatch.setattr("alliance_tutor.journal.backup.taken", back_up)

    fail(JournalError("the disk is full"))
    assert Backing(past.places, past.clock).make() == "No backup could be made: the disk is full."
    fail(DamagedError("the journal is damaged", hint="help"))
    assert (
        Backing(past.places, past.clock).make() == "Your history is damaged (the journal is damaged). help."
    )


async def test_damage_met_while_the_app_runs_ends_it_with_the_fault(desk: Desk) -> None:
    app = TutorApp(desk)
    async with app.run_test() as pilot:
        app._handle_exception(DamagedError("the journal is damaged"))
        await pilot.pause()
    assert isinstance(app.fault, DamagedError)
    assert app.return_code == 3


# A history that does not open


@pytest.fixture
def damaged(past: Desk) -> Path:
    """The backup's three events can be had, the fourth perhaps."""
    past.journal.close()
    path = past.places.history
    path.write_bytes(b"garbage" * 1000)
    return path


def events(path: Path) -> int:
    with Journal.open(path, write=False) as journal:
        return len(list(journal.events()))


FAULT = DamagedError("this file is not a journal")


@pytest.mark.parametrize(
    ("keys", "count"), [((), 3), (("down",), 3), (("down", "down"), 0), (("down", "up", "down"), 3)]
)
async def test_history_that_does_not_open_is_replaced_by_what_is_chosen(
    damaged: Path, keys: tuple[str, ...], count: int
) -> None:
    app = RescueApp(None, FAULT)
    async with app.run_test(size=(60, 20)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        text = str(app.screen.query_one("#page").render())
        assert "0 events can be read, 3 more are in backups" in " ".join(text.split())
        assert "Bring back Mon 23 Nov 2026 19:00, 3 events" in text
        await pilot.press(*keys, "enter")
        await app.workers.wait_for_complete()
    assert app.return_value is True
    assert events(damaged) == count
    assert [path.read_bytes()[:7] for path in damaged.parent.glob("*.damaged.db")] == [b"garbage"]


async def test_history_that_does_not_open_when_left_is_not_touched(damaged: Path) -> None:
    app = RescueApp(None, FAULT)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.press("q")
    assert not app.return_value
    assert damaged.read_bytes() == b"garbage" * 1000
    assert list(damaged.parent.glob("*.damaged.db")) == []


async def test_history_of_which_some_pages_are_damaged_tells_what_can_be_read(past: Desk) -> None:
    for number in range(300):
        past.record(Kind.FLAGGED, {"question": f"small/{number}"})
    past.journal.close()
    spoil(past.places.history, 1.0)
    app = RescueApp(None, FAULT)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "missing (" in str(app.screen.query_one("#page").render())
