"""Reviews that a file brings along, told by the question and the instant."""

from typing import NamedTuple


class Review(NamedTuple):
    """An answer that the learner rated elsewhere: `question` is the card's id with the part that was asked.

    `rating` is 1–4 as here, `at` UTC milliseconds, `ms` how long it took.
    """

    question: str
    rating: int
    at: int
    ms: int


class Reviews(NamedTuple):
    """All reviews in a file, in order.

    `left_out` says what else is known of the learner and is not carried. `rollover` is the hour at which the
    other program's days end, None where the file does not say.
    """

    reviews: tuple[Review, ...] = ()
    left_out: tuple[str, ...] = ()
    rollover: int | None = None
