"""Keys of the learner's own: which commands there are, which keys they may have, and how they are shown.

Textual's `set_keymap` takes from a key all that it does when one of its commands moves away: the letters that
pick options would go with the command that shares them. So a screen's bindings are made anew here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache as once
from typing import NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import Keys
from textual.screen import Screen

from alliance_tutor import __version__
from alliance_tutor import settings as settings_file
from alliance_tutor.errors import SettingsError
from alliance_tutor.settings import Places, cache
from alliance_tutor.tui.commands import names_of

RESERVED = frozenset({*"0123456789", "ctrl+c", "ctrl+q", "ctrl+p", "ctrl+j", "ctrl+m", "ctrl+i"})
"""Digits answer; the program is left and searched by the same keys always; Ctrl+J, M, I are Enter and Tab."""

_CACHE = "keys.json"
_ARROWS = frozenset("↑↓←→")
_KNOWN = frozenset(key.value for key in Keys)
_MODIFIERS = ("ctrl+", "shift+", "alt+")

Chosen = Mapping[str, str]
"""Keys by the ids of commands, as the settings have them: several are parted by commas."""


class Fault(NamedTuple):
    """What is wrong with the key of a command, and what to do about it."""

    id: str
    message: str
    hint: str


def moved(bindings: BindingsMap, chosen: Chosen) -> BindingsMap:
    """A screen's bindings with the learner's keys. A place of a list keeps its key, and goes first."""
    keys: dict[str, list[Binding]] = {}
    going: dict[str, Binding] = {}
    for key, group in bindings.key_to_bindings.items():
        for each in group:
            if each.id in chosen:
                going.setdefault(each.id or "", each)
            else:
                keys.setdefault(key, []).append(each)
    for id, binding in going.items():
        for each in with_keys(binding, chosen[id]):
            keys[each.key] = [other for other in keys.get(each.key, []) if other.id or other.system]
            keys[each.key].append(each)
    return BindingsMap.from_keys({key: group for key, group in keys.items() if group})


def with_keys(binding: Binding, keys: str) -> list[Binding]:
    """A binding on each of the keys, by Textual's names of them."""
    return list(Binding.make_bindings([replace(binding, key=keys, key_display=None)]))


def apply(node: DOMNode, chosen: Chosen) -> None:
    """Let a screen, or the app, go by the learner's keys."""
    node._bindings = moved(type(node)._merged_bindings or BindingsMap(), chosen)


def followed(bindings: Iterable[object], chosen: Chosen, shown: str, action: str) -> str:
    """A key as a footer shows it, `shown` where it was not moved; `bindings` are as they are declared.

    Two arrows that stand for two commands are followed one by one.
    """
    verb = action.partition(".")[2].partition("(")[0]
    going = [
        each
        for each in bindings
        if isinstance(each, Binding) and each.id in chosen and each.action.partition("(")[0] == verb
    ]
    if not going:
        return shown
    parts = list(shown) if len(shown) > 1 and _ARROWS.issuperset(shown) else [shown]
    return "".join(_followed(part, going, chosen) for part in parts)


def _followed(shown: str, going: Iterable[Binding], chosen: Chosen) -> str:
    for each in going:
        if shown in (*names_of(each), each.key_display):
            return names_of(with_keys(each, chosen[each.id or ""])[0])[0]
    return shown


# What a learner may choose


@once
def catalogue() -> dict[str, Binding]:
    """All commands that may have other keys, by their ids, screen by screen."""
    found: dict[str, Binding] = {}
    for bindings in _screens().values():
        for _, each in bindings:
            if each.id and each.tooltip:
                found.setdefault(each.id, each)
    return {id: _whole(id, binding) for id, binding in sorted(found.items(), key=_home_first)}


def faults(chosen: Chosen) -> Iterator[Fault]:
    """What is wrong with the learner's keys: an unknown command, no key, one that is reserved or taken."""
    known = catalogue()
    sound: dict[str, str] = {}
    for id, keys in chosen.items():
        fault = _unknown(id, known) or _no_key(id, keys)
        if fault:
            yield fault
        else:
            sound[id] = keys
    told: set[str] = set()
    for bindings in _screens().values():
        for fault in _clashes(bindings, sound):
            if fault.id not in told:
                told.add(fault.id)
                yield fault


def check(places: Places, chosen: Chosen) -> None:
    """Raise SettingsError, with its line, for the first key in the settings that cannot be.

    All screens are loaded for this, so what was found sound is kept in the cache directory.
    """
    sound = {"version": __version__, "keys": dict(chosen)}
    if not chosen or cache.kept(places.cache, _CACHE) == sound:
        return
    for fault in faults(chosen):
        line, column = settings_file.place(places, "keys", fault.id)
        raise SettingsError(fault.message, path=places.settings, line=line, column=column, hint=fault.hint)
    cache.keep(places.cache, _CACHE, sound)


def _unknown(id: str, known: Mapping[str, Binding]) -> Fault | None:
    if id in known:
        return None
    from difflib import get_close_matches  # only for the hint

    near = get_close_matches(id, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "the screen of the keys (, and then k) lists them all"
    return Fault(id, f"there is no command {id}", hint)


def _no_key(id: str, keys: str) -> Fault | None:
    for each in keys.split(","):
        key = each.strip()
        if not _is_key(key):
            hint = "a key is a letter or sign, or a name such as space, f2, ctrl+s, pagedown"
            return Fault(id, f"{id}: {key or 'nothing'} is no key", hint)
        if key in RESERVED:
            return Fault(id, f"{id}: {key} is reserved", "choose another key")
    return None


def _is_key(key: str) -> bool:
    """Whether it may be one that a terminal sends: a printable sign, or a name that Textual has."""
    bare = key
    for each in _MODIFIERS:
        bare = bare.removeprefix(each)
    known = key in _KNOWN or bare in _KNOWN or (len(bare) == 1 and bare.isprintable() and bare != " ")
    return known or (bare.isidentifier() and bool(_sign(bare)))


def _sign(name: str) -> str | None:
    from textual.keys import key_to_character

    return key_to_character(name)


def _clashes(bindings: BindingsMap, chosen: Chosen) -> Iterator[Fault]:
    """Commands of one screen that would have the same key, of which the learner moved one there."""
    for key, group in moved(bindings, chosen).key_to_bindings.items():
        named = {each.id: each for each in group if each.id}
        mine = [id for id in chosen if id in named]
        if mine and len(named) > 1:
            other = next(each for id, each in named.items() if id != mine[-1])
            shown = names_of(replace(other, key=key))[0]
            told = f"{mine[-1]}: {shown} is the key of {other.id} ({other.description})"
            yield Fault(mine[-1], told, "choose another key")


@once
def _screens() -> dict[str, BindingsMap]:
    """The bindings of every screen, each with the app's, by the screen's name."""
    from importlib import import_module
    from pkgutil import iter_modules

    from alliance_tutor.tui import screens
    from alliance_tutor.tui.app import TutorApp

    app = BindingsMap(TutorApp.BINDINGS)
    found: dict[str, BindingsMap] = {}
    for module in iter_modules(screens.__path__):
        for each in vars(import_module(f"{screens.__name__}.{module.name}")).values():
            if (
                isinstance(each, type)
                and issubclass(each, Screen)
                and each.__module__.startswith(__package__)
            ):
                bindings = each._merged_bindings or BindingsMap()
                found[each.__name__] = _both(bindings, app)
    return found


def _both(screen: BindingsMap, app: BindingsMap) -> BindingsMap:
    """A screen's bindings and those of the app that they leave."""
    return BindingsMap.from_keys({**app.key_to_bindings, **screen.key_to_bindings})


def _whole(id: str, binding: Binding) -> Binding:
    """A binding with all the keys that it has on any screen, as they were declared."""
    keys = {
        key: None
        for bindings in _screens().values()
        for key, each in bindings
        if each.id == id and key != "ctrl+j"
    }
    return replace(binding, key=",".join(keys))


def _home_first(entry: tuple[str, Binding]) -> tuple[int, str]:
    screen = entry[0].partition(".")[0]
    first = ("app", "home", "study", "asking")
    return (first.index(screen) if screen in first else len(first)), screen
