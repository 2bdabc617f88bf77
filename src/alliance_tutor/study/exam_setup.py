"""What an exam is to be, asked before it begins: the same choices on screens and in line mode. Pure.

Whether a paper can be drawn is told from counts of cards, which takes no time; drawing may find that less can
be asked, since no question may say the answer to another.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from alliance_tutor.deck.refs import MOST_ITEMS
from alliance_tutor.study.blueprint import EXTRA_TIMES, Blueprint, Cell, SelfMarked, Stock, Terms
from alliance_tutor.study.choices import Choice, Field, Value
from alliance_tutor.study.exam_parts import apportioned, cells_of, counted
from alliance_tutor.study.exam_titles import Titles
from alliance_tutor.study.exam_wish import (
    OWN,
    OWN_TITLE,
    ExamWish,
    Proposal,
    Split,
    minutes_for,
    of_proposal,
    own_exam,
)

if TYPE_CHECKING:
    from alliance_tutor.deck.library import DeckEntry

FIELDS = (
    Field("exam", "Exam", "An exam that a deck or your settings propose, or one of your own."),
    Field("decks", "Decks", "Which decks the questions come from.", several=True),
    Field("topics", "Topics", "Which topics of these decks.", several=True),
    Field("items", "How many", "How many questions are asked, at most one of a card.", typed=True),
    Field("split", "Split by", "Parts get as many questions as they have cards; each can be changed."),
    Field("self_marked", "You mark", "What the program cannot mark: you do, with 0, ½ or 1, at the end."),
    Field("minutes", "Minutes", "The time for all questions.", typed=True),
    Field("item_seconds", "Seconds each", "The time for each question by itself.", typed=True),
    Field("extra", "Extra time", "By what all times are multiplied, for those who need more."),
    Field("pause", "Pause", "Whether the clock may be stopped."),
    Field("certainty", "How sure?", "Say how sure you are of each answer; it is marked by that."),
    Field("negative", "Wrong costs", "What a wrong answer costs of its points.", typed=True),
    Field("cut_score", "Pass mark", "From which score on the exam is passed.", typed=True),
    Field(
        "seed", "Seed", "The same seed and decks give the same paper; fresh: what you saw least.", typed=True
    ),
)
MOST_MINUTES = 1440
MOST_ITEM_SECONDS = 86_400
MOST_SEED = 999_999_999
_SINGLE: Mapping[str, tuple[tuple[Value, str], ...]] = {
    "items": tuple((count, str(count)) for count in (10, 20, 30, 50, 100)),
    "split": (
        (Split.NOTHING, "nothing"),
        (Split.TOPIC, "topic"),
        (Split.LEVEL, "level"),
        (Split.TYPE, "type"),
        (Split.TOPIC_LEVEL, "topic and level"),
    ),
    "self_marked": ((SelfMarked.NEVER, "nothing"), (SelfMarked.ALSO, "what you recall or write")),
    "minutes": ((0, "no limit"), *((count, str(count)) for count in (10, 20, 30, 45, 60, 90, 120))),
    "item_seconds": ((0, "no limit"), *((count, str(count)) for count in (30, 60, 90, 120))),
    "extra": tuple((times, f"× {times:g}") for times in EXTRA_TIMES),
    "pause": ((False, "not allowed"), (True, "allowed")),
    "certainty": ((False, "not asked"), (True, "guess, fairly, sure")),
    "negative": ((0.0, "nothing"), *((share, f"{100 * share:.3g} %") for share in (0.25, 1 / 3, 0.5, 1.0))),
    "cut_score": ((None, "none"), *((float(mark), f"{mark} %") for mark in (50, 60, 70, 80))),
    "seed": ((None, "fresh"),),
}
_ONLY_IF_CHOSEN: Mapping[str, tuple[Value, str]] = {
    "split": (Split.PROPOSED, "as proposed"),
    "self_marked": (SelfMarked.NAMED, "where a part says so"),
}
_WHOLE = {
    "items": (1, MOST_ITEMS),
    "minutes": (0, MOST_MINUTES),
    "item_seconds": (0, MOST_ITEM_SECONDS),
    "seed": (0, MOST_SEED),
}
_NUMBER = re.compile(r"\d{1,9}")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?) ?%?")
_MOST_TOLD = 3


class Part(NamedTuple):
    """A part of the exam: how many questions it asks, and how many cards there are to draw from.

    `label` is a harmless line.
    """

    label: str
    items: int
    there: int


class Setup:
    """An exam in the making: `wish` as it stands. `stock` counts what there is of all decks."""

    def __init__(
        self,
        wish: ExamWish,
        decks: "Iterable[DeckEntry]",
        proposals: Iterable[Proposal],
        stock: Stock,
    ) -> None:
        self._decks = {deck.id: deck for deck in decks}
        self._proposals = {proposal.key: proposal for proposal in proposals}
        self._stock = stock
        self._titles = Titles(self._decks.values())
        self._counted: tuple[Blueprint | None, tuple[int, ...], int] = (None, (), 0)
        self.wish = wish

    # What it comes to

    @property
    def ready(self) -> bool:
        """Whether there seem to be enough questions."""
        there, total = self._there()
        enough = all(cell.items <= count for cell, count in zip(self._cells, there, strict=True))
        return enough and 0 < self.wish.blueprint.items <= min(total, MOST_ITEMS)

    @property
    def told(self) -> str:
        """How many questions are drawn of how many; or what lacks. A harmless line."""
        items, total = self.wish.blueprint.items, self._there()[1]
        lacking = [part for part in self.parts if part.items > part.there]
        if not items:
            return "No part asks for a question yet."
        if not total:
            also = self.wish.blueprint._replace(self_marked=SelfMarked.ALSO)
            own = counted(also, self._stock)[1]
            if own:
                return f"The program can mark none; {own} if you mark what you recall or write."
            return "There is nothing to draw from."
        if items > MOST_ITEMS:
            return f"An exam has at most {MOST_ITEMS} questions, and {items} are wanted."
        if lacking:
            told = [f"{part.label}: {part.items} wanted, {part.there} there" for part in lacking[:_MOST_TOLD]]
            more = [f"{len(lacking) - _MOST_TOLD} more parts"] if len(lacking) > _MOST_TOLD else []
            return f"Too few questions. {'; '.join([*told, *more])}."
        if items > total:
            return f"Too few questions: {items} wanted, {total} there."
        parts = sum(part.items > 0 for part in self.parts)
        split = f", in {parts} parts" if parts > 1 else ""
        return f"{items} of {total} {'question' if total == 1 else 'questions'} will be drawn{split}."

    @property
    def there(self) -> int:
        """How many cards there are to draw from."""
        return self._there()[1]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in order; one alone where the exam is not split."""
        there, _ = self._there()
        return tuple(
            Part(self._titles.cell(cell), cell.items, count)
            for cell, count in zip(self._cells, there, strict=True)
        )

    def count(self, place: int, items: int) -> None:
        """Let a part, by its place from 0, ask for so many questions: 0 to `MOST_ITEMS`."""
        items = max(0, min(items, MOST_ITEMS))
        cells = [cell._replace(items=items) if at == place else cell for at, cell in enumerate(self._cells)]
        self._ask(self.wish.blueprint._replace(cells=tuple(cells)))

    def type_count(self, place: int, text: str) -> bool:
        """Let a part ask for as many questions as was typed; False where that is no such number."""
        items = int(text) if _NUMBER.fullmatch(text) else MOST_ITEMS + 1
        if items > MOST_ITEMS:
            return False
        self.count(place, items)
        return True

    # The fields

    def value(self, field: Field) -> Any:
        """What is chosen: a value, or of several the ticked ones, none for all."""
        wish = self.wish
        for holder in (wish.blueprint, wish, wish.terms):
            if field.key in holder._fields or field.key == "items":
                return getattr(holder, field.key)
        raise KeyError(field.key)

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What may be chosen, in order."""
        value = self.value(field)
        if field.key == "exam":
            known = [(key, each.blueprint.title) for key, each in self._proposals.items()]
            return tuple(Choice(key, title, key == value) for key, title in [*known, (OWN, "your own")])
        if field.several:
            counts = self._counts(field.key)
            return tuple(
                Choice(id, title, id in value, counts.get(id, 0)) for id, title in self._named(field.key)
            )
        listed = [each for each in (_ONLY_IF_CHOSEN.get(field.key),) if each and each[0] == value]
        listed += _SINGLE[field.key]
        if value not in dict(listed):
            listed.append((value, _shown(field.key, value)))
            listed.sort(key=lambda each: (each[0] is not None, each[0] or 0))
        return tuple(Choice(each, label, each == value) for each, label in listed)

    def words(self, field: Field) -> str:
        """What is chosen, in words."""
        return ", ".join(choice.label for choice in self.choices(field) if choice.chosen) or "all"

    def choose(self, field: Field, value: Value) -> None:
        """Choose a value; of several tick it, or untick it. Ticking the last one that was left means all."""
        if not field.several:
            self._put(field.key, value)
            return
        ticked, known = set(self.value(field)) ^ {value}, [id for id, _ in self._named(field.key)]
        left = tuple(id for id in known if id in ticked)
        self._put(field.key, () if len(left) == len(known) else left)

    def choose_all(self, field: Field) -> None:
        """Tick nothing, so that all are wanted."""
        self._put(field.key, ())

    def step(self, field: Field, step: int) -> None:
        """Choose the next value or the one before, round the ends; of several nothing changes."""
        if not field.several:
            values = [choice.value for choice in self.choices(field)]
            self._put(field.key, values[(values.index(self.value(field)) + step) % len(values)])

    def type(self, field: Field, text: str) -> bool:
        """Choose the number that was typed, a percentage where shares are chosen; False if it is none.

        An empty text is a fresh seed, or no pass mark.
        """
        text = text.strip()
        if not text and field.key in ("seed", "cut_score"):
            self._put(field.key, None)
            return True
        if field.key in _WHOLE:
            low, high = _WHOLE[field.key]
            number = int(text) if _NUMBER.fullmatch(text) else -1
            if not low <= number <= high:
                return False
            self._put(field.key, number)
            return True
        found = _PERCENT.fullmatch(text) if field.typed else None
        percentage = float(found[1].replace(",", ".")) if found else 101.0
        if percentage > 100:
            return False
        self._put(field.key, percentage / 100 if field.key == "negative" else percentage)
        return True

    # Within

    @property
    def _cells(self) -> tuple[Cell, ...]:
        return self.wish.blueprint.cells

    def _there(self) -> tuple[tuple[int, ...], int]:
        """How many cards fit each cell, and how many any; kept, since it is asked at every key."""
        blueprint = self.wish.blueprint
        if self._counted[0] != blueprint:
            self._counted = (blueprint, *counted(blueprint, self._stock))
        return self._counted[1:]

    def _put(self, key: str, value: Any) -> None:
        blueprint, terms = self.wish.blueprint, self.wish.terms
        if key == "exam":
            self._follow(value)
        elif key == "seed":
            self.wish = self.wish.seeded(value)
        elif key == "items":
            self._resize(value)
        elif key == "split":
            self.wish = self.wish._replace(split=value)
            self._split(blueprint)
        elif key in ("decks", "topics"):
            self._narrow({key: value})
        elif key == "self_marked":
            self._split(blueprint._replace(self_marked=value))
        else:
            self.wish = self.wish._replace(terms=_consistent(terms._replace(**{key: value}), key))

    def _follow(self, key: str) -> None:
        """Take a proposal as it is, or make an exam of one's own; extra time is the learner's, and stays."""
        known = self._proposals.get(key)
        wish = of_proposal(known) if known else own_exam()
        self.wish = wish._replace(
            terms=wish.terms._replace(extra=self.wish.terms.extra), seed=self.wish.seed, setup=self.wish.setup
        )

    def _narrow(self, change: dict[str, Any]) -> None:
        """Take questions of other decks or topics; what was proposed for these says nothing of others."""
        blueprint = self.wish.blueprint._replace(**change)
        known = {id for id, _ in self._topics(blueprint.decks)}
        blueprint = blueprint._replace(topics=tuple(id for id in blueprint.topics if id in known))
        if self.wish.split is Split.PROPOSED:
            self.wish = self.wish._replace(split=Split.NOTHING)
        self._split(blueprint)

    def _split(self, blueprint: Blueprint) -> None:
        """Make the parts anew, with as many questions in all."""
        if self.wish.split is not Split.PROPOSED:
            if blueprint.self_marked is SelfMarked.NAMED:
                blueprint = blueprint._replace(self_marked=SelfMarked.NEVER)
            blueprint = blueprint._replace(cells=self._shares(blueprint, blueprint.items))
        self._ask(blueprint)

    def _shares(self, blueprint: Blueprint, items: int) -> tuple[Cell, ...]:
        """The parts of the split with so many questions in all, each by how many cards it has."""
        return apportioned(cells_of(self.wish.split, blueprint, self._stock, self._order()), items)

    def _resize(self, items: int) -> None:
        """Ask for more or fewer: parts that nobody changed by their cards, others as they stand."""
        blueprint = self.wish.blueprint
        split = self.wish.split is not Split.PROPOSED
        if split and blueprint.cells == self._shares(blueprint, blueprint.items):
            cells = self._shares(blueprint, items)
        else:
            cells = apportioned(blueprint.cells, items)
        self._ask(blueprint._replace(cells=cells))

    def _ask(self, blueprint: Blueprint) -> None:
        """Take a blueprint that is nobody's proposal any more; an own exam's time follows its length."""
        terms, before = self.wish.terms, self.wish.blueprint.items
        if self.wish.exam == OWN and terms.minutes == minutes_for(before) and blueprint.items:
            terms = terms._replace(minutes=min(MOST_MINUTES, minutes_for(blueprint.items)))
        if blueprint != self.wish.blueprint:
            blueprint = blueprint._replace(title=OWN_TITLE)
            self.wish = self.wish._replace(blueprint=blueprint, terms=terms, exam=OWN)

    def _counts(self, key: str) -> dict[str, int]:
        """How many cards each deck has, or each topic of the decks that are wanted."""
        blueprint = self.wish.blueprint
        own = self._stock.own if blueprint.self_marked is not SelfMarked.NEVER else ()
        found: dict[str, int] = {}
        for cell in (*self._stock.marked, *own):
            if key == "decks" or not blueprint.decks or cell.deck in blueprint.decks:
                name = cell.deck if key == "decks" else cell.topic
                found[name] = found.get(name, 0) + cell.items
        return found

    def _named(self, key: str) -> list[tuple[str, str]]:
        """The decks, or the topics of those that are wanted, each with its title."""
        if key == "decks":
            return [(id, deck.title) for id, deck in self._decks.items()]
        return self._topics(self.wish.blueprint.decks)

    def _topics(self, decks: Sequence[str]) -> list[tuple[str, str]]:
        chosen = [deck for id, deck in self._decks.items() if not decks or id in decks]
        titles: dict[str, dict[str, None]] = {}
        for deck in chosen:
            for topic in deck.topics:
                titles.setdefault(topic.id, {})[topic.title] = None
        return [(id, " / ".join(found)) for id, found in titles.items()]

    def _order(self) -> dict[tuple[str, str], int]:
        """The place of each deck's topics in teaching order."""
        pairs = [(deck.id, topic.id) for deck in self._decks.values() for topic in deck.topics]
        return {pair: place for place, pair in enumerate(pairs)}


def _consistent(terms: Terms, key: str) -> Terms:
    """Wrong answers are marked by certainty or cost some of their points, not both."""
    if terms.certainty and terms.negative:
        return terms._replace(certainty=False) if key == "negative" else terms._replace(negative=0.0)
    return terms


def _shown(key: str, value: Any) -> str:
    if key == "negative":
        return f"{100 * value:.3g} %"
    return f"{value:g} %" if key == "cut_score" else str(value)
