"""What a row says of a question, as three whole numbers: what a replay of a million events works on.

An `Entry` is (`at`, `place`, `what`). A place is a device's rank among all and the event's number, so that
entries sort as events do. `what` packs the kind or the rating and what else decides anything.
"""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeGuard

from alliance_tutor.journal.events import Body, Kind, Mode
from alliance_tutor.memory.rating import Rating
from alliance_tutor.memory.studyday import day_of

Entry = tuple[int, int, int]
Group: TypeAlias = "array[int] | list[int]"

LONGEST_MS = 5 * 60_000
"""For so long the time of one answer counts at most."""

# `what`, from its lowest bit: 4 bits of code, COUNTS, RETRY, 20 bits of milliseconds; above them the day.
COUNTS, RETRY = 1 << 4, 1 << 5
MS_SHIFT, MS_MASK, DAY_SHIFT = 6, (1 << 20) - 1, 26
CODE = 15
# A code of 1 to 4 is a rating.
SUSPENDED, RESUMED, BURIED, UNBURIED, FLAGGED, UNFLAGGED, RESET, SETTING = range(5, 13)
_CODES: dict[str, int] = {
    Kind.SUSPENDED: SUSPENDED,
    Kind.RESUMED: RESUMED,
    Kind.BURIED: BURIED,
    Kind.UNBURIED: UNBURIED,
    Kind.FLAGGED: FLAGGED,
    Kind.UNFLAGGED: UNFLAGGED,
    Kind.RESET: RESET,
}
ANSWERS = frozenset({Kind.REVIEWED, Kind.ANSWERED})
SHAPING = ANSWERS | frozenset(map(Kind, _CODES))
"""The kinds whose events shape the standing of the question they name."""

ANSWERED = ("question", "rating", "study_day", "ms", "hash", "credit")
"""What the body of every answer says, in the order in which it is written."""
_ASKED = ("mode", "certainty", "counts")
_SHAPES: dict[int, tuple[str, ...]] = {
    len(keys): keys
    for keys in (
        ANSWERED,
        (*ANSWERED, "response"),
        (*ANSWERED, *_ASKED),
        (*ANSWERED, "response", *_ASKED),
    )
}
"""The keys of an answer's body, by their number."""

# An answer as this program writes it, but for its brackets; anything else is read as JSON.
_NAMED = (
    r'"question":"([ !#-\[\]-~]+)","rating":([1-4]),"study_day":"(\d{4}-\d\d-\d\d)","ms":(\d{1,9}),'
    r'"hash":"[0-9a-z]*","credit":(?:null|[01](?:\.\d+)?)(?:,"response":"[^"\\]*")?'
    r'(?:,"mode":"(\w+)","certainty":(?:null|\d),"counts":(true|false))?'
)
_KEY = r'"\w+":'
# Looking a member up in its Enum takes Python 3.11 as long as one of these.
_REVIEWED, _RETRY = Kind.REVIEWED, Mode.RETRY


class Places:
    """The places of some devices' events; `largest` is their largest number."""

    def __init__(self, devices: Iterable[str], largest: int) -> None:
        self._devices: Sequence[str] = sorted(set(devices))
        self.narrow = largest < 1 << 40 and len(self._devices) < 1 << 23
        """Whether places are numbers of 64 bits."""
        self._shift = 40 if self.narrow else 63

    def before(self, device: str) -> int:
        """The place before a device's first: its event number n is n further on."""
        return bisect_left(self._devices, device) << self._shift

    def group(self) -> Group:
        """Room for what is told of one question: each entry's three numbers, in 24 bytes where they fit."""
        return array("q") if self.narrow else []

    def id(self, place: int) -> str:
        """The id of the event at a place."""
        return f"{self._devices[place >> self._shift]}-{place & ((1 << self._shift) - 1)}"

    def in_sequence(self, entries: list[Entry]) -> list[Entry]:
        """Entries as they are folded: by instant and place, but each device's own always by number.

        A clock that jumped back must not put an answer before the one that it followed.
        """
        entries.sort()
        if len(entries) < 2:
            return entries
        shift, last = self._shift, dict[int, int]()
        for _, place, _ in entries:
            device = place >> shift
            if place < last.get(device, 0):
                break
            last[device] = place
        else:
            return entries
        latest: dict[int, int] = {}
        keyed: list[tuple[int, int, int, int]] = []
        for at, place, what in sorted(entries, key=lambda entry: entry[1:]):
            device = place >> shift
            latest[device] = max(at, latest.get(device, at))
            keyed.append((latest[device], place, what, at))
        return [(at, place, what) for _, place, what, at in sorted(keyed)]


def read(kind: str, text: str) -> tuple[str, int] | None:
    """The question and the `what` of a row of a shaping kind; None where it decides nothing."""
    if kind in ANSWERS and (found := _form(text[:1])(text)):
        question, rating, study_day, ms, mode, counts = found.groups()
        day = day_or_none(study_day)
        if day is None:
            return None
        time = int(ms)
        what = int(rating) | (time if time < LONGEST_MS else LONGEST_MS) << MS_SHIFT | day << DAY_SHIFT
        if counts == "true" or kind == _REVIEWED:
            what |= COUNTS
        return question, what | RETRY if mode == _RETRY else what
    return told(kind, loaded(text))


@lru_cache(maxsize=2)
def _form(begin: str) -> Callable[[str], re.Match[str] | None]:
    """What reads an answer that begins so; made when a replay first needs it, as no start does: 1 ms."""
    text = rf"\[{re.sub(_KEY, '', _NAMED)}\]" if begin == "[" else rf"\{{{_NAMED}\}}"
    return re.compile(text).fullmatch


def told(kind: str, body: Body) -> tuple[str, int] | None:
    """As `read`, of a body."""
    question = body.get("question")
    if not is_question(question):
        return None
    what = what_of(kind, body)
    return None if what is None else (question, what)


def what_of(kind: str, body: Body) -> int | None:
    """What an event of a shaping kind says, whatever its question; None where it decides nothing."""
    study_day = body.get("study_day")
    day = day_or_none(study_day) if isinstance(study_day, str) else None
    if kind in ANSWERS:
        rating = body.get("rating")
        if day is None or not is_rating(rating):
            return None
        what = rating | _ms(body.get("ms")) << MS_SHIFT | day << DAY_SHIFT
        if kind == Kind.REVIEWED or body.get("counts") is True:
            what |= COUNTS
        return what | RETRY if body.get("mode") == Mode.RETRY else what
    if kind == Kind.BURIED:
        return None if day is None else BURIED | day << DAY_SHIFT
    return _CODES.get(kind)


def packed(body: Body) -> Body | list[Any]:
    """What a row holds of a body: of an answer the values alone, which takes half the room."""
    return [*body.values()] if tuple(body) == _SHAPES.get(len(body)) else body


def unpacked(value: object) -> Body | None:
    """The body of which a row holds this; None where that is none's."""
    if isinstance(value, list) and (keys := _SHAPES.get(len(value))):
        return dict(zip(keys, value, strict=True))
    return value if isinstance(value, dict) else None


def loaded(text: str) -> Body:
    """A body from its row; what is none reads as an empty one."""
    try:
        return unpacked(json.loads(text)) or {}
    except (ValueError, RecursionError):
        return {}


def is_question(value: object) -> TypeGuard[str]:
    """Whether a value can be a question's id."""
    return isinstance(value, str) and value.isascii() and value.isprintable()


@lru_cache(maxsize=4096)
def day_or_none(text: str) -> int | None:
    """The study day that a text names; None where it names none."""
    try:
        return day_of(text)
    except ValueError:
        return None


def is_rating(value: object) -> TypeGuard[int]:
    """Whether a value is a rating's number."""
    return is_int(value) and Rating.AGAIN <= value <= Rating.EASY


def is_int(value: object) -> TypeGuard[int]:
    """Whether a value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def _ms(value: object) -> int:
    return min(max(value, 0), LONGEST_MS) if is_int(value) else 0
