"""One learner's way to the exam, from the first new question."""

import math
from random import Random
from statistics import mean
from typing import NamedTuple

from tests.bench.planner.policies import Policy
from tests.bench.planner.truths import Truth

from alliance_tutor.memory.pace import Pace
from alliance_tutor.memory.trace import FIRST_STEPS, Trace, sat

AFTER = 60
PACE = Pace()


class Walked(NamedTuple):
    """Mean chance of recall over all questions, on the exam day and sixty days later; the minutes used."""

    recall: float
    later: float
    minutes: float


def walk(
    truth: Truth, policy: Policy, questions: int, exam: int, seed: int
) -> tuple[Walked, list[Trace | None]]:
    """Study every day until the eve of `exam`; also the traces that it leaves.

    Each question's answers fall by lots of its own, the same under every policy.
    """
    lots = [Random(f"lots {seed} {question}").random for question in range(questions)]
    traces: list[Trace | None] = [None] * questions
    total = 0.0
    for day in range(exam):
        budget, used = policy.seconds(day), 0.0
        for question in policy.order(day, traces) if budget else ():
            if used >= budget:
                break
            used += ask(truth, policy, traces, question, day, lots[question]())
        total += used
    return Walked(recall(truth, traces, exam), recall(truth, traces, exam + AFTER), total / 60), traces


def ask(
    truth: Truth, policy: Policy, traces: list[Trace | None], question: int, day: int, lot: float
) -> float:
    """One sitting of a question; the seconds it took."""
    trace = traces[question]
    recalled = lot < (truth.chance(question, day) if trace else PACE.known)
    if trace:
        policy.saw(trace, day, recalled)
    truth.answered(question, day, recalled)
    traces[question] = sat(trace, day, recalled)
    if trace:
        return PACE.recalled if recalled else PACE.missed + PACE.step
    return PACE.first + FIRST_STEPS[recalled] * PACE.step


def recall(truth: Truth, traces: list[Trace | None], day: int) -> float:
    """Mean chance of recall on a day; a question never asked has none."""
    return mean(truth.chance(question, day) if trace else 0.0 for question, trace in enumerate(traces))


def log_loss(chance: float, recalled: bool) -> float:
    """The logarithmic loss of one forecast, which is held within 0.001 and 0.999."""
    held = min(max(chance, 0.001), 0.999)
    return -math.log(held if recalled else 1 - held)
