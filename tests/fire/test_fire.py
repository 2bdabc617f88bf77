"""Each scenario under fire, in a few rounds that are always the same; `python -m tests.fire.run` has more."""

import os
from pathlib import Path

import pytest
from tests.fire.run import SCENARIOS, round_of

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does")

SEED = 1961
ROUNDS = {"study": 3, "exam": 2, "damaged-journal": 3, "backup": 2, "restore": 2, "forget": 2}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name in SCENARIOS for number in range(ROUNDS.get(name, 1))]
)
def test_nothing_is_lost_doubled_or_untold(tmp_path: Path, name: str, number: int) -> None:
    found = round_of(name, SEED, number, tmp_path)
    assert not found.wrong, "\n".join(found.notes)
    assert found.processes
