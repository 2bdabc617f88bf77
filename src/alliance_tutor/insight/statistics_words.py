"""Statistics in words, the same on screens, in line mode and on the command line. Pure; plain text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from alliance_tutor.insight.statistics import (
    AHEAD_DAYS,
    RECENT_DAYS,
    WEEKS,
    Ahead,
    Calibration,
    Hard,
    Hardest,
    Mastered,
    Recall,
    Retention,
)
from alliance_tutor.insight.wording import date_words, digits, minutes_words, number, percent, rounded
from alliance_tutor.journal.tallies import DayTally
from alliance_tutor.memory.scheduler import LEECH_LAPSES
from alliance_tutor.study.plan_days import WEEKDAYS, short_date

NOTHING_YET = "Nothing has been answered here yet. Once you have studied, this shows what came of it."
_FITS = 0.005  # a half per cent either way is none to speak of


class Pane(StrEnum):
    """The pictures, in their order."""

    AHEAD = "Ahead"
    DAYS = "Days"
    YEAR = "Year"
    RETENTION = "Retention"
    MASTERY = "Mastery"
    CALIBRATION = "Calibration"
    HARDEST = "Hardest"


HEADINGS = {
    Pane.AHEAD: f"Questions that fall due: today and {AHEAD_DAYS - 1} days more",
    Pane.DAYS: f"Answers and minutes on each of the last {RECENT_DAYS} days",
    Pane.YEAR: "Answers on each day of a year",
    Pane.RETENTION: "True retention: recalled of what came back on a later day",
    Pane.MASTERY: "What you would recall now",
    Pane.CALIBRATION: "Recall as it was predicted, and as it came",
    Pane.HARDEST: "What you forgot most often",
}

EXPLANATION: Sequence[tuple[str, str]] = (
    ("Due", "Questions whose day has come, before daily limits; suspended ones never count."),
    (
        "Ahead",
        "What falls due on each day if nothing is forgotten and nothing new begun; what is overdue stands "
        "at today.",
    ),
    ("Answers", "All answers of a study day: study, quizzes and exams, learning steps too."),
    ("Minutes", "The time of these answers, five minutes at most for one."),
    ("Year", "A column a week from Monday, a row a weekday; the darker, the more answers."),
    (
        "True retention",
        "Of the first answers a day to questions past their learning steps, the share not rated Again. Near "
        "the wanted retention is good: far above it you repeat too often, below it too seldom.",
    ),
    ("Young, mature", "Young are intervals below 21 days, mature those of 21 days and longer."),
    (
        "Ranges",
        "Behind a share, in brackets: where the true share lies 19 times in 20 (Wilson's interval). Below 20 "
        "answers nothing is judged.",
    ),
    (
        "Mastery",
        "The mean chance, by your own memories, of recalling now what was asked; and how many questions "
        "are known: past their learning steps, and at or above the wanted retention.",
    ),
    (
        "Calibration",
        "Answers sorted by the chance that was predicted for them: on the dotted line as many were recalled "
        "as predicted. Above it you know more than the schedule thinks, below it less.",
    ),
    (
        "Log loss",
        "The mean of −ln of the chance that was given to what came; 0 is best. It serves to compare, not to "
        "judge: it is lower where nearly all is recalled.",
    ),
    (
        "RMSE",
        "How far predicted and seen lie apart, bin by bin, weighted by answers: 2 % is good, above 5 % "
        "the schedule does not fit you well.",
    ),
    ("Brier", "The mean squared difference of the chance and what came, 1 or 0; 0 is best."),
    ("Lapse", "A question past its learning steps that was rated Again."),
    (
        "Leech",
        f"A question that lapsed {LEECH_LAPSES} times or more. Reword it, split it or suspend it: repeating "
        "alone seldom helps.",
    ),
    ("Difficulty", "FSRS's measure of how little each recall strengthens a memory: 1 easy, 10 hard."),
)
"""What each figure means, in a line."""


def ahead_words(ahead: Ahead) -> str:
    """What the coming days bring."""
    later = ahead.due[1:]
    if not sum(ahead.due):
        return f"Nothing that you have learnt falls due in {AHEAD_DAYS} days."
    told = f"{number(ahead.now, 'question')} due now"
    if not sum(later):
        return f"{told}; nothing more in the {len(later)} days after."
    most = max(range(len(later)), key=lambda place: later[place])
    peak = f"most on {day_name(ahead.day + 1 + most, ahead.day)}: {digits(later[most])}"
    return f"{told}; then {rounded(sum(later) / len(later))} a day, {peak}."


def ahead_table(ahead: Ahead) -> list[str]:
    """Day by day what falls due."""
    days = enumerate(ahead.due[1:], start=ahead.day + 1)
    return [f"Today: {ahead.now}", *(f"{day_name(day, ahead.day)}: {due}" for day, due in days)]


def days_words(recent: Sequence[DayTally]) -> str:
    """What was done in the last thirty days."""
    active = [tally for tally in recent if tally.answers]
    if not active:
        return f"No answer in the last {len(recent)} days."
    answers, ms = sum(tally.answers for tally in active), sum(tally.ms for tally in active)
    on = f"{number(answers, 'answer')} in {minutes_words(ms)}, on {len(active)} of {len(recent)} days"
    if len(active) == 1:
        return f"{on}."
    each = rounded(answers / len(active))
    what = "answer" if each == "1" else "answers"
    return f"{on}: about {each} {what} and {minutes_words(ms // len(active))} each."


def days_table(recent: Sequence[DayTally]) -> list[str]:
    """Day by day what was done, the latest first."""
    today = recent[-1].day
    return [
        f"{day_name(tally.day, today)}: {number(tally.answers, 'answer')} "
        f"({tally.new} new, {number(tally.reviews, 'review')}), {minutes_words(tally.ms)}"
        for tally in reversed(recent)
        if tally.answers
    ]


def year_words(tallies: Sequence[DayTally], day: int, streak: int) -> str:
    """What was done in a year; `streak` are the study days in a row, however many."""
    active = [tally for tally in tallies if tally.answers and day - 7 * WEEKS < tally.day <= day]
    if not active:
        return "No answer in a year."
    most = max(active, key=lambda tally: tally.answers)
    answers = number(sum(tally.answers for tally in active), "answer")
    peak = f"most on {day_name(most.day, day)}: {digits(most.answers)}"
    told = f"{answers} on {number(len(active), 'day')}; {peak}."
    return f"{told} {digits(streak)} study days in a row up to now." if streak > 1 else told


def year_table(tallies: Iterable[DayTally]) -> list[str]:
    """Month by month what was done, the latest first."""
    months: dict[tuple[int, int], list[DayTally]] = {}
    for tally in tallies:
        when = date.fromordinal(tally.day)
        months.setdefault((when.year, when.month), []).append(tally)
    return [
        f"{month_name(*month)}: {number(sum(tally.answers for tally in own), 'answer')} "
        f"on {number(len(own), 'day')}, {minutes_words(sum(tally.ms for tally in own))}"
        for month, own in sorted(months.items(), reverse=True)
    ]


def retention_words(retention: Retention) -> str:
    """What was recalled in twelve months, beside what is wanted."""
    found = retention.all
    if not found.n:
        return "Nothing has been asked again on a later day yet: that is what retention is counted by."
    if found.few:
        return f"In a year {recall_words(found)}; the wanted retention is {percent(retention.wanted)}."
    low, high = found.range
    fits = low <= retention.wanted <= high
    side = (
        "that fits the wanted"
        if fits
        else "above the wanted"
        if low > retention.wanted
        else "below the wanted"
    )
    return f"In a year {recall_words(found)}: {side} {percent(retention.wanted)}."


def retention_table(retention: Retention) -> list[str]:
    """What was recalled, young and mature, then month by month, the latest first."""
    parts = [("All", retention.all), ("Young", retention.young), ("Mature", retention.mature)]
    told = [f"{name}: {recall_words(recall)}" for name, recall in parts]
    return told + [
        f"{month_name(month.year, month.month)}: {recall_words(month.all)}; "
        f"young {recall_words(month.young)}; mature {recall_words(month.mature)}"
        for month in reversed(retention.months)
        if month.all.n
    ]


def mastery_words(mastered: Mastered, wanted: float) -> str:
    """What is known of all that figures are of."""
    if not mastered.asked:
        return f"None of {number(mastered.questions, 'question')} has been asked yet."
    asked = f"{digits(mastered.asked)} of {number(mastered.questions, 'question')} asked"
    above = f"past their learning steps and at {percent(wanted)} or above: {digits(mastered.above)}"
    return f"{asked}: you would recall {percent(mastered.mean)} of these now; {above}."


def mastery_table(mastered: Iterable[tuple[str, Mastered]]) -> list[str]:
    """By name what is known of each deck and topic."""
    return [f"{name}: {_mastered(each)}" for name, each in mastered]


def calibration_words(calibration: Calibration) -> str:
    """Whether predictions fit what came."""
    seen = calibration.seen
    if not seen.n:
        return "Nothing has been asked again on a later day yet: there is no prediction to look at."
    if seen.few:
        return f"Recalled {recall_words(seen)}."
    low, high = seen.range
    told = f"Predicted {percent(calibration.predicted)}, recalled {recall_words(seen)}"
    over, under = calibration.predicted - high, low - calibration.predicted
    if max(over, under) <= 0:
        return f"{told}: the predictions fit."
    much = "a little " if max(over, under) <= _FITS * 4 else ""
    return f"{told}: you recall {much}{'less' if over > 0 else 'more'} than predicted."


def calibration_table(calibration: Calibration) -> list[str]:
    """Bin by bin what was predicted and seen, then how far apart."""
    told = [
        f"Predicted {percent(each.low).removesuffix(' %')}–{percent(each.high)}: recalled "
        f"{recall_words(each.seen)}"
        for each in calibration.bins
    ]
    return told + loss_words(calibration)


def loss_words(calibration: Calibration) -> list[str]:
    """How far predictions and what came lie apart; nothing where there are too few answers."""
    if calibration.seen.few:
        return []
    return [
        f"Log loss: {calibration.log_loss:.3f}",
        f"RMSE: {calibration.rmse * 100:.1f} %",
        f"Brier: {calibration.brier:.3f}",
    ]


def hardest_words(hardest: Hardest) -> str:
    """How many leeches there are."""
    if not hardest.questions:
        return "No question has lapsed."
    if not hardest.leeches:
        return f"No leech: no question has lapsed {LEECH_LAPSES} times."
    leeches = number(hardest.leeches, "leech", "leeches")
    return f"{leeches}: lapsed {LEECH_LAPSES} times or more. Better reworded or split than repeated."


def hard_words(hard: Hard) -> str:
    """How often a question was forgotten."""
    told = f"{number(hard.lapses, 'lapse')} in {number(hard.answers, 'answer')}"
    marks = [each for each, holds in (("leech", hard.leech), ("suspended", hard.suspended)) if holds]
    return ", ".join([told, f"difficulty {hard.difficulty:.1f}", *marks])


def hardest_table(hardest: Hardest, prompt: Callable[[str], str]) -> list[str]:
    """The hardest questions; `prompt` gives a question's text in a line."""
    return [f"{hard.question}: {hard_words(hard)}. {prompt(hard.question)}" for hard in hardest.questions]


def recall_words(recall: Recall) -> str:
    """A share with its range and what it rests on: `91 % (88–93) of 392`; that there is too little."""
    if not recall.n:
        return "no answers"
    if recall.few:
        return f"{recall.passed} of {number(recall.n, 'answer')}, too few to judge"
    low, high = (percent(end).removesuffix(" %") for end in recall.range)
    return f"{percent(recall.share)} ({low}–{high}) of {number(recall.n, 'answer')}"


def explained() -> Iterator[str]:
    """What each figure means, line by line."""
    return (f"{name}: {meaning}" for name, meaning in EXPLANATION)


def day_name(day: int, today: int) -> str:
    """`Sat 12 Dec`, with the year where that is not the nearest."""
    return f"{WEEKDAYS[(day - 1) % 7]} {short_date(day, today)}"  # ordinal 1 is a Monday


def month_name(year: int, month: int) -> str:
    """`Nov 2026`."""
    return date_words(f"{year:04}-{month:02}")


def _mastered(each: Mastered) -> str:
    if not each.asked:
        return f"not begun, {number(each.questions, 'question')}"
    unseen = each.questions - each.asked
    known = f"{digits(each.above)} of {digits(each.asked)} known well enough"
    rest = f", {digits(unseen)} not asked yet" if unseen else ""
    return f"{percent(each.mean)} recalled now; {known}{rest}"
