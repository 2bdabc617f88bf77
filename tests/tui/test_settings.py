"""The settings' screen, the keys' screen and fitting."""

from asyncio import to_thread
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from threading import Event
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.tui.exams import settle
from textual.pilot import Pilot

from alliance_tutor import settings
from alliance_tutor.desk import Desk, fitting
from alliance_tutor.errors import JournalError
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.optimizing import Change, Score

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

DOWN_TO = {"small": 1, "new": 2, "reviews": 3, "plan": 4, "hour": 5, "theme": 6, "motion": 7, "editor": 9}
KEYS, FIT = 10, 11


async def at(pilot: Pilot[int], rows: int) -> None:
    """The settings with so many rows above the one in hand; the costs are worked out."""
    await pilot.press("comma")
    await settle(pilot)
    await pilot.app.workers.wait_for_complete()
    await pilot.press(*["down"] * rows)
    await settle(pilot)


async def test_costs_stand_below_the_retention(opened: Open, seen: Seen, picture: SnapshotAssertion) -> None:
    async with opened() as pilot:
        await at(pilot, 0)
        screen = seen(pilot)
        assert "44 reviews" in screen
        assert "95 % known" in screen
        assert pilot.app.export_screenshot() == picture


async def test_all_fits_a_small_screen(opened: Open, seen: Seen) -> None:
    async with opened(size=(60, 20)) as pilot:
        await at(pilot, DOWN_TO["new"])
        screen = seen(pilot)
        assert "New a day" in screen
        assert "44 reviews   12 min a day  95 % known" in screen
        assert "? help" in screen


@pytest.mark.parametrize(
    ("row", "keys", "name", "value"),
    [
        (0, ["right", "right"], "desired_retention", 0.92),
        (0, [*"85", "enter"], "desired_retention", 0.85),
        (1, ["left"], "retention", {"small": 0.89}),
        (1, [*"95%", "down"], "retention", {"small": 0.95}),
        (2, ["right"], "new_per_day", 11),
        (2, [*"15", "backspace", "5", "enter"], "new_per_day", 15),
        (3, ["left"], "reviews_per_day", 90),
        (5, ["left"] * 6, "rollover_hour", 0),
        (7, ["space"], "motion", "reduced"),
        (8, ["enter"], "plain", True),
        (9, ["enter", *"vi q", "enter"], "editor", "vi q"),
    ],
)
async def test_value_is_saved_at_once(
    opened: Open, desk: Desk, row: int, keys: list[str], name: str, value: object
) -> None:
    async with opened() as pilot:
        await at(pilot, row)
        await pilot.press(*keys)
        await settle(pilot)
        assert getattr(desk.settings, name) == value
        assert settings.load(desk.places) == desk.settings


async def test_shipped_value_comes_back(opened: Open, desk: Desk) -> None:
    desk.settings = settings.save(desk.places, new_per_day=3, retention={"small": 0.8})
    async with opened() as pilot:
        await at(pilot, 1)
        await pilot.press("backspace", "down", "delete")
        await settle(pilot)
        assert (desk.settings.new_per_day, desk.settings.retention) == (10, {})


async def test_what_is_not_possible_is_told(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await at(pilot, 0)
        await pilot.press(*"60", "enter")
        await settle(pilot)
        assert "60 is not possible here: 70 % to 99 %." in seen(pilot)
        await pilot.press(*"85", "escape")
        assert desk.settings.desired_retention == 0.9
        desk.places.settings.write_text("[")
        await pilot.press("right")
        await settle(pilot)
        assert "invalid initial character" in " ".join(seen(pilot).split())


async def test_theme_is_shown_while_it_is_picked(opened: Open, desk: Desk) -> None:
    async with opened() as pilot:
        before = pilot.app.theme
        await at(pilot, DOWN_TO["theme"])
        await pilot.press("right")
        await settle(pilot)
        assert pilot.app.theme == desk.settings.theme != before
        await pilot.press("backspace")
        assert pilot.app.theme == before


@pytest.mark.parametrize(("environ", "level"), [("", "none"), ("basic", "basic")])
async def test_motion_follows_the_setting_unless_the_environment_says_otherwise(
    opened: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch, environ: str, level: str
) -> None:
    async with opened() as pilot:
        pilot.app.animation_level = "basic"
        if not environ:
            monkeypatch.delenv("TEXTUAL_ANIMATIONS")
        await at(pilot, DOWN_TO["motion"])
        await pilot.press("right")
        await settle(pilot)
        assert pilot.app.animation_level == level


async def test_escape_leaves_the_field_then_the_screen(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await at(pilot, DOWN_TO["editor"])
        await pilot.press("enter", "x", "escape")
        await settle(pilot)
        assert desk.settings.editor == ""
        await pilot.press("escape")
        await settle(pilot)
        assert "Alliance Tutor" in seen(pilot)


# Keys


async def test_key_that_is_pressed_is_the_command_s(opened: Open, seen: Seen, desk: Desk) -> None:
    async with opened() as pilot:
        await at(pilot, KEYS)
        await pilot.press("enter")
        await settle(pilot)
        while "▌ home.quiz" not in seen(pilot):
            await pilot.press("down")
            await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Press the new key of “Quiz”" in seen(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert "home.quiz: e is the key of home.exam (Exam). Nothing was changed." in seen(pilot)
        assert desk.settings.keys == {}
        await pilot.press("enter", "escape", "enter", "z")
        await settle(pilot)
        assert settings.load(desk.places).keys == {"home.quiz": "z"}
        assert "z *" in seen(pilot)
        await pilot.press("q", "q")
        await settle(pilot)
        assert "z quiz" in seen(pilot)
        await pilot.press("z")
        await settle(pilot)
        assert "Quiz" in seen(pilot).splitlines()[0]


async def test_shipped_key_comes_back(opened: Open, seen: Seen, desk: Desk) -> None:
    desk.settings = settings.save(desk.places, keys={"app.help": "f10"})
    async with opened() as pilot:
        await at(pilot, KEYS)
        assert "1 command moved" in seen(pilot)
        await pilot.press("enter", "backspace", "right", "pagedown", "pageup", "left")
        await settle(pilot)
        assert desk.settings.keys == {}
        await pilot.press("question_mark")
        await settle(pilot)
        assert "Help › Keys" in seen(pilot)


# Fitting


FITTED = (*DEFAULT_PARAMETERS[:20], 0.5)
FIT_FOUND = fitting.Fit(
    DEFAULT_PARAMETERS,
    True,
    800,
    Score(200, 0.35, 0.06),
    Score(200, 0.31, 0.03),
    Change(9, 60, 12),
    Change(5, 40, 20),
    40,
    30,
)


async def test_fit_is_refused_when_there_is_too_little(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await at(pilot, FIT)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "0 answers on a later day: too few" in seen(pilot)
        assert "apply" not in seen(pilot)


async def test_fit_says_the_command_that_installs_it(
    opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "available", lambda: False)
    async with opened() as pilot:
        await at(pilot, FIT)
        await pilot.press("enter")
        await settle(pilot)
        assert f'-m pip install "{fitting.PACKAGE}"' in " ".join(seen(pilot).split())


async def test_fit_decides_only_when_it_is_applied(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "command", lambda told: ["no such program"])
    monkeypatch.setattr(fitting, "fit", lambda desk: FIT_FOUND)
    async with opened() as pilot:
        await at(pilot, FIT)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "Log loss: 0.3500 now, 0.3100 fitted." in seen(pilot)
        assert "a apply the fit" in seen(pilot)
        assert not list(desk.journal.events())
        await pilot.press("a")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "The fit decides from now on" in seen(pilot)
        await pilot.press("a", "d")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        kinds = [event.kind for event in desk.journal.events()]
        assert kinds.count("parameters-set") == 2
        assert "as shipped again" in seen(pilot)


async def test_memories_are_worked_out_beside_a_screen_that_goes_on(
    opened: Open, seen: Seen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, free, decide = Event(), Event(), fitting.decide

    def slowly(*given: Any) -> None:
        begun.set()
        assert free.wait(60)
        decide(*given)

    monkeypatch.setattr(fitting, "decide", slowly)
    monkeypatch.setattr(fitting, "command", lambda told: ["no such program"])
    monkeypatch.setattr(fitting, "fit", lambda desk: FIT_FOUND._replace(parameters=FITTED))
    async with opened() as pilot:
        await at(pilot, FIT)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        desk.journal.changed()
        await pilot.press("a")
        await to_thread(begun.wait, 60)
        await pilot.press("a", "d", "down", "q", "escape")
        assert "Every memory is worked out anew …" in seen(pilot)
        assert "back" not in seen(pilot).splitlines()[-1]
        assert desk.parameters == DEFAULT_PARAMETERS
        free.set()
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "The fit decides from now on" in seen(pilot)
        assert desk.journal.changed()
        assert desk.parameters == FITTED
        assert [event.kind for event in desk.journal.events()] == ["parameters-set"]
        await pilot.press("q")
        await settle(pilot)
        assert "fitted to you" in seen(pilot)


async def test_fit_that_cannot_be_written_is_told(
    opened: Open, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decide(*given: Any) -> None:
        raise JournalError("the history cannot be written", hint="free some room")

    monkeypatch.setattr(fitting, "decide", decide)
    async with opened() as pilot:
        await at(pilot, FIT)
        await pilot.press("enter", "d")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "The history cannot be written." in seen(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "Fit to you" not in seen(pilot).splitlines()[0]
