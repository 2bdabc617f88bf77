"""Deck → CSV and TSV: a card a row, the columns that a card fills, the same bytes each time."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from alliance_tutor.deck.cards import (
    AnyCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    DateCard,
    Deck,
    MatchingCard,
    MultipleResponseCard,
    NumericCard,
    OpenCard,
    OrderingCard,
    ShortAnswerCard,
    TrueFalseCard,
)
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.numbers import digits
from alliance_tutor.exchange.naming import single
from alliance_tutor.exchange.report import Exported, Item, Outcome, Report, outcome_of
from alliance_tutor.exchange.tables import sources, traps
from alliance_tutor.exchange.tables.cells import guarded, joined, line, listed, said, text
from alliance_tutor.exchange.tables.columns import COLUMNS
from alliance_tutor.exchange.tables.layout import Layout

_ALWAYS = ("id", "type", "prompt", "answer")
"""Columns that are written even where no card fills them."""

_MARK = "\ufeff"
"""Without it Excel reads a CSV file in the old encoding of its country."""

_LOST = ("description", "version", "as_of", "sourced", "authors", "license", "ignore", "exam")


def write_csv(deck: Deck, layout: Layout) -> Exported:
    """The deck as CSV in UTF-8 with a byte order mark, as Excel wants it; commas, or what the layout says."""
    return _written(deck, layout.separator or ",", _MARK)


def write_tsv(deck: Deck, layout: Layout) -> Exported:
    """The deck as TSV in UTF-8."""
    return _written(deck, layout.separator or "\t", "")


def _written(deck: Deck, separator: str, mark: str) -> Exported:
    titles = {topic.id: single(topic.title) for topic in deck.topics}
    cited = {source.id: sources.written(source) for source in deck.sources}
    records = [_record(card, titles, cited) for card in deck.cards]
    filled = {column for record in records for column, cell in record.items() if cell}
    names = [column for column in COLUMNS if column in filled or column in _ALWAYS]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guarded(record.get(column, "")) for column in names] for record in records)
    items = (
        Item(outcome_of(notes := _of_deck(deck, records)), f"deck {deck.id}", notes),
        *_of_topics(deck),
        *_of_sources(deck),
        *(Item(Outcome.KEPT, f"{card.type} {card_id(card)}", card=card_id(card)) for card in deck.cards),
    )
    return Exported(f"{mark}{table.getvalue()}".encode(), Report(items))


def _record(card: AnyCard, titles: Mapping[str, str], cited: Mapping[str, str]) -> dict[str, str]:
    """The cells of a card, by their columns."""
    return {
        **_MAKERS[card.type](card),
        "id": card_id(card),
        "type": card.type,
        "topic": titles.get(card.topic, ""),
        "hint": text(card.hint),
        "explanation": text(card.explanation),
        "sources": listed(cited[id] for id in card.sources if id in cited),
        "status": card.status or "",
        "attributed_to": line(card.attributed_to),
        "level": card.level or "",
        "when": card.when or "",
        "as_of": card.as_of.isoformat() if card.as_of else "",
        "tags": listed(card.tags),
        "points": digits(card.points) if card.points != 1 else "",
        "ignore": listed(card.ignore),
        "reason": text(card.reason),
    }


def _basic(card: BasicCard) -> dict[str, str]:
    return {
        "prompt": text(card.prompt),
        "answer": text(card.answer),
        "reverse": said(True) if card.reverse else "",
    }


def _cloze(card: ClozeCard) -> dict[str, str]:
    return {"prompt": text(card.text), "typed": said(True) if card.typed else ""}


def _choice(card: ChoiceCard) -> dict[str, str]:
    return {"prompt": text(card.prompt), "answer": line(card.answer), **_options(card)}


def _multiple_response(card: MultipleResponseCard) -> dict[str, str]:
    return {"prompt": text(card.prompt), "answer": listed(card.answers), **_options(card)}


def _options(card: ChoiceCard | MultipleResponseCard) -> dict[str, str]:
    wrong = [
        joined([option.text, option.why] if option.why.strip() else [option.text])
        for option in card.distractors
    ]
    return {"distractors": listed(wrong), "shuffle": "" if card.shuffle else said(False)}


def _true_false(card: TrueFalseCard) -> dict[str, str]:
    return {"prompt": text(card.prompt), "answer": said(card.answer)}


def _short(card: ShortAnswerCard) -> dict[str, str]:
    case = said(True) if card.case_sensitive else ""
    return {
        "prompt": text(card.prompt),
        "answer": line(card.answer),
        "accept": listed(card.accept),
        "case_sensitive": case,
    }


def _numeric(card: NumericCard) -> dict[str, str]:
    width = line(card.tolerance) if isinstance(card.tolerance, str) else digits(card.tolerance)
    return {
        "prompt": text(card.prompt),
        "answer": digits(card.answer),
        "tolerance": "" if width == "0" else width,
        "unit": line(card.unit),
    }


def _date(card: DateCard) -> dict[str, str]:
    return {"prompt": text(card.prompt), "answer": card.answer}


def _ordering(card: OrderingCard) -> dict[str, str]:
    return {"prompt": text(card.prompt), "answer": listed(card.items)}


def _matching(card: MatchingCard) -> dict[str, str]:
    pairs = listed(map(joined, card.pairs))
    return {"prompt": text(card.prompt), "answer": pairs, "distractors": listed(card.distractors)}


def _open(card: OpenCard) -> dict[str, str]:
    default = type(card).model_fields["lines"].default
    lines = str(card.lines) if card.lines != default else ""
    return {"prompt": text(card.prompt), "answer": text(card.notes), "lines": lines}


_MAKERS: dict[str, Callable[[Any], dict[str, str]]] = {
    "basic": _basic,
    "cloze": _cloze,
    "choice": _choice,
    "multiple-response": _multiple_response,
    "true-false": _true_false,
    "short-answer": _short,
    "numeric": _numeric,
    "date": _date,
    "ordering": _ordering,
    "matching": _matching,
    "open": _open,
}


def _of_deck(deck: Deck, records: list[dict[str, str]]) -> tuple[str, ...]:
    """What the table does not say of the deck, and what a spreadsheet would change in it."""
    lost = ["id", "title", *(key for key in _LOST if getattr(deck, key))]
    lost += ["language"] if deck.language != "en" else []
    turned = [cell for record in records for cell in record.values() if traps.is_turned(cell)]
    notes = [f"without {', '.join(lost)}: a deck read from it is called like its file"]
    if turned:
        cells = "a cell" if len(turned) == 1 else f"{len(turned)} cells"
        some = ", ".join(f"“{cell}”" for cell in islice(dict.fromkeys(turned), 3))
        notes.append(
            f"a spreadsheet that opens it may change {cells}, such as {some}: have all columns read as text"
        )
    return tuple(notes)


def _of_topics(deck: Deck) -> Iterator[Item]:
    used = {card.topic for card in deck.cards}
    for topic in deck.topics:
        notes = ["its id is not written"] if topic.id in used else ["left out: no card belongs to it"]
        notes += ["without its summary"] if topic.id in used and topic.summary.strip() else []
        yield Item(Outcome.CHANGED, f"topic {topic.id}", tuple(notes))


def _of_sources(deck: Deck) -> Iterator[Item]:
    cited = {id for card in deck.cards for id in card.sources}
    for source in deck.sources:
        notes = ["its id is not written"] if source.id in cited else ["left out: no card cites it"]
        if source.id in cited and not sources.is_kept(source):
            notes.append("its publisher would be read as its year or address")
        yield Item(Outcome.CHANGED, f"source {source.id}", tuple(notes))
