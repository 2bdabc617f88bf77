"""Copies and what they would change, in words."""

from datetime import datetime
from pathlib import Path

import pytest

from alliance_tutor.insight.keeping import (
    copy_line,
    difference_lines,
    forget_lines,
    salvage_words,
    size_words,
)
from alliance_tutor.journal.backup import Backup
from alliance_tutor.journal.forgetting import Chosen
from alliance_tutor.journal.restoring import Difference, Holding
from alliance_tutor.journal.salvage import Gap, Saved

AT = 1_795_600_800_000
MINE = Holding("k3f9a2qd", 3, 2, AT, AT + 86_400_000)
FAR = Holding("qqqqqqqq", 1, 1, AT, 2**60)


def test_copy_in_a_list_says_when_how_many_and_how_large() -> None:
    taken = datetime(2026, 11, 23, 9, 15)  # noqa: DTZ001
    copy = Backup(Path("history.db"), taken, 1041, 400_000)
    assert copy_line(copy) == "Mon 23 Nov 2026 09:15, 1\xa0041 events, 400 kB"
    copy = copy._replace(events=1, size=5, replaced=True)
    assert copy_line(copy) == "Mon 23 Nov 2026 09:15, 1 event, 1 kB, replaced"


@pytest.mark.parametrize(("size", "words"), [(0, "1 kB"), (999_999, "999 kB"), (240_260_096, "240.3 MB")])
def test_size_is_told_in_the_unit_that_is_grasped(size: int, words: str) -> None:
    assert size_words(size) == words


def test_difference_names_each_device_with_its_days() -> None:
    assert difference_lines(Difference((MINE,), (), 40)) == [
        "Would be lost: 3 events, 2 answers of them.",
        "  device k3f9a2qd: 3 events, 2 answers, 25 Nov 2026 to 26 Nov 2026",
        "Would come back: nothing.",
        "In both: 40 events.",
    ]


def test_merging_loses_nothing_and_odd_times_are_numbers() -> None:
    lines = difference_lines(Difference((MINE,), (FAR,), 40), merge=True)
    assert lines[0] == "Would be added: 1 event, 1 answer of them."
    assert lines[1].endswith(f"25 Nov 2026 to {2**60}")
    assert lines[-1] == "Nothing would be lost."


def test_forgetting_says_what_goes_and_what_stays() -> None:
    lines = forget_lines(Chosen(9, 7, 2, 1, AT, AT), "north", 3)
    assert lines == [
        "This removes your history of north: 9 events, 7 answers of them.",
        "From 25 Nov 2026 to 25 Nov 2026.",
        "With it 2 exams, 1 of which asked other decks too.",
        "It is removed from 3 copies as well.",
        "Decks and settings stay. This cannot be undone.",
    ]
    assert forget_lines(Chosen(0, 0, 0, 0, None, None), "", 1)[1] == "1 copy of it will be deleted."


def test_salvage_names_what_is_missing() -> None:
    assert salvage_words(Saved(5, 0, ())) == "5 events can be read, no number between them is missing"
    gaps = tuple(Gap("a", n, n + 1) for n in range(1, 20, 3))
    assert salvage_words(Saved(5, 2, gaps)) == (
        "5 events can be read, 2 more are in backups, 14 events missing "
        "(a-1 to 2, a-4 to 5, a-7 to 8, a-10 to 11, a-13 to 14 and 2 more)"
    )
