"""The list of findings: read, explained, opened in the editor; and what is said beside a card."""

from asyncio import Event
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.desk import Desk
from alliance_tutor.tui.screens.findings import FindingsScreen

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

DECK = """\
[deck]
id = "mine"
title = "Mine"
[[card]]
id = "pact"
type = "choice"
prompt = "Which of these states was not in the pact?"
answer = "Malta"
distractors = ["Hungary", "Poland"]
[[card]]
id = "fine"
prompt = "When was it signed?"
answer = "In 1955, in May"
"""


@pytest.fixture
def mine(folder: Path, desk: Desk) -> Path:
    """A deck of the learner's own, with one warning and one remark."""
    path = desk.places.decks / "mine.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DECK)
    desk.shelf.reload()
    return path


async def checked(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def marked(text: str) -> list[str]:
    return [row for row in text.splitlines() if row.startswith((" ▌ ", "▌ "))]


async def test_findings_when_asked_for_on_home_are_listed_without_remarks(
    mine: Path, opened: Open, seen: Seen
) -> None:
    async with opened() as pilot:
        await pilot.press("c")
        assert isinstance(pilot.app.screen, FindingsScreen)
        await checked(pilot)
        text = seen(pilot)
        assert "Check › 0 errors, " in text
        assert "▌ 7: “not” turns the question round, and does not stand out" in text
        assert "→ ask for what is so, or write **not**" in text
        assert "Q149" not in text
        await pilot.press("i")
        await pilot.pause()
        assert "does not say that it is sourced" in seen(pilot)
        assert "▌ 7: “not”" in seen(pilot)
        await pilot.press("i", "q")
        await pilot.pause()
        assert "Alliance Tutor" in seen(pilot)


async def test_finding_when_asked_why_is_explained(mine: Path, opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await pilot.press("c")
        await checked(pilot)
        await pilot.press("w")
        await pilot.pause()
        assert "Check › Q115" in seen(pilot)
        assert "The prompt asks for what is not so" in seen(pilot)
        await pilot.press("j", "space", "k", "pageup", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FindingsScreen)


async def test_finding_when_edited_opens_at_its_line_and_is_gone_when_mended(
    mine: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def edit(command: list[str], stdin: int | None = None) -> int:
        ran.append(command)
        mine.write_text(DECK.replace("was not in", "stayed out of"))
        return 0

    monkeypatch.setattr("alliance_tutor.deck.editor.run", edit)
    monkeypatch.setenv("EDITOR", "vi")
    async with opened() as pilot:
        await pilot.press("c")
        await checked(pilot)
        await pilot.press("enter")
        await checked(pilot)
        assert ran == [["vi", "+7", str(mine)]]
        assert "“not” turns" not in seen(pilot)


async def test_finding_in_a_shipped_deck_without_a_card_cannot_be_edited(
    folder: Path, opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliance_tutor.desk.checking.packaged_decks", lambda: folder)
    (folder / "broken.toml").write_text('[deck]\nid = "x"\n')
    async with opened() as pilot:
        await pilot.press("f5", "c")
        await checked(pilot)
        await pilot.press("e")
        await checked(pilot)
        assert "a shipped deck is not written" in seen(pilot)


async def test_many_findings_are_walked_through_with_the_marked_one_in_sight(
    mine: Path, desk: Desk, opened: Open, seen: Seen
) -> None:
    first, last = DECK.index("[[card]]"), DECK.rindex("[[card]]")
    card = DECK[first:last]
    cards = [card.replace('"pact"', f'"c{n}"').replace("pact?", f"pact of year {n}?") for n in range(40)]
    mine.write_text(DECK[:first] + "".join(cards))
    desk.shelf.reload()
    async with opened(size=(60, 20)) as pilot:
        await pilot.press("c")
        await checked(pilot)
        steps = ((["end"], None), (["up"], 7 + 39 * 6), (["home"], 7), (["pagedown", "pageup"], None))
        for keys, line in steps:
            await pilot.press(*keys)
            await pilot.pause()
            (row,) = marked(seen(pilot))
            assert line is None or f"▌ {line}: " in row
        place = next(n for n, text in enumerate(seen(pilot).splitlines()) if ": “not”" in text)
        await pilot.click(offset=(6, place))
        await pilot.pause()
        (row,) = marked(seen(pilot))
        assert seen(pilot).splitlines().index(row) <= place


async def test_how_far_the_check_is_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    going_on = Event()

    async def slow(told: Callable[[int], None]) -> list[Finding]:
        told(1234)
        await going_on.wait()
        return []

    async with opened() as pilot:
        await pilot.app.push_screen(FindingsScreen(desk, "Check", slow))
        await pilot.pause()
        assert "Checking the decks: 1\N{NO-BREAK SPACE}234 done …" in seen(pilot)
        going_on.set()
        await checked(pilot)
        assert "Nothing is found." in seen(pilot)


async def test_decks_without_a_finding_say_so(opened: Open, seen: Seen, desk: Desk) -> None:
    async def none(_told: Callable[[int], None]) -> list[Finding]:
        return []

    async with opened() as pilot:
        await pilot.app.push_screen(FindingsScreen(desk, "Check", none))
        await checked(pilot)
        assert "Nothing is found." in seen(pilot)
        await pilot.press("enter", "w", "down", "i", "f5")
        await checked(pilot)
        assert "Nothing is found." in seen(pilot)


async def test_card_of_an_own_deck_when_answered_says_how_many_findings_it_has(
    mine: Path, opened: Open, seen: Seen
) -> None:
    async with opened(study=("mine",)) as pilot:
        await checked(pilot)
        assert "on this card" not in seen(pilot)
        await pilot.press("a")
        await pilot.pause()
        assert "   1 finding on this card: c" in seen(pilot)
        await pilot.press("c")
        await checked(pilot)
        assert "Check › pact › 0 errors, 1 warning, 0 remarks" in seen(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert "was not in the pact" in seen(pilot)


async def test_card_of_a_shipped_deck_says_nothing_of_findings(opened: Open, seen: Seen) -> None:
    async with opened(study=("small",)) as pilot:
        await checked(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "on this card" not in seen(pilot)
