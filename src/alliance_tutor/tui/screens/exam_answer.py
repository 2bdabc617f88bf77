"""An answer of an exam that was handed in, to look at again and to overrule."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from alliance_tutor.deck.questions import Question
from alliance_tutor.desk import Desk
from alliance_tutor.errors import TutorError
from alliance_tutor.study.attempt import Attempt
from alliance_tutor.study.marking import Marked, marked
from alliance_tutor.tui.screens.reader import SCROLLING, PageScreen, topic_page
from alliance_tutor.tui.text import BLANK, STRONG, Key, hanging, lines, spread, words
from alliance_tutor.tui.widgets import exam_answer
from alliance_tutor.tui.widgets.page import Page

CREDITS: Sequence[tuple[str, float, str]] = (("0", 0.0, "nothing"), ("5", 0.5, "half"), ("1", 1.0, "all"))
"""The key of each credit that the learner may give, and its name."""
READING: list[BindingType] = [
    Binding(
        "o", "open", "Open a source", id="answer.open", tooltip="Open the sources' addresses, one by one"
    ),
    Binding("r", "read", "Read the topic", id="answer.read", tooltip="The passage of this card's topic"),
    *SCROLLING,
]


def giving(action: str) -> list[Binding]:
    """A key a credit; the first tells the help of all."""
    why = "What an answer is worth that you mark: nothing, half or all of its points"
    return [
        Binding(
            key,
            f"{action}({credit})",
            "Mark",
            id=f"answer.{label}",
            key_display="0 5 1",
            tooltip="" if credit else why,
            system=True,
        )
        for key, credit, label in CREDITS
    ]


class AnswerPageScreen(PageScreen, inherit_bindings=False):
    """A page about one answer, with its sources and its topic."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, attempt: Attempt, draw: Callable[[int], Content]) -> None:
        super().__init__("", draw)
        self._desk = desk
        self._attempt = attempt
        self._opened = 0
        self._fault = ""

    @property
    @abstractmethod
    def answer(self) -> Marked | None:
        """The answer in hand."""

    @abstractmethod
    def heading(self) -> tuple[str, str]:
        """What stands left and right in the first row."""

    @property
    def checked(self) -> str:
        """When the facts of its deck were checked."""
        return self._desk.shelf.checked(self.question.ref.deck) if self.question else ""

    @property
    def question(self) -> Question | None:
        """Its question."""
        return self.answer.question if self.answer else None

    def show(self) -> None:
        """Draw the page, and which answer it is about."""
        super().show()
        where, far = self.heading()
        title = spread(words(where, STRONG), words(far), self.size.width - 2)
        self.query_one(".title", Static).update(title)

    def try_to(self, act: Callable[[], object]) -> None:
        """Act, and show what came of it; a fault leaves all as it was, and is told."""
        self._fault = ""
        try:
            if self._desk.journal.changed():
                self._desk.exams.catch_up(self._attempt)
                self._desk.recorded += 1  # the first screen's figures may have moved by that
            act()
        except TutorError as fault:
            self._fault = f"{fault.message}. {fault.hint}".strip()

    def reading_keys(self) -> list[Key]:
        """Those that every page of this kind has."""
        links: list[Key] = [("o", "open the source", "screen.open")] if self._links else []
        return [*links, ("↑↓", "scroll", "screen.scroll(1)")]

    def page(self, rows: Sequence[Content], width: int) -> Content:
        """The page's rows, below what went wrong."""
        fault = hanging(BLANK, words(self._fault, "$error"), width) if self._fault else []
        return lines([*fault, *rows])

    def to_top(self) -> None:
        """Another answer is in hand."""
        self._opened = 0
        self.query_one(Page).scroll_home(animate=False)
        self.show()

    def action_open(self) -> None:
        """Open the addresses of the sources, one after the other; they are on the page."""
        if self._links:
            self.app.open_url(self._links[self._opened % len(self._links)])
            self._opened += 1

    def action_read(self) -> None:
        """Read the topic's passage."""
        if self.question:
            ref = self.question.ref
            for topic in self._desk.shelf.index.topics(ref.deck):
                if topic.id == ref.topic:
                    self.app.push_screen(PageScreen(topic.title, topic_page(topic.summary)))

    @property
    def _links(self) -> list[str]:
        return [each.url for each in self.question.citations if each.url] if self.question else []


class ExamAnswerScreen(AnswerPageScreen, inherit_bindings=False):
    """One answer of an exam that is done: the question, what was given, what is right, why, the sources."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v",
            "overrule",
            "Overrule",
            id="answer.overrule",
            tooltip="Turn the verdict round; it is recorded as yours",
        ),
        *giving("give"),
        Binding("n,right", "step(1)", "Next", id="answer.next", tooltip="The next answer listed"),
        Binding("p,left", "step(-1)", "Previous", id="answer.previous", tooltip="The answer before"),
        *READING,
        Binding("enter,q,escape", "back", "Back", id="answer.back", tooltip="Back to the result"),
    ]

    def __init__(
        self, desk: Desk, attempt: Attempt, numbers: Sequence[int], place: int, walked: Callable[[int], None]
    ) -> None:
        """`numbers` are those of the questions that are listed; `walked` is told which one is in hand."""
        super().__init__(desk, attempt, self._page)
        self._numbers = numbers
        self._place = place
        self._walked = walked

    @property
    def answer(self) -> Marked:
        """The answer in hand, as it is marked now."""
        return marked(self._attempt.progress)[self._numbers[self._place] - 1]

    def heading(self) -> tuple[str, str]:
        """Its number on the paper, and its place in the list."""
        return f"Question {self.answer.number}", f"{self._place + 1} of {len(self._numbers)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the learner marks can be given half."""
        return action != "give" or (self.answer.self_marked and not self.answer.blank)

    def shown_keys(self) -> list[Key]:
        """Those of a page, and what can be done with the answer."""
        rule: list[Key] = [] if self.answer.blank else [("v", "overrule", "screen.overrule")]
        if self.answer.self_marked and rule:
            rule = [(key, name, f"screen.give({credit})") for key, credit, name in CREDITS]
        step: list[Key] = [("n", "next", "screen.step(1)"), ("p", "previous", "screen.step(-1)")]
        step = step if len(self._numbers) > 1 else []
        return [*rule, *step, *self.reading_keys(), ("q", "back", "screen.back"), ("?", "help", "app.help")]

    def action_overrule(self) -> None:
        """Turn the verdict."""
        self.try_to(lambda: self._attempt.overrule(self.answer.number))
        self.show()

    def action_give(self, credit: float) -> None:
        """Mark the answer anew."""
        self.try_to(lambda: self._attempt.overrule(self.answer.number, credit))
        self.show()

    def action_step(self, step: int) -> None:
        """The answer after or before."""
        self._place = max(0, min(len(self._numbers) - 1, self._place + step))
        self._walked(self._place)
        self.to_top()

    def _page(self, width: int) -> Content:
        answer = self.answer
        order = self._attempt.progress.paper.items[answer.number - 1].order
        return self.page(exam_answer.marked(answer, order, self.checked, width), width)


def overrule(attempt: Attempt, number: int) -> str:
    """Turn a verdict of an exam that is done; why it could not be recorded, empty where it was."""
    try:
        attempt.overrule(number)
    except TutorError as fault:
        return f"{fault.message}. {fault.hint}".strip()
    return ""
