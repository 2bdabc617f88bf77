"""What is told of a deck or a topic that is not there, with the near ones."""

from collections.abc import Sequence

from alliance_tutor.deck.library import Library
from alliance_tutor.errors import UsageError


def unknown_deck(id: str, library: Library) -> UsageError:
    """The fault of asking for a deck that is not in use: it does not load, or there is none."""
    if any(entry.id == id for entry in library.broken):
        hint = "alliance-tutor check says what is wrong with it"
        return UsageError(f"the deck {id} does not load", hint=hint)
    return UsageError(f"there is no deck {id}", hint=_near(id, [entry.id for entry in library.decks]))


def unknown_topic(id: str, known: Sequence[str]) -> UsageError:
    """The fault of asking for a topic that is none of those known."""
    return unknown("topic", id, known)


def unknown(kind: str, name: str, known: Sequence[str]) -> UsageError:
    """The fault of asking for something of a kind, such as a type, that is none of those known."""
    return UsageError(f"there is no {kind} {name}", hint=_near(name, known))


def _near(id: str, known: Sequence[str]) -> str:
    import difflib  # only for the hint

    near = difflib.get_close_matches(id, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
