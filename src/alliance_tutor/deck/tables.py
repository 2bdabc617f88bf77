"""A deck file's text → its tables, unchecked, with every fault of the text itself.

tomllib is the judge. Where it refuses the text as a whole, each table is read by itself, so that one slip
hides nothing in the others.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from alliance_tutor.deck.encoding import decode, refuse_escapes
from alliance_tutor.deck.lint.collector import Collector
from alliance_tutor.deck.positions import Positions, Table
from alliance_tutor.deck.refusals import Refusal, refusal
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.text import harmless

KINDS = ("deck", "exam", "topic", "source", "card")
HEADERS = {
    "deck": "[deck]",
    "exam": "[exam]",
    "part": "[[exam.part]]",
    "topic": "[[topic]]",
    "source": "[[source]]",
    "card": "[[card]]",
}
"""How the header of each kind of table is written."""
_SINGLE = ("deck", "exam")  # a deck has one of each
_OTHER_NAMES = {
    "set": "deck",
    "category": "topic",
    "section": "topic",
    "reference": "source",
    "note": "card",
    "entry": "card",
    "question": "card",
    "test": "exam",
}
_LONG_LINE = 400
# A dotted key of thousands of parts takes tomllib quadratic time.
_DEEP_KEY = re.compile(r"(?<![\w\"'-])[\w\"'-]++(?:\s*+\.\s*+[\w\"'-]++){32}")
_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"']", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A table as it was read: `kind` is deck, exam, part (of the exam), topic, source or card.

    `path` is where it stands.
    """

    kind: str
    path: KeyPath
    data: dict[str, Any]


@dataclass(slots=True)
class Tables:
    """What one file holds.

    `lost` has the kind and, if it can be told, the id of each unreadable table; `refusal` is why tomllib
    does not take the text as a whole.
    """

    positions: Positions
    entries: list[Entry] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    empty: bool = False
    refusal: Refusal | None = None


def read_tables(data: bytes, findings: Collector) -> Tables | None:
    """The tables of a file's bytes; None where it is no text."""
    text = decode(data, findings)
    if text is None:
        return None
    try:
        document = _loads(text)
    except Refusal as fault:
        return _one_by_one(text, fault, findings)
    tables = Tables(Positions(text), empty=not document)
    refuse_escapes(tables.positions, findings)
    for name, value in document.items():
        tables.entries += _entries(name, value, tables.positions, findings)
    return tables


def _one_by_one(text: str, whole: Refusal, findings: Collector) -> Tables:
    tables = Tables(Positions(text, recover=True), refusal=whole)
    refuse_escapes(tables.positions, findings)
    for _, group in groupby(tables.positions.tables, key=lambda table: table.path[:2]):
        chunk = list(group)
        start = chunk[0].start
        try:
            document = _loads(text[start : chunk[-1].end])
        except Refusal as fault:
            _report(fault.moved(start), chunk, tables.positions, findings)
            tables.lost.append(_lost(text, chunk, findings))
            continue
        for name, value in document.items():
            tables.entries += _entries(name, value, tables.positions, findings, chunk[0].path)
    return tables


def _loads(text: str) -> dict[str, Any]:
    if any(len(line) > _LONG_LINE and _DEEP_KEY.search(line) for line in text.split("\n")):
        offset = Positions(text).deep_key()
        if offset is not None:
            raise Refusal(offset, "E106", "the key has too many parts", "decks have no dotted keys")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise refusal(error, text) from None


def _report(fault: Refusal, chunk: list[Table], positions: Positions, findings: Collector) -> None:
    """Report a refusal where its cause stands, unless the line has a character that explains it."""
    for table in chunk:
        if unclosed := positions.unclosed(table):
            fault = fault.unclosed(*unclosed)
            break
        second = positions.second_key(table) if fault.code == "E108" else None
        if second:
            line = positions.line_column(second[1])[0]
            name = _shown(str(second[2][-1]))
            fault = Refusal(
                second[0], "E108", f"`{name}` is given twice", f"it stands on line {line} already"
            )
            break
    at = positions.line_column(fault.offset)
    if at[0] not in findings.lines("E102", "E105"):
        findings.add(at, fault.code, fault.message, fault.hint)


def _lost(text: str, chunk: list[Table], findings: Collector) -> tuple[str, str]:
    path = chunk[0].path
    found = _ID.search(text, chunk[0].body, chunk[0].end)
    return (_kind(str(path[0]), quick=findings.full) if path else "deck"), found[1] if found else ""


def _entries(
    name: str, value: Any, positions: Positions, findings: Collector, path: KeyPath = ()
) -> Iterator[Entry]:
    """The tables under one top-level name; `path` is where they stand if they were read by themselves."""
    kind = _kind(name, quick=findings.full)
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, dict) for item in items):
        hint = "put it below the header of its table, such as [deck]"
        at = positions.at((name,), key=True)
        findings.add(at, "E115", f"`{_shown(name)}` stands in no table", hint)
        return
    for index, item in enumerate(items):
        place = path or ((name, index) if isinstance(value, list) else (name,))
        if name != kind:
            _refuse_name(name, kind, positions.at(place), findings)
        elif (kind in _SINGLE) is isinstance(value, list):
            _refuse_brackets(kind, positions.at(place), findings)
        if kind == "exam":
            yield from _exam(place, item, positions, findings)
        elif kind:
            yield Entry(kind, place, item)


def _exam(place: KeyPath, data: dict[str, Any], positions: Positions, findings: Collector) -> Iterator[Entry]:
    """The exam's own table, and one for each of its parts."""
    parts = data.get("part", [])
    if isinstance(parts, dict):
        _refuse_brackets("part", positions.at((*place, "part")), findings)
        parts = [parts]
    elif not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        message = "`part` must be a table of its own"
        findings.add(
            positions.at((*place, "part")), "E124", message, f"write {HEADERS['part']} above its keys"
        )
        parts = []
    if "part" in place:  # read by itself, away from the exam's own table
        first = place[-1] if isinstance(place[-1], int) else 0
        place = place[: place.index("part")]
    else:
        first = 0
        yield Entry("exam", place, {key: value for key, value in data.items() if key != "part"})
    yield from (Entry("part", (*place, "part", index), part) for index, part in enumerate(parts, first))


def _refuse_brackets(kind: str, at: tuple[int, int], findings: Collector) -> None:
    right = HEADERS[kind]
    wrong = right[1:-1] if right.startswith("[[") else f"[{right}]"
    findings.add(at, "E114", f"{wrong} has the wrong brackets", f"write {right}")


def _refuse_name(name: str, kind: str, at: tuple[int, int], findings: Collector) -> None:
    hint = "a deck has [deck], [exam], [[topic]], [[source]] and [[card]]"
    if kind:
        hint = f"did you mean {HEADERS[kind]}?"
    findings.add(at, "E113", f"decks have no table `{_shown(name)}`", hint)


def _kind(name: str, *, quick: bool) -> str:
    """The kind of table that `name` means, empty if none; slips are allowed unless it must be quick."""
    if name in KINDS or quick:
        return name if name in KINDS else ""
    single = name.lower().removesuffix("s")
    if close := get_close_matches(single[:20], KINDS, 1, 0.7):
        return close[0]
    return _OTHER_NAMES.get(single, "")


def _shown(name: str) -> str:
    return harmless(name if len(name) <= 40 else f"{name[:39]}…")
