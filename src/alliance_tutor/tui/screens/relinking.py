"""Histories of vanished cards, offered to similar new ones: one pair at a time."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.desk.relinking import Offer, Text
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.wording import number, percent
from alliance_tutor.journal.events import Event
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, QUIET, Key, hanging, lines, long, shown_key, words

HEADING = "The same card in new words?"


class RelinkScreen(PageScreen, inherit_bindings=False):
    """The vanished card and the new one, and what is to become of the history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y",
            "carry",
            "Carry the history over",
            id="relink.carry",
            tooltip="It is the same card: the new one goes on with the history",
        ),
        Binding(
            "n",
            "leave",
            "Begin anew",
            id="relink.leave",
            tooltip="It is another card; the history stays in the journal and is not offered again",
        ),
        Binding("right,s", "later", "Later", id="relink.later", tooltip="Decide on this one another time"),
        Binding("u", "undo", "Undo", id="relink.undo", tooltip="Give the history carried over last back"),
        *SCROLLING,
        Binding("q,escape", "back", "Back", id="relink.back", tooltip="Back to home"),
    ]
    BACK = "q"

    def __init__(self, desk: Desk) -> None:
        super().__init__(HEADING, self._page)
        self._desk = desk
        self._offers = desk.relinking.offers()
        self._carried: list[tuple[Event, Offer]] = []
        self._told = ""

    def shown_keys(self) -> list[Key]:
        """What can be done with the pair."""
        pair: list[Key] = [
            ("y", "carry the history over", "screen.carry"),
            ("n", "begin anew", "screen.leave"),
            ("s", "later", "screen.later"),
        ]
        undo: list[Key] = [("u", "undo", "screen.undo")] if self._carried else []
        return [
            *(pair if self._offers else []),
            *undo,
            ("q", "back", "screen.back"),
            ("?", "help", "app.help"),
        ]

    def action_carry(self) -> None:
        """The new card goes on with the history."""
        if self._offers:
            offer = self._offers[0]
            try:
                event = self._desk.relinking.carry(offer.old, offer.new)
            except TutorError as fault:
                self._tell(f"{fault.message}. {fault.hint}".strip())
                return
            self._carried.append((event, offer))
            back = shown_key("u", "screen.undo")
            self._next(f"The new card has the history now; {back} takes it back.")

    def action_leave(self) -> None:
        """The new card begins anew."""
        if self._offers:
            self._desk.relinking.leave(self._offers[0])
            self._next("The new card begins anew.")

    def action_later(self) -> None:
        """Leave the pair undecided."""
        if self._offers:
            self._next("")

    def action_undo(self) -> None:
        """Give the history carried over last back."""
        if self._carried:
            event, offer = self._carried.pop()
            self._desk.relinking.take_back(event)
            self._offers.insert(0, offer)
            self._tell("Taken back.")

    def _next(self, told: str) -> None:
        self._offers.pop(0)
        self._tell(told)

    def _tell(self, told: str) -> None:
        self._told = told
        self.show()

    def _page(self, width: int) -> Content:
        told = [*hanging(BLANK, words(self._told, "$warning"), width), BLANK] if self._told else []
        if not self._offers:
            return lines([*told, words("Every card was decided on.")])
        offer = self._offers[0]
        figures = (
            f"{percent(offer.likeness)} of the words are the same. The old card was answered"
            f" {number(offer.answers, 'time')}. {number(len(self._offers), 'card')} to decide on."
        )
        return lines(
            [
                *told,
                *_side("vanished", offer.old, offer.old_text, width),
                *_side("new", offer.new, offer.new_text, width),
                *hanging(BLANK, words(figures, QUIET), width),
            ]
        )


def _side(label: str, card: str, text: Text, width: int) -> list[Content]:
    return [words(f"{label}  {card}", QUIET), *long(text.prompt, width), *long(text.answer, width), BLANK]
