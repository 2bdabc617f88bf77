"""What a quiz is to be, asked before it begins: the same questions on screens and in line mode. Pure."""

from collections.abc import Callable, Iterable, Mapping
from sys import maxsize
from typing import TYPE_CHECKING, Any

from alliance_tutor.study.choices import Choice, Field, Value
from alliance_tutor.study.drawing import Order, Stock, Wanted
from alliance_tutor.study.quiz import Feedback
from alliance_tutor.study.wish import QuizWish

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckEntry

ALL = maxsize
"""So many items that every question is asked."""

FIELDS = (
    Field("decks", "Decks", "Which decks the questions come from.", several=True),
    Field("topics", "Topics", "Which topics of these decks.", several=True),
    Field("types", "Types", "How the questions are answered.", several=True),
    Field("levels", "Levels", "What answering takes, as the decks say.", several=True),
    Field("items", "How many", "How many questions are asked, at most one of a card.", typed=True),
    Field("order", "Which", "Any of them, or first what you have most likely forgotten."),
    Field("feedback", "Feedback", "What was right is shown after each answer, or after the last one."),
    Field("retry", "Ask again", "What you missed comes again at the end, until it is right."),
    Field("certainty", "How sure?", "Say how sure you are before the answer is shown; the result compares."),
    Field("pretest", "Pretest", "Before you have studied: not graded, and nothing counts for the schedule."),
)
_SINGLE: Mapping[str, tuple[tuple[Value, str], ...]] = {
    "items": (*((count, str(count)) for count in (5, 10, 15, 20, 30, 50)), (ALL, "all")),
    "order": ((Order.MIXED, "mixed"), (Order.LIKELY_TO_FAIL, "likely to fail")),
    "feedback": ((Feedback.AT_ONCE, "at once"), (Feedback.AT_END, "at the end")),
    "retry": ((False, "no"), (True, "until right")),
    "certainty": ((False, "not asked"), (True, "guess, fairly, sure")),
    "pretest": ((False, "no"), (True, "yes")),
}
_MOST_DIGITS = 9  # int() refuses a text of thousands of digits
_LEVELS = {level: level for level in ("recall", "understanding", "application")}


class Setup:
    """A quiz in the making: `wish` as it stands, and `stock`, what there is to draw from for it.

    `decks` are those that can be asked; `count` tells the stock of what is wanted.
    """

    def __init__(
        self, wish: QuizWish, decks: "Iterable[DeckEntry]", count: Callable[[Wanted], Stock]
    ) -> None:
        self._decks = {deck.id: deck for deck in decks}
        self._count = count
        self.wish = wish
        self.stock = count(wish.wanted)

    @property
    def ready(self) -> bool:
        """Whether there is anything to ask."""
        return self.stock.available > 0

    @property
    def told(self) -> str:
        """How many questions there are to draw from, and how many come; or why there is none."""
        there, items = self.stock.available, self.wish.wanted.items
        if not there:
            return f"Nothing to draw from: {self._why_none()}"
        if there == 1:
            return "1 question to draw from, and it is asked."
        return f"{there} questions to draw from, {items if items < there else 'and all'} are asked."

    def value(self, field: Field) -> Any:
        """What is chosen: a value, or of several the ticked ones, none for all."""
        wish = self.wish
        return getattr(wish.wanted if field.key in Wanted._fields else wish.options, field.key)

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What may be chosen, in order; of several only what gives questions, and what is ticked."""
        value = self.value(field)
        if field.several:
            stock: dict[str, int] = getattr(self.stock, field.key)
            return tuple(
                Choice(name, label, name in value, stock.get(name, 0))
                for name, label in self._named(field.key).items()
                if name in stock or name in value
            )
        known = _SINGLE[field.key]
        if value not in dict(known):
            known = tuple(sorted([*known, (value, str(value))]))
        return tuple(Choice(each, label, each == value) for each, label in known)

    def words(self, field: Field) -> str:
        """What is chosen, in words."""
        return ", ".join(choice.label for choice in self.choices(field) if choice.chosen) or "all"

    def choose(self, field: Field, value: Value) -> None:
        """Choose a value; of several tick it, or untick it. Ticking the last one that was left means all."""
        if not field.several:
            self._put(field, value)
            return
        ticked = set(self.value(field)) ^ {value}
        whole = {choice.value for choice in self.choices(field)}
        self._put(field, tuple(name for name in self._named(field.key) if name in ticked and ticked != whole))

    def choose_all(self, field: Field) -> None:
        """Tick nothing, so that all are wanted."""
        self._put(field, ())

    def step(self, field: Field, step: int) -> None:
        """Choose the next value or the one before, round the ends; of several nothing changes."""
        if not field.several:
            values = [choice.value for choice in self.choices(field)]
            self._put(field, values[(values.index(self.value(field)) + step) % len(values)])

    def type(self, field: Field, text: str) -> bool:
        """Ask for a number of questions that was typed, 1 and more; False where it is none."""
        items = int(text) if text.strip().isdecimal() and len(text) <= _MOST_DIGITS else 0
        if field.typed and items:
            self._put(field, items)
        return field.typed and items > 0

    def _put(self, field: Field, value: object) -> None:
        change: dict[str, Any] = {field.key: value}
        if field.key not in Wanted._fields:
            self.wish = self.wish._replace(options=self.wish.options._replace(**change))
            return
        wanted = self.wish.wanted._replace(**change)
        if field.key == "decks":
            kept = {*self._topics(wanted.decks), ""}
            wanted = wanted._replace(topics=tuple(topic for topic in wanted.topics if topic in kept))
        self.wish = self.wish._replace(wanted=wanted)
        if field.several:
            self.stock = self._count(wanted)

    def _named(self, key: str) -> dict[str, str]:
        """All that there may be of a kind, in order, each with its label; what has no name comes last."""
        known = _LEVELS if key == "levels" else {}
        if key == "decks":
            known = {id: deck.title for id, deck in self._decks.items()}
        elif key == "topics":
            known = self._topics(())
        others = {*getattr(self.stock, key), *getattr(self.wish.wanted, key)} - known.keys()
        return known | {
            name: name or f"no {key[:-1]}" for name in sorted(others, key=lambda name: (not name, name))
        }

    def _topics(self, decks: tuple[str, ...]) -> dict[str, str]:
        """The titles of the topics of some decks, all if none is named; decks may share a topic's id."""
        chosen = [self._decks[id] for id in decks if id in self._decks] if decks else self._decks.values()
        titles: dict[str, dict[str, None]] = {}
        for deck in chosen:
            for topic in deck.topics:
                titles.setdefault(topic.id, {})[topic.title] = None
        return {id: " / ".join(found) for id, found in titles.items()}

    def _why_none(self) -> str:
        """Of which kind all would have to be wanted; each card has one deck, topic, type and level."""
        narrowed = [field for field in FIELDS if field.several and self.value(field)]
        would = {field.label.lower(): sum(getattr(self.stock, field.key).values()) for field in narrowed}
        kind = max(would, key=lambda label: would[label], default="")
        if not narrowed:
            return "there is no question that is not suspended or buried."
        if not would[kind]:
            return "no question fits all that is ticked."
        return f"with all {kind} there would be {would[kind]}."
