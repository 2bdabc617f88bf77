"""An exam as a person reads of it, the same words on screens, in line mode and on paper. Pure.

What comes from a deck is made harmless here; it is plain text afterwards, not Markdown.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.insight import quizzing
from alliance_tutor.insight.wording import SIGNS, date_words, minutes_words, number, percent, single
from alliance_tutor.memory.studyday import Moment, moment_text
from alliance_tutor.study.blueprint import Terms, is_self_marked
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.grading import Outcome
from alliance_tutor.study.marking import Marked
from alliance_tutor.study.notes import in_words
from alliance_tutor.study.paper import Paper
from alliance_tutor.study.score import Score, Sureness, Tally
from alliance_tutor.text import one_line

if TYPE_CHECKING:
    from alliance_tutor.study.attempt import Attempt, Stage

NO_LEVEL = "no level"
SELF_MARKS = "0, ½ or 1"
_EXACT = 0.005  # a prediction that is nearer than half a percent was right
_SECOND = 1000


class Row(NamedTuple):
    """What was reached in a part of an exam; `label` is a harmless line."""

    label: str
    tally: Tally


# Before and during the sitting


def heading(title: str, decks: str) -> str:
    """`Mock exam · History and Cooperation`; `decks` is in words."""
    return " · ".join(part for part in (single(title), decks) if part)


def first_page(paper: Paper, terms: Terms, titles: Titles) -> list[str]:
    """What is said before the clock runs: sentence by sentence what is asked, how long, and marked how."""
    own = sum(is_self_marked(item.question) for item in paper.items)
    lines = [f"{number(len(paper.items), 'question')} from {titles.decks(paper.blueprint.decks)}."]
    lines += [*time_rules(terms), clock_policy(terms)]
    lines.append("Every answer is on disk at once, and can be changed until you hand in.")
    lines += marking_rules(terms)
    if own:
        lines.append(f"{number(own, 'answer')} you mark yourself at the end, with {SELF_MARKS}.")
    return [*lines, f"Seed {paper.seed}: with the same decks it gives the same paper."]


def time_rules(terms: Terms) -> list[str]:
    """How long the exam takes, and each question."""
    extra = f", extra time × {terms.extra:g} included" if terms.extra != 1 else ""
    whole = [f"{_capital(in_words(terms.limit))}{extra}."] if terms.limit else []
    each = [f"{_capital(in_words(terms.item_limit))} for each question{extra}."] if terms.item_limit else []
    return [*whole, *each] or ["No time limit."]


def clock_policy(terms: Terms) -> str:
    """What the clock does when nobody looks."""
    runs_on = "The clock runs on while the program is closed"
    if not terms.limit and not terms.item_limit:
        paused = "can be paused" if terms.pause else "cannot be paused"
        return f"{runs_on}, and {paused}; the time used is told at the end."
    ends = "When the time is over, what stands there is handed in."
    if terms.pause:
        return f"{runs_on}, unless you pause it. {ends}"
    return f"{runs_on}, and cannot be paused. {ends}"


def marking_rules(terms: Terms) -> list[str]:
    """How answers are marked, where it is not simply by what is right."""
    lines: list[str] = []
    if terms.certainty:
        lines.append(
            "You say how sure you are of each answer: sure and right earns most, sure and wrong least."
        )
    elif terms.negative:
        lines.append(
            f"A wrong answer costs {percent(terms.negative)} of its points; one left open costs nothing."
        )
    if terms.cut_score is not None:
        lines.append(f"Passed from {_percentage(terms.cut_score)} on.")
    return lines


def clock_words(ms: int) -> str:
    """A stretch of time as a clock shows it: `18:42`, `1:18:42`; what has begun of a second counts as one."""
    minutes, seconds = divmod(max(0, -(-ms // _SECOND)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def left_words(attempt: "Attempt") -> str:
    """`18:42 left`, or without a limit `12:03 used`."""
    if attempt.progress.terms.limit:
        return f"{clock_words(attempt.left)} left"
    return f"{clock_words(attempt.elapsed // _SECOND * _SECOND)} used"


def time_left(attempt: "Attempt") -> str:
    """The time left in words, of the question too if it has its own; empty where there is no limit."""
    terms = attempt.progress.terms
    whole = [f"{_capital(in_words(attempt.left))} left."] if terms.limit else []
    own = [f"{_capital(in_words(attempt.item_left))} left for this question."] if terms.item_limit else []
    return " ".join([*whole, *own])


def time_told(attempt: "Attempt") -> str:
    """The time used and left in words: `12 minutes used. 18 minutes left.`"""
    used = f"{_capital(in_words(attempt.elapsed))} used."
    return f"{used} {time_left(attempt) or 'There is no limit.'}"


def numbers_words(numbers: Iterable[int]) -> str:
    """Numbers in order, runs of three and more in short: `1, 2, 5–9`."""
    runs = [
        [each for _, each in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)


def open_words(attempt: "Attempt") -> list[str]:
    """What is unanswered or flagged, to be told before it is handed in."""
    unanswered, flagged = attempt.unanswered, attempt.flagged
    lines = ["All questions are answered."]
    if unanswered:
        lines = [f"{number(len(unanswered), 'question')} without an answer: {numbers_words(unanswered)}."]
    if flagged:
        lines.append(f"Flagged: {numbers_words(flagged)}.")
    return lines


def changed_words(numbers: Sequence[int]) -> str:
    """That decks have changed since the exam began; empty where they have not."""
    if not numbers:
        return ""
    which = (
        f"Question {numbers[0]} stays as it"
        if len(numbers) == 1
        else (f"Questions {numbers_words(numbers)} stay as they")
    )
    return f"The decks have changed since this exam began. {which} stood then."


# What it came to


def score_line(score: Score) -> str:
    """`14 of 20 points · 70 %`; where certainty was asked the share is marked by it."""
    if score.share is None:
        return f"{score.right} of {len(score.answers)} right; the questions are worth no points"
    share = percent(score.share) + (" by certainty" if score.sureness else "")
    return f"{_points(score.points)} of {_points(score.most)} points · {share}"


def range_line(score: Score) -> str:
    """The range of the share: `of all such questions: 48–85 %`; empty where there is none."""
    if score.credit is None:
        return ""
    return f"of all such questions: {round(score.low * 100)}–{round(score.high * 100)} %"


def prediction_line(score: Score) -> str:
    """What was predicted and how far off it was; empty where nothing was."""
    if score.predicted is None or score.difference is None:
        return ""
    off = round(abs(score.difference) * 100)
    told = f"you predicted {percent(score.predicted)}"
    if abs(score.difference) < _EXACT:
        return f"{told}, and so it was"
    high = "high" if score.difference > 0 else "low"
    return f"{told}: {number(max(1, off), 'percentage point')} too {high}"


def passed_line(score: Score, terms: Terms) -> str:
    """`passed: 60 % were needed`; empty without a pass mark."""
    if score.passed is None or terms.cut_score is None:
        return ""
    return f"{'passed' if score.passed else 'not passed'}: {_percentage(terms.cut_score)} were needed"


def self_marked_line(score: Score) -> str:
    """How many points the learner gave; empty where that was asked of none."""
    if not score.self_most:
        return ""
    return f"{_points(score.self_points)} of the points you gave yourself, of {_points(score.self_most)}"


def time_line(score: Score) -> str:
    """The time used, in all and for a question: `18 min used · 55 s a question`."""
    each = score.ms / max(1, len(score.answers))
    return f"{minutes_words(score.ms)} used · {minutes_words(round(each))} a question"


def result_lines(score: Score, terms: Terms) -> list[str]:
    """All that is said of the whole, a line each, what does not apply left out."""
    lines = [score_line(score), range_line(score), passed_line(score, terms), prediction_line(score)]
    lines += [time_line(score), self_marked_line(score)]
    return [line for line in lines if line]


def certainty_lines(sureness: Sureness) -> list[str]:
    """Each certainty with what was right, what it earned, and what the two tell of each other."""
    said = [level for level in reversed(sureness.levels) if level.n]
    levels = [f"{quizzing.CERTAINTIES[level.certainty]} {level.n}: {level.right} right" for level in said]
    average, bonus = quizzing.signed(sureness.average), quizzing.signed(100 * sureness.bonus)
    earned = (
        f"Marks by certainty: {average} a question, 3 at best. "
        f"They change the score by {bonus} percentage points."
    )
    return [*(["   ".join(levels)] if levels else []), earned, *quizzing.calibration(sureness.levels)]


def by_part(score: Score, titles: Titles) -> list[Row]:
    """What was reached in each part of the blueprint, in its order; empty where there is one alone."""
    rows = [Row(titles.cell(cell), tally) for cell, tally in score.cells]
    return rows if len(rows) > 1 else []


def by_topic(score: Score, titles: Titles) -> list[Row]:
    """What was reached by topic, the weakest first."""
    return [Row(titles.place(tally.deck, tally.name), tally) for tally in score.topics]


def by_level(score: Score) -> list[Row]:
    """What was reached by level, the weakest first; empty where no question has one."""
    named = any(tally.name for tally in score.levels)
    return [Row(single(tally.name) or NO_LEVEL, tally) for tally in score.levels if named]


def by_type(score: Score) -> list[Row]:
    """What was reached by type of question, the weakest first."""
    return [Row(single(tally.name), tally) for tally in score.types]


def tally_words(tally: Tally) -> str:
    """`3 of 6 points · 50 %`."""
    earned = f"{_points(tally.points)} of {_points(tally.most)} points"
    return f"{earned} · {percent(max(0.0, tally.share))}" if tally.most else earned


# One answer


def given(answer: Marked) -> str:
    """What was answered, as a harmless line."""
    return "not answered" if answer.blank else f"you: {single(answer.verdict.given)}"


def key(answer: Marked) -> str:
    """What is right, as a harmless line."""
    return f"it is: {one_line(answer.question.answer)}"


def outcome(answer: Marked) -> str:
    """`✗ wrong`, `~ partly 50 %`, and who says so where it is not the program."""
    if answer.blank:
        return "not answered"
    verdict = answer.verdict
    words = SIGNS[verdict.outcome] or "not marked yet"
    if verdict.outcome is Outcome.PARTLY:
        words += f" {percent(answer.credit)}"
    if verdict.overruled:
        return f"{words} by your ruling"
    return f"{words}, marked by you" if answer.self_marked and not answer.to_mark else words


def earned(answer: Marked) -> str:
    """What it earned, how sure the learner was, and the time: `1 of 2 points · sure · 40 s`."""
    sure = answer.certainty and quizzing.CERTAINTIES[answer.certainty]
    points = f"{_points(answer.points)} of {_points(answer.question.points)} points"
    return " · ".join(part for part in (points, sure, minutes_words(answer.ms)) if part)


# Exams in a list


def date_line(moment: Moment) -> str:
    """The learner's date of an instant, such as `23 Nov 2026`."""
    try:
        return date_words(moment_text(moment)[:10])
    except OverflowError:  # a year that no calendar of Python's holds
        return "n.d."


def history_line(title: str, handed_in: Moment, score: Score) -> str:
    """`23 Nov 2026 · Mock exam · 14 of 20 points · 70 % (48–85 %) · predicted 80 % · passed`."""
    parts = [date_line(handed_in), single(title), score_line(score)]
    if score.credit is not None:
        parts[-1] += f" ({round(score.low * 100)}–{round(score.high * 100)} %)"
    parts += [f"predicted {percent(score.predicted)}"] if score.predicted is not None else []
    parts += [] if score.passed is None else ["passed" if score.passed else "not passed"]
    return " · ".join(parts)


def running_words(stage: "Stage", left: int | None) -> str:
    """Where an exam stands that is not done; `left` is its time left in ms, None without a limit."""
    match str(stage):
        case "predicting" | "marking":
            return "handed in, the result waits"
        case _ if left == 0:
            return "the time is over, the result waits"
        case "paused":
            return "paused" if left is None else f"paused, {in_words(left)} left"
    return "no time limit" if left is None else f"{in_words(left)} left"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _points(points: float) -> str:
    """Points with at most two decimals and a true minus sign."""
    return f"{round(points, 2) + 0.0:.2f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


def _percentage(mark: float) -> str:
    return f"{mark:g} %"
