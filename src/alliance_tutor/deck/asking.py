"""What each type of card asks. Loaded only where decks are parsed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliance_tutor.deck import cloze
from alliance_tutor.deck.months import in_words
from alliance_tutor.deck.numbers import digits, margin, with_unit
from alliance_tutor.deck.questions import Option

if TYPE_CHECKING:
    from alliance_tutor.deck.cards import (
        AnyCard,
        ChoiceCard,
        DateCard,
        MatchingCard,
        MultipleResponseCard,
        NumericCard,
        OpenCard,
        OrderingCard,
        ShortAnswerCard,
        TrueFalseCard,
    )

    _AskedOnce = (
        ChoiceCard
        | MultipleResponseCard
        | TrueFalseCard
        | ShortAnswerCard
        | NumericCard
        | DateCard
        | OrderingCard
        | MatchingCard
        | OpenCard
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question of a card asks; `part` is what follows the card's id in the question's.

    The other fields are those of a `Question`.
    """

    prompt: str
    answer: str
    part: str = ""
    accept: tuple[str, ...] = ()
    case_sensitive: bool = False
    typed: bool = False
    options: tuple[Option, ...] = ()
    shuffle: bool = True
    items: tuple[str, ...] = ()
    partners: tuple[int, ...] = ()
    key: str = ""
    tolerance: str = ""
    unit: str = ""
    hint: str = ""
    lines: int = 0


def asked_of(card: "AnyCard", language: str) -> Iterator[Asked]:
    """What a card asks; numbers and dates are shown in the words of the deck's language, a BCP 47 tag."""
    if card.type == "basic":
        yield Asked(card.prompt, card.answer, hint=card.hint)
        if card.reverse:
            # The hint helps with the answer, which here is given.
            yield Asked(card.answer, card.prompt, part="#reverse")
    elif card.type == "cloze":
        yield from _gaps(card.text, typed=card.typed, hint=card.hint)
    else:
        yield _asked_once(card, language)


def _asked_once(card: "_AskedOnce", language: str) -> Asked:
    match card.type:
        case "choice":
            return _choice(card)
        case "multiple-response":
            return _multiple_response(card)
        case "true-false":
            return _true_false(card)
        case "short-answer":
            return _short_answer(card)
        case "numeric":
            return _numeric(card, language)
        case "date":
            answer = in_words(card.answer, language)
            return Asked(card.prompt, answer, typed=True, key=card.answer, hint=card.hint)
        case "ordering":
            return Asked(card.prompt, " → ".join(card.items), items=card.items, hint=card.hint)
        case "matching":
            return _matching(card)
        case "open":
            return Asked(card.prompt, card.notes, hint=card.hint, lines=card.lines)


def _gaps(text: str, *, typed: bool, hint: str) -> Iterator[Asked]:
    gaps = cloze.parse(text)
    for number in gaps.numbers:
        yield Asked(gaps.prompt(number), gaps.answer(number), part=f"#c{number}", typed=typed, hint=hint)


def _choice(card: "ChoiceCard") -> Asked:
    options = (
        Option(card.answer, True),
        *(Option(wrong.text, False, wrong.why) for wrong in card.distractors),
    )
    return Asked(card.prompt, card.answer, options=options, shuffle=card.shuffle, hint=card.hint)


def _multiple_response(card: "MultipleResponseCard") -> Asked:
    options = (
        *(Option(right, True) for right in card.answers),
        *(Option(wrong.text, False, wrong.why) for wrong in card.distractors),
    )
    answer = "; ".join(card.answers)
    return Asked(card.prompt, answer, options=options, shuffle=card.shuffle, hint=card.hint)


def _true_false(card: "TrueFalseCard") -> Asked:
    options = (Option("True", card.answer), Option("False", not card.answer))
    answer = "True" if card.answer else "False"
    return Asked(card.prompt, answer, options=options, shuffle=False, hint=card.hint)


def _short_answer(card: "ShortAnswerCard") -> Asked:
    return Asked(
        card.prompt,
        card.answer,
        accept=card.accept,
        case_sensitive=card.case_sensitive,
        typed=True,
        hint=card.hint,
    )


def _numeric(card: "NumericCard", language: str) -> Asked:
    key = digits(card.answer)
    return Asked(
        card.prompt,
        with_unit(key, card.unit, language),
        typed=True,
        key=key,
        tolerance=margin(card.answer, card.tolerance),
        unit=card.unit.strip(),
        hint=card.hint,
    )


def _matching(card: "MatchingCard") -> Asked:
    partners = list(dict.fromkeys(partner for _, partner in card.pairs))
    return Asked(
        card.prompt,
        "; ".join(f"{item} — {partner}" for item, partner in card.pairs),
        options=(
            *(Option(partner, True) for partner in partners),
            *(Option(wrong, False) for wrong in card.distractors),
        ),
        items=tuple(item for item, _ in card.pairs),
        partners=tuple(partners.index(partner) for _, partner in card.pairs),
        hint=card.hint,
    )
