"""One answer of a quiz that is over, to look at again and to overrule."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.insight import quizzing
from alliance_tutor.study.quiz import Quiz
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen
from alliance_tutor.tui.text import BLANK, Key, hanging, lines, words
from alliance_tutor.tui.widgets import card, forms


class AnswerScreen(PageScreen, inherit_bindings=False):
    """One answer of a quiz: the question, what was given, what is right, why, and the sources."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="answer.overrule",
            tooltip="Turn the verdict round; it is recorded as yours",
        ),
        Binding(
            "o", "open", "Open a source", id="answer.open", tooltip="Open the sources' addresses, one by one"
        ),
        *SCROLLING,
        Binding("enter,q,escape", "back", "Back", id="answer.back", tooltip="Back to the result"),
    ]

    def __init__(self, desk: Desk, quiz: Quiz, place: int) -> None:
        """`place` is the answer's among those of the quiz."""
        super().__init__(f"Question {place + 1}", self._page)
        self._desk = desk
        self._quiz = quiz
        self._place = place
        self._opened = 0
        self._fault = ""

    def shown_keys(self) -> list[Key]:
        """Those of a page, and what can be done with the answer."""
        shown: list[Key] = [("v", "overrule", "screen.overrule")]
        if self._links:
            shown.append(("o", "open the source", "screen.open"))
        return [*shown, *super().shown_keys(), ("?", "help", "app.help")]

    def action_overrule(self) -> None:
        """Turn the verdict."""
        self._fault = overrule(self._quiz, self._place)
        self.show()

    def action_open(self) -> None:
        """Open the addresses of the sources, one after the other; they are on the page."""
        if self._links:
            self.app.open_url(self._links[self._opened % len(self._links)])
            self._opened += 1

    @property
    def _links(self) -> list[str]:
        citations = self._quiz.answers[self._place].question.citations
        return [each.url for each in citations if each.url]

    def _page(self, width: int) -> Content:
        answered = self._quiz.answers[self._place]
        question = answered.question
        order = tuple(range(len(question.options)))
        rows = [*card.prompt(question, width), BLANK]
        marked = forms.marked(question, order, answered.response, width)
        rows += [*marked, BLANK] if marked else []
        rows += [*card.answer(question, answered.verdict, width), BLANK]
        told = quizzing.marks_words(answered)
        rows += [words(told), BLANK] if told else []
        rows += card.background(question, self._desk.shelf.checked(question.ref.deck), width, addresses=True)
        return lines([*hanging(BLANK, words(self._fault, "$error"), width), *rows] if self._fault else rows)


def overrule(quiz: Quiz, place: int) -> str:
    """Turn a verdict of a quiz that is over; why it could not be recorded, empty where it was."""
    try:
        quiz.overrule(place)
    except TutorError as fault:
        return f"{fault.message}. {fault.hint}".strip()
    return ""
