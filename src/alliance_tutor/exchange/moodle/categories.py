"""Moodle's categories, which are topics here: paths such as `$course$/top/Geography/Seas//Lakes`."""

import re

from alliance_tutor.deck.cards import Deck
from alliance_tutor.exchange.gathering import Path
from alliance_tutor.exchange.naming import single

_SLASH = re.compile(r"(?<!/)/(?!/)")
_TOP = "$course$/top/"


def titles_in(path: str) -> Path:
    """The titles of a category from the outermost on, without the course's name and Moodle's `top`."""
    parts = [" ".join(part.replace("//", "/").split()) for part in _SLASH.split(path)]
    if parts[0].startswith("$") and parts[0].endswith("$"):
        parts = parts[2:] if parts[1:2] == ["top"] else parts[1:]
    return tuple(filter(None, parts))


def path_of(*titles: str) -> str:
    """The path of a category; a slash in a title is doubled, and kept apart from the path's own."""
    return _TOP + "/".join(map(_in_path, titles))


def titles_of(deck: Deck) -> dict[str, str]:
    """The title of each topic's category by the topic's id, no two alike."""
    titles: dict[str, str] = {}
    for topic in deck.topics:
        title = single(topic.title)
        while title in titles.values():
            title = f"{title} ({topic.id})"
        titles[topic.id] = title
    return titles


def _in_path(title: str) -> str:
    name = single(title).replace("/", "//")
    return f"{' ' * name.startswith('/')}{name}{' ' * name.endswith('/')}"
