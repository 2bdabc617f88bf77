"""The four ratings, each over the interval that it gives."""

from collections.abc import Mapping

from textual.content import Content
from textual.style import Style

from alliance_tutor.insight import wording
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory
from alliance_tutor.tui.text import QUIET, STRONG, clickable, shown_key, words

WIDEST = 78  # cells that the four share at most


def ratings(
    previews: Mapping[Rating, Memory], suggested: Rating | None, day: int, now: int, width: int
) -> list[Content]:
    """Two rows, the suggested rating pointed at; `day` is the study day, `now` UTC milliseconds."""
    room = min(width, WIDEST) // len(Rating)
    margin = Content(" " * ((width - room * len(Rating)) // 2))
    names, intervals = margin, margin
    for each, memory in previews.items():
        arrow = " ◂" if each is suggested else ""
        action = f"screen.rate({each.value})"
        key = shown_key(f"{each.value}", action)
        name = Content.assemble(" ", (key, STRONG), f" {each.word.capitalize()}{arrow}")
        if each is suggested:
            name = name.stylize(Style.parse("bold $accent"))
        interval = words(f" {wording.interval(memory, day, now)}", QUIET)
        names += clickable(_cell(name, room), action)
        intervals += clickable(_cell(interval, room), action)
    return [names, intervals]


def _cell(content: Content, width: int) -> Content:
    return content.truncate(width).pad_right(max(0, width - content.cell_length))
