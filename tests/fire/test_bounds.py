"""What runs away is stopped."""

import sys
from contextlib import suppress

import pytest
from tests.fire.bounds import RanAway, bounded


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")
def test_what_takes_for_ever_is_stopped() -> None:
    with pytest.raises(RanAway), bounded(seconds=0.05):
        _for_ever()


def test_what_took_too_long_is_told_where_the_signal_was_suppressed() -> None:
    with pytest.raises(RanAway), bounded(seconds=0.01), suppress(Exception):
        for _ in range(10_000_000):
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit does not hold")
def test_what_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(MemoryError), bounded(room=1 << 24):
        bytearray(1 << 26)
    bytearray(1 << 26)


def _for_ever() -> None:
    while True:
        pass
