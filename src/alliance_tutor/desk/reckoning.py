"""A plan worked out: today's questions and the forecasts, from what the journal holds. Pure.

Imported only where something has to be worked out: the planner's modules take 20 ms.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.journal.plans import MOST_DAYS, Plan, PlannedExam
from alliance_tutor.memory import exam_plan
from alliance_tutor.memory.exam_plan import Exam, Learner, Planned, Routine
from alliance_tutor.memory.forecast import Forecast, Outcome, Range, forecasts
from alliance_tutor.memory.forgetting import Evidence
from alliance_tutor.memory.fsrs6 import Parameters
from alliance_tutor.memory.pace import Occasion, Pace, Timed, paces
from alliance_tutor.memory.plan import Standings
from alliance_tutor.memory.timing import Timing


class Past(NamedTuple):
    """What the journal says of the learner.

    That is standings, timings, what answers show of forgetting, and the parameters in force.
    """

    standings: Standings
    timings: Mapping[str, Timing]
    evidence: Mapping[tuple[float, int], tuple[int, int]]
    w: Parameters


class Foreseen(NamedTuple):
    """An exam with its forecast."""

    exam: PlannedExam
    forecast: Forecast


def choose(refs: Sequence[QuestionRef], past: Past, plan: Plan, day: int, spent: float) -> Planned:
    """The questions of study day `day`, of which `spent` seconds are used."""
    exams = _near(plan, day)
    return exam_plan.today(refs, past.standings, exams, _routine(plan), _learner(refs, past), day, spent)


def foresee(refs: Sequence[QuestionRef], past: Past, plan: Plan, day: int, spent: float) -> list[Foreseen]:
    """The forecasts, by date, of the exams that lie ahead and ask anything."""
    exams = _near(plan, day)
    found = forecasts(refs, past.standings, exams, _routine(plan), _learner(refs, past), day, spent)
    return [Foreseen(exams[forecast.exam], forecast) for forecast in found]


def pace_of(refs: Iterable[QuestionRef], timings: Mapping[str, Timing]) -> Pace:
    """The learner's pace over all questions."""
    return paces(_timed(refs, timings)).overall


def to_row(foreseen: Foreseen) -> dict[str, Any]:
    """An exam's forecast as JSON holds it."""
    forecast = foreseen.forecast
    return {
        "exam": foreseen.exam.id,
        "overall": forecast.overall,
        "topics": [[*topic, outcome] for topic, outcome in forecast.topics.items()],
        "thin": forecast.thin,
        "more": forecast.more,
    }


def from_row(row: Mapping[str, Any], exam: PlannedExam) -> Foreseen:
    """The forecast of `exam` in what `to_row` gave."""
    topics = {(deck, topic): _outcome(figures) for deck, topic, figures in row["topics"]}
    return Foreseen(exam, Forecast(_exam(exam), _outcome(row["overall"]), topics, row["thin"], row["more"]))


def _outcome(figures: Sequence[Any]) -> Outcome:
    questions, unseen, answers, known, later, cut = figures
    return Outcome(questions, unseen, answers, Range(*known), Range(*later), cut)


def _near(plan: Plan, day: int) -> dict[Exam, PlannedExam]:
    return {_exam(exam): exam for exam in reversed(plan.exams) if exam.day - day <= MOST_DAYS}


def _exam(exam: PlannedExam) -> Exam:
    return Exam(exam.day, frozenset(exam.decks), exam.weight)


def _routine(plan: Plan) -> Routine:
    return Routine(plan.minutes, plan.weekdays_off, plan.days_off)


def _learner(refs: Iterable[QuestionRef], past: Past) -> Learner:
    evidence = Evidence()
    for (stability, days), (missed, recalled) in past.evidence.items():
        evidence.add(stability, days, False, missed)
        evidence.add(stability, days, True, recalled)
    return Learner(evidence, paces(_timed(refs, past.timings)), past.w)


def _timed(refs: Iterable[QuestionRef], timings: Mapping[str, Timing]) -> Iterator[Timed]:
    for ref in refs:
        timing = timings.get(ref.id)
        if timing is None:
            continue
        if timing.first:
            yield Timed(ref.type, Occasion.FIRST, timing.first / 1000, timing.known)
        for occasion, ms in (
            (Occasion.RECALLED, timing.recalled),
            (Occasion.MISSED, timing.missed),
            (Occasion.STEP, timing.step),
        ):
            if ms:
                yield Timed(ref.type, occasion, ms / 1000)
