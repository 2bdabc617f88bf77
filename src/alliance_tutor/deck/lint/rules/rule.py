"""What a rule is: a code for good, how grave it is, why, and the function that finds what breaks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from alliance_tutor.deck.lint.context import Place
from alliance_tutor.deck.lint.findings import Severity
from alliance_tutor.deck.scanner import KeyPath

_Subject = TypeVar("_Subject")


class Note(NamedTuple):
    """What a rule has to say, with the evidence in the message.

    `loc` leads to the key at fault from its table, `offset` to a character of that key's text. The table is
    that of the card or the deck that the rule looks at, and the severity the rule's, unless given.
    """

    message: str
    hint: str
    loc: KeyPath = ()
    offset: int | None = None
    place: Place | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[_Subject]):
    """A rule about one kind of subject: a card, a deck, or all the decks together.

    `meaning` says what it finds and `why` why that is a fault, each in a sentence; `severity` is that of the
    gravest finding. `types` are the types of card that it looks at, empty for all. `sourced`: it holds for
    decks that say so. `languages`: it needs a word list, and these have one; empty for all. `changing`: the
    day or other decks decide, so that finding nothing now says nothing of another time.
    """

    code: str
    severity: Severity
    meaning: str
    why: str
    find: Callable[[_Subject], Iterator[Note]]
    types: frozenset[str] = frozenset()
    sourced: bool = False
    languages: frozenset[str] = frozenset()
    changing: bool = False


def rule(
    code: str,
    severity: Severity,
    meaning: str,
    why: str,
    *,
    types: tuple[str, ...] = (),
    sourced: bool = False,
    languages: tuple[str, ...] = (),
    changing: bool = False,
) -> Callable[[Callable[[_Subject], Iterator[Note]]], Rule[_Subject]]:
    """Make the decorated function the rule with this code."""

    def made(find: Callable[[_Subject], Iterator[Note]]) -> Rule[_Subject]:
        spoken = frozenset(languages)
        return Rule(code, severity, meaning, why, find, frozenset(types), sourced, spoken, changing)

    return made
