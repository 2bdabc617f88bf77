"""Gaps and typed answers that stand on their own card, and gaps that ask for too much."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.asking import Asked
from alliance_tutor.deck.lint.context import CheckedCard
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import STOP_WORDS, content, root, words
from alliance_tutor.deck.values import shown

_MOST_WORDS = 5
_MOST_GAPS = 3
_GAP = re.compile(r"\[[^\]]*\]")
_DRAWN = re.compile(r"\w{0,2}(?:[_.·\-*•]\s?){2,}\w?")
_OFFERED = re.compile(r"\bor\b|\bbetween\b|\beither\b|[/:;]", re.IGNORECASE)


@rule(
    "Q150",
    Severity.WARNING,
    "A gap or a typed answer stands elsewhere on its card, or its hint shows how many letters it has.",
    "It is answered by reading, and nothing is recalled.",
    types=("cloze", "short-answer"),
)
def gives_itself_away(card: CheckedCard) -> Iterator[Note]:
    """What is asked for stands in what is shown before the answer."""
    for asked in card.asked:
        if told := _told(card, asked):
            message, hint = told
            at = card.asks.find("{{" + asked.answer) if card.card.type == "cloze" else -1
            yield Note(message, hint, (card.asks_at,), at if at >= 0 else None)


@rule(
    "Q151",
    Severity.INFO,
    "A gap has more than five words, or a text more than three gaps.",
    "What is long is never recalled word for word, and of many gaps one tells another.",
    types=("cloze",),
)
def too_much(card: CheckedCard) -> Iterator[Note]:
    """Long gaps and many gaps."""
    if len(card.asked) > _MOST_GAPS:
        message = f"the text has {len(card.asked)} gaps"
        yield Note(message, "make several cards, each with one idea", ("text",))
    for asked in card.asked:
        if (count := len(words(asked.answer))) > _MOST_WORDS:
            at = card.asks.find("{{" + asked.answer)
            hint = "leave out the words that carry the fact"
            yield Note(
                f"the gap “{shown(asked.answer)}” has {count} words", hint, ("text",), at if at >= 0 else None
            )


def _told(card: CheckedCard, asked: Asked) -> tuple[str, str] | None:
    """Where the answer is said beforehand, and what to do."""
    answer = words(asked.answer)
    gap = _GAP.search(asked.prompt) if asked.part else None
    around = _GAP.sub(" ", asked.prompt) if asked.part else asked.prompt
    if asked.part and len(words(around)) < 2:
        return "nothing but the gap is left of the text", "write a sentence around it"
    if (
        gap
        and _DRAWN.fullmatch(inside := gap[0][1:-1])
        and len(re.sub(r"\s", "", inside)) == len(asked.answer)
    ):
        return f"“{shown(inside)}” shows how many letters are wanted", "give a hint in words, or none"
    if not any(len(word) > 2 and word not in STOP_WORDS for word in answer):
        return None
    if _stands_in(card, asked.answer, around) and not (not asked.part and _OFFERED.search(asked.prompt)):
        return (
            f"“{shown(asked.answer)}” stands in what is shown",
            "say it otherwise, or ask for something else",
        )
    told = [(gap[0], "the gap's hint")] if gap else []
    for text, name in [*told, (asked.hint, "the card's hint")]:
        if text and _stands_in(card, asked.answer, text):
            return f"{name} says “{shown(asked.answer)}”", "give a hint that leads there without saying it"
    return None


def _stands_in(card: CheckedCard, answer: str, text: str) -> bool:
    """Whether all of an answer's telling words stand in a text, of a single one any form."""
    said = words(text)
    wanted = words(answer)
    if f" {' '.join(wanted)} " in f" {' '.join(said)} ":
        return True
    if card.deck.language != "en":
        return False
    roots = content(answer)
    if not roots or any(word.isdigit() for word in wanted) or len(wanted) > len(roots) + 1:
        return False
    return all(len(each) > 3 for each in roots) and roots <= {root(word) for word in said}
