"""What the journal keeps of an exam: its whole paper, so that a changed deck changes no sitting. Pure.

What is read back may be anything: it is checked whole, and what is not sound reads as None.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Any, TypeGuard

from alliance_tutor.deck.questions import Form, Question, from_plain, plain
from alliance_tutor.deck.refs import MOST_POINTS
from alliance_tutor.journal.events import Body
from alliance_tutor.study.blueprint import EXTRA_TIMES, Blueprint, Cell, SelfMarked, Terms
from alliance_tutor.study.certainty import Certainty
from alliance_tutor.study.paper import Item, Paper
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed

LONGEST = 20_000
"""How many characters of a typed answer are kept."""

_LONGEST_MINUTES = 100_000


def paper_body(paper: Paper, terms: Terms) -> Body:
    """The body of the event that begins an exam."""
    blueprint = paper.blueprint
    return {
        "title": blueprint.title,
        "decks": list(blueprint.decks),
        "topics": list(blueprint.topics),
        "self_marked": str(blueprint.self_marked),
        "seed": paper.seed,
        "parts": [cell._asdict() for cell in blueprint.cells],
        "terms": terms._asdict(),
        "items": [
            {
                "question": item.question.id,
                "hash": item.question.text_hash,
                "order": list(item.order),
                "part": item.cell,
                "text": plain(item.question),
            }
            for item in paper.items
        ],
    }


def paper_of(body: Body) -> tuple[Paper, Terms] | None:
    """The paper and the terms that such a body holds."""
    blueprint, terms, seed = _blueprint_of(body), _terms_of(body.get("terms")), body.get("seed")
    rows = body.get("items")
    if blueprint is None or terms is None or not is_whole(seed) or not isinstance(rows, list) or not rows:
        return None
    items = [_item_of(row, len(blueprint.cells)) for row in rows]
    sound = [item for item in items if item is not None]
    distinct = {item.question.id for item in sound}
    return (Paper(blueprint, seed, tuple(sound)), terms) if len(distinct) == len(items) else None


def response_body(response: Response | None) -> Body | None:
    """A response as JSON has it; of a typed one the first `LONGEST` characters."""
    match response:
        case Typed(text):
            return {"typed": text[:LONGEST]}
        case Picked(option):
            return {"picked": option}
        case Ticked(options):
            return {"ticked": sorted(options)}
        case Arranged(order):
            return {"arranged": list(order)}
        case Paired(options):
            return {"paired": list(options)}
    return None


def response_of(data: object) -> Response | None:
    """The response that `response_body` gave; whether it fits its question is for marking to see."""
    if not isinstance(data, dict) or len(data) != 1:
        return None
    [(kind, value)] = data.items()
    match kind:
        case "typed" if isinstance(value, str):
            return Typed(value[:LONGEST])
        case "picked" if is_whole(value):
            return Picked(value)
        case "ticked" if _are_whole(value):
            return Ticked(frozenset(value))
        case "arranged" if _are_whole(value):
            return Arranged(tuple(value))
        case "paired" if isinstance(value, list) and _are_whole([each for each in value if each is not None]):
            return Paired(tuple(value))
    return None


def certainty_of(data: object) -> Certainty | None:
    """The certainty 1–3 that was said."""
    return Certainty(data) if is_whole(data) and data in tuple(Certainty) else None


def is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_share(value: object) -> TypeGuard[float]:
    """Whether it is a number, 0..1."""
    return _is_number(value) and 0 <= value <= 1


def _is_number(value: object) -> TypeGuard[float]:
    return (is_whole(value) and abs(value) < 1 << 53) or (isinstance(value, float) and isfinite(value))


def _are_whole(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(map(is_whole, value))


def _are_texts(values: object) -> TypeGuard[Sequence[str]]:
    return isinstance(values, list | tuple) and all(isinstance(value, str) for value in values)


def _blueprint_of(body: Body) -> Blueprint | None:
    title, decks, rows = body.get("title"), body.get("decks"), body.get("parts")
    topics, self_marked = body.get("topics", ()), body.get("self_marked", SelfMarked.NAMED)
    if not isinstance(title, str) or not _are_texts(decks) or not _are_texts(topics):
        return None
    if self_marked not in tuple(SelfMarked) or not isinstance(rows, list):
        return None
    cells = [_cell_of(row) for row in rows]
    sound = tuple(cell for cell in cells if cell is not None)
    whole = len(sound) == len(cells)
    return Blueprint(title, tuple(decks), sound, tuple(topics), SelfMarked(self_marked)) if whole else None


def _cell_of(row: object) -> Cell | None:
    if not isinstance(row, dict):
        return None
    names = [row.get(name, "") for name in Cell._fields[1:]]
    items = row.get("items")
    return Cell(items, *names) if is_whole(items) and items >= 0 and _are_texts(names) else None


def _terms_of(row: object) -> Terms | None:
    if not isinstance(row, dict):
        return None
    terms = Terms(**{name: row[name] for name in Terms._fields if name in row})
    cut = terms.cut_score
    sound = (
        is_whole(terms.minutes)
        and 0 <= terms.minutes <= _LONGEST_MINUTES
        and is_whole(terms.item_seconds)
        and 0 <= terms.item_seconds <= _LONGEST_MINUTES * 60
        and isinstance(terms.pause, bool)
        and isinstance(terms.certainty, bool)
        and is_share(terms.negative)
        and (cut is None or (_is_number(cut) and 0 <= cut <= 100))
        and _is_number(terms.extra)
        and EXTRA_TIMES[0] <= terms.extra <= 10
    )
    return terms if sound else None


def _item_of(row: object, cells: int) -> Item | None:
    if not isinstance(row, dict):
        return None
    question, order, cell = _question_of(row.get("text")), row.get("order"), row.get("part")
    if question is None or not _are_whole(order) or not is_whole(cell) or not 0 <= cell < cells:
        return None
    shown = question.items if question.form is Form.ARRANGE else question.options
    return Item(question, tuple(order), cell) if sorted(order) == [*range(len(shown))] else None


def _question_of(data: object) -> Question | None:
    if not isinstance(data, dict):
        return None
    known: dict[str, Any] = {
        name: value for name, value in data.items() if name in Question.__dataclass_fields__
    }
    try:
        question = from_plain(known)
    except (KeyError, TypeError):
        return None
    return question if _is_sound(question) else None


def _is_sound(question: Question) -> bool:
    """Whether every field holds what its type says."""
    one = question
    texts = [one.prompt, one.answer, one.key, one.tolerance, one.unit, one.language, one.explanation]
    texts += [one.attributed_to, one.as_of, one.hint, one.text_hash, *one.ref]
    texts += [*one.accept, *one.items, *one.tags]
    texts += [text for option in one.options for text in (option.text, option.why)]
    texts += [text for cited in one.citations for text in (cited.title, cited.publisher, cited.url)]
    flags = [one.case_sensitive, one.typed, one.shuffle, *(option.right for option in one.options)]
    return (
        _are_texts(texts)
        and all(isinstance(flag, bool) for flag in flags)
        and all(is_whole(partner) and 0 <= partner < len(one.options) for partner in one.partners)
        and all(cited.year is None or is_whole(cited.year) for cited in one.citations)
        and _is_number(one.points)
        and 0 <= one.points <= MOST_POINTS
        and is_whole(one.lines)
    )
