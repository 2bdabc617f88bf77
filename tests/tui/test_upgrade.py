"""After an upgrade: home says that a shipped deck has changed, and the cards are decided on one at a time."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from alliance_tutor.deck.compare import Difference, Kind
from alliance_tutor.desk import Desk
from alliance_tutor.tui.screens.upgrade import draw
from alliance_tutor.tui.text import STRONG

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

CHANGES = (
    ('answer = "Kim Il-sung"', 'answer = "Kim Il Sung [/nope]"'),
    ('prompt = "Water is wet."', 'prompt = "Water is dry."'),
    ('explanation = "Because of [[link]]."', 'explanation = "First.\\n\\nThen [@click=app.quit]."'),
)


@pytest.fixture
def copy(desk: Desk, folder: Path) -> Path:
    """The learner's copy of the small deck, of which the shipped text has changed in three cards since."""
    path = desk.shelf.edit_target("small/type").path
    path.write_text(path.read_text().replace("Water is wet.", "Water is very wet."))
    change(folder, *CHANGES)
    desk.shelf.reload()
    return path


def change(folder: Path, *pairs: tuple[str, str]) -> None:
    path = folder / "small.toml"
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def flat(text: str) -> str:
    return " ".join(text.split())


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_home_tells_of_an_upgrade_and_v_compares(copy: Path, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.pause()
        assert "3 cards of the shipped deck have changed, compare with v" in flat(seen(pilot))
        await press(pilot, "v")
        text = flat(seen(pilot))
        assert "Small › Compare › 1 of 3" in text
        assert "The shipped deck has changed this card; you have not." in text
        assert "explanation mine Because of [[link]]. shipped First. Then [@click=app.quit]." in text
        await press(pilot, "q")
        assert "compare with v" in flat(seen(pilot))


async def test_m_keeps_and_t_takes_and_home_tells_when_all_is_decided(
    copy: Path, desk: Desk, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await press(pilot, "v", "m")
        assert "1 of 2" in seen(pilot)
        assert "[/nope]" in seen(pilot)
        await press(pilot, "t")
        assert "Your copy as it was is kept in" in flat(seen(pilot))
        assert "The shipped deck has changed this card, and so have you." in flat(seen(pilot))
        await press(pilot, "m")
        assert "Every card was decided on." in flat(seen(pilot))
        assert "compare" not in seen(pilot)
        await press(pilot, "v")
        assert "No shipped deck has changed since you copied it." in seen(pilot)
    text = copy.read_text()
    assert "[/nope]" in text
    assert "very wet" in text
    assert "Because of" in text
    question = desk.shelf.question("small/type")
    assert question
    assert question.answer == "Kim Il Sung [/nope]"


async def test_capitals_decide_on_all_that_are_left(
    copy: Path, opened: Open, seen: Seen, folder: Path
) -> None:
    async with opened() as pilot:
        await press(pilot, "v", "right", "m", "T")
        assert "Every card was decided on. Your copy as it was is kept in" in flat(seen(pilot))
    shipped = (folder / "small.toml").read_text()
    assert copy.read_text() == shipped.replace("Kim Il Sung [/nope]", "Kim Il-sung")


async def test_keeping_all_changes_no_byte(copy: Path, opened: Open, seen: Seen) -> None:
    before = copy.read_bytes()
    async with opened() as pilot:
        await press(pilot, "v", "M")
        assert "Every card was decided on." in seen(pilot)
    assert copy.read_bytes() == before


async def test_a_card_can_be_left_for_later(copy: Path, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "v", "right")
        assert "2 of 3" in seen(pilot)
        await press(pilot, "left", "left")
        assert "3 of 3" in seen(pilot)
        await press(pilot, "m")
        assert "2 of 2" in seen(pilot)


async def test_a_copy_that_has_gone_meanwhile_is_told(copy: Path, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "v")
        copy.unlink()
        await press(pilot, "t")
        assert "the file cannot be read" in flat(seen(pilot))
        assert "Alliance Tutor" in seen(pilot)
        assert "Every card" not in seen(pilot)


async def test_a_card_that_changed_meanwhile_is_shown_anew(
    copy: Path, folder: Path, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await press(pilot, "v")
        change(folder, ("First.", "Firstly."))
        await press(pilot, "t")
        assert "has changed meanwhile" in flat(seen(pilot))
        assert "Firstly." in seen(pilot)
        await press(pilot, "t")
    assert "Firstly." in copy.read_text()


async def test_an_upgrade_while_home_is_open_is_noticed_with_f5(
    desk: Desk, folder: Path, opened: Open, seen: Seen
) -> None:
    desk.shelf.edit_target("small/type")
    desk.shelf.reload()
    async with opened() as pilot:
        assert "compare" not in seen(pilot)
        change(folder, CHANGES[0])
        await press(pilot, "f5")
        assert "1 card of the shipped deck has changed, compare with v" in flat(seen(pilot))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_both_texts_can_be_read_at_every_size(
    copy: Path, opened: Open, seen: Seen, size: tuple[int, int]
) -> None:
    async with opened(size=size) as pilot:
        await press(pilot, "v")
        text = seen(pilot)
        await press(pilot, "space", "pageup", "down", "up", "space")
        assert "Because of [[link]]." in text + seen(pilot)
        assert "m keep mine" in text
        assert "Small › Compare › 1 of 3" in text


async def test_words_that_differ_are_bold_unless_the_texts_are_very_long() -> None:
    def bold(mine: str, shipped: str) -> list[str]:
        page = draw(Difference("a", Kind.CHANGED, {"hint": mine}, {"hint": shipped}, None), 76)
        strong = [span for span in page.spans if span.style == STRONG]
        return [page.plain[span.start : span.end] for span in strong]

    assert bold("one two three", "one 2 three four") == ["a", "two", "2", "four"]
    assert bold("one " * 1_000, "two " * 1_001) == ["a"]


async def test_comparing_looks_as_it_should(copy: Path, opened: Open, picture: object) -> None:
    """The card's id, what happened to it, and each key that differs, mine above the shipped one."""
    async with opened() as pilot:
        await press(pilot, "v")
        assert pilot.app.export_screenshot(simplify=True) == picture
