"""Measuring: processes in turn, medians of the round-by-round ratios, percentiles."""

import os
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure beside its yardstick, each a median, and the median of their ratios by round."""

    ours: float
    yardstick: float
    ratio: float


def compare(ours: Measure, yardstick: Measure, rounds: int) -> Compared:
    """Measure both in turn, after one round that warms the caches, so that a machine's drift cancels."""
    ours(), yardstick()
    pairs = [(ours(), yardstick()) for _ in range(rounds)]
    return Compared(
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def whole_process(arguments: Sequence[str], environ: Mapping[str, str]) -> float:
    """Seconds from the start of a process to its end, its output thrown away."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in range(3)]
    started = perf_counter()
    child = os.posix_spawn(arguments[0], list(arguments), dict(environ), file_actions=actions)
    status = os.waitpid(child, 0)[1]
    ended = perf_counter()
    os.close(nowhere)
    if status:
        raise SystemExit(f"{' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return ended - started


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` % of them lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]
