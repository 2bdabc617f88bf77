"""Questions, answers and the summary as lines of text. Pure."""

from collections.abc import Mapping
from string import ascii_lowercase

from alliance_tutor.deck.questions import Question
from alliance_tutor.insight.wording import (
    SIGNS,
    citation_line,
    interval,
    minutes_words,
    number,
    status_line,
)
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.standing import Memory
from alliance_tutor.study.grading import Outcome, Verdict
from alliance_tutor.study.responses import Picked, Response
from alliance_tutor.study.session import Asked
from alliance_tutor.study.summary import Summary
from alliance_tutor.text import one_line, plain


def question_lines(asked: Asked, far: str, place: str) -> list[str]:
    """The question in hand; `far` is such as `3 of 20`, `place` where it belongs: `History: Early ties`."""
    flagged = ", flagged" if asked.standing.flagged else ""
    lines = ["", f"Question {far}{flagged}. {place}".rstrip(), ""]
    lines += plain(asked.question.prompt).split("\n")
    if asked.order:
        lines.append("")
        lines += [
            f"{label(shown)}. {one_line(asked.question.options[option].text)}"
            for shown, option in enumerate(asked.order)
        ]
    return [*lines, ""]


def label(shown: int) -> str:
    """The letter of an option by its place on show, from 0; after z come numbers."""
    return ascii_lowercase[shown] if shown < len(ascii_lowercase) else str(shown + 1)


def answer_prompt(asked: Asked) -> str:
    """What the line asks for that the learner is about to type."""
    if asked.order:
        last = len(asked.order)
        return f"Pick a to {label(last - 1)}, or 1 to {last}; an empty line shows the answer:"
    if asked.question.typed:
        return "Type the answer; an empty line shows it:"
    return "An empty line shows the answer:"


def answer_lines(question: Question, response: Response | None, verdict: Verdict, checked: str) -> list[str]:
    """The verdict in a word, the answer, why, how sure it is, and where it comes from.

    `checked` is the day on which the deck's facts were checked, `YYYY-MM-DD` or empty.
    """
    lines = ["", *_verdict_lines(question, response, verdict), *_key_lines(question)]
    if question.explanation:
        lines += ["", *plain(question.explanation).split("\n")]
    return [*lines, "", *source_lines(question, checked)]


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


def summary_lines(summary: Summary, tomorrow: int, new: int) -> list[str]:
    """What a sitting came to; `tomorrow` reviews will be due then, with up to `new` new questions."""
    coming = f"Tomorrow: {number(tomorrow, 'review')}" + (f", and up to {new} new." if new else ".")
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


def _verdict_lines(question: Question, response: Response | None, verdict: Verdict) -> list[str]:
    lines = [SIGNS[verdict.outcome]] if SIGNS[verdict.outcome] else []
    if verdict.given and verdict.outcome is not Outcome.RIGHT:
        lines.append(f"You {'picked' if isinstance(response, Picked) else 'wrote'}: {verdict.given}")
    if isinstance(response, Picked) and verdict.outcome is Outcome.WRONG:
        why = question.options[response.option].why
        lines += plain(why).split("\n") if why else []
    if verdict.compared:
        lines.append(f"Compared as: {verdict.compared}")
    if verdict.near and verdict.outcome is Outcome.WRONG:
        lines.append("That is near: if only a slip is between them, :count lets it count as right.")
    return lines


def _key_lines(question: Question) -> list[str]:
    first, *more = plain(question.answer).split("\n")
    return [f"The answer: {first}", *more]
