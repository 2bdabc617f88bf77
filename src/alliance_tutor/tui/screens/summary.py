"""After a sitting: what was answered, what was hard, what comes tomorrow, what else there is."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.desk import Desk
from alliance_tutor.insight.wording import minutes_words, number
from alliance_tutor.memory.offers import Offer
from alliance_tutor.study.session import Session
from alliance_tutor.study.summary import Summary, summarise
from alliance_tutor.text import one_line
from alliance_tutor.tui.text import QUIET, STRONG, clickable, hanging, keys, lines, words
from alliance_tutor.tui.widgets.page import Page

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp

PAGE = 76


class SummaryScreen(Screen[None]):
    """The end of a sitting, or of a day on which nothing is left."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,escape", "home", "Home", id="summary.home", tooltip="Back to the first screen"),
        Binding(
            "u", "undo", "Undo", id="summary.undo", tooltip="Take the latest answer back and ask it again"
        ),
        Binding(
            "p",
            "offer('p')",
            "The plan",
            id="summary.plan",
            tooltip="Go on with the plan, or ten minutes more",
        ),
        Binding(
            "n", "offer('n')", "More new", id="summary.new", tooltip="New questions beyond today's limit"
        ),
        Binding(
            "w", "offer('w')", "The weakest", id="summary.weakest", tooltip="What you are most likely to fail"
        ),
        Binding("m", "offer('m')", "The missed", id="summary.missed", tooltip="What went wrong last time"),
        Binding(
            "b", "offer('b')", "The buried", id="summary.buried", tooltip="Bring back what was buried today"
        ),
        Binding(
            "s", "offer('s')", "The suspended", id="summary.suspended", tooltip="Ask again what was suspended"
        ),
        Binding(
            "c", "resume", "Go on", id="summary.resume", tooltip="Go on with what is left of this sitting"
        ),
    ]

    def __init__(self, desk: Desk, session: Session, decks: tuple[str, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._session = session
        self._decks = decks
        self._offers = {offer.key: offer for offer in desk.offers(decks)}
        self._summary = summarise(session.answers)
        self._tomorrow = tomorrow_words(*desk.tomorrow(), desk.planned_tomorrow())
        self._stopped = desk.stopped(session)
        self._notice = ""

    def compose(self) -> ComposeResult:
        """The title, the page, the keys."""
        yield Static(words(self._title, STRONG), classes="title")
        with Page():
            yield Static(id="page")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is offered can be taken up."""
        if action == "offer":
            return bool(parameters) and parameters[0] in self._offers
        return action != "resume" or self._session.current is not None

    def action_home(self) -> None:
        """Back to the first screen."""
        self.app.show_home()

    def action_undo(self) -> None:
        """Take the latest answer back and ask it again."""
        if self._session.undo():
            self.app.show_sitting(self._session, self._decks)
        else:
            self._notice = self._session.notice
            self._draw()

    def action_resume(self) -> None:
        """Go on with what is left."""
        self.app.show_sitting(self._session, self._decks)

    def action_offer(self, key: str) -> None:
        """Study what was offered."""
        queue = self._desk.take_up(self._offers[key])
        self.app.show_sitting(self._desk.session(queue), self._decks)

    @property
    def _title(self) -> str:
        if self._session.answers:
            return "Summary"
        return "Nothing due" if self._session.current is None else "Nothing answered yet"

    def _draw(self) -> None:
        width = max(20, min(PAGE, self.size.width - 2))
        page = draw(self._summary, self._tomorrow, list(self._offers.values()), width, self._stopped)
        self.query_one("#page", Static).update(page)
        self.query_one("#notice", Static).update(words(self._notice, QUIET))
        shown = [("Enter", "home", "screen.home"), ("u", "undo", "screen.undo")]
        if self._session.current is not None:
            shown.insert(0, ("c", "go on", "screen.resume"))
        shown += [
            (offer.key, offer.title.partition(" ")[2], f"screen.offer('{offer.key}')")
            for offer in self._offers.values()
        ]
        self.query_one("#keys", Static).update(keys([*shown, ("?", "help", "app.help")], self.size.width - 2))


def tomorrow_words(due: int, new: int, planned: str) -> str:
    """What comes tomorrow; `planned` is what a plan has for it, if one runs."""
    return planned or number(due, "review") + (f", and up to {number(new, 'new question')}" if new else "")


def draw(summary: Summary, tomorrow: str, offers: list[Offer], width: int, stopped: str = "") -> Content:
    """The page; `stopped` says why the sitting ended before its queue did."""
    rows: list[Content] = [*hanging(Content(""), words(stopped), width), words("")] if stopped else []
    if summary.answers:
        asked, given = number(summary.questions, "question"), number(summary.answers, "answer")
        rows += [words(f"{asked}, {given} in {minutes_words(summary.ms)}", STRONG), words("")]
        rows += [words(f"{count:>5}  {label}") for label, count in summary.counts if count]
        rows.append(words(""))
    if summary.hard:
        rows.append(words("Hard today", QUIET))
        for question, again in summary.hard:
            mark = words(f"{again:>4}×  ", QUIET)
            rows += hanging(
                mark, words(f"{one_line(question.prompt)}  ") + words(one_line(question.answer), QUIET), width
            )
        rows.append(words(""))
    rows += [words("Tomorrow   ", QUIET) + words(tomorrow), words("")]
    if offers:
        rows.append(words("If you want to go on", QUIET))
    for offer in offers:
        row = Content.assemble("    ", (offer.key, STRONG), "  ") + words(offer.title)
        rows.append(clickable(row, f"screen.offer('{offer.key}')"))
    return lines(rows)
