"""A question's flag, put on or taken off in a sitting."""

from dataclasses import replace

from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.standing import Standing
from alliance_tutor.study.ledger import Ledger


def toggle(ledger: Ledger, question: str, standing: Standing) -> tuple[Standing, str]:
    """Put the flag on a question, or take it off; how it stands then, and a line that says so.

    The journal decides: what was done later by another device's clock stays, and that is said.
    """
    wanted = not standing.flagged
    ledger.record(Kind.FLAGGED if wanted else Kind.UNFLAGGED, {"question": question})
    flagged = ledger.standing(question).flagged
    return replace(standing, flagged=flagged), _told(wanted, flagged)


def _told(wanted: bool, flagged: bool) -> str:
    if flagged is not wanted:
        stays = "The flag stays: it was set" if flagged else "No flag: it was taken off"
        return f"{stays} at a later time, by the clock of another device. Is this clock right?"
    return "Flagged." if flagged else "Flag taken off."
