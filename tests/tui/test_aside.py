"""Large decks are read by another process while home is open: keys go on, and what was read is shown."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from alliance_tutor.deck import deckfile, index_reading, reader
from alliance_tutor.deck.index import DeckIndex
from alliance_tutor.deck.library import DeckFile, find
from alliance_tutor.desk import Desk
from alliance_tutor.tui import aside

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

CARD = '[[card]]\nid = "{0}"\nprompt = "Is it {0}?"\nanswer = "yes"\n'
ENDLESS = [sys.executable, "-c", "import sys, threading; sys.stdin.read(); threading.Event().wait()"]


def write(folder: Path, cards: int) -> Path:
    """A deck of some questions, and of more bytes than are read in place."""
    text = '[deck]\nid = "large"\ntitle = "Large"\n' + "".join(CARD.format(n) for n in range(cards))
    path = folder / "large.toml"
    path.write_text(text + "#" * aside.SMALL)
    return path


class Gate:
    """Another process that does its work when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = asyncio.Event()
        self._read: Callable[..., Awaitable[bool]] = aside.read
        self.times = 0
        monkeypatch.setattr(aside, "read", self.read)

    async def read(self, index: DeckIndex, files: Sequence[DeckFile], told: aside.Told) -> bool:
        self.times += 1
        await self._open.wait()
        self._open.clear()
        return await self._read(index, files, told)

    def let(self) -> None:
        self._open.set()


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """All processes that were started."""
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def watched(*command: Any, **streams: Any) -> subprocess.Popen[bytes]:
        started.append(start(*command, **streams))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    yield started
    for process in started:
        process.kill()
        process.wait()


async def settled(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_keys_work_while_a_large_deck_is_read_and_then_it_is_shown(
    folder: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        gate = Gate(monkeypatch)
        write(folder, 3)
        monkeypatch.setattr(deckfile, "parse", lambda _: pytest.fail("read in the app's own process"))
        await pilot.press("f5")
        await pilot.pause()
        assert "Reading large.toml (0.1 MB) …" in seen(pilot)
        assert "Large " not in seen(pilot)
        await pilot.press("right", "down", "f5")
        await pilot.pause()
        assert "▌ The second topic" in seen(pilot)
        assert "Reading large.toml" in seen(pilot)
        assert gate.times == 1
        gate.let()
        await settled(pilot)
        assert "large.toml has been read." in seen(pilot)
        assert "Large " in seen(pilot)
        assert "8 new questions wait." in seen(pilot)


async def test_what_was_read_while_studying_is_shown_when_home_is_back(
    folder: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        gate = Gate(monkeypatch)
        write(folder, 3)
        await pilot.press("f5", "enter")
        await pilot.pause()
        gate.let()
        await settled(pilot)
        assert "1 of 5" in seen(pilot)
        await pilot.press("q", "enter")
        await pilot.pause()
        assert "8 new questions wait." in seen(pilot)


async def test_a_deck_that_changed_again_is_read_again(
    folder: Path, opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as pilot:
        gate = Gate(monkeypatch)
        write(folder, 3)
        await pilot.press("f5")
        read = gate._read

        async def change_meanwhile(index: DeckIndex, files: Sequence[DeckFile], told: aside.Told) -> bool:
            done = await read(index, files, told)
            write(folder, 5)
            gate._read = read
            return done

        gate._read = change_meanwhile
        gate.let()
        while gate.times == 1:
            await pilot.pause()
        assert "Reading large.toml" in seen(pilot)
        gate.let()
        await settled(pilot)
        assert len(desk.shelf.refs(["large"])) == 5
        assert "has been read." in seen(pilot)


async def test_a_small_deck_is_read_in_place(
    folder: Path,
    opened: Open,
    seen: Seen,
    processes: list[subprocess.Popen[bytes]],
) -> None:
    async with opened() as pilot:
        (folder / "more.toml").write_text('[deck]\nid = "more"\ntitle = "More"\n' + CARD.format(1))
        await pilot.press("f5")
        await pilot.pause()
        assert "More " in seen(pilot)
        assert processes == []


@pytest.mark.parametrize(
    "command", [["/there/is/no/such/program"], [sys.executable, "-c", "raise SystemExit(1)"]]
)
async def test_a_large_deck_is_read_in_place_where_no_other_process_can(
    folder: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(reader, "command", lambda _: command)
    async with opened() as pilot:
        for cards in (3, 4):
            write(folder, cards)
            await pilot.press("f5")
            await settled(pilot)
            assert "Large " in seen(pilot)
            assert f"{5 + cards} new questions wait." in seen(pilot)


async def test_a_large_deck_is_read_in_place_where_the_index_has_no_file(
    folder: Path, opened: Open, seen: Seen, desk: Desk, processes: list[subprocess.Popen[bytes]]
) -> None:
    desk.shelf.index.close()
    desk.shelf.index = DeckIndex(None)
    desk.shelf.reload()
    async with opened() as pilot:
        write(folder, 3)
        await pilot.press("f5")
        await settled(pilot)
        assert "Large " in seen(pilot)
        assert processes == []


async def test_what_is_being_read_is_abandoned_when_the_app_is_left(
    folder: Path,
    opened: Open,
    processes: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "command", lambda _: ENDLESS)
    async with opened() as pilot:
        write(folder, 3)
        await pilot.press("f5")
        await pilot.pause()
        assert processes[0].poll() is None
    for _ in range(10):  # Textual cancels what runs and does not wait: a few rounds of the loop
        await asyncio.sleep(0)
    assert processes[0].returncode is not None


async def test_rows_of_another_version_of_the_program_are_not_waited_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, 3)
    files = find([], folder, folder / "none")
    index = DeckIndex(tmp_path / "index.db")
    assert await aside.read(index, files)
    monkeypatch.setattr(index_reading, "_MADE_BY", "1/99.0")
    assert not await aside.read(index, files)
    index.close()


def test_decks_that_are_read_are_named_and_made_harmless(tmp_path: Path) -> None:
    paths = tmp_path / "a\x1b.toml", tmp_path / "b.toml"
    for path in paths:
        path.write_bytes(b"#" * 1_300_000)
    files = find(paths, tmp_path / "none", tmp_path / "none")
    assert "\x1b" not in aside.under_way(files[:1])
    assert aside.under_way(files) == "Reading 2 decks (3 MB) …"
    assert aside.done(files) == "2 decks have been read."
    assert aside.done(files[1:]) == "b.toml has been read."


async def test_the_day_is_not_called_done_while_decks_are_read(
    folder: Path, opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "small.toml").unlink()
    desk.shelf.reload()
    async with opened() as pilot:
        gate = Gate(monkeypatch)
        write(folder, 3)
        await pilot.press("f5", "enter")
        await pilot.pause()
        assert "the decks are being read" in seen(pilot)
        assert "Reading large.toml" in seen(pilot)
        gate.let()
        await settled(pilot)
        assert "3 new questions wait." in seen(pilot)


async def test_where_no_process_reads_a_large_deck_a_thread_does(
    folder: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "command", lambda _: [sys.executable, "-c", "raise SystemExit(1)"])
    readers: list[threading.Thread] = []
    parse = deckfile.parse

    def watched(contents: Any) -> Any:
        readers.append(threading.current_thread())
        return parse(contents)

    async with opened() as pilot:
        write(folder, 3)
        monkeypatch.setattr(deckfile, "parse", watched)
        await pilot.press("f5")
        await settled(pilot)
        assert "Large " in seen(pilot)
    assert readers
    assert threading.main_thread() not in readers


async def test_reading_in_place_is_said_before_the_screen_waits_for_it(
    folder: Path, opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.shelf.index.close()
    desk.shelf.index = DeckIndex(None)
    desk.shelf.reload()
    shown: list[str] = []
    parse = deckfile.parse
    async with opened() as pilot:
        write(folder, 3)

        def watched(contents: Any) -> Any:
            shown.append(seen(pilot))
            return parse(contents)

        monkeypatch.setattr(deckfile, "parse", watched)
        await pilot.press("f5")
        await settled(pilot)
        assert "Reading large.toml (0.1 MB) …" in shown[0]
        assert "Reading" not in seen(pilot)
