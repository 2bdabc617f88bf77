"""Questions, answers and the summary as lines of text. Pure."""

from collections.abc import Mapping

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight.wording import (
    SIGNS,
    citation_line,
    interval,
    minutes_words,
    number,
    percent,
    status_line,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory
from alliance_tutor.plain.forms import asked_lines, how, marked_lines
from alliance_tutor.study.difference import Kind, Piece, difference
from alliance_tutor.study.grading import Outcome, Verdict
from alliance_tutor.study.responses import Picked, Response, Typed
from alliance_tutor.study.session import Asked
from alliance_tutor.study.summary import Summary
from alliance_tutor.text import one_line, plain

NEAR = "That is near: if only a slip is between them, :count lets it count as right."
MOST_CHANGES = 3  # a listener cannot put more of them together
SHOWS = "an empty line shows the answer"


def question_lines(asked: Asked, far: str, place: str) -> list[str]:
    """The question in hand; `far` is such as `Question 3 of 20`, `place` as `aside.place` gives it."""
    flagged = ", flagged" if asked.standing.flagged else ""
    lines = ["", f"{far}{flagged}. {place}".rstrip(), ""]
    lines += plain(asked.question.prompt).split("\n")
    answers = asked_lines(asked)
    return [*lines, *([""] if answers else []), *answers, ""]


def answer_prompt(asked: Asked, empty: str = SHOWS) -> str:
    """What the line asks for that the learner is about to type; `empty` is what an empty one does."""
    way = how(asked)
    return f"{way}; {empty}:" if way else f"{empty[:1].upper()}{empty[1:]}:"


def answer_lines(
    question: Question, order: tuple[int, ...], response: Response | None, verdict: Verdict, checked: str
) -> list[str]:
    """The verdict in a word, the answer, why, how sure it is, and where it comes from.

    `order` is the options as they were listed, empty where that is not known any more; `checked` is the day
    on which the deck's facts were checked, `YYYY-MM-DD` or empty.
    """
    lines = ["", *verdict_lines(question, order, response, verdict), *key_lines(question)]
    if question.explanation:
        lines += ["", *plain(question.explanation).split("\n")]
    return [*lines, "", *source_lines(question, checked)]


def key_lines(question: Question) -> list[str]:
    """The answer, with what it is called."""
    first, *more = plain(question.answer).split("\n")
    return [f"The answer: {first}", *more]


def source_lines(question: Question, checked: str) -> list[str]:
    """The status of the fact and its sources, each with its link; `checked` as for `answer_lines`."""
    status = status_line(question, checked)
    lines = [f"Status: {status}"] if status else []
    for citation in question.citations:
        link = f". {citation.url}" if citation.url else ""
        lines.append(f"Source: {citation_line(citation)}{link}")
    return lines


def rating_lines(
    previews: Mapping[Rating, Memory], suggested: Rating | None, day: int, now: int
) -> list[str]:
    """The four ratings with the interval each gives; `day` is the study day, `now` UTC milliseconds."""
    return [
        f"{int(rating)} {rating.name.capitalize()}: {interval(previews[rating], day, now)}"
        + (", suggested" if rating is suggested else "")
        for rating in sorted(previews)
    ]


def rating_prompt(suggested: Rating | None) -> str:
    """What the line asks for once the answer is shown."""
    accepts = f"; an empty line takes {int(suggested)} {suggested.name.capitalize()}" if suggested else ""
    return f"Rate 1 to 4{accepts}:"


def summary_lines(summary: Summary, tomorrow: int, new: int, planned: str = "") -> list[str]:
    """What a sitting came to; `tomorrow` reviews will be due then, with up to `new` new questions.

    Where a plan decides instead, `planned` says what it has for tomorrow.
    """
    coming = f"Tomorrow: {number(tomorrow, 'review')}" + (f", and up to {new} new." if new else ".")
    coming = f"Tomorrow: {planned}." if planned else coming
    if not summary.answers:
        return ["", "Nothing was answered in this sitting.", coming]
    done = f"{number(summary.questions, 'question')}, {number(summary.answers, 'answer')}"
    first = f", {summary.new} of the questions new" if summary.new else ""
    lines = ["", f"{done} in {minutes_words(summary.ms)}{first}."]
    lines.append(", ".join(f"{count} {label}" for label, count in summary.counts if count) + ".")
    if summary.hard:
        lines.append("What was hard:")
    for question, times in summary.hard:
        lines.append(
            f"- {one_line(question.prompt)} {one_line(question.answer)} ({number(times, 'time')} again)"
        )
    return [*lines, coming]


def sign_line(verdict: Verdict) -> str:
    """The verdict in a word beside its sign, and whose ruling it is; empty where the learner marks."""
    sign = SIGNS[verdict.outcome]
    if verdict.outcome is Outcome.PARTLY and verdict.credit is not None:
        sign += f", {percent(verdict.credit)}"
    return f"{sign}, by your ruling" if sign and verdict.overruled else sign


def verdict_lines(
    question: Question, order: tuple[int, ...], response: Response | None, verdict: Verdict
) -> list[str]:
    """The verdict, what was given, and what is right and wrong of it; nothing where the learner marks."""
    if verdict.outcome is Outcome.SELF:
        return []
    lines = [sign_line(verdict)]
    wrong = verdict.outcome is not Outcome.RIGHT
    parts = marked_lines(question, order, response) if wrong else []
    if verdict.given and wrong and not parts:
        lines.append(f"You {'picked' if isinstance(response, Picked) else 'wrote'}: {verdict.given}")
    if verdict.note:
        lines.append(f"Note: {verdict.note}")
    if isinstance(response, Picked) and not question.options[response.option].right:
        why = question.options[response.option].why
        lines += plain(why).split("\n") if why else []
    lines += parts
    if isinstance(response, Typed):
        lines += _compared(question, verdict)
    return lines


def difference_line(given: str, key: str) -> str:
    """Where a typed answer leaves its key, letter by letter, in words; empty where too much differs.

    Of two texts that differ, what stands in the key is said first.
    """
    pieces = difference(given, key)
    if 2 * sum(len(piece.text) for piece in pieces if piece.kind is Kind.KEPT) <= len(key):
        return ""
    changes = _changes(pieces)
    return f"Letter by letter: {'; '.join(changes)}." if 0 < len(changes) <= MOST_CHANGES else ""


def _compared(question: Question, verdict: Verdict) -> list[str]:
    """Where a wrong answer differs, else what was compared where it is not what was typed."""
    if question.key:
        return [f"Read as: {verdict.compared}"] if verdict.compared else []
    differs = difference_line(verdict.given, verdict.key) if verdict.outcome is Outcome.WRONG else ""
    return [differs] if differs else [f"Compared as: {verdict.compared}"] if verdict.compared else []


def _changes(pieces: list[Piece]) -> list[str]:
    changes: list[str] = []
    before = ""
    while pieces:
        piece, *pieces = pieces
        if piece.kind is Kind.KEPT:
            before = (piece.text.split() or [piece.text])[-1]
            continue
        where = f"after “{before}”" if before else "at the start"
        if piece.kind is Kind.EXTRA and pieces and pieces[0].kind is Kind.MISSING:
            missing, *pieces = pieces
            changes.append(f"{where} comes “{missing.text}”, not “{piece.text}”")
            before = missing.text
        elif piece.kind is Kind.MISSING:
            changes.append(f"{where} “{piece.text}” is missing")
            before = piece.text
        else:
            changes.append(f"{where} “{piece.text}” is too much")
    return changes
