"""What the index keeps of a deck besides its questions: the entry that lists of decks show."""

import json
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from alliance_tutor.deck.library import DeckEntry, DeckFile, TopicText
from alliance_tutor.deck.lint.findings import Finding, Severity

if TYPE_CHECKING:
    from alliance_tutor.deck.deckfile import Reading
    from alliance_tutor.deck.questions import Question

_TEXTS = ("id", "title", "description", "version", "as_of", "language", "license")


def entry_of(file: DeckFile, reading: "Reading", questions: "list[Question]") -> DeckEntry:
    """The entry of a deck that was just read; a broken one has no questions."""
    entry = DeckEntry(file.path, file.origin, reading.id, reading.title, findings=reading.findings)
    deck = reading.deck
    if deck is None:
        return replace(entry, cards=reading.cards)
    return replace(
        entry,
        description=deck.description,
        version=deck.version,
        as_of=deck.as_of.isoformat() if deck.as_of else "",
        language=deck.language,
        license=deck.license,
        cards=len(deck.cards),
        questions=len(questions),
        topics=tuple(TopicText(topic.id, topic.title) for topic in deck.topics),
        by=_counts(questions),
    )


def entry_to_json(entry: DeckEntry, file: DeckFile) -> str:
    """An entry as JSON. Of paths it keeps only which part of the deck is meant: folders may be moved."""
    parts = {str(path): index for index, path in enumerate(file.parts)}
    row: dict[str, Any] = {name: getattr(entry, name) for name in _TEXTS}
    row |= {"cards": entry.cards, "questions": entry.questions, "by": entry.by}
    row["topics"] = [(topic.id, topic.title) for topic in entry.topics]
    row["findings"] = [
        (parts[found.path], found.line, found.column, found.severity, *_words(found))
        for found in entry.findings
    ]
    return json.dumps(row, separators=(",", ":"))


def entry_from_json(text: str, file: DeckFile) -> DeckEntry:
    """The entry that `entry_to_json` wrote, for the deck where it lies now."""
    row = json.loads(text)
    topics = tuple(TopicText(id, title) for id, title in row.pop("topics"))
    findings = tuple(
        Finding(os.fspath(file.parts[part]), line, column, Severity(severity), *words)
        for part, line, column, severity, *words in row.pop("findings")
    )
    return DeckEntry(path=file.path, origin=file.origin, topics=topics, findings=findings, **row)


def _words(found: Finding) -> tuple[str, str, str, str]:
    return found.code, found.message, found.hint, found.card


def _counts(questions: "list[Question]") -> dict[str, dict[str, int]]:
    """How many questions each topic, type, level and status has, in the order of the deck."""
    refs = [question.ref for question in questions]
    names = ("topic", "type", "level", "status")
    return {name: dict(Counter(value for ref in refs if (value := getattr(ref, name)))) for name in names}
