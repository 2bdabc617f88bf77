"""What several commands share: options, and how a DECK is read."""

import os
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options before the verb."""

    home: str = ""
    plain: bool = False


home_option = click.option(
    "--home",
    default="",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Keep settings, journal and decks under this folder.",
)
plain_option = click.option("--plain", is_flag=True, help="Line mode: for screen readers and any terminal.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def is_path(deck: str) -> bool:
    """Whether a DECK names a file or folder: it has a slash (Windows: or a backslash) or ends in .toml."""
    return "/" in deck or os.sep in deck or deck.endswith(".toml")
