"""The answers to each question in order, as far as they count: what the schedule is fitted to."""

import sqlite3
from collections.abc import Iterator

from alliance_tutor.journal.caches import groups_in
from alliance_tutor.journal.entries import CODE, COUNTS, DAY_SHIFT, RESET
from alliance_tutor.memory.rating import Rating

History = list[tuple[int, Rating]]
"""Answers in order, each its study day as an ordinal and its rating."""

_RATINGS = {int(each): each for each in Rating}


def histories_in(db: sqlite3.Connection) -> Iterator[tuple[str, History]]:
    """Each question that has an answer, with its answers; those before its last reset are left out."""
    groups, places, _ = groups_in(db)
    for question, group in groups.items():
        numbers = iter(group)
        history: History = []
        for _, _, what in places.in_sequence(list(zip(numbers, numbers, numbers, strict=True))):
            code = what & CODE
            if code == RESET:
                history = []
            elif code in _RATINGS and what & COUNTS:
                history.append((what >> DAY_SHIFT, _RATINGS[code]))
        if history:
            yield question, history
