"""Ways to choose a day's questions: the planner, and what it is measured against."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory import exam_plan, fsrs6
from alliance_tutor.memory.exam_plan import Candidate, Exam, Learner, Routine
from alliance_tutor.memory.forgetting import Evidence, fit
from alliance_tutor.memory.scheduler import draw
from alliance_tutor.memory.trace import Trace

Traces = Sequence[Trace | None]
W = fsrs6.DEFAULT_PARAMETERS
CRAM_DAYS = 5


class Policy(Protocol):
    """Chooses for `questions` questions and an exam on day `exam`, `minutes` a day."""

    def seconds(self, day: int) -> float:
        """The seconds for a day."""

    def order(self, day: int, traces: Traces) -> Iterable[int]:
        """The questions to ask on a day, until its seconds are used."""

    def saw(self, trace: Trace, day: int, recalled: bool) -> None:
        """An answer on a later day than the one that left `trace`."""


class Plain:
    """Spends the same minutes each day and learns nothing from answers."""

    def __init__(self, questions: int, exam: int, minutes: float) -> None:
        self.questions, self.exam, self.minutes = questions, exam, minutes

    def seconds(self, day: int) -> float:
        return self.minutes * 60

    def saw(self, trace: Trace, day: int, recalled: bool) -> None:
        pass


class Retention(Plain):
    """FSRS at a fixed desired retention. `spare`: minutes left over go to what is least likely recalled."""

    def __init__(
        self, questions: int, exam: int, minutes: float, retention: float, new_first: bool, spare: bool
    ) -> None:
        super().__init__(questions, exam, minutes)
        self.retention, self.new_first, self.spare = retention, new_first, spare

    def order(self, day: int, traces: Traces) -> list[int]:
        due, rest, new = [], [], []
        for index, trace in enumerate(traces):
            if trace is None:
                new.append(index)
            elif (when := trace.day + fsrs6.interval(W, self.retention, trace.stability)) <= day:
                due.append((when, index))
            elif self.spare and trace.day < day:
                rest.append((fsrs6.retrievability(W, trace.stability, day - trace.day), index))
        waiting = [index for _, index in sorted(due)]
        first = new + waiting if self.new_first else waiting + new
        return first + [index for _, index in sorted(rest)]


class RoundRobin(Plain):
    """What was not asked for longest; new questions first."""

    def order(self, day: int, traces: Traces) -> list[int]:
        return sorted(range(self.questions), key=lambda index: (t.day if (t := traces[index]) else -1, index))


class Cram(Plain):
    """All the plan's minutes in its last five days: new ones first, then what is least likely recalled."""

    def seconds(self, day: int) -> float:
        days = min(CRAM_DAYS, self.exam)
        return self.minutes * 60 * self.exam / days if day >= self.exam - days else 0.0

    def order(self, day: int, traces: Traces) -> list[int]:
        def chance(index: int) -> float:
            trace = traces[index]
            return fsrs6.retrievability(W, trace.stability, day - trace.day) if trace else -1.0

        return sorted(range(self.questions), key=lambda index: (chance(index), index))


class Planner(Plain):
    """The program's own choice, `exam_plan.ranked`, from the answers it has seen."""

    def __init__(self, questions: int, exam: int, minutes: float) -> None:
        super().__init__(questions, exam, minutes)
        self.refs = [QuestionRef(f"d/{n}", "d", str(n), "", "basic") for n in range(questions)]
        self.lots = [draw(ref.id, 0) for ref in self.refs]
        self.learner = Learner(Evidence())
        self.exams, self.routine = [Exam(exam)], Routine(minutes)

    def order(self, day: int, traces: Traces) -> list[int]:
        questions = list(zip(self.refs, traces, strict=True))
        fitted, paces = fit(self.learner.evidence), self.learner.paces
        aims = exam_plan.aims_at(questions, self.exams, self.routine, fitted, paces, day)
        candidates = [
            Candidate(ref, trace, self.lots[n] if trace else n) for n, (ref, trace) in enumerate(questions)
        ]
        ranked = exam_plan.ranked(candidates, aims, paces, self.minutes * 60, day)
        return [int(candidate.ref.card) for candidate, _ in ranked]

    def saw(self, trace: Trace, day: int, recalled: bool) -> None:
        self.learner.evidence.add(trace.stability, day - trace.day, recalled)


Make = Callable[[int, int, float], Policy]


def _fixed(retention: float, *, new_first: bool, spare: bool) -> Make:
    return lambda questions, exam, minutes: Retention(questions, exam, minutes, retention, new_first, spare)


PLANNER, CRAM = "planner", "cram"
SPARE = {
    f"new first, spare minutes used, {retention}": _fixed(retention, new_first=True, spare=True)
    for retention in (0.7, 0.8, 0.85, 0.9, 0.95, 0.97)
}
BASELINES: dict[str, Make] = {
    "due first, 0.90": _fixed(0.9, new_first=False, spare=False),
    "new first, 0.90": _fixed(0.9, new_first=True, spare=False),
    **SPARE,
    "round robin": RoundRobin,
}
POLICIES: dict[str, Make] = {PLANNER: Planner, CRAM: Cram, **BASELINES}
