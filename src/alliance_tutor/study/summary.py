"""What a sitting came to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from alliance_tutor.deck.questions import Question
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.session import Answer

MOST_HARD = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a sitting. `hard` is the questions most often rated Again, with how often; `ms` the time.

    `counts` is (what, how many) of each question's first answer: recalled at once, with effort, not recalled.
    """

    questions: int
    new: int
    answers: int
    ms: int
    counts: tuple[tuple[str, int], ...]
    hard: tuple[tuple[Question, int], ...]


def summarise(answers: Sequence[Answer]) -> Summary:
    """The summary of a sitting's answers."""
    firsts: dict[str, Answer] = {}
    again: dict[str, int] = {}
    for answer in answers:
        firsts.setdefault(answer.question.id, answer)
        if answer.rating is Rating.AGAIN:
            again[answer.question.id] = again.get(answer.question.id, 0) + 1
    by_rating = dict.fromkeys(Rating, 0)
    for answer in firsts.values():
        by_rating[answer.rating] += 1
    hardest = sorted(again.items(), key=lambda each: -each[1])[:MOST_HARD]
    counts = (
        ("recalled", by_rating[Rating.GOOD] + by_rating[Rating.EASY]),
        ("recalled with effort", by_rating[Rating.HARD]),
        ("not recalled", by_rating[Rating.AGAIN]),
    )
    return Summary(
        questions=len(firsts),
        new=sum(answer.first for answer in firsts.values()),
        answers=len(answers),
        ms=sum(answer.ms for answer in answers),
        counts=counts,
        hard=tuple((firsts[id].question, times) for id, times in hardest),
    )
