"""An answer in the making: what keys and clicks have ticked, arranged or paired so far. Pure.

Rows and columns of a screen are counted from 0; options and items keep their places in the question.
"""

from dataclasses import dataclass, replace
from random import Random

from alliance_tutor.deck.questions import Form, Question
from alliance_tutor.study.responses import Arranged, Paired, Picked, Response, Ticked

_WRITTEN_OPTIONS = frozenset({"choice", "multiple-response"})


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer so far, and where the cursor stands (-1: nowhere yet).

    `order` is the options as they are listed or, where items are arranged, the items as they stand now.
    `held` says that the item under the cursor was picked up; `paired` has the option of each item.
    """

    form: Form
    order: tuple[int, ...] = ()
    cursor: int = -1
    ticked: frozenset[int] = frozenset()
    paired: tuple[int | None, ...] = ()
    held: bool = False
    touched: bool = False

    @property
    def rows(self) -> int:
        """Over how many rows the cursor moves."""
        return len(self.paired) if self.form is Form.PAIR else len(self.order)

    @property
    def letters(self) -> int:
        """How many options have a letter."""
        return 0 if self.form is Form.ARRANGE else len(self.order)

    @property
    def response(self) -> Response | None:
        """The answer as it stands; None while nothing was done."""
        match self.form:
            case Form.PICK if self.cursor >= 0:
                return Picked(self.order[self.cursor])
            case Form.TICK if self.ticked:
                return Ticked(self.ticked)
            case Form.ARRANGE if self.touched:
                return Arranged(self.order)
            case Form.PAIR if any(option is not None for option in self.paired):
                return Paired(self.paired)
        return None

    def moved(self, step: int) -> "Draft":
        """The cursor a row further (round the ends), or the item that is held."""
        if not self.rows:
            return self
        if self.held:
            return self._put(min(max(self.cursor + step, 0), self.rows - 1))
        start = self.cursor if self.cursor >= 0 else (-1 if step > 0 else 0)
        return replace(self, cursor=(start + step) % self.rows)

    def at_letter(self, place: int) -> "Draft":
        """The option in row `place` picked, ticked or not any more, or made the item's partner."""
        if not 0 <= place < self.letters:
            return self
        option = self.order[place]
        match self.form:
            case Form.TICK:
                return replace(self, cursor=place, ticked=self.ticked ^ {option})
            case Form.PAIR:
                return self._paired(None if self.paired[self.cursor] == option else option)
        return replace(self, cursor=place)

    def at_row(self, place: int) -> "Draft":
        """What the row's number or a click on it does: an item is picked up, or what is held put there."""
        if not 0 <= place < self.rows:
            return self
        match self.form:
            case Form.ARRANGE if self.held:
                return replace(self._put(place), held=False)
            case Form.ARRANGE:
                return replace(self, cursor=place, held=True)
            case Form.PAIR:
                return replace(self, cursor=place)
        return self.at_letter(place)

    def grasped(self) -> "Draft":
        """What Space does in the cursor's row: tick, pick up or put down, take a partner away."""
        match self.form:
            case Form.TICK if self.cursor >= 0:
                return self.at_letter(self.cursor)
            case Form.ARRANGE:
                return replace(self, held=not self.held)
            case Form.PAIR:
                return replace(self, paired=self._with(None))
        return self

    def _put(self, place: int) -> "Draft":
        left = [item for row, item in enumerate(self.order) if row != self.cursor]
        left.insert(place, self.order[self.cursor])
        return replace(self, order=tuple(left), cursor=place, touched=True)

    def _paired(self, option: int | None) -> "Draft":
        """The item at hand with its partner, and the cursor on the next item that has none."""
        paired = self._with(option)
        rows = len(paired)
        later = ((self.cursor + step) % rows for step in range(1, rows))
        free = next((row for row in later if paired[row] is None), self.cursor)
        return replace(self, paired=paired, cursor=self.cursor if option is None else free)

    def _with(self, option: int | None) -> tuple[int | None, ...]:
        return (*self.paired[: self.cursor], option, *self.paired[self.cursor + 1 :])


def begin(question: Question, order: tuple[int, ...]) -> Draft:
    """Nothing done yet; `order` is what `shown_order` gave."""
    form = question.form
    cursor = 0 if form in (Form.TICK, Form.ARRANGE, Form.PAIR) else -1
    return Draft(form, order, cursor, paired=(None,) * len(question.items) if form is Form.PAIR else ())


def taken_up(question: Question, order: tuple[int, ...], response: Response | None) -> Draft:
    """The draft of an answer that was given, to be changed; nothing done where it does not fit."""
    draft = begin(question, order)
    places = {*range(len(question.options))}
    match draft.form, response:
        case Form.PICK, Picked(option) if option in order:
            return replace(draft, cursor=order.index(option))
        case Form.TICK, Ticked(options) if options <= places:
            return replace(draft, ticked=options)
        case Form.ARRANGE, Arranged(given) if sorted(given) == sorted(order):
            return replace(draft, order=given, touched=True)
        case Form.PAIR, Paired(given) if len(given) == draft.rows and {*given} <= {*places, None}:
            return replace(draft, paired=given)
    return draft


def shown_order(question: Question, seed: str) -> tuple[int, ...]:
    """The places of options as they are listed, or of items to arrange as they stand at first.

    The same on every machine for a seed. Options that are not shuffled stand in `logical_order`, but true and
    false as they are. Items never stand in the right order at first.
    """
    arranged = question.form is Form.ARRANGE
    if not question.shuffle and question.ref.type in _WRITTEN_OPTIONS:
        # Only where it is needed: it reads dates and numbers by patterns that take time to compile.
        from alliance_tutor.deck.option_order import logical_order

        return logical_order([option.text for option in question.options], question.language)
    order = list(range(len(question.items if arranged else question.options)))
    if question.shuffle or arranged:
        Random(seed).shuffle(order)
    if arranged and order == sorted(order):
        order.reverse()
    return tuple(order)
