"""Home: what is waiting, and where the learner stands."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.deck.library import DeckFile
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.overview import Waiting
from alliance_tutor.insight.wording import date_words
from alliance_tutor.memory.studyday import day_text
from alliance_tutor.tui import aside
from alliance_tutor.tui.screens.home_keys import BINDINGS
from alliance_tutor.tui.text import QUIET, STRONG, Key, clickable, keys, spread, words
from alliance_tutor.tui.widgets.by_rows import Leaping
from alliance_tutor.tui.widgets.dashboard import Dashboard, draw
from alliance_tutor.tui.widgets.home_notes import notes
from alliance_tutor.tui.widgets.roomy import ROOMY
from alliance_tutor.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from alliance_tutor.deck.upgrade import Upgrade
    from alliance_tutor.tui.app import TutorApp


MANY = 50  # decks of which mastery is counted once the first picture is painted: 15 ms with 200
POLL = 5.0  # seconds between looks at the other windows, the files and the clock


class HomeScreen(Leaping, Screen[None]):
    """The dashboard; Enter studies."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._deck = 0
        self._topic = -1
        self._preselected: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
        self._marked_line = 0
        self._notice = ""
        self._day = 0
        self._width = 0
        self._topics: tuple[Waiting, ...] = ()
        self._recorded = 0
        self._state: object = None
        self._compared: object = None
        self._upgrades: list[Upgrade] = []
        self._relinks = 0
        self._reading = ""
        self._aside = True
        self._counted = False
        self._looked = False
        self._exam = ""
        self._planning = False
        self._waiting: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """The title, the dashboard, a notice, the keys."""
        yield Static(id="title", classes="title")
        with VerticalScroll(classes="body", can_focus=False):
            yield Sheet(id="board")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_mount(self) -> None:
        """Look at the decks and the journal, and again whenever something may have moved."""
        self._look()
        self._looked = True
        self.set_interval(POLL, self._poll)
        if self._desk.shelf.unread:
            self._reload()
            self._draw()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Figures have moved while another screen was open; they have not just after the start."""
        if not self._looked:
            self._poll()
        self._looked = False

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        if event.size.width != self._width:  # a start brings three of one size
            self._draw()

    def action_study(self) -> None:
        """Study what today asks: of the topic in hand, else of all decks."""
        if self._topic >= 0:
            self._start((self._overview.decks[self._deck].id,), self._topics[self._topic].id)
        else:
            self._start((), "")

    def action_study_deck(self) -> None:
        """Study the deck in hand."""
        if self._overview.decks:
            self._start((self._overview.decks[self._deck].id,), "")

    def action_move(self, step: int) -> None:
        """Mark the row above or below."""
        if self._topic >= 0:
            self._topic = max(0, min(len(self._topics) - 1, self._topic + step))
        else:
            self._mark_deck(self._deck + step)
        self._draw()

    def action_topics(self) -> None:
        """Go to the topics."""
        if self._topics and self._topic < 0:
            self._topic = 0
            self._draw()

    def action_decks(self) -> None:
        """Go back to the decks."""
        self._topic = -1
        self._draw()

    def action_deck(self, number: int) -> None:
        """Mark a deck that was clicked."""
        self._topic = -1
        self._mark_deck(number)
        self._draw()

    def action_topic(self, number: int) -> None:
        """Mark a topic that was clicked."""
        self._topic = number
        self._draw()

    def action_read(self) -> None:
        """Read the passage of the topic in hand, else of the first that has a question not asked yet."""
        from alliance_tutor.tui.screens.reader import PageScreen, topic_page

        topics = (
            self._desk.shelf.index.topics(self._overview.decks[self._deck].id) if self._overview.decks else ()
        )
        fresh = (n for n, topic in enumerate(self._topics) if topic.mastery.unseen)
        number = self._topic if self._topic >= 0 else next(fresh, 0)
        if topics:
            self.app.push_screen(PageScreen(topics[number].title, topic_page(topics[number].summary)))

    def action_quiz(self) -> None:
        """Set up a quiz: of the topic in hand, else as the latest one, but not of the topic marked then."""
        from alliance_tutor.study.wish import QuizWish

        wish = self.app.quizzed or QuizWish()
        wanted = wish.wanted
        if self._topic >= 0:
            self._preselected = (self._overview.decks[self._deck].id,), (self._topics[self._topic].id,)
            wanted = wanted._replace(decks=self._preselected[0], topics=self._preselected[1])
        elif (wanted.decks, wanted.topics) == self._preselected:
            wanted = wanted._replace(decks=(), topics=())
        self.app.set_up_quiz(wish._replace(wanted=wanted))

    def action_exam(self) -> None:
        """Go on with the exam that runs, else set one up."""
        self.app.exam()

    def action_exams(self) -> None:
        """The exams that were taken."""
        self.app.show_exams_taken()

    def action_plan(self) -> None:
        """The plan, or the question after an exam; where there is none a plan is made."""
        from alliance_tutor.tui.screens.plan import screen_of

        self.app.push_screen(screen_of(self._desk))

    def action_timeline(self) -> None:
        """The dated cards in order of time."""
        from alliance_tutor.tui.screens.timeline import TimelineScreen

        self.app.push_screen(TimelineScreen(self._desk))

    def action_stats(self) -> None:
        """What learning adds up to: of the topic in hand, else of all decks."""
        from alliance_tutor.insight.statistics import Scope
        from alliance_tutor.tui.screens.stats import StatsScreen

        marked = self._topic >= 0
        deck = (self._overview.decks[self._deck].id,) if marked else ()
        self.app.push_screen(
            StatsScreen(self._desk, Scope(deck, self._topics[self._topic].id if marked else ""))
        )

    def action_browse(self) -> None:
        """All questions, to be searched."""
        from alliance_tutor.tui.screens.browse import BrowseScreen

        self.app.push_screen(BrowseScreen(self._desk))

    def action_undo(self) -> None:
        """Take the latest answer back, also one of an earlier sitting, and ask it again."""
        self._start((), "", undo=True)

    def action_check(self) -> None:
        """What is found in all decks."""
        from alliance_tutor.tui.screens.findings import FindingsScreen

        find = partial(aside.check, self._desk.checking, date.fromordinal(self._desk.day))
        self.app.push_screen(FindingsScreen(self._desk, "Check", find))

    def action_compare(self) -> None:
        """Decide on the cards of which the shipped text has changed."""
        from alliance_tutor.tui.screens.upgrade import UpgradeScreen

        if self._upgrades:
            self.app.push_screen(UpgradeScreen(self._desk, self._upgrades), self._after_upgrade)
        else:
            self._notice = "No shipped deck has changed since you copied it."
            self._draw()

    def action_relink(self) -> None:
        """Offer the histories of cards that vanished to similar new ones."""
        from alliance_tutor.tui.screens.relinking import RelinkScreen

        if self._relinks:
            self.app.push_screen(RelinkScreen(self._desk), self._after_relink)
        else:
            self._notice = "No card has vanished that is like a new one."
            self._draw()

    def action_import(self) -> None:
        """Make a deck of a file."""
        from alliance_tutor.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen(self._desk))

    def action_backups(self) -> None:
        """The backups of the history."""
        from alliance_tutor.tui.screens.backups import BackupsScreen

        self.app.push_screen(BackupsScreen(self._desk))

    def action_settings(self) -> None:
        """What the learner chooses; figures may have moved when they are back."""
        from alliance_tutor.tui.screens.settings import SettingsScreen

        self._state = None
        self.app.push_screen(SettingsScreen(self._desk))

    def tell(self, told: str) -> None:
        """Say what happened beside, where the learner is on this screen."""
        if self.app.screen is self:
            self._poll()
            self._notice = told
            self._draw()

    def action_reload(self) -> None:
        """Read again what changed in the deck files."""
        fault = self._reload()
        self._look()
        self._notice = fault or "The deck files were looked at again."
        self._draw()

    def _reload(self) -> str:
        """Look at the deck files; what is wrong, if a file that was named has gone meanwhile.

        Large decks are read aside; where the index has no file in which they would be found, they are read
        in place, once that was said.
        """
        if self._reading:
            return ""
        try:
            files = self._desk.shelf.files()
            changed = self._desk.shelf.index.changed(files)
            if aside.is_large(changed):
                self._reading = aside.under_way(changed)
                if self._aside and self._desk.shelf.index.path:
                    self.run_worker(self._read(changed))
                else:
                    self.run_worker(self._read_in_place())
            else:
                self._desk.shelf.reload(files)
        except TutorError as fault:
            return f"{fault}. The decks stay as they were."
        return ""

    async def _read_in_place(self) -> None:
        await asyncio.sleep(aside.BREATH)  # in which what says so is painted
        try:
            self._desk.shelf.reload()
        except TutorError as fault:
            self._notice = f"{fault}. The decks stay as they were."
        self._reading = ""
        self._poll()

    async def _read(self, decks: list[DeckFile]) -> None:
        index, told = self._desk.shelf.index, partial(self._tell_reading, decks)
        # What neither can write down, for one where another version's rows are, is read in place from now on.
        self._aside = await aside.read(index, decks, told) or await aside.read_by_thread(index, decks, told)
        self._reading = ""
        for step in (self._reload, self._poll):  # a key may come between
            await asyncio.sleep(aside.BREATH)
            if self.app.screen is self:
                step()
        self._notice = self._notice or aside.done(decks)
        self._draw()

    def _tell_reading(self, decks: list[DeckFile], done: int) -> None:
        self._reading = aside.under_way(decks, done)
        if self.app.screen is self:
            self._draw()

    def _start(self, decks: tuple[str, ...], topic: str, *, undo: bool = False) -> None:
        if self._planning and not self._desk.plans.ready:
            self._waiting = partial(self._start, decks, topic, undo=undo)
            self._notice = "Choosing today's questions …"
            self._draw()
            return
        session = self._desk.sitting(decks, topic)
        if undo and not session.undo():
            self._notice = session.notice
            self._draw()
            return
        if self._reading and session.current is None:  # more is coming: the day is not done
            self._draw()
            return
        self.app.show_sitting(session, decks)

    def _plan(self) -> None:
        """Have the plan worked out aside, where it is not for what is answered by now."""
        if self._overview.plan and not self._overview.plan.settled and not self._planning:
            self._planning = True
            self.run_worker(self._settle_plan())

    async def _settle_plan(self) -> None:
        from alliance_tutor.tui import planner

        try:
            await planner.settle(self._desk, self._go_on)
        finally:
            self._planning = False
        self._go_on()

    def _go_on(self) -> None:
        """Show what was worked out, and do what waited for it; on another screen, when this one is back."""
        waiting, self._waiting = self._waiting, None
        if self.app.screen is not self:
            self._state = None
        elif waiting:
            waiting()
        else:
            self._look()

    def _compare(self) -> None:
        """Look for copies of shipped decks that have changed since, and for cards that vanished.

        The screen is drawn already.
        """
        before = self._upgrades, self._relinks
        self._upgrades = self._desk.shelf.upgrades()
        self._relinks = len(self._desk.relinking.offers()) if self._desk.shelf.index.gone() else 0
        self._compared = self._desk.shelf.index.state
        if (self._upgrades, self._relinks) != before:
            self._draw()

    def _after_upgrade(self, told: str | None) -> None:
        self._reload()
        self._look()
        self._compare()
        self._notice = told or ""
        self._draw()

    def _after_relink(self, _: None) -> None:
        self._look()
        self._compare()
        self._draw()

    def _mark_deck(self, number: int) -> None:
        self._deck = max(0, min(len(self._overview.decks) - 1, number))
        seen = self._overview
        self._topics = self._desk.topics(seen.decks[self._deck].id, seen.today) if seen.decks else ()

    def _poll(self) -> None:
        """Look again if another window answered, a deck file changed or a new study day began."""
        if self.app.screen is not self:
            return
        self._reload()
        moved = self._desk.journal.changed() or self._recorded != self._desk.recorded
        exam = self._exam
        if moved or self._day != self._desk.day or self._state != self._desk.shelf.index.state:
            self._look()
        elif self._reading or (exam and exam != self._look_at_exam()):
            self._draw()

    def _look(self) -> None:
        self._day, self._recorded, self._state = (
            self._desk.day,
            self._desk.recorded,
            self._desk.shelf.index.state,
        )
        later = not self._counted and len(self._desk.shelf.library.decks) > MANY
        self._overview = self._desk.overview(at_once=True, counted=not later)
        self._counted = True
        self._plan()
        self._look_at_exam()
        if not later:
            self._mark_deck(self._deck)
        self._topic = min(self._topic, len(self._topics) - 1)
        self._notice = ""
        self._draw()
        if later and any(self._overview.recent):
            self.call_after_refresh(self._count)
        elif later:  # whether anything was begun decides what is said above all decks
            self._count()
        if self._compared != self._state:
            self.call_after_refresh(self._compare)

    def _count(self) -> None:
        """Fill in what was left out of the first picture."""
        known, seen = self._desk.masteries(), self._overview
        decks = (each._replace(mastery=known.get(each.id, each.mastery)) for each in seen.decks)
        self._overview = seen._replace(decks=tuple(decks))
        self._mark_deck(self._deck)
        self._draw()

    def _look_at_exam(self) -> str:
        """What is to be said of an exam that is not done; one whose time is over is handed in."""
        self._exam = ""
        if self._desk.journal.open_exams():
            from alliance_tutor.tui.screens.exam_note import note

            try:
                self._exam = note(self._desk)
            except TutorError as fault:
                self._exam = str(fault)
        return self._exam

    def _draw(self) -> None:
        self._width = width = self.size.width
        if not width:
            return
        overview = self._overview
        today = words(_weekday(self._desk.day))
        self.query_one("#title", Static).update(spread(words("Alliance Tutor", STRONG), today, width - 2))
        board = Dashboard(
            overview.load,
            overview.streak,
            overview.recent,
            overview.decks,
            notes(self._desk.shelf.library, self._upgrades, self._relinks),
            self._deck,
            self._topics,
            self._topic,
            begun=any(overview.recent)
            or any(each.mastery.unseen < each.mastery.total for each in overview.decks),
            plan=overview.plan,
            reading=bool(self._reading),
        )
        drawing = draw(board, width)
        sheet = self.query_one("#board", Sheet)
        sheet.styles.height = len(drawing.lines)
        sheet.show(drawing.lines)
        self._marked_line = drawing.marked_line
        self.call_after_refresh(self._keep_in_sight)
        notice = self.query_one("#notice", Static)
        told = self._reading or self._notice
        notice.display = bool(told or self._exam)
        notice.update(words(told, QUIET) if told else clickable(words(self._exam), "screen.exam"))
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))

    def _keep_in_sight(self) -> None:
        line, body = self._marked_line, self.query_one(VerticalScroll)
        height = body.size.height
        if height and not body.scroll_offset.y <= line < body.scroll_offset.y + height:
            body.scroll_to(y=max(0, line - height // 2), animate=False)

    def _keys(self) -> list[Key]:
        """Those of every day, and of what is to be mended; the help and the palette have the rest."""
        shown: list[Key] = [("Enter", "study", "screen.study")]
        if self._topic >= 0:
            shown = [("Enter", "study this topic", "screen.study"), ("←", "decks", "screen.decks")]
        else:
            shown += [("d", "deck", "screen.study_deck"), ("→", "topics", "screen.topics")]
        shown += [("q", "quiz", "screen.quiz"), ("e", "exam", "screen.exam"), ("p", "plan", "screen.plan")]
        shown += [("t", "timeline", "screen.timeline"), ("s", "stats", "screen.stats")]
        shown += [("b", "browse", "screen.browse"), (",", "settings", "screen.settings")]
        if self._desk.shelf.library.broken:
            shown.append(("c", "check", "screen.check"))
        if self._upgrades:
            shown.append(("v", "compare", "screen.compare"))
        return [*shown, ("r", "read", "screen.read"), ("?", "help", "app.help"), ("^q", "quit", "app.quit")]


def _weekday(day: int) -> str:
    return f"{date.fromordinal(day):%a} {date_words(day_text(day))}"
