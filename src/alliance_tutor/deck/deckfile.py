"""TOML text ⇄ Deck: every fault of a deck's files in one run, each with its line and column.

No bytes make it raise: what cannot be read becomes a finding.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from alliance_tutor.deck.assembly import Assembly, Part, newer_format
from alliance_tutor.deck.cards import AnyCard, CardBase, Deck
from alliance_tutor.deck.library import file_name, parts_of, read_parts
from alliance_tutor.deck.lint.collector import Collector
from alliance_tutor.deck.lint.findings import Finding
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.tables import read_tables

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class Reading:
    """What reading a deck gave: the deck, None if any finding is an error, and the findings in order.

    `id` and `title` are the deck's as far as they are known, else made from the file's name; `cards` counts
    the `[[card]]` tables that could be read.
    """

    deck: Deck | None
    findings: tuple[Finding, ...]
    id: str
    title: str
    cards: int
    _places: list[tuple[str, Part, KeyPath]] = field(repr=False)
    _named: Mapping[tuple[str, str], tuple[Part, KeyPath, bool]] = field(repr=False)
    _main: Part = field(repr=False)

    @property
    def places(self) -> dict[str, tuple[str, int]]:
        """The file and line of each card's table, by the card's id (a provisional one if it has none)."""
        return {
            id: (part.path, part.tables.positions.line(path))
            for id, part, path in self._places
            if part.tables
        }

    @property
    def lines(self) -> dict[str, int]:
        """The line of each card's table in its file, by the card's id."""
        return {id: line for id, (_, line) in self.places.items()}

    def table(self, kind: str, id: str = "") -> tuple[Part, KeyPath]:
        """The file and the path of a table of a deck that loaded: `[deck]`, `[exam]`, or one by its id."""
        if kind in ("deck", "exam"):
            return self._main, (kind,)
        part, path, _ = self._named[kind, id]
        return part, path


def read(path: Path) -> Reading:
    """Read a deck: a `.toml` file, a folder deck or its `deck.toml`."""
    return parse(read_parts(parts_of(path)))


def parse(files: Sequence[tuple[Path, bytes | OSError]]) -> Reading:
    """The deck that lies in these files, the one with `[deck]` first."""
    parts = [_part(path, data) for path, data in files]
    assembly = Assembly(parts)
    deck = assembly.deck()
    findings = [finding for part in parts for finding in part.findings.sorted()]
    if newer_format(parts):
        # What a newer format adds is no fault of the author's.
        findings = [finding for finding in findings if finding.code == "E135" or finding.code < "E110"]
    id, title = _best_known(parts[0], files[0][0])
    return Reading(
        deck, tuple(findings), id, title, len(assembly.places), assembly.places, assembly.named, parts[0]
    )


def dump(deck: Deck) -> str:
    """A generated deck as TOML; `read` gives the same deck again.

    Not for a teacher's own file: comments and layout are not kept.
    """
    head = deck.model_dump(exclude_defaults=True, exclude={"exam", "topics", "sources", "cards"})
    tables = [_table("[deck]", {"format": deck.format, **head})]
    if deck.exam:
        tables += [_table("[exam]", deck.exam.model_dump(exclude_defaults=True, exclude={"parts"}))]
        tables += [
            _table("[[exam.part]]", part.model_dump(exclude_defaults=True)) for part in deck.exam.parts
        ]
    tables += [_table("[[topic]]", topic.model_dump(exclude_defaults=True)) for topic in deck.topics]
    tables += [_table("[[source]]", source.model_dump(exclude_defaults=True)) for source in deck.sources]
    tables += [_table("[[card]]", _card_row(card)) for card in deck.cards]
    return "\n".join(tables)


def _part(path: Path, data: bytes | OSError) -> Part:
    findings = Collector(str(path))
    if isinstance(data, OSError):
        hint = "see that the file is there and that you may read it"
        findings.add((1, 1), "E101", f"the file cannot be read: {data.strerror or data}", hint)
        return Part(str(path), findings, None)
    return Part(str(path), findings, read_tables(data, findings))


def _best_known(main: Part, path: Path) -> tuple[str, str]:
    entries = main.tables.entries if main.tables else []
    head = next((entry.data for entry in entries if entry.kind == "deck"), {})
    id, title = head.get("id"), head.get("title")
    name = file_name(path)
    return (
        id if isinstance(id, str) and _ID.fullmatch(id) else name,
        title if isinstance(title, str) and title.strip() else name,
    )


def _card_row(card: AnyCard) -> dict[str, Any]:
    row = card.model_dump(exclude_defaults=True)
    own = [key for key in row if key not in CardBase.model_fields]
    order = dict.fromkeys(["id", "type", "topic", *own, *row])
    return {key: row[key] for key in order if key in row}


def _table(header: str, row: dict[str, Any]) -> str:
    # Key by key, since tomli_w itself writes short tables in one line, far from their header.
    return "\n".join([header, *(_pair(key, value) for key, value in row.items()), ""])


def _pair(key: str, value: Any) -> str:
    if key in ("distractors", "pairs"):
        return "\n".join([f"{key} = [", *(f"    {_part_of_list(part)}," for part in value), "]"])
    if isinstance(value, tuple):
        return f"{key} = {_texts(value)}"
    return tomli_w.dumps({key: value}, multiline_strings=True).rstrip("\n")


def _part_of_list(part: Any) -> str:
    match part:
        case {"text": text, "why": why}:
            return f"{{ text = {_quoted(text)}, why = {_quoted(why)} }}"
        case {"text": text}:
            return _quoted(text)
        case tuple():
            return _texts(part)
    return _quoted(part)


def _texts(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_quoted(text) for text in texts)}]"


def _quoted(text: str) -> str:
    return tomli_w.dumps({"x": text}).removeprefix("x = ").rstrip("\n")
