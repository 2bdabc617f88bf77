"""A desk on a small deck of its own, at a fixed instant, and pictures to compare."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.types import SerializedData
from textual.pilot import Pilot

from alliance_tutor.deck import library
from alliance_tutor.desk import Desk
from alliance_tutor.study.exam_wish import ExamWish
from alliance_tutor.study.wish import QuizWish
from alliance_tutor.tui.app import TutorApp

NOW = "2026-11-23T19:00:00+00:00"
DECK = Path(__file__).parent / "small.toml"

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


class Picture(SingleFileSnapshotExtension):
    """An SVG file a picture."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: Any, **kwargs: Any) -> SerializedData:
        """The exported screen without the number that Textual draws anew each time."""
        return re.sub(r"terminal-\d+", "terminal", str(data))


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped decks' place, holding the small deck; a home beside it."""
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    (packaged / "small.toml").write_bytes(DECK.read_bytes())
    monkeypatch.setattr(library, "packaged_decks", lambda: packaged)
    monkeypatch.setenv("ALLIANCE_TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ALLIANCE_TUTOR_NOW", NOW)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    return packaged


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with Desk.open() as opened:
        yield opened


@pytest.fixture
def opened(desk: Desk) -> Open:
    """Run the app on the desk; straight to studying where `study` names decks or is (), a quiz or an exam."""

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = (80, 24),
        study: tuple[str, ...] | None = None,
        topic: str = "",
        quiz: QuizWish | None = None,
        exam: ExamWish | str | None = None,
    ) -> AsyncIterator[Pilot[int]]:
        app = TutorApp(desk, study, topic, quiz, exam)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield pilot

    return run


@pytest.fixture
def seen() -> Callable[[Pilot[int]], str]:
    """What stands on the screen, line by line."""

    def text(pilot: Pilot[int]) -> str:
        strips = pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    return text
