"""Cards as two sides, as flashcard programs have them: the nearest that keeps the fact."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from alliance_tutor.deck import cloze
from alliance_tutor.deck.cards import (
    AnyCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    DateCard,
    MatchingCard,
    MultipleResponseCard,
    NumericCard,
    OpenCard,
    OrderingCard,
    ShortAnswerCard,
    TrueFalseCard,
)
from alliance_tutor.deck.months import in_words
from alliance_tutor.deck.numbers import digits, with_unit
from alliance_tutor.exchange.blocks import Blocks, as_markdown, parsed, tidy
from alliance_tutor.exchange.markup import from_plain
from alliance_tutor.text import Block, Run, one_line


class Sides(NamedTuple):
    """What is asked and what is to be recalled, in deck Markdown, and what the card became by that."""

    front: str
    back: str
    notes: tuple[str, ...] = ()


def sides(card: AnyCard, language: str) -> tuple[Sides, ...]:
    """The sides of a card, of a cloze card those of each gap; `language` is its deck's."""
    return _MAKERS[card.type](card, language)


def lost(card: AnyCard, kept: Iterable[str]) -> list[str]:
    """The keys of a card that say something and are not among those that are kept."""
    keys = set(kept)
    found = [
        name
        for name, field in type(card).model_fields.items()
        if name not in keys and getattr(card, name) not in (field.default, "", ())
    ]
    has_why = isinstance(card, ChoiceCard | MultipleResponseCard) and any(
        each.why for each in card.distractors
    )
    return [*found, *(["why"] if has_why else [])]


ASKED = frozenset(
    {"type", "prompt", "text", "answer", "answers", "distractors", "items", "pairs", "notes", "unit"}
)
"""The keys that are on the sides."""


def _basic(card: BasicCard, _language: str) -> tuple[Sides, ...]:
    return (Sides(card.prompt, card.answer),)


def _cloze(card: ClozeCard, _language: str) -> tuple[Sides, ...]:
    text = cloze.parse(card.text)
    notes = () if len(text.numbers) == 1 else (f"its gaps are {len(text.numbers)} cards",)
    return tuple(Sides(_emptied(text, number), text.answer(number), notes) for number in text.numbers)


def _choice(card: ChoiceCard, _language: str) -> tuple[Sides, ...]:
    options = [card.answer, *(wrong.text for wrong in card.distractors)]
    return (Sides(_with_list(card.prompt, _sorted(options)), card.answer, (_LISTED,)),)


def _multiple_response(card: MultipleResponseCard, _language: str) -> tuple[Sides, ...]:
    options = [*card.answers, *(wrong.text for wrong in card.distractors)]
    return (Sides(_with_list(card.prompt, _sorted(options)), _list(card.answers), (_LISTED,)),)


def _true_false(card: TrueFalseCard, _language: str) -> tuple[Sides, ...]:
    return (Sides(card.prompt, "True" if card.answer else "False", (_RECALLED,)),)


def _typed(card: ShortAnswerCard, _language: str) -> tuple[Sides, ...]:
    return (Sides(card.prompt, card.answer, (_RECALLED,)),)


def _numeric(card: NumericCard, language: str) -> tuple[Sides, ...]:
    answer = with_unit(digits(card.answer), card.unit, language)
    return (Sides(card.prompt, from_plain(answer, inline=True).text, (_RECALLED,)),)


def _date(card: DateCard, language: str) -> tuple[Sides, ...]:
    return (Sides(card.prompt, in_words(card.answer, language), (_RECALLED,)),)


def _ordering(card: OrderingCard, _language: str) -> tuple[Sides, ...]:
    items = _list(card.items, numbered=True)
    return (
        Sides(_with_list(card.prompt, _sorted(card.items)), items, ("its items are listed, to be ordered",)),
    )


def _matching(card: MatchingCard, _language: str) -> tuple[Sides, ...]:
    rights = _sorted(dict.fromkeys([*(right for _, right in card.pairs), *card.distractors]))
    front = _with_list(card.prompt, [*(left for left, _ in card.pairs)], rights)
    pairs = [Block((*_runs(left), Run(" – "), *_runs(right)), "•") for left, right in card.pairs]
    return (Sides(front, as_markdown(tidy(pairs)), ("its items and partners are listed",)),)


def _open(card: OpenCard, _language: str) -> tuple[Sides, ...]:
    return (Sides(card.prompt, card.notes, ("its notes for marking are the answer",)),)


_LISTED = "its options are listed, and the right ones recalled"
_RECALLED = "its answer is recalled, not marked"

_MAKERS: dict[str, Callable[[Any, str], tuple[Sides, ...]]] = {
    "basic": _basic,
    "cloze": _cloze,
    "choice": _choice,
    "multiple-response": _multiple_response,
    "true-false": _true_false,
    "short-answer": _typed,
    "numeric": _numeric,
    "date": _date,
    "ordering": _ordering,
    "matching": _matching,
    "open": _open,
}


def _emptied(text: cloze.Cloze, number: int) -> str:
    """The text with a blank, or the hint, in place of the gaps of a number; as Markdown."""
    return "".join(
        piece
        if isinstance(piece, str)
        else (f"\\[{piece.hint or '…'}\\]" if piece.number == number else piece.text)
        for piece in text.segments
    )


def _sorted(texts: Iterable[str]) -> list[str]:
    """Texts in an order that tells nothing."""
    return sorted(texts, key=lambda text: (one_line(text).casefold(), text))


def _list(texts: Sequence[str], *, numbered: bool = False) -> str:
    return as_markdown(tidy(_items(texts, numbered=numbered)))


def _with_list(prompt: str, *lists: Sequence[str]) -> str:
    """A prompt with lists below it."""
    blocks: Blocks = parsed(prompt)
    for place, texts in enumerate(lists):
        parting = (Block((Run("–"),)),) if place else ()
        blocks = (*blocks, *parting, *_items(texts))
    return as_markdown(tidy(blocks))


def _items(texts: Sequence[str], *, numbered: bool = False) -> Blocks:
    return tuple(
        Block(_runs(text), f"{number}." if numbered else "•") for number, text in enumerate(texts, start=1)
    )


def _runs(text: str) -> tuple[Run, ...]:
    return tuple(run for block in parsed(text, inline=True) for run in block.runs)
