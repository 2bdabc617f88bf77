"""What is asked and scheduled: each card's questions, ready to be shown and marked.

A `Question` holds all that a sitting needs (text, key, options, sources), so that studying reads the
index and never the deck files. Imports no pydantic: a start with unchanged decks stays quick.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance_tutor.deck.refs import QuestionRef

if TYPE_CHECKING:
    from alliance_tutor.deck.cards import AnyCard, Deck


class Form(StrEnum):
    """How a question is answered: in the head, by typing, or with what is shown."""

    RECALL = "recall"
    TYPED = "typed"
    PICK = "pick"
    TICK = "tick"
    ARRANGE = "arrange"
    PAIR = "pair"


_FORMS = {
    "choice": Form.PICK,
    "true-false": Form.PICK,
    "multiple-response": Form.TICK,
    "ordering": Form.ARRANGE,
    "matching": Form.PAIR,
}


class Option(NamedTuple):
    """One thing to pick. `why` tells why a tempting wrong one is wrong."""

    text: str
    right: bool
    why: str = ""


class Citation(NamedTuple):
    """A source as it is shown under an answer; `year` is None where the source is undated (shown n.d.)."""

    title: str
    publisher: str = ""
    url: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question, whole.

    `prompt`, `answer`, `explanation` and `hint` are Markdown. In a cloze prompt the asked gap stands as
    `[…]` (or `[hint]`) and `answer` is the text of the gap. `typed` says that a response is typed
    (short-answer, numeric, date, and a cloze card with `typed = true`).

    `options` are what is picked, ticked or paired, in the file's order, the right ones first. `items` are
    what is arranged, in the right order, or what gets a partner; `partners` has the place in `options` of
    each item's. `answer` is what is shown as the key; where marking compares something else, `key` is that:
    a number such as `500000`, or a day such as `1961-07-06`, `1961-07` or `1961`, read in the words of
    `language` too. `tolerance` is an absolute number, empty for none; `unit` is the number's, empty for none.
    `lines` is how many a printed paper leaves for an open answer, 0 for any other.

    `text_hash` is 8 hex characters over all that is asked and keyed, so that figures can tell that the text
    has changed since an answer.
    """

    ref: QuestionRef
    prompt: str
    answer: str
    accept: tuple[str, ...] = ()
    case_sensitive: bool = False
    typed: bool = False
    options: tuple[Option, ...] = ()
    shuffle: bool = True
    items: tuple[str, ...] = ()
    partners: tuple[int, ...] = ()
    key: str = ""
    tolerance: str = ""
    unit: str = ""
    language: str = "en"
    explanation: str = ""
    citations: tuple[Citation, ...] = ()
    attributed_to: str = ""
    as_of: str = ""
    tags: tuple[str, ...] = ()
    hint: str = ""
    points: float = 1
    lines: int = 0
    text_hash: str = ""

    @property
    def id(self) -> str:
        """The question's id, `deck/card` or `deck/card#part`."""
        return self.ref.id

    @property
    def form(self) -> Form:
        """How it is answered."""
        return _FORMS.get(self.ref.type, Form.TYPED if self.typed else Form.RECALL)


def questions_of(deck: "Deck") -> list[Question]:
    """All questions of a deck: topic by topic in the deck's order, cards without a topic last."""
    order = {topic.id: index for index, topic in enumerate(deck.topics)}
    sources = {source.id: source for source in deck.sources}
    citations = {
        id: Citation(source.title, source.publisher, source.url, source.year)
        for id, source in sources.items()
    }
    cards = sorted(deck.cards, key=lambda card: order.get(card.topic, len(order)))
    return [question for card in cards for question in _questions(deck, card, citations)]


def to_json(question: Question) -> str:
    """A question as compact JSON; what has its default is left out."""
    return json.dumps(plain(question), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Question:
    """The question that `to_json` wrote."""
    return from_plain(json.loads(text))


def plain(question: Question) -> dict[str, Any]:
    """A question as JSON has it, without the fields that have their default; named tuples become arrays."""
    fields = question.__dataclass_fields__.items()
    values = {name: (getattr(question, name), field.default) for name, field in fields}
    return {name: value for name, (value, default) in values.items() if value != default}


def from_plain(data: dict[str, Any]) -> Question:
    """The question that `plain` gave. What is in it is not checked; raises KeyError or TypeError."""
    data = {**data, "ref": QuestionRef(*data["ref"])}
    for name, kind in (("options", Option), ("citations", Citation)):
        data[name] = tuple(kind(*row) for row in data.get(name, ()))
    for name in ("accept", "tags", "items", "partners"):
        data[name] = tuple(data.get(name, ()))
    return Question(**data)


def _questions(deck: "Deck", card: "AnyCard", citations: dict[str, Citation]) -> Iterator[Question]:
    # Only where decks are parsed: hashlib takes 3 ms of a start that parses none.
    from alliance_tutor.deck.asking import asked_of
    from alliance_tutor.deck.identity import card_id, text_hash

    id = card_id(card)
    for asked in asked_of(card, deck.language):
        ref = QuestionRef(
            id=f"{deck.id}/{id}{asked.part}",
            deck=deck.id,
            card=id,
            topic=card.topic,
            type=card.type,
            level=card.level or "",
            status=card.status or "",
            when=card.when or "",
        )
        yield Question(
            ref=ref,
            prompt=asked.prompt,
            answer=asked.answer,
            accept=asked.accept,
            case_sensitive=asked.case_sensitive,
            typed=asked.typed,
            options=asked.options,
            shuffle=asked.shuffle,
            items=asked.items,
            partners=asked.partners,
            key=asked.key,
            tolerance=asked.tolerance,
            unit=asked.unit,
            language=deck.language,
            explanation=card.explanation,
            citations=tuple(citations[source] for source in card.sources if source in citations),
            attributed_to=card.attributed_to,
            as_of=card.as_of.isoformat() if card.as_of else "",
            tags=card.tags,
            hint=asked.hint,
            points=card.points,
            lines=asked.lines,
            text_hash=text_hash(
                card.type,
                asked.prompt,
                # How a number or a date is shown may change with the program.
                asked.key or asked.answer,
                [option.text for option in asked.options],
                [asked.items, asked.partners, asked.tolerance, asked.unit],
            ),
        )
