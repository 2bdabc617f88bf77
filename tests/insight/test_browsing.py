"""What lists of questions say of each."""

from dataclasses import replace

import pytest

from alliance_tutor.insight.browsing import (
    days_short,
    due_short,
    due_words,
    figure_name,
    figure_short,
    memory_lines,
    past_line,
    states,
)
from alliance_tutor.journal.browsing import Past
from alliance_tutor.journal.events import Event
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import UNSEEN, Memory, Stage, Standing
from alliance_tutor.study.search import Order

DAY = 739_943  # 23 November 2026
MEMORY = Memory(Stage.REVIEW, 0, 12.4, 6.28, DAY - 5, DAY + 7, 0, 12, 9, 2)
SEEN = Standing(MEMORY)


def due(days: int) -> Standing:
    return Standing(replace(MEMORY, due_day=DAY + days))


@pytest.mark.parametrize(
    ("standing", "short", "words"),
    [
        (UNSEEN, "new", "new"),
        (due(0), "today", "due today"),
        (due(1), "1 d", "due in 1 day"),
        (due(-3), "−3 d", "3 days overdue"),
        (due(200), "7 mo", "due in 6.6 months"),
        (due(1000), "2.7 y", "due in 2.7 years"),
        (replace(SEEN, suspended=True, flagged=True), "susp.", "suspended"),
        (replace(SEEN, buried_day=DAY), "buried", "buried today"),
        (Standing(replace(MEMORY, stage=Stage.LEARNING)), "steps", "learning"),
    ],
)
def test_when_a_question_comes_next_is_said_short_and_in_words(
    standing: Standing, short: str, words: str
) -> None:
    assert due_short(standing, DAY) == short
    assert due_words(standing, DAY) == words


@pytest.mark.parametrize(("days", "text"), [(0.5, "0.5 d"), (3.0, "3 d"), (12.4, "12 d"), (99, "99 d")])
def test_days_are_short(days: float, text: str) -> None:
    assert days_short(days) == text


@pytest.mark.parametrize(
    ("order", "text", "name"),
    [
        (Order.DECK, "95 %", "known"),
        (Order.DIFFICULTY, "6.3", "hard"),
        (Order.LAPSES, "2", "lapses"),
        (Order.STABILITY, "12 d", "stable"),
        (Order.ANSWERED, "5 d ago", "answered"),
    ],
)
def test_the_last_column_is_the_figure_that_sorts(order: Order, text: str, name: str) -> None:
    assert figure_short(order, SEEN, DAY, 0.95) == text
    assert figure_short(order, UNSEEN, DAY, None) == ""
    assert figure_name(order) == name


def test_states_name_all_that_holds() -> None:
    leech = Standing(replace(MEMORY, lapses=8, due_day=DAY), suspended=True, buried_day=DAY, flagged=True)
    assert states(leech, DAY) == ["due", "leech", "suspended", "buried today", "flagged"]
    assert states(SEEN, DAY) == []


def test_memory_is_told_figure_by_figure() -> None:
    assert memory_lines(SEEN, DAY, 0.95) == [
        "Next: 30 Nov 2026, in 7 days.",
        "Known now: 95 % likely.",
        "Stability: 12 days, until that is down to 90 %.",
        "Difficulty: 6.3 of 10.",
        "9 counted answers, 2 lapses.",
    ]
    assert memory_lines(due(-1), DAY, 0.9)[:2] == ["State: due.", "Next: 22 Nov 2026, 1 day ago."]
    assert memory_lines(UNSEEN, DAY, None) == ["State: new."]


@pytest.mark.parametrize(
    ("past", "line"),
    [
        (
            Past(
                Event("k3f9a2qd", 4, 1_795_000_000_000, 60, "reviewed", {"rating": 3, "ms": 12_000}),
                Rating.GOOD,
                SEEN,
            ),
            "18 Nov 2026 12:06 · studied · good · next after 12 days · 12 s · on k3f9a2qd",
        ),
        (
            Past(Event("d", 4, 0, 0, "answered", {"rating": 1, "counts": False}), Rating.AGAIN, SEEN),
            "1 Jan 1970 00:00 · quiz or exam · again · does not count · on d",
        ),
        (
            Past(Event("d", 4, 0, 0, "reviewed", {"rating": 1}), Rating.AGAIN, held=False),
            "1 Jan 1970 00:00 · studied · again · on d · taken back",
        ),
        (Past(Event("d", 4, 10**18, 0, "unheard-of", {})), f"{10**18} · unheard-of · on d"),
    ],
)
def test_what_happened_is_told_on_one_line(past: Past, line: str) -> None:
    assert past_line(past) == line
