"""Response and question in, verdict out. Pure: the same verdict in every mode and every face.

A new question type gets a response class where the present ones do not fit, and a case in `mark`.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.memory.rating import Rating
from alliance_tutor.study.folding import fold, without_article
from alliance_tutor.study.near import nearly, other_layout
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked, Typed
from alliance_tutor.text import harmless, one_line

_WHOLE = re.compile(r"0|[1-9]\d*")  # 007 is a name, not a number


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
    whether a small slip should count; `note` is a line for the learner, such as what was right in a wrong
    answer. `overruled` says that the learner turned what marking had said.
    """

    outcome: Outcome
    credit: float | None
    given: str
    key: str
    compared: str = ""
    near: bool = False
    note: str = ""
    overruled: bool = False


def mark(question: Question, response: Response | None) -> Verdict:
    """The verdict on `response`.

    None, nothing typed, ticked or paired, and a response that does not fit the question's form or has a
    place that is not there, mean that the answer was only looked at.
    """
    key = one_line(question.answer)
    match question.form, response:
        case Form.PICK, Picked(option) if _is_place(option, question.options):
            return _picked(question, option, key)
        case Form.TICK, Ticked(options) if options and all(
            _is_place(each, question.options) for each in options
        ):
            return _ticked(question, options, key)
        case Form.ARRANGE, Arranged(order) if order and sorted(order) == [*range(len(question.items))]:
            return _arranged(question, order, key)
        case Form.PAIR, Paired(options) if _is_pairing(options, question):
            return _paired(question, options, key)
        case Form.TYPED, Typed(text) if text.strip():
            return _typed(question, harmless(" ".join(text.split())), key)
        case _:
            return Verdict(Outcome.SELF, None, "", key)


def counted(verdict: Verdict) -> Verdict:
    """A near miss that the learner lets count."""
    return Verdict(Outcome.RIGHT, 1.0, verdict.given, verdict.key, verdict.compared)


def overruled(verdict: Verdict) -> Verdict:
    """The verdict as the learner turns it: wrong or partly right to right, right to wrong.

    Turned twice it is not what it was where it was partly right. What the learner marks stays as it is.
    """
    if verdict.outcome is Outcome.SELF:
        return verdict
    right = verdict.outcome is not Outcome.RIGHT
    outcome = Outcome.RIGHT if right else Outcome.WRONG
    return replace(verdict, outcome=outcome, credit=float(right), near=False, note="", overruled=True)


def suggest(verdict: Verdict) -> Rating:
    """The rating that a verdict suggests: wrong or partly → Again, since Hard is a pass; else Good."""
    return Rating.AGAIN if verdict.outcome in (Outcome.WRONG, Outcome.PARTLY) else Rating.GOOD


def ticking_rule(question: Question) -> str:
    """How ticking all that apply is marked, in one sentence for the learner."""
    right = sum(option.right for option in question.options)
    earns, costs = (f"1/{count}" if count > 1 else "1" for count in (right, len(question.options) - right))
    return f"Each right one earns {earns}, each wrong one costs {costs}; never below 0."


def _is_place(place: int, row: tuple[object, ...]) -> bool:
    return 0 <= place < len(row)


def _is_pairing(options: tuple[int | None, ...], question: Question) -> bool:
    """Whether every item got its place in `options`, or none, and at least one got some."""
    given = [option for option in options if option is not None]
    return (
        len(options) == len(question.items) == len(question.partners)
        and bool(given)
        and all(_is_place(option, question.options) for option in given)
    )


def _picked(question: Question, option: int, key: str) -> Verdict:
    chosen = question.options[option]
    return _by_credit(int(chosen.right), 1, one_line(chosen.text), key)


def _ticked(question: Question, ticked: frozenset[int], key: str) -> Verdict:
    """Each right tick earns 1/right options, each wrong one costs 1/wrong options, with 0 as the least.

    That is R-exams' `exams_eval(partial = TRUE, negative = FALSE, rule = "false")`
    (https://search.r-project.org/CRAN/refmans/exams/html/exams_eval.html): ticking all earns nothing.
    """
    right = sum(option.right for option in question.options)
    wrong = len(question.options) - right
    hits = sum(question.options[place].right for place in ticked)
    misses = len(ticked) - hits
    earned = max(0, hits * max(wrong, 1) - misses * max(right, 1))
    given = "; ".join(one_line(question.options[place].text) for place in sorted(ticked))
    note = f"{hits} of {right} right ones ticked" + (f", {misses} wrong" if misses else "")
    return _by_credit(earned, max(right, 1) * max(wrong, 1), given, key, note)


def _arranged(question: Question, order: tuple[int, ...], key: str) -> Verdict:
    """The credit is the share of pairs of items in the right order: (1 + τ) / 2 with Kendall's τ."""
    pairs = len(order) * (len(order) - 1) // 2
    in_order = pairs - _inversions(order)
    given = " → ".join(one_line(question.items[place]) for place in order)
    note = f"{in_order} of {pairs} pairs stand in the right order"
    return _by_credit(in_order, pairs, given, key, note) if pairs else _by_credit(1, 1, given, key)


def _paired(question: Question, options: tuple[int | None, ...], key: str) -> Verdict:
    """The credit is the share of items that got their partner."""
    hits = sum(given == partner for given, partner in zip(options, question.partners, strict=True))
    given = "; ".join(
        f"{one_line(item)} — {one_line(question.options[option].text)}"
        for item, option in zip(question.items, options, strict=True)
        if option is not None
    )
    return _by_credit(hits, len(options), given, key, f"{hits} of {len(options)} are right")


def _typed(question: Question, given: str, key: str) -> Verdict:
    marked = None
    if question.ref.type == "numeric":
        marked = _numeric(question, given, key)
    elif question.ref.type == "date":
        marked = _dated(question, given, key)
    return marked or _worded(question, given, key)


def _worded(question: Question, given: str, key: str) -> Verdict:
    wanted = [key, *map(one_line, question.accept)]
    case = question.case_sensitive
    folded = fold(without_article(given, question.language), case=case)
    compared = folded if folded != given else ""
    keys = [fold(without_article(each, question.language), case=case) for each in wanted]
    if given in wanted or (folded and folded in keys):  # a key of quotes or dashes alone folds to nothing
        return Verdict(Outcome.RIGHT, 1.0, given, key, compared)
    if (counted := _counted_out(given, key)) is not None:
        return counted
    if any(nearly(given, each, case=case) for each in wanted):
        return Verdict(Outcome.WRONG, 0.0, given, key, compared, near=True)
    if any(other_layout(given, each) for each in wanted):
        note = "typed in another keyboard layout?"
        return Verdict(Outcome.WRONG, 0.0, given, key, compared, near=True, note=note)
    return Verdict(Outcome.WRONG, 0.0, given, key, compared)


def _counted_out(given: str, key: str) -> Verdict | None:
    """The verdict where the key is a whole number and `given` says just that: `ninety`, `20 years`."""
    if not _WHOLE.fullmatch(fold(key)):
        return None
    from alliance_tutor.study import numbers

    wanted = numbers.exact(fold(key))
    try:
        reading = numbers.read(given)
    except ValueError:
        return None
    if wanted is None or wanted not in reading.values:
        return None
    if not reading.around:
        return Verdict(Outcome.RIGHT, 1.0, given, key, numbers.shown(wanted))
    note = "only the number was compared"
    return Verdict(Outcome.WRONG, 0.0, given, key, numbers.shown(wanted), near=True, note=note)


def _numeric(question: Question, given: str, key: str) -> Verdict | None:
    """The verdict on a typed number; None where the question's key is none."""
    from alliance_tutor.study import numbers  # decimal takes 3 ms of a start that marks no number

    wanted, tolerance = numbers.exact(question.key), numbers.exact(question.tolerance or "0")
    if wanted is None or tolerance is None:
        return None
    try:
        reading = numbers.read(given, question.unit)
    except ValueError as unreadable:
        return Verdict(Outcome.WRONG, 0.0, given, key, note=str(unreadable))
    match = numbers.match(reading, wanted, tolerance, question.unit)
    read = " or ".join(map(numbers.shown, [match.value] if match else reading.values))
    compared = read if read != given else ""
    if match and match.unit_known:
        return Verdict(Outcome.RIGHT, 1.0, given, key, compared)
    note = "the unit was not compared" if match else ""
    return Verdict(Outcome.WRONG, 0.0, given, key, compared, near=bool(match), note=note)


_RIGHT_PARTS = ("", "the year is right", "the year and the month are right")


def _dated(question: Question, given: str, key: str) -> Verdict | None:
    """The verdict on a typed date, with credit for leading parts; None where the question's key is none."""
    from alliance_tutor.study import dates  # only where a date is marked

    wanted = dates.exact(question.key)
    if wanted is None:
        return None
    try:
        days = dates.read(given, question.language)
    except ValueError as unreadable:
        return Verdict(Outcome.WRONG, 0.0, given, key, note=str(unreadable))
    right = max(dates.right_parts(day, wanted) for day in days)
    closest = [str(day) for day in days if dates.right_parts(day, wanted) == right]
    read = " or ".join(closest[:1] if right else closest)
    verdict = _by_credit(right, wanted.precision, given, key, _RIGHT_PARTS[min(right, 2)])
    if not right and all(day.year is None for day in days):
        verdict = replace(verdict, note="the year is missing")
    elif not right and all(day.year is not None and day.year < 100 for day in days):
        verdict = replace(verdict, note="write the year in full")
    return replace(verdict, compared=read if read != given else "")


def _by_credit(earned: int, whole: int, given: str, key: str, note: str = "") -> Verdict:
    """Right for all that could be earned, wrong for nothing, else partly; a right one needs no `note`."""
    if earned == whole:
        return Verdict(Outcome.RIGHT, 1.0, given, key)
    outcome = Outcome.PARTLY if earned else Outcome.WRONG
    return Verdict(outcome, earned / whole, given, key, note=note)


def _inversions(order: tuple[int, ...]) -> int:
    """How many pairs stand in the wrong order."""
    seen: list[int] = []
    count = 0
    for place in order:
        at = bisect_right(seen, place)
        count += len(seen) - at
        seen.insert(at, place)
    return count
