"""A plan in words, the same on screens, in line mode and on the command line. Pure; harmless plain text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from alliance_tutor.insight.wording import number, percent, single
from alliance_tutor.journal.plans import EndedExam, Plan, PlannedExam, Predicted
from alliance_tutor.study.plan_days import off_words, short_date

if TYPE_CHECKING:
    from alliance_tutor.memory.forecast import Forecast, Outcome, Range
    from alliance_tutor.study.exam_titles import Titles

LATER_DAYS = 60
"""So many days after the exam the second figure is for: the forecast's own `LATER`."""


class Glance(NamedTuple):
    """What the first screen says of a plan on study day `day`.

    `ahead` are the exams to come, by date, `over` those of which the true mark is wanted. `minutes` are
    today's, `spent` the milliseconds of them that are used. `known` is the share foreseen for the next exam,
    None until there is one, and `thin` says that it rests on too few answers; `settled` says whether all
    figures are for the journal as it stands. `outside` counts due reviews that no exam asks.
    """

    day: int
    ahead: tuple[PlannedExam, ...]
    over: tuple[PlannedExam, ...]
    minutes: int
    spent: int
    known: Predicted | None
    thin: bool
    settled: bool
    outside: int

    @property
    def done(self) -> int:
        """Today's whole minutes that are used."""
        return self.spent // 60_000


class Line(NamedTuple):
    """A line of the forecast: a topic, or all questions; its deck's title where there are several decks."""

    deck: str
    label: str
    known: "Range"
    later: "Range"

    @property
    def place(self) -> str:
        """The topic with its deck."""
        return f"{self.deck}: {self.label}" if self.deck else self.label


def exam_words(glance: Glance) -> str:
    """The next exam: `12 Dec · in 19 days`."""
    exam, *more = glance.ahead
    words = f"{short_date(exam.day, glance.day)} · {days_left(exam.day - glance.day)}"
    return f"{words} · {len(more)} more" if more else words


def days_left(days: int) -> str:
    """`today`, `tomorrow`, `in 19 days`."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {number(days, 'day')}")


def known_words(glance: Glance) -> str:
    """The share foreseen for the next exam: `71–84 %`; what is missing where there is none."""
    if glance.known is not None:
        return share_words(glance.known) + (" · a guess" if glance.thin else "")
    return "not known" if glance.settled else "…"


def done_words(glance: Glance) -> str:
    """How much of today is done: `11 of 25 min`, or why today asks nothing."""
    if glance.minutes:
        return f"{glance.done} of {glance.minutes} min"
    return "the day of the exam" if glance.ahead[0].day == glance.day else "a day off"


def over_words(exam: PlannedExam, today: int) -> str:
    """The question after an exam."""
    return f"How did {name(exam, today)} go?"


def name(exam: PlannedExam, today: int) -> str:
    """`the exam of 12 Dec`, or what the learner calls it."""
    date = short_date(exam.day, today)
    return f"{single(exam.title)} of {date}" if exam.title.strip() else f"the exam of {date}"


def outside_words(glance: Glance) -> str:
    """What waits beside the plan; empty where nothing does."""
    if not glance.outside:
        return ""
    return f"{number(glance.outside, 'review')} due in decks that no exam asks: study them by name"


def share_words(share: "Range | Predicted") -> str:
    """A range of shares: `71–84 %`, never 100 % for less than all."""
    low, high = percent(share.low), percent(share.high)
    return high if low == high else f"{low.removesuffix(' %')}–{high}"


def plan_words(plan: Plan, today: int) -> str:
    """The daily minutes and the days off: `25 minutes a day, none on Sat, Sun`."""
    off = off_words(plan.weekdays_off, sorted(day for day in plan.days_off if day >= today), today)
    return f"{number(plan.minutes, 'minute')} a day" + (f", none on {off}" if off else "")


def exam_line(exam: PlannedExam, plan: Plan, today: int, titles: "Titles") -> str:
    """An exam of the plan: `12 Dec · in 19 days · History and Cooperation · weight 2`."""
    parts = [single(exam.title)] if exam.title.strip() else []
    parts += [short_date(exam.day, today), days_left(exam.day - today), titles.decks(exam.decks)]
    parts += [f"weight {exam.weight:g}"] if len(plan.ahead(today)) > 1 else []
    return " · ".join(parts)


def page(
    plan: Plan,
    glance: Glance | None,
    waiting: tuple[int, int, int],
    forecasts: "Sequence[tuple[PlannedExam, Forecast]]",
    titles: "Titles",
    today: int,
) -> list[str]:
    """The whole plan, line by line; `waiting` is what today still asks: due, new, about so many minutes."""
    if glance is None or not glance.ahead:
        return [*([over_words(exam, today) for exam in glance.over] if glance else []), *_ended(plan, today)]
    told = [f"Plan: {plan_words(plan, today)}."]
    told += [f"Exam: {exam_line(exam, plan, today, titles)}." for exam in glance.ahead]
    due, new, minutes = waiting
    left = f"; {due} due, {new} new, about {minutes} min left" if due or new else ""
    told += [f"Today: {done_words(glance)}{left}."]
    told += [f"{words}." for words in [outside_words(glance)] if words]
    for exam, forecast in forecasts:
        told += ["", f"{_capital(name(exam, today))}, if the plan is kept:"]
        told += [warning(forecast)] if forecast.thin else []
        told += [
            f"{line.place}: {share_words(line.known)} known on the day, {share_words(line.later)}"
            f" {LATER_DAYS} days later"
            for line in lines(forecast, titles)
        ]
        told += notes(forecast, plan)
    return [*told, *([over_words(exam, today) for exam in glance.over]), *_ended(plan, today)]


def told_of(plan: Plan) -> list[EndedExam]:
    """The exams that are over of which there is something to say; not those that were called off."""
    return [each for each in plan.ended if each.mark is not None or each.predicted is not None]


def _ended(plan: Plan, today: int) -> list[str]:
    told = [ended_words(each, today) for each in told_of(plan)]
    return ["", "Exams that are over:", *told] if told else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lines(forecast: "Forecast", titles: "Titles") -> list[Line]:
    """The forecast of all questions of an exam, then topic by topic."""
    several = len({deck for deck, _ in forecast.topics}) > 1
    topics = [
        Line(titles.deck(deck) if several else "", titles.topic(deck, topic), outcome.known, outcome.later)
        for (deck, topic), outcome in forecast.topics.items()
    ]
    overall = Line("", "All questions", forecast.overall.known, forecast.overall.later)
    return [overall, *(topics if len(topics) > 1 else [])]


def notes(forecast: "Forecast", plan: Plan) -> list[str]:
    """What a forecast rests on, what is cut, and what more time would buy, in sentences."""
    overall = forecast.overall
    rests = number(overall.answers, "answer")
    told = f"Rests on {rests}; {overall.unseen} of {number(overall.questions, 'question')} not asked yet."
    return [told, cut_words(overall, plan), more_words(forecast)]


def warning(forecast: "Forecast") -> str:
    """That there is too little to judge by; empty where there is enough."""
    return "Too few answers on a later day to judge by: these ranges are a guess." if forecast.thin else ""


def cut_words(overall: "Outcome", plan: Plan) -> str:
    """How many questions there is no time for."""
    minutes = number(plan.minutes, "minute")
    if not overall.cut:
        return f"{minutes} a day are enough to ask every question."
    return f"{minutes} a day are too few for about {number(overall.cut, 'question')}: they are cut."


def more_words(forecast: "Forecast") -> str:
    """What ten more minutes a day would buy."""
    points = round(forecast.more * 100)
    if points < 1:
        return "Ten more minutes a day would add less than 1 point."
    return f"Ten more minutes a day would add about {number(points, 'point')}."


def ended_words(ended: EndedExam, today: int) -> str:
    """An exam that is over: `12 Dec: foreseen 71–84 %, mark 80 %`."""
    parts = [f"foreseen {share_words(ended.predicted)}"] if ended.predicted else []
    parts.append("no mark given" if ended.mark is None else f"mark {percent(ended.mark)}")
    called = f"{single(ended.exam.title)}, " if ended.exam.title.strip() else ""
    return f"{called}{short_date(ended.exam.day, today)}: {', '.join(parts)}"


def settled_words(mark: float | None, predicted: Predicted | None) -> str:
    """What is said when the mark was given, or not."""
    if mark is None:
        return "No mark was kept."
    if predicted is None:
        return f"Kept: {percent(mark)}. Nothing was foreseen for this exam."
    where = "below" if mark < predicted.low else "above" if mark > predicted.high else "within"
    return f"Kept: {percent(mark)}, {where} the {share_words(predicted)} foreseen on the eve."


def tomorrow_words(plan: Plan, today: int) -> str:
    """What the plan has for the next study day; empty where none runs then."""
    if not plan.ahead(today + 1):
        return ""
    if plan.ahead(today + 1)[0].day == today + 1:
        return "the day of the exam"
    return "a day off" if plan.is_off(today + 1) else f"up to {number(plan.minutes, 'minute')} of the plan"


def stopped_words(minutes: int, left: int) -> str:
    """What is said where a sitting ends because the day's minutes are used."""
    used = f"Today's {number(minutes, 'minute')} {'is' if minutes == 1 else 'are'} used."
    return f"{used} {number(left, 'question')} {'is' if left == 1 else 'are'} left for another day."


EXPLANATION: Sequence[str] = (
    "Each day the plan asks what brings most on the exam day for the minutes that you have, by your own "
    "memories and by how long your answers take: no more than fits, and new questions early enough to be "
    "repeated.",
    "The first range is the share of questions that you would recall on the exam day if you kept to the "
    f"plan. The second is that share {LATER_DAYS} days later, if you studied no more. What is learnt in the "
    "last days is soon lost: the second range shows that price.",
    "In the bars █ reaches to the lower end of the first range, ▒ to its upper end, and · is what is left. "
    "The ranges are meant to hold what comes eight times in ten. They speak of the questions here: an exam "
    "may ask otherwise, and other things.",
    "They rest on your answers on later days: with few of them the ranges are wide, and no more than a "
    "guess. Minutes are the time of your answers to what the exams ask. Decks that no exam asks are not "
    "asked by the plan: study them by name.",
)
"""What the figures of a plan mean, in paragraphs."""
