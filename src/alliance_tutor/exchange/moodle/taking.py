"""Moodle's questions → cards: what a card cannot say is named."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from alliance_tutor.deck.numbers import digits
from alliance_tutor.deck.option_order import logical_order
from alliance_tutor.deck.values import shown
from alliance_tutor.exchange.gathering import Gathering, Path
from alliance_tutor.exchange.markup import from_plain
from alliance_tutor.exchange.moodle.numbers import as_number, exact, is_kept
from alliance_tutor.exchange.moodle.question import WHOLE, Answer, Kind, MoodleQuestion
from alliance_tutor.exchange.moodle.tags import fields_of
from alliance_tutor.text import one_line

NO_NOTES = "No notes for marking came with this question."
"""What the notes of an essay say that had none: a card needs some."""

_LANGUAGE = "en"
"""In whose words months are read: that of a deck which does not say."""
_NEAR = 0.01  # per cent


class _Refused(Exception):
    """A question that makes no card; the message says why."""


class _Made(NamedTuple):
    """A card's own keys by its type, its explanation, what was lost, and what is to be mended."""

    card: dict[str, Any]
    explanation: str = ""
    notes: tuple[str, ...] = ()
    hand: str = ""


def take(gathering: Gathering, question: MoodleQuestion, path: Path = ()) -> None:
    """Put a question into the deck, as a card or as a passage to read, or refuse it."""
    fields = fields_of(question.tags)
    if question.kind is Kind.DESCRIPTION:
        notes = ("it is what is read before the questions of its category", *question.notes)
        gathering.passage(path, question.text, id=question.id, line=question.line, notes=notes)
        return
    try:
        made = _MAKERS[question.kind](question)
    except _Refused as refusal:
        title = f"{question.kind} “{shown(question.name or one_line(question.text))}”"
        gathering.refuse(title, str(refusal), question.line)
        return
    gathering.add(
        {
            "prompt": question.text,
            **made.card,
            "explanation": made.explanation,
            "hint": question.hint,
            "points": question.points,
            **fields,
        },
        name=question.name,
        id=question.id,
        path=path,
        line=question.line,
        notes=(*question.notes, *made.notes),
        hand=made.hand,
    )


def _choice(question: MoodleQuestion) -> _Made:
    options = [answer for answer in question.answers if answer.text.strip()]
    notes = ["without an option that has no text"] if len(options) < len(question.answers) else []
    right = [option for option in options if option.weight >= (WHOLE if question.single else 0.001)]
    wrong = [option for option in options if option not in right]
    once = list({option.text: option for option in reversed(wrong)}.values())[::-1]
    if len(once) < len(wrong):
        notes.append("without an option that stands there twice")
        wrong = once
    if not right:
        raise _Refused("no option is right")
    if not wrong:
        raise _Refused("no option is wrong")
    explanation = _joined([question.feedback, *(option.feedback for option in right)])
    distractors = [{"text": option.text, "why": option.feedback} for option in wrong]
    texts = [option.text for option in options]
    in_order = not question.shuffle and logical_order(texts, _LANGUAGE) == (*range(len(texts)),)
    if not question.shuffle and not in_order:
        notes.append("its options had an order of their own, and are shuffled here")
    card = {"distractors": distractors, "shuffle": not in_order}
    if question.single and len(right) == 1:
        notes += _unlike(wrong)
        return _Made({"type": "choice", "answer": right[0].text, **card}, explanation, tuple(notes))
    if question.single:
        notes += ["several options are right, each by itself: all of them are asked for", *_unlike(wrong)]
    else:
        notes += _uneven(right, wrong)
    if any(option.feedback for option in right):
        notes.append("feedback on right options is part of the explanation")
    answers = tuple(option.text for option in right)
    return _Made({"type": "multiple-response", "answers": answers, **card}, explanation, tuple(notes))


def _true_false(question: MoodleQuestion) -> _Made:
    true, false = question.answers
    right, wrong = (true, false) if true.weight > false.weight else (false, true)
    notes = ("feedback on the wrong answer is part of the explanation",) if wrong.feedback else ()
    explanation = _joined([question.feedback, right.feedback, wrong.feedback])
    return _Made({"type": "true-false", "answer": right is true}, explanation, notes)


def _short(question: MoodleQuestion) -> _Made:
    right, notes = _wholly_right(question.answers)
    exact = [answer for answer in right if not _has_wildcard(answer.text)]
    for answer in right:
        if answer not in exact:
            notes.append(f"without the answer “{shown(answer.text)}”, whose * stands for anything")
    texts = list(dict.fromkeys(_plain(answer.text) for answer in exact if answer.text.strip()))
    if not texts:
        raise _Refused("; ".join(["no answer that can be compared is wholly right", *notes]))
    card = {
        "type": "short-answer",
        "answer": texts[0],
        "accept": tuple(texts[1:]),
        "case_sensitive": question.case_sensitive,
    }
    return _Made(card, _joined([question.feedback, *(answer.feedback for answer in right)]), tuple(notes))


def _numeric(question: MoodleQuestion) -> _Made:
    right, notes = _wholly_right(question.answers)
    numbers = [(_number(answer.text), _number(answer.tolerance).copy_abs()) for answer in right]
    if not numbers:
        raise _Refused("; ".join(["no number is wholly right", *notes]))
    notes += [
        f"{number} has more digits than a number can have here"
        for number, _ in numbers
        if not is_kept(number)
    ]
    explanation = _joined([question.feedback, *(answer.feedback for answer in right)])
    numbers = list(dict.fromkeys(numbers))
    if len(numbers) == 1:
        answer, tolerance = map(as_number, numbers[0])
        card = {"type": "numeric", "answer": answer, "tolerance": tolerance, "unit": question.unit}
        return _Made(card, explanation, tuple(notes))
    if any(tolerance for _, tolerance in numbers):
        raise _Refused("several ranges of numbers are right")
    notes.append("several numbers are right: they are compared as text")
    first, *more = (digits(as_number(number)) for number, _ in numbers)
    return _Made({"type": "short-answer", "answer": first, "accept": tuple(more)}, explanation, tuple(notes))


def _match(question: MoodleQuestion) -> _Made:
    pairs = list(dict.fromkeys(pair for pair in question.pairs if pair[0].strip()))
    partners = {one_line(right) for _, right in pairs}
    loose = [right for left, right in question.pairs if not left.strip() and right.strip()]
    distractors = [text for text in dict.fromkeys(loose) if one_line(text) not in partners]
    notes = ["without a distractor that is a partner too"] if len(distractors) < len(set(loose)) else []
    if len(pairs) < 2:
        raise _Refused("there are fewer than two pairs")
    card = {"type": "matching", "pairs": tuple(pairs), "distractors": tuple(distractors)}
    return _Made(card, question.feedback, tuple(notes))


def _ordering(question: MoodleQuestion) -> _Made:
    items = tuple(item.text for item in question.answers if item.text.strip())
    notes = ("without an item that has no text",) if len(items) < len(question.answers) else ()
    explanation = _joined([question.feedback, *(item.feedback for item in question.answers)])
    return _Made({"type": "ordering", "items": items}, explanation, notes)


def _cloze(question: MoodleQuestion) -> _Made:
    card = {"type": "cloze", "prompt": "", "text": question.text, "typed": True}
    return _Made(card, question.feedback)


def _essay(question: MoodleQuestion) -> _Made:
    card = {
        "type": "open",
        "notes": question.marking,
        **({"lines": question.lines} if question.lines else {}),
    }
    if question.marking.strip():
        return _Made(card, question.feedback)
    if question.feedback.strip():
        return _Made({**card, "notes": question.feedback})
    return _Made(
        {**card, "notes": NO_NOTES},
        notes=("it has no notes for marking",),
        hand="write what a full answer says into `notes`",
    )


_MAKERS: dict[Kind, Callable[[MoodleQuestion], _Made]] = {
    Kind.CHOICE: _choice,
    Kind.TRUE_FALSE: _true_false,
    Kind.SHORT: _short,
    Kind.NUMERIC: _numeric,
    Kind.MATCH: _match,
    Kind.ESSAY: _essay,
    Kind.ORDERING: _ordering,
    Kind.CLOZE: _cloze,
}


def _unlike(wrong: Iterable[Answer]) -> list[str]:
    """What is lost of options that are neither wholly right nor worth nothing."""
    return [
        f"“{shown(one_line(option.text))}” was worth {_per_cent(option.weight)} and is wrong here"
        for option in wrong
        if option.weight
    ]


def _uneven(right: Sequence[Answer], wrong: Sequence[Answer]) -> list[str]:
    """What is lost of the weights of a question that asks for all that apply."""
    notes = []
    if any(abs(option.weight - 100 / len(right)) > _NEAR for option in right):
        weights = ", ".join(_per_cent(option.weight) for option in right)
        notes.append(f"the right options were worth {weights} and count alike here")
    if any(abs(option.weight + 100 / len(wrong)) > _NEAR for option in wrong):
        weights = ", ".join(dict.fromkeys(_per_cent(option.weight) for option in wrong))
        notes.append(f"a wrong option was worth {weights} and costs 1/{len(wrong)} here")
    return notes


def _wholly_right(answers: Iterable[Answer]) -> tuple[list[Answer], list[str]]:
    """The answers of a typed question that earn all, and what is lost of the others."""
    right, notes = [], []
    for answer in answers:
        if answer.weight >= WHOLE:
            right.append(answer)
            continue
        margin = "" if answer.tolerance in ("0", "") else f" ± {answer.tolerance}"
        text = shown(answer.text + margin)
        if answer.weight > 0:
            notes.append(f"“{text}” was worth {_per_cent(answer.weight)} and is wrong here")
        if answer.feedback:
            what = "any other answer" if answer.text.strip() == "*" else f"“{text}”"
            notes.append(f"without the feedback on {what}: “{shown(one_line(answer.feedback))}”")
    return right, notes


def _per_cent(weight: float) -> str:
    return f"{weight:.5g} %".replace("-", "−")


def _number(text: str) -> Decimal:
    number = exact(text or "0")
    if number is None:
        raise _Refused(f"“{shown(text)}” is no number that can be compared")
    return number


def _has_wildcard(text: str) -> bool:
    return "*" in text.replace("\\*", "")


def _plain(text: str) -> str:
    return from_plain(text.replace("\\*", "*"), inline=True).text


def _joined(texts: Iterable[str]) -> str:
    """Paragraphs of an explanation, each said once."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))
