"""Keys of the learner's own: refused where they cannot be, pressed, and shown in help and footers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from tests.tui.exams import settle
from textual.binding import Binding, BindingsMap
from textual.pilot import Pilot

from alliance_tutor import settings
from alliance_tutor.desk import Desk
from alliance_tutor.errors import SettingsError
from alliance_tutor.tui import keymap
from alliance_tutor.tui.app import TutorApp
from alliance_tutor.tui.keymap import faults, moved

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]

PLACES = set("abcdefghijklmnopqrstuvwxyz0123456789")


def declared() -> Iterator[tuple[str, str, Binding]]:
    for screen, bindings in keymap._screens().items():
        for key, binding in bindings:
            yield screen, key, binding


@pytest.fixture
def mine(desk: Desk) -> Callable[..., None]:
    def choose(**keys: str) -> None:
        chosen = {id.replace("__", "."): key for id, key in keys.items()}
        desk.settings = replace(desk.settings, keys=chosen)

    return choose


# What may be chosen


def test_every_command_that_help_names_has_an_id_by_its_screen() -> None:
    without = {
        (screen, key)
        for screen, key, each in declared()
        if each.tooltip and not each.id and key not in PLACES
    }
    assert without == set()
    assert all(id.count(".") == 1 and id == id.lower() for id in keymap.catalogue())


def test_one_id_names_one_action_on_each_screen() -> None:
    actions: dict[tuple[str, str], set[str]] = {}
    for screen, _, each in declared():
        if each.id:
            actions.setdefault((screen, each.id), set()).add(each.action)
    assert [where for where, found in actions.items() if len(found) > 1] == []


def test_shipped_keys_have_no_fault() -> None:
    assert list(faults({})) == []


@pytest.mark.parametrize(
    ("chosen", "told", "hint"),
    [
        ({"study.undu": "k"}, "there is no command study.undu", "study.undo"),
        ({"zzz": "k"}, "there is no command zzz", "lists them"),
        ({"study.undo": "ctrl+q"}, "study.undo: ctrl+q is reserved", "another"),
        ({"study.undo": "3"}, "study.undo: 3 is reserved", "another"),
        ({"study.undo": "bogus"}, "study.undo: bogus is no key", "letter"),
        ({"study.undo": "k,"}, "study.undo: nothing is no key", "letter"),
        ({"study.undo": "n"}, "study.undo: n is the key of study.skip (Skip)", "another"),
        ({"study.undo": "?"}, "study.undo: ? is the key of app.help (Help)", "another"),
        ({"app.help": "x"}, "app.help: x is the key of", "another"),
        ({"study.undo": "k", "study.edit": "k"}, "study.edit: k is the key of study.undo", "another"),
    ],
)
def test_key_that_cannot_be_is_told(chosen: dict[str, str], told: str, hint: str) -> None:
    found = next(faults(chosen))
    assert found.message.startswith(told)
    assert hint in found.hint


@pytest.mark.parametrize(
    "chosen",
    [
        {"study.undo": "x", "study.bury": "w"},
        {"study.undo": "n", "study.skip": "u"},
        {"study.undo": "+,f2,ctrl+s, pagedown", "asking.next": "é"},
        {"study.again": "j", "app.help": "f10"},
    ],
)
def test_keys_may_change_places(chosen: dict[str, str]) -> None:
    assert list(faults(chosen)) == []


def test_options_keep_their_letters_when_a_command_comes_or_goes() -> None:
    bindings = keymap._screens()["StudyScreen"]
    went = moved(bindings, {"asking.hint": "z", "study.suspend": "k"}).key_to_bindings
    assert [each.action for each in went["h"]] == ["letter(7)"]
    assert [each.action for each in went["z"]] == ["letter(25)", "hint"]
    assert [each.action for each in went["k"]] == ["letter(10)", "suspend"]


def test_own_key_takes_textuals_own_meaning_away() -> None:
    bindings = BindingsMap.from_keys(
        {"tab": [Binding("tab", "app.focus_next")], "t": [Binding("t", "turn", id="here.turn")]}
    )
    assert [each.action for each in moved(bindings, {"here.turn": "tab"}).key_to_bindings["tab"]] == ["turn"]


def test_app_is_not_opened_and_the_line_is_told_when_keys_clash(desk: Desk) -> None:
    desk.settings = settings.save(desk.places, plain=True, keys={"study.skip": "k", "study.undo": "x"})
    with pytest.raises(SettingsError) as caught:
        TutorApp(desk)
    assert (caught.value.line, caught.value.path) == (5, desk.places.settings)
    assert "study.undo: x is the key of study.bury" in caught.value.message


def test_sound_keys_are_looked_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keymap.check(desk.places, {"study.undo": "k"})
    monkeypatch.setattr(keymap, "faults", None)
    keymap.check(desk.places, {"study.undo": "k"})


# How they are pressed and shown


async def test_own_key_does_what_the_old_one_did_and_all_shows_it(
    opened: Open, seen: Seen, mine: Callable[..., None]
) -> None:
    mine(home__quiz="z", app__help="f10", home__down="ctrl+n")
    async with opened() as pilot:
        await settle(pilot)
        screen = seen(pilot)
        assert "z quiz" in screen
        assert "F10 help" in screen
        assert "q quiz" not in screen
        await pilot.press("q")
        await settle(pilot)
        assert "Alliance Tutor" in seen(pilot)
        await pilot.press("f10")
        await settle(pilot)
        listed = [" ".join(line.split()) for line in seen(pilot).splitlines()]
        assert any(line.startswith("z Be asked what you choose") for line in listed)
        assert any(line.startswith("Ctrl+N The row below") for line in listed)
        await pilot.press("q", "z")
        await settle(pilot)
        assert "Quiz" in seen(pilot).splitlines()[0]


async def test_field_keeps_what_is_typed_when_a_letter_is_a_key(
    opened: Open, seen: Seen, mine: Callable[..., None]
) -> None:
    mine(import__again="z", import__back="ctrl+b")
    async with opened() as pilot:
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("q", "z")
        await settle(pilot)
        assert "qz" in seen(pilot)
        assert "Ctrl+B back" in seen(pilot)


async def test_rating_has_another_key_when_it_was_moved(
    opened: Open, seen: Seen, desk: Desk, mine: Callable[..., None]
) -> None:
    mine(study__good="g")
    async with opened(study=()) as pilot:
        await settle(pilot)
        while "Good" not in seen(pilot):
            await pilot.press("enter")
            await settle(pilot)
        assert "g Good" in seen(pilot)
        await pilot.press("3")
        await settle(pilot)
        assert desk.last_answer() is None
        await pilot.press("g")
        await settle(pilot)
        answer = desk.last_answer()
        assert answer is not None
        assert answer.body["rating"] == 3


async def test_keys_that_change_meanwhile_hold_on_all_open_screens(
    opened: Open, seen: Seen, mine: Callable[..., None]
) -> None:
    async with opened() as pilot:
        mine(home__quiz="z")
        app = pilot.app
        assert isinstance(app, TutorApp)
        app.keys_changed()
        await pilot.press("z")
        await settle(pilot)
        assert "Quiz" in seen(pilot).splitlines()[0]
        mine()
        app.keys_changed()
        app.show_home()
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert "Quiz" in seen(pilot).splitlines()[0]


async def test_sentences_name_the_keys_that_were_moved(
    opened: Open, seen: Seen, mine: Callable[..., None]
) -> None:
    mine(browse__undo="x", question__undo="v", app__help="f10", home__study="w")
    async with opened() as pilot:
        await settle(pilot)
        assert "Press w to begin." in seen(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert "F10 tells all" in seen(pilot)
        await pilot.press("z")
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert "1 question suspended. x takes it back." in seen(pilot)
        await pilot.press("enter", "f")
        await settle(pilot)
        assert "1 question flagged. v takes it back." in seen(pilot)


async def test_a_near_miss_is_counted_by_the_key_that_was_moved(
    opened: Open, seen: Seen, mine: Callable[..., None]
) -> None:
    mine(study__count="g")
    async with opened(study=(), topic="one") as pilot:
        await settle(pilot)
        while "Who signed" not in seen(pilot):
            await pilot.press("n")
            await settle(pilot)
        await pilot.press(*"Kim Il-sang", "enter")
        await settle(pilot)
        assert "Count it as right? g" in seen(pilot)
