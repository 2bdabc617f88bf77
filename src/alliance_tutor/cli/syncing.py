"""`sync`: answers and decks carried from device to device by a folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.exits import Exit
from alliance_tutor.cli.options import json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.desk.syncing import Synced
    from alliance_tutor.settings import Places, Settings

_WAIT = 60.0  # seconds for another window that is at it


@click.command()
@click.argument("folder", default="", required=False)
@click.option("--decks/--no-decks", "decks", default=None, help="Carry your own decks too, or no longer.")
@click.option("--once", is_flag=True, help="Do not remember the folder.")
@json_option
@click.pass_context
def sync(ctx: click.Context, folder: str, decks: bool | None, once: bool, as_json: bool) -> None:
    """Carry your answers between your devices, by a folder.

    FOLDER is any folder that something else carries: Syncthing, Nextcloud, Dropbox, a USB
    stick, a git clone. Run it on every device; all end with the same history. The folder is
    remembered: from then on the app syncs when it opens and when it closes.

    \b
    Examples:
      alliance-tutor sync ~/Nextcloud/tutor
      alliance-tutor sync
      alliance-tutor sync /media/stick --decks --once
    """
    from alliance_tutor import settings
    from alliance_tutor.desk.syncing import carry

    places = settings.places(ctx.obj.home)
    chosen = settings.load(places)
    path = _folder(folder or chosen.sync_folder)
    with_decks = chosen.sync_decks if decks is None else decks
    synced = carry(places, path, decks=with_decks, wait=_WAIT)
    if not once:
        _remember(places, chosen, path, with_decks)
    if as_json:
        output.echo_json(_document(synced))
    else:
        _tell(synced)
    ctx.exit(Exit.FINDINGS if _unread(synced) else Exit.DONE)


def _folder(named: str) -> Path:
    if not named:
        raise UsageError("no folder is remembered yet", hint="alliance-tutor sync FOLDER")
    try:
        named.encode()
        return Path(named).expanduser().absolute()
    except UnicodeEncodeError as fault:
        raise UsageError("the folder's name is not in UTF-8", hint="use one of another name") from fault
    except RuntimeError as fault:
        raise UsageError(f"there is no such home folder: {named}", hint="write the path in full") from fault


def _remember(places: "Places", chosen: "Settings", folder: Path, decks: bool) -> None:
    from alliance_tutor import settings

    wanted = {"sync_folder": str(folder), "sync_decks": decks}
    changed = {key: value for key, value in wanted.items() if getattr(chosen, key) != value}
    if changed:
        settings.save(places, **changed)
        output.talk(f"{folder} is remembered; the app syncs with it when it opens and closes")


def _tell(synced: "Synced") -> None:
    from alliance_tutor.insight.syncing import figures, remarks

    for line in figures(synced.report):
        output.echo(line)
    for deck in synced.decks:
        output.echo(f"decks/{deck.name}: {deck.note or deck.way}")
    for line in remarks(synced.report):
        output.talk(line)


def _unread(synced: "Synced") -> bool:
    report = synced.report
    return bool(report.damaged or report.newer or report.unread or report.conflicts or report.unsent)


def _document(synced: "Synced") -> dict[str, Any]:
    report = synced.report
    devices = sorted(report.sent.keys() | report.received.keys() | {report.device})
    return {
        "folder": str(report.folder),
        "device": report.device,
        "sent": report.sent.total(),
        "received": report.received.total(),
        "devices": [
            {"device": device, "sent": report.sent[device], "received": report.received[device]}
            for device in devices
        ],
        "damaged": [{"file": name, "lines": lines} for name, lines in sorted(report.damaged.items())],
        "newer": report.newer,
        "unread": [{"file": name, "why": why} for name, why in sorted(report.unread.items())],
        "conflicts": report.conflicts,
        "unsent": report.unsent,
        "renamed": report.renamed or None,
        "decks": [{"file": deck.name, "way": deck.way, "note": deck.note} for deck in synced.decks],
    }
