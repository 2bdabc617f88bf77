"""What home says below its decks: those that do not load, clash, have changed or lost a card."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance_tutor.deck.library import DeckEntry, Library
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.insight.wording import number
from alliance_tutor.tui.text import shown_key

if TYPE_CHECKING:
    from alliance_tutor.deck.upgrade import Upgrade


def notes(library: Library, upgrades: "Sequence[Upgrade]", relinks: int) -> tuple[str, ...]:
    """A line for each; `relinks` is how many cards have vanished that are like a new one."""
    told = [_broken_note(entry) for entry in library.broken]
    clashes = [hidden.finding for hidden in library.hidden]
    told += [found.message for found in clashes if found.severity is Severity.WARNING]
    told += [_upgrade_note(each) for each in upgrades]
    return tuple(told + ([_relink_note(relinks)] if relinks else []))


def _broken_note(entry: DeckEntry) -> str:
    error = next(found for found in entry.findings if found.severity is Severity.ERROR)
    return f"{entry.title}   does not load: line {error.line}, see with {shown_key('c', 'screen.check')}"


def _relink_note(count: int) -> str:
    one, more = "1 card has vanished and a similar one is", "cards have vanished and similar ones are"
    cards = one if count == 1 else f"{count} {more}"
    return f"{cards} new: {shown_key('l', 'screen.relink')} carries the history over"


def _upgrade_note(upgrade: "Upgrade") -> str:
    count = len(upgrade.differences)
    has = "has" if count == 1 else "have"
    key = shown_key("v", "screen.compare")
    return f"{upgrade.title}   {number(count, 'card')} of the shipped deck {has} changed, compare with {key}"
