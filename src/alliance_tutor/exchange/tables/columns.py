"""The columns of a table of cards, and what others call them."""

import re
from collections.abc import Iterable

from alliance_tutor.deck.values import did_you_mean, shown
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange.tables.layout import LEFT_OUT

COLUMNS = {
    "id": "the card's id",
    "type": "the card's type; without it: choice where there are distractors, cloze where there are gaps",
    "topic": "the title of its topic",
    "prompt": "what is asked; the text of a cloze card",
    "answer": "the answer; several on a line each; pairs as left :: right; the notes of an open card",
    "distractors": "wrong options, each on a line or in a column of its own; why one is wrong behind ::",
    "accept": "other answers that are right, each on a line",
    "tolerance": "how far off a number may be: 5000 or 5 %",
    "unit": "what a number counts",
    "case_sensitive": "true where capitals matter",
    "reverse": "true where a basic card is asked both ways",
    "typed": "true where gaps are typed",
    "shuffle": "false where options stand in one order",
    "lines": "how many lines an open question gets on paper",
    "hint": "help that may be asked for",
    "explanation": "why the answer is right",
    "sources": "each on a line: title :: publisher :: year :: address",
    "status": "documented, reported, claimed, disputed or assessment",
    "attributed_to": "who says so",
    "level": "recall, understanding or application",
    "when": "when it happened: 1948-10-12, 1948-10, 1948 or 1950..1953",
    "as_of": "the day for which a figure holds: 2026-03-01",
    "tags": "each on a line",
    "points": "what it is worth in an exam",
    "ignore": "codes of findings that are not wanted, each on a line",
    "reason": "why they are not",
}
"""Every column in the order in which they are written, with what it holds."""

ALIASES = {
    "question": "prompt",
    "term": "prompt",
    "front": "prompt",
    "text": "prompt",
    "back": "answer",
    "definition": "answer",
    "answers": "answer",
    "correct_answer": "answer",
    "distractor": "distractors",
    "wrong_answer": "distractors",
    "wrong_answers": "distractors",
    "back_extra": "explanation",
    "feedback": "explanation",
    "source": "sources",
    "tag": "tags",
}
"""Other names of columns."""

_MANY = frozenset({"distractors", "accept", "sources", "tags", "ignore"})
"""Columns that a table may have several of."""

_NUMBERED = re.compile(r"_?[0-9]{1,3}$")


def column(name: str) -> str:
    """The column that a name means, empty if none: `Wrong answer 2` is `distractors`."""
    words = re.sub(r"[\s_-]+", "_", name.strip().lower())
    for tried in (words, _NUMBERED.sub("", words)):
        found = tried if tried in COLUMNS else ALIASES.get(tried, "")
        if found and (tried == words or found in _MANY):
            return found
    return ""


def header(cells: Iterable[str]) -> tuple[str, ...]:
    """The columns that a first row names, `-` for each that is none; empty if it names no cards' columns.

    It does where it names what is asked and something else, and nothing twice that there is once.
    """
    named = tuple(column(cell) or LEFT_OUT for cell in cells)
    known = [name for name in named if name != LEFT_OUT]
    once = [name for name in known if name not in _MANY]
    is_header = "prompt" in known and len(set(known)) > 1 and len(set(once)) == len(once)
    return named if is_header else ()


def chosen(text: str) -> tuple[str, ...]:
    """The columns of an option, `prompt,answer,-,tags`. Raises UsageError for one that there is not."""
    names = []
    for part in text.split(","):
        name = LEFT_OUT if part.strip() in ("", LEFT_OUT) else column(part)
        if not name:
            hint = did_you_mean(part.strip(), COLUMNS) or f"there are: {', '.join(COLUMNS)}, and - for none"
            raise UsageError(f"there is no column {shown(part)}", hint=hint)
        names.append(name)
    if "prompt" not in names:
        raise UsageError("no column is the prompt", hint="say the columns in their order: prompt,answer")
    twice = next((name for name in names if names.count(name) > 1 and name not in {*_MANY, LEFT_OUT}), "")
    if twice:
        raise UsageError(
            f"the column {twice} stands there twice", hint=f"say {LEFT_OUT} for what is not read"
        )
    return tuple(names)
