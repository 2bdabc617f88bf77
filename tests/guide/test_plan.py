"""The figures of the page on plans are those of the program."""

import re

from alliance_tutor import guide
from alliance_tutor.desk.plans import MORE_MINUTES
from alliance_tutor.journal.entries import LONGEST_MS
from alliance_tutor.memory.forecast import ENOUGH_ANSWERS, LATER
from alliance_tutor.memory.forecast import MORE_MINUTES as FORESEEN_MINUTES
from alliance_tutor.settings import Settings

PAGE = " ".join(guide.read("plan").split())
TEN, FIVE = 10, 5


def test_figures_are_the_programs() -> None:
    assert f"{LATER} days later" in PAGE
    assert f"fewer than {ENOUGH_ANSWERS} of them" in PAGE
    assert (MORE_MINUTES, FORESEEN_MINUTES) == (TEN, TEN)
    assert PAGE.count("ten more minutes") == 2
    assert LONGEST_MS == FIVE * 60_000
    assert "five minutes at most" in PAGE
    assert f"ends at {Settings().rollover_hour} in the morning" in PAGE


def test_nothing_is_promised() -> None:
    assert not re.search(r"guarant|will pass|optimal|ensure|best possible", PAGE.casefold())
