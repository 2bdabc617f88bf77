"""Where a question belongs: what planning and lists need of it, without its text."""

from typing import NamedTuple

EXAM_ONLY = "open"
"""The type of card that is asked on paper and in exams alone: neither studied nor scheduled."""

MOST_ITEMS = 1000
"""How many questions an exam may have."""

MOST_POINTS = 1_000_000
"""The most that a question may be worth in an exam."""


class QuestionRef(NamedTuple):
    """What planning needs to know of a question: where it belongs, not what it says.

    `id` is `deck/card`, `deck/card#reverse` or `deck/card#c2`.
    """

    id: str
    deck: str
    card: str
    topic: str
    type: str
    level: str = ""
    status: str = ""
    when: str = ""


class GoneCard(NamedTuple):
    """A card that a deck does not have any more.

    `parts` are the ends of its questions' ids after the `#`, parted by spaces; the text is its first
    question's.
    """

    deck: str
    card: str
    parts: str
    prompt: str
    answer: str


def deck_of(question: str) -> str:
    """The id of the deck that a question's id begins with."""
    return question.partition("/")[0]


def card_key(question: str) -> str:
    """What the questions of one card have in common: the id of its deck and its own."""
    return question.partition("#")[0]
