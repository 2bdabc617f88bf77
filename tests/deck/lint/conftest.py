"""Decks checked on a fixed day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from alliance_tutor.deck.library import find
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.findings import Finding

TODAY = date(2026, 11, 23)
HEAD = """\
[deck]
id = "d"
title = "D"
sourced = true
[[topic]]
id = "t"
title = "T"
summary = "To be read first."
[[source]]
id = "s"
title = "S"
"""
WHOLE = """\
[[card]]
id = "c"
topic = "t"
prompt = "When was the treaty signed?"
answer = "6 July 1961"
explanation = "Five days before the one with China."
sources = ["s"]
status = "documented"
level = "recall"
"""

Found = Callable[..., list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Check decks, of which each is a text."""

    def checked(*decks: str, today: date = TODAY) -> list[Finding]:
        for number, text in enumerate(decks):
            (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
        return list(check(find([tmp_path], tmp_path / "none", tmp_path / "none"), today).findings)

    return checked


def told(findings: list[Finding]) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in findings]
