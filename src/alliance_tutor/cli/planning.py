"""`plan`: exams to come, minutes a day; today's questions and the forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.options import Chosen, is_path, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.reckoning import Foreseen
    from alliance_tutor.journal.plans import Plan, PlannedExam
    from alliance_tutor.memory.forecast import Outcome
    from alliance_tutor.memory.plan import Today


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of a plan."""

    decks: tuple[str, ...] = ()
    exams: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    minutes: str | None = None
    off: tuple[str, ...] = ()
    mark: str | None = None
    end: bool = False

    @property
    def sets(self) -> bool:
        """Whether it sets a plan, or changes one."""
        return bool(self.decks or self.exams or self.weights or self.off) or self.minutes is not None


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1, shell_complete=complete_deck)
@click.option(
    "--exam",
    "exams",
    multiple=True,
    metavar="DATE",
    help="The day of an exam, such as 2026-12-12; may be repeated. Replaces the exams to come.",
)
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="W",
    help="What an exam counts beside the others, in the order of --exam; else 1.",
)
@click.option("--minutes", metavar="N", help="How many minutes you study on a day.")
@click.option(
    "--off",
    multiple=True,
    metavar="DAYS",
    help="Days off: weekdays and dates, such as sat,sun,2026-12-24; or none.",
)
@click.option(
    "--mark", metavar="N", help="The true mark of an exam that is over: 84 (per cent), 17/20 or none."
)
@click.option("--end", is_flag=True, help="End the plan.")
@json_option
@click.pass_obj
def plan(chosen: Chosen, /, as_json: bool, **said: Any) -> None:
    """Plan the days to an exam, and see where you stand.

    Without options: today's questions, and for each topic the share that you would know on the exam
    day if you kept to the plan, and sixty days later. While a plan runs, its minutes take the place
    of the daily limits. DECKs are the exam's decks; without one it asks all.

    \b
    Examples:
      alliance-tutor plan
      alliance-tutor plan --exam 2026-12-12 --minutes 25
      alliance-tutor plan --exam 2026-12-12 --minutes 25 --off sat,sun history cooperation
      alliance-tutor plan --minutes 40
      alliance-tutor plan --mark 84
      alliance-tutor plan --end
    """
    asked = Asked(**said)
    if sum((asked.sets, asked.mark is not None, asked.end)) > 1:
        raise UsageError("a plan is set, ended or marked, one at a time", hint=f"{PROGRAM} plan --help")
    from alliance_tutor.desk import Desk

    changes = asked.sets or asked.end or asked.mark is not None
    with Desk.open(chosen.home, write=changes) as desk:
        if asked.sets:
            desk.plans.set(_wanted(desk, asked))
        if asked.mark is not None:
            _mark(desk, asked.mark)
        if asked.end:
            _end(desk)
        if as_json:
            output.echo_json(_document(desk))
        elif not asked.end and asked.mark is None:
            _print(desk)


def _wanted(desk: "Desk", asked: Asked) -> "Plan":
    """The plan with what the line says of it. Raises UsageError."""
    from alliance_tutor.study import plan_setup

    day, before = desk.day, desk.plans.plan
    now = before._replace(exams=before.ahead(day))
    if asked.exams:
        days = [plan_setup.read_exam_day(text, day) for text in asked.exams]
        if len(set(days)) < len(days):
            raise UsageError("two exams on one day", hint="name each day once, with all its decks")
        if len(asked.weights) > len(days):
            raise UsageError("more weights than exams", hint="give each --exam one --weight at most")
        weights = [plan_setup.read_weight(text) for text in asked.weights]
        now = plan_setup.exams_for(before, days, weights, _decks(desk, asked.decks))
    elif asked.decks or asked.weights:
        raise UsageError("decks and weights belong to an exam", hint=f"{PROGRAM} plan --exam DATE DECK")
    elif not now.exams:
        raise UsageError("there is no exam to plan for", hint="name its day: --exam 2026-12-12")
    if asked.minutes is not None:
        now = now._replace(minutes=plan_setup.read_minutes(asked.minutes))
    elif not before.minutes:
        raise UsageError("how many minutes a day do you have?", hint="say it: --minutes 25")
    if asked.off:
        weekdays, days_off = plan_setup.read_off(",".join(asked.off), day)
        now = now._replace(weekdays_off=weekdays, days_off=days_off)
    return now


def _decks(desk: "Desk", decks: Sequence[str]) -> tuple[str, ...]:
    """The ids of DECKs, each once; a plan needs such as are found at every start. Raises UsageError."""
    ids: dict[str, None] = {}
    for deck in decks:
        if not is_path(deck):
            ids[desk.shelf.deck(deck).id] = None
            continue
        path = Path(deck).resolve()
        found = [entry.id for entry in desk.shelf.library.decks if entry.path.resolve() == path]
        if not found:
            hint = f"put it there and name it by its id; {PROGRAM} where tells where that is"
            raise UsageError("a plan needs decks of your decks folder", path=deck, hint=hint)
        ids[found[0]] = None
    return tuple(ids)


def _mark(desk: "Desk", text: str) -> None:
    """Keep the true mark of the exam that was over first. Raises UsageError."""
    from alliance_tutor.insight import planning
    from alliance_tutor.study.plan_setup import read_mark

    over = desk.plans.plan.over(desk.day)
    if not over:
        raise UsageError("no exam waits for a mark", hint=f"{PROGRAM} plan shows what is planned")
    mark = None if text.strip().casefold() == "none" else read_mark(text)
    predicted = desk.plans.end(over[0], mark)
    output.talk(f"{planning.name(over[0], desk.day)}: {planning.settled_words(mark, predicted)}")


def _end(desk: "Desk") -> None:
    ahead = desk.plans.plan.ahead(desk.day)
    if not ahead:
        raise UsageError("there is no plan to end", hint=f"{PROGRAM} plan --exam DATE --minutes N sets one")
    for exam in ahead:
        desk.plans.end(exam)
    output.talk("The plan is ended. Questions come when they are due again, within the daily limits.")


def _print(desk: "Desk") -> None:
    from alliance_tutor.insight import planning

    plan, glance, day = desk.plans.plan, desk.plans.glance(), desk.day
    if not plan.exams and not plan.ended:
        output.echo("No exam is planned.")
    else:
        seen, titles = desk.overview(), desk.plans.titles
        waiting = (seen.load.due, seen.load.new, seen.load.minutes)
        output.echo("\n".join(planning.page(plan, glance, waiting, desk.plans.forecasts(), titles, day)))
    if not plan.ahead(day):
        output.talk(f"{PROGRAM} plan --exam DATE --minutes N makes a plan.")
    if glance and glance.over:
        output.talk(f"{PROGRAM} plan --mark 84 keeps the mark, --mark none goes on without one.")


def _document(desk: "Desk") -> dict[str, Any]:
    from alliance_tutor.memory.studyday import day_text

    plan, day, plans = desk.plans.plan, desk.day, desk.plans
    document: dict[str, Any] = {"study_day": day_text(day), "plan": None, "today": None, "forecasts": []}
    if plan.ahead(day):
        document["plan"] = {
            "minutes": plan.minutes,
            "weekdays_off": sorted(plan.weekdays_off),
            "days_off": [day_text(each) for each in sorted(plan.days_off)],
            "exams": [_exam(exam, day) for exam in plan.ahead(day)],
        }
        document["today"] = _today(desk, desk.today())
        document["forecasts"] = [_forecast(desk, each) for each in plans.forecasts()]
    document["over"] = [_exam(exam, day) for exam in plan.over(day)]
    document["ended"] = [
        {
            **_exam(ended.exam, day),
            "mark": ended.mark,
            "predicted": ended.predicted._asdict() if ended.predicted else None,
        }
        for ended in plan.ended
    ]
    return document


def _exam(exam: "PlannedExam", day: int) -> dict[str, Any]:
    from alliance_tutor.memory.studyday import day_text

    return {
        "id": exam.id,
        "title": exam.title,
        "date": day_text(exam.day),
        "days_left": exam.day - day,
        "decks": list(exam.decks),
        "weight": exam.weight,
    }


def _today(desk: "Desk", today: "Today") -> dict[str, Any]:
    return {
        "minutes": desk.plans.minutes,
        "spent_seconds": desk.plans.spent // 1000,
        "due": len(today.due),
        "new": len(today.new),
        "queue": list(desk.queue()),
    }


def _forecast(desk: "Desk", foreseen: "Foreseen") -> dict[str, Any]:
    forecast = foreseen.forecast
    topics = [
        {"deck": deck, "topic": topic, "title": desk.plans.titles.place(deck, topic), **_outcome(outcome)}
        for (deck, topic), outcome in forecast.topics.items()
    ]
    return {
        "exam": foreseen.exam.id,
        **_outcome(forecast.overall),
        "thin": forecast.thin,
        "ten_more_minutes": forecast.more,
        "topics": topics,
    }


def _outcome(outcome: "Outcome") -> dict[str, Any]:
    return {**outcome._asdict(), "known": outcome.known._asdict(), "later": outcome.later._asdict()}
