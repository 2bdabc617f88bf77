"""`decks`, `due`, `journal` and `where`: what there is. None of them writes anything of the learner's."""

from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckEntry
    from alliance_tutor.desk import Desk
    from alliance_tutor.desk.waiting import Backlog
    from alliance_tutor.journal.events import Event


@click.command()
@json_option
@click.pass_obj
def decks(chosen: Chosen, as_json: bool) -> None:
    """The decks, and those that do not load.

    What is due and new is counted before the daily limits; `alliance-tutor due` counts after them.
    """
    with _desk(chosen) as desk:
        waiting = desk.backlogs()
        found = [_deck(entry, waiting[entry.id]) for entry in desk.shelf.library.decks]
        if as_json:
            broken = [finding._asdict() for entry in desk.shelf.library.broken for finding in entry.findings]
            output.echo_json({"decks": found, "broken": broken})
            return
        for deck in found:
            output.echo(_deck_line(deck))
        for entry in desk.shelf.library.broken:
            output.echo(f"{entry.id}: does not load. {entry.path}")
        if desk.shelf.library.broken:
            output.talk("alliance-tutor check says where they are wrong, and how to mend them")
        for hidden in desk.shelf.library.hidden:
            output.talk(str(hidden.finding))


@click.command()
@json_option
@click.pass_obj
def due(chosen: Chosen, as_json: bool) -> None:
    """How much today's queue still asks.

    Counted after the daily limits; what is suspended or buried is left out.
    """
    from alliance_tutor.cli.waiting import report

    report(chosen.home, as_json=as_json)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line: a complete export.")
@click.option(
    "--import",
    "file",
    default="",
    metavar="FILE",
    help="Take such an export in, from FILE or - for stdin.",
)
@click.option("--merge", is_flag=True, help="With --import: add it to the history that is there.")
@click.pass_obj
def journal(chosen: Chosen, as_json: bool, file: str, merge: bool) -> None:
    """Every event of your history, oldest first.

    \b
    Examples:
      alliance-tutor journal
      alliance-tutor journal --json > my-history.jsonl
      alliance-tutor --home /new/place journal --import my-history.jsonl
    """
    from alliance_tutor import settings
    from alliance_tutor.journal.listing import listed
    from alliance_tutor.journal.store import Journal

    if file:
        from alliance_tutor.cli.taking import take_in

        take_in(settings.places(chosen.home).history, file, merge=merge)
        return
    if merge:
        raise UsageError("--merge goes with --import", hint="alliance-tutor journal --import FILE --merge")
    with Journal.open(settings.places(chosen.home).history, write=False) as history:
        for event in history.events():
            if as_json:
                output.echo_json(listed(event), one_line=True)
            else:
                output.echo(_event_line(event))


@click.command()
@json_option
@click.pass_obj
def where(chosen: Chosen, as_json: bool) -> None:
    """Where your settings, history and decks are."""
    from alliance_tutor import settings
    from alliance_tutor.deck.library import packaged_decks

    places = {name: str(path) for name, path in settings.places(chosen.home)._asdict().items()}
    places["shipped"] = str(packaged_decks())
    if as_json:
        output.echo_json(places)
        return
    for name, path in places.items():
        output.echo(f"{name}: {path}")


def _desk(chosen: Chosen) -> "Desk":
    from alliance_tutor.desk import Desk  # sqlite3 and all that a desk brings

    return Desk.open(chosen.home, write=False)


def _deck(entry: "DeckEntry", waiting: "Backlog") -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "path": str(entry.path),
        "cards": entry.cards,
        "questions": entry.questions,
        "due": waiting.due,
        "new": waiting.new,
        "by": entry.by,
    }


def _deck_line(deck: dict[str, Any]) -> str:
    from alliance_tutor.insight.wording import number, single

    size = f"{number(deck['cards'], 'card')}, {number(deck['questions'], 'question')}"
    waiting = f"{deck['due']} due, {deck['new']} new"
    return f"{deck['id']}: {single(deck['title'])}. {size}, {waiting}. {deck['path']}"


def _event_line(event: "Event") -> str:
    from alliance_tutor.journal.listing import listed
    from alliance_tutor.memory.studyday import Moment, moment_text

    told = listed(event)
    more = [str(told[key]) for key in ("question", "rating", "event", "retention") if told.get(key)]
    try:
        at = moment_text(Moment(event.at, event.offset))
    except OverflowError:  # a year that no calendar of Python's holds
        at = str(event.at)
    return " ".join([at, event.id, event.kind, *more])
