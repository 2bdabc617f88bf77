"""A question as Moodle has it, between its formats and deck cards."""

from enum import StrEnum
from typing import NamedTuple

WHOLE = 99.999
"""From how many per cent on an answer is wholly right: weights are written with five decimals."""


class Kind(StrEnum):
    """Moodle's types of question that a card can be made from, by its own names."""

    CHOICE = "multichoice"
    TRUE_FALSE = "truefalse"
    SHORT = "shortanswer"
    NUMERIC = "numerical"
    MATCH = "match"
    ESSAY = "essay"
    ORDERING = "ordering"
    CLOZE = "multianswer"
    DESCRIPTION = "description"


class Answer(NamedTuple):
    """An answer and what it is worth, in per cent.

    `text` is Markdown where it is an option of a multiple-choice question; elsewhere it is as Moodle compares
    it: plain text, in which `*` stands for anything, or a number. `tolerance` is a number's. `feedback` is
    Markdown.
    """

    text: str
    weight: float = 100
    feedback: str = ""
    tolerance: str = "0"


class MoodleQuestion(NamedTuple):
    """A question; its texts are deck Markdown.

    A true-false question has two answers, the true one first; an ordering question's are its items in order.
    `pairs` are those of a matching question; one without a left side is a distractor. `feedback` is the
    general one. `marking` says what a full answer to an essay says, `lines` how long it may be, 0 for any
    length. The text of a cloze question is a cloze card's. `notes` say what its texts lost in reading.
    """

    kind: Kind
    text: str
    answers: tuple[Answer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    single: bool = True
    feedback: str = ""
    name: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    case_sensitive: bool = False
    shuffle: bool = True
    unit: str = ""
    marking: str = ""
    lines: int = 0
    hint: str = ""
    points: float = 1
    line: int = 0
    notes: tuple[str, ...] = ()
