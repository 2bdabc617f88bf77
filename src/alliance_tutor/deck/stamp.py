"""Writing ids into a deck file: each card without one gets its provisional id, and nothing else changes."""

import tomllib
from typing import Any

from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.deck.keys import type_of
from alliance_tutor.deck.positions import Positions
from alliance_tutor.deck.refusals import refusal
from alliance_tutor.errors import TutorError

_BOM = "\ufeff"


def stamp(text: str) -> tuple[str, list[str]]:
    """A deck file's text with an `id` line below the header of every card that lacks one, and these ids.

    `text` is the file's, read and written with `newline=""`: line ends and comments stay as they are. Ids
    are those that the cards have provisionally, so that history goes on. Cards that cannot be read are
    passed over. Raises TutorError, with line and column, where the text is no TOML.
    """
    source = text.removeprefix(_BOM).replace("\r\n", "\n")
    positions = Positions(source)
    ids = _missing_ids(_loads(source, positions))
    lines = text.split("\n")
    headers = {table.path: positions.line_column(table.start)[0] for table in positions.tables}
    for index, id in ids.items():
        header = headers.get(("card", index))
        if header is None:
            _insert_inline(lines, positions.at(("card", index)), id)
        else:
            end = "\r" if lines[header - 1].endswith("\r") else ""
            lines[header - 1] += f'\nid = "{id}"{end}'
    return "\n".join(lines), list(ids.values())


def _insert_inline(lines: list[str], at: tuple[int, int], id: str) -> None:
    """Write an id into a card of the form `{ type = "basic", … }`, whose brace stands at `at`."""
    line, column = at
    column += line == 1 and lines[0].startswith(_BOM)
    text = lines[line - 1]
    lines[line - 1] = f'{text[:column]} id = "{id}",{text[column:]}'


def _loads(source: str, positions: Positions) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        fault = refusal(error, source)
        line, column = positions.line_column(fault.offset)
        raise TutorError(fault.message, hint=fault.hint, line=line, column=column) from None


def _missing_ids(document: dict[str, Any]) -> dict[int, str]:
    """The provisional id of each card that needs one, by the card's place in the file."""
    cards = document.get("card")
    ids: dict[int, str] = {}
    for index, card in enumerate(cards if isinstance(cards, list) else []):
        if not isinstance(card, dict) or "id" in card:
            continue
        card_type, _ = type_of(card)
        text = card.get("text" if card_type == "cloze" else "prompt")
        if card_type and isinstance(text, str):
            ids[index] = provisional_id(card_type, text)
    return ids
