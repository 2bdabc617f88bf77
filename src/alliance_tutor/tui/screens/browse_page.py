"""A question's own page: its text with answer and sources, its memory, and all that happened to it."""

from collections import deque
from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.desk.browsing import Row
from alliance_tutor.errors import TutorError
from alliance_tutor.insight.browsing import done_words
from alliance_tutor.journal.events import Kind
from alliance_tutor.study.decisions import either
from alliance_tutor.tui.screens.browse_keys import CHANGES
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen, topic_page
from alliance_tutor.tui.text import BLANK, QUIET, Key, hanging, lines, shown_key, words
from alliance_tutor.tui.widgets import card, forms
from alliance_tutor.tui.widgets.browse import page, text_of


class QuestionScreen(PageScreen, inherit_bindings=False):
    """One question, to read; what can be done with it stands on the list too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "open",
            "Open a source",
            id="question.open",
            tooltip="Open the sources' addresses, one by one",
        ),
        Binding(
            "r", "read", "Read the topic", id="question.read", tooltip="The passage of this card's topic"
        ),
        *CHANGES,
        Binding("u", "undo", "Undo", id="question.undo", tooltip="Take back what was done last"),
        *SCROLLING,
        Binding("q,escape,enter", "back", "Back", id="question.back", tooltip="Back to the list"),
    ]
    BACK = "q"

    def __init__(self, desk: Desk, row: Row) -> None:
        super().__init__(row.id, self._page)
        self._desk = desk
        self._row = row
        self._past = desk.browsing.past(row.id)
        self._opened = 0
        self._told = ""

    def shown_keys(self) -> list[Key]:
        """Those of a page, and what can be done with the question."""
        links: list[Key] = [("o", "open the source", "screen.open")] if self._links else []
        changes: list[Key] = [
            ("z", "suspend", "screen.change('suspended')"),
            ("b", "bury", "screen.change('buried')"),
            ("f", "flag", "screen.change('flagged')"),
            ("R", "reset", "screen.change('reset')"),
            ("u", "undo", "screen.undo"),
        ]
        return [*links, *super().shown_keys(), ("?", "help", "app.help"), *changes]

    def action_open(self) -> None:
        """Open the addresses of the sources, one after the other; they are on the page."""
        if self._links:
            self.app.open_url(self._links[self._opened % len(self._links)])
            self._opened += 1

    def action_read(self) -> None:
        """Read the topic's passage."""
        ref = self._row.question.ref if self._row.question else None
        for topic in self._desk.shelf.index.topics(ref.deck) if ref else ():
            if ref and topic.id == ref.topic:
                self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    def action_change(self, kind: str) -> None:
        """Let something happen to the question, or the opposite where it is so already."""
        browsing, day = self._desk.browsing, self._desk.day
        before = browsing.latest
        self._do(browsing.do(either(Kind(kind), self._row.standing, day), [self._row.id]))
        latest = browsing.latest
        if latest is not None and latest is not before:
            back = shown_key("u", "screen.undo")
            self._tell(f"{done_words(latest.kind, len(latest.events))} {back} takes it back.")

    def action_undo(self) -> None:
        """Take back what was done last, here or in the list."""
        latest = self._desk.browsing.latest
        if latest is not None:
            told = f"Undone: {done_words(latest.kind, len(latest.events))}"
            self._do(self._desk.browsing.undo())
            self._tell(told)

    def _do(self, steps: Iterator[int]) -> None:
        try:
            deque(steps, maxlen=0)
        except TutorError as fault:
            self._tell(f"{fault}. {fault.hint}".strip())

    def _tell(self, told: str) -> None:
        """Show the question as it is now, and what was done."""
        self._told = told
        (self._row,) = self._desk.browsing.current([self._row])
        self._past = self._desk.browsing.past(self._row.id)
        self.show()

    @property
    def _links(self) -> list[str]:
        question = self._row.question
        return [each.url for each in question.citations if each.url] if question else []

    def _page(self, width: int) -> Content:
        question = self._row.question
        rows = [words(self._told, QUIET), BLANK] if self._told else []
        if question is None:
            rows += hanging(BLANK, words(text_of(self._row)), width)
            if self._row.gone:
                rows += [BLANK, words("answer", QUIET), *hanging(BLANK, words(self._row.gone.answer), width)]
        else:
            checked = self._desk.shelf.checked(question.ref.deck)
            marked = forms.marked(question, tuple(range(len(question.options))), None, width)
            rows += [*card.prompt(question, width), BLANK, *(marked or card.key(question, width)), BLANK]
            rows += card.background(question, checked, width, addresses=True)
        return lines([*rows, *page(self._row, self._past, self._desk.day, width)])
