"""The settings as rows to choose in, one by one; both the screen and line mode work on them.

Each change is saved at once, into the learner's own lines of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, NamedTuple

from alliance_tutor import settings as settings_file
from alliance_tutor.desk.desk import Desk
from alliance_tutor.insight.wording import number, percent, rounded, single
from alliance_tutor.memory.fsrs6 import DEFAULT_PARAMETERS
from alliance_tutor.memory.workload import DAYS, Cost
from alliance_tutor.settings import AUTO_THEME, FULL_MOTION, REDUCED_MOTION, Settings


class Kind(StrEnum):
    """How a row is changed: by steps and digits, by picking, by typing; or it opens something."""

    NUMBER = "number"
    PICK = "pick"
    TEXT = "text"
    OPEN = "open"


class Row(NamedTuple):
    """A setting, or with `deck` that deck's own retention: its label, what it is for, how it is changed."""

    key: str
    label: str
    why: str
    kind: Kind
    deck: str = ""


KEYS, FIT, PLAN = "keys", "fit", "plan"
"""The rows that open something."""

_RETENTION = "desired_retention"
_WHYS = {
    _RETENTION: "The share you want to know when a question comes back. More costs more.",
    "new_per_day": "New questions a day, all decks together. Each brings reviews with it.",
    "reviews_per_day": "More reviews than this wait for the next day, the least worthwhile of them.",
    PLAN: "The minutes of a day are set with an exam's plan.",
    "rollover_hour": "A study day ends at this hour, so that a late evening is one day.",
    "theme": "The colours. “auto” takes those of your terminal; each is shown as you pick it.",
    "motion": "“reduced” lets nothing slide or fade.",
    "plain": "Line mode at every start: text line by line, for screen readers.",
    "editor": "The command that opens deck files; empty: $VISUAL, $EDITOR or the system's.",
    KEYS: "Every command can have another key.",
    FIT: "Fits the schedule to your own answers, and shows first whether that foresees them better.",
}
_STEPS = {_RETENTION: 0.01, "new_per_day": 1, "reviews_per_day": 10, "rollover_hour": 1}
_LABELS = {
    _RETENTION: "Retention",
    "new_per_day": "New a day",
    "reviews_per_day": "Reviews a day",
    PLAN: "Minutes a day",
    "rollover_hour": "Day ends at",
    "theme": "Theme",
    "motion": "Motion",
    "plain": "Line mode",
    "editor": "Editor",
    KEYS: "Keys",
    FIT: "Fit to you",
}
_KINDS = {
    "theme": Kind.PICK,
    "motion": Kind.PICK,
    "plain": Kind.PICK,
    "editor": Kind.TEXT,
    KEYS: Kind.OPEN,
    FIT: Kind.OPEN,
    PLAN: Kind.OPEN,
}
_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{0,6})?")
_LIMITS = {each.name: each.metadata for each in fields(Settings)}


class Choices:
    """The settings of a desk; `themes` are those that the screen has."""

    def __init__(self, desk: Desk, themes: Sequence[str] = ()) -> None:
        self._desk = desk
        self._themes = [AUTO_THEME, *sorted(set(themes) - {AUTO_THEME})]

    @property
    def rows(self) -> list[Row]:
        """The rows from the top; decks' retentions below the general one, or last where decks are many."""
        decks = [
            Row(_RETENTION, single(entry.title), _OF_DECK, Kind.NUMBER, entry.id)
            for entry in self._desk.shelf.library.decks
        ]
        first, *rest = [
            Row(key, label, _WHYS[key], _KINDS.get(key, Kind.NUMBER)) for key, label in _LABELS.items()
        ]
        return [first, *rest, *decks] if len(decks) > _FEW_DECKS else [first, *decks, *rest]

    def words(self, row: Row) -> str:
        """What is chosen."""
        settings = self._desk.settings
        if row.deck:
            own = settings.retention.get(row.deck)
            return "as all" if own is None else percent(own)
        match row.key:
            case "desired_retention":
                return percent(settings.desired_retention)
            case "plan":
                plan = self._desk.journal.plan()
                return f"{plan.minutes}" if plan.ahead(self._desk.day) else "no plan"
            case "rollover_hour":
                return f"{settings.rollover_hour}:00"
            case "plain":
                return "on" if settings.plain else "off"
            case "editor":
                return settings.editor or "the system's"
            case "keys":
                return f"{number(len(settings.keys), 'command')} moved" if settings.keys else "as shipped"
            case "fit":
                return "as shipped" if self._desk.parameters == DEFAULT_PARAMETERS else "fitted to you"
        return str(getattr(settings, row.key))

    def options(self, row: Row) -> list[str]:
        """What can be picked in a row; empty where that is not how it is changed."""
        match row.key:
            case "theme":
                return self._themes
            case "motion":
                return [FULL_MOTION, REDUCED_MOTION]
            case "plain":
                return ["off", "on"]
        return []

    def pick(self, row: Row, option: str) -> None:
        """Choose what can be picked. Raises SettingsError when it cannot be saved."""
        self._save(row.key, option == "on" if row.key == "plain" else option)

    def step(self, row: Row, by: int) -> None:
        """The next value, or with −1 the one before. Raises SettingsError when it cannot be saved."""
        if row.kind is Kind.PICK:
            options = self.options(row)
            here = self.words(row)
            place = options.index(here) + by if here in options else 0
            self.pick(row, options[place % len(options)])
        elif row.kind is Kind.NUMBER:
            limits, size = _LIMITS[row.key], _STEPS[row.key]
            value = self._value(row) + by * size
            if by * size and size > 1:
                value = (value // size) * size if by > 0 else -(-value // size) * size
            self._save_number(row, min(max(value, limits["ge"]), limits["le"]))

    def type(self, row: Row, typed: str) -> bool:
        """Take what was typed; False where it is no value that is allowed, and nothing is changed.

        Nothing typed takes a deck's own retention away. Raises SettingsError when it cannot be saved.
        """
        if row.kind is Kind.TEXT:
            self._save(row.key, typed.strip())
            return True
        if row.deck and not typed:
            self.clear(row)
            return True
        value = _number(typed, share=row.key == _RETENTION)
        limits = _LIMITS[row.key]
        if value is None or not limits["ge"] <= value <= limits["le"]:
            return False
        self._save_number(row, value)
        return True

    def clear(self, row: Row) -> None:
        """Let a deck go by the general retention again, another row by its default."""
        if row.deck:
            own = {deck: of for deck, of in self._desk.settings.retention.items() if deck != row.deck}
            self._save("retention", own)
        elif row.kind is not Kind.OPEN:
            self._save(row.key, getattr(Settings(), row.key))

    def key(self, id: str, keys: str) -> None:
        """Give a command other keys; empty takes them away. Raises SettingsError when it cannot be saved."""
        chosen = {of: each for of, each in self._desk.settings.keys.items() if of != id}
        self._save("keys", {**chosen, id: keys} if keys else chosen)

    def retention(self, row: Row) -> float:
        """The retention that a row is about: a deck's, else the general one."""
        return (
            self._desk.settings.retention_of(row.deck) if row.deck else self._desk.settings.desired_retention
        )

    def _value(self, row: Row) -> float:
        if row.deck:
            return self._desk.settings.retention_of(row.deck)
        return float(getattr(self._desk.settings, row.key))

    def _save_number(self, row: Row, value: float) -> None:
        exact = round(value, 2) if row.key == _RETENTION else int(value)
        if row.deck:
            self._save("retention", {**self._desk.settings.retention, row.deck: exact})
        else:
            self._save(row.key, exact)

    def _save(self, key: str, value: Any) -> None:
        self._desk.settings = settings_file.save(self._desk.places, **{key: value})


def allowed(row: Row) -> str:
    """What can be typed in a row of numbers."""
    low, high = _LIMITS[row.key]["ge"], _LIMITS[row.key]["le"]
    if row.key == _RETENTION:
        return f"{percent(low)} to {percent(high)}"
    return f"{low} to {high}"


def cost_lines(costs: Sequence[Cost], retention: float) -> list[str]:
    """What each retention would cost, in words; that which is chosen is named so."""
    return [
        f"{percent(each.retention)}: {rounded(each.reviews)} reviews and {rounded(each.minutes)} minutes "
        f"a day, {percent(each.known)} known in the end{' (chosen)' if each.retention == retention else ''}"
        for each in costs
    ]


BASIS = f"Played {DAYS} days forward with your own questions and pace, studying daily."
"""What the costs rest on."""

_FEW_DECKS = 6
_OF_DECK = "This deck's own retention."


def _number(typed: str, *, share: bool) -> float | None:
    """A number as it was typed; a share may stand as a percentage."""
    plain = typed.replace("%", "").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", "."))
    if share:
        return value / 100 if value > 1 else value
    return value if value == int(value) else None
