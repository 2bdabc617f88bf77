"""Each scenario under fire, in a few rounds that are always the same; `python -m tests.fire.run` has more."""

import os
from pathlib import Path
from random import Random

import pytest
from tests.fire.disks import NotHere
from tests.fire.run import LONG, SCENARIOS, round_of
from tests.fire.sittings import Step, compare
from tests.fire.trial import Trial

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does")

SEED = 1961
ROUNDS = {"study": 3, "exam": 2, "damaged-journal": 3, "backup": 2, "restore": 2, "forget": 2}


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, number) for name in SCENARIOS if name not in LONG for number in range(ROUNDS.get(name, 1))],
)
def test_nothing_is_lost_doubled_or_untold(tmp_path: Path, name: str, number: int) -> None:
    try:
        found = round_of(name, SEED, number, tmp_path)
    except NotHere as reason:
        pytest.skip(str(reason))
    assert not found.wrong, "\n".join(found.notes)
    assert found.processes


@pytest.mark.parametrize(
    ("journal", "pending", "missing", "doubled"),
    [
        ("ab", "", 0, 0),
        ("abc", "c", 0, 0),
        ("a", "", 1, 0),
        ("abb", "", 0, 1),
        ("abc", "", 0, 1),
        ("ac", "c", 1, 0),
    ],
)
def test_what_a_journal_lacks_or_has_twice_is_counted(
    tmp_path: Path, journal: str, pending: str, missing: int, doubled: int
) -> None:
    a, b = _steps("ab")
    trial = Trial(tmp_path, Random(1))
    compare(trial, [a, b], next(iter(_steps(pending)), None), _steps(journal), "here")
    assert (trial.found.missing, trial.found.doubled) == (missing, doubled)
    assert trial.found.acknowledged == 2


def _steps(questions: str) -> list[Step]:
    return [Step("reviewed", each, "good") for each in questions]
