"""The tables of a deck's files → one Deck, or what keeps them from being one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from alliance_tutor.deck.cards import (
    CARD_TYPES,
    FORMAT,
    AnyCard,
    CardBase,
    Deck,
    Exam,
    ExamPart,
    Source,
    Topic,
)
from alliance_tutor.deck.faults import Fault, faults
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.keys import keys_of, type_of, unknown_keys
from alliance_tutor.deck.lint.collector import Collector
from alliance_tutor.deck.refs import MOST_ITEMS
from alliance_tutor.deck.repeats import repeats
from alliance_tutor.deck.scanner import KeyPath
from alliance_tutor.deck.tables import HEADERS, Entry, Tables
from alliance_tutor.deck.values import did_you_mean, shown

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a deck: its tables, None if it is no text, and its findings."""

    path: str
    findings: Collector
    tables: Tables | None


class Assembly:
    """Checks every table of a deck's files; `places` has each card's id and where its table stands.

    `named` has the first table of each kind and id, and whether the file gives the id.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.places: list[tuple[str, Part, KeyPath]] = []
        self._parts = parts
        self.named: dict[tuple[str, str], tuple[Part, KeyPath, bool]] = {}
        self._topics: list[Topic] = []
        self._sources: list[Source] = []
        self._cards: list[AnyCard] = []
        self._exam: Exam | None = None
        self._exam_parts: list[ExamPart] = []

    def deck(self) -> Deck | None:
        """The deck; None if any of its files has an error."""
        deck = self._head()
        known = {kind: self._known(kind) for kind in ("topic", "source")}
        for part in self._parts:
            for entry in part.tables.entries if part.tables else ():
                match entry.kind:
                    case "topic":
                        self._topics += self._named(part, entry, Topic)
                    case "source":
                        self._sources += self._named(part, entry, Source)
                    case "card":
                        self._card(part, entry, known)
                    case "part":
                        self._exam_part(part, entry, known["topic"])
        self._check_exam()
        for part in self._parts:
            _refuse(part)
        if deck is None or any(part.findings.broken for part in self._parts):
            return None
        topics, sources, cards = tuple(self._topics), tuple(self._sources), tuple(self._cards)
        return deck.model_copy(
            update={"exam": self._exam, "topics": topics, "sources": sources, "cards": cards}
        )

    def _head(self) -> Deck | None:
        """The `[deck]` table alone, which the first file and no other must have."""
        main, *others = self._parts
        for part in others:
            for entry in _entries(part, "deck"):
                hint = f"delete it: the deck is described in {PurePath(main.path).name}"
                _report(
                    part, entry, Fault((), "E112", "a part of a folder deck has no [deck] of its own", hint)
                )
        entries = _entries(main, "deck")
        for entry in entries[1:]:
            hint = "one file is one deck: move what follows to a file of its own"
            _report(main, entry, Fault((), "E111", "there is a second [deck]", hint))
        if entries:
            if not any(_entries(part, "card") or _lost(part, "card") for part in self._parts):
                _report(main, entries[0], Fault((), "W102", "the deck has no cards yet", "add a [[card]]"))
            return self._checked(main, entries[0], Deck)
        self._miss_head(main)
        return None

    def _miss_head(self, main: Part) -> None:
        if main.tables is None or _lost(main, "deck"):
            return
        hint = 'begin with [deck], id = "…" and title = "…", each on a line'
        if main.tables.empty:
            main.findings.add((1, 1), "E104", "the file is empty", hint)
        else:
            main.findings.add((1, 1), "E110", "there is no [deck] table", hint)

    def _known(self, kind: str) -> frozenset[str] | None:
        """The ids of the topics or sources; None where an unreadable one may be what a card names."""
        ids = [entry.data.get("id") for part in self._parts for entry in _entries(part, kind)]
        ids += [id for part in self._parts for id in _lost(part, kind)]
        ids += [None for part in self._parts if part.tables is None]
        if any(not isinstance(id, str) or not id for id in ids):
            return None
        return frozenset(id for id in ids if isinstance(id, str))

    def _named(self, part: Part, entry: Entry, model: type[_Model]) -> list[_Model]:
        id = entry.data.get("id")
        if isinstance(id, str):
            self._claim(part, entry, id, own=True)
        checked = self._checked(part, entry, model)
        return [checked] if checked else []

    def _card(self, part: Part, entry: Entry, known: dict[str, frozenset[str] | None]) -> None:
        card_type, fault = type_of(entry.data)
        id, own = _card_id(entry.data, card_type)
        self.places.append((id, part, entry.path))
        if fault:
            _report(part, entry, fault, id)
        if id:
            self._claim(part, entry, id, own=own)
        for loc, name in _references(entry.data):
            kind = "source" if loc[0] == "sources" else "topic"
            ids = known[kind]
            if ids is not None and name not in ids:
                _report(part, entry, _unknown(kind, loc, name, ids), id)
        if card_type:
            given = {**entry.data, "type": card_type}
            card = self._checked(part, Entry("card", entry.path, given), CARD_TYPES[card_type], card_type, id)
            self._cards += [card] if card else []
        else:
            # Of a type that cannot be told, the keys that all types have are checked.
            common = {key: value for key, value in entry.data.items() if key in CardBase.model_fields}
            self._checked(part, Entry("card", entry.path, common), CardBase, "", id)

    def _exam_part(self, part: Part, entry: Entry, topics: frozenset[str] | None) -> None:
        topic = entry.data.get("topic")
        if topics is not None and isinstance(topic, str) and topic.strip() and topic not in topics:
            hint = _near_or_new("topic", topic, topics)
            message = f"the deck has no topic “{shown(topic)}”"
            _report(part, entry, Fault(("topic",), "E144", message, hint))
        checked = self._checked(part, entry, ExamPart)
        self._exam_parts += [checked] if checked else []

    def _check_exam(self) -> None:
        """The `[exam]` table, which the first file and no other may have."""
        main, *others = self._parts
        for part in others:
            for entry in _entries(part, "exam"):
                hint = f"move it to {PurePath(main.path).name}"
                _report(
                    part, entry, Fault((), "E116", "a part of a folder deck has no [exam] of its own", hint)
                )
        entries = _entries(main, "exam")
        for entry in entries[1:]:
            _report(main, entry, Fault((), "E116", "there is a second [exam]", "a deck has one: delete it"))
        if not entries:
            return
        exam = self._checked(main, entries[0], Exam)
        if exam is None or len(self._exam_parts) < len(_entries(main, "part")):
            return
        asked = sum(part.items for part in self._exam_parts)
        if exam.items is None and not asked:
            hint = f"write items = 20, or add {HEADERS['part']} with items"
            _report(main, entries[0], Fault((), "E123", "`items` is missing", hint))
        if asked > (exam.items or MOST_ITEMS):
            message = f"the exam has {exam.items or 'at most 1000'} questions, and its parts ask for {asked}"
            hint = f"write items = {asked}, or leave it out" if asked <= MOST_ITEMS else "ask for fewer"
            _report(main, entries[0], Fault(("items",), "E145", message, hint))
        self._exam = exam.model_copy(update={"parts": tuple(self._exam_parts)})

    def _claim(self, part: Part, entry: Entry, id: str, *, own: bool) -> None:
        """Take an id for a table; `own` says that the file gives it, and the program did not derive it."""
        before = self.named.setdefault((entry.kind, id), (part, entry.path, own))
        if before[1] is entry.path and before[0] is part:
            return
        if part.findings.full:
            part.findings.skip(1)
            return
        other, path, other_own = before
        where = f"line {other.tables.positions.line(path)}" if other.tables else ""
        where += "" if other is part else f" of {shown(PurePath(other.path).name)}"
        if own and other_own:
            message = f"the {entry.kind} id “{shown(id)}” is taken already, on {where}"
            fault = Fault(("id",), "E140", message, "give each its own id")
        else:
            message = f"this card and the one on {where} would share one history, since they lack ids"
            fault = Fault((), "E141", message, "delete one of the two, or give each an id of its own")
        _report(part, entry, fault, id if entry.kind == "card" else "")

    def _checked(
        self, part: Part, entry: Entry, model: type[_Model], card_type: str = "", card: str = ""
    ) -> _Model | None:
        known = keys_of(entry.kind, card_type)
        given = {key: value for key, value in entry.data.items() if key in known}
        unknown = unknown_keys(entry.data, entry.kind, card_type)
        _report_all(part, entry, unknown, len(entry.data) - len(given), card)
        try:
            return model.model_validate(given)
        except ValidationError as error:
            details = error.errors(include_url=False) if not part.findings.full else []
            found = (fault for detail in details for fault in faults(detail, card_type or entry.kind))
            again = (Fault(*repeat) for repeat in repeats(given))
            _report_all(part, entry, chain(found, again), error.error_count(), card)
        return None


def newer_format(parts: Sequence[Part]) -> bool:
    """Whether the deck says that it needs a newer version of this program."""
    for entry in _entries(parts[0], "deck"):
        given = entry.data.get("format")
        if isinstance(given, int) and given > FORMAT:
            return True
    return False


def _entries(part: Part, kind: str) -> list[Entry]:
    return [entry for entry in part.tables.entries if entry.kind == kind] if part.tables else []


def _lost(part: Part, kind: str) -> list[str]:
    return [id for lost, id in part.tables.lost if lost == kind] if part.tables else []


def _report(part: Part, entry: Entry, fault: Fault, card: str = "") -> None:
    if part.findings.full or part.tables is None:
        part.findings.skip(1)
        return
    positions, path = part.tables.positions, (*entry.path, *fault.loc)
    on_key, index = fault.on_key, fault.index
    at = positions.at(path, key=on_key) if index is None else positions.inside(path, index)
    part.findings.add(at, fault.code, fault.message, fault.hint, card)


def _refuse(part: Part) -> None:
    """Report why tomllib refuses a file of which each table by itself is sound."""
    refusal = part.tables.refusal if part.tables else None
    if part.tables and refusal and not part.findings.broken:
        at = part.tables.positions.line_column(refusal.offset)
        part.findings.add(at, refusal.code, refusal.message, refusal.hint)


def _report_all(part: Part, entry: Entry, faults: Iterator[Fault], count: int, card: str) -> None:
    """Report `count` faults, working them out only as long as there is room."""
    reported = 0
    while not part.findings.full and (fault := next(faults, None)):
        _report(part, entry, fault, card)
        reported += 1
    part.findings.skip(count - reported if part.findings.full else 0)


def _card_id(data: dict[str, Any], card_type: str) -> tuple[str, bool]:
    """The id of a card as far as it can be told, and whether the file gives it."""
    id = data.get("id")
    text = data.get("text" if card_type == "cloze" else "prompt")
    if isinstance(id, str):
        return id, True
    if id is None and card_type and isinstance(text, str):
        return provisional_id(card_type, text), False
    return "", False


def _references(data: dict[str, Any]) -> list[tuple[KeyPath, str]]:
    """The topic and the sources that a card names, with where it does."""
    topic, sources = data.get("topic"), data.get("sources")
    named: list[tuple[KeyPath, object]] = [(("topic",), topic)]
    named += [
        (("sources", index), source)
        for index, source in enumerate(sources if isinstance(sources, list) else [])
    ]
    return [(loc, name) for loc, name in named if isinstance(name, str) and name.strip()]


def _unknown(kind: str, loc: KeyPath, name: str, ids: frozenset[str]) -> Fault:
    code = "E142" if kind == "topic" else "E143"
    return Fault(loc, code, f"the deck has no {kind} “{shown(name)}”", _near_or_new(kind, name, ids))


def _near_or_new(kind: str, name: str, ids: frozenset[str]) -> str:
    """The hint for a topic or a source that is named and not there."""
    return did_you_mean(name, ids) or f'add a [[{kind}]] with id = "{shown(name)}", or name one that is there'
