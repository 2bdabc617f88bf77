"""Response and question in, verdict out. Pure: the same verdict in every mode and every face.

A new question type gets a response class where the present ones do not fit, and a case in `mark`.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from alliance_tutor.deck.questions import Question
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.responses import Picked, Response, Typed
from alliance_tutor.text import harmless, one_line

NEAR_RATIO = 0.8


class Outcome(StrEnum):
    """What marking says; `SELF` leaves it to the learner."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What marking says of a response.

    `credit` is 0..1, None where the learner marks. `given` and `key` are single lines as they are shown;
    `compared` holds what was compared where that differs from what was typed. `near` asks the learner
    whether a small slip should count.
    """

    outcome: Outcome
    credit: float | None
    given: str
    key: str
    compared: str = ""
    near: bool = False


def mark(question: Question, response: Response | None) -> Verdict:
    """The verdict on `response`; None, or nothing typed, means that the answer was only looked at."""
    key = one_line(question.answer)
    match response:
        case Picked(option) if 0 <= option < len(question.options):
            return _picked(question, option, key)
        case Typed(text) if text.strip() and question.typed:
            return _typed(question, text, key)
        case _:
            return Verdict(Outcome.SELF, None, "", key)


def counted(verdict: Verdict) -> Verdict:
    """A near miss that the learner lets count."""
    return Verdict(Outcome.RIGHT, 1.0, verdict.given, verdict.key, verdict.compared)


def suggest(verdict: Verdict) -> Rating:
    """The rating that a verdict suggests: wrong or partly → Again, since Hard is a pass; else Good."""
    return Rating.AGAIN if verdict.outcome in (Outcome.WRONG, Outcome.PARTLY) else Rating.GOOD


def _picked(question: Question, option: int, key: str) -> Verdict:
    chosen = question.options[option]
    outcome = Outcome.RIGHT if chosen.right else Outcome.WRONG
    return Verdict(outcome, float(chosen.right), one_line(chosen.text), key)


def _typed(question: Question, text: str, key: str) -> Verdict:
    given = harmless(" ".join(text.split()))
    wanted = [key, *map(one_line, question.accept)]
    folded = fold(given, case=question.case_sensitive)
    compared = folded if folded != given else ""
    keys = [fold(each, case=question.case_sensitive) for each in wanted]
    if given in wanted or (folded and folded in keys):  # a key of quotes or dashes alone folds to nothing
        return Verdict(Outcome.RIGHT, 1.0, given, key, compared)
    near = any(nearly(folded, each) for each in keys)
    return Verdict(Outcome.WRONG, 0.0, given, key, compared, near)


_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_-]|(?<![\u3041-\u30ff])\u30fc")
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›ʻʼ′]")
_GAPS = re.compile(
    r"(?<=\d)(?P<span>\s*-[\s-]*)(?=\d)|(?<=\d)(?P<space>\s+)(?=\d)|^\s*(?P<minus>-)(?=[.,]?\d)|[\s-]+"
)
_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}(?!\d))")
_EDGES = re.compile(r"^(?:[;:!?]|[.,](?!\d))+|[.,;:!?]+$")
_DIGITS = re.compile(r"\d+")
_MONTHS = re.compile("january|february|march|april|may|june|july|august|september|october|november|december")
_LETTERS_WITH_MARKS = ("LATIN", "GREEK")


def fold(text: str, *, case: bool = False) -> str:
    """`text` as it is compared: NFKC, caseless unless `case`, spaces, dashes, quotes and diacritics folded.

    Diacritics fall from Latin and Greek letters and ё becomes е; й, Hangul and kana keep theirs, which
    make other letters. Between digits a dash or a space stays, but for thousands: 1950-53 is not 195053;
    so does a minus or a decimal point at the start. Folding twice gives the same as folding once.
    """
    text = unicodedata.normalize("NFKC", text.replace("´", ""))  # which NFKC takes for a space with an accent
    text = text if case else unicodedata.normalize("NFKC", text.casefold())
    text = _DASHES.sub("-", _QUOTES.sub("", text))
    text = _without_marks(_GAPS.sub(_joined, text))
    return _EDGES.sub("", _THOUSANDS.sub("", text))


def nearly(given: str, key: str) -> bool:
    """Whether two folded texts differ by a slip; four letters are too few to tell.

    Digits must agree, and one month is no slip for another.
    """
    if min(len(given), len(key)) < 5 or _DIGITS.findall(given) != _DIGITS.findall(key):
        return False
    months, wanted = _MONTHS.findall(given.casefold()), _MONTHS.findall(key.casefold())
    if months and wanted and months != wanted:
        return False
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, given, key, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR_RATIO and matcher.ratio() >= NEAR_RATIO


def _joined(gap: re.Match[str]) -> str:
    """What stays of spaces and dashes."""
    if gap["space"]:
        return " "
    return "-" if gap["span"] or gap["minus"] else ""


def _without_marks(text: str) -> str:
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            base = character
        elif _drops_marks(base):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _drops_marks(base: str) -> bool:
    return base in ("е", "Е") or unicodedata.name(base or " ", "").startswith(_LETTERS_WITH_MARKS)
