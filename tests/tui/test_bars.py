"""Bars: shares of cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_tutor.insight.overview import Mastery
from alliance_tutor.tui.widgets import bars


@pytest.mark.parametrize(
    ("of", "drawn"),
    [
        (Mastery(5, 0, 5), "█████·····"),
        (Mastery(10, 0, 0), "██████████"),
        (Mastery(0, 0, 7), "··········"),
        (Mastery(1, 1, 98), "█▒········"),
        (Mastery(98, 1, 1), "████████▒·"),
        (Mastery(0, 0, 0), "··········"),
    ],
)
def test_mastery_shows_at_least_a_cell_of_what_is_there(of: Mastery, drawn: str) -> None:
    assert bars.mastery(of, 10).plain == drawn


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=4), st.integers(4, 80))
def test_cells_fill_the_width(parts: list[int], width: int) -> None:
    shares = bars.cells(parts, width)
    assert sum(shares) == width
    assert all(share >= 0 for share in shares)
    if sum(parts):
        assert all(bool(share) == bool(part) for share, part in zip(shares, parts, strict=True))


@pytest.mark.parametrize(
    ("of", "drawn"),
    [(0, "·····"), (0.01, "█····"), (0.5, "██···"), (0.99, "████·"), (1, "█████")],
)
def test_share_is_full_only_for_all_and_empty_only_for_nothing(of: float, drawn: str) -> None:
    assert bars.share(of, 5).plain == drawn


def test_progress_of_nothing_is_empty() -> None:
    assert bars.progress(0, 0, 4).plain == "▱▱▱▱"


def test_sparkline_draws_the_latest_values_and_dots_for_none() -> None:
    assert bars.sparkline([9, 0, 1, 4, 8], 4).plain == "·▁▄█"
