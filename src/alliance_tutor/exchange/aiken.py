"""Aiken, Moodle's simplest format: a question on one line, options `A. …`, and `ANSWER: B`."""

import re
import string
import unicodedata
from typing import NamedTuple
from zlib import crc32

from alliance_tutor.deck.cards import AnyCard, Deck
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.gathering import Gathering
from alliance_tutor.exchange.limits import decoded
from alliance_tutor.exchange.markup import from_plain, to_words
from alliance_tutor.exchange.report import Exported, Imported, Item, Outcome, Report, outcome_of
from alliance_tutor.text import plain

_OPTION = re.compile(r"([A-Z])[).]\s*(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")
_LETTERS = string.ascii_uppercase
_SHORTEST = 2
"""A line with fewer characters is passed over."""

_LOST = (
    "id",
    "topic",
    "explanation",
    "sources",
    "status",
    "attributed_to",
    "level",
    "when",
    "as_of",
    "tags",
    "hint",
    "points",
    "ignore",
)


class _Begun(NamedTuple):
    """A question whose answer has not come yet; each option with its letter."""

    line: int
    text: str
    options: tuple[tuple[str, str], ...] = ()


def read(data: bytes, name: str) -> Imported:
    """The deck of an Aiken file; faults have the line that Moodle names.

    Raises UsageError where the file is no text or has no question.
    """
    gathering = Gathering(name)
    begun: _Begun | None = None
    for number, line in enumerate(decoded(data).split("\n"), start=1):
        words = line.strip()
        option, answer = _OPTION.match(words), _ANSWER.match(words)
        if len(words) < _SHORTEST:
            continue
        if begun is None and (option or answer):
            gathering.refuse(f"line “{shown(words)}”", "there is no question before it", number)
        elif begun and option:
            begun = begun._replace(options=(*begun.options, (option[1], option[2])))
        elif begun and answer:
            _take(gathering, begun, answer[1], number)
            begun = None
        else:
            _refuse_begun(gathering, begun, number)
            begun = _Begun(number, words)
    _refuse_begun(gathering, begun, 0)
    return gathering.deck()


def _take(gathering: Gathering, begun: _Begun, answer: str, line: int) -> None:
    name = f"question “{shown(begun.text)}”"
    if len(begun.options) < 2:
        gathering.refuse(name, f"it has fewer than two options before its answer on line {line}", begun.line)
        return
    letters = _LETTERS[: len(begun.options)]
    notes = []
    if "".join(letter for letter, _ in begun.options) != letters:
        notes.append("its options are lettered anew, in their order, as Moodle does")
    place = letters.find(answer[:1]) if answer else -1
    if place < 0:
        gathering.refuse(name, f"“{shown(answer)}” on line {line} is none of its options", begun.line)
        return
    texts = [from_plain(text, inline=True).text for _, text in begun.options]
    key = texts.pop(place)
    distractors = [{"text": text} for text in dict.fromkeys(texts)]
    if len(distractors) < len(texts):
        notes.append("without an option that stands there twice")
    card = {
        "type": "choice",
        "prompt": from_plain(begun.text).text,
        "answer": key,
        "distractors": distractors,
    }
    gathering.add(card, line=begun.line, notes=notes)


def _refuse_begun(gathering: Gathering, begun: _Begun | None, line: int) -> None:
    if begun:
        where = f"before the next one on line {line}" if line else "before the file ends"
        gathering.refuse(f"question “{shown(begun.text)}”", f"it has no ANSWER: line {where}", begun.line)


def write(deck: Deck) -> Exported:
    """The choice cards of a deck as Aiken, the answer at a place that its id decides; the rest is refused."""
    made = [_written(card) for card in deck.cards]
    parts = [text for text, _ in made if text]
    notes = ("without everything but the texts of choice cards",)
    items = (Item(Outcome.CHANGED, f"deck {deck.id}", notes), *(item for _, item in made))
    return Exported(("\n\n".join(parts) + "\n" * bool(parts)).encode(), Report(items))


def _written(card: AnyCard) -> tuple[str, Item]:
    """A card as Aiken has it, empty if it cannot, and what became of it."""
    id = card_id(card)
    name = f"{card.type} {id}"
    match card.type:
        case "choice":
            key, wrong = card.answer, [option.text for option in card.distractors]
        case "true-false":
            key, wrong = ("True", ["False"]) if card.answer else ("False", ["True"])
        case _:
            why = f"Aiken has only questions with one right option, and this is {card.type}"
            return "", Item(Outcome.REFUSED, name, (why,), card=id)
    prompt = " ".join(plain(card.prompt).split())
    options = [to_words(text) for text in wrong]
    right = to_words(key)
    texts = [right.text, *(option.text for option in options)]
    if why := _why_not(prompt, texts):
        return "", Item(Outcome.REFUSED, name, (why,), card=id)
    notes = [note for option in (right, *options) for note in option.notes]
    if _OPTION.match(prompt) or _ANSWER.match(prompt):
        notes.append("“Question:” stands before its prompt, which would be read as an option")
        prompt = f"Question: {prompt}"
    lost = [key for key in _LOST if getattr(card, key) not in ("", (), None, 1)]
    lost += ["why"] if card.type == "choice" and any(option.why for option in card.distractors) else []
    notes += [f"without {', '.join(lost)}"] if lost else []
    # A place that is the same each time, and not always the first.
    place = crc32(prompt.encode()) % len(texts)
    shown_options = [*texts[1 : place + 1], texts[0], *texts[place + 1 :]]
    lines = [f"{letter}. {text}" for letter, text in zip(_LETTERS, shown_options, strict=False)]
    told = tuple(dict.fromkeys(notes))
    return "\n".join([prompt, *lines, f"ANSWER: {_LETTERS[place]}"]), Item(
        outcome_of(told), name, told, card=id
    )


def _why_not(prompt: str, options: list[str]) -> str:
    if len(options) > len(_LETTERS):
        return f"Aiken has letters for {len(_LETTERS)} options"
    if len(prompt) < _SHORTEST or not all(options):
        return "a text of it is too short for Aiken"
    return "two options of it look the same" if len(set(map(_look, options))) < len(options) else ""


def _look(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
