"""What is ticked, arranged, paired, and typed as a number or a date: by keys and by mouse."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.journal.events import Kind

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

DECK = Path(__file__).parent / "forms.toml"
STATES = {"China", "Russia", "South Korea"}
ORDER = ["The armistice", "The treaty of friendship", "The Soviet Union's end", "The treaty of partnership"]
EVENTS = ORDER[:2] + ORDER[3:]


@pytest.fixture
def folder(folder: Path) -> Path:
    (folder / "small.toml").write_bytes(DECK.read_bytes())
    return folder


async def ask(pilot: Pilot[int], seen: Seen, words: str) -> None:
    """Skip until a question with these words is asked."""
    for _ in range(12):
        if words in seen(pilot):
            return
        pilot.app.screen.action_skip()  # type: ignore[attr-defined]
        await pilot.pause()
    raise AssertionError(f"never asked: {words}")


def line(seen: str, words: str) -> int:
    return next(number for number, row in enumerate(seen.splitlines()) if words in row)


def row(seen: str, words: str) -> str:
    return seen.splitlines()[line(seen, words)]


def letter(seen: str, words: str) -> str:
    """The letter or number that stands before an option."""
    return next(part for part in row(seen, words).split() if len(part) == 1 and part.isalnum())


def verdicts(desk: Desk) -> list[tuple[str, float]]:
    events = desk.journal.events()
    return [(event.body["question"], event.body["credit"]) for event in events if event.kind == Kind.REVIEWED]


async def test_ticks_are_set_taken_away_and_checked(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Which states")
        assert "Each right one earns 1/3, each wrong one costs 1/2; never below 0." in seen(pilot)
        for state in ("China", "Japan", "Russia"):
            await pilot.press(letter(seen(pilot), state))
            await pilot.pause()
        assert seen(pilot).count("[x]") == 3
        await pilot.press(letter(seen(pilot), "Japan"), "enter")
        await pilot.pause()
        text = seen(pilot)
        assert "~ partly   67 %" in text
        assert "South Korea   (missed)" in text
        await pilot.press("1")
        ((question, credit),) = verdicts(desk)
        assert question == "forms/tick"
        assert credit == pytest.approx(2 / 3)


async def test_everything_ticked_earns_nothing(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Which states")
        await pilot.press("space", *["down", "space"] * 4, "enter")
        await pilot.pause()
        assert "✗ wrong" in seen(pilot)
        assert "A sea lies between." in seen(pilot)


async def test_ticks_by_mouse(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Which states")
        for state in STATES:
            await pilot.click(offset=(14, line(seen(pilot), state)))
            await pilot.pause()
        place = row(seen(pilot), "Enter check").index("Enter")
        await pilot.click(offset=(place + 1, line(seen(pilot), "Enter check")))
        await pilot.pause()
        assert "✓ correct" in seen(pilot)


async def test_items_are_put_in_order_by_keys(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Put these")
        for place, item in enumerate(ORDER):
            number = letter(seen(pilot), item)
            if number != str(place + 1):
                await pilot.press(number, str(place + 1))
                await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)


async def test_an_item_is_carried_by_arrows(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Put these")
        first = seen(pilot).splitlines()[line(seen(pilot), "▸ 1")].split("1  ")[1]
        await pilot.press("space", "down")
        await pilot.pause()
        assert f"↕ 2  {first}" in seen(pilot)
        await pilot.press("down", "down", "space", "up")
        await pilot.pause()
        assert letter(seen(pilot), first) == "4"
        assert "▸ 3" in seen(pilot)


async def test_items_are_put_in_order_by_mouse(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Put these")
        top = min(line(seen(pilot), item) for item in ORDER)
        for place, item in enumerate(ORDER):
            if line(seen(pilot), item) != top + place:
                await pilot.click(offset=(12, line(seen(pilot), item)))
                await pilot.click(offset=(12, top + place))
                await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)


async def test_untouched_items_are_only_revealed(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Put these")
        assert "Enter reveal" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "looked up: rate what you knew" in seen(pilot)
        assert "✗" not in seen(pilot)


async def test_partners_by_letters_and_a_wrong_one_changed(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Which year")
        options = {event: letter(seen(pilot), event) for event in EVENTS}
        await pilot.press(options[EVENTS[1]], options[EVENTS[1]], options[EVENTS[2]])
        await pilot.press("1", options[EVENTS[0]], "enter")
        await pilot.pause()
        assert "✓ correct" in seen(pilot)


async def test_a_missing_partner_costs_its_part(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Which year")
        await pilot.click(offset=(12, line(seen(pilot), "The armistice")))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "~ partly   33 %" in seen(pilot)
        assert seen(pilot).count("(missed)") == 2


@pytest.mark.parametrize(
    ("asked", "typed", "expected"),
    [
        ("How many barrels", "0,51 million barrels", "✓ correct"),
        ("How many barrels", "600 000", "✗ wrong"),
        ("How many barrels", "a lot", "✗ wrong"),
        ("On which day", "6.7.1961", "✓ correct"),
        ("On which day", "July 1961", "~ partly   67 %"),
        ("On which day", "yesterday", "✗ wrong"),
        ("Who signed", "Khrushev", "Count it as right? y"),
    ],
)
async def test_numbers_dates_and_words_are_typed(
    opened: Open, seen: Seen, asked: str, typed: str, expected: str
) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, asked)
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert expected in seen(pilot)


async def test_a_wrong_word_is_shown_letter_by_letter(opened: Open, seen: Seen) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Who signed")
        await pilot.press(*"Khrushchov", "enter")
        await pilot.pause()
        assert "Khrushch[−o][+e]v" in seen(pilot)


async def test_a_verdict_is_overruled_in_one_key_and_recorded_so(
    opened: Open, seen: Seen, desk: Desk
) -> None:
    async with opened(study=()) as pilot:
        await ask(pilot, seen, "Who signed")
        await pilot.press(*"the First Secretary", "enter")
        await pilot.pause()
        assert "1 Again ◂" in seen(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "✓ correct   by your ruling" in seen(pilot)
        assert "3 Good ◂" in seen(pilot)
        await pilot.press("3")
        reviewed, ruling = desk.journal.events()
        assert (reviewed.kind, reviewed.body["credit"]) == (Kind.REVIEWED, 0.0)
        assert (ruling.kind, ruling.body["event"], ruling.body["credit"]) == (
            Kind.OVERRULED,
            reviewed.id,
            1.0,
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 10)])
@pytest.mark.parametrize("asked", ["Which states", "Put these", "Which year", "How many barrels"])
async def test_every_form_is_drawn_at_every_size(
    opened: Open, seen: Seen, size: tuple[int, int], asked: str
) -> None:
    async with opened(size=size, study=()) as pilot:
        await ask(pilot, seen, asked)
        await pilot.press("enter")
        await pilot.pause()
        assert "1 Again" in seen(pilot)
        assert max(map(len, seen(pilot).splitlines())) <= size[0]


async def test_forms_look_as_they_should(opened: Open, seen: Seen, picture: object) -> None:
    """Ticks, an item that is carried, partners; then each marked by sign and word."""
    async with opened(study=()) as pilot:
        for name, asked, keys in (
            ("ticked", "Which states", ["a", "c"]),
            ("arranged", "Put these", ["2", "down"]),
            ("paired", "Which year", ["a", "b"]),
        ):
            await ask(pilot, seen, asked)
            await pilot.press(*keys)
            await pilot.pause()
            assert pilot.app.export_screenshot(simplify=True) == picture(name=name)  # type: ignore[operator]
            await pilot.press("enter")
            await pilot.pause()
            shown = picture(name=f"{name}-marked")  # type: ignore[operator]
            assert pilot.app.export_screenshot(simplify=True) == shown
            await pilot.press("4")
            await pilot.pause()
