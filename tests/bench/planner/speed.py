"""How long today's plan and the forecast take of a big library, in a process that begins with them."""

from collections.abc import Callable
from multiprocessing import get_context
from random import Random
from statistics import median
from time import process_time
from typing import NamedTuple

from alliance_tutor.deck.refs import QuestionRef
from alliance_tutor.memory import exam_plan, forecast
from alliance_tutor.memory.exam_plan import Exam, Learner, Routine
from alliance_tutor.memory.forgetting import Evidence, usual
from alliance_tutor.memory.standing import Memory, Stage, Standing

QUESTIONS, SEEN, DAYS, MINUTES, TOPICS = 10_000, 6_000, 56, 30, 12
TODAY = 740_000
ROUNDS = 5


class Taken(NamedTuple):
    """Seconds of processor time."""

    plan: float
    forecast: float


def measure() -> Taken:
    """The medians of some processes."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        rounds = pool.map(_once, range(ROUNDS), chunksize=1)
    return Taken(*(median(times) for times in zip(*rounds, strict=True)))


def _once(seed: int) -> Taken:
    random = Random(seed)
    refs = [
        QuestionRef(f"deck/{n}", "deck", str(n), f"topic-{n * TOPICS // QUESTIONS}", "choice")
        for n in range(QUESTIONS)
    ]
    standings, evidence = {}, Evidence()
    for ref in refs[:SEEN]:
        stability, last = random.lognormvariate(1.5, 1.5) + 0.05, TODAY - random.randrange(1, 30)
        memory = Memory(Stage.REVIEW, 0, stability, random.uniform(2, 9), last, last + 5, 0, 5, 3, 0)
        standings[ref.id] = Standing(memory, first_day=last - 5)
        gap = random.randrange(1, 20)
        evidence.add(stability, gap, random.random() < usual().chance(stability, gap))
    arguments = refs, standings, [Exam(TODAY + DAYS)], Routine(MINUTES), Learner(evidence), TODAY
    return Taken(
        _seconds(lambda: exam_plan.today(*arguments)), _seconds(lambda: forecast.forecasts(*arguments))
    )


def _seconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started
