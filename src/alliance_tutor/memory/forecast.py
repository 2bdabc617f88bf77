"""What a plan is likely to lead to: the share known on the exam day and sixty days later, as ranges.

The days that are left are played forward on a sample of the questions, with today's way of choosing, for a
learner who forgets as the likeliest curve says, and for one each at the ends of what the answers so far
allow. A range is meant to hold the true share eight times in ten; `python -m tests.bench.planner` measures
how often it does.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean as mean
from statistics import median
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory.exam_plan import Aim, Candidate, Exam, Learner, Routine, aims_at, by_gain
from alliance_tutor.memory.forgetting import Curve, Fit, fit
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.pace import Paces
from alliance_tutor.memory.plan import Standings
from alliance_tutor.memory.scheduler import draw
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.memory.trace import Trace, first_sitting, sat, trace_of

LATER = 60
MORE_MINUTES = 10
ENOUGH_ANSWERS = 50
"""Answers on a later day below which a forecast rests on too little."""
_SAMPLE = 400
_MOST_STEPS = 60
_TAIL = 0.1
_Z = 1.28  # of the normal distribution, for a tail of a tenth
# What no curve foresees, as a spread of logits: with it, ranges for the exam day held eight times in ten by
# each of the five truths of `tests.bench.planner`, on learners kept for this choice.
_UNFORESEEN = 0.8


class Range(NamedTuple):
    """A share, 0–1: the middle, and where it lies eight times in ten."""

    low: float
    middle: float
    high: float


class Outcome(NamedTuple):
    """What is to be expected of some questions: all of an exam's, or a topic's.

    `known` is the share recalled on the exam day, `later` that sixty days after it without further study.
    They rest on `answers` given so far; `unseen` of the questions were never asked. `cut` is about how many
    of them the plan has no time for.
    """

    questions: int
    unseen: int
    answers: int
    known: Range
    later: Range
    cut: int


class Forecast(NamedTuple):
    """What is to be expected of an exam, in all and by deck and topic.

    `thin` warns that there are fewer than `ENOUGH_ANSWERS` answers on a later day to judge from; `more` is
    what ten more minutes a day would add to the share known. A topic so small that none of its questions is
    in the sample is left out.
    """

    exam: Exam
    overall: Outcome
    topics: dict[tuple[str, str], Outcome]
    thin: bool
    more: float


class _Question(NamedTuple):
    ref: QuestionRef
    trace: Trace | None
    answers: int


class _Chances(NamedTuple):
    """A question's chances on the exam day and later, and whether the plan came to ask it."""

    known: float
    later: float
    asked: bool


_Played = dict[Exam, dict[str, _Chances]]


def forecasts(
    refs: Iterable[QuestionRef],
    standings: Standings,
    exams: Iterable[Exam],
    routine: Routine,
    learner: Learner,
    day: int,
    spent: float = 0.0,
) -> list[Forecast]:
    """The forecasts on study day `day`, by date, of the exams that lie ahead and ask anything.

    `spent` seconds of the day are used already. Suspended questions are left out of all figures.
    """
    ahead = sorted((exam for exam in exams if exam.day > day), key=lambda exam: exam.day)
    questions = _questions(refs, standings, ahead)
    sample, fitted, paces = _sample(questions), fit(learner.evidence, learner.w), learner.paces
    likely, more = fitted.best, routine._replace(minutes=routine.minutes + MORE_MINUTES)

    def aims(way: Routine) -> list[Aim]:
        return aims_at([each[:2] for each in questions], ahead, way, fitted, paces, day, spent)

    def played(way: Routine, aims: Sequence[Aim], curve: Curve) -> _Played:
        share = len(sample) / len(questions)
        return _play(sample, share, aims, way, paces, curve, learner.w, day, spent)

    planned = aims(routine)
    if not planned:
        return []
    plays = [played(routine, planned, curve) for curve in (likely, *_ends(fitted, questions, planned, day))]
    richer = played(more, aims(more), likely)
    thin = learner.evidence.answers() < ENOUGH_ANSWERS
    return [
        _forecast(aim.exam, questions, [play[aim.exam] for play in plays], richer[aim.exam], thin)
        for aim in planned
    ]


def _questions(refs: Iterable[QuestionRef], standings: Standings, exams: Sequence[Exam]) -> list[_Question]:
    found = []
    for ref in refs:
        standing = standings.get(ref.id, UNSEEN)
        if not standing.suspended and any(exam.asks(ref) for exam in exams):
            memory = standing.memory
            found.append(_Question(ref, trace_of(memory) if memory else None, memory.reps if memory else 0))
    return found


def _sample(questions: Sequence[_Question]) -> Sequence[_Question]:
    """At most `_SAMPLE` of the questions, evenly spread over decks and topics."""
    if len(questions) <= _SAMPLE:
        return questions
    ordered = sorted(questions, key=lambda each: (each.ref.deck, each.ref.topic))
    chosen = {ordered[place * len(ordered) // _SAMPLE].ref.id for place in range(_SAMPLE)}
    return [each for each in questions if each.ref.id in chosen]


def _ends(fitted: Fit, questions: Sequence[_Question], aims: Sequence[Aim], day: int) -> tuple[Curve, Curve]:
    """The curves at both tails of what the answers allow, by recall half way to the last exam."""
    stabilities = [each.trace.stability for each in questions if each.trace]
    usual = median(stabilities) if stabilities else first_sitting(True, fitted.w)[0]
    days = max(aim.exam.day - day for aim in aims) / 2
    return fitted.quantile(_TAIL, usual, days), fitted.quantile(1 - _TAIL, usual, days)


def _play(
    sample: Sequence[_Question],
    share: float,
    aims: Sequence[Aim],
    routine: Routine,
    paces: Paces,
    curve: Curve,
    w: Parameters,
    day: int,
    spent: float,
) -> _Played:
    """Play the days forward for a learner who forgets as `curve` says; `share` of the minutes are theirs."""
    traces: dict[str, Trace | None] = {each.ref.id: each.trace for each in sample}
    played: _Played = {}
    left, last = -spent * share, max(aim.exam.day for aim in aims)
    step = -(-(last - day) // _MOST_STEPS)
    while day < last:
        ahead = [aim for aim in aims if aim.exam.day > day]
        until = min(day + step, *(aim.exam.day for aim in ahead))
        # What a question took beyond the last days' minutes is taken off these.
        left = min(left, 0.0) + share * sum(map(routine.seconds, range(day, until)))
        for (ref, trace, _), cost in by_gain(_candidates(sample, traces, day), ahead, paces, day):
            if left <= 0:
                break
            chance = curve.chance(trace.stability, day - trace.day) if trace else paces.of(ref.type).known
            traces[ref.id] = sat(trace, day, draw(ref.id, day) < chance, w)
            left -= cost
        day = until
        for aim in ahead:
            if aim.exam.day == day:
                played[aim.exam] = _snapshot(sample, traces, aim.exam, curve)
    return played


def _candidates(
    sample: Sequence[_Question], traces: dict[str, Trace | None], day: int
) -> Iterator[Candidate]:
    for place, each in enumerate(sample):
        trace = traces[each.ref.id]
        if trace is None or trace.day < day:
            yield Candidate(each.ref, trace, place)


def _snapshot(
    sample: Sequence[_Question], traces: dict[str, Trace | None], exam: Exam, curve: Curve
) -> dict[str, _Chances]:
    found = {}
    for ref, _, _ in sample:
        if exam.asks(ref):
            trace = traces[ref.id]
            known, later = (
                curve.chance(trace.stability, day - trace.day) if trace else 0.0
                for day in (exam.day, exam.day + LATER)
            )
            found[ref.id] = _Chances(known, later, trace is not None)
    return found


def _forecast(
    exam: Exam,
    questions: Iterable[_Question],
    views: Sequence[dict[str, _Chances]],
    richer: dict[str, _Chances],
    thin: bool,
) -> Forecast:
    by_topic: dict[tuple[str, str], list[_Question]] = {}
    for each in questions:
        if exam.asks(each.ref):
            by_topic.setdefault((each.ref.deck, each.ref.topic), []).append(each)
    topics = {
        topic: _outcome(group, views)
        for topic, group in by_topic.items()
        if any(each.ref.id in views[0] for each in group)
    }
    overall = _outcome([each for group in by_topic.values() for each in group], views)
    more = mean(each.known for each in richer.values()) - overall.known.middle
    return Forecast(exam, overall, topics, thin, max(0.0, more))


def _outcome(questions: Sequence[_Question], views: Sequence[dict[str, _Chances]]) -> Outcome:
    """The outcome of some questions, some of them sampled, from three plays: likely, and both ends."""
    plays = [[view[each.ref.id] for each in questions if each.ref.id in view] for view in views]
    number = len(questions)
    known, later = (
        _range([mean(each[figure] for each in play) for play in plays], number) for figure in (0, 1)
    )
    cut = sum(not each.asked for each in plays[0]) * number / len(plays[0])
    unseen = sum(each.trace is None for each in questions)
    return Outcome(number, unseen, sum(each.answers for each in questions), known, later, round(cut))


def _range(shares: Sequence[float], number: int) -> Range:
    """A likely share and two ends, widened on the logit scale by what no curve foresees and by chance.

    The ends are shares of whole questions, so that a range can reach to none and to all.
    """
    middle, *ends = (_logit(share, number) for share in shares)
    chance = 1 / math.sqrt(number * _share(middle) * (1 - _share(middle)))
    spare = _Z * math.hypot(_UNFORESEEN, chance)
    low = _share(middle - math.hypot(middle - min(*ends, middle), spare))
    high = _share(middle + math.hypot(max(*ends, middle) - middle, spare))
    whole = [round(end * number) / number for end in (low, high)]
    return Range(min(shares[0], whole[0]), shares[0], max(shares[0], whole[1]))


def _logit(share: float, number: int) -> float:
    held = min(max(share, 0.5 / (number + 1)), 1 - 0.5 / (number + 1))
    return math.log(held / (1 - held))


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
