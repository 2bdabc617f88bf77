"""What a quiz came to. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from alliance_tutor.journal.events import Mode
from alliance_tutor.study.answered import Answered
from alliance_tutor.study.certainty import Certainty, Level, calibration, marks


class Part(NamedTuple):
    """The answers on one topic of a deck, or of one type (then `deck` is empty); `credit` is their sum."""

    deck: str
    name: str
    n: int
    right: int
    credit: float

    @property
    def share(self) -> float:
        """The mean credit, 0..1."""
        return self.credit / self.n


class Sureness(NamedTuple):
    """How certainty and right answers went together: `marks` of `most` possible, and each certainty's level.

    What was left blank earns no marks and belongs to no level. `sure_but_wrong` are the answers of which the
    learner was sure and that were not right, the wholly wrong ones first.
    """

    marks: float
    most: int
    levels: tuple[Level, ...]
    sure_but_wrong: tuple[Answered, ...]


class Result(NamedTuple):
    """What a quiz came to; each question counts by its first answer, as it is marked now.

    `credit` is the sum and `share` the mean of the answers' credit; `share` is None in a pretest, which is
    not graded, and where nothing was answered. `topics` and `types` come with the weakest first. `ms` is the
    time of all answers; `retries` is how many were given when missed questions were asked again. `sureness`
    is None where certainty was not asked.
    """

    pretest: bool
    n: int
    right: int
    credit: float
    share: float | None
    topics: tuple[Part, ...]
    types: tuple[Part, ...]
    missed: tuple[Answered, ...]
    retries: int
    ms: int
    sureness: Sureness | None


def result(answers: Sequence[Answered]) -> Result:
    """The result of a quiz's answers."""
    firsts = [answer for answer in answers if answer.mode is not Mode.RETRY]
    pretest = any(answer.mode is Mode.PRETEST for answer in firsts)
    credit = sum(answer.credit for answer in firsts)
    return Result(
        pretest=pretest,
        n=len(firsts),
        right=sum(answer.right for answer in firsts),
        credit=credit,
        share=credit / len(firsts) if firsts and not pretest else None,
        topics=_parts(firsts, lambda answer: (answer.question.ref.deck, answer.question.ref.topic)),
        types=_parts(firsts, lambda answer: ("", answer.question.ref.type)),
        missed=tuple(answer for answer in firsts if not answer.right),
        retries=len(answers) - len(firsts),
        ms=sum(answer.ms for answer in answers),
        sureness=_sureness(firsts),
    )


def _parts(answers: Iterable[Answered], of: Callable[[Answered], tuple[str, str]]) -> tuple[Part, ...]:
    found: dict[tuple[str, str], list[Answered]] = {}
    for answer in answers:
        found.setdefault(of(answer), []).append(answer)
    parts = (
        Part(*name, len(own), sum(each.right for each in own), sum(each.credit for each in own))
        for name, own in found.items()
    )
    return tuple(sorted(parts, key=lambda part: (part.share, part.deck, part.name)))


def _sureness(answers: Iterable[Answered]) -> Sureness | None:
    said = [(answer, answer.certainty) for answer in answers if answer.certainty is not None]
    if not said:
        return None
    wrong = [answer for answer, certainty in said if certainty is Certainty.SURE and not answer.right]
    return Sureness(
        marks=sum(marks(answer.credit, certainty) for answer, certainty in said),
        most=len(said) * Certainty.SURE,
        levels=calibration((certainty, answer.credit) for answer, certainty in said if not answer.blank),
        sure_but_wrong=tuple(sorted(wrong, key=lambda answer: answer.credit)),
    )
