"""Copies of the journal and what they would change, in words. Pure."""

from collections.abc import Sequence
from datetime import datetime

from alliance_tutor.insight.wording import date_words, number
from alliance_tutor.journal.backup import Backup
from alliance_tutor.journal.forgetting import Chosen
from alliance_tutor.journal.restoring import Difference, Holding
from alliance_tutor.journal.salvage import Saved
from alliance_tutor.memory.studyday import Moment, moment_text


def copy_line(copy: Backup) -> str:
    """A copy in a list: `Mon 23 Nov 2026 09:15, 1 041 events, 0.4 MB`."""
    parts = [time_words(copy.taken), number(copy.events, "event"), size_words(copy.size)]
    return ", ".join(parts) + (", replaced" if copy.replaced else "")


def time_words(taken: datetime) -> str:
    """When a copy was made: `Mon 23 Nov 2026 09:15`."""
    return f"{taken:%a} {date_words(f'{taken:%Y-%m-%d}')} {taken:%H:%M}"


def size_words(size: int) -> str:
    """A file's size in bytes as `12 kB` or `3.4 MB`."""
    return f"{max(1, size // 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def difference_lines(found: Difference, *, merge: bool = False) -> list[str]:
    """What restoring would lose and gain, one line each; with `merge` what would be added."""
    gained = _sum(found.gained)
    if merge:
        return [f"Would be added: {gained}.", *_by_device(found.gained), "Nothing would be lost."]
    return [
        f"Would be lost: {_sum(found.lost)}.",
        *_by_device(found.lost),
        f"Would come back: {gained}.",
        *_by_device(found.gained),
        f"In both: {number(found.both, 'event')}.",
    ]


def forget_lines(found: Chosen, deck: str, copies: int) -> list[str]:
    """What forgetting would remove, one line each."""
    what = f"your history of {deck}" if deck else "your whole history"
    rows = [
        f"This removes {what}: {number(found.events, 'event')}, {number(found.answers, 'answer')} of them."
    ]
    if found.first is not None and found.last is not None:
        rows.append(f"From {_day(found.first)} to {_day(found.last)}.")
    if found.exams:
        mixed = f", {found.mixed} of which asked other decks too" if found.mixed else ""
        rows.append(f"With it {number(found.exams, 'exam')}{mixed}.")
    if copies and deck:
        rows.append(f"It is removed from {number(copies, 'copy', 'copies')} as well.")
    elif copies:
        rows.append(f"{number(copies, 'copy', 'copies')} of it will be deleted.")
    rows.append("Decks and settings stay. This cannot be undone.")
    return rows


def salvage_words(saved: Saved) -> str:
    """What can be saved of a damaged journal, and what is missing by the numbers that no event has."""
    there = f"{number(saved.found, 'event')} can be read"
    if saved.from_backups:
        there += f", {number(saved.from_backups, 'more', 'more')} are in backups"
    return f"{there}, {_missing(saved)}"


def _missing(saved: Saved) -> str:
    if not saved.gaps:
        return "no number between them is missing"
    rows = [f"{gap.device}-{gap.first} to {gap.last}" for gap in saved.gaps[:5]]
    more = f" and {len(saved.gaps) - 5} more" if len(saved.gaps) > 5 else ""
    return f"{number(saved.missing, 'event')} missing ({', '.join(rows)}{more})"


def _sum(holdings: Sequence[Holding]) -> str:
    events, answers = sum(each.events for each in holdings), sum(each.answers for each in holdings)
    return f"{number(events, 'event')}, {number(answers, 'answer')} of them" if events else "nothing"


def _by_device(holdings: Sequence[Holding]) -> list[str]:
    return [
        f"  device {each.device}: {number(each.events, 'event')}, {number(each.answers, 'answer')}, "
        f"{_day(each.first)} to {_day(each.last)}"
        for each in holdings
    ]


def _day(at: int) -> str:
    """A UTC instant's date; the number where no calendar holds it."""
    try:
        return date_words(moment_text(Moment(at, 0))[:10])
    except OverflowError:
        return str(at)
