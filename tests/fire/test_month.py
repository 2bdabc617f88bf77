"""A few days with two devices, each in processes of its own."""

import os
from pathlib import Path

import pytest
from tests.fire.month import live


@pytest.mark.skipif(os.name != "posix", reason="the program is run as POSIX does")
def test_two_devices_that_are_used_in_turn_end_alike(tmp_path: Path) -> None:
    outcome = live(tmp_path, days=4, seed=3)
    assert outcome.right, outcome
