"""The timeline: the dated cards of some decks in order of time; a card can be opened from it."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.desk import Desk
from alliance_tutor.insight import timeline
from alliance_tutor.insight.timeline import Dated
from alliance_tutor.insight.wording import date_words, digits, number
from alliance_tutor.tui.text import Key, shown_key
from alliance_tutor.tui.widgets.by_rows import Wheel
from alliance_tutor.tui.widgets.sheet import Sheet
from alliance_tutor.tui.widgets.timeline import View, draw

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class TimelineScreen(Wheel, Screen[None]):
    """Only cards that were asked are on show, so that it spoils nothing, until all are wanted."""

    app: "TutorApp"

    NOTCH = 3
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open the card", id="timeline.open", tooltip="The card, its sources too"),
        Binding(
            "a",
            "all",
            "Show all",
            id="timeline.all",
            tooltip="Also the cards that you were not asked yet, without their answers; or these no more",
        ),
        Binding(
            "d", "deck", "Next deck", id="timeline.deck", tooltip="One deck alone, then the next, then all"
        ),
        Binding("right", "turn(1)", "Next year", id="timeline.next", tooltip="The next year", system=True),
        Binding(
            "left", "turn(-1)", "Year before", id="timeline.before", tooltip="The year before", system=True
        ),
        Binding("up,k", "move(-1)", "Up", id="timeline.up", tooltip="The card before", system=True),
        Binding("down,j", "move(1)", "Down", id="timeline.down", tooltip="The next card", system=True),
        Binding(
            "pagedown,space",
            "page(1)",
            "Page down",
            id="timeline.forward",
            tooltip="A page down",
            system=True,
        ),
        Binding("pageup", "page(-1)", "Page up", id="timeline.backward", tooltip="A page up", system=True),
        Binding("home", "end(False)", "First", id="timeline.first", tooltip="The earliest card", system=True),
        Binding("end", "end(True)", "Last", id="timeline.last", tooltip="The latest card", system=True),
        Binding("q,escape", "back", "Back", id="timeline.back", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk, decks: Sequence[str] = ()) -> None:
        """`decks` are the ids of those that are drawn, all if none is named."""
        super().__init__()
        self._desk = desk
        self._all = timeline.timeline(desk.shelf.refs(decks), desk.journal.standings())
        dated = {card.deck for card in self._all}
        self._decks = {entry.id: entry.title for entry in desk.shelf.library.decks if entry.id in dated}
        self._deck = ""
        self._spoils = False
        self._text = cache(desk.shelf.question)
        self._shown: list[Dated] = []
        self._place = 0
        self._sight = 1
        self._choose()

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def action_open(self) -> None:
        """Open the card in hand."""
        from alliance_tutor.tui.screens.reader import CardScreen

        if self._shown:
            card = self._shown[self._place]
            questions = self._desk.shelf.index.questions(card.questions)
            if questions:
                heading = " · ".join(filter(None, (date_words(card.when), self._belongs(card))))
                self.app.push_screen(CardScreen(self._desk, questions, heading, hidden=not card.asked))

    def action_open_at(self, place: int) -> None:
        """Open a card that was clicked."""
        self.action_go(place)
        self.action_open()

    def action_go(self, place: int) -> None:
        """Take the card in a place in hand, the first or the last where there is none."""
        self._place = max(0, min(len(self._shown) - 1, place))
        self._draw()

    def action_move(self, step: int) -> None:
        """Take another card in hand."""
        self.action_go(self._place + step)

    def action_page(self, step: int) -> None:
        """A page further or back."""
        self.action_go(self._place + step * max(1, self._sight - 1))

    def action_turn(self, step: int) -> None:
        """To the next year that has a card, or to the one before."""
        if self._shown:
            self.action_go(timeline.turn(self._shown, self._place, step))

    def action_end(self, last: bool) -> None:
        """To the earliest or the latest card."""
        self.action_go(len(self._shown) if last else 0)

    def action_all(self) -> None:
        """Show the cards that were not asked yet too, or no more."""
        self._spoils = not self._spoils
        self._choose()
        self._draw()

    def action_deck(self) -> None:
        """Show the next deck alone; after the last one all."""
        if len(self._decks) > 1:
            rounds = ["", *self._decks, ""]
            self._deck = rounds[rounds.index(self._deck) + 1]
            self._choose()
            self._draw()

    def action_back(self) -> None:
        """Close the timeline."""
        self.dismiss()

    def _choose(self) -> None:
        """Choose the cards on show; the one in hand stays in hand, or one of its time."""
        before = self._shown[self._place] if self._shown else None
        cards = [card for card in self._all if self._deck in ("", card.deck)]
        asked = timeline.asked(cards)
        self._hidden = len(cards) - len(asked)
        self._shown = cards if self._spoils else asked
        self._place = timeline.nearest(self._shown, before) if before else 0

    def _draw(self) -> None:
        width, height = self.size
        if not width:
            return
        here = self._shown[self._place] if self._shown else None
        view = View(
            where=f"Timeline › {self._decks.get(self._deck, 'all decks')}",
            far=f"{digits(self._place + 1)} of {digits(len(self._shown))}" if here else "",
            cards=self._shown,
            place=self._place,
            text=self._text,
            decks={} if self._deck or len(self._decks) < 2 else self._decks,
            topic=self._belongs(here) if here else "",
            empty=self._empty(),
            keys=self._keys(),
        )
        drawing = draw(view, width, height)
        self._sight = drawing.sight
        self.query_one(Sheet).show(drawing.rows)

    def _belongs(self, card: Dated) -> str:
        topics = self._desk.shelf.library.deck(card.deck)
        title = next((topic.title for topic in topics.topics if topic.id == card.topic), "") if topics else ""
        return " › ".join(filter(None, (self._desk.shelf.deck_title(card.deck), title)))

    def _empty(self) -> list[str]:
        """Why there is nothing to see, and what to do about it."""
        if not self._all:
            return [
                "No card of these decks has a date.",
                'A card gets one by its key when, as in when = "1961-07-06".',
            ]
        dated, key = number(self._hidden, "dated card"), shown_key("a", "screen.all")
        return [
            "Nothing here has been asked yet.",
            "A card comes to the timeline once you have answered it.",
            f"{dated} {'waits' if self._hidden == 1 else 'wait'}. {key} shows them now, without the answers.",
        ]

    def _keys(self) -> list[Key]:
        shown: list[Key] = []
        if self._shown:
            shown = [
                ("Enter", "open", "screen.open"),
                ("↑↓", "card", "screen.move(1)"),
                ("←→", "year", "screen.turn(1)"),
            ]
        if self._spoils and self._hidden:
            shown.append(("a", "only asked ones", "screen.all"))
        elif self._hidden:
            shown.append(("a", f"{self._hidden} not asked yet", "screen.all"))
        if len(self._decks) > 1:
            shown.append(("d", "deck", "screen.deck"))
        return [*shown, ("q", "back", "screen.back"), ("?", "help", "app.help")]
