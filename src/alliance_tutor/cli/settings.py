"""`settings`: what the learner chose, shown and changed."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from alliance_tutor.cli import output
from alliance_tutor.cli.options import Chosen, json_option
from alliance_tutor.errors import UsageError

if TYPE_CHECKING:
    from alliance_tutor.settings import Places, Settings


@click.command()
@click.argument("key", default="", required=False)
@click.argument("value", default=None, required=False)
@json_option
@click.pass_obj
def settings(chosen: Chosen, key: str, value: str | None, as_json: bool) -> None:
    """Show the settings, or give one of them another value.

    An empty VALUE takes a deck's own retention or a key of your own away.

    \b
    Examples:
      alliance-tutor settings
      alliance-tutor settings new_per_day 15
      alliance-tutor settings retention.history 0.95
      alliance-tutor settings keys.study.undo x
      alliance-tutor settings retention.history ""
    """
    from alliance_tutor import settings as settings_file

    where = settings_file.places(chosen.home or None)
    now = settings_file.load(where)
    if value is not None:
        now = _changed(where, now, key, value)
        output.talk(f"saved in {where.settings}")
        return
    rows = _rows(now)
    if key and key not in rows:
        raise _unknown(key, rows)
    if as_json:
        output.echo_json({"path": str(where.settings), "settings": asdict(now)})
        return
    for name in [key] if key else rows:
        output.echo(f"{name} = {rows[name]}")


def _rows(now: "Settings") -> dict[str, str]:
    """The settings by their names, tables of the learner's own value by value; an exam is for the file."""
    import json

    rows: dict[str, str] = {}
    for name, value in asdict(now).items():
        if isinstance(value, dict) and name != "exam":
            rows |= {f"{name}.{key}": json.dumps(each, ensure_ascii=False) for key, each in value.items()}
        elif name != "exam":
            rows[name] = json.dumps(value, ensure_ascii=False)
    return rows


def _changed(where: "Places", now: "Settings", key: str, value: str) -> "Settings":
    """Give a setting a value. Raises SettingsError or UsageError."""
    from alliance_tutor import settings as settings_file
    from alliance_tutor.settings.typed import value_of

    table, _, name = key.partition(".")
    if table in ("retention", "keys") and name:
        rest = {of: each for of, each in getattr(now, table).items() if of != name}
        own: dict[str, Any] = {**rest, name: value if table == "keys" else value_of(value)} if value else rest
        if table == "keys":
            _check_keys(own, now.keys)
        return settings_file.save(where, **{table: own})
    if key not in _rows(now):
        raise _unknown(key, _rows(now))
    return settings_file.save(where, **{key: value_of(value)})


def _check_keys(wanted: dict[str, str], before: Any) -> None:
    from alliance_tutor.tui import keymap  # all screens: only where a key is moved

    known = set(keymap.faults(before))
    for fault in keymap.faults(wanted):
        if fault not in known:
            raise UsageError(fault.message, hint=fault.hint)


def _unknown(key: str, rows: dict[str, str]) -> UsageError:
    return UsageError(
        f"there is no setting {key}", hint=f"there are: {', '.join(rows)}, retention.DECK, keys.COMMAND"
    )
