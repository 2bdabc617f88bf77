"""A sheet makes no more rows than are seen."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from alliance_tutor.tui.widgets.sheet import Sheet

made: list[str] = []


class Made(NamedTuple):
    """A row that tells when it is made."""

    text: str

    def content(self) -> Content:
        made.append(self.text)
        return Content(self.text)


class Page(App[None]):
    """One sheet that fills the screen."""

    CSS = "Sheet { height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Sheet()


@pytest.fixture(autouse=True)
def none_made() -> Iterator[None]:
    made.clear()
    yield
    made.clear()


async def test_a_late_row_is_made_when_it_is_seen_and_again_when_it_is_another() -> None:
    async with Page().run_test(size=(20, 3)) as pilot:
        sheet = pilot.app.query_one(Sheet)
        sheet.show([Made(str(number)) for number in range(100)])
        await pilot.pause()
        assert sorted(set(made)) == ["0", "1", "2"]
        made.clear()
        sheet.show([Made("0"), Made("other"), Content("2"), *(Made(str(number)) for number in range(3, 100))])
        await pilot.pause()
        assert made == ["other"]
