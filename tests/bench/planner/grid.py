"""Every cell of the grid with every truth and every policy, for some learners each."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from multiprocessing import Pool
from random import Random
from statistics import fmean
from typing import NamedTuple

from tests.bench.planner.course import Walked, walk
from tests.bench.planner.honesty import Tally, tallies
from tests.bench.planner.policies import PLANNER, POLICIES, Planner
from tests.bench.planner.truths import ASIDE, TRUTHS

from alliance_tutor.memory import forgetting
from alliance_tutor.memory.trace import Trace


class Cell(NamedTuple):
    """Questions, days to the exam, minutes a day."""

    questions: int
    days: int
    minutes: int


class Job(NamedTuple):
    """One learner's way through a cell."""

    cell: Cell
    truth: str
    policy: str
    seed: int


class Done(NamedTuple):
    """What came of a job; of the planner's also how its forecasts of single questions did, by name."""

    job: Job
    walked: Walked
    tallies: dict[str, Tally]


Results = dict[tuple[Cell, str, str], Walked]

GRID = [Cell(*cell) for cell in product((100, 300, 600), (5, 10, 28, 56), (5, 10, 15, 30))]
TIGHT = [
    Cell(100, 28, 5), Cell(300, 10, 15), Cell(300, 28, 5), Cell(300, 28, 10), Cell(600, 28, 15)
]  # fmt: skip
QUICK = [Cell(100, 5, 10), Cell(100, 10, 10), Cell(100, 28, 5), Cell(300, 28, 10)]
# Fewer learners where more questions make the mean of each steadier.
LEARNERS = {100: 6, 300: 4, 600: 3}
FIRST_LEARNER = 2_000  # the planner's constants were chosen on others


def jobs(cells: Iterable[Cell], learners: dict[int, int], truths: Iterable[str]) -> list[Job]:
    """All of them, the longest first, so that no process ends long before the others."""
    found = [
        Job(cell, truth, policy, seed)
        for cell, truth, policy in product(cells, truths, POLICIES)
        for seed in range(FIRST_LEARNER, FIRST_LEARNER + learners[cell.questions])
    ]
    found.sort(key=lambda job: (job.policy == PLANNER, job.cell.questions * job.cell.days), reverse=True)
    return found


def run(todo: Sequence[Job]) -> Iterator[Done]:
    """The results as they come, from as many processes as there are processors."""
    with Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(do, todo, chunksize=4)


def do(job: Job) -> Done:
    """One job."""
    cell = job.cell
    truth = {**TRUTHS, **ASIDE}[job.truth](cell.questions, Random(f"{job.truth} {job.seed}"))
    policy = POLICIES[job.policy](*cell)
    walked, traces = walk(truth, policy, cell.questions, cell.days, job.seed)
    if not isinstance(policy, Planner):
        return Done(job, walked, {})
    random = Random(f"exam {job.seed}")
    asked: list[tuple[Trace, bool]] = [
        (trace, random.random() < truth.chance(question, cell.days))
        for question, trace in enumerate(traces)
        if trace
    ]
    curves = {"the planner's": forgetting.fit(policy.learner.evidence).best, "FSRS-6's": forgetting.usual()}
    return Done(job, walked, tallies(curves, asked, cell.days))


def means(done: Sequence[Done]) -> Results:
    """The mean over learners."""
    groups: dict[tuple[Cell, str, str], list[Walked]] = {}
    for each in done:
        groups.setdefault((each.job.cell, each.job.truth, each.job.policy), []).append(each.walked)
    return {
        key: Walked(*(fmean(figures) for figures in zip(*group, strict=True)))
        for key, group in groups.items()
    }
