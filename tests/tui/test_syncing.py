"""The app syncs with a remembered folder by itself."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.conftest import Open
from textual.pilot import Pilot

from alliance_tutor import settings as settings_file
from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync import sync
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.tui.app import SYNC, TutorApp, run

Seen = Callable[..., str]


@pytest.fixture
def carried(tmp_path: Path, desk: Desk) -> Path:
    """The remembered folder; another device has answered a question, and was there."""
    folder = tmp_path / "carried"
    folder.mkdir()
    desk.settings = replace(desk.settings, sync_folder=str(folder))
    with Journal.open(tmp_path / "other" / "history.db") as other:
        body = {"question": "small/pick", "rating": 3, "study_day": "2026-11-23", "ms": 1}
        other.append("reviewed", body, Moment(1_795_000_000_000, 0))
        sync(other, folder)
    return folder


async def settled(pilot: Pilot[int]) -> None:
    """What the app does beside once it is shown, done."""
    assert isinstance(pilot.app, TutorApp)
    pilot.app._settle()
    (thread,) = (each for each in threading.enumerate() if each.name == SYNC)
    await asyncio.to_thread(thread.join)
    await pilot.pause()


async def test_home_says_what_came_from_another_device(
    carried: Path, opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened() as pilot:
        before = seen(pilot)
        await settled(pilot)
        assert "Synced 1 answer from another device." in seen(pilot)
        assert "1 answer" not in before
        assert len(list(desk.journal.events())) == 1


async def test_home_says_in_one_line_why_nothing_came(carried: Path, opened: Open, seen: Seen) -> None:
    for path in carried.iterdir():
        path.unlink()
    carried.rmdir()
    async with opened() as pilot:
        await settled(pilot)
        assert "Not synced with carried: there is no such folder." in seen(pilot)


async def test_a_question_in_hand_is_not_disturbed(carried: Path, opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await settled(pilot)
        assert "Synced" not in seen(pilot)


def test_what_was_answered_is_sent_when_the_app_closes(
    carried: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {"question": "small/turn", "rating": 3, "study_day": "2026-11-23", "ms": 1}
    desk.record(Kind.REVIEWED, body)
    settings_file.save(desk.places, sync_folder=str(carried))
    monkeypatch.setattr(TutorApp, "run", lambda app: None)
    assert run() == 0
    assert (carried / f"{desk.journal.device}-1.jsonl").read_bytes().count(b"small/turn") == 1
    assert capsys.readouterr().err == "Synced 1 answer from another device.\n"
