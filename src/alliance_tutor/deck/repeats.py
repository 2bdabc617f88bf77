"""Options, items and pairs of one card that are the same, so that nobody could tell them apart."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from alliance_tutor.deck.fields import LONGEST_LIST
from alliance_tutor.deck.scanner import KeyPath


class Repeat(NamedTuple):
    """A part of a card that stands there before; `loc` leads to it from the card's table."""

    loc: KeyPath
    code: str
    message: str
    hint: str


class _Part(NamedTuple):
    loc: KeyPath
    value: object
    name: str


def repeats(card: Mapping[str, Any]) -> Iterator[Repeat]:
    """Every repeat among a card's values, checked or not; parts that are no text are passed over."""
    options = [
        _Part(("answer",), card.get("answer"), "the answer"),
        *_parts(card, "answers", "answer"),
        *_parts(card, "distractors", "distractor"),
    ]
    partners = {_text(side.value): side.name for side in reversed(_sides(card, 1, "right"))}
    yield from _repeated(options, partners, "E133", "options must differ")
    yield from _repeated(_parts(card, "items", "item"), {}, "E137", "items must differ")
    yield from _repeated(_sides(card, 0, "left"), {}, "E137", "left sides must differ; right sides need not")


def _repeated(parts: Iterable[_Part], seen: dict[str, str], code: str, hint: str) -> Iterator[Repeat]:
    for part in parts:
        text = _text(part.value)
        if text and text in seen:
            yield Repeat(part.loc, code, f"{part.name} is the same as {seen[text]}", hint)
        seen.setdefault(text, part.name)


def _parts(card: Mapping[str, Any], key: str, name: str) -> list[_Part]:
    value = card.get(key)
    if not isinstance(value, (list, tuple)) or len(value) > LONGEST_LIST:
        return []
    return [_Part((key, index), part, f"{name} {index + 1}") for index, part in enumerate(value)]


def _sides(card: Mapping[str, Any], side: int, name: str) -> list[_Part]:
    return [
        _Part((*pair.loc, side), pair.value[side], f"the {name} side of {pair.name}")
        for pair in _parts(card, "pairs", "pair")
        if isinstance(pair.value, (list, tuple)) and len(pair.value) == 2
    ]


def _text(value: object) -> str:
    """What is compared of a text or a distractor, empty for anything else."""
    if not isinstance(value, str):
        value = value.get("text") if isinstance(value, dict) else getattr(value, "text", "")
    return " ".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else ""
