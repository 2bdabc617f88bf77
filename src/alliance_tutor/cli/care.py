"""`backup`, `restore`, `doctor` and `forget`: care of the journal, also of one that does not open."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.completion import complete_deck
from alliance_tutor.cli.entry import PROGRAM
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk.keeping import Keeping
    from alliance_tutor.journal.backup import Backup
    from alliance_tutor.journal.restoring import Difference, Holding

yes_option = click.option("--yes", is_flag=True, help="Do it without asking.")


@click.command()
@click.argument("file", default="", required=False, type=click.Path(dir_okay=False))
@click.option("--list", "lists", is_flag=True, help="List the backups, the latest first.")
@json_option
@click.pass_obj
def backup(chosen: Chosen, file: str, lists: bool, as_json: bool) -> None:
    """Copy your history: into the backups, or into FILE.

    The app makes a backup by itself at every start after something changed. All of two days
    are kept, then one a day for two weeks, one a week for eight weeks, and one a month for ever.

    \b
    Examples:
      alliance-tutor backup
      alliance-tutor backup ~/history-copy.db
      alliance-tutor backup --list
    """
    keeping = _keeping(chosen)
    if lists:
        _list(keeping, as_json=as_json)
    elif file:
        if not keeping.places.history.exists():
            raise UsageError("there is no history yet", hint="it begins with the first answer")
        target = Path(file)
        count = keeping.save(target)
        _tell(as_json, {"path": str(target), "events": count}, f"{_events(count)} in {target}")
    else:
        made = keeping.back_up()
        if made:
            document = {"path": str(made.path), "events": made.events}
            _tell(as_json, document, f"{_events(made.events)} in {made.path}")
        else:
            _tell(as_json, {"path": None, "events": 0}, "the latest backup has everything")


@click.command()
@click.argument("backup", default="", required=False)
@click.option("--merge", is_flag=True, help="Add what only the backup has; nothing is lost.")
@yes_option
@json_option
@click.pass_obj
def restore(chosen: Chosen, backup: str, merge: bool, yes: bool, as_json: bool) -> None:
    """Bring a backup back.

    Without BACKUP the backups are listed. A BACKUP is a name from that list, `latest`, or a
    file. First it is shown what would be lost and gained; what is replaced is kept beside
    your history, and can be brought back in the same way.

    \b
    Examples:
      alliance-tutor restore
      alliance-tutor restore latest
      alliance-tutor restore latest --merge
      alliance-tutor restore history-2026-11-23T0915-1041.db --yes
    """
    keeping = _keeping(chosen)
    if not backup:
        _list(keeping, as_json=as_json)
        output.talk(f"hint: {PROGRAM} restore NAME brings one back, --merge adds what only it has")
        return
    path = keeping.copy(backup)
    found = keeping.difference(path)
    if not as_json:
        for line in _changes(found, merge=merge):
            output.echo(line)
    if not _agreed(yes, "Add what only the backup has?" if merge else "Bring the backup back?"):
        output.talk("Nothing was changed.")
        return
    if merge:
        added = keeping.merge(path)
        _tell(as_json, {"added": added, **_difference(found)}, f"{_events(added)} added")
        return
    kept = keeping.restore(path)
    told = "The backup is your history now." + (f" What was there is kept: {kept}" if kept else "")
    _tell(as_json, {"kept": str(kept) if kept else None, **_difference(found)}, told)


@click.command()
@click.option("--repair", is_flag=True, help="Make anew what can be, and save what can be read.")
@json_option
@click.pass_obj
def doctor(chosen: Chosen, repair: bool, as_json: bool) -> int:
    """Look whether your history and all that belongs to it is whole.

    Every page of the journal is read, every figure compared with a replay of all events, and
    the clock, the backups, the settings and the index of the decks are looked at. With
    --repair figures and index are made anew; of a damaged journal what can be read, and what
    backups have of the rest, goes into a new one. The damaged file is kept.

    Exit codes: 0 nothing wrong, 1 something is, 3 the journal is damaged.
    """
    from alliance_tutor.desk.doctor import Doctor

    checks = Doctor(_keeping(chosen), repair).examined()
    if as_json:
        output.echo_json({"checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            output.echo(f"{check.name}: {check.state}: {check.told}")
            if check.hint:
                output.echo(f"  {check.hint}")
    if checks[0].state == "bad":
        return Exit.JOURNAL
    return Exit.FINDINGS if any(check.state == "bad" for check in checks) else Exit.DONE


@click.command()
@click.argument("deck", default="", required=False, shell_complete=complete_deck)
@click.option("--everything", is_flag=True, help="All decks: your whole history.")
@yes_option
@json_option
@click.pass_obj
def forget(chosen: Chosen, deck: str, everything: bool, yes: bool, as_json: bool) -> None:
    """Remove your history of a DECK, or all of it, for good.

    What is removed is shown first. It goes from the journal and from every backup, and its
    bytes are overwritten. Decks and settings stay.

    \b
    Examples:
      alliance-tutor forget history
      alliance-tutor forget --everything
    """
    if bool(deck) == everything:
        raise UsageError("a deck is wanted, or --everything", hint=f"{PROGRAM} forget --help shows examples")
    from alliance_tutor.insight.keeping import forget_lines

    keeping = _keeping(chosen)
    found = keeping.chosen(deck)
    if deck and not found.events:
        _check_deck(chosen, deck)
    if not as_json:
        for line in forget_lines(found, deck, len(keeping.copies())):
            output.echo(line)
    if not _agreed(yes, "Remove it for good?"):
        output.talk("Nothing was changed.")
        return
    done = keeping.forget(deck, output.talk)
    told = [f"{_events(done.events)} removed; {done.rewritten} copies written anew, {done.removed} removed."]
    if not done.swept:
        told.append(
            "Another window has the history open: close it, and do this again to overwrite the bytes."
        )
    if done.synced:
        told.append(done.synced)
    _tell(as_json, done._asdict(), "\n".join(told))


def _check_deck(chosen: Chosen, deck: str) -> None:
    """Raises UsageError for what is no deck; one that has no history may still have some in backups."""
    from alliance_tutor import settings
    from alliance_tutor.desk.shelf import Shelf

    shelf = Shelf.open(settings.places(chosen.home))
    try:
        shelf.deck(deck)
    finally:
        shelf.close()


def _keeping(chosen: Chosen) -> "Keeping":
    from alliance_tutor.desk.keeping import keeping_of

    return keeping_of(chosen.home)


def _list(keeping: "Keeping", *, as_json: bool) -> None:
    copies = keeping.copies()
    if as_json:
        output.echo_json({"backups": [_copy(copy) for copy in copies]})
        return
    from alliance_tutor.insight.keeping import copy_line

    for copy in copies:
        output.echo(f"{copy.path.name}: {copy_line(copy)}")
    if not copies:
        output.talk("there is no backup yet")


def _copy(copy: "Backup") -> dict[str, Any]:
    return {
        "name": copy.path.name,
        "path": str(copy.path),
        "taken": copy.taken.isoformat(timespec="minutes"),
        "events": copy.events,
        "size": copy.size,
        "replaced": copy.replaced,
    }


def _changes(found: "Difference", *, merge: bool) -> list[str]:
    from alliance_tutor.insight.keeping import difference_lines

    return difference_lines(found, merge=merge)


def _difference(found: "Difference") -> dict[str, Any]:
    def rows(holdings: "tuple[Holding, ...]") -> list[dict[str, Any]]:
        return [holding._asdict() for holding in holdings]

    return {"lost": rows(found.lost), "gained": rows(found.gained), "both": found.both}


def _agreed(yes: bool, question: str) -> bool:
    """Whether the learner agrees. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    from alliance_tutor.cli.start import at_a_terminal

    if not at_a_terminal():
        raise UsageError("nobody can be asked here", hint="with --yes it is done without asking")
    return click.confirm(question, default=False, err=True)


def _events(count: int) -> str:
    from alliance_tutor.insight.wording import number

    return number(count, "event")


def _tell(as_json: bool, document: dict[str, Any], told: str) -> None:
    if as_json:
        output.echo_json(document)
    else:
        output.talk(told)
