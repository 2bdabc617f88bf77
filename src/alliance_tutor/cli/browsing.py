"""`browse`: the questions that a search finds, a line each or as one JSON document."""

from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.study.search import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.browsing import Row
    from alliance_tutor.desk.finding import Found

_CHUNK = 500  # questions that are read at once


@click.command()
@click.argument("search", metavar="[SEARCH]...", nargs=-1)
@click.option(
    "--sort",
    "order",
    type=click.Choice([str(each) for each in Order]),
    default=str(Order.DECK),
    help="Sort by this figure; deck, the order of the decks, if it is left out.",
)
@click.option("--reverse", is_flag=True, help="Sort the other way round.")
@json_option
@click.pass_obj
def browse(chosen: Chosen, search: tuple[str, ...], order: str, reverse: bool, as_json: bool) -> None:
    """The questions that a search finds; all of them without one.

    alliance-tutor guide browse tells how a search is written. One that begins with a - comes
    after --. In the app b opens the same list, in line mode :browse.

    \b
    Examples:
      alliance-tutor browse is:due deck:history
      alliance-tutor browse treaty --sort retrievability
      alliance-tutor browse --json 'prop:lapses>3'
      alliance-tutor browse -- -is:new tag:treaty
    """
    from alliance_tutor.desk import Desk
    from alliance_tutor.study.search_reading import read

    wanted = read(" ".join(search))
    with Desk.open(chosen.home or None, write=False) as desk:
        found = desk.browsing.finder().find(wanted, Order(order), desk.day, turned=reverse)
        if as_json:
            output.echo_json(_document(desk, found, " ".join(search), order))
            return
        from alliance_tutor.insight.wording import number
        from alliance_tutor.plain.browse import row_line

        for row in _rows(desk, found):
            output.echo(f"{row.id}: {row_line(row, Order(order), desk.day)}")
        output.talk(number(len(found.numbers), "question"))


def _rows(desk: "Desk", found: "Found") -> "Iterator[Row]":
    for first in range(0, len(found.numbers), _CHUNK):
        yield from desk.browsing.rows(found, first, _CHUNK)


def _document(desk: "Desk", found: "Found", search: str, order: str) -> dict[str, Any]:
    from alliance_tutor.memory.studyday import day_text

    questions = [_question(row, desk.day) for row in _rows(desk, found)]
    return {"search": search, "order": order, "study_day": day_text(desk.day), "questions": questions}


def _question(row: "Row", day: int) -> dict[str, Any]:
    from alliance_tutor.insight.browsing import states
    from alliance_tutor.memory.studyday import day_text

    question, memory = row.question, row.standing.memory
    ref = question.ref if question else None
    text = question or row.gone
    return {
        "id": row.id,
        "topic": (ref.topic or None) if ref else None,
        "type": ref.type if ref else None,
        "level": (ref.level or None) if ref else None,
        "status": (ref.status or None) if ref else None,
        "tags": list(question.tags) if question else [],
        "prompt": text.prompt if text else None,
        "answer": text.answer if text else None,
        "gone": question is None,
        "states": states(row.standing, day),
        "due": day_text(memory.due_day) if memory else None,
        "stability": round(memory.stability, 4) if memory else None,
        "difficulty": round(memory.difficulty, 4) if memory else None,
        "retrievability": None if row.known is None else round(row.known, 4),
        "reps": memory.reps if memory else 0,
        "lapses": memory.lapses if memory else 0,
    }
