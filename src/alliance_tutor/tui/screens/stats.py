"""What learning adds up to, in pictures: of all decks, of one, or of a topic."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from alliance_tutor.deck.library import DeckEntry
from alliance_tutor.desk import Desk
from alliance_tutor.desk.statistics import Statistics
from alliance_tutor.insight import statistics
from alliance_tutor.insight import statistics_words as telling
from alliance_tutor.insight.statistics import Hardest, Mastered, Scope
from alliance_tutor.insight.statistics_words import Pane
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import Key, lines, words
from alliance_tutor.tui.widgets import stats
from alliance_tutor.tui.widgets.by_rows import Wheel
from alliance_tutor.tui.widgets.sheet import Sheet
from alliance_tutor.tui.widgets.stats import Body, Frame

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

_T = TypeVar("_T")
_OF_ANSWERS = frozenset({Pane.DAYS, Pane.YEAR, Pane.RETENTION, Pane.CALIBRATION})
_PANES = tuple(Pane)
_LIST = 60  # rows of decks with their topics: where there are more, the decks alone


class StatsScreen(Wheel, Screen[None]):
    """One picture at a time; what takes long to add up comes while the screen is up."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Open the card", id="stats.open", tooltip="The card in hand, its sources too"
        ),
        Binding(
            "p", "practise", "Practise these", id="stats.practise", tooltip="Study the hardest questions now"
        ),
        Binding(
            "b",
            "browse",
            "Browse the leeches",
            id="stats.browse",
            tooltip="All leeches, to suspend or edit them",
        ),
        Binding("right", "turn(1)", "Next picture", id="stats.next", tooltip="The next picture", system=True),
        Binding(
            "left", "turn(-1)", "Picture before", id="stats.before", tooltip="The picture before", system=True
        ),
        *(
            Binding(
                str(number),
                f"pane({number - 1})",
                pane,
                id=f"stats.pane{number}",
                tooltip=telling.HEADINGS[pane],
            )
            for number, pane in enumerate(_PANES, start=1)
        ),
        Binding(
            "tab", "deck(1)", "Next deck", id="stats.deck", tooltip="One deck alone, then the next, then all"
        ),
        Binding(
            "shift+tab",
            "deck(-1)",
            "Deck before",
            id="stats.deck_before",
            tooltip="The deck before",
            system=True,
        ),
        Binding(
            "right_square_bracket,t",
            "topic(1)",
            "Next topic",
            id="stats.topic",
            tooltip="One topic of the deck alone, then the next, then all",
        ),
        Binding(
            "left_square_bracket,T",
            "topic(-1)",
            "Topic before",
            id="stats.topic_before",
            tooltip="The topic before",
            system=True,
        ),
        Binding("down,j", "move(1)", "Down", id="stats.down", tooltip="A line down", system=True),
        Binding("up,k", "move(-1)", "Up", id="stats.up", tooltip="A line up", system=True),
        Binding(
            "space,pagedown", "page(1)", "Page down", id="stats.forward", tooltip="A page down", system=True
        ),
        Binding("pageup", "page(-1)", "Page up", id="stats.backward", tooltip="A page up", system=True),
        Binding(
            "question_mark",
            "explain",
            "What this means",
            id="stats.explain",
            tooltip="What each figure means, in a line",
        ),
        Binding("q,escape", "back", "Back", id="stats.back", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, scope: Scope | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._statistics = Statistics(desk)
        self._scope = scope or Scope()
        self._pane = Pane.AHEAD
        self._top = 0
        self._place = 0
        self._sight = 1
        self._read: dict[tuple[str, Scope], Any] = {}
        self._read_of: object = None
        self._mastered: list[Mastered] = []
        self._all_read = False

    def compose(self) -> ComposeResult:
        """One sheet of rows."""
        yield Sheet(id="sheet")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        if self._read_of is None:
            self._take_up()
        else:
            self._draw()

    def on_screen_resume(self) -> None:
        """Something may have been answered meanwhile."""
        if self._read_of not in (None, self._state):
            self._take_up()

    def action_pane(self, number: int) -> None:
        """Show a picture."""
        self._pane = _PANES[number]
        self._take_up()

    def action_turn(self, step: int) -> None:
        """Show the next picture, or the one before."""
        self.action_pane((_PANES.index(self._pane) + step) % len(_PANES))

    def action_deck(self, step: int) -> None:
        """Show another deck's figures, or those of all."""
        self._scope = Scope(_next((), [(entry.id,) for entry in self._decks], self._scope.decks, step))
        self._take_up()

    def action_topic(self, step: int) -> None:
        """Show another topic's figures, or those of the whole deck."""
        decks = self._scope.decks or tuple(entry.id for entry in self._decks[:1])
        if decks:
            topics = [topic.id for topic in self._desk.shelf.index.topics(decks[0])]
            self._scope = Scope(decks, _next("", topics, self._scope.topic, step))
            self._take_up()

    def action_move(self, step: int) -> None:
        """A line further, or the next question."""
        if self._pane is Pane.HARDEST:
            self._place += step
        else:
            self._top += step
        self._draw()

    def action_page(self, step: int) -> None:
        """A page further or back."""
        self.action_move(step * max(1, self._sight - 1))

    def action_open(self, place: int | None = None) -> None:
        """Open the card of the question in hand, or of one that was clicked."""
        if self._pane is not Pane.HARDEST or not self._hardest.questions:
            return
        from alliance_tutor.tui.screens.reader import CardScreen

        self._place = self._place if place is None else place
        self._draw()
        hard = self._hardest.questions[self._place]
        found = self._desk.shelf.question(hard.question)
        if found:
            self.app.push_screen(CardScreen(self._desk, [found], telling.hard_words(hard), hidden=False))

    def action_practise(self) -> None:
        """Study the hardest questions."""
        queue = self._statistics.to_practise(self._hardest) if self._pane is Pane.HARDEST else ()
        if queue:
            self.app.show_sitting(self._desk.session(queue), self._scope.decks)

    def action_browse(self) -> None:
        """Look at all leeches of what figures are of."""
        from alliance_tutor.tui.screens.browse import BrowseScreen

        decks, topic = self._scope
        of = [f"deck:{deck}" for deck in decks] + ([f"topic:{topic}"] if topic else [])
        self.app.push_screen(BrowseScreen(self._desk, " ".join([*of, "is:leech"])))

    def action_explain(self) -> None:
        """What the figures mean."""
        from alliance_tutor.tui.screens.reader import PageScreen

        known = self._statistics.known(self._scope)
        figures = telling.loss_words(self._statistics.calibration(self._scope)) if known else []

        def page(width: int) -> Content:
            return lines(stats.explanation(width, figures))

        self.app.push_screen(PageScreen("What the figures mean", page))

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    # What there is to show

    @property
    def _decks(self) -> tuple[DeckEntry, ...]:
        return self._desk.shelf.library.decks

    @property
    def _hardest(self) -> Hardest:
        return self._once("hardest", self._statistics.hardest)

    @property
    def _state(self) -> object:
        return self._desk.day, self._desk.recorded, self._desk.shelf.index.state

    def _once(self, name: str, read: Callable[[Scope], _T]) -> _T:
        """What is read of the scope, once as long as nothing is answered."""
        key = name, self._scope
        if key not in self._read:
            self._read[key] = read(self._scope)
        found: _T = self._read[key]
        return found

    def _take_up(self) -> None:
        """Show another picture, or one of other questions, from its first line; read what it takes."""
        self._top = self._place = 0
        if self._read_of != self._state:
            self._read_of = self._state
            self._read.clear()
            self._statistics.forget()
        if self._pane in _OF_ANSWERS and not self._statistics.known(self._scope):
            self._begin(self._add_up)
        elif self._pane is Pane.MASTERY:
            self._begin(self._master)
        self._draw()

    def _begin(self, work: Callable[[Scope], Awaitable[None]]) -> None:
        """Work on the scope beside the keys, in place of what was begun before."""
        # Not the coroutine itself: Python complains of one that is replaced before it ran.
        self.run_worker(partial(work, self._scope), exclusive=True)

    async def _add_up(self, scope: Scope) -> None:
        """Add up a topic's answers in a thread: of a large one that takes seconds."""
        self._statistics.keep(scope, await asyncio.to_thread(self._statistics.adding_up(scope)))
        self._draw()

    async def _master(self, scope: Scope) -> None:
        """Add up what is known deck by deck; between two a key is handled."""
        self._mastered = []
        self._all_read = False
        for rows in self._statistics.mastered(scope):
            self._mastered += rows
            if len(self._mastered) <= 2 * _LIST:
                self._draw()
            await asyncio.sleep(0)
        self._all_read = True
        self._draw()

    # How it is shown

    def _draw(self) -> None:
        if not self.size.width:
            return
        width, height = self.size
        frame = Frame(self._statistics.title(self._scope), self._pane, self._keys())
        self._place = max(0, min(len(self._hardest.questions) - 1, self._place)) if self._place else 0
        body = self._picture(stats.room(width), stats.space(frame, width, height))
        self._sight = stats.sight(frame, body, width, height)
        if self._pane is Pane.HARDEST:
            self._top = max(self._place - self._sight + 1, min(self._top, self._place))
        self._top = max(0, min(len(body.rows) - self._sight, self._top))
        self.query_one(Sheet).show(stats.draw(frame, body, self._top, width, height))

    def _picture(self, width: int, height: int) -> Body:
        pane, known = self._pane, self._statistics
        if not self._once("begun", known.begun):
            return stats.nothing_yet(pane, width)
        if pane in _OF_ANSWERS and not known.known(self._scope):
            return stats.waiting(pane, width)
        match pane:
            case Pane.AHEAD:
                return stats.ahead(self._once("ahead", known.ahead), width, height)
            case Pane.DAYS:
                recent = statistics.recent(self._once("days", known.days), self._desk.day)
                return stats.days(recent, width, height)
            case Pane.YEAR:
                days, streak = self._once("days", known.days), self._once("streak", known.streak)
                return stats.year(days, self._desk.day, streak, width)
            case Pane.RETENTION:
                return stats.retention(self._once("retention", known.retention), width, height)
            case Pane.MASTERY:
                return self._mastery(width)
            case Pane.CALIBRATION:
                return stats.calibration(self._once("calibration", known.calibration), width, height)
            case Pane.HARDEST:
                return stats.hardest(self._hardest, self._prompt, self._place, width)

    def _mastery(self, width: int) -> Body:
        decks = [part for part in self._mastered if not part.topic]
        parts = self._mastered if len(self._mastered) <= _LIST else decks
        whole = statistics.in_all("", decks or parts)
        wanted = self._statistics.wanted(self._scope)
        return stats.mastery(whole, parts, self._statistics.name, wanted, width, all_read=self._all_read)

    def _prompt(self, question: str) -> Content:
        found = self._desk.shelf.question(question)
        return words(one_line(found.prompt) if found else question)

    def _keys(self) -> list[Key]:
        shown: list[Key] = []
        if (
            self._pane is Pane.HARDEST
            and self._once("begun", self._statistics.begun)
            and self._hardest.questions
        ):
            shown = [("Enter", "open", "screen.open"), ("p", "practise these", "screen.practise")]
            if self._hardest.leeches:
                shown.append(("b", "browse leeches", "screen.browse"))
        shown += [("←→", "picture", "screen.turn(1)")]
        if len(self._decks) > 1:
            shown.append(("Tab", "deck", "screen.deck(1)"))
        if len(self._scope.decks) == 1 or len(self._decks) == 1:
            shown.append(("[ ]", "topic", "screen.topic(1)"))
        return [*shown, ("?", "what this means", "screen.explain"), ("q", "back", "screen.back")]


def _next(every: _T, each: Sequence[_T], here: _T, step: int) -> _T:
    """From all to one after the other and to all again."""
    around = [every, *each]
    place = around.index(here) if here in around else 0
    return around[(place + step) % len(around)]
