"""How often a forecast's range holds what came: on the exam day, and sixty days later.

No constant was chosen on the learners drawn here, nor any on the truths kept aside.
"""

import os
from collections.abc import Sequence
from itertools import product
from multiprocessing import Pool
from random import Random
from typing import NamedTuple

from tests.bench.planner.course import walk
from tests.bench.planner.grid import Cell
from tests.bench.planner.policies import Planner, Traces
from tests.bench.planner.truths import ASIDE, TRUTHS

from alliance_tutor.memory.forecast import LATER, Forecast, Range, forecasts
from alliance_tutor.memory.standing import Memory, Stage, Standing

CELLS = [
    Cell(100, 10, 10), Cell(100, 28, 5), Cell(300, 28, 10), Cell(300, 28, 15), Cell(300, 56, 10)
]  # fmt: skip
WHEN = (0.0, 0.25, 0.5, 0.75)
FIRST_LEARNER = 3_000  # neither the grid's nor those on whom the planner's constants were chosen


class Held(NamedTuple):
    """A forecast made when a part of the days was over, beside what came: on the day, and later."""

    truth: str
    part: float
    known: Range
    came: float
    later: Range
    came_later: float


class Watched(Planner):
    """The planner, which is asked for a forecast on some days."""

    def __init__(self, questions: int, exam: int, minutes: float) -> None:
        super().__init__(questions, exam, minutes)
        self.forecasts: dict[float, Forecast] = {}

    def order(self, day: int, traces: Traces) -> list[int]:
        for part in WHEN:
            if day == round(part * self.exam):
                self.forecasts[part] = self._forecast(day, traces)
        return super().order(day, traces)

    def _forecast(self, day: int, traces: Traces) -> Forecast:
        standings = {
            ref.id: Standing(
                Memory(Stage.REVIEW, 0, trace.stability, trace.difficulty, trace.day, 0, 0, 1, 1, 0)
            )
            for ref, trace in zip(self.refs, traces, strict=True)
            if trace
        }
        return forecasts(self.refs, standings, self.exams, self.routine, self.learner, day)[0]


def measure(cells: Sequence[Cell], learners: int) -> list[Held]:
    """The forecasts of some learners of every truth in every cell."""
    seeds = range(FIRST_LEARNER, FIRST_LEARNER + learners)
    with Pool(os.cpu_count()) as pool:
        found = pool.starmap(_watch, list(product(cells, (*TRUTHS, *ASIDE), seeds)), chunksize=1)
    return [held for group in found for held in group]


def _watch(cell: Cell, name: str, seed: int) -> list[Held]:
    make = {**TRUTHS, **ASIDE}[name]
    truth, policy = make(cell.questions, Random(f"{name} {seed}")), Watched(*cell)
    _, traces = walk(truth, policy, cell.questions, cell.days, seed)
    random = Random(f"exam {seed}")

    def share(day: int) -> float:
        came = [
            random.random() < truth.chance(question, day) if trace else False
            for question, trace in enumerate(traces)
        ]
        return sum(came) / len(came)

    came, came_later = share(cell.days), share(cell.days + LATER)
    return [
        Held(name, part, made.overall.known, came, made.overall.later, came_later)
        for part, made in policy.forecasts.items()
    ]
