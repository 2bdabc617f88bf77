"""What a learner decides of a question beside answers: suspended, buried, flagged, and back. Pure.

The journal has the last word: what another device decided at a later time, by its own clock, stays.
"""

from dataclasses import replace

from alliance_tutor.journal.events import Kind
from alliance_tutor.memory.standing import Standing
from alliance_tutor.study.ledger import Ledger

_OPPOSITES = {
    Kind.SUSPENDED: Kind.RESUMED,
    Kind.BURIED: Kind.UNBURIED,
    Kind.FLAGGED: Kind.UNFLAGGED,
}
_TOLD = {  # what is said of it, and where it did not come to be
    Kind.SUSPENDED: ("Suspended: it is not asked any more. Undo takes it back.", "Not suspended"),
    Kind.BURIED: ("Buried: it comes back tomorrow. Undo takes it back.", "Not buried"),
    Kind.FLAGGED: ("Flagged.", "No flag"),
    Kind.UNFLAGGED: ("Flag taken off.", "The flag stays"),
}


def changes(kind: Kind, standing: Standing, day: int) -> bool:
    """Whether an event of that kind would change a standing on a study day."""
    match kind:
        case Kind.SUSPENDED:
            return not standing.suspended
        case Kind.RESUMED:
            return standing.suspended
        case Kind.BURIED:
            return standing.buried_day != day
        case Kind.UNBURIED:
            return standing.buried_day == day
        case Kind.FLAGGED:
            return not standing.flagged
        case Kind.UNFLAGGED:
            return standing.flagged
        case _:
            return standing.memory is not None or standing.first_day is not None


def either(kind: Kind, standing: Standing, day: int) -> Kind:
    """That kind, or its opposite where it would change nothing."""
    return kind if changes(kind, standing, day) else _OPPOSITES.get(kind, kind)


def told(kind: Kind, standing: Standing, day: int) -> str:
    """A line about what was decided; `standing` is the question's after that."""
    done, not_done = _TOLD[kind]
    return f"{not_done}: another device decided so at a later time." if changes(kind, standing, day) else done


def flag(ledger: Ledger, question: str, standing: Standing) -> tuple[Standing, str]:
    """Flag a question, or take its flag off; how it stands then, and a line about it."""
    day = ledger.study_day(ledger.now())
    kind = either(Kind.FLAGGED, standing, day)
    ledger.record(kind, {"question": question})
    fresh = ledger.standing(question)
    return replace(standing, flagged=fresh.flagged), told(kind, fresh, day)
