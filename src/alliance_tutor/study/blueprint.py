"""What an exam asks and how it is held, before any question is drawn. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from alliance_tutor.deck.library import ExamEntry
from alliance_tutor.deck.questions import Form, Question

EXTRA_TIMES = (1.0, 1.25, 1.5, 2.0)
"""By what the time of an exam may be multiplied for a learner who needs more of it."""


class Cell(NamedTuple):
    """So many questions of one deck, topic, level and type; an empty name stands for any.

    Questions that the learner has to mark come only where `type` names theirs.
    """

    items: int
    deck: str = ""
    topic: str = ""
    level: str = ""
    type: str = ""

    def fits(self, question: Question) -> bool:
        """Whether the question may be asked for this cell."""
        ref = question.ref
        wanted = ((self.deck, ref.deck), (self.topic, ref.topic), (self.level, ref.level))
        named = self.type == ref.type if self.type else not is_self_marked(question)
        return named and all(not name or name == own for name, own in wanted)


class Blueprint(NamedTuple):
    """An exam's content: of which decks (none named: all), and how many questions of what."""

    title: str
    decks: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def items(self) -> int:
        """How many questions it asks."""
        return sum(cell.items for cell in self.cells)


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


def proposed(exam: ExamEntry, deck: str) -> tuple[Blueprint, Terms]:
    """The exam that the deck of this id proposes; what its parts leave open may be any of its questions."""
    cells = [Cell(part.items, deck, part.topic, part.level, part.type) for part in exam.parts]
    rest = exam.items - sum(cell.items for cell in cells)
    cells += [Cell(rest, deck)] if rest > 0 else []
    terms = Terms(
        minutes=exam.minutes,
        item_seconds=exam.item_seconds,
        pause=exam.pause,
        certainty=exam.certainty,
        negative=exam.negative,
        cut_score=exam.cut_score,
    )
    return Blueprint(exam.title, (deck,), tuple(cells)), terms


def stock(questions: Iterable[Question]) -> tuple[Cell, ...]:
    """What there is to draw from, in the order of the questions: each kind with the number of its cards."""
    cards = dict.fromkeys((_kind(question), question.ref.card) for question in questions)
    counts = Counter(kind for kind, _ in cards)
    return tuple(Cell(count, *kind) for kind, count in counts.items())


def is_self_marked(question: Question) -> bool:
    """Whether the learner has to mark the answer: a basic, an untyped cloze or an open question."""
    return question.form is Form.RECALL


def _kind(question: Question) -> tuple[str, str, str, str]:
    ref = question.ref
    return ref.deck, ref.topic, ref.level, ref.type
