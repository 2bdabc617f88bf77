"""The language in which questions are searched: what a search says, once it was read. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from alliance_tutor.deck.said import Pattern
from alliance_tutor.memory.rating import Rating


class State(StrEnum):
    """What a question can be asked to be, after `is:`."""

    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    LEECH = "leech"
    SUSPENDED = "suspended"
    BURIED = "buried"
    FLAGGED = "flagged"
    GONE = "gone"


class Figure(StrEnum):
    """What can be compared with a number, after `prop:`."""

    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    LAPSES = "lapses"
    REPS = "reps"
    DUE = "due"
    INTERVAL = "interval"
    RETRIEVABILITY = "retrievability"


class Order(StrEnum):
    """How what was found is sorted."""

    DECK = "deck"
    DUE = "due"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    LAPSES = "lapses"
    RETRIEVABILITY = "retrievability"
    ANSWERED = "answered"


FIELDS = ("deck", "topic", "type", "level", "status", "tag", "card")
"""What a question belongs to, by the keys of the language."""

SIGNS = ("<=", ">=", "!=", "<", ">", "=")
"""How a figure is compared."""

LONGEST_DAYS = 36_500

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "treaty": "the letters occur in the prompt, an answer, an option, the explanation or a tag",
        "treat*": "a word begins so; * stands for any letters of a word",
        '"mutual assistance"': "these words in a row",
        "treaty 1961": "both occur",
        "treaty or pact": "one of them occurs",
        "-treaty": "it does not occur; - turns any term round",
        "(treaty or pact) 1961": "brackets hold together what belongs together",
        "deck:history": "of that deck; * stands for any letters here too",
        "topic:early-ties": "of that topic",
        "type:choice": "of that type",
        "level:recall": "of that level",
        "status:disputed": "of that status",
        "tag:treaty": "with that tag",
        "card:soviet-recognition": "of the card with that id",
        "is:due": "due today or before, and not set aside",
        "is:new": "not answered yet",
        "is:learning": "in its first steps, or in those after a lapse",
        "is:review": "past these steps",
        "is:leech": "forgotten eight times or more",
        "is:suspended": "not asked until it is resumed",
        "is:buried": "set aside until tomorrow",
        "is:flagged": "with a flag",
        "is:gone": "answered once, and in no deck any more",
        "rated:7": "answered in the last 7 study days, today included",
        "rated:7:again": "and rated so: again, hard, good or easy",
        "prop:stability<7": "its memory falls to 90 % within fewer days than 7",
        "prop:difficulty>=7": "difficulty, 1 to 10",
        "prop:lapses>3": "how often it was forgotten",
        "prop:reps=0": "how often it was answered",
        "prop:due<=3": "days until it is due; below 0 it is overdue",
        "prop:interval>=21": "days between its last answer and the day it is due",
        "prop:retrievability<0.8": "the chance, 0 to 1, that you know it now",
    }
)
"""Each kind of term by an example, and what it finds: all that the guide's table says."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words hold the pattern."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Field:
    """What the question belongs to, `name` being one of `FIELDS`, is matched by the pattern as a whole."""

    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Is:
    """The question is in that state."""

    state: State


@dataclass(frozen=True, slots=True)
class Rated:
    """It was answered in the last `days` study days, with that rating if one is named."""

    days: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure stands to a number as the sign, one of `SIGNS`, says."""

    figure: Figure
    sign: str
    number: float


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not find."""

    part: "Search"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find; all questions where there is none."""

    parts: "tuple[Search, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What any part finds."""

    parts: "tuple[Search, ...]"


Search = Said | Field | Is | Rated | Compared | Not | And | Or

EVERYTHING = And(())


def names_gone(search: Search) -> bool:
    """Whether a search asks for questions that no deck has any more."""
    match search:
        case Is(State.GONE):
            return True
        case Not(part):
            return names_gone(part)
        case And(parts) | Or(parts):
            return any(map(names_gone, parts))
        case _:
            return False
