"""What syncs by itself: quietly, and never in the way."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from alliance_tutor.desk import Desk, syncing
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync_lock import alone
from alliance_tutor.memory.studyday import Moment
from alliance_tutor.settings import Places, Settings, places


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(str(tmp_path / "home"))


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    (tmp_path / "carried").mkdir()
    return replace(Settings(), sync_folder=str(tmp_path / "carried"))


def answered(home: Path, folder: Path, count: int, kind: str = "reviewed") -> None:
    """Another device that was at the folder."""
    where = places(str(home))
    with Journal.open(where.history) as journal:
        for second in range(count):
            body = {"question": "d/a", "rating": 3, "study_day": "2026-11-23", "ms": 1}
            journal.append(kind, body, Moment(1_795_000_000_000 + second, 0))
    syncing.carry(where, folder, decks=False)


def test_nothing_is_done_without_a_folder(where: Places) -> None:
    assert syncing.quietly(where, Settings()) == ""
    assert not where.history.exists()


def test_what_came_is_told_and_nothing_else(where: Places, chosen: Settings, tmp_path: Path) -> None:
    folder = Path(chosen.sync_folder)
    assert syncing.quietly(where, chosen) == ""
    answered(tmp_path / "b", folder, 12)
    assert syncing.quietly(where, chosen) == "Synced 12 answers from another device."
    assert syncing.quietly(where, chosen) == ""
    answered(tmp_path / "c", folder, 1)
    answered(tmp_path / "d", folder, 1)
    assert syncing.quietly(where, chosen) == "Synced 2 answers from 2 other devices."
    answered(tmp_path / "e", folder, 1, "flagged")
    assert syncing.quietly(where, chosen) == "Synced what another device changed."


def test_what_is_to_be_looked_at_is_told(where: Places, chosen: Settings) -> None:
    folder = Path(chosen.sync_folder)
    (folder / "farfarfa-1.jsonl").write_text("damaged\n")
    look = "Something is to be looked at: alliance-tutor sync says what."
    assert syncing.quietly(where, chosen) == look
    (folder / "farfarfa-1.jsonl").unlink()
    (folder / "decks").mkdir()
    (folder / "decks" / "a (1).toml").write_text("[deck]\n")
    assert syncing.quietly(where, replace(chosen, sync_decks=True)) == look
    assert syncing.quietly(where, chosen) == ""


def test_another_sync_is_not_waited_for_and_not_told(where: Places, chosen: Settings) -> None:
    syncing.quietly(where, chosen)
    with alone(where.history, 0):
        assert syncing.quietly(where, chosen) == ""


@pytest.mark.parametrize("folder", ["/nowhere/at/all", "~nobody-at-all/x"])
def test_fault_is_one_line(where: Places, folder: str) -> None:
    told = syncing.quietly(where, replace(Settings(), sync_folder=folder))
    assert told.startswith("Not synced with ")
    assert "\n" not in told


def test_folder_that_does_not_answer_is_not_waited_for_at_the_end(
    where: Places, chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def hang(*_: object) -> str:
        answer.wait()
        return ""

    monkeypatch.setattr(syncing, "PATIENCE", 0.01)
    monkeypatch.setattr(syncing, "quietly", hang)
    assert "not finished" in syncing.at_the_end(where, chosen)
    answer.set()


def test_batches_of_a_large_sync_end_like_a_small_one(
    where: Places, chosen: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 2)
    answered(tmp_path / "b", Path(chosen.sync_folder), 7)
    assert syncing.quietly(where, chosen) == "Synced 7 answers from another device."
    with Desk.open(str(tmp_path / "home"), write=False) as desk:
        assert len(list(desk.journal.events())) == 7
        assert desk.standing("d/a").memory is not None
