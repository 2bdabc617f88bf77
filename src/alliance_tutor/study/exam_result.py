"""What an exam came to as JSON; `exam-result.schema.json` beside this file says what stands in it. Pure."""

from typing import Any

from alliance_tutor.deck.questions import Form
from alliance_tutor.memory.studyday import Moment, moment_text
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.paper import Item
from alliance_tutor.study.progress import Progress
from alliance_tutor.study.score import Score, Sureness, Tally, score

FORMAT = 1
"""The format of the document; raised when a key changes its meaning or goes."""


def exam_result(progress: Progress) -> dict[str, Any]:
    """The result of a sitting as it stands; times are in ms, instants in ISO 8601, shares 0..1."""
    found, paper = score(progress), progress.paper
    return {
        "format": FORMAT,
        "exam": progress.exam,
        "title": paper.blueprint.title,
        "seed": paper.seed,
        "decks": list(paper.blueprint.decks),
        "began": instant(progress.began),
        "handed_in": instant(progress.handed_in) if progress.handed_in else None,
        "ended_by": str(progress.end) if progress.end else None,
        "finished": bool(progress.finished),
        "ms": found.ms,
        "terms": progress.terms._asdict(),
        "score": _score(found),
        "certainty": _sureness(found.sureness) if found.sureness else None,
        "blueprint": [cell._asdict() | _tally(tally) for cell, tally in found.cells],
        "topics": [_named(tally) for tally in found.topics],
        "levels": [_named(tally) for tally in found.levels],
        "types": [_named(tally) for tally in found.types],
        "sure_but_wrong": [answer.number for answer in found.sure_but_wrong],
        "review": [answer.number for answer in found.review],
        "items": [_item(*each) for each in zip(paper.items, found.answers, strict=True)],
    }


def instant(moment: Moment) -> str:
    """A moment in ISO 8601; of a year that no calendar of Python's holds its UTC milliseconds."""
    try:
        return moment_text(moment)
    except OverflowError:
        return str(moment.at)


def _score(found: Score) -> dict[str, Any]:
    return {
        "items": len(found.answers),
        "answered": found.answered,
        "right": found.right,
        "points": found.points,
        "most": found.most,
        "share": found.share,
        "credit": found.credit,
        "range": {"method": "wilson", "confidence": 0.95, "low": found.low, "high": found.high},
        "self_marked": {"points": found.self_points, "most": found.self_most},
        "passed": found.passed,
        "predicted": found.predicted,
        "difference": found.difference,
    }


def _sureness(found: Sureness) -> dict[str, Any]:
    return {
        "average": found.average,
        "bonus": found.bonus,
        "levels": [
            {
                "certainty": int(level.certainty),
                "items": level.n,
                "right": level.right,
                "credit": level.credit,
                "judgement": str(level.judgement),
            }
            for level in found.levels
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "items": tally.items,
        "right": tally.right,
        "points": tally.points,
        "most": tally.most,
        "share": tally.share,
    }


def _named(tally: Tally) -> dict[str, Any]:
    return {"deck": tally.deck, "name": tally.name} | _tally(tally)


def _item(item: Item, answer: Marked) -> dict[str, Any]:
    question, verdict = item.question, answer.verdict
    arranged = question.form is Form.ARRANGE
    shown = question.items if arranged else [option.text for option in question.options]
    return {
        "number": answer.number,
        "question": question.id,
        "hash": question.text_hash,
        "topic": question.ref.topic,
        "level": question.ref.level,
        "type": question.ref.type,
        "prompt": question.prompt,
        "options": [shown[place] for place in item.order],
        "items": [] if arranged else list(question.items),
        "given": verdict.given,
        "key": verdict.key,
        "outcome": str(verdict.outcome),
        "note": verdict.note,
        "credit": answer.credit,
        "points": answer.points,
        "most": question.points,
        "blank": answer.blank,
        "self_marked": answer.self_marked,
        "to_mark": answer.to_mark,
        "overruled": verdict.overruled,
        "certainty": None if answer.certainty is None else int(answer.certainty),
        "flagged": answer.flagged,
        "ms": answer.ms,
        "explanation": question.explanation,
        "sources": [cited._asdict() for cited in question.citations],
    }
