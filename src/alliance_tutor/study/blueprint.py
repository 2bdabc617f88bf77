"""What an exam asks and how it is held, before any question is drawn. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from alliance_tutor.deck.library import ExamEntry
from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.deck.refs import EXAM_ONLY, QuestionRef

EXTRA_TIMES = (1.0, 1.25, 1.5, 2.0)
"""By what the time of an exam may be multiplied for a learner who needs more of it."""


class SelfMarked(StrEnum):
    """Which of the questions come that the learner has to mark.

    `NAMED` those of a type that a cell names, `NEVER` none, `ALSO` any.
    """

    NAMED = "named"
    NEVER = "never"
    ALSO = "also"


class Cell(NamedTuple):
    """So many questions of one deck, topic, level and type; an empty name stands for any."""

    items: int
    deck: str = ""
    topic: str = ""
    level: str = ""
    type: str = ""

    def fits(self, ref: QuestionRef) -> bool:
        """Whether a question is of this kind."""
        pairs = (
            (self.deck, ref.deck),
            (self.topic, ref.topic),
            (self.level, ref.level),
            (self.type, ref.type),
        )
        return all(not name or name == own for name, own in pairs)


class Blueprint(NamedTuple):
    """An exam's content: of which decks and topics (none named: all), and how many questions of what."""

    title: str
    decks: tuple[str, ...]
    cells: tuple[Cell, ...]
    topics: tuple[str, ...] = ()
    self_marked: SelfMarked = SelfMarked.NAMED

    @property
    def items(self) -> int:
        """How many questions it asks."""
        return sum(cell.items for cell in self.cells)

    def places(self, ref: QuestionRef, *, self_marked: bool) -> tuple[int, ...]:
        """The places of the cells for which a question may be asked; `self_marked` says who marks it."""
        if (self.decks and ref.deck not in self.decks) or (self.topics and ref.topic not in self.topics):
            return ()
        if self_marked and self.self_marked is SelfMarked.NEVER:
            return ()
        by_name = self_marked and self.self_marked is SelfMarked.NAMED
        return tuple(
            place for place, cell in enumerate(self.cells) if cell.fits(ref) and (cell.type or not by_name)
        )


class Terms(NamedTuple):
    """How an exam is held and marked.

    `minutes` for all and `item_seconds` for each question are 0 for no limit; `extra` multiplies both.
    `pause` lets the learner stop the clock. `certainty` asks how sure the learner is and marks by it;
    else a wrong answer costs `negative`, 0..1 of its points. `cut_score` is a percentage, None for none.
    """

    minutes: int = 0
    item_seconds: int = 0
    pause: bool = False
    certainty: bool = False
    negative: float = 0.0
    cut_score: float | None = None
    extra: float = 1.0

    @property
    def limit(self) -> int:
        """The time for all questions in ms, 0 for no limit."""
        return round(self.minutes * 60_000 * self.extra)

    @property
    def item_limit(self) -> int:
        """The time for each question in ms, 0 for no limit."""
        return round(self.item_seconds * 1000 * self.extra)


def with_rest(parts: Sequence[Cell], items: int, deck: str = "") -> tuple[Cell, ...]:
    """The parts of an exam, and what they leave open of `items`: any questions, of a deck if one is named."""
    rest = items - sum(cell.items for cell in parts)
    return (*parts, Cell(rest, deck)) if rest > 0 else tuple(parts)


def proposed(exam: ExamEntry, deck: str) -> tuple[Blueprint, Terms]:
    """The exam that the deck of this id proposes; what its parts leave open may be any of its questions."""
    parts = [Cell(part.items, deck, part.topic, part.level, part.type) for part in exam.parts]
    cells = with_rest(parts, exam.items, deck)
    terms = Terms(
        minutes=exam.minutes,
        item_seconds=exam.item_seconds,
        pause=exam.pause,
        certainty=exam.certainty,
        negative=exam.negative,
        cut_score=exam.cut_score,
    )
    return Blueprint(exam.title, (deck,), cells), terms


class Stock(NamedTuple):
    """What there is to draw from: cards of each kind that the program marks, and that the learner marks."""

    marked: tuple[Cell, ...] = ()
    own: tuple[Cell, ...] = ()


def stock(refs: Iterable[QuestionRef], self_marked: Callable[[QuestionRef], bool]) -> Stock:
    """Count what there is, in the order of the questions; `self_marked` says of which the learner marks."""
    cards = {(ref.deck, ref.card): ref for ref in refs}
    kinds = [(self_marked(ref), ref.deck, ref.topic, ref.level, ref.type) for ref in cards.values()]
    counts = Counter(kinds)
    cells = [(own, Cell(count, *kind)) for (own, *kind), count in counts.items()]
    return Stock(*(tuple(cell for own, cell in cells if own is wanted) for wanted in (False, True)))


def is_self_marked(question: Question) -> bool:
    """Whether the learner has to mark the answer: a basic, an untyped cloze or an open question."""
    return question.form is Form.RECALL


def is_self_marked_type(type: str) -> bool | None:
    """The same for all questions of a type; None for a cloze, which may be typed or not."""
    return None if type == "cloze" else type in ("basic", EXAM_ONLY)
