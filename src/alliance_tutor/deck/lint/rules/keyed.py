"""Keys that do not fit what is asked, and answers that are typed."""

import re
from collections.abc import Iterator

from alliance_tutor.deck.lint.context import CheckedCard
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.lint.rules.romanised import variants
from alliance_tutor.deck.lint.rules.rule import Note, rule
from alliance_tutor.deck.lint.words import Words, listed, one_of, words
from alliance_tutor.deck.values import shown

_COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NUMBER = rf"(?P<count>{'|'.join(_COUNTS)}|[2-9]|10)"
_PICK = re.compile(
    rf"\b(?:which|what|name|pick|choose|select|tick|mark|find) (?:the |any |all )?{_NUMBER}"
    r"(?! or )\b(?!\s?(?:%|percent|or more))",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    rf"\b(?:these|the|following) {_NUMBER}(?: (?!and\b)\w+){{0,4}} (?:in|by|from|into)\b", re.IGNORECASE
)
_MATCH = re.compile(rf"\b(?:match|pair) (?:each of )?(?:these|the|following) {_NUMBER}\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in |of |by |since )?(?:which|what) year\b|\bin the year\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:which|what) month\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:on |by |until )?(?:which|what) (?:exact )?(?:day|date)\b", re.IGNORECASE)
_QUESTION = re.compile(r"^(?:who|whom|whose|what|which|when|where|why|how)\b[^.]*\?\s*$", re.IGNORECASE)
_FORMS = ("a year", "a month", "a day")
_PEOPLE = one_of(
    """leader minister president premier general king queen author writer scientist composer painter poet
    physicist chemist philosopher secretary ambassador diplomat historian engineer explorer marshal admiral
    chancellor economist mathematician inventor person man woman"""
)
_WHO = re.compile(rf"^(?:who|whom)\b|\bwhich (?:\w+ ){{0,3}}(?:{_PEOPLE})\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]*\.?)? [A-Z][\w’'-]+")
_NO_SURNAME_LAST = listed(
    """kim pak park choe choi ri lee rhee ro roh no han jang jo cho chang an ahn o oh hong hwang moon mun paek
    baek yun yoon kang im lim so seo mao zhou deng xi li wang zhang chen liu hu jiang chiang zhu sun nguyen ho
    vo le tran pham king queen pope saint prince emperor empress tsar sultan lord lady sir the"""
)
"""Words that a name begins with that does not end with the surname."""
_ABOUT = re.compile(
    r"\b(?:about|roughly|approximately|around|nearly|almost|estimated?|estimates|an? average|on average)\b",
    re.IGNORECASE,
)


@rule(
    "Q101",
    Severity.WARNING,
    "The key does not fit what the prompt asks for: another count, a day for a year, or true for a question.",
    "Whoever gives what was asked for is marked wrong.",
    types=("multiple-response", "ordering", "matching", "date", "true-false"),
    languages=("en",),
)
def key_does_not_fit(card: CheckedCard) -> Iterator[Note]:
    """A count, a part of a date or a form of answer that is asked for and not keyed."""
    match card.card.type:
        case "multiple-response":
            yield from _count(
                card, _PICK, len(card.card.answers), ("right answer", "right answers"), "answers"
            )
        case "ordering":
            yield from _count(card, _IN_ORDER, len(card.card.items), ("item", "items"), "items")
        case "matching":
            yield from _count(card, _MATCH, len(card.card.pairs), ("pair", "pairs"), "pairs")
        case "date":
            yield from _part_of_date(card, card.card.answer)
        case "true-false" if _QUESTION.match(card.stem):
            message = "the prompt is a question that true or false does not answer"
            yield Note(message, "write a statement, or another type of card", ("prompt",))


@rule(
    "Q152",
    Severity.WARNING,
    "A typed answer lacks a known other spelling or the surname alone, or a rough number its tolerance.",
    "Whoever knows it and writes it otherwise is marked wrong.",
    types=("short-answer", "cloze", "numeric"),
    languages=("en",),
)
def one_spelling(card: CheckedCard) -> Iterator[Note]:
    """Typed answers with well-known variants that are not accepted."""
    if card.card.type == "numeric":
        if not card.card.tolerance and (match := _ABOUT.search(card.stem)):
            message = f"the prompt says “{match[0]}”, and only {shown(card.asked[0].answer)} is accepted"
            yield Note(message, 'write tolerance = "5 %", or how far off an answer may be', ("answer",))
        return
    for asked in card.asked:
        if not asked.typed:
            continue
        accepted = [words(text) for text in (asked.answer, *asked.accept)]
        loc = ("answer",) if card.card.type == "short-answer" else ("text",)
        if other := _other_spelling(words(asked.answer), accepted):
            message = f"“{shown(asked.answer)}” is also written “{other}”, which is not accepted"
            yield Note(message, "add the other spellings to `accept`", loc)
        elif (
            card.card.type == "short-answer"
            and (name := _surname(card, asked.answer))
            and (name,) not in accepted
        ):
            message = f"only the full name “{shown(asked.answer)}” is accepted, and not the surname"
            yield Note(message, f'write accept = ["{asked.answer.split()[-1]}"]', loc)


def _count(
    card: CheckedCard, pattern: re.Pattern[str], count: int, nouns: tuple[str, str], key: str
) -> Iterator[Note]:
    """A count in the prompt that is not that of the key."""
    asked = {
        _COUNTS.get(match["count"].casefold()) or int(match["count"]) for match in pattern.finditer(card.stem)
    }
    if len(asked) == 1 and count not in asked:
        (wanted,) = asked
        noun = nouns[count > 1]
        message = f"the prompt speaks of {wanted}, and the card has {count} {noun}"
        yield Note(message, "let the two agree", (key,))


def _part_of_date(card: CheckedCard, answer: str) -> Iterator[Note]:
    wanted = [index for index, pattern in enumerate((_YEAR, _MONTH, _DAY)) if pattern.search(card.stem)]
    given = answer.count("-")
    if wanted and given not in wanted and not (given == 2 and {0, 1} <= {*wanted}):
        if given > max(wanted) and max(wanted) == 1 and _YEAR.search(card.stem):
            return
        message = f"the prompt asks for {_FORMS[max(wanted)]}, and the answer is {_FORMS[given]}"
        hint = "a part of the date gets a part of the credit: ask for as much as the answer has"
        yield Note(message, hint, ("answer",))


def _other_spelling(answer: Words, accepted: list[Words]) -> str:
    """A known other spelling of a name in an answer, where no accepted one spells it otherwise."""
    for spelling, others in variants(answer):
        if not any(other in " ".join(text) for text in accepted for other in others):
            return f"{others[0].title() if others[0].isascii() else others[0]}" if spelling else ""
    return ""


def _surname(card: CheckedCard, answer: str) -> str:
    """The surname of the person that an answer names by the full name, caseless; empty if there is none."""
    if not _WHO.search(card.stem) or not _FULL_NAME.fullmatch(answer):
        return ""
    first, *_, last = answer.casefold().split()
    return "" if first in _NO_SURNAME_LAST or re.fullmatch(r"[ivx]+|jr|sr", last) else last
