"""What reads bytes that others wrote: each may refuse them by the program's own faults, and no others."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fire import homes
from tests.fire.bounds import bounded

from alliance_tutor import settings
from alliance_tutor.cli.taking import take_in
from alliance_tutor.deck import deckfile
from alliance_tutor.deck.library import Library
from alliance_tutor.errors import TutorError
from alliance_tutor.exchange.importing import Wish, bring_in
from alliance_tutor.journal import backup, doctor, restoring, salvage
from alliance_tutor.journal.listing import listed
from alliance_tutor.journal.store import Journal
from alliance_tutor.journal.sync import sync
from alliance_tutor.journal.sync_lines import event_line, header_line
from alliance_tutor.study.search_reading import read as read_search

Target = Callable[[bytes], None]

_FILES = ("gift", "xml", "txt", "csv", "tsv", "apkg", "colpkg", "md", "json", "xlsx", "zip", "toml")
_TODAY = date(2026, 11, 24)


def deck(data: bytes) -> None:
    """A deck file."""
    deckfile.parse([(Path("deck.toml"), data)])


def chosen(data: bytes) -> None:
    """`settings.toml`, read, and changed where it could be read."""
    with TemporaryDirectory() as folder:
        places = settings.places(folder)
        places.settings.write_bytes(data)
        settings.load(places)
        settings.save(places, new_per_day=7)
        assert settings.load(places).new_per_day == 7


def cached(data: bytes) -> None:
    """The settings' cache, which is never a reason to refuse."""
    with TemporaryDirectory() as folder:
        places = settings.places(folder)
        places.settings.write_text("new_per_day = 7\n", encoding="utf-8")
        settings.load(places)
        for path in places.cache.glob("settings*"):
            path.write_bytes(data)
        assert settings.load(places).new_per_day == 7


def search(data: bytes) -> None:
    """A search as it is typed."""
    read_search(data.decode("utf-8", "replace"))


def carried(data: bytes) -> None:
    """Another device's file in a folder that is synced."""
    with TemporaryDirectory() as folder:
        there = Path(folder, "carried")
        there.mkdir()
        (there / "k3f5a2qd-1.jsonl").write_bytes(data)
        with Journal.open(Path(folder, "history.db")) as journal:
            sync(journal, there)
            _is_as_replayed(journal)


def exported(data: bytes) -> None:
    """A file for `journal --import`."""
    with TemporaryDirectory() as folder:
        file, history = Path(folder, "export.jsonl"), Path(folder, "history.db")
        file.write_bytes(data)
        try:
            take_in(history, str(file), merge=False)
        except TutorError:
            assert not history.exists() or not list(Journal.open(history, write=False).events())
            raise
        with Journal.open(history) as journal:
            _is_as_replayed(journal)


def kept(data: bytes) -> None:
    """A backup, and the journal itself: looked at, examined, saved from, merged."""
    with TemporaryDirectory() as folder:
        copy, history = Path(folder, "history-2026-11-24T0900-7.db"), Path(folder, "history.db")
        copy.write_bytes(data)
        tries: list[Callable[[], object]] = [
            lambda: backup.events_in(copy),
            lambda: doctor.faults(copy),
            lambda: restoring.merged(history, copy),
            lambda: restoring.difference(history, copy),
            lambda: salvage.looked(copy),
        ]
        for each in tries:
            with suppress(TutorError):
                each()


def imported(data: bytes) -> None:
    """A file of another program, as each of the formats that there are."""
    with TemporaryDirectory() as folder:
        for suffix in _FILES:
            file = Path(folder, f"bank.{suffix}")
            file.write_bytes(data)
            with suppress(TutorError):
                bring_in(
                    Wish(file, "", None, Path(folder, "decks"), Library((), (), ()), replace=True), _TODAY
                )


TARGETS: dict[str, Target] = {
    "deck": deck,
    "settings": chosen,
    "settings-cache": cached,
    "search": search,
    "sync": carried,
    "journal-import": exported,
    "backup": kept,
    "import": imported,
}


def harmless(target: str, data: bytes) -> None:
    """Hand bytes to a target, within bounds; only a fault of the program's own is forgiven."""
    with bounded(), suppress(TutorError):
        TARGETS[target](data)


@cache
def samples() -> dict[str, bytes]:
    """Of each kind of file a good one."""
    with TemporaryDirectory() as folder:
        home = homes.lived(Path(folder, "home"), 40)
        with Journal.open(home / "history.db") as journal:
            events = list(journal.events())
        carried = header_line(events[0].device) + b"".join(map(event_line, events))
        return {
            "deck": (home / "decks" / "typed.toml").read_bytes(),
            "settings": b'new_per_day = 20\nretention = 0.9\ntheme = "dark"\nrollover_hour = 4\n[keys]\n',
            "settings-cache": b'[["a", 1], {"new_per_day": 20}]',
            "search": b'deck:history (is:due or -tag:x) rated:7:again prop:stability<7 "words"',
            "sync": carried,
            "journal-import": "".join(json.dumps(listed(event)) + "\n" for event in events).encode(),
            "backup": (home / "history.db").read_bytes(),
            "import": b"::one:: Which? {=right ~wrong}\n\n::two:: So? {T}\n",
        }


def _is_as_replayed(journal: Journal) -> None:
    before = journal.standings()
    journal.rebuild()
    assert journal.standings() == before
