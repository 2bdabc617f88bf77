"""What an exam came to. Pure.

The range of a share. Had others of the same kind been asked, the share would have been another. With n
questions alike in points and p of them right, the Wilson score interval (E. B. Wilson 1927, JASA 22:209)
holds the share that the learner would get right of all such questions in 95 of 100 exams:

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = 1.96

p is the mean credit by points. Partly right answers vary less than right and wrong ones of the same mean, so
that the range is then too wide rather than too narrow. Where points differ, n is Kish's effective number
(Σw)²/Σw² (L. Kish 1965, Survey Sampling). It is no forecast of the next paper's score, which varies as much
again by its own questions.
"""

from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from alliance_tutor.study.blueprint import Cell
from alliance_tutor.study.certainty import Certainty, Level, calibration, marks
from alliance_tutor.study.marking import Marked, marked
from alliance_tutor.study.progress import Progress

_Z = 1.959964  # the normal distribution has 2.5 % beyond it on either side
_BONUS = 0.1


class Tally(NamedTuple):
    """The questions of one deck's topic, or of one level, type or cell; `points` of `most` were earned."""

    deck: str
    name: str
    items: int
    right: int
    points: float
    most: float

    @property
    def share(self) -> float:
        """The share of the points, below 0 where wrong answers cost more than right ones earned."""
        return self.points / self.most if self.most else 0.0


class Sureness(NamedTuple):
    """How certainty and right answers went together.

    `average` is the mean mark by certainty, 3 at best and −6 at worst; `bonus` what it adds to the score, as
    a share. `levels` leave out what was not answered.
    """

    average: float
    bonus: float
    levels: tuple[Level, ...]


class Score(NamedTuple):
    """What an exam came to.

    `share` is what counts: `points` of `most`, with the bonus for certainty if that was asked, and never
    below 0; None where the questions are worth nothing. `credit` is the share without what wrong answers
    cost, and `low` and `high` are its range (see above). `self_points` of `self_most` were marked by the
    learner. `passed` is None without a cut score; `difference` is what was predicted less what was reached.

    `cells` go with the blueprint's; topics, levels and types come with the weakest first. `answers` are in
    the order of the paper, `review` the same with the most telling first: those that were sure and wrong,
    then what else was wrong, left open, partly right and right. `ms` is the time used.
    """

    answers: tuple[Marked, ...]
    answered: int
    right: int
    points: float
    most: float
    share: float | None
    credit: float | None
    low: float
    high: float
    self_points: float
    self_most: float
    passed: bool | None
    predicted: float | None
    difference: float | None
    cells: tuple[tuple[Cell, Tally], ...]
    topics: tuple[Tally, ...]
    levels: tuple[Tally, ...]
    types: tuple[Tally, ...]
    sureness: Sureness | None
    sure_but_wrong: tuple[Marked, ...]
    review: tuple[Marked, ...]
    ms: int


def score(progress: Progress) -> Score:
    """The score of a sitting as it stands."""
    answers, terms = marked(progress), progress.terms
    points, most = sum(each.points for each in answers), sum(each.question.points for each in answers)
    sureness = _sureness(answers, most) if terms.certainty else None
    share = max(0.0, points / most + (sureness.bonus if sureness else 0.0)) if most else None
    credit = sum(each.credit * each.question.points for each in answers) / most if most else None
    low, high = wilson(credit or 0.0, effective([each.question.points for each in answers]))
    own = [each for each in answers if each.self_marked]
    sure_but_wrong = [each for each in answers if _rank(each)[0] == 0]
    predicted = progress.predicted
    return Score(
        answers=answers,
        answered=sum(not each.blank for each in answers),
        right=sum(each.right for each in answers),
        points=points,
        most=most,
        share=share,
        credit=credit,
        low=low,
        high=high,
        self_points=sum(each.points for each in own),
        self_most=sum(each.question.points for each in own),
        passed=None if terms.cut_score is None or share is None else reached(share, terms.cut_score),
        predicted=predicted,
        difference=None if predicted is None or share is None else predicted - share,
        cells=_by_cell(progress, answers),
        topics=_tallies(answers, lambda each: (each.question.ref.deck, each.question.ref.topic)),
        levels=_tallies(answers, lambda each: ("", each.question.ref.level)),
        types=_tallies(answers, lambda each: ("", each.question.ref.type)),
        sureness=sureness,
        sure_but_wrong=tuple(sorted(sure_but_wrong, key=lambda each: each.credit)),
        review=tuple(sorted(answers, key=_rank)),
        ms=progress.elapsed,
    )


def reached(share: float, cut_score: float) -> bool:
    """Whether a share reaches a cut score, which is a percentage."""
    return share * 100 >= cut_score - 1e-9  # 0.57 * 100 is a little more than 57, others a little less


def wilson(share: float, n: float) -> tuple[float, float]:
    """The range of a share of `n` questions (see above), 0..1; all of it where there is none."""
    if n <= 0:
        return 0.0, 1.0
    z2 = _Z * _Z / n
    middle, half = share + z2 / 2, sqrt(z2 * share * (1 - share) + z2 * z2 / 4)
    return max(0.0, (middle - half) / (1 + z2)), min(1.0, (middle + half) / (1 + z2))


def effective(points: Sequence[float]) -> float:
    """As how many questions alike such ones tell: (Σw)²/Σw²; 0 where none is worth anything."""
    most = max(points, default=0.0)
    shares = [each / most for each in points] if most else []
    return sum(shares) ** 2 / sum(share * share for share in shares) if shares else 0.0


def _sureness(answers: Iterable[Marked], most: float) -> Sureness:
    """Marks by certainty; what was left open, or said to be of no certainty, is a guess.

    The bonus is Moodle's: a tenth of what the average mark is above the best that one certainty for all
    answers would have earned (`qbehaviour_cbm` in moodle/moodle).
    """
    said = [(each, each.certainty or Certainty.GUESS) for each in answers]
    earned = sum(marks(each.credit, certainty) * each.question.points for each, certainty in said)
    right = sum(each.credit * each.question.points for each, _ in said)
    average, share = (earned / most, right / most) if most else (0.0, 0.0)
    alike = max(share, 4 * share - 2, 9 * share - 6)
    levels = calibration((certainty, each.credit) for each, certainty in said if not each.blank)
    return Sureness(average, _BONUS * (average - alike) if most else 0.0, levels)


def _by_cell(progress: Progress, answers: Sequence[Marked]) -> tuple[tuple[Cell, Tally], ...]:
    blueprint, items = progress.paper.blueprint, progress.paper.items
    own: list[list[Marked]] = [[] for _ in blueprint.cells]
    for item, answer in zip(items, answers, strict=True):
        own[item.cell].append(answer)
    return tuple(
        (cell, _tally((cell.deck, cell.topic), found))
        for cell, found in zip(blueprint.cells, own, strict=True)
    )


def _tallies(answers: Iterable[Marked], of: Callable[[Marked], tuple[str, str]]) -> tuple[Tally, ...]:
    found: dict[tuple[str, str], list[Marked]] = {}
    for answer in answers:
        found.setdefault(of(answer), []).append(answer)
    tallies = (_tally(name, own) for name, own in found.items())
    return tuple(sorted(tallies, key=lambda tally: (tally.share, tally.deck, tally.name)))


def _tally(name: tuple[str, str], answers: Sequence[Marked]) -> Tally:
    points, most = sum(each.points for each in answers), sum(each.question.points for each in answers)
    return Tally(*name, len(answers), sum(each.right for each in answers), points, most)


def _rank(answer: Marked) -> tuple[int, float, int]:
    """Where an answer stands in the review."""
    if answer.blank:
        kind = 2
    elif answer.certainty is Certainty.SURE and not answer.right:
        kind = 0
    else:
        kind = 4 if answer.right else 3 if answer.credit else 1
    return kind, answer.credit, answer.number
