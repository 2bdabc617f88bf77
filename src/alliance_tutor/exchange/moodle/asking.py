"""Cards → Moodle's questions: the nearest that keeps the fact, and what it does not say is named."""

import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from alliance_tutor.deck import cloze
from alliance_tutor.deck.cards import (
    AnyCard,
    BasicCard,
    ChoiceCard,
    ClozeCard,
    DateCard,
    Deck,
    MatchingCard,
    MultipleResponseCard,
    NumericCard,
    OpenCard,
    OrderingCard,
    ShortAnswerCard,
    TrueFalseCard,
)
from alliance_tutor.deck.identity import card_id
from alliance_tutor.deck.months import in_words
from alliance_tutor.deck.numbers import LARGEST, digits, margin
from alliance_tutor.deck.option_order import logical_order
from alliance_tutor.exchange.blocks import parsed
from alliance_tutor.exchange.founding import founded
from alliance_tutor.exchange.markup import from_plain, to_html, to_words
from alliance_tutor.exchange.moodle.numbers import settled
from alliance_tutor.exchange.moodle.question import Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle.tags import tags_of
from alliance_tutor.exchange.naming import numbered

BLANK = "_____"
"""What Moodle shows in place of a missing word."""

_LONGEST_TYPED = 60
"""How long an answer may be that is to be typed as it stands."""

_USUAL_LINES = OpenCard.model_fields["lines"].default

_WEIGHED = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)
"""Into how many equal parts Moodle divides a mark."""


class Written(NamedTuple):
    """What a card becomes: its questions, what they do not say, or why there is none."""

    questions: tuple[MoodleQuestion, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str = ""


class Made(NamedTuple):
    """The questions of a card, each with the number of the gap that it asks for (0 where there are none)."""

    questions: tuple[tuple[int, MoodleQuestion], ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str = ""


Maker = Callable[[Any, str], Made]
"""What a card of a type becomes, in the language of its deck."""


class Asker:
    """Turns a deck's cards into questions with ids of their own.

    `holds` says what the format has a place for: `hint`, `points`, `case`, `shuffle`, `unit`, `marking`,
    `lines`. `own` are makers for the types that the format has a better form for.
    """

    def __init__(self, deck: Deck, holds: Container[str], own: Mapping[str, Maker] | None = None) -> None:
        self._makers = {**_MAKERS, **(own or {})}
        self._language = deck.language
        self._sources = {source.id: source for source in deck.sources}
        self._holds = holds
        self._taken = {card_id(card) for card in deck.cards}

    def written(self, card: AnyCard) -> Written:
        """A card as Moodle's questions; whom it is by and its sources are part of the feedback."""
        made = self._makers[card.type](card, self._language)
        if why := made.refusal or _why_not(made.questions):
            return Written(refusal=why)
        tags, lost = tags_of(card)
        lost += _without_place(card, self._holds)
        notes = [*made.notes, *([f"without {', '.join(lost)}"] if lost else [])]
        if grounds := founded(card, self._sources):
            notes.append("whom it is by and its sources are part of the feedback")
        if "marking" not in self._holds and any(question.marking for _, question in made.questions):
            notes.append("its notes for marking are part of the feedback, which learners see")
        if "unit" not in self._holds and any(question.unit for _, question in made.questions):
            notes.append("the unit is part of the prompt")
        questions = [
            question._replace(
                feedback="\n\n".join(filter(None, [self._told(question), card.explanation, grounds])),
                marking=question.marking if "marking" in self._holds else "",
                tags=tags,
                hint=card.hint if "hint" in self._holds else "",
                points=card.points if "points" in self._holds else 1,
                id=id,
                name=id,
            )
            for id, question in self._with_ids(card, made)
        ]
        if "shuffle" in self._holds:
            questions = [_in_order(question, self._language) for question in questions]
        if "unit" not in self._holds:
            questions = [_with_unit(question) for question in questions]
        return Written(tuple(questions), tuple(notes))

    def _with_ids(self, card: AnyCard, made: Made) -> Iterator[tuple[str, MoodleQuestion]]:
        id = card_id(card)
        for number, question in made.questions:
            own = id if len(made.questions) == 1 else numbered(f"{id}-c{number}", self._taken)
            self._taken.add(own)
            yield own, question

    def _told(self, question: MoodleQuestion) -> str:
        """What is told after a question, besides the card's explanation."""
        return question.feedback if "marking" in self._holds else question.feedback or question.marking


def _one(question: MoodleQuestion, *notes: str) -> Made:
    return Made(((0, question),), notes)


def _basic(card: BasicCard, _language: str) -> Made:
    notes = ("it is asked in one direction",) if card.reverse else ()
    answer = to_words(card.answer)
    if len(card.answer) > _LONGEST_TYPED or "\n" in card.answer.strip():
        question = MoodleQuestion(Kind.ESSAY, card.prompt, marking=card.answer)
        return _one(question, "it is an essay, its answer for who marks it", *notes)
    question = MoodleQuestion(Kind.SHORT, card.prompt, (Answer(_starred(answer.text)),))
    return _one(question, "it is a short answer, to be typed", *answer.notes, *notes)


def _cloze(card: ClozeCard, _language: str) -> Made:
    gaps = cloze.parse(card.text)
    questions = []
    for number in gaps.numbers:
        answer = to_words(gaps.answer(number)).text
        text = "".join(_shown(piece, number) for piece in gaps.segments)
        questions.append((number, MoodleQuestion(Kind.SHORT, text, (Answer(_starred(answer)),))))
    count = len(questions)
    note = "it is a short answer" if count == 1 else f"its gaps are {count} short answers"
    return Made(tuple(questions), (f"{note}, to be typed",))


def _choice(card: ChoiceCard, _language: str) -> Made:
    answers = (Answer(card.answer), *(Answer(wrong.text, 0, wrong.why) for wrong in card.distractors))
    return _one(MoodleQuestion(Kind.CHOICE, card.prompt, answers, shuffle=card.shuffle))


def _multiple_response(card: MultipleResponseCard, _language: str) -> Made:
    right, wrong = len(card.answers), len(card.distractors)
    if right not in _WEIGHED:
        return Made(refusal=f"Moodle has no weight for {right} right options")
    costs = next((count for count in _WEIGHED if count >= wrong), _WEIGHED[-1])
    notes = (f"each wrong option costs 1/{costs}, not 1/{wrong}",) if costs != wrong else ()
    answers = (
        *(Answer(text, 100 / right) for text in card.answers),
        *(Answer(option.text, -100 / costs, option.why) for option in card.distractors),
    )
    question = MoodleQuestion(Kind.CHOICE, card.prompt, answers, single=False, shuffle=card.shuffle)
    return _one(question, *notes)


def _in_order(question: MoodleQuestion, language: str) -> MoodleQuestion:
    """A question whose options, if they are not shuffled, stand as a card shows them."""
    if question.shuffle or question.kind is not Kind.CHOICE:
        return question
    order = logical_order([answer.text for answer in question.answers], language)
    return question._replace(answers=tuple(question.answers[place] for place in order))


def _true_false(card: TrueFalseCard, _language: str) -> Made:
    answers = (Answer("true", 100 * card.answer), Answer("false", 100 * (not card.answer)))
    return _one(MoodleQuestion(Kind.TRUE_FALSE, card.prompt, answers))


def _short(card: ShortAnswerCard, _language: str) -> Made:
    texts = [to_words(text) for text in (card.answer, *card.accept)]
    return _typed(card.prompt, [text.text for text in texts], case=card.case_sensitive)


def _numeric(card: NumericCard, _language: str) -> Made:
    answer, width = digits(card.answer), margin(card.answer, card.tolerance) or "0"
    if len(width.partition(".")[0]) > len(str(LARGEST)) - 1:
        return Made(refusal="its tolerance is too large")
    tolerance = settled(width)
    notes = ["the tolerance is a number"] if isinstance(card.tolerance, str) else []
    notes += [f"the tolerance is {tolerance}, not {width}"] if tolerance != width else []
    answers = (Answer(answer, tolerance=tolerance),)
    return _one(MoodleQuestion(Kind.NUMERIC, card.prompt, answers, unit=card.unit.strip()), *notes)


def _date(card: DateCard, language: str) -> Made:
    words = to_words(in_words(card.answer, language)).text
    made = _typed(card.prompt, [words, card.answer])
    return made._replace(notes=("it is a short answer; the right year alone earns nothing",))


def _ordering(card: OrderingCard, _language: str) -> Made:
    pairs = tuple((item, str(place)) for place, item in enumerate(card.items, start=1))
    return _one(
        MoodleQuestion(Kind.MATCH, card.prompt, pairs=pairs),
        "it is a matching question: each item and its place",
    )


def _matching(card: MatchingCard, _language: str) -> Made:
    partners = [to_words(right) for _, right in card.pairs]
    rights = {partner.text for partner in partners}
    loose = [to_words(text) for text in card.distractors]
    wrong = dict.fromkeys(partner.text for partner in loose if partner.text not in rights)
    notes = dict.fromkeys(note for partner in (*partners, *loose) for note in partner.notes)
    if len(wrong) < len(loose):
        notes["without a distractor that reads like another partner"] = None
    pairs = (
        *((left, _as_text(right.text)) for (left, _), right in zip(card.pairs, partners, strict=True)),
        *(("", _as_text(text)) for text in wrong),
    )
    return _one(MoodleQuestion(Kind.MATCH, card.prompt, pairs=pairs), *notes)


def _open(card: OpenCard, _language: str) -> Made:
    return _one(MoodleQuestion(Kind.ESSAY, card.prompt, marking=card.notes, lines=card.lines))


_MAKERS: dict[str, Maker] = {
    "basic": _basic,
    "cloze": _cloze,
    "choice": _choice,
    "multiple-response": _multiple_response,
    "true-false": _true_false,
    "short-answer": _short,
    "numeric": _numeric,
    "date": _date,
    "ordering": _ordering,
    "matching": _matching,
    "open": _open,
}


def _typed(prompt: str, texts: Sequence[str], *, case: bool = False) -> Made:
    answers = tuple(Answer(_starred(text)) for text in dict.fromkeys(texts))
    return _one(MoodleQuestion(Kind.SHORT, prompt, answers, case_sensitive=case))


def _shown(piece: str | cloze.Gap, number: int) -> str:
    """A piece of a cloze text in the question that asks for the gaps of a number."""
    if isinstance(piece, str):
        return piece
    hint = f" ({piece.hint})" if piece.hint else ""
    return f"{BLANK}{hint}" if piece.number == number else piece.text


def _starred(text: str) -> str:
    """A text in which Moodle's `*` is only a star."""
    return text.replace("*", "\\*")


def _as_text(words: str) -> str:
    return from_plain(words, inline=True).text


def _with_unit(question: MoodleQuestion) -> MoodleQuestion:
    if not question.unit:
        return question
    return question._replace(text=f"{question.text.rstrip()} ({_as_text(question.unit)})", unit="")


def _without_place(card: AnyCard, holds: Container[str]) -> tuple[str, ...]:
    """The keys of a card that say something and that the format has no place for."""
    lost = {
        "hint": bool(card.hint) and "hint" not in holds,
        "points": card.points != 1 and "points" not in holds,
        "shuffle": not getattr(card, "shuffle", True) and "shuffle" not in holds,
        "case_sensitive": getattr(card, "case_sensitive", False) and "case" not in holds,
        "lines": card.type == "open" and card.lines != _USUAL_LINES and "lines" not in holds,
        "ignore": bool(card.ignore),
    }
    return tuple(key for key, is_lost in lost.items() if is_lost)


def _why_not(questions: Sequence[tuple[int, MoodleQuestion]]) -> str:
    """Why questions cannot be asked in Moodle though the card can be here; empty if they can."""
    for _, question in questions:
        if not parsed(question.text):
            return "its prompt shows nothing"
        if question.kind is Kind.ESSAY and not parsed(question.marking):
            return "what a full answer says shows nothing"
        shown = [_look(text) for text in _parts(question)]
        if "" in shown:
            return "a part of it shows nothing"
        if len(set(shown)) < len(shown):
            return "two parts of it look the same"
    return ""


def _parts(question: MoodleQuestion) -> list[str]:
    """The texts of a question that have to differ: options, answers, left sides."""
    if question.kind is Kind.MATCH:
        return [left or right for left, right in question.pairs]
    return [answer.text for answer in question.answers]


def _look(markdown: str) -> str:
    return unicodedata.normalize("NFKC", to_html(markdown, inline=True))
