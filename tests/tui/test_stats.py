"""The statistics on the screen: seven pictures, of all decks, of one, or of a topic."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from tests.answered import study
from textual.pilot import Pilot

from alliance_tutor.desk import Desk
from alliance_tutor.insight.statistics import Bin, Recall, Scope
from alliance_tutor.insight.statistics_words import HEADINGS, Pane
from alliance_tutor.tui.screens.stats import StatsScreen
from alliance_tutor.tui.widgets import stats_plots as plots
from alliance_tutor.tui.widgets.stats_plots import Column, Line

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
Seen = Callable[[Pilot[int]], str]


@pytest.fixture
def history(desk: Desk) -> None:
    """Three questions of one topic: one often missed, one hardly ever, one answered once."""
    study(desk, "small/type", range(0, 300, 3), missed=range(12, 290, 12))
    study(desk, "small/pick", range(1, 200, 4), missed=[21, 61])
    study(desk, "small/turn", [2])


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(("number", "pane"), list(enumerate(Pane, start=1)))
async def test_picture_when_opened_by_its_number_looks_like_this(
    opened: Open, number: int, pane: Pane, picture: SnapshotAssertion, seen: Seen
) -> None:
    async with opened() as pilot:
        await press(pilot, "s", str(number))
        assert HEADINGS[pane] in seen(pilot)
        assert f"‹{number} {pane}›" in seen(pilot)
        assert pilot.app.export_screenshot() == picture


@pytest.mark.usefixtures("history")
async def test_pictures_when_the_screen_is_small_keep_within_it(opened: Open, seen: Seen) -> None:
    async with opened(size=(60, 20)) as pilot:
        await press(pilot, "s")
        for pane in Pane:
            lines = seen(pilot).splitlines()
            assert HEADINGS[pane] in lines[3]
            assert max(map(len, lines)) <= 60
            assert "q back" in " ".join(lines[-2:])
            await press(pilot, "right")
        assert HEADINGS[Pane.AHEAD] in seen(pilot)
        await press(pilot, "left")
        assert HEADINGS[Pane.HARDEST] in seen(pilot)


async def test_pictures_when_nothing_was_answered_say_so(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "s")
        for _ in Pane:
            assert "Nothing has been answered here yet" in seen(pilot)
            await press(pilot, "right", "enter", "p", "down")
        assert isinstance(pilot.app.screen, StatsScreen)


async def test_shares_when_few_were_asked_again_are_not_judged(desk: Desk, opened: Open, seen: Seen) -> None:
    study(desk, "small/type", range(0, 12, 3))
    async with opened() as pilot:
        await press(pilot, "s", "4")
        assert "2 of 2 answers, too few to judge" in seen(pilot)
        assert "○" in seen(pilot)
        await press(pilot, "6")
        assert "Recalled 2 of 2 answers, too few to judge." in seen(pilot)


@pytest.mark.usefixtures("history")
async def test_topic_when_taken_shows_its_own_figures_and_then_all_again(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "s", "2", "t")
        assert "Stats › Small › The first topic" in seen(pilot)
        first = seen(pilot)
        await press(pilot, "right_square_bracket")
        assert "Stats › Small › The second topic" in seen(pilot)
        assert seen(pilot) != first
        await press(pilot, "left_square_bracket")
        assert seen(pilot) == first
        await press(pilot, "tab")
        assert "Stats › All decks" in seen(pilot)
        await press(pilot, "shift+tab")
        assert "Stats › Small\n" in seen(pilot)


@pytest.mark.usefixtures("history")
async def test_home_when_a_topic_is_in_hand_opens_its_figures(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "right", "s")
        assert "Stats › Small › The first topic" in seen(pilot)
        await press(pilot, "q")
        assert not isinstance(pilot.app.screen, StatsScreen)


@pytest.mark.usefixtures("history")
async def test_hardest_when_opened_shows_the_card_and_practising_asks_it(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "s", "7", "enter")
        assert "lapses in" in seen(pilot)
        assert "Kim Il-sung" in seen(pilot)
        await press(pilot, "q", "down")
        assert "Which of these [X] is it?" in next(line for line in seen(pilot).splitlines() if "▌" in line)
        await press(pilot, "down", "p")
        assert "Who signed in 1961?" in seen(pilot)


@pytest.mark.usefixtures("history")
async def test_leeches_when_browsed_are_those_of_the_deck(opened: Open, seen: Seen) -> None:
    async with opened() as pilot:
        await press(pilot, "s", "tab", "7", "b")
        assert "deck:small is:leech" in seen(pilot)
        assert "Who signed in 1961?" in seen(pilot)


@pytest.mark.usefixtures("history")
async def test_meaning_when_asked_for_tells_each_figure_and_the_losses(opened: Open, seen: Seen) -> None:
    async with opened(size=(80, 60)) as pilot:
        await press(pilot, "s", "question_mark")
        assert "Log loss: 0." in seen(pilot)
        assert "True retention: Of the first answers" in seen(pilot)


async def test_figures_when_something_was_answered_meanwhile_are_read_again(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    study(desk, "small/type", [3])
    async with opened() as pilot:
        await press(pilot, "s", "2")
        assert "1 answer in" in seen(pilot)
        await press(pilot, "question_mark")
        study(desk, "small/type", [0])
        desk.recorded += 1
        await press(pilot, "q")
        assert "2 answers in" in seen(pilot)


async def test_mastery_when_a_screen_is_left_while_it_is_added_up_leaves_no_trace(
    desk: Desk, opened: Open, seen: Seen
) -> None:
    study(desk, "small/type", [3])
    async with opened() as pilot:
        await pilot.app.push_screen(StatsScreen(desk, Scope(("small",))))
        await press(pilot, "5")
        await pilot.press("5", "1", "5", "q")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, StatsScreen)


# Plots


@given(
    st.lists(st.just(0.0) | st.floats(1e-6, 1e6), min_size=1, max_size=40),
    st.integers(20, 120),
    st.integers(3, 16),
)
def test_columns_when_drawn_are_as_high_as_their_values(values: list[float], width: int, height: int) -> None:
    rows = plots.columns([Column(value, "") for value in values], "due", width, height)
    assert len(rows) == height + 3
    lowest = rows[height].plain[7:]
    each = max(1, (width - 7) // len(values))
    for place, value in enumerate(values):
        assert (lowest[place * each] != " ") == (value > 0)


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 1), (1, 1), (1.2, 2), (2, 2), (4, 4), (5, 6), (9, 10), (10, 10), (11, 20), (501, 600)],
)
def test_nice_when_given_a_value_is_the_next_round_one(value: float, top: float) -> None:
    assert plots.nice(value) == top


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0.7, 0.99), st.integers(57, 96))
def test_ranges_when_drawn_keep_within_the_width_and_show_the_share(
    passed: int, failed: int, wanted: float, width: int
) -> None:
    recall = Recall(passed, passed + failed)
    row, *scale = plots.ranges([Line("Nov 2026", recall)], wanted, width)
    assert all(line.cell_length <= width for line in (row, *scale))
    assert (plots.SEEN in row.plain) == (not recall.few)
    assert (plots.THIN in row.plain) == (recall.n > 0 and recall.few)


@given(
    st.lists(st.tuples(st.integers(0, 19), st.integers(0, 90), st.integers(0, 90)), max_size=8),
    st.integers(57, 96),
)
def test_calibration_when_drawn_shows_a_point_a_bin_with_enough_answers(
    counts: list[tuple[int, int, int]], width: int
) -> None:
    bins = [
        Bin(bin / 20, (bin + 1) / 20, (bin + 0.5) / 20, Recall(passed, passed + failed))
        for bin, passed, failed in {bin: (bin, *rest) for bin, *rest in counts}.values()
    ]
    rows = plots.calibration(bins, width, 12)
    assert all(row.cell_length <= width for row in rows)
    assert sum(row.plain.count(plots.SEEN) for row in rows) == sum(not each.seen.few for each in bins)
