"""The queue of a day on the way to exams: what brings most recall on the exam day, second for second.

Pure: standings, times and the study day are passed in. Days are study days, times of answers seconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory import plan
from alliance_tutor.memory.forgetting import Evidence, Fit, fit
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS, Parameters
from alliance_tutor.memory.lookahead import Outlook, outlook
from alliance_tutor.memory.pace import Paces
from alliance_tutor.memory.plan import Standings
from alliance_tutor.memory.scheduler import draw
from alliance_tutor.memory.standing import UNSEEN
from alliance_tutor.memory.trace import Trace, trace_of

# Checks are answers after a long gap, asked whatever they bring while it is open how the learner forgets.
_CHECKED_GAP = 8  # an eighth of the days left, at least: sooner, both ways to forget foresee much the same
_CHECK_SHARE = 0.1  # of a day's seconds
_LEAST_CHECKS = 2  # a day
_CHECKS_END = 10  # days left: later, what they teach changes little


class Exam(NamedTuple):
    """An exam on study day `day` over some decks (none named: all); `weight` beside other exams."""

    day: int
    decks: frozenset[str] = frozenset()
    weight: float = 1.0

    def asks(self, ref: QuestionRef) -> bool:
        """Whether a question belongs to it."""
        return not self.decks or ref.deck in self.decks


class Routine(NamedTuple):
    """Minutes a day, and the days without: weekdays 0–6 from Monday, and single study days."""

    minutes: float
    weekdays_off: frozenset[int] = frozenset()
    days_off: frozenset[int] = frozenset()

    def seconds(self, day: int) -> float:
        """The seconds for a study day."""
        off = day in self.days_off or (day - 1) % 7 in self.weekdays_off  # ordinal 1 was a Monday
        return 0.0 if off else self.minutes * 60


class Learner(NamedTuple):
    """What past answers say of the learner: how they forget, how long answers take.

    `w` are the parameters in force.
    """

    evidence: Evidence
    paces: Paces = Paces()
    w: Parameters = DEFAULT_PARAMETERS


class Planned(NamedTuple):
    """A day's queue, and the seconds it is expected to take.

    First come the learning steps that run; then what was chosen, new questions spread among the others.
    """

    queue: tuple[str, ...]
    seconds: float


class Candidate(NamedTuple):
    """A question that may be asked; `trace` is None if it never was, `place` breaks ties, lower first."""

    ref: QuestionRef
    trace: Trace | None
    place: float


class Aim(NamedTuple):
    """An exam that lies ahead, with its outlook for each way to forget, and how likely that way is.

    `share` is what recall of one of its questions counts.
    """

    exam: Exam
    outlooks: Sequence[tuple[float, Outlook]]
    share: float

    def gain(self, trace: Trace | None, day: int) -> float:
        """What a sitting on study day `day` is expected to bring."""
        return self.share * sum(weight * outlook.gain(trace, day) for weight, outlook in self.outlooks)

    def chance(self, trace: Trace, day: int) -> float:
        """The chance of recall on a study day if the question is not asked before."""
        return sum(weight * outlook.chance(trace, day) for weight, outlook in self.outlooks)

    def undecided(self) -> bool:
        """Whether it is not yet known which way the learner forgets."""
        return len(self.outlooks) > 1


def today(
    refs: Sequence[QuestionRef],
    standings: Standings,
    exams: Iterable[Exam],
    routine: Routine,
    learner: Learner,
    day: int,
    spent: float = 0.0,
) -> Planned:
    """The queue of study day `day`, of which `spent` seconds are used already.

    Learning steps that run are all asked. Then questions are chosen by expected gain per second until the
    day's seconds are used, at most one question beyond. Siblings are not asked on the same day, nor is what
    is suspended, buried or was asked today. Empty on a day off, and when no exam lies ahead.
    """
    ahead = [exam for exam in exams if exam.day > day]
    asked = [ref for ref in refs if any(exam.asks(ref) for exam in ahead)]
    budget = routine.seconds(day)
    if not budget or not asked:
        return Planned((), 0.0)
    running, ready = _open(asked, standings, day)
    seconds = sum(learner.paces.of(ref.type).step for ref in running)
    candidates = _candidates(asked, ready, standings, day)
    everyone = [(ref, _trace(standings, ref)) for ref in asked if not standings.get(ref.id, UNSEEN).suspended]
    fitted = fit(learner.evidence, learner.w)
    aims = aims_at(everyone, ahead, routine, fitted, learner.paces, day, spent)
    taken = {(ref.deck, ref.card) for ref in running}
    chosen: list[Candidate] = []
    for candidate, expected in ranked(candidates, aims, learner.paces, budget - spent, day):
        if seconds + spent >= budget:
            break
        card = (candidate.ref.deck, candidate.ref.card)
        if card not in taken:
            taken.add(card)
            chosen.append(candidate)
            seconds += expected
    seen = [candidate.ref.id for candidate in chosen if candidate.trace]
    new = [candidate.ref.id for candidate in chosen if not candidate.trace]
    return Planned((*(ref.id for ref in running), *plan.mix(seen, new)), seconds)


def aims_at(
    questions: Sequence[tuple[QuestionRef, Trace | None]],
    exams: Sequence[Exam],
    routine: Routine,
    fitted: Fit,
    paces: Paces,
    day: int,
    spent: float = 0.0,
) -> list[Aim]:
    """The outlooks of study day `day` on exams that lie ahead.

    Until an exam its questions share the minutes with those of the others, question for question.
    """
    traces = [[trace for ref, trace in questions if exam.asks(ref)] for exam in exams]
    total = sum(exam.weight for exam in exams)
    aims = []
    for exam, own in zip(exams, traces, strict=True):
        if own:
            seconds = _seconds_for(exam, exams, [len(each) for each in traces], routine, day) - spent
            views = [
                (weight, outlook(own, day, exam.day, seconds, curve, paces.overall, fitted.w))
                for weight, curve in fitted.ways((exam.day - day) / 2)
            ]
            aims.append(Aim(exam, views, exam.weight / total / len(own)))
    return aims


def ranked(
    candidates: Sequence[Candidate], aims: Sequence[Aim], paces: Paces, seconds: float, day: int
) -> list[tuple[Candidate, float]]:
    """The candidates with the seconds each is expected to take: checks first, then by gain.

    `seconds` is what is left of study day `day`.
    """
    order = by_gain(candidates, aims, paces, day)
    first = _checks(candidates, aims, paces, seconds, day)
    return sorted(order, key=lambda rated: rated[0].ref.id not in first)


def by_gain(
    candidates: Iterable[Candidate], aims: Sequence[Aim], paces: Paces, day: int
) -> list[tuple[Candidate, float]]:
    """The candidates with the seconds each is expected to take, the highest gain per second first."""
    order = sorted(_rated(candidates, aims, paces, day), key=lambda rated: rated[:2])
    return [(candidate, cost) for _, _, candidate, cost in order]


def _rated(
    candidates: Iterable[Candidate], aims: Sequence[Aim], paces: Paces, day: int
) -> Iterator[tuple[float, float, Candidate, float]]:
    """Loss per second, place, candidate, seconds.

    All new questions are rated at one pace, so that types which take long are not put off to the end: new
    questions come in the order of their deck.
    """
    for candidate in candidates:
        ref, trace, place = candidate
        own = [aim for aim in aims if aim.exam.asks(ref)]
        gain = sum(aim.gain(trace, day) for aim in own)
        cost = paces.of(ref.type).sitting(own[0].chance(trace, day) if trace and own else None)
        yield -gain / (cost if trace else paces.overall.sitting(None)), place, candidate, cost


def _checks(
    candidates: Iterable[Candidate], aims: Iterable[Aim], paces: Paces, seconds: float, day: int
) -> set[str]:
    """The ids of the questions asked today to learn how the learner forgets: those that waited longest."""
    ahead = [left for aim in aims if aim.undecided() and (left := aim.exam.day - day) >= _CHECKS_END]
    if not ahead:
        return set()
    least = min(ahead) / _CHECKED_GAP
    waited = [each for each in candidates if each.trace and day - each.trace.day >= least]
    waited.sort(key=lambda each: (each.trace.day if each.trace else day, each.place))
    number = round(seconds * _CHECK_SHARE / paces.overall.sitting(0.8))
    return {each.ref.id for each in waited[: max(_LEAST_CHECKS, number)]}


def _seconds_for(
    exam: Exam, exams: Sequence[Exam], sizes: Sequence[int], routine: Routine, day: int
) -> float:
    total = 0.0
    own = sizes[exams.index(exam)]
    for each in range(day, exam.day):
        rivals = sum(size for other, size in zip(exams, sizes, strict=True) if other.day > each)
        total += routine.seconds(each) * own / rivals
    return total


def _open(
    refs: Sequence[QuestionRef], standings: Standings, day: int
) -> tuple[list[QuestionRef], list[QuestionRef]]:
    """The questions whose learning steps run, by when they end; and the others that may be asked today."""
    running: list[tuple[int, QuestionRef]] = []
    ready: list[QuestionRef] = []
    closed = set()
    for ref in refs:
        memory = standings.get(ref.id, UNSEEN).memory
        if memory and memory.last_day == day:
            closed.add((ref.deck, ref.card))
    for ref in refs:
        standing = standings.get(ref.id, UNSEEN)
        memory = standing.memory
        if standing.suspended or standing.buried_day == day:
            continue
        answered = memory is not None and memory.last_day == day
        if memory and memory.learning and (answered or (ref.deck, ref.card) not in closed):
            running.append((memory.due_at, ref))
            closed.add((ref.deck, ref.card))
        elif (ref.deck, ref.card) not in closed:
            ready.append(ref)
    return [ref for _, ref in sorted(running)], ready


def _candidates(
    asked: Sequence[QuestionRef], ready: Sequence[QuestionRef], standings: Standings, day: int
) -> list[Candidate]:
    """Ties fall by lot among what was seen; new questions keep their order, decks in turn."""
    order = {id: place for place, id in enumerate(plan.more_new(asked, standings, day, len(asked)))}
    found = []
    for ref in ready:
        trace = _trace(standings, ref)
        if trace or ref.id in order:
            found.append(Candidate(ref, trace, draw(ref.id, day) if trace else order[ref.id]))
    return found


def _trace(standings: Standings, ref: QuestionRef) -> Trace | None:
    memory = standings.get(ref.id, UNSEEN).memory
    return trace_of(memory) if memory else None
