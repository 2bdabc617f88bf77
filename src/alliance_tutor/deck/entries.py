"""What the index keeps of a deck besides its questions: the entry that lists of decks show."""

import json
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from alliance_tutor.deck.library import DeckEntry, DeckFile, ExamEntry, ExamPartEntry, TopicText
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.refs import EXAM_ONLY

if TYPE_CHECKING:
    from alliance_tutor.deck.cards import Deck
    from alliance_tutor.deck.deckfile import Reading
    from alliance_tutor.deck.questions import Question

_TEXTS = ("id", "title", "description", "version", "as_of", "language", "license")


def entry_of(file: DeckFile, reading: "Reading", questions: "list[Question]") -> DeckEntry:
    """The entry of a deck that was just read; a broken one has no questions."""
    entry = DeckEntry(file.path, file.origin, reading.id, reading.title, findings=reading.findings)
    deck = reading.deck
    if deck is None:
        return replace(entry, cards=reading.cards)
    studied = [question for question in questions if question.ref.type != EXAM_ONLY]
    return replace(
        entry,
        description=deck.description,
        version=deck.version,
        as_of=deck.as_of.isoformat() if deck.as_of else "",
        language=deck.language,
        license=deck.license,
        cards=len(deck.cards),
        questions=len(studied),
        topics=tuple(TopicText(topic.id, topic.title) for topic in deck.topics),
        by=_counts(studied),
        exam=_exam_of(deck),
    )


def entry_to_json(entry: DeckEntry, file: DeckFile) -> str:
    """An entry as JSON. Of paths it keeps only which part of the deck is meant: folders may be moved."""
    parts = {str(path): index for index, path in enumerate(file.parts)}
    row: dict[str, Any] = {name: getattr(entry, name) for name in _TEXTS}
    row |= {"cards": entry.cards, "questions": entry.questions, "by": entry.by}
    row["topics"] = [(topic.id, topic.title) for topic in entry.topics]
    row["exam"] = entry.exam
    row["findings"] = [
        (parts[found.path], found.line, found.column, found.severity, *_words(found))
        for found in entry.findings
    ]
    return json.dumps(row, separators=(",", ":"))


def entry_from_json(text: str, file: DeckFile) -> DeckEntry:
    """The entry that `entry_to_json` wrote, for the deck where it lies now."""
    row = json.loads(text)
    topics = tuple(TopicText(id, title) for id, title in row.pop("topics"))
    exam = row.pop("exam")
    findings = tuple(
        Finding(os.fspath(file.parts[part]), line, column, Severity(severity), *words)
        for part, line, column, severity, *words in row.pop("findings")
    )
    return DeckEntry(
        path=file.path,
        origin=file.origin,
        topics=topics,
        findings=findings,
        exam=exam and _exam_from(*exam),
        **row,
    )


def _exam_of(deck: "Deck") -> ExamEntry | None:
    exam = deck.exam
    if exam is None:
        return None
    parts = tuple(ExamPartEntry(part.items, part.topic, part.level or "", part.type) for part in exam.parts)
    return ExamEntry(
        exam.title or deck.title,
        exam.items or sum(part.items for part in parts),
        exam.minutes or 0,
        exam.item_seconds or 0,
        exam.cut_score,
        exam.pause,
        exam.certainty,
        exam.negative,
        parts,
    )


def _exam_from(*columns: Any) -> ExamEntry:
    exam = ExamEntry(*columns)
    return exam._replace(parts=tuple(ExamPartEntry(*part) for part in exam.parts))


def _words(found: Finding) -> tuple[str, str, str, str]:
    return found.code, found.message, found.hint, found.card


def _counts(questions: "list[Question]") -> dict[str, dict[str, int]]:
    """How many questions each topic, type, level and status has, in the order of the deck."""
    refs = [question.ref for question in questions]
    names = ("topic", "type", "level", "status")
    return {name: dict(Counter(value for ref in refs if (value := getattr(ref, name)))) for name in names}
