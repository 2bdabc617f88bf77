"""`stats`: what was learnt, in sentences or as one JSON document."""

from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck, complete_topic
from alliance_tutor.cli.naming import ids_of, paths_of
from alliance_tutor.cli.options import Chosen, json_option

if TYPE_CHECKING:
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.statistics import Statistics
    from alliance_tutor.insight.statistics import Calibration, Mastered, Recall, Retention, Scope
    from alliance_tutor.journal.tallies import DayTally


@click.command()
@click.argument("decks", metavar="[DECK]...", nargs=-1, shell_complete=complete_deck)
@click.option("--topic", default="", metavar="TOPIC", help="Only this topic.", shell_complete=complete_topic)
@click.option("--all", "tables", is_flag=True, help="Print every figure, line by line.")
@click.option("--explain", is_flag=True, help="Print what each figure means.")
@json_option
@click.pass_obj
def stats(
    chosen: Chosen, decks: tuple[str, ...], topic: str, tables: bool, explain: bool, as_json: bool
) -> None:
    """What you have learnt, of some decks or of all.

    What falls due, answers and minutes, true retention, mastery, calibration and the hardest questions.

    \b
    Examples:
      alliance-tutor stats
      alliance-tutor stats history --topic korean-war --all
      alliance-tutor stats --json
    """
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.statistics import Statistics

    if explain:
        from alliance_tutor.insight.statistics_words import explained

        for line in explained():
            output.echo(line)
        return
    with Desk.open(chosen.home, paths_of(decks), write=False) as desk:
        scope = _scope(desk, ids_of(desk, decks), topic)
        found = Statistics(desk)
        if as_json:
            output.echo_json(document(desk, found, scope))
        else:
            _print(desk, found, scope, tables=tables)


def document(desk: "Desk", found: "Statistics", scope: "Scope") -> dict[str, Any]:
    """All figures; guide page `stats` tells what each key holds."""
    from alliance_tutor.memory.studyday import day_text, moment_text

    ahead, hardest, wanted = found.ahead(scope), found.hardest(scope), found.wanted(scope)
    parts = [part for rows in found.mastered(scope) for part in rows]
    return {
        "at": moment_text(desk.now()),
        "study_day": day_text(desk.day),
        "decks": list(found.decks(scope)),
        "topic": scope.topic or None,
        "due": ahead.now,
        "ahead": [{"day": day_text(day), "due": due} for day, due in enumerate(ahead.due, start=ahead.day)],
        "days": [_day(tally) for tally in found.days(scope)],
        "retention": _retention(found.retention(scope)),
        "mastery": {**_known(found.whole(scope)), "wanted": wanted, "parts": [_part(part) for part in parts]},
        "calibration": _calibration(found.calibration(scope)),
        "hardest": [
            {
                "question": hard.question,
                "lapses": hard.lapses,
                "answers": hard.answers,
                "difficulty": round(hard.difficulty, 2),
                "leech": hard.leech,
                "suspended": hard.suspended,
            }
            for hard in hardest.questions
        ],
        "leeches": hardest.leeches,
    }


def _scope(desk: "Desk", decks: tuple[str, ...], topic: str) -> "Scope":
    """What figures are wanted of. Raises UsageError for a topic that there is not."""
    from alliance_tutor.insight.statistics import Scope

    if topic:
        desk.shelf.check_topic(topic, decks)
        every = decks or tuple(entry.id for entry in desk.shelf.library.decks)
        decks = tuple(id for id in every if any(each.id == topic for each in desk.shelf.index.topics(id)))
    return Scope(decks, topic)


def _print(desk: "Desk", found: "Statistics", scope: "Scope", *, tables: bool) -> None:
    from alliance_tutor.insight.statistics_words import HEADINGS, NOTHING_YET, Pane
    from alliance_tutor.plain import stats as lines

    output.echo(f"{found.title(scope)}.")
    if not found.begun(scope):
        output.echo(NOTHING_YET)
        return
    for pane in Pane:
        if tables:
            output.echo(f"\n{HEADINGS[pane]}.")
            for line in lines.page(desk, found, scope, pane):
                output.echo(line)
        else:
            output.echo(f"{pane}: {lines.summary(found, scope, pane, desk.day)}")


def _day(tally: "DayTally") -> dict[str, Any]:
    from alliance_tutor.memory.studyday import day_text

    return {
        "day": day_text(tally.day),
        "answers": tally.answers,
        "new": tally.new,
        "reviews": tally.reviews,
        "again": tally.again,
        "minutes": round(tally.ms / 60_000, 2),
    }


def _retention(retention: "Retention") -> dict[str, Any]:
    return {
        "wanted": retention.wanted,
        "all": _recall(retention.all),
        "young": _recall(retention.young),
        "mature": _recall(retention.mature),
        "months": [
            {
                "month": f"{month.year:04}-{month.month:02}",
                "all": _recall(month.all),
                "young": _recall(month.young),
                "mature": _recall(month.mature),
            }
            for month in retention.months
        ],
    }


def _calibration(calibration: "Calibration") -> dict[str, Any]:
    known = bool(calibration.seen.n)
    return {
        "n": calibration.seen.n,
        "predicted": round(calibration.predicted, 4) if known else None,
        "log_loss": round(calibration.log_loss, 4) if known else None,
        "rmse": round(calibration.rmse, 4) if known else None,
        "brier": round(calibration.brier, 4) if known else None,
        "bins": [
            {"from": each.low, "to": each.high, "predicted": round(each.predicted, 4), **_recall(each.seen)}
            for each in calibration.bins
        ],
    }


def _recall(recall: "Recall") -> dict[str, Any]:
    """A share with its range; null where there is no answer."""
    if not recall.n:
        return {"n": 0, "passed": 0, "share": None, "low": None, "high": None}
    low, high = recall.range
    rounded = {"share": round(recall.share, 4), "low": round(low, 4), "high": round(high, 4)}
    return {"n": recall.n, "passed": recall.passed, **rounded}


def _known(mastered: "Mastered") -> dict[str, Any]:
    return {
        "questions": mastered.questions,
        "asked": mastered.asked,
        "above": mastered.above,
        "mean": round(mastered.mean, 4) if mastered.asked else None,
    }


def _part(mastered: "Mastered") -> dict[str, Any]:
    return {"deck": mastered.deck, "topic": mastered.topic or None, **_known(mastered)}
