"""After a quiz: what it came to, and each answer to look at again."""

from random import randrange
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume
from textual.screen import Screen
from textual.widgets import Static

from alliance_tutor.desk import Desk
from alliance_tutor.insight import quizzing
from alliance_tutor.journal.events import Mode
from alliance_tutor.study.quiz import Quiz
from alliance_tutor.study.result import Part, result
from alliance_tutor.study.wish import SEEDS, QuizWish
from alliance_tutor.tui.screens.answer import AnswerScreen, overrule
from alliance_tutor.tui.screens.reader import PAGE, PAGING
from alliance_tutor.tui.text import STRONG, Key, keys, spread, words
from alliance_tutor.tui.widgets.page import Page
from alliance_tutor.tui.widgets.result import Entry, Group, draw
from alliance_tutor.tui.widgets.roomy import ROOMY

if TYPE_CHECKING:
    from alliance_tutor.tui.app import TutorApp


class ResultScreen(Screen[None]):
    """The score, its parts, and what was missed; the answers listed stay listed, however they are ruled."""

    app: "TutorApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open the answer",
            id="result.open",
            tooltip="The question with your answer, the explanation and the sources",
        ),
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="result.overrule",
            tooltip="Turn the verdict in hand round; it is recorded as yours",
        ),
        Binding("a", "all", "All answers", id="result.all", tooltip="List the right answers too, or no more"),
        Binding("s", "study", "Study these", id="result.study", tooltip="Study what was missed, now"),
        Binding(
            "r", "again", "The same again", id="result.again", tooltip="The same quiz with fresh questions"
        ),
        Binding("up,k", "move(-1)", "Up", id="result.up", tooltip="The answer above", system=True),
        Binding("down,j", "move(1)", "Down", id="result.down", tooltip="The answer below", system=True),
        *PAGING,
        Binding("q,escape", "home", "Home", id="result.home", tooltip="Back to the first screen"),
    ]

    def __init__(self, desk: Desk, quiz: Quiz, wish: QuizWish) -> None:
        """`quiz` is over; `wish` is what it was drawn for."""
        super().__init__()
        self._desk = desk
        self._quiz = quiz
        self._wish = wish
        self._listed = _listed(quiz)
        self._every = False
        self._place = 0
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The title, the page, a notice, the keys."""
        yield Static(id="title", classes="title")
        with Page():
            yield Static(id="page")
        yield Static(id="notice", classes="notice")
        yield Static(id="keys", classes="keys")

    def on_resize(self, event: Resize) -> None:
        """Lines are made for the screen's width."""
        self.set_class(event.size.height < ROOMY, "-short")
        self._draw()
        if self._place:
            self.call_after_refresh(self.query_one(Page).show_in_hand)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """An answer that was open may have been overruled."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was missed can be studied."""
        return action != "study" or bool(self._missed)

    def action_open(self, place: int | None = None) -> None:
        """Open the answer in hand, or one that was clicked; home, where nothing is listed."""
        self._place = self._place if place is None else place
        if not self._entries:
            self.action_home()
            return
        self._draw()
        self.app.push_screen(AnswerScreen(self._desk, self._quiz, self._entries[self._place].place))

    def action_overrule(self) -> None:
        """Turn the verdict of the answer in hand; one that is not in sight is shown first."""
        if self._entries and self.query_one(Page).in_sight:
            self._fault = overrule(self._quiz, self._entries[self._place].place)
            self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_all(self) -> None:
        """List the right answers too, or no more."""
        self._every = not self._every
        self._place = min(self._place, max(0, len(self._entries) - 1))
        self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_study(self) -> None:
        """A sitting over what was missed."""
        self.app.show_sitting(self._desk.session(self._missed), self._wish.wanted.decks)

    def action_again(self) -> None:
        """The same quiz, drawn afresh."""
        self.app.begin_quiz(self._wish.seeded(randrange(SEEDS)))

    def action_move(self, step: int) -> None:
        """Show the answer in hand if it is not in sight, else take another; above the first is the score."""
        place = self._place + step
        if place < 0 or not self._entries:
            self.query_one(Page).by_lines(step * PAGE)
            return
        if self.query_one(Page).in_sight:
            self._place = min(len(self._entries) - 1, place)
            self._draw()
        self.call_after_refresh(self.query_one(Page).show_in_hand)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages."""
        self.query_one(Page).by_pages(step)

    def action_home(self) -> None:
        """Back to the first screen."""
        self.app.show_home()

    @property
    def _missed(self) -> list[str]:
        return [each.question.id for each in result(self._quiz.answers).missed]

    @property
    def _groups(self) -> list[Group]:
        """What is listed, as it is marked now."""
        groups = self._listed if self._every else self._listed[:-1]
        answers = self._quiz.answers
        return [
            Group(heading, [Entry(place, answers[place]) for place in places])
            for heading, places in groups
            if places
        ]

    @property
    def _entries(self) -> list[Entry]:
        return [entry for group in self._groups for entry in group.entries]

    def _title_of(self, part: Part) -> str:
        if not part.deck:
            return part.name
        deck = self._desk.shelf.library.deck(part.deck)
        topics = deck.topics if deck else ()
        return next(
            (each.title for each in topics if each.id == part.name), self._desk.shelf.deck_title(part.deck)
        )

    def _draw(self) -> None:
        width = self.size.width
        if not width:
            return
        found = result(self._quiz.answers)
        kind = "Pretest" if found.pretest else "Result"
        title = words(f"{kind} · {quizzing.score(found)}", STRONG)
        self.query_one("#title", Static).update(spread(title, words(quizzing.effort(found)), width - 2))
        drawing = draw(
            found,
            self._title_of,
            self._groups,
            self._place,
            self._quiz.options.seed,
            max(20, min(PAGE, width - 3)),
        )
        self.query_one("#page", Static).update(drawing.page)
        self.query_one(Page).take_in_hand(drawing.begins, drawing.ends)
        notice = self.query_one("#notice", Static)
        notice.display = bool(self._fault)
        notice.update(words(self._fault, "$error"))
        self.query_one("#keys", Static).update(keys(self._keys(), width - 2))

    def _keys(self) -> list[Key]:
        shown: list[Key] = []
        if self._entries:
            shown = [
                ("Enter", "open", "screen.open"),
                ("↑↓", "answer", "screen.move(1)"),
                ("v", "overrule", "screen.overrule"),
            ]
        if self._missed:
            shown.append(("s", "study these", "screen.study"))
        shown.append(("r", "the same again", "screen.again"))
        if self._listed[-1][1]:
            shown.append(("a", "only missed" if self._every else "all answers", "screen.all"))
        home = "q" if self._entries else "Enter"
        return [*shown, (home, "home", "screen.home"), ("?", "help", "app.help")]


def _listed(quiz: Quiz) -> list[tuple[str, list[int]]]:
    """The places of the first answers: sure but wrong, the other missed ones, at last the right ones."""
    found = result(quiz.answers)
    firsts = [place for place, each in enumerate(quiz.answers) if each.mode is not Mode.RETRY]
    surely = {each.event for each in found.sureness.sure_but_wrong} if found.sureness else set()
    sure = [place for place in firsts if quiz.answers[place].event in surely]
    missed = [place for place in firsts if not quiz.answers[place].right and place not in sure]
    right = [place for place in firsts if quiz.answers[place].right]
    return [
        ("Sure but wrong", sure),
        ("Not known yet" if found.pretest else "Missed", missed),
        ("Right", right),
    ]
