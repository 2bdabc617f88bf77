"""A data directory of some size, made once and copied for each measurement that writes."""

import shutil
from pathlib import Path

from tests.bench.sizes import decks, history

MADE = "made.txt"


def make(home: Path, questions: int, events: int) -> Path:
    """A data directory with so many questions and events; nothing is done where it is there already."""
    wanted = f"{questions} {events}\n"
    told = home / MADE
    if told.exists() and told.read_text(encoding="utf-8") == wanted:
        return home
    shutil.rmtree(home, ignore_errors=True)
    ids = decks.make(home / "decks", questions)
    history.make(home / "history.db", ids, events)
    told.write_text(wanted, encoding="utf-8")
    return home
