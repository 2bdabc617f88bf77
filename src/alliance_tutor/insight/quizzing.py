"""A quiz's result as a person reads it, the same words on screens and in line mode. Pure.

What comes from a deck is made harmless here; it is plain text afterwards, not Markdown.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from alliance_tutor.insight.wording import SIGNS, minutes_words, percent
from alliance_tutor.study.answered import Answered
from alliance_tutor.study.certainty import WINDOWS, Certainty, Judgement, Level, marks
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.result import Result, Sureness
from alliance_tutor.text import one_line

CERTAINTIES: Mapping[Certainty, str] = MappingProxyType(
    {Certainty.GUESS: "guess", Certainty.FAIRLY: "fairly", Certainty.SURE: "sure"}
)
"""What a learner says to be, by certainty."""
HOW_SURE = "how sure?"
_SAID = {Certainty.GUESS: "guessing", Certainty.FAIRLY: "fairly sure", Certainty.SURE: "sure"}
_JUDGED = {
    Judgement.SLIGHTLY_OVER: "a little too sure",
    Judgement.OVER: "too sure",
    Judgement.SLIGHTLY_UNDER: "could be a little surer",
    Judgement.UNDER: "could be surer",
}


def score(result: Result) -> str:
    """`14 of 20 right · 70 %`; where some were partly right the share counts their credit."""
    if not result.n:
        return "nothing was answered"
    if result.share is None:
        return f"knew {result.right} of {result.n}"
    return f"{result.right} of {result.n} right · {percent(result.share)}"


def effort(result: Result) -> str:
    """The time of all answers, and how often missed questions were asked again: `8 min · 3 asked again`."""
    again = f" · {result.retries} asked again" if result.retries else ""
    return minutes_words(result.ms) + again


def levels(sureness: Sureness) -> str:
    """Each certainty that was said, the surest first: `sure 8: 7 right   guess 5: 2 right`."""
    said = [level for level in reversed(sureness.levels) if level.n]
    return "   ".join(f"{CERTAINTIES[level.certainty]} {level.n}: {level.right} right" for level in said)


def earned(sureness: Sureness) -> str:
    """The marks by certainty, in all and a question: `Marks by certainty: 14 of 60, 0.7 a question.`"""
    questions = sureness.most // Certainty.SURE
    average = signed(sureness.marks / questions)
    return f"Marks by certainty: {signed(sureness.marks)} of {sureness.most}, {average} a question."


def calibration(of: Sequence[Level]) -> list[str]:
    """What certainty and right answers tell of each other, in sentences; none where nothing was said."""
    said = [level for level in of if level.n]
    judged = [_judged(level) for level in said if level.judgement is not Judgement.FITS]
    return judged or ["How sure you were fits what was right."] if said else []


def marks_words(answered: Answered) -> str:
    """What an answer earned by its certainty: `sure: −6 marks`; empty where that was not asked."""
    if answered.certainty is None or answered.blank:
        return ""
    earned = marks(answered.credit, answered.certainty)
    plus = "+" if earned > 0 else ""
    return f"{CERTAINTIES[answered.certainty]}: {plus}{signed(earned)} {'mark' if earned == 1 else 'marks'}"


def given(answered: Answered) -> str:
    """What was answered, as a harmless line."""
    if answered.blank:
        return "not answered"
    if not answered.verdict.given:
        return f"you marked it {'right' if answered.marked.credit else 'wrong'}"
    return f"you: {answered.verdict.given}"


def key(answered: Answered) -> str:
    """What is right, as a harmless line."""
    return f"it is: {one_line(answered.question.answer)}"


def outcome(answered: Answered) -> str:
    """`✗ wrong`, `~ partly 50 %`, and whether the learner ruled so."""
    verdict = answered.verdict
    words = SIGNS[verdict.outcome]
    if verdict.outcome is Outcome.PARTLY:
        words += f" {percent(answered.credit)}"
    return words + (" by your ruling" if verdict.overruled else "")


def signed(amount: float) -> str:
    """A number with a true minus sign and at most one decimal: `−6`, `2.5`; never `−0`."""
    return f"{round(amount, 1) + 0.0:g}".replace("-", "\N{MINUS SIGN}")


def _judged(level: Level) -> str:
    low, high = WINDOWS[level.certainty]
    limit = f"below {percent(low)}" if level.share < low else f"above {percent(high)}"
    judged = _JUDGED[level.judgement]
    return f"When {_SAID[level.certainty]}, {percent(level.share)} was right, {limit}: {judged}."
