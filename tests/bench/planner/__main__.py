"""Does the planner earn its minutes? `python -m tests.bench.planner [--quick]`, from the project's folder.

Simulated learners go to an exam under the planner and under what else one might do; five truths of how they
remember, of which the planner knows none. Printed, as Markdown: recall on the exam day and sixty days later,
minutes used, and how well the forecasts held. Some 25 minutes of processor time; with `--quick` one.
"""

import math
import sys
from collections.abc import Collection, Iterable, Sequence
from statistics import fmean, stdev

from tests.bench.planner import grid, ranges, speed
from tests.bench.planner.course import Walked
from tests.bench.planner.grid import Cell, Done, Results
from tests.bench.planner.honesty import Tally
from tests.bench.planner.policies import BASELINES, CRAM, PLANNER, SPARE
from tests.bench.planner.ranges import Held
from tests.bench.planner.truths import ASIDE, TRUTHS

BAR = -0.01
FIXED = [name for name in BASELINES if name not in SPARE]


def main(quick: bool) -> None:
    """Print the tables."""
    cells = grid.QUICK if quick else grid.GRID
    learners = dict.fromkeys(grid.LEARNERS, 2) if quick else grid.LEARNERS
    done = list(grid.run(grid.jobs(cells, learners, TRUTHS)))
    results = grid.means(done)
    print("Recall on the exam day / sixty days later, in %; mean of the five truths.\n")
    by_cell(results, cells)
    print("\nThe same by truth, mean of all cells.\n")
    by_truth(results, cells, TRUTHS)
    bars(done, results, cells)
    print("\nForecasts of single questions for the exam day.\n")
    calibration({truth: joined(done, truth) for truth in TRUTHS})
    kept_aside(quick)
    print("\nHow many of a hundred ranges held what came, by the part of the days that was over.\n")
    held = ranges.measure(ranges.CELLS[:2] if quick else ranges.CELLS, 2 if quick else 5)
    coverage(held)
    taken = speed.measure()
    print(
        f"\nProcessor time for {speed.QUESTIONS} questions, {speed.SEEN} of them seen, {speed.DAYS} days: ",
        end="",
    )
    print(f"plan {1000 * taken.plan:.0f} ms, forecast {1000 * taken.forecast:.0f} ms.")


def by_cell(results: Results, cells: Sequence[Cell]) -> None:
    """One row a cell; the best fixed retention is chosen in hindsight, for each truth anew."""
    row("questions, days, minutes", *heads(), "minutes used")
    rule(len(heads()) + 2)
    for cell in cells:
        row(", ".join(map(str, cell)), *figures(results, [cell], TRUTHS), used(results, cell))


def kept_aside(quick: bool) -> None:
    """The same of learners of other kinds, where minutes are short."""
    cells = grid.TIGHT[:1] if quick else grid.TIGHT
    learners = dict.fromkeys(grid.LEARNERS, 2) if quick else grid.LEARNERS
    named = "; ".join(", ".join(map(str, cell)) for cell in cells)
    print(f"\nThe same of learners kept aside, mean of {named}.\n")
    by_truth(grid.means(list(grid.run(grid.jobs(cells, learners, ASIDE)))), cells, ASIDE)


def by_truth(results: Results, cells: Sequence[Cell], truths: Collection[str]) -> None:
    """One row a truth, and the mean."""
    row("truth", *heads())
    rule(len(heads()) + 1)
    for truth in truths:
        row(truth, *figures(results, cells, [truth]))
    row("all", *figures(results, cells, truths))


def heads() -> list[str]:
    """The policies as columns."""
    return [PLANNER, *FIXED, "best fixed retention", CRAM]


def figures(results: Results, cells: Iterable[Cell], truths: Iterable[str]) -> list[str]:
    """Recall on the day and later by policy."""
    pairs = [(cell, truth) for cell in cells for truth in truths]
    groups = [
        [results[cell, truth, PLANNER] for cell, truth in pairs],
        *([results[cell, truth, name] for cell, truth in pairs] for name in FIXED),
        [best(results, cell, truth, SPARE) for cell, truth in pairs],
        [results[cell, truth, CRAM] for cell, truth in pairs],
    ]
    return [
        f"{percent(each.recall for each in group)} / {percent(each.later for each in group)}"
        for group in groups
    ]


def best(results: Results, cell: Cell, truth: str, names: Iterable[str]) -> Walked:
    """What the best of some policies reached on the exam day."""
    return max((results[cell, truth, name] for name in names), key=lambda walked: walked.recall)


def used(results: Results, cell: Cell) -> str:
    """The minutes that the planner used, of those there were."""
    minutes = fmean(results[cell, truth, PLANNER].minutes for truth in TRUTHS)
    return f"{minutes:.0f} of {cell.days * cell.minutes}"


def bars(done: Sequence[Done], results: Results, cells: Sequence[Cell]) -> None:
    """What was asked of the planner, and whether it holds."""
    behind = {
        (cell, truth): results[cell, truth, PLANNER].recall - best(results, cell, truth, BASELINES).recall
        for cell in cells
        for truth in TRUTHS
    }
    means = {cell: fmean(behind[cell, truth] for truth in TRUTHS) for cell in cells}
    single = [against_one(results, cell) for cell in cells]
    print("\nAgainst the best baseline of each cell, cramming apart, mean of the truths: ", end="")
    print(f"{100 * fmean(single):+.1f} points in the mean, {100 * min(single):+.1f} at worst.")
    print("Against the best baseline of each cell and truth, chosen in hindsight, cramming apart: ", end="")
    print(f"{100 * fmean(behind.values()):+.1f} points in the mean.")
    short = [cell for cell in cells if means[cell] < BAR]
    print(f"More than a point behind in {len(short)} of {len(cells)} cells, mean of the truths: {short}")
    apart = sorted((difference, *where) for where, difference in behind.items() if difference < BAR)
    print(f"And in {len(apart)} of {len(behind)} cells, truth by truth (± standard error):")
    for difference, cell, truth in apart:
        error = 100 * spread(done, cell, truth, best_name(results, cell, truth))
        print(f"  {100 * difference:+.1f} ± {error:.1f}  {truth}: {', '.join(map(str, cell))}")

    def both(name: str) -> float:
        walked = [results[cell, truth, name] for cell in cells for truth in TRUTHS]
        return fmean((each.recall + each.later) / 2 for each in walked)

    print(f"Mean of both dates: planner {100 * both(PLANNER):.1f}, cramming {100 * both(CRAM):.1f}.")


def against_one(results: Results, cell: Cell) -> float:
    """How far ahead the planner is of the baseline that is best over all truths."""

    def recall(name: str) -> float:
        return fmean(results[cell, truth, name].recall for truth in TRUTHS)

    return recall(PLANNER) - max(map(recall, BASELINES))


def best_name(results: Results, cell: Cell, truth: str) -> str:
    """The best baseline on the exam day, cramming apart."""
    return max(BASELINES, key=lambda name: results[cell, truth, name].recall)


def spread(done: Iterable[Done], cell: Cell, truth: str, name: str) -> float:
    """The standard error of the mean difference between the planner and a baseline, learner by learner."""
    recalls: dict[str, list[float]] = {PLANNER: [], name: []}
    for each in sorted(done, key=lambda each: each.job.seed):
        if each.job.cell == cell and each.job.truth == truth and each.job.policy in recalls:
            recalls[each.job.policy].append(each.walked.recall)
    differences = [ours - theirs for ours, theirs in zip(*recalls.values(), strict=True)]
    return float(stdev(differences) / math.sqrt(len(differences)))


def joined(done: Iterable[Done], truth: str) -> dict[str, Tally]:
    """The tallies of all learners of a truth."""
    found: dict[str, Tally] = {}
    for each in done:
        for name, tally in each.tallies.items() if each.job.truth == truth else ():
            found.setdefault(name, Tally()).join(tally)
    return found


def calibration(by_truth: dict[str, dict[str, Tally]]) -> None:
    """Log loss and RMSE over bins, of the planner's forecasts and of FSRS-6's as it comes."""
    names = list(next(iter(by_truth.values())))
    row("truth", "questions", *(f"log loss, {name}" for name in names), *(f"RMSE, {name}" for name in names))
    rule(2 + 2 * len(names))
    for truth, tallies in by_truth.items():
        found = [tallies[name] for name in names]
        row(
            truth,
            f"{found[0].number}",
            *(f"{tally.log_loss:.3f}" for tally in found),
            *(f"{tally.rmse:.3f}" for tally in found),
        )


def coverage(held: Sequence[Held]) -> None:
    """How often ranges held, and how wide they were."""
    row("truth", *(f"{part:.0%}: day, later, width" for part in ranges.WHEN))
    rule(1 + len(ranges.WHEN))
    groups = {name: [name] for name in (*TRUTHS, *ASIDE)}
    for name, truths in {**groups, "all of the five": TRUTHS, "all of those kept aside": ASIDE}.items():
        cells = []
        for part in ranges.WHEN:
            own = [each for each in held if each.part == part and each.truth in truths]
            on_day = percent(each.known.low <= each.came <= each.known.high for each in own)
            later = percent(each.later.low <= each.came_later <= each.later.high for each in own)
            width = percent(each.known.high - each.known.low for each in own)
            cells.append(f"{on_day}, {later}, {width}")
        row(name, *cells)


def percent(shares: Iterable[float]) -> str:
    """The mean of some shares, in %."""
    return f"{100 * fmean(shares):.1f}"


def row(*cells: str) -> None:
    """A row of a Markdown table."""
    print("| " + " | ".join(cells) + " |", flush=True)


def rule(columns: int) -> None:
    """The rule below a table's heads."""
    print("|" + " --- |" * columns)


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
