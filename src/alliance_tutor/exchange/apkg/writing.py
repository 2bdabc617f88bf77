"""A deck → a package of version 2, which every Anki of the last years imports, and schema 11.

Note types and decks have ids, and notes guids, that are made of what they are: a second import finds the
notes of the first, and replaces those that were not changed in Anki since the package was written.
"""

import hashlib
import json
import re
import sqlite3
import time
from collections.abc import Iterable, Sequence
from html import unescape
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from alliance_tutor.deck import cloze
from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.exchange.anki.asking import Asker
from alliance_tutor.exchange.anki.note import FIELDS, Kind, Note
from alliance_tutor.exchange.anki.text import of_deck
from alliance_tutor.exchange.report import Exported, Item, Outcome, Report, outcome_of

_VERSION_2 = b"\x08\x02"
_TAG = re.compile(r"<[^<>]*>")
_DEFAULT_DECK = 1
_STEP = 1000
"""From one note's id to the next: each of its cards has one of those between."""

_EPOCH = 1_420_070_400
"""The day on which a collection is said to begin; it has no reviews whose days that would count."""

_TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,
  due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,
  lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
"""Schema 11 as Anki writes it."""

_CSS = """.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.cloze { font-weight: bold; color: royalblue; }
.explanation { margin-top: 1em; font-size: 16px; text-align: left; }
"""

_BACK = "{{FrontSide}}\n\n<hr id=answer>\n\n"
_TEMPLATES = {
    Kind.BASIC: (("{{Front}}", f"{_BACK}{{{{Back}}}}"),),
    Kind.REVERSED: (("{{Front}}", f"{_BACK}{{{{Back}}}}"), ("{{Back}}", f"{_BACK}{{{{Front}}}}")),
    Kind.CLOZE: (("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),),
}
"""The sides of the cards of each note type."""


class _Kept(NamedTuple):
    note: Note
    places: tuple[int, ...]


def write(deck: Deck, at: int | None = None) -> Exported:
    """The deck as a package; `at` is the second, in UTC since 1970, at which its notes were last changed.

    That is now unless it is given: Anki replaces a note by one that was changed later. But for this a deck
    has the same bytes each time.
    """
    asker = Asker(deck)
    kept: list[_Kept] = []
    items = []
    for card in deck.cards:
        note, notes = asker.written(card)
        if note:
            kept.append(_Kept(note, _places(card)))
        outcome = outcome_of(notes) if note else Outcome.REFUSED
        id = card_id(card)
        items.append(Item(outcome, f"{card.type} {id}", notes, card=id))
    data = _database(deck.id, kept, int(time.time()) if at is None else at)
    return Exported(_package(data), Report((*of_deck(deck), *items)))


def _places(card: AnyCard) -> tuple[int, ...]:
    """Which templates or gaps of its note make cards, from 0."""
    if card.type == "cloze":
        return tuple(number - 1 for number in cloze.parse(card.text).numbers)
    return (0, 1) if card.type == "basic" and card.reverse else (0,)


def _package(database: bytes) -> bytes:
    """The archive; a member says no time, so that the same deck has the same bytes."""
    file = BytesIO()
    # An old Anki, and other programs, look for the second name.
    members = {
        "meta": _VERSION_2,
        "collection.anki21": database,
        "collection.anki2": database,
        "media": b"{}",
    }
    with ZipFile(file, "w") as archive:
        for name, data in members.items():
            info = ZipInfo(name)
            info.create_system = 3
            archive.writestr(info, data, ZIP_DEFLATED, 9)
    return file.getvalue()


def _database(deck: str, kept: Sequence[_Kept], at: int) -> bytes:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.executescript(_TABLES)
        db.execute("PRAGMA user_version = 11")
        db.execute("BEGIN")
        kinds = dict.fromkeys(each.note.kind for each in kept)
        paths = dict.fromkeys(
            each.note.deck[:length] for each in kept for length in range(1, len(each.note.deck) + 1)
        )
        models = {str(_model_id(kind)): _model(kind, at) for kind in kinds}
        decks = {str(_DEFAULT_DECK): _deck(_DEFAULT_DECK, "Default", at)}
        decks |= {str(id): _deck(id, "::".join(path), at) for path in paths for id in (_deck_id(path),)}
        conf = {
            "schedVer": 2,
            "curDeck": _DEFAULT_DECK,
            "activeDecks": [_DEFAULT_DECK],
            "nextPos": len(kept) + 1,
        }
        documents: tuple[object, ...] = (conf, models, decks, {"1": _OPTIONS}, {})
        row = (1, _EPOCH, at * 1000, _EPOCH * 1000, 11, 0, 0, 0, *map(_json, documents))
        db.execute(f"INSERT INTO col VALUES ({_marks(row)})", row)
        first = _id("notes", deck)
        for position, each in enumerate(kept, start=1):
            # Ids in the order of the deck, as if its notes had been made so. Anki knows a note by its guid.
            _put(db, each, first + position * _STEP, position, at)
        db.execute("COMMIT")
        return db.serialize()
    finally:
        db.close()


def _put(db: sqlite3.Connection, kept: _Kept, id: int, position: int, at: int) -> None:
    """Add a note and its cards, all of them new."""
    note = kept.note
    fields = [note.front, note.back]
    first = unescape(_TAG.sub("", note.front))
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    row = (id, note.guid, _model_id(note.kind), at, -1, tags, "\x1f".join(fields), first, checksum, 0, "")
    db.execute(f"INSERT INTO notes VALUES ({_marks(row)})", row)
    for place in kept.places:
        card = (id + place, id, _deck_id(note.deck), place, at, -1, 0, 0, position, *[0] * 8, "")
        db.execute(f"INSERT INTO cards VALUES ({_marks(card)})", card)


def _model(kind: Kind, at: int) -> dict[str, Any]:
    """A note type, as a collection of schema 11 has it."""
    templates = [
        {
            "name": "Cloze" if kind is Kind.CLOZE else f"Card {place + 1}",
            "ord": place,
            "qfmt": front,
            "afmt": back,
            "bqfmt": "",
            "bafmt": "",
            "did": None,
        }
        for place, (front, back) in enumerate(_TEMPLATES[kind])
    ]
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for place, name in enumerate(FIELDS[kind])
    ]
    return {
        "id": _model_id(kind),
        "name": f"Alliance Tutor: {kind}",
        "type": int(kind is Kind.CLOZE),
        "mod": at,
        "usn": -1,
        "sortf": 0,
        "did": _DEFAULT_DECK,
        "tmpls": templates,
        "flds": fields,
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": [[place, "any", [place]] for place in range(len(templates))],
        "tags": [],
        "vers": [],
    }


def _deck(id: int, name: str, at: int) -> dict[str, Any]:
    """A deck, as a collection of schema 11 has it."""
    today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    return {
        "id": id,
        "name": name,
        "mod": at,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "browserCollapsed": False,
        "extendNew": 0,
        "extendRev": 0,
        **today,
    }


_OPTIONS = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {
        "delays": [1, 10],
        "ints": [1, 4, 7],
        "initialFactor": 2500,
        "order": 1,
        "perDay": 20,
        "bury": False,
    },
    "rev": {"perDay": 200, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "bury": False, "hardFactor": 1.2},
    "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
}
"""The options with which Anki begins; importing does not take them over."""


def _model_id(kind: Kind) -> int:
    return _id("note type", kind)


def _deck_id(path: Sequence[str]) -> int:
    return _id("deck", "::".join(path))


def _id(what: str, name: str) -> int:
    """An id as Anki's are, milliseconds, of the years 2001 to 2015."""
    digest = hashlib.sha256(f"{what}\0{name}".encode()).digest()
    return 1_000_000_000_000 + int.from_bytes(digest[:8]) % 450_000_000 * _STEP


def _marks(row: Iterable[object]) -> str:
    return ", ".join("?" for _ in row)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
