"""Journals with a past, and ways to harm them."""

from pathlib import Path
from random import Random

from alliance_tutor.journal import schema
from alliance_tutor.journal.events import Event
from alliance_tutor.journal.store import Journal
from alliance_tutor.memory.studyday import Moment, day_text

DAY = 739_943
NOON = 1_795_600_800_000
"""2026-11-25, 10:00 UTC."""


def answered(journal: Journal, number: int, deck: str = "h", response: str = "") -> Event:
    body = {"question": f"{deck}/{number % 7}", "rating": 3, "study_day": day_text(DAY), "response": response}
    return journal.append("reviewed", body, Moment(NOON + number * 1000, 60))


def made(path: Path, count: int = 40, deck: str = "h") -> list[Event]:
    """A journal with so many answers, some of them too long for one page."""
    with Journal.open(path) as journal:
        for number in range(count):
            answered(journal, number, deck, "é" * (number % 9 * 200))
        return list(journal.events())


def events(path: Path) -> list[Event]:
    with Journal.open(path, write=False) as journal:
        return list(journal.events())


def spoil_a_name(path: Path) -> None:
    """Makes a name in the schema, which SQLite quotes in its message, one that is no UTF-8."""
    content = path.read_bytes()
    where = content.index(b"event_about")
    path.write_bytes(content[:where] + b"\xf5" + content[where + 1 :])


def spoil(path: Path, share: float, seed: int = 1) -> None:
    """Overwrites the beginning of some pages, never the first."""
    random, data = Random(seed), bytearray(path.read_bytes())
    for start in range(schema.PAGE, len(data), schema.PAGE):
        if random.random() < share:
            data[start : start + 80] = random.randbytes(80)
    path.write_bytes(data)
